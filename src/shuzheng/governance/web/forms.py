"""Forms of organs and plan."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from shuzheng.foundation.ui import forms as ui
from shuzheng.governance.rules.milestone import CONTENTS, Content

if TYPE_CHECKING:
    from collections.abc import Sequence

LONGEST_NAME, LONGEST_OWNER, LONGEST_REASON, LONGEST_TEXT = 150, 100, 300, 5_000


def text(label: object, most: int, rows: int = 4, **more: Any) -> forms.CharField:  # noqa: ANN401 - a field's own arguments
    """Return a field for a longer text."""
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, max_length=most, widget=widget, **more)  # type: ignore[arg-type]


class Confirmed(ui.Form):
    """Nothing is asked; the button says what happens."""


class Reason(ui.Form):
    """Why something is done."""

    reason = text(_("Reason"), LONGEST_REASON, 3)


class Draft(ui.Form):
    """What a plan says beside its lists."""

    aims = text(_("Aims of the year"), LONGEST_TEXT, 8)
    industries = text(
        _("Key industries of the region"),
        LONGEST_TEXT,
        6,
        help_text=_("One to a line. The yearly review of certificates looks for gaps by them."),
    )


class NewPlan(Draft):
    """An edition of a year."""

    year = forms.TypedChoiceField(label=_("Year"), coerce=int)
    field_order = ("year", "aims", "industries")

    def __init__(self, *args: Any, years: Sequence[int], **more: Any) -> None:  # noqa: ANN401 - a form's own arguments
        super().__init__(*args, **more)
        ui.choose(self, "year", [(year, str(year)) for year in years])


class Rewritten(Draft):
    """A draft; `revision` is what it was written from."""

    revision = forms.IntegerField(widget=forms.HiddenInput)


class MilestoneFilters(forms.Form):
    """What the list of milestones can be narrowed by."""

    q = forms.CharField(label=_("Milestone or owner"), required=False)
    content = forms.ChoiceField(label=_("Content of the pilot"), required=False)
    year = forms.ChoiceField(label=_("Year"), required=False)

    def __init__(self, *args: Any, years: Sequence[int], **more: Any) -> None:  # noqa: ANN401 - a form's own arguments
        super().__init__(*args, **more)
        contents = [(one.value, gettext(CONTENTS[one])) for one in Content]
        ui.choose(self, "content", [("", pgettext_lazy("contents", "All")), *contents])
        known = [(str(year), str(year)) for year in years]
        ui.choose(self, "year", [("", pgettext_lazy("years", "All")), *known])


class MilestoneWords(ui.Form):
    """What is written of a milestone; its due day is moved elsewhere."""

    name = forms.CharField(label=_("Milestone"), max_length=LONGEST_NAME)
    content = forms.ChoiceField(label=_("Content of the pilot"))
    owner = forms.CharField(
        label=_("Responsible body"),
        max_length=LONGEST_OWNER,
        help_text=_("A city bureau that is named by its full name works on it here itself."),
    )

    def __init__(self, *args: Any, **more: Any) -> None:  # noqa: ANN401 - a form's own arguments
        super().__init__(*args, **more)
        ui.choose(self, "content", [(one.value, gettext(CONTENTS[one])) for one in Content])


class NewMilestone(MilestoneWords):
    """A milestone with its due day."""

    due_on = ui.Day(label=_("Due day"))


class Postponed(ui.Form):
    """A new due day, and why."""

    due_on = ui.Day(label=_("New due day"))
    reason = text(_("Reason"), LONGEST_REASON, 3, help_text=_("Published with the milestone."))


class Said(ui.Form):
    """What came of a milestone, or why it is called off or taken up again."""

    said = text(
        _("What came of it, or why"), 2_000, 5, help_text=_("Published with the milestone.")
    )


class Reached(Said):
    """What was reached, with what shows it."""

    document = forms.FileField(
        label=_("Document"), required=False, help_text=_("PDF, or a photo or scan of it")
    )

"""Forms of bodies, guidance and officers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from shuzheng.foundation.ui import forms as ui
from shuzheng.foundation.ui.forms import choose
from shuzheng.governance.rules.body import PARTS, Body, Part
from shuzheng.governance.rules.guidance import KINDS, Kind
from shuzheng.governance.web.forms import text

if TYPE_CHECKING:
    from collections.abc import Sequence

    Choices = Sequence[tuple[int, str]]

LONGEST_NAME, LONGEST_DEPARTMENT, LONGEST_DUTIES, LONGEST_TEXT = 50, 100, 500, 10_000
MOST_PAPERS = 5
PAPER_HINT = _("PDF, or a photo or scan of it")


class MemberForm(ui.Form):
    """A member of a body."""

    name = forms.CharField(label=_("Name"), max_length=LONGEST_NAME)
    department = forms.CharField(label=_("Department or employer"), max_length=LONGEST_DEPARTMENT)
    post = forms.CharField(label=_("Post held"), max_length=LONGEST_DEPARTMENT)
    part = forms.ChoiceField(label=_("Part in the body"))
    duties = text(_("Duties in the body"), LONGEST_DUTIES, 3)
    fields_named = forms.CharField(
        label=_("Fields of expertise"),
        max_length=200,
        required=False,
        help_text=_("Several are separated by 、"),
    )
    phone = forms.CharField(
        label=_("Office telephone"),
        max_length=30,
        required=False,
        help_text=_("Not published; mobile numbers are not kept here."),
    )

    def __init__(self, *args: Any, body: Body, **more: Any) -> None:  # noqa: ANN401 - a form's own arguments
        super().__init__(*args, **more)
        choose(self, "part", [(one.value, gettext(PARTS[one])) for one in reversed(Part)])
        self.fields["fields_named"].required = body is Body.COMMITTEE


class MeetingForm(ui.Form):
    """The record of a meeting."""

    title = forms.CharField(label=_("Title of the meeting"), max_length=150)
    held_on = ui.Day(label=_("Meeting held on"))
    present = forms.TypedMultipleChoiceField(
        label=_("Members present"), coerce=int, widget=forms.CheckboxSelectMultiple
    )
    text = text(_("Meeting minutes"), LONGEST_TEXT, 10)
    document = forms.FileField(label=_("Document"), required=False, help_text=PAPER_HINT)

    def __init__(self, *args: Any, members: Choices, **more: Any) -> None:  # noqa: ANN401 - a form's own arguments
        super().__init__(*args, **more)
        choose(self, "present", members)


class GuidanceFilters(forms.Form):
    """What the list of advice can be narrowed by."""

    q = forms.CharField(label=_("Title, field or alliance"), required=False)


class GuidanceForm(ui.Form):
    """What the committee studied or advises."""

    kind = forms.ChoiceField(label=_("Study or guidance"), widget=forms.RadioSelect)
    title = forms.CharField(label=_("Title of the advice"), max_length=150)
    field = forms.CharField(label=_("Field of certificates"), max_length=60, required=False)
    alliance = forms.TypedChoiceField(
        label=_("Alliance"), coerce=int, required=False, empty_value=None
    )
    advice = text(_("Findings and advice"), 5_000, 8)
    given_on = ui.Day(label=_("Given on"))
    first = forms.FileField(label=_("Paper or data set"), required=False, help_text=PAPER_HINT)
    second = forms.FileField(
        label=_("Another paper or data set"), required=False, help_text=PAPER_HINT
    )

    def __init__(self, *args: Any, alliances: Choices, **more: Any) -> None:  # noqa: ANN401 - a form's own arguments
        super().__init__(*args, **more)
        choose(self, "kind", [(one.value, gettext(KINDS[one])) for one in Kind])
        choose(self, "alliance", [("", "—"), *alliances])


class Outcome(ui.Form):
    """What became of an advice."""

    words = text(_("What became of it"), 5_000, 5)


class CareFilters(forms.Form):
    """What the list of certificates can be narrowed by."""

    q = forms.CharField(label=_("Certificate or officer"), required=False)


class Assigned(ui.Form):
    """Who has charge of a certificate, until when without a review."""

    officer = forms.TypedChoiceField(label=_("Officer in charge"), coerce=int)
    review_on = ui.Day(label=_("Next review on"))

    def __init__(self, *args: Any, officers: Choices, **more: Any) -> None:  # noqa: ANN401 - a form's own arguments
        super().__init__(*args, **more)
        choose(self, "officer", [("", _("Choose")), *officers])


class Reviewed(ui.Form):
    """What a review found."""

    found = text(_("What was found"), 5_000, 6)
    next_on = ui.Day(label=_("Next review on"))

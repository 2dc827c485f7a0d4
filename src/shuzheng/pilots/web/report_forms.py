"""Forms of bi-weekly reports."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as translated
from django.utils.translation import gettext_lazy as _

from shuzheng.foundation.ui import forms as ui
from shuzheng.pilots.rules import reporting
from shuzheng.pilots.sheets.reports import LONGEST
from shuzheng.pilots.web import words

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

MOST_WORDS = 500
HINTS = {
    reporting.Part.PROGRESS: _("what was done in these days; needed to file the report"),
    reporting.Part.EXPERIENCE: _("what worked, and why"),
    reporting.Part.CASES: _("a case that others can learn from"),
    reporting.Part.PROBLEMS: _("what hinders the work"),
    reporting.Part.SUGGESTIONS: _("The office answers each suggestion."),
}


def _reason(label: Any, help_text: Any = "") -> forms.CharField:  # noqa: ANN401 - lazy words
    widget = forms.Textarea(attrs={"rows": 3})
    return forms.CharField(label=label, help_text=help_text, widget=widget, max_length=MOST_WORDS)


class Filters(forms.Form):
    """What a list of reports can be narrowed by."""

    period = forms.ChoiceField(label=_("Report due on"), required=False)
    q = forms.CharField(label=_("Institution or code"), required=False, max_length=60)
    city = forms.ChoiceField(label=_("City"), required=False)

    def __init__(
        self,
        *args: Any,  # noqa: ANN401 - a form's own arguments
        periods: Sequence[date],
        cities: Sequence[tuple[str, str]],
        **more: Any,  # noqa: ANN401 - a form's own arguments
    ) -> None:
        super().__init__(*args, **more)
        days = [(day.isoformat(), day.isoformat()) for day in periods]
        self.fields["period"].choices = [("", _("Newest period")), *days]  # type: ignore[attr-defined]
        if cities:
            self.fields["city"].choices = [("", _("All cities")), *cities]  # type: ignore[attr-defined]
        else:
            del self.fields["city"]


class Editor(ui.Form):
    """The five parts. Nothing is required to save; filing asks for what is."""

    edition = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, *args: Any, **more: Any) -> None:  # noqa: ANN401 - a form's own arguments
        super().__init__(*args, **more)
        for part in reporting.Part:
            rows = 8 if part is reporting.Part.PROGRESS else 4
            self.fields[part.value] = forms.CharField(
                label=words.part(part),
                help_text=HINTS[part],
                required=False,
                max_length=LONGEST,
                widget=forms.Textarea(attrs={"rows": rows}),
            )

    @property
    def parts(self) -> list[forms.BoundField]:
        """The fields of the five parts."""
        return [self[part.value] for part in reporting.Part]


class Return(ui.Form):
    """Why a report goes back."""

    reason = _reason(_("What is missing"), _("The institution reads it."))


class TakeUp(ui.Form):
    """What becomes a document of the portal."""

    title = forms.CharField(label=_("Title"), max_length=120)
    body = forms.CharField(
        label=_("Text of the document"),
        help_text=_("It is edited and approved as a document before anybody reads it."),
        widget=forms.Textarea(attrs={"rows": 10}),
        max_length=LONGEST + 500,
    )


class Excuse(ui.Form):
    """Why misses do not count."""

    reason = _reason(_("Reason"), _("It stands with every report that is excused."))


class Entry(ui.Form):
    """When a report was entered on the national platform."""

    entered_on = ui.Day(label=_("Entered on"))


class Break(ui.Form):
    """Days for which no reports are asked."""

    since = ui.Day(label=_("First day"))
    until = ui.Day(label=_("Last day"))
    reason = _reason(_("Reason"))


class Answer(ui.Form):
    """What becomes of a suggestion."""

    answer = forms.ChoiceField(label=_("What becomes of it"), widget=forms.RadioSelect)
    words = _reason(_("Answer"), _("The institution reads it."))

    def __init__(self, *args: Any, **more: Any) -> None:  # noqa: ANN401 - a form's own arguments
        super().__init__(*args, **more)
        choices = [(one.value, translated(reporting.ANSWERS[one])) for one in reporting.Answer]
        self.fields["answer"].choices = choices  # type: ignore[attr-defined]

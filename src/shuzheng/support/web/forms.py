"""Forms of measurements and pairings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from shuzheng.foundation.ui import forms as ui
from shuzheng.support.rules import pairing, unevenness

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from enum import StrEnum

    Choices = Sequence[tuple[int, str]]

LONGEST_TEXT, LONGEST_REASON, LONGEST_TITLE = 2_000, 500, 150
MOST_PERSONS, MOST_HOURS = 100_000, 100_000


class StandingFilters(forms.Form):
    """What the list of institutions can be narrowed by."""

    q = forms.CharField(label=_("Institution"), required=False)
    city = forms.ChoiceField(label=_("City"), required=False)

    def __init__(self, *args: Any, cities: Sequence[tuple[str, str]], **more: Any) -> None:  # noqa: ANN401 - a form's own arguments
        super().__init__(*args, **more)
        ui.choose(self, "city", [("", pgettext_lazy("cities", "All")), *cities])


class PairingFilters(forms.Form):
    """What the list of pairings can be narrowed by."""

    q = forms.CharField(label=_("Institution"), required=False)


class Confirmed(ui.Form):
    """Nothing is asked; the button says what happens."""


class Proposed(ui.Form):
    """A pairing with its agreement."""

    helped = forms.TypedChoiceField(label=_("Helped institution"), coerce=int)
    helper = forms.TypedChoiceField(label=_("Helping institution"), coerce=int)
    reason = forms.CharField(
        label=_("Why these two"),
        max_length=LONGEST_REASON,
        required=False,
        help_text=_("Where the rule proposes others, or nobody."),
    )
    measures = forms.MultipleChoiceField(
        label=_("In what it should help"), widget=forms.CheckboxSelectMultiple
    )
    goal = forms.CharField(
        label=_("Aim"), max_length=LONGEST_TEXT, widget=forms.Textarea(attrs={"rows": 3})
    )
    shares = forms.MultipleChoiceField(
        label=_("Shared resources"), widget=forms.CheckboxSelectMultiple
    )
    words = forms.CharField(
        label=_("What is shared, and how"),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    since = ui.Day(label=_("First day"))
    until = ui.Day(label=_("Last day"))

    def __init__(self, *args: Any, institutions: Choices, **more: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **more)
        for name in ("helped", "helper"):
            ui.choose(self, name, [("", _("Choose")), *institutions])
        ui.choose(self, "measures", words_of(unevenness.MEASURES))
        ui.choose(self, "shares", words_of(pairing.RESOURCES))


class Answered(ui.Form):
    """What an institution says of a proposal."""

    word = forms.ChoiceField(label=_("Answer"), widget=forms.RadioSelect)
    said = forms.CharField(
        label=_("Remark"),
        max_length=LONGEST_REASON,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, **more: Any) -> None:  # noqa: ANN401 - a form's own arguments
        super().__init__(*args, **more)
        ui.choose(self, "word", words_of(pairing.WORDS))

    def clean(self) -> dict[str, Any]:
        """Ask for a reason where somebody objects."""
        data: dict[str, Any] = super().clean() or {}
        if data.get("word") == pairing.Word.OBJECTS and not data.get("said", "").strip():
            self.add_error("said", gettext("Say why."))
        return data


class Decided(ui.Form):
    """The department's decision on a pairing; a reason over an objection."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=LONGEST_REASON,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Needed where an institution objects."),
    )


class Dropped(ui.Form):
    """Why a pairing does not come about."""

    reason = forms.CharField(
        label=_("Reason"), max_length=LONGEST_REASON, widget=forms.Textarea(attrs={"rows": 3})
    )


class Planned(ui.Form):
    """An action that the two plan."""

    title = forms.CharField(label=_("Action"), max_length=LONGEST_TITLE)
    due_on = ui.Day(label=_("To be done by"))


class Done(ui.Form):
    """What was done."""

    on = ui.Day(label=_("Done on"))
    persons = forms.IntegerField(
        label=_("Persons reached"), min_value=0, max_value=MOST_PERSONS, required=False
    )
    hours = forms.IntegerField(
        label=_("Class hours"), min_value=0, max_value=MOST_HOURS, required=False
    )
    words = forms.CharField(
        label=_("What was done and what came of it"),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("No names of students."),
    )
    document = forms.FileField(
        label=_("Document"), required=False, help_text=_("PDF, or a photo or scan of it")
    )


class Checked(ui.Form):
    """A half-yearly check."""

    judgement = forms.ChoiceField(label=_("How it goes"), widget=forms.RadioSelect)
    words = forms.CharField(
        label=_("Findings of the check"),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Both institutions read it."),
    )

    def __init__(self, *args: Any, **more: Any) -> None:  # noqa: ANN401 - a form's own arguments
        super().__init__(*args, **more)
        ui.choose(self, "judgement", words_of(pairing.JUDGEMENTS))


class Evaluated(ui.Form):
    """What came of a pairing."""

    result = forms.ChoiceField(label=_("Result"), widget=forms.RadioSelect)
    words = forms.CharField(
        label=_("Results of the help"),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Both institutions read it."),
    )
    early_reason = forms.CharField(
        label=_("Why before the end of the term"), max_length=LONGEST_REASON, required=False
    )

    def __init__(self, *args: Any, **more: Any) -> None:  # noqa: ANN401 - a form's own arguments
        super().__init__(*args, **more)
        ui.choose(self, "result", words_of(pairing.RESULTS))


class Ended(ui.Form):
    """What follows from a pairing."""

    words = forms.CharField(
        label=_("What happens next"),
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


def words_of(said: Mapping[Any, str]) -> list[tuple[str, str]]:
    """Return choices by an enumeration's words."""
    found: list[tuple[StrEnum, str]] = list(said.items())
    return [(one.value, gettext(word)) for one, word in found]

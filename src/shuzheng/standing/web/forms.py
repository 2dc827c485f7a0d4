"""What the provincial department says when it decides on a party's standing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from shuzheng.foundation import register
from shuzheng.foundation.ui import forms as ui
from shuzheng.kernel.refusals import Refusal
from shuzheng.standing.rules.restrictions import LABELS, Kind
from shuzheng.standing.rules.running import LABELS as OUTCOMES
from shuzheng.standing.rules.running import Outcome

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from django_stubs_ext import StrOrPromise

    from shuzheng.standing.rules.running import Session

LONGEST_REASON, LONGEST_NUMBER = 500, 60
EARLIEST_YEAR, LATEST_YEAR = 2019, 2100

KINDS = [(kind.value, _(LABELS[kind])) for kind in Kind]


class RestrictionFilters(forms.Form):
    """How the list is narrowed."""

    q = forms.CharField(label=_("Organisation or decision"), required=False, max_length=60)
    kind = forms.ChoiceField(
        label=_("Restriction"), required=False, choices=[("", _("All restrictions")), *KINDS]
    )


class NobodyKnown(Refusal):
    """Nobody in the records has this document."""

    code = "restriction-nobody-known"
    template = "Nobody with this identity number is on record."


class AgainstForm(ui.Form):
    """Against whom a decision is, and what kind it is."""

    against = forms.ChoiceField(label=_("Institution, organisation or site"), required=False)
    document_number = forms.CharField(
        label=_("Or an assessor, by the identity number"),
        required=False,
        max_length=18,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    kind = forms.ChoiceField(label=_("Restriction"), choices=KINDS, widget=forms.RadioSelect)

    def __init__(
        self,
        *args: Any,  # noqa: ANN401 - a form's own arguments
        parties: Sequence[tuple[str, StrOrPromise | Sequence[tuple[str, StrOrPromise]]]],
        **kwargs: Any,  # noqa: ANN401 - a form's own arguments
    ) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["against"]
        if isinstance(field, forms.ChoiceField):
            field.choices = parties

    def clean(self) -> dict[str, Any]:
        """Take one party: from the list or by the number, not both."""
        data = super().clean() or {}
        if bool(data.get("against")) == bool(data.get("document_number")):
            raise forms.ValidationError(_("Choose one party, or give one identity number."))
        return data


class ImposeForm(ui.Form):
    """A decision that restricts a party."""

    decision_number = forms.CharField(label=_("Number of the decision"), max_length=LONGEST_NUMBER)
    decided_on = ui.Day(label=_("Day of the decision"))
    year = forms.IntegerField(
        label=_("Year without eligibility"), min_value=EARLIEST_YEAR, max_value=LATEST_YEAR
    )
    since = ui.Day(label=_("First day"))
    until = ui.Day(label=_("Last day"), required=False, help_text=_("empty: until it is lifted"))
    ground = forms.CharField(
        label=_("Rule it rests on"), max_length=10, help_text=_("such as R-194 or R-212")
    )
    reason = forms.CharField(
        label=_("Grounds of the decision"),
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("The party reads them."),
    )
    decision = forms.FileField(
        label=_("The signed decision"), help_text=_("PDF, or a photo or scan of it")
    )

    def __init__(
        self,
        *args: Any,  # noqa: ANN401 - a form's own arguments
        kind: Kind,
        sessions: Sequence[tuple[Session, Sequence[Outcome]]],
        said: Mapping[str, str],
        **kwargs: Any,  # noqa: ANN401 - a form's own arguments
    ) -> None:
        super().__init__(*args, **kwargs)
        if kind is not Kind.ELIGIBILITY_LOSS:
            del self.fields["year"]
        if kind is Kind.ISSUING_STOP:
            self.fields["until"].required = True
            self.fields["until"].help_text = _("candidates wait for their certificates")
        self.asked = [(f"session-{one.subject}", one, choices) for one, choices in sessions]
        for name, one, choices in self.asked:
            if len(choices) > 1:
                self.fields[name] = forms.ChoiceField(
                    label=said[one.subject],
                    choices=[(choice.value, _(OUTCOMES[choice])) for choice in choices],
                    widget=forms.RadioSelect,
                    initial=choices[0].value,
                )

    def answers(self) -> dict[str, Outcome]:
        """Return what the decision says of each session."""
        return {
            one.subject: Outcome(self.cleaned_data.get(name, choices[0]))
            for name, one, choices in self.asked
        }

    def clean_ground(self) -> str:
        """Take a rule that there is."""
        number = str(self.cleaned_data["ground"]).strip().upper()
        if number not in register.rules():
            raise forms.ValidationError(_("There is no such rule in the rulebook"))
        return number


class LiftForm(ui.Form):
    """Why a restriction is lifted."""

    reason = forms.CharField(
        label=_("Why it is lifted"),
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

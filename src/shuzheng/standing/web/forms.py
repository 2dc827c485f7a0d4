"""What the provincial department says when it decides on a party's standing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from shuzheng.foundation import register
from shuzheng.foundation.ui import forms as ui
from shuzheng.standing.rules.restrictions import LABELS, Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django_stubs_ext import StrOrPromise

LONGEST_REASON, LONGEST_NUMBER = 500, 60
EARLIEST_YEAR, LATEST_YEAR = 2019, 2100

KINDS = [(kind.value, _(LABELS[kind])) for kind in Kind]


class RestrictionFilters(forms.Form):
    """How the list is narrowed."""

    q = forms.CharField(label=_("Organisation or decision"), required=False, max_length=60)
    kind = forms.ChoiceField(
        label=_("Restriction"), required=False, choices=[("", _("All restrictions")), *KINDS]
    )


class ImposeForm(ui.Form):
    """A decision that restricts a party."""

    organisation = forms.TypedChoiceField(label=_("Organisation"), coerce=int)
    kind = forms.ChoiceField(label=_("Restriction"), choices=KINDS, widget=forms.RadioSelect)
    year = forms.IntegerField(
        label=_("Year without eligibility"),
        required=False,
        min_value=EARLIEST_YEAR,
        max_value=LATEST_YEAR,
        help_text=_("only for a loss of eligibility"),
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
    decision_number = forms.CharField(label=_("Number of the decision"), max_length=LONGEST_NUMBER)
    decision = forms.FileField(
        label=_("The signed decision"), help_text=_("PDF, or a photo or scan of it")
    )

    def __init__(
        self,
        *args: Any,  # noqa: ANN401 - a form's own arguments
        parties: Sequence[tuple[str, StrOrPromise | Sequence[tuple[str, StrOrPromise]]]],
        **kwargs: Any,  # noqa: ANN401 - a form's own arguments
    ) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["organisation"]
        if isinstance(field, forms.TypedChoiceField):
            field.choices = parties

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

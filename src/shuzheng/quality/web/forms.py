"""Forms of inspections."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from shuzheng.foundation.ui import forms as ui
from shuzheng.quality.rules import campaign, form

if TYPE_CHECKING:
    from collections.abc import Sequence

LONGEST_TITLE, LONGEST_REASON, SECRET_LENGTH = 80, 500, 80
MOST_TARGETS, MOST_IN_TEAM = 200, 9


def text(label: object, most: int, rows: int = 4, **more: Any) -> forms.CharField:  # noqa: ANN401 - a field's own arguments
    """Return a field for a longer text."""
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, max_length=most, widget=widget, **more)  # type: ignore[arg-type]


class PlanForm(ui.Form):
    """What the office plans of a campaign."""

    title = forms.CharField(
        label=_("Name of the campaign"),
        max_length=LONGEST_TITLE,
        help_text=_("Everybody reads it with the draw: name no target in it."),
    )
    kind = forms.ChoiceField(
        label=_("What is inspected"),
        choices=[(one.value, campaign.TARGETS[one]) for one in campaign.TargetKind],
        widget=forms.RadioSelect,
    )
    targets = forms.IntegerField(label=_("How many are drawn"), min_value=1, max_value=MOST_TARGETS)
    team = forms.IntegerField(
        label=_("Inspectors in a team"), min_value=1, max_value=MOST_IN_TEAM, initial=2
    )
    added = forms.MultipleChoiceField(
        label=_("Further sections of the form"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Confidentiality, issuing and students' rights are on every form."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - a form's own arguments
        super().__init__(*args, **kwargs)
        kinds = self.fields["kind"]
        kinds.choices = [(one.value, _(campaign.TARGETS[one])) for one in campaign.TargetKind]  # type: ignore[attr-defined]
        every = dict.fromkeys(one for held in form.CHOICES.values() for one in held)
        self.fields["added"].choices = [(one.value, _(form.SECTIONS[one])) for one in every]  # type: ignore[attr-defined]


class Reason(ui.Form):
    """Why."""

    reason = text(_("Reason"), LONGEST_REASON, 3)


class WitnessForm(ui.Form):
    """The commitment to a secret that the witness keeps, if any."""

    own = forms.CharField(
        label=_("Commitment to a secret of your own"),
        required=False,
        max_length=SECRET_LENGTH,
        help_text=_(
            "Leave it empty: the platform makes a secret for you and keeps it sealed until you show"
            " it. Whoever trusts nobody runs `shuzheng draw commit` on a computer of the own and"
            " writes the commitment here."
        ),
    )


class SecretForm(ui.Form):
    """The secret that a party kept itself."""

    own = forms.CharField(label=_("The secret that you kept"), max_length=SECRET_LENGTH)


class TieForm(ui.Form):
    """What keeps an inspector from a party."""

    organisation = forms.TypedChoiceField(
        label=_("Institution or organisation"), coerce=int, choices=()
    )
    ground = forms.ChoiceField(label=pgettext_lazy("tie", "What keeps you away"), choices=())

    def __init__(self, *args: Any, parties: Sequence[tuple[int, str]], **kwargs: Any) -> None:  # noqa: ANN401 - a form's own arguments
        super().__init__(*args, **kwargs)
        declared = (campaign.Ground.KIN, campaign.Ground.CONTACT)
        self.fields["organisation"].choices = [("", "—"), *parties]  # type: ignore[attr-defined]
        self.fields["ground"].choices = [(one.value, _(campaign.GROUNDS[one])) for one in declared]  # type: ignore[attr-defined]

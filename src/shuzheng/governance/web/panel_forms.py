"""Forms about panels of the province."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from shuzheng.foundation.ui import forms as ui
from shuzheng.foundation.ui.forms import choose
from shuzheng.governance.rules.panel import KINDS, TOLD, WHYS, Kind
from shuzheng.governance.web.forms import LONGEST_REASON, text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    Choices = Sequence[tuple[Any, str]]

LONGEST_TITLE, SECRET_LENGTH, MOST_EXPERTS = 100, 80, 99


class PanelForm(ui.Form):
    """A panel: what for, of which fields, how many, whom it concerns."""

    kind = forms.ChoiceField(label=_("What the panel is for"), widget=forms.RadioSelect)
    year = forms.TypedChoiceField(
        label=_("Year of the review"),
        coerce=int,
        empty_value=None,
        required=False,
        help_text=_("For the review of the catalogue alone; it concerns every organisation."),
    )
    title = forms.CharField(
        label=_("Name of the panel"),
        max_length=LONGEST_TITLE,
        help_text=_("Everybody reads it with the draw: name no party in it that shall not be."),
    )
    fields_wanted = forms.MultipleChoiceField(
        label=_("Fields of expertise"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Whoever has one of them stands in the lot."),
    )
    size = forms.IntegerField(
        label=_("How many experts"), min_value=1, max_value=MOST_EXPERTS, help_text=_("Odd.")
    )
    party = forms.TypedMultipleChoiceField(
        label=_("Parties concerned"),
        coerce=int,
        required=False,
        help_text=_("Whoever works for one of them or has an interest in it does not sit."),
    )
    meets_on = ui.Day(label=_("Meets on"))

    def __init__(self, *args: Any, offered: Mapping[str, Choices], **more: Any) -> None:  # noqa: ANN401 - a form's own arguments
        super().__init__(*args, **more)
        choose(self, "kind", [(one.value, gettext(KINDS[one])) for one in Kind])
        choose(self, "year", [("", gettext("No year")), *offered["year"]])
        choose(self, "fields_wanted", offered["field"])
        choose(self, "party", offered["party"])


class PublicReason(ui.Form):
    """Why a panel is cancelled or dissolved, for everybody to read."""

    reason = text(
        _("Reason"), LONGEST_REASON, 3, help_text=_("Published with the panel: name no person.")
    )


class ReplaceForm(ui.Form):
    """Why somebody who was drawn does not sit."""

    why = forms.ChoiceField(label=_("Why not"), widget=forms.RadioSelect)
    reason = text(
        _("The circumstances"), LONGEST_REASON, 3, help_text=_("For the office and the department.")
    )

    def __init__(self, *args: Any, **more: Any) -> None:  # noqa: ANN401 - a form's own arguments
        super().__init__(*args, **more)
        choose(self, "why", [(one.value, gettext(WHYS[one])) for one in TOLD])


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

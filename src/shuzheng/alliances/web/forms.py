"""Forms of alliances."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from shuzheng.foundation.ui import forms as ui
from shuzheng.pilots.rules import alliance

if TYPE_CHECKING:
    from collections.abc import Sequence

    Choices = Sequence[tuple[int, str]]

LONGEST_NAME = 100


class AllianceFilters(forms.Form):
    """What the list of alliances can be narrowed by."""

    q = forms.CharField(label=_("Certificate or alliance"), required=False)
    state = forms.ChoiceField(label=_("State"), required=False)

    def __init__(self, *args: Any, **more: Any) -> None:  # noqa: ANN401 - a form's own arguments
        super().__init__(*args, **more)
        states = [(one.value, gettext(alliance.ALLIANCE.labels[one])) for one in alliance.State]
        ui.choose(self, "state", [("", pgettext_lazy("states", "All")), *states])


class Confirmed(ui.Form):
    """Nothing is asked; the button says what happens."""


class ActingLead(ui.Form):
    """Who acts for an alliance until it is formed."""

    name = forms.CharField(label=_("Name of the alliance"), max_length=LONGEST_NAME)
    lead = forms.TypedChoiceField(label=_("Acting lead"), coerce=int)

    def __init__(self, *args: Any, institutions: Choices, **more: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **more)
        ui.choose(self, "lead", [("", _("Choose")), *institutions])


class NewAlliance(ActingLead):
    """An alliance of a certificate that nobody leads yet."""

    certificate = forms.TypedChoiceField(label=_("Certificate"), coerce=int)
    field_order = ("certificate", "name", "lead")

    def __init__(self, *args: Any, certificates: Choices, **more: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **more)
        ui.choose(self, "certificate", [("", _("Choose")), *certificates])


class Formed(ui.Form):
    """The lead that the institutions chose."""

    lead = forms.TypedChoiceField(label=_("Lead"), coerce=int)

    def __init__(self, *args: Any, members: Choices, **more: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **more)
        ui.choose(self, "lead", [("", _("Choose")), *members])

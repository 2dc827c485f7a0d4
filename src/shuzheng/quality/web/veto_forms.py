"""Forms of a veto."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from shuzheng.foundation.ui import forms as ui
from shuzheng.quality.rules import veto
from shuzheng.quality.web.forms import LONGEST_REASON, text

LONGEST_TEXT, LONGEST_NUMBER = 3_000, 60


class Proposal(ui.Form):
    """Why a veto is proposed."""

    ground = forms.ChoiceField(
        label=pgettext_lazy("veto", "Ground"), choices=(), widget=forms.RadioSelect
    )
    reason = text(_("Reason"), LONGEST_REASON, 4)

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - a form's own arguments
        super().__init__(*args, **kwargs)
        self.fields["ground"].choices = [(one.value, _(veto.GROUNDS[one])) for one in veto.Ground]  # type: ignore[attr-defined]


class Hearing(ui.Form):
    """When the one inspected was heard on a veto, and what it said."""

    heard_on = ui.Day(label=_("Heard on"))
    statement = text(_("What the one inspected said"), LONGEST_TEXT)


class Decision(ui.Form):
    """The decision of the first person."""

    number = forms.CharField(label=_("Number of the decision"), max_length=LONGEST_NUMBER)
    reason = text(
        _("Grounds of the decision"), LONGEST_REASON, 4, help_text=_("The party reads them.")
    )
    review_on = ui.Day(label=_("Lifted at the earliest on"))


class Confirmation(ui.Form):
    """Nothing but the second person's word."""

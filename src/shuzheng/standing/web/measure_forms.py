"""What is said of a measure and of what was done about it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from shuzheng.foundation.ui import forms as ui
from shuzheng.standing.rules.measures import LABELS, Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

SHORT, LONG = 500, 1_000


def _text(label: object, most: int, rows: int = 3, help_text: object = "") -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, max_length=most, widget=widget, help_text=help_text)  # type: ignore[arg-type]


class Taken(ui.Form):
    """A measure that was taken."""

    organisation = forms.TypedChoiceField(label=_("Institution or organisation"), coerce=int)
    kind = forms.ChoiceField(
        label=_("Kind of measure"),
        choices=[(kind.value, _(LABELS[kind])) for kind in Kind],
        widget=forms.RadioSelect,
    )
    held_on = ui.Day(label=_("Day"))
    reason = _text(_("Reason"), SHORT)
    attendees = _text(
        _("Attended by"), SHORT, 2, _("bodies and offices; no more about persons than is needed")
    )
    outcome = _text(_("Outcome"), LONG, 4)
    follow_up = _text(_("What is asked for"), SHORT)
    due_on = ui.Day(label=_("Follow-up by"))

    def __init__(
        self,
        *args: Any,  # noqa: ANN401 - a form's own arguments
        parties: Sequence[tuple[int, str]],
        **more: Any,  # noqa: ANN401 - a form's own arguments
    ) -> None:
        super().__init__(*args, **more)
        field = self.fields["organisation"]
        if isinstance(field, forms.TypedChoiceField):
            field.choices = [("", ""), *parties]


class Done(ui.Form):
    """What the party has done."""

    done = _text(_("How it was followed up"), LONG, 6)


class Reason(ui.Form):
    """Why a measure is closed."""

    reason = _text(_("Reason"), SHORT)


class More(ui.Form):
    """What is lacking, and by when it is due."""

    reason = _text(_("What has to be added"), SHORT)
    due_on = ui.Day(label=_("Follow-up by"))

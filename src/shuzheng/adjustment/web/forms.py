"""Forms of the annual review."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from shuzheng.adjustment.rules import proposal
from shuzheng.adjustment.rules.proposal import Fate
from shuzheng.foundation.ui import forms as ui

LONGEST_REASON, LONGEST_TEXT, LONGEST_NUMBER = 500, 3_000, 60


def text(label: object, most: int, rows: int = 4, **more: Any) -> forms.CharField:  # noqa: ANN401 - a field's own arguments
    """Return a field for a longer text."""
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, max_length=most, widget=widget, **more)  # type: ignore[arg-type]


class Freezing(ui.Form):
    """What the province's plan of the year names."""

    key_industries = text(
        _("Key industries of the province’s plan"),
        LONGEST_TEXT,
        6,
        required=False,
        help_text=_("One to a line. An industry that no certificate meets is listed as a gap."),
    )


class Hearing(ui.Form):
    """When which experts were heard, and what they say."""

    heard_on = ui.Day(label=_("Heard on"))
    experts = text(_("Experts"), LONGEST_TEXT, 4, help_text=_("One name to a line"))
    opinion = text(_("What the experts say"), LONGEST_TEXT, 6)
    minutes = forms.FileField(label=_("Signed minutes"))


class Change(ui.Form):
    """What the list does with one certificate."""

    fate = forms.ChoiceField(label=_("The list says"), choices=(), widget=forms.RadioSelect)
    reason = text(
        _("Reason of the experts"),
        LONGEST_REASON,
        3,
        required=False,
        help_text=_("Needed where the list departs from the ranking."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - a form's own arguments
        super().__init__(*args, **kwargs)
        self.fields["fate"].choices = [(one.value, _(proposal.FATES[one])) for one in Fate]  # type: ignore[attr-defined]


class Adding(ui.Form):
    """A certificate of an emerging field."""

    code = forms.CharField(
        label=_("Code in the catalogue"),
        max_length=10,
        required=False,
        help_text=_("Leave empty what is not on the national list; it is reported then."),
    )
    name = forms.CharField(label=_("Name of the certificate"), max_length=80, required=False)
    field = forms.CharField(label=_("Emerging field"), max_length=60)
    grounds = text(_("Grounds"), LONGEST_REASON, 4)

    def clean(self) -> dict[str, Any]:
        """Ask for a code or a name."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if not data.get("code") and not data.get("name"):
            self.add_error("name", _("Give the code or the name."))
        return data


class Deciding(ui.Form):
    """From when on the adjustment holds."""

    effective_on = ui.Day(label=_("In effect from"))


class Reporting(ui.Form):
    """The report to the ministry."""

    reported_on = ui.Day(label=_("Reported on"))
    number = forms.CharField(label=_("Number of the report"), max_length=LONGEST_NUMBER)


class Reason(ui.Form):
    """Why."""

    reason = text(_("Reason"), LONGEST_REASON, 4)


class Confirmation(ui.Form):
    """Nothing but one's word."""

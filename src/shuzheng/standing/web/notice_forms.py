"""What is said at each step of a notice."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from shuzheng.foundation.ui import forms as ui
from shuzheng.standing.web.forms import LONGEST_NUMBER, LONGEST_REASON

LONGEST_TEXT = 3_000


def _text(label: object, most: int, rows: int = 4, help_text: object = "") -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, max_length=most, widget=widget, help_text=help_text)  # type: ignore[arg-type]


class Hearing(ui.Form):
    """When the institution was heard, and what it said."""

    heard_on = ui.Day(label=_("Heard on"))
    statement = _text(_("What the institution said"), LONGEST_TEXT)


class Preparing(Hearing):
    """What the institution said, and the text of the notice."""

    text = _text(
        _("Text of the notice"),
        LONGEST_TEXT,
        12,
        _(
            "It is published as it stands here; a short line that begins with 一、 or （一） is a "
            "heading."
        ),
    )


class Nothing(ui.Form):
    """Nothing more is asked: the text stands above."""


class Reason(ui.Form):
    """Why."""

    reason = _text(_("Reason"), LONGEST_REASON, 3)


class Correction(ui.Form):
    """What the institution will do."""

    plan = _text(_("Plan of correction"), LONGEST_TEXT, 8)


class Loss(ui.Form):
    """The decision that takes next year's eligibility."""

    number = forms.CharField(label=_("Number of the decision"), max_length=LONGEST_NUMBER)
    reason = _text(_("Grounds of the decision"), LONGEST_REASON, 4, _("The party reads them."))
    decision = forms.FileField(
        label=_("The signed decision"), help_text=_("PDF, or a photo or scan of it")
    )


class Appeal(ui.Form):
    """What the institution says against the decision."""

    text = _text(_("Appeal"), LONGEST_TEXT, 8)


class Decided(ui.Form):
    """How an appeal is decided."""

    decision = forms.ChoiceField(
        label=_("Decision"),
        choices=[
            ("uphold", _("Uphold the decision")),
            ("overturn", _("Overturn the decision")),
        ],
        widget=forms.RadioSelect,
    )
    reason = _text(_("Reason"), LONGEST_REASON, 4)

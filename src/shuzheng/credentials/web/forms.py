"""What visitors and staff fill in."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_lazy as lazily

from shuzheng.credentials.core import numbers
from shuzheng.credentials.rules.status import LABELS, Ground, Mend
from shuzheng.foundation.ui import forms as ui
from shuzheng.foundation.web.refusals import sentence

LONGEST_NUMBER = 60
LONGEST_NAME = 50
LONGEST_PLEA = 2_000
LARGE = "form-control-lg"


class PairForm(ui.Form):
    """A certificate's number and its holder's name: what a paper shows."""

    number = forms.CharField(
        label=_("Number of the certificate"),
        max_length=LONGEST_NUMBER,
        error_messages={"max_length": _("A certificate number has 20 characters")},
        widget=forms.TextInput(
            attrs={
                "class": f"{LARGE} sz-code",
                "autocomplete": "off",
                "autocapitalize": "characters",
                "spellcheck": "false",
                "placeholder": _("begins with X, 20 characters"),
            }
        ),
    )
    holder = forms.CharField(
        label=_("Name of the holder"),
        max_length=LONGEST_NAME,
        error_messages={"max_length": _("A name has at most 50 characters")},
        widget=forms.TextInput(attrs={"class": LARGE, "autocomplete": "off"}),
    )

    def clean_number(self) -> str:
        """Return the number as it is kept; say which part of it cannot be right."""
        plain = numbers.normalise(self.cleaned_data["number"])
        try:
            numbers.parse(plain)
        except numbers.BadNumber as refusal:
            raise forms.ValidationError(sentence(refusal), code=refusal.code) from None
        return plain


class ReasonForm(ui.Form):
    """Why, in words."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The holder reads it; the public does not"),
    )


class AppealForm(ui.Form):
    """Why a holder appeals, and what backs it."""

    grounds = forms.CharField(
        label=_("Why the decision is wrong"),
        max_length=LONGEST_PLEA,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("Who decides, the office and the organisation that revoked read it"),
    )
    document = forms.FileField(
        label=_("Supporting document"),
        required=False,
        help_text=_(
            "PDF, or a photo or scan of it; kept sealed. The organisation does not see it. More can"
            " be added until the decision"
        ),
    )


class AppealDocumentForm(ui.Form):
    """One more document that backs an appeal."""

    document = forms.FileField(
        label=_("Supporting document"),
        help_text=_("PDF, or a photo or scan of it; it is kept sealed"),
    )


class StatementForm(ui.Form):
    """What the organisation says to an appeal."""

    statement = forms.CharField(
        label=_("Statement"),
        max_length=LONGEST_PLEA,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("The department, the office and the holder read it; it is made once"),
    )


class AnswerForm(ui.Form):
    """Why an appeal is decided so."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=LONGEST_PLEA,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("The holder and the organisation read it; the public does not"),
    )


class PurposeForm(ui.Form):
    """What somebody needs an evidence file for."""

    reason = forms.CharField(
        label=_("What it is needed for"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Such as the dispute or the court's letter; kept sealed with the record of it"),
    )


class RevocationForm(ui.Form):
    """What a proposal to revoke says."""

    ground = forms.ChoiceField(
        label=_("Kind of reason"),
        choices=[
            ("", _("Choose one")),
            *((ground.value, lazily(LABELS[ground])) for ground in Ground),
        ],
        help_text=_("Shown to the public together with the date and the decision"),
    )
    reason = forms.CharField(
        label=_("Particulars"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("For the office that confirms; not shown to the public"),
    )
    heard_on = ui.Day(
        label=_("Day of the hearing"),
        help_text=_("On which the holder was heard, before anything was decided"),
    )


class MendForm(ui.Form):
    """What was wrong on a certificate, and what proves it."""

    mend = forms.ChoiceField(
        label=_("What is corrected"),
        choices=[("", _("Choose one")), *((mend.value, lazily(LABELS[mend])) for mend in Mend)],
        help_text=_("Shown to the public on the page of the old certificate"),
    )
    reason = forms.CharField(
        label=_("Reason"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The holder reads it; the public does not"),
    )
    proof = forms.FileField(
        label=_("Proof"),
        required=False,
        help_text=_(
            "PDF, or a photo or scan of it; it is kept sealed. A stolen key needs none besides"
        ),
    )


class KeyReasonForm(ui.Form):
    """Why a key is changed, or a change declined."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("For the second person and for the record; not shown to the public"),
    )


class TheftForm(KeyReasonForm):
    """Since when a key was in strange hands, and how that came about."""

    since = ui.Moment(
        label=_("Since when"),
        help_text=_(
            "The earliest instant at which somebody else may have had it. What the evidence log "
            "held before stays good; what it took in since has to be issued anew"
        ),
    )
    field_order = ("since", "reason")


class EvidenceForm(ui.Form):
    """The document that backs every row of a workbook of changes."""

    document = forms.FileField(
        label=_("The decision or list that the changes rest on"),
        help_text=_("PDF, or a photo or scan of it; it is kept sealed"),
    )

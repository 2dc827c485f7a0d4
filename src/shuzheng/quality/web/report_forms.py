"""Forms of what happens on site and after it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from shuzheng.foundation.ui import forms as ui
from shuzheng.quality.rules import finding, form, inspection, on_site
from shuzheng.quality.web import words
from shuzheng.quality.web.forms import LONGEST_REASON, text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django_stubs_ext import StrOrPromise

    from shuzheng.quality.rules.on_site import Said

LONGEST_TEXT, LONGEST_REMARK = 3_000, 300
EVIDENCE = _("PDF, or a photo or scan of it")
PICTURES = "image/jpeg,image/png,application/pdf"


class Items(ui.Form):
    """The form of an inspection: an answer and a remark for each item.

    `seen` is what the form said when it was shown, so that only what one has changed is taken.
    """

    seen = forms.JSONField(required=False, widget=forms.HiddenInput)
    place = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)

    def __init__(self, *args: Any, sections: Sequence[str], **kwargs: Any) -> None:  # noqa: ANN401 - a form's own arguments
        super().__init__(*args, **kwargs)
        choices = [(one.value, _(inspection.ANSWERS[one])) for one in inspection.Answer]
        self.parts: list[tuple[str, list[str]]] = []
        for section in sections:
            held = []
            for _section, code, word in form.items_of([section]):
                self.fields[f"answer-{code}"] = forms.ChoiceField(
                    label=_(word), choices=choices, widget=forms.RadioSelect, required=False
                )
                self.fields[f"remark-{code}"] = forms.CharField(
                    label=_("Remark"), max_length=LONGEST_REMARK, required=False
                )
                held.append(code)
            self.parts.append((words.sections([section]), held))

    def clean_seen(self) -> dict[str, Said]:
        """Return what was shown, by item; anything else than that counts as nothing shown."""
        found = self.cleaned_data["seen"]
        if not isinstance(found, dict):
            return {}
        return {
            code: (str(said[0]), str(said[1]))
            for code, said in found.items()
            if isinstance(said, list) and len(said) == len(on_site.NOTHING)
        }

    def given(self) -> dict[str, Said]:
        """Return what was filled in, by item."""
        return {
            code: (self.cleaned_data[f"answer-{code}"], self.cleaned_data[f"remark-{code}"])
            for _name, held in self.parts
            for code in held
        }

    def shown(self) -> list[tuple[str, list[tuple[Any, Any]]]]:
        """Return the fields by section."""
        return [
            (name, [(self[f"answer-{code}"], self[f"remark-{code}"]) for code in held])
            for name, held in self.parts
        ]


class FindingForm(ui.Form):
    """What a team found."""

    item = forms.ChoiceField(label=_("Item of the form"), required=False, choices=())
    severity = forms.ChoiceField(label=_("Severity"), choices=(), widget=forms.RadioSelect)
    text = text(_("What was found"), LONGEST_TEXT)
    happened_on = ui.Day(label=_("Happened on"), help_text=_("The day of the event, if known"))
    evidence = forms.FileField(
        label=_("Evidence"),
        required=False,
        help_text=EVIDENCE,
        widget=forms.FileInput(attrs={"accept": PICTURES}),
    )
    sent_as = forms.UUIDField(required=False, widget=forms.HiddenInput)
    place = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
    noted_at = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)

    def __init__(self, *args: Any, sections: Sequence[str], **kwargs: Any) -> None:  # noqa: ANN401 - a form's own arguments
        super().__init__(*args, **kwargs)
        items = [(code, _(word)) for _section, code, word in form.items_of(sections)]
        self.fields["item"].choices = [("", _("None of the form")), *items]  # type: ignore[attr-defined]
        self.fields["severity"].choices = [  # type: ignore[attr-defined]
            (one.value, _(finding.SEVERITIES[one])) for one in finding.Severity
        ]


def _signature(label: StrOrPromise) -> forms.FileField:
    """Return the field of a signature: drawn on the screen, or a picture of it."""
    widget = forms.FileInput(attrs={"accept": PICTURES, "data-signature": ""})
    return forms.FileField(label=label, required=False, widget=widget)


class ReportForm(ui.Form):
    """The report of a team."""

    text = text(_("Report"), LONGEST_TEXT, 8)
    signature = forms.ChoiceField(label=_("The record on site"), widget=forms.RadioSelect)
    team_signature = _signature(_("Signature of the team"))
    party_signature = _signature(_("Signature of the one inspected"))
    record = forms.FileField(label=_("The signed record"), required=False, help_text=EVIDENCE)

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - a form's own arguments
        super().__init__(*args, **kwargs)
        self.fields["signature"].choices = [  # type: ignore[attr-defined]
            (one.value, _(inspection.SIGNATURES[one])) for one in inspection.Signature
        ]


class AnswerForm(ui.Form):
    """What the one inspected says to the report."""

    heard = forms.ChoiceField(label=_("Your answer"), widget=forms.RadioSelect)
    statement = text(_("Statement"), LONGEST_TEXT, 5, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - a form's own arguments
        super().__init__(*args, **kwargs)
        said = (inspection.Heard.AGREED, inspection.Heard.OBJECTED)
        self.fields["heard"].choices = [(one.value, _(inspection.HEARD[one])) for one in said]  # type: ignore[attr-defined]


class ContestForm(ui.Form):
    """Why a finding is contested."""

    text = text(_("Why the finding is contested"), LONGEST_TEXT, 6)


class DecisionForm(ui.Form):
    """How a contested finding is decided."""

    decision = forms.ChoiceField(
        label=_("Decision"),
        choices=[("uphold", _("Uphold the finding")), ("withdraw", _("Withdraw the finding"))],
        widget=forms.RadioSelect,
    )
    reason = text(_("Reason"), LONGEST_REASON, 4)


class RectificationForm(ui.Form):
    """What was done about a finding."""

    text = text(_("What was put right"), LONGEST_TEXT, 6)
    evidence = forms.FileField(label=_("Evidence"), help_text=EVIDENCE)


class RecheckForm(ui.Form):
    """What the re-check came to."""

    decision = forms.ChoiceField(
        label=_("Re-check"),
        choices=[("pass", _("It is put right")), ("fail", _("It is not put right"))],
        widget=forms.RadioSelect,
    )
    reason = text(_("What was seen"), LONGEST_REASON, 4)

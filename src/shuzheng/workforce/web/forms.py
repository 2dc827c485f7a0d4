"""The forms about qualifications and conflicts of interest."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from shuzheng.catalogue.rules import levels
from shuzheng.catalogue.rules.levels import Level
from shuzheng.foundation.ui import forms as ui
from shuzheng.identity.rules import kinds
from shuzheng.identity.rules.kinds import DocumentKind
from shuzheng.identity.services.persons import PersonRow
from shuzheng.workforce.rules import qualifications as rules
from shuzheng.workforce.services.qualifications import Particulars

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from enum import StrEnum

    from django_stubs_ext import StrOrPromise

LONGEST_NAME, LONGEST_NUMBER, LONGEST_REASON = 50, 40, 200
PRIVATE = {"autocomplete": "off"}


def named(codes: Iterable[StrEnum], labels: Any) -> list[tuple[str, StrOrPromise]]:  # noqa: ANN401 - a table of labels by any of the rooms' kinds
    """Return codes with their words, for a form."""
    return [(code.value, _(labels[code])) for code in codes]


LEVELS = named(Level, levels.LABELS)
KINDS = named(rules.Kind, rules.LABELS)


class QualificationFilters(forms.Form):
    """How the list is narrowed; never by a name, because filters stand in addresses."""

    q = forms.CharField(label=_("Number"), required=False, max_length=40)
    certificate = forms.TypedChoiceField(label=_("Certificate"), required=False, coerce=int)
    level = forms.ChoiceField(
        label=_("Level"), required=False, choices=[("", _("All levels")), *LEVELS]
    )
    kind = forms.ChoiceField(
        label=pgettext_lazy("qualification", "Kind"),
        required=False,
        choices=[("", pgettext_lazy("qualification", "All kinds")), *KINDS],
    )

    def __init__(self, *args: Any, certificates: Sequence[tuple[int, str]], **kwargs: Any) -> None:  # noqa: ANN401 - a form's own arguments
        super().__init__(*args, **kwargs)
        ui.choose(self, "certificate", [("", _("All certificates")), *_coded(certificates)])


class WhoForm(ui.Form):
    """Who somebody is, by identity document."""

    name = forms.CharField(
        label=_("Name"),
        max_length=LONGEST_NAME,
        widget=forms.TextInput(attrs=PRIVATE),
        help_text=_("as on the identity document"),
    )
    document_kind = forms.ChoiceField(
        label=_("Kind of document"), choices=named(DocumentKind, kinds.LABELS)
    )
    document_number = forms.CharField(
        label=_("Document number"), max_length=30, widget=forms.TextInput(attrs=PRIVATE)
    )

    def row(self) -> PersonRow:
        """Return the person as services take one."""
        data = self.cleaned_data
        kind = DocumentKind(data["document_kind"])
        return PersonRow(data["name"], kind, data["document_number"])


class GrantForm(WhoForm):
    """A qualification: whose, for what, from when until when, on which document."""

    certificate = forms.TypedChoiceField(label=_("Certificate"), coerce=int)
    level = forms.ChoiceField(label=_("Level"), choices=LEVELS)
    kind = forms.ChoiceField(label=_("Kind of qualification"), choices=KINDS)
    background = forms.ChoiceField(
        label=_("Comes from"), choices=named(rules.Background, rules.LABELS)
    )
    number = forms.CharField(label=_("Number of the qualification"), max_length=LONGEST_NUMBER)
    issued_on = ui.Day(label=_("Day of issue"))
    expires_on = ui.Day(label=_("Last day"))
    document = forms.FileField(
        label=_("The document of the qualification"), help_text=_("PDF, or a photo or scan of it")
    )

    def __init__(self, *args: Any, certificates: Sequence[tuple[int, str]], **kwargs: Any) -> None:  # noqa: ANN401 - a form's own arguments
        super().__init__(*args, **kwargs)
        ui.choose(self, "certificate", [("", "—"), *_coded(certificates)])

    def particulars(self) -> Particulars:
        """Return what the qualification says."""
        data = self.cleaned_data
        return Particulars(
            certificate_type_id=data["certificate"],
            level=Level(data["level"]),
            kind=rules.Kind(data["kind"]),
            background=rules.Background(data["background"]),
            number=data["number"].strip(),
            issued_on=data["issued_on"],
            expires_on=data["expires_on"],
        )


class RevokeForm(ui.Form):
    """Why a qualification is revoked."""

    reason = forms.CharField(
        label=_("Why it is revoked"),
        min_length=2,
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class EvidenceForm(ui.Form):
    """The document that backs every row of a workbook."""

    document = forms.FileField(
        label=_("The document that names the qualifications"),
        help_text=_("PDF, or a photo or scan of it"),
    )


class RecusalForm(WhoForm):
    """Whose conflict of interest, with which candidate, on what ground."""

    field_order = ("assessor", "name", "document_kind", "document_number", "ground")
    assessor = forms.TypedChoiceField(label=_("Assessor"), coerce=int)
    ground = forms.ChoiceField(
        label=pgettext_lazy("recusal", "Ground"),
        choices=named(rules.Ground, rules.LABELS),
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, assessors: Sequence[tuple[int, str]], **kwargs: Any) -> None:  # noqa: ANN401 - a form's own arguments
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("The candidate's name")
        if assessors:
            ui.choose(self, "assessor", _coded(assessors))
        else:
            del self.fields["assessor"]


def _coded(pairs: Iterable[tuple[int, str]]) -> list[tuple[str, StrOrPromise]]:
    return [(str(pk), words) for pk, words in pairs]

"""Forms of fees."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from shuzheng.fees.rules import hardship
from shuzheng.fees.web import words
from shuzheng.foundation.ui import forms as ui

if TYPE_CHECKING:
    from collections.abc import Sequence

PAPERS = ".pdf,.png,.jpg,.jpeg,.docx"


def _file(label: Any, help_text: Any = "") -> forms.FileField:  # noqa: ANN401 - lazy words
    widget = forms.FileInput(attrs={"accept": PAPERS})
    return forms.FileField(label=label, help_text=help_text, widget=widget)


def _text(label: Any, rows: int = 3, **more: Any) -> forms.CharField:  # noqa: ANN401 - lazy words
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, widget=widget, max_length=300, **more)


class AgreementFilters(forms.Form):
    """What the list of agreements can be narrowed by."""

    q = forms.CharField(label=_("Number or certificate"), required=False, max_length=60)
    level = forms.ChoiceField(label=_("Level"), required=False)
    organisation = forms.TypedChoiceField(
        label=_("Evaluation organisation"), required=False, coerce=int, empty_value=""
    )

    def __init__(self, *args: Any, organisations: Sequence[tuple[int, str]], **more: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **more)
        self.fields["level"].choices = [("", _("All levels")), *words.level_choices()]  # type: ignore[attr-defined]
        self.fields["organisation"].choices = [("", _("All organisations")), *organisations]  # type: ignore[attr-defined]


class NamedFilters(forms.Form):
    """What the lists of ceilings and waivers can be narrowed by."""

    q = forms.CharField(label=_("Certificate or code"), required=False, max_length=60)
    level = forms.ChoiceField(label=_("Level"), required=False)

    def __init__(self, *args: Any, **more: Any) -> None:  # noqa: ANN401 - a form's own arguments
        super().__init__(*args, **more)
        self.fields["level"].choices = [("", _("All levels")), *words.level_choices()]  # type: ignore[attr-defined]


class NameFilters(forms.Form):
    """What a list of people can be narrowed by."""

    q = forms.CharField(label=pgettext_lazy("person", "Name"), required=False, max_length=60)


class Draft(ui.Form):
    """Which certificate and year an agreement is for."""

    certificate = forms.TypedChoiceField(label=_("Certificate"), coerce=int)
    level = forms.ChoiceField(label=_("Level"))
    since = ui.Day(label=_("First day"))
    until = ui.Day(label=_("Last day"))

    def __init__(self, *args: Any, certificates: Sequence[tuple[int, str]], **more: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **more)
        self.fields["certificate"].choices = list(certificates)  # type: ignore[attr-defined]
        self.fields["level"].choices = words.level_choices()  # type: ignore[attr-defined]


class Redraft(ui.Form):
    """The year of a draft."""

    since = ui.Day(label=_("First day"))
    until = ui.Day(label=_("Last day"))


class Item(ui.Form):
    """One item of a fee."""

    name = forms.CharField(label=_("Item"), required=False, max_length=40)
    amount = ui.Yuan(label=_("Amount in yuan"), required=False)

    def clean(self) -> dict[str, Any]:
        """Ask for the other half of a line that is half filled."""
        cleaned = super().clean() or {}
        if cleaned.get("name") and cleaned.get("amount") is None and "amount" in cleaned:
            self.add_error("amount", _("Give the amount of this item"))
        if cleaned.get("amount") is not None and not cleaned.get("name"):
            self.add_error("name", _("Say what this amount is for"))
        return cleaned


Items = forms.formset_factory(Item, extra=6, max_num=12, absolute_max=20)


class Expert(ui.Form):
    """One expert who appraised the fee."""

    name = forms.CharField(label=pgettext_lazy("person", "Name"), required=False, max_length=50)
    from_pool = forms.BooleanField(label=_("From the provincial pool"), required=False)
    conflicted = forms.BooleanField(label=_("Has a conflict of interest"), required=False)


Experts = forms.formset_factory(Expert, extra=7, max_num=15, absolute_max=20)


class Appraisal(ui.Form):
    """When the experts sat, and their minutes."""

    appraised_on = ui.Day(label=_("Day of the appraisal"))
    minutes = _file(_("Minutes of the appraisal"), _("Signed by the experts. PDF, image or Word"))


class Signed(ui.Form):
    """The agreement as both parties signed it."""

    document = _file(_("Signed agreement"), _("With both seals. PDF, image or Word"))


class Empty(ui.Form):
    """Nothing but the act itself."""


class Reason(ui.Form):
    """Why."""

    reason = _text(_("Reason"))


class Stance(ui.Form):
    """Whether an institution joins."""

    joins = forms.TypedChoiceField(
        label=_("Your institution"),
        widget=forms.RadioSelect,
        coerce=lambda value: value == "yes",
        choices=[("yes", _("joins the agreement")), ("no", _("dissents"))],
    )
    reason = _text(_("Reason"), required=False, help_text=_("Needed where you dissent"))


class Waiver(ui.Form):
    """Written leave to pass a ceiling."""

    certificate = forms.TypedChoiceField(label=_("Certificate"), coerce=int)
    level = forms.ChoiceField(label=_("Level"))
    number = forms.CharField(label=_("Number of the document"), max_length=60)
    limit = ui.Yuan(label=_("Highest fee it allows, in yuan"))
    since = ui.Day(label=_("First day"))
    until = ui.Day(label=_("Last day"))
    document = _file(_("The document"), _("PDF, image or Word"))

    def __init__(self, *args: Any, certificates: Sequence[tuple[int, str]], **more: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **more)
        self.fields["certificate"].choices = [("", _("Choose")), *certificates]  # type: ignore[attr-defined]
        self.fields["level"].choices = words.level_choices()  # type: ignore[attr-defined]


class Claim(ui.Form):
    """A claim by a student or a guardian."""

    person = forms.TypedChoiceField(label=_("For whom"), coerce=int, widget=forms.RadioSelect)
    kind = forms.ChoiceField(label=_("What applies to the family"), widget=forms.RadioSelect)
    proof = _file(_("Photo or scan of the proof"), _("One file: PDF, image or Word"))

    def __init__(
        self,
        *args: Any,  # noqa: ANN401 - a form's own arguments
        people: Sequence[tuple[int, str]],
        kinds: Sequence[str],
        **more: Any,  # noqa: ANN401 - a form's own arguments
    ) -> None:
        super().__init__(*args, **more)
        self.fields["person"].choices = list(people)  # type: ignore[attr-defined]
        if len(people) == 1:
            self.fields["person"].initial = people[0][0]
            self.fields["person"].widget = forms.HiddenInput()
        self.fields["kind"].choices = [  # type: ignore[attr-defined]
            (kind, _(hardship.KIND_LABELS[hardship.Kind(kind)])) for kind in kinds
        ]


class Receipt(ui.Form):
    """The receipt of a payment."""

    receipt = forms.CharField(label=_("Number of the receipt"), max_length=60)

"""Forms of problems and cases."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as translated
from django.utils.translation import gettext_lazy as _

from shuzheng.foundation.ui import forms as ui
from shuzheng.pilots.rules import cases as rules

if TYPE_CHECKING:
    from collections.abc import Sequence

    Choices = Sequence[tuple[int, str]]

PAPERS = ".pdf,.png,.jpg,.jpeg,.docx"


def _long(label: Any, most: int = 2000, help_text: Any = "") -> forms.CharField:  # noqa: ANN401 - lazy words
    widget = forms.Textarea(attrs={"rows": 5})
    return forms.CharField(label=label, help_text=help_text, widget=widget, max_length=most)


def _file(label: Any, *, required: bool = True) -> forms.FileField:  # noqa: ANN401 - lazy words
    widget = forms.FileInput(attrs={"accept": PAPERS})
    help_text = _("PDF, image or Word")
    return forms.FileField(label=label, required=required, help_text=help_text, widget=widget)


def _categories() -> list[tuple[str, str]]:
    return [(one.value, translated(word)) for one, word in rules.CATEGORIES.items()]


class ProblemFilters(forms.Form):
    """What the list of problems can be narrowed by."""

    q = forms.CharField(label=_("Institution or words"), required=False, max_length=60)
    category = forms.ChoiceField(label=_("Kind of problem"), required=False)

    def __init__(self, *args: Any, **more: Any) -> None:  # noqa: ANN401 - a form's own arguments
        super().__init__(*args, **more)
        choices = [("", _("All kinds of problem")), *_categories()]
        self.fields["category"].choices = choices  # type: ignore[attr-defined]


class CaseFilters(forms.Form):
    """One box."""

    q = forms.CharField(label=_("Organisation or title"), required=False, max_length=60)


class Problem(ui.Form):
    """A problem."""

    category = forms.ChoiceField(label=_("Kind of problem"))
    certificate = forms.TypedChoiceField(
        label=_("Certificate"), coerce=int, required=False, empty_value=None
    )
    about = forms.CharField(label=_("Number of the plan"), required=False, max_length=40)
    text = _long(
        _("What happened"), help_text=_("No names of students; who reports is not written here")
    )

    def __init__(
        self,
        *args: Any,  # noqa: ANN401 - a form's own arguments
        certificates: Choices,
        **more: Any,  # noqa: ANN401 - a form's own arguments
    ) -> None:
        super().__init__(*args, **more)
        self.fields["category"].choices = _categories()  # type: ignore[attr-defined]
        self.fields["certificate"].choices = [("", "—"), *certificates]  # type: ignore[attr-defined]


class TakeUp(ui.Form):
    """Who settles a problem, and by when."""

    owner = forms.CharField(label=_("Owner"), max_length=50)
    due_on = ui.Day(label=_("To be settled by"))


class Words(ui.Form):
    """An answer or conclusion."""

    words = _long(_("Words"))


class Case(ui.Form):
    """A case against a certificate's organisation."""

    certificate = forms.TypedChoiceField(label=_("Certificate"), coerce=int)
    title = forms.CharField(label=_("Title"), max_length=100)
    account = _long(_("Facts of the case"), 4000, _("The organisation never sees this text"))
    material = _file(_("Material"), required=False)

    def __init__(
        self,
        *args: Any,  # noqa: ANN401 - a form's own arguments
        certificates: Choices,
        **more: Any,  # noqa: ANN401 - a form's own arguments
    ) -> None:
        super().__init__(*args, **more)
        self.fields["certificate"].choices = [("", _("Choose")), *certificates]  # type: ignore[attr-defined]


class Decision(ui.Form):
    """What checking found."""

    verified = forms.ChoiceField(label=_("Outcome of the check"), widget=forms.RadioSelect)
    finding = _long(
        _("Finding"), help_text=_("A verified case is shown to the organisation in these words")
    )

    def __init__(self, *args: Any, **more: Any) -> None:  # noqa: ANN401 - a form's own arguments
        super().__init__(*args, **more)
        labels = rules.CASE.labels
        choices = [
            ("yes", translated(labels[rules.State.VERIFIED])),
            ("no", translated(labels[rules.State.NOT_VERIFIED])),
        ]
        self.fields["verified"].choices = choices  # type: ignore[attr-defined]


class Step(ui.Form):
    """A step outside the platform, with its day and its document."""

    words = _long(_("Words"))
    day = ui.Day(label=_("Dated"))
    document = _file(_("Document"))

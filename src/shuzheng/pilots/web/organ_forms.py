"""Forms of organs and duties."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as translated
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from shuzheng.foundation.ui import forms as ui
from shuzheng.pilots.rules import organs as rules

if TYPE_CHECKING:
    from collections.abc import Sequence

    Choices = Sequence[tuple[str, str]]

PAPERS = ".pdf,.png,.jpg,.jpeg,.docx"


def _long(label: Any, most: int) -> forms.CharField:  # noqa: ANN401 - lazy words
    return forms.CharField(label=label, max_length=most, widget=forms.Textarea(attrs={"rows": 3}))


def _phone() -> forms.CharField:
    return forms.CharField(
        label=_("Office phone"),
        max_length=30,
        help_text=_("An office number such as 0551-62831000; mobile numbers are not kept here"),
    )


class Search(forms.Form):
    """One box."""

    q = forms.CharField(label=_("Institution, code or city"), required=False, max_length=60)


class Unit(ui.Form):
    """The unit in charge."""

    name = forms.CharField(label=_("Unit in charge"), max_length=100)
    head = forms.CharField(label=_("Who heads it"), max_length=50)
    duties = _long(_("Duties of the unit"), 2000)


class Liaison(ui.Form):
    """Who is in charge of one party."""

    party = forms.ChoiceField(label=_("For"))
    name = forms.CharField(label=pgettext_lazy("person", "Name"), max_length=50)
    phone = _phone()
    replaces = forms.BooleanField(label=_("Takes the place of the present liaison"), required=False)

    def __init__(self, *args: Any, parties: Choices, **more: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **more)
        self.fields["party"].choices = [("", _("Choose")), *parties]  # type: ignore[attr-defined]


class Duty(ui.Form):
    """Who does what for one certificate."""

    certificate = forms.TypedChoiceField(label=_("Certificate"), coerce=int)
    name = forms.CharField(label=_("In charge"), max_length=50)
    duties = _long(_("Duties"), 500)

    def __init__(
        self,
        *args: Any,  # noqa: ANN401 - a form's own arguments
        certificates: Sequence[tuple[int, str]],
        **more: Any,  # noqa: ANN401 - a form's own arguments
    ) -> None:
        super().__init__(*args, **more)
        self.fields["certificate"].choices = [("", _("Choose")), *certificates]  # type: ignore[attr-defined]


class Record(ui.Form):
    """A decision or meeting of the Party organisation."""

    kind = forms.ChoiceField(label=pgettext_lazy("party record", "Kind"))
    title = forms.CharField(label=_("Title"), max_length=150)
    held_on = ui.Day(label=_("Held on"))
    document = forms.FileField(
        label=_("Decision or minutes"),
        help_text=_("PDF, image or Word"),
        widget=forms.FileInput(attrs={"accept": PAPERS}),
    )

    def __init__(self, *args: Any, **more: Any) -> None:  # noqa: ANN401 - a form's own arguments
        super().__init__(*args, **more)
        kinds = [(kind.value, translated(word)) for kind, word in rules.RECORDS.items()]
        self.fields["kind"].choices = kinds  # type: ignore[attr-defined]


class Risk(ui.Form):
    """A risk, what is done about it, and by whom."""

    risk = forms.CharField(label=_("Risk"), max_length=200)
    measure = _long(_("Measure"), 500)
    owner = forms.CharField(label=_("Owner"), max_length=50)


class RiskStep(ui.Form):
    """Where a risk goes, with what is done about it now."""

    verb = forms.ChoiceField(label=_("Next step"), widget=forms.RadioSelect)
    measure = _long(_("Measure"), 500)
    owner = forms.CharField(label=_("Owner"), max_length=50)

    def __init__(
        self,
        *args: Any,  # noqa: ANN401 - a form's own arguments
        verbs: Choices,
        **more: Any,  # noqa: ANN401 - a form's own arguments
    ) -> None:
        super().__init__(*args, **more)
        self.fields["verb"].choices = list(verbs)  # type: ignore[attr-defined]


class Contact(ui.Form):
    """The department in charge in a city, and whom to ask."""

    department = forms.CharField(label=_("Department in charge"), max_length=100)
    name = forms.CharField(label=_("Contact person"), max_length=50)
    phone = _phone()

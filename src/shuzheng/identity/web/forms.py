"""The forms about persons: who somebody is, what somebody becomes, why a number is opened."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from shuzheng.foundation.ui import forms as ui
from shuzheng.identity.rules import guardianship
from shuzheng.identity.rules.kinds import DocumentKind
from shuzheng.identity.services.enrolments import ClassRow
from shuzheng.identity.services.persons import PersonRow
from shuzheng.identity.web import words

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from django_stubs_ext import StrOrPromise

LONGEST_NAME, LONGEST_NUMBER, LONGEST_PHONE, LONGEST_REASON = 50, 30, 20, 200
SHORTEST_REASON = 4
EARLIEST_INTAKE, LATEST_INTAKE = 2000, 2100
MOBILE = r"^\s*1[3-9][0-9]{9}\s*$"
PRIVATE = {"autocomplete": "off"}
NOTHING = ("", "—")
"""What a choice begins with where nothing should be chosen by itself."""


class PersonForm(ui.Form):
    """Who somebody is, by identity document."""

    name = forms.CharField(
        label=_("Name"),
        max_length=LONGEST_NAME,
        widget=forms.TextInput(attrs=PRIVATE),
        help_text=_("as on the identity document"),
    )
    document_kind = forms.ChoiceField(label=_("Kind of document"))
    document_number = forms.CharField(
        label=_("Document number"),
        max_length=LONGEST_NUMBER,
        widget=forms.TextInput(attrs=PRIVATE),
    )
    phone = forms.RegexField(
        MOBILE,
        label=_("Mobile number"),
        required=False,
        max_length=LONGEST_PHONE,
        widget=forms.TextInput(attrs={**PRIVATE, "inputmode": "tel"}),
        error_messages={"invalid": _("A mobile number has 11 digits")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - a form's own arguments
        super().__init__(*args, **kwargs)
        ui.choose(self, "document_kind", words.choices(DocumentKind))

    def row(self) -> PersonRow:
        """Return the person as services take one."""
        data = self.cleaned_data
        return PersonRow(
            data["name"],
            DocumentKind(data["document_kind"]),
            data["document_number"],
            data["phone"].strip(),
        )


class StudentForm(PersonForm):
    """Who somebody is, and the class he or she is enrolled in."""

    class_name = forms.CharField(
        label=_("Class"),
        max_length=60,
        help_text=_("an existing class by its exact name; another name makes a new class"),
    )
    entry_year = forms.IntegerField(
        label=_("Year of intake"), min_value=EARLIEST_INTAKE, max_value=LATEST_INTAKE
    )
    department = forms.CharField(label=_("Department"), required=False, max_length=100)
    class_kind = forms.ChoiceField(
        label=_("Training arrangement"),
        required=False,
        help_text=_("of a class that is new; that of a known class is changed on its page"),
    )
    student_number = forms.CharField(label=_("Student number"), required=False, max_length=30)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:  # noqa: ANN401 - a form's own arguments
        super().__init__(*args, **kwargs)
        ui.choose(self, "class_kind", [NOTHING, *words.class_kinds(today)])

    def school_class(self) -> ClassRow:
        """Return the class that was named."""
        data = self.cleaned_data
        return ClassRow(
            data["class_name"].strip(),
            data["entry_year"],
            data["department"].strip(),
            kind=data["class_kind"],
        )


class StaffForm(PersonForm):
    """Who somebody is, and the role he or she holds."""

    role = forms.ChoiceField(label=pgettext_lazy("capacity", "Role"))

    def __init__(
        self,
        *args: Any,  # noqa: ANN401 - a form's own arguments
        roles: Sequence[tuple[str, StrOrPromise]],
        **kwargs: Any,  # noqa: ANN401 - a form's own arguments
    ) -> None:
        super().__init__(*args, **kwargs)
        ui.choose(self, "role", [NOTHING, *roles])


class GuardianForm(PersonForm):
    """Who a guardian is, and what he or she is to the ward."""

    relation = forms.ChoiceField(label=_("Relation to the ward"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - a form's own arguments
        super().__init__(*args, **kwargs)
        labels = [(one.value, _(guardianship.LABELS[one])) for one in guardianship.Relation]
        ui.choose(self, "relation", labels)


class UnmaskForm(ui.Form):
    """Which number is opened, and why."""

    field = forms.ChoiceField(label=_("Which number"), widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Why the whole number is needed"),
        min_length=SHORTEST_REASON,
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Kept with your name and the time. Write no numbers here."),
    )

    def __init__(self, *args: Any, has_phone: bool, **kwargs: Any) -> None:  # noqa: ANN401 - a form's own arguments
        super().__init__(*args, **kwargs)
        fields: list[tuple[str, StrOrPromise]] = [("document", _("Identity document"))]
        if has_phone:
            fields.append(("phone", _("Telephone")))
        ui.choose(self, "field", fields)
        self.initial.setdefault("field", "document")


class RoleForm(ui.Form):
    """A role in an organisation."""

    organisation = forms.ChoiceField(label=_("Organisation"), required=False)
    role = forms.ChoiceField(label=pgettext_lazy("capacity", "Role"))


class ReasonForm(ui.Form):
    """Why."""

    reason = forms.CharField(
        label=_("Reason"),
        min_length=SHORTEST_REASON,
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class SearchForm(ui.Form):
    """Whom one looks for. Sent by POST, so that neither name nor number stands in an address."""

    q = forms.CharField(
        label=_("Name, or the whole document number"),
        max_length=60,
        widget=forms.TextInput(attrs={**PRIVATE, "type": "search"}),
    )

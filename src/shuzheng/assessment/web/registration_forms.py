"""Forms of registrations, on the desk and on the learner's phone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from shuzheng.assessment.web import words
from shuzheng.assessment.web.site_forms import text_field
from shuzheng.foundation.ui import forms as ui

if TYPE_CHECKING:
    from collections.abc import Sequence


class RegistrationFilters(forms.Form):
    """What a plan's registrations can be narrowed by."""

    q = forms.CharField(label=_("Name, class or ticket number"), required=False, max_length=60)
    institution = forms.TypedChoiceField(
        label=_("Institution"), required=False, coerce=int, empty_value=""
    )
    state = forms.ChoiceField(label=_("State"), required=False)

    def __init__(self, *args: Any, institutions: Sequence[tuple[int, str]], **more: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **more)
        self.fields["institution"].choices = [("", _("All institutions")), *institutions]  # type: ignore[attr-defined]
        self.fields["state"].choices = [("", _("All states")), *words.registration_choices()]  # type: ignore[attr-defined]


class Correction(ui.Form):
    """A registration's class and the kind of seat it needs."""

    school_class = forms.TypedChoiceField(
        label=_("Class"), coerce=int, required=False, empty_value=None
    )
    needs_accessible_seat = forms.BooleanField(label=_("Needs an accessible seat"), required=False)

    def __init__(self, *args: Any, classes: Sequence[tuple[int, str]], **more: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **more)
        if classes:
            self.fields["school_class"].choices = list(classes)  # type: ignore[attr-defined]
        else:
            del self.fields["school_class"]


class Reason(ui.Form):
    """Why."""

    reason = text_field(_("Reason"), max_length=200)


class OptionalReason(ui.Form):
    """Why, if one wants to say so."""

    reason = text_field(_("Reason"), max_length=200, required=False)


class Born(ui.Form):
    """A date of birth, where no document tells it."""

    born_on = ui.Day(
        label=_("Date of birth"),
        help_text=_("Your document does not tell it; whether a guardian is asked depends on it"),
    )


class Search(forms.Form):
    """Find a plan."""

    q = forms.CharField(
        label=_("Certificate"),
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={"type": "search"}),
    )


class Empty(ui.Form):
    """Nothing but the act itself."""

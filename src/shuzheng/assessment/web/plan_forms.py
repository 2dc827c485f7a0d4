"""Forms of plans."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from shuzheng.assessment.web import words
from shuzheng.assessment.web.site_forms import text_field
from shuzheng.foundation.ui import forms as ui
from shuzheng.kernel import periods

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

PARTS, MOST_PARTS = 4, 8
FULL_MARK = 100


def local(moment: datetime) -> datetime:
    """Return an instant as the form shows it: in the province's time."""
    return moment.astimezone(periods.SHANGHAI).replace(tzinfo=None)


class PlanFilters(forms.Form):
    """What the list of plans can be narrowed by."""

    q = forms.CharField(label=_("Plan, number or organisation"), required=False, max_length=60)
    level = forms.ChoiceField(label=_("Level"), required=False)
    state = forms.ChoiceField(label=_("State"), required=False)

    def __init__(self, *args: Any, **more: Any) -> None:  # noqa: ANN401 - a form's own arguments
        super().__init__(*args, **more)
        self.fields["level"].choices = [("", _("All levels")), *words.level_choices()]  # type: ignore[attr-defined]
        self.fields["state"].choices = [("", _("All states")), *words.plan_choices()]  # type: ignore[attr-defined]


class Choose(ui.Form):
    """For which certificate and level a plan is drafted; the rest depends on it."""

    certificate = forms.TypedChoiceField(label=_("Certificate"), coerce=int)
    level = forms.ChoiceField(label=_("Level"))

    def __init__(self, *args: Any, certificates: Sequence[tuple[int, str]], **more: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **more)
        self.fields["certificate"].choices = list(certificates)  # type: ignore[attr-defined]
        self.fields["level"].choices = words.level_choices()  # type: ignore[attr-defined]


class Plan(ui.Form):
    """A plan, without its parts."""

    module = forms.ChoiceField(label=_("Module"))
    registration_opens_at = ui.Moment(label=_("Registration opens"))
    registration_closes_at = ui.Moment(label=_("Registration closes"))
    seats = forms.IntegerField(
        label=_("Places"),
        min_value=1,
        max_value=99_999,
        help_text=_("At most as many as the rooms have usable seats"),
    )
    price_fen = ui.Yuan(label=_("Fee in yuan"))
    pass_rule = forms.CharField(
        label=_("Pass rule"),
        max_length=500,
        help_text=_(
            "Over the codes of the parts and “total”, such as: theory >= 60 and practice >= 60"
        ),
    )
    rooms = forms.TypedMultipleChoiceField(
        label=_("Rooms"), coerce=int, widget=forms.CheckboxSelectMultiple
    )
    institutions = forms.TypedMultipleChoiceField(
        label=_("Invited institutions"),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Institutions that use the certificate; they register their students"),
    )

    def __init__(
        self,
        *args: Any,  # noqa: ANN401 - a form's own arguments
        modules: Sequence[str],
        rooms: Sequence[tuple[int, str]],
        institutions: Sequence[tuple[int, str]],
        fee_hint: str,
        **more: Any,  # noqa: ANN401 - a form's own arguments
    ) -> None:
        super().__init__(*args, **more)
        if modules:
            self.fields["module"].choices = [(one, one) for one in modules]  # type: ignore[attr-defined]
        else:
            del self.fields["module"]
        self.fields["rooms"].choices = list(rooms)  # type: ignore[attr-defined]
        self.fields["institutions"].choices = list(institutions)  # type: ignore[attr-defined]
        self.fields["price_fen"].help_text = fee_hint


class Part(ui.Form):
    """One part with its sitting; a line left empty counts for nothing."""

    name = forms.CharField(label=_("Part"), max_length=60)
    code = forms.CharField(label=_("Code in the pass rule"), max_length=32)
    weight = forms.IntegerField(label=_("Weight in %"), min_value=0, max_value=100)
    full = forms.DecimalField(
        label=_("Full mark"), min_value=1, max_value=1000, decimal_places=2, initial=FULL_MARK
    )
    starts_at = ui.Moment(label=_("Begins"), required=False)
    ends_at = ui.Moment(label=_("Ends"), required=False)
    by_machine = forms.BooleanField(label=_("Marked by machine"), required=False)

    def __init__(self, *args: Any, **more: Any) -> None:  # noqa: ANN401 - a form's own arguments
        super().__init__(*args, **more)
        self.empty_permitted = True

    def has_changed(self) -> bool:
        """Return whether anything is written on this line, whatever it began with."""
        if not self.is_bound:
            return super().has_changed()
        telling = ("name", "code", "starts_at", "ends_at")
        return any(str(self.data.get(self.add_prefix(name), "")).strip() for name in telling)

    def clean(self) -> dict[str, Any]:
        """Ask for both ends of a sitting."""
        cleaned = super().clean() or {}
        if bool(cleaned.get("starts_at")) != bool(cleaned.get("ends_at")):
            self.add_error("ends_at", _("Give both when it begins and when it ends"))
        return cleaned


Parts = forms.formset_factory(Part, extra=0, min_num=PARTS, max_num=MOST_PARTS, absolute_max=12)


class Report(ui.Form):
    """Which activity report is of this assessment."""

    report = forms.TypedChoiceField(label=_("Activity report"), coerce=int)

    def __init__(self, *args: Any, reports: Sequence[tuple[int, str]], **more: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **more)
        self.fields["report"].choices = list(reports)  # type: ignore[attr-defined]


class Reason(ui.Form):
    """Why, in words that candidates read."""

    reason = text_field(_("Reason"), help_text=_("Every candidate will read it"), max_length=300)


class Cancel(Reason):
    """Why, and when one can sit instead."""

    next_on = ui.Day(label=_("Next date"), required=False)


class Sitting(ui.Form):
    """When one part is sat."""

    code = forms.CharField(widget=forms.HiddenInput, max_length=32)
    starts_at = ui.Moment(label=_("Begins"))
    ends_at = ui.Moment(label=_("Ends"))


Sittings = forms.formset_factory(Sitting, extra=0, max_num=MOST_PARTS, absolute_max=12)


class NewDate(ui.Form):
    """A new report, where the old one does not cover the new date; other rooms, where it moves."""

    report = forms.TypedChoiceField(
        label=_("Activity report"), coerce=int, required=False, empty_value=None
    )
    rooms = forms.TypedMultipleChoiceField(
        label=_("Other rooms"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("only where the assessment moves; none chosen: the rooms stay"),
    )

    def __init__(
        self,
        *args: Any,  # noqa: ANN401 - a form's own arguments
        reports: Sequence[tuple[int, str]],
        rooms: Sequence[tuple[int, str]],
        **more: Any,  # noqa: ANN401 - a form's own arguments
    ) -> None:
        super().__init__(*args, **more)
        self.fields["rooms"].choices = list(rooms)  # type: ignore[attr-defined]
        self.fields["report"].choices = [("", _("As before")), *reports]  # type: ignore[attr-defined]


class Assessors(ui.Form):
    """Whom to appoint, and who of them leads."""

    people = forms.TypedMultipleChoiceField(
        label=_("Assessors"), coerce=int, widget=forms.CheckboxSelectMultiple
    )
    chief = forms.TypedChoiceField(
        label=_("Chief assessor"), coerce=int, required=False, empty_value=None
    )

    def __init__(self, *args: Any, people: Sequence[tuple[int, str]], **more: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **more)
        self.fields["people"].choices = list(people)  # type: ignore[attr-defined]
        self.fields["chief"].choices = [("", _("As before")), *people]  # type: ignore[attr-defined]


class Empty(ui.Form):
    """Nothing but the act itself."""

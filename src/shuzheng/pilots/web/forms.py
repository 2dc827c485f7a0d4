"""Forms of pilots."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as translated
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from shuzheng.foundation.ui import forms as ui
from shuzheng.identity.rules.kinds import InstitutionKind
from shuzheng.pilots.rules import activity, entry
from shuzheng.pilots.web import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    Choices = Sequence[tuple[int, str]] | Sequence[tuple[str, str]]

PAPERS = ".pdf,.png,.jpg,.jpeg,.docx"
SEPARATORS = re.compile(r"[\s,，、;；]+")
MAJOR = re.compile(r"[0-9]{6}K?")
MOST_MAJORS = 40


def _file(label: Any, help_text: Any = "") -> forms.FileField:  # noqa: ANN401 - lazy words
    widget = forms.FileInput(attrs={"accept": PAPERS})
    return forms.FileField(label=label, help_text=help_text, widget=widget)


def _long(label: Any, most: int, rows: int = 3, **more: Any) -> forms.CharField:  # noqa: ANN401
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, widget=widget, max_length=most, **more)


def _choose(form: forms.Form, name: str, choices: Any) -> None:  # noqa: ANN401 - pairs
    form.fields[name].choices = list(choices)  # type: ignore[attr-defined]


class FilingFilters(forms.Form):
    """What the list of filings can be narrowed by."""

    year = forms.ChoiceField(label=_("Year"), required=False)
    q = forms.CharField(label=_("Institution or number"), required=False, max_length=60)
    kind = forms.ChoiceField(label=pgettext_lazy("institution", "Kind"), required=False)
    city = forms.ChoiceField(label=_("City"), required=False)
    certificate = forms.ChoiceField(label=_("Certificate"), required=False)

    def __init__(
        self,
        *args: Any,  # noqa: ANN401 - a form's own arguments
        years: Sequence[int],
        cities: Sequence[tuple[str, str]],
        certificates: Sequence[tuple[str, str]],
        **more: Any,  # noqa: ANN401 - a form's own arguments
    ) -> None:
        super().__init__(*args, **more)
        _choose(self, "year", [("", _("Newest round")), *((str(y), str(y)) for y in years)])
        kinds = [(kind.value, words.institution_kind(kind)) for kind in InstitutionKind]
        _choose(self, "kind", [("", pgettext_lazy("institution", "All kinds")), *kinds])
        _choose(self, "certificate", [("", _("All certificates")), *certificates])
        if cities:
            _choose(self, "city", [("", _("All cities")), *cities])
        else:
            del self.fields["city"]


class Search(forms.Form):
    """One box."""

    q = forms.CharField(label=_("Certificate or institution"), required=False, max_length=60)


class ReportFilters(forms.Form):
    """What the list of activity reports can be narrowed by."""

    q = forms.CharField(label=_("Title, number or certificate"), required=False, max_length=60)
    kind = forms.ChoiceField(label=_("Kind of event"), required=False)

    def __init__(self, *args: Any, **more: Any) -> None:  # noqa: ANN401 - a form's own arguments
        super().__init__(*args, **more)
        kinds = [(k.value, translated(activity.EVENT_LABELS[k])) for k in activity.EventKind]
        _choose(self, "kind", [("", _("All kinds of event")), *kinds])


class Empty(ui.Form):
    """Nothing but the act itself."""


class Reason(ui.Form):
    """Why."""

    reason = _long(_("Reason"), 500)


class Round(ui.Form):
    """A filing round."""

    year = forms.IntegerField(label=_("Year"), min_value=2019, max_value=2100)
    opens_on = ui.Day(label=_("First day"))
    closes_on = ui.Day(label=_("Last day"))


class Propose(ui.Form):
    """Which certificate to take up."""

    certificate = forms.TypedChoiceField(label=_("Certificate"), coerce=int)

    def __init__(self, *args: Any, certificates: Choices, **more: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **more)
        _choose(self, "certificate", [("", _("Choose")), *certificates])


def _weight(criterion: entry.Criterion) -> forms.IntegerField:
    return forms.IntegerField(label=_(entry.CRITERION_LABELS[criterion]), min_value=1, max_value=97)


def _points(criterion: entry.Criterion) -> forms.IntegerField:
    label = _(entry.CRITERION_LABELS[criterion])
    return forms.IntegerField(
        label=label,
        required=False,
        min_value=0,
        max_value=100,
        widget=forms.NumberInput(attrs={"aria-label": label}),
    )


class Scheme(ui.Form):
    """The day, the weights, the pass mark and the minutes of an entry review."""

    reviewed_on = ui.Day(label=_("Day of the entry review"))
    pass_mark = forms.IntegerField(label=_("Pass mark of 100"), min_value=1, max_value=100)
    minutes = _file(_("Minutes of the review"), _("Signed by the experts. PDF, image or Word"))
    weight_industry_fit = _weight(entry.Criterion.INDUSTRY_FIT)
    weight_enterprise_recognition = _weight(entry.Criterion.ENTERPRISE_RECOGNITION)
    weight_major_fit = _weight(entry.Criterion.MAJOR_FIT)
    weight_plan_fit = _weight(entry.Criterion.PLAN_FIT)

    def weights(self) -> dict[str, int]:
        """Return the weights by criterion."""
        return {one.value: self.cleaned_data[f"weight_{one.value}"] for one in entry.Criterion}

    @property
    def weight_fields(self) -> list[forms.BoundField]:
        """The fields of the weights."""
        return [self[f"weight_{one.value}"] for one in entry.Criterion]


class ExpertSheet(ui.Form):
    """One expert's points."""

    expert = forms.CharField(
        label=_("Expert"),
        required=False,
        max_length=50,
        widget=forms.TextInput(attrs={"aria-label": _("Expert")}),
    )
    industry_fit = _points(entry.Criterion.INDUSTRY_FIT)
    enterprise_recognition = _points(entry.Criterion.ENTERPRISE_RECOGNITION)
    major_fit = _points(entry.Criterion.MAJOR_FIT)
    plan_fit = _points(entry.Criterion.PLAN_FIT)

    def clean(self) -> dict[str, Any]:
        """Ask for every point of a named expert, and for the name of points."""
        cleaned = super().clean() or {}
        given = [one.value for one in entry.Criterion if cleaned.get(one.value) is not None]
        if cleaned.get("expert"):
            for one in entry.Criterion:
                if one.value not in given and one.value not in self.errors:
                    self.add_error(one.value, _("Give 0 to 100"))
        elif given:
            self.add_error("expert", _("Say whose points these are"))
        return cleaned

    @property
    def point_fields(self) -> list[forms.BoundField]:
        """The fields of the points."""
        return [self[one.value] for one in entry.Criterion]


ExpertSheets = forms.formset_factory(ExpertSheet, extra=5, max_num=15, absolute_max=20)


class Event(ui.Form):
    """An event that an organisation wants to hold."""

    certificate = forms.TypedChoiceField(label=_("Certificate"), coerce=int)
    kind = forms.ChoiceField(label=_("Kind of event"))
    title = forms.CharField(label=_("Title"), max_length=150)
    place = forms.CharField(label=_("Where it is held"), max_length=150)
    levels = forms.MultipleChoiceField(label=_("Levels"), widget=forms.CheckboxSelectMultiple)
    starts_on = ui.Day(label=_("First day"))
    ends_on = ui.Day(label=_("Last day"))
    headcount = forms.IntegerField(
        label=_("People expected"), required=False, min_value=1, max_value=1_000_000
    )

    def __init__(self, *args: Any, certificates: Choices, **more: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **more)
        _choose(self, "certificate", [("", _("Choose")), *certificates])
        kinds = [(k.value, translated(activity.EVENT_LABELS[k])) for k in activity.EventKind]
        _choose(self, "kind", kinds)
        _choose(self, "levels", words.level_choices())


class Asked(ui.Form):
    """The proof that the alliance was asked to sign."""

    proof = _file(_("Proof of having asked"), _("The letter or message. PDF, image or Word"))


class Summary(ui.Form):
    """What came of an event."""

    summary = _long(_("Summary"), 4000, rows=8)

"""What each figure means: its formula in words, its version, what it counts, its rules."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from shuzheng.foundation import rulebooks
from shuzheng.insight.queries import cuts
from shuzheng.insight.rules import figures, suppression
from shuzheng.kernel import periods
from shuzheng.kernel.wording import N_

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from django.http import HttpResponse

    from shuzheng.foundation.web.request import Request
    from shuzheng.insight.rules.figures import Formula

NOTES: Mapping[str, Sequence[str]] = {
    "K-01": (
        N_("A sitting is one candidate's assessment: whoever came to any part of it sat."),
        N_("A sitting counts once its results are published; those that wait are shown beside it."),
        N_("Misconduct under enquiry or on appeal is left out; a finding that stands is no pass."),
        N_("The month of a sitting is that of the plan's first day."),
    ),
    "K-02": (
        N_("A student is one person in each scope, however often he or she registered."),
        N_(
            "Holding means a certificate in force: revoked ones never count, and ones under "
            "enquiry only when cleared."
        ),
        N_("Social learners are left out. The entry year is that of the student's class."),
    ),
    "K-03": (
        N_("A deferred registration counts once, where it is sat."),
        N_("Persons stand beside it: whoever registers twice is one person and two person-times."),
        N_("The month is that in which the registration was accepted."),
    ),
    "K-07": (
        N_("Every kind that may file counts, whether or not an institution has ever taken part."),
        N_("A filing that was suspended or ended is not on file."),
    ),
    "K-08": (
        N_("A certificate is in use where an institution has taken it up and not left it."),
        N_("Levels are those that filings name; batches and fields are those of the catalogue."),
    ),
    "K-20": (
        N_("Counties that the province administers directly are not counted as cities."),
        N_("A pilot institution is one whose filing for the year is on file."),
    ),
    "R-093": (
        N_("A site is within reach when it is in the institution’s own city."),
        N_(
            "An institution counts when none of its students has to go further, whatever the "
            "certificate."
        ),
    ),
    "R-040": (
        N_("Majors are those that classes name; a class without a major code counts for none."),
        N_("Departments of an institution are ranked by their pass rate (K-01) of the year."),
    ),
    "K-38": (N_("Pass rates of both groups are shown apart, by kind of candidate."),),
    "K-39": (
        N_(
            "Only students count, and only pairs of institution and certificate with a planned "
            "headcount."
        ),
        N_(
            "Students who declined and were not accepted later are taken off the plan; this is "
            "never held against the institution."
        ),
    ),
}
RULES: Mapping[str, Sequence[str]] = {
    "K-01": ("R-237",),
    "K-02": ("R-237",),
    "K-03": ("R-237", "R-035"),
    "K-07": ("R-235",),
    "K-08": (),
    "K-20": ("R-092",),
    "R-093": ("R-093",),
    "R-040": ("R-040",),
    "K-38": ("R-035", "R-036"),
    "K-39": ("R-037",),
}


@dataclass(frozen=True, slots=True)
class Definition:
    """One figure of the handbook with everything that is to be known of it."""

    id: str
    version: int
    formulas: Sequence[tuple[str, str]]
    notes: Sequence[str]
    rules: Sequence[str]
    cited: str


@require_safe
def definitions(request: Request) -> HttpResponse:
    """Show what each figure means, to anybody: open figures need it as much as ours."""
    context = {
        "definitions": [_definition(key, request) for key in NOTES],
        "cut": cuts.newest(),
        "least": suppression.LEAST,
    }
    return render(request, "insight/definitions.html", context)


def _definition(key: str, request: Request) -> Definition:
    said: list[Formula] = [one for one in figures.FORMULAS if one.id == key]
    return Definition(
        key,
        said[0].version,
        [(_(one.name), _(one.words)) for one in said],
        [_(note) for note in NOTES[key]],
        RULES[key],
        _cited(key, request),
    )


def _cited(key: str, request: Request) -> str:
    """Return what the seeds report of a figure: a result to compare with, never a target."""
    provision = rulebooks.current().on(periods.day(request.now), "R-237")
    if key == "K-02":
        share = provision.integer("cited_acquisition_rate")
        return _("The province's overview reports %(share)s%%.") % {"share": share}
    if key == "K-03":
        count = provision.integer("cited_participation")
        return _("Nationally %(count)s person-times are reported.") % {"count": f"{count:,}"}
    return ""

"""Against which pilot institutions figures speak, from the newest cut and the reports (R-195)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Sum

from shuzheng.foundation import bulk, rulebooks
from shuzheng.identity.queries import organisations
from shuzheng.insight.access import Permission
from shuzheng.insight.models import CutPlan
from shuzheng.insight.queries import cuts
from shuzheng.insight.rules import figures
from shuzheng.kernel import periods
from shuzheng.pilots.models import Filing
from shuzheng.pilots.queries import misses
from shuzheng.pilots.rules import filing
from shuzheng.pilots.rules.reporting import Outcome
from shuzheng.standing.queries import notices
from shuzheng.standing.rules import effort as rules

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import date, datetime

    from shuzheng.insight.queries.cuts import CutBrief
    from shuzheng.insight.rules.figures import Share
    from shuzheng.kernel.actor import Actor
    from shuzheng.standing.rules.effort import Shown


@dataclass(frozen=True, slots=True)
class Candidate:
    """An institution and what its figures say; `notice` is the one that keeps it from another."""

    id: int
    name: str
    division: str
    filed_on: date
    completion: Share
    missed: int
    shown: tuple[Shown, ...]
    notice: int | None


@dataclass(frozen=True, slots=True)
class Effort:
    """The institutions against which figures speak, of so many that were looked at."""

    cut: CutBrief
    candidates: tuple[Candidate, ...]
    institutions: int


def candidates(actor: Actor, now: datetime) -> Effort | None:
    """Return against whom a notice may be proposed, or None before the first cut.

    A pilot institution is one whose filing for the year is on file. The plan is judged as of the
    cut, and only by a cut of this year.
    """
    actor.require(Permission.EFFORT_VIEW)
    cut, today = cuts.newest(), periods.day(now)
    if cut is None:
        return None
    filed = _filed(today)
    plans = _plans(cut, today, filed)
    missed = _missed(filed, today)
    noticed = notices.on_effort(list(filed), today)
    names = organisations.brief(list(filed))
    found = []
    for one, filed_on in filed.items():
        share = plans.get(one, figures.completion(0, None, 0))
        shown = _shown(share, filed_on, missed.get(one, 0), periods.day(cut.taken_at), today)
        if shown:
            brief = names[one]
            found.append(
                Candidate(
                    one,
                    brief.name,
                    brief.division_name,
                    filed_on,
                    share,
                    missed.get(one, 0),
                    shown,
                    noticed.get(one),
                )
            )
    found.sort(key=lambda one: (-len(one.shown), one.completion.value or 0, one.id))
    return Effort(cut, tuple(found), len(filed))


def _shown(
    share: Share, filed_on: date, missed: int, measured_on: date, today: date
) -> tuple[Shown, ...]:
    book = rulebooks.current()
    slow = rules.slow(share.numerator, share.denominator, filed_on, measured_on, book)
    careless = rules.careless(missed, today, book)
    return tuple(one for one in (slow, careless) if one is not None)


def _filed(today: date) -> dict[int, date]:
    """Return when each pilot institution's filing of the year took effect: not before the year."""
    rows = Filing.objects.filter(
        year=today.year, state=filing.State.FILED, filed_on__isnull=False
    ).order_by("institution_id")
    begins = today.replace(month=1, day=1)
    values = rows.values_list("institution_id", "filed_on")
    return {one: max(filed_on, begins) for one, filed_on in values if filed_on is not None}


def _plans(cut: CutBrief, today: date, institutions: Collection[int]) -> dict[int, Share]:
    """Return K-39 of the year of each institution whose filing names a headcount."""
    if periods.day(cut.taken_at).year != today.year:
        return {}
    rows = CutPlan.objects.filter(cut_id=cut.id, year=today.year, planned__gt=0)
    mine = rows.filter(institution__in=bulk.among(institutions)) if institutions else rows.none()
    sums = mine.order_by().values_list("institution_id")
    return {
        one: figures.completion(accepted, planned, refused)
        for one, accepted, planned, refused in sums.annotate(
            Sum("accepted"), Sum("planned"), Sum("refused")
        )
    }


def _missed(institutions: Mapping[int, date], today: date) -> dict[int, int]:
    """Return how many reports due this year each institution has missed, excused ones left out."""
    found = misses.outcomes(list(institutions), today, rulebooks.current())
    return {
        one: sum(outcome is Outcome.MISSED and due_on.year == today.year for due_on, outcome in row)
        for one, row in found.items()
    }

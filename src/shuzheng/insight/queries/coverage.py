"""How far the pilot reaches in the province or a city, from a cut (K-07, R-042, R-093)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from shuzheng.foundation import rulebooks
from shuzheng.insight.models import Cut, CutInstitutions, CutSite, CutUse
from shuzheng.insight.queries import cuts, definitions
from shuzheng.insight.queries.dashboard.reading import where
from shuzheng.insight.rules import coverage as rules
from shuzheng.kernel import periods

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from shuzheng.insight.access import Scope
    from shuzheng.insight.queries.cuts import CutBrief
    from shuzheng.insight.rules.coverage import Change, Reach
    from shuzheng.insight.rules.figures import Share

YEARS: Final = 4
"""How many years stand beside each other."""

MONTHS: Final = 12


@dataclass(frozen=True, slots=True)
class Sum:
    """Institutions of one group in the year of the cut."""

    key: str
    filed: int
    eligible: int
    learners: int
    share: Share
    reach: Reach | None = None


@dataclass(frozen=True, slots=True)
class Tracked:
    """What the last cut of a month says of sites within reach."""

    taken_at: datetime
    reach: Reach


@dataclass(frozen=True, slots=True)
class Coverage:
    """Everything the page shows; `changes` by kind of institution and year, newest year last."""

    cut: CutBrief
    total: Sum
    meets_target: bool | None
    target: int
    reach: Reach
    cities: tuple[Sum, ...]
    kinds: tuple[str, ...]
    years: tuple[int, ...]
    changes: Mapping[tuple[str, int], Change]
    months: tuple[Tracked, ...]


def coverage(scope: Scope) -> Coverage | None:
    """Return the coverage of the province or of a city, or None before the first cut."""
    cut = cuts.newest()
    if cut is None:
        return None
    day = periods.day(cut.taken_at)
    book = rulebooks.current()
    rows = list(CutInstitutions.objects.filter(cut_id=cut.id, **where(scope)))
    now = [row for row in rows if row.year == day.year]
    reached = _reach([cut.id], scope)[cut.id]
    by_city = _by_city(now)
    total = _sum("", now)
    years = sorted({row.year for row in rows})[-YEARS:]
    return Coverage(
        cut=cut,
        total=total,
        meets_target=rules.reaches_target(total.share, day, book),
        target=book.on(day, "R-235").integer("coverage_target"),
        reach=_whole(reached),
        cities=tuple(
            _sum(city, found, _whole({city: reached.get(city, ({}, {}))}))
            for city, found in sorted(by_city.items())
        ),
        kinds=tuple(sorted({row.kind for row in rows})),
        years=tuple(years),
        changes=rules.compare(_by_kind(rows)),
        months=_months(scope),
    )


Near = tuple[dict[str, set[str]], dict[str, set[str]]]
"""Of one city: certificates in use, and those with a site in the city, by institution."""


def _reach(cut_ids: Iterable[int], scope: Scope) -> dict[int, dict[str, Near]]:
    """Return what pilot institutions use and what of it is within reach, by cut and city."""
    ids = list(cut_ids)
    sites: defaultdict[tuple[int, str], set[str]] = defaultdict(set)
    active = CutSite.objects.filter(cut_id__in=ids, sites__gt=0, **where(scope))
    for cut, city, certificate in active.values_list("cut_id", "city_code", "certificate_type_id"):
        sites[cut, city].add(str(certificate))
    found: dict[int, dict[str, Near]] = {key: {} for key in ids}
    uses = CutUse.objects.filter(
        cut_id__in=ids, is_pilot=True, state__in=sorted(definitions.IN_USE), **where(scope)
    )
    for cut, city, institution, certificate in uses.values_list(
        "cut_id", "city_code", "institution_id", "certificate_type_id"
    ):
        used, near = found[cut].setdefault(city, ({}, {}))
        used.setdefault(str(institution), set()).add(str(certificate))
        near[str(institution)] = sites[cut, city]
    return found


def _whole(by_city: Mapping[str, Near]) -> Reach:
    used = {key: value for part, _ in by_city.values() for key, value in part.items()}
    near = {key: value for _, part in by_city.values() for key, value in part.items()}
    return rules.within_reach(used, near)


def _months(scope: Scope) -> tuple[Tracked, ...]:
    """Return the last cut of each of the past months, newest first."""
    last: dict[tuple[int, int], tuple[int, datetime]] = {}
    for key, taken_at in Cut.objects.order_by("-taken_at", "-pk").values_list("pk", "taken_at"):
        day = periods.day(taken_at)
        last.setdefault((day.year, day.month), (key, taken_at))
        if len(last) > MONTHS:
            break
    chosen = list(last.values())[:MONTHS]
    found = _reach((key for key, _ in chosen), scope)
    return tuple(Tracked(taken_at, _whole(found[key])) for key, taken_at in chosen)


def _by_city(rows: Iterable[CutInstitutions]) -> dict[str, list[CutInstitutions]]:
    found: defaultdict[str, list[CutInstitutions]] = defaultdict(list)
    for row in rows:
        found[row.city_code].append(row)
    return found


def _by_kind(rows: Iterable[CutInstitutions]) -> list[rules.Filed]:
    found: defaultdict[tuple[str, int], list[int]] = defaultdict(lambda: [0, 0])
    for row in rows:
        found[row.kind, row.year][0] += row.filed
        found[row.kind, row.year][1] += row.learners
    return [rules.Filed(kind, year, *counts) for (kind, year), counts in found.items()]


def _sum(key: str, rows: Iterable[CutInstitutions], reach: Reach | None = None) -> Sum:
    every = list(rows)
    filed = sum(row.filed for row in every)
    eligible = sum(row.eligible or 0 for row in every)
    learners = sum(row.learners for row in every)
    return Sum(key, filed, eligible, learners, rules.coordination(filed, eligible), reach)

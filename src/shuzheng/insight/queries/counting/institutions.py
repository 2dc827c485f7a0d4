"""Institutions by kind, city and filing year, and who was enrolled with those on file (K-07)."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Count, Q

from shuzheng.foundation import rulebooks
from shuzheng.identity.models import Enrolment, Organisation
from shuzheng.identity.rules.kinds import OrganisationKind
from shuzheng.insight.models import CutInstitutions
from shuzheng.kernel import periods
from shuzheng.pilots.models import Filing
from shuzheng.pilots.rules import filing

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping
    from datetime import datetime

Group = tuple[str, str, int]
"""A city code, a kind of institution, a filing year."""


def counted(places: Mapping[int, str], now: datetime) -> Iterator[CutInstitutions]:
    """Yield every kind of institution in every city, year by year."""
    today = periods.day(now)
    kinds = _kinds()
    eligible: Counter[Group] = Counter(
        (places.get(key, ""), kind, today.year) for key, kind in _eligible(kinds, today).items()
    )
    filed: Counter[Group] = Counter()
    learners: Counter[Group] = Counter()
    for year, institutions in _filed(today.year).items():
        enrolled = _enrolled(institutions, min(date(year, 12, 31), today))
        for one in institutions:
            group = (places.get(one, ""), kinds[one][0], year)
            filed[group] += 1
            learners[group] += enrolled.get(one, 0)
    for group in sorted({*eligible, *filed}):
        city, kind, year = group
        yield CutInstitutions(
            city_code=city,
            kind=kind,
            year=year,
            eligible=eligible[group] if year == today.year else None,
            filed=filed[group],
            learners=learners[group],
        )


def _kinds() -> dict[int, tuple[str, date | None]]:
    """Return the kind of every institution, and the day on which it ended."""
    rows = Organisation.objects.filter(kind=OrganisationKind.INSTITUTION)
    return {
        key: (kind, end)
        for key, kind, end in rows.values_list("pk", "institution_kind", "ended_on")
    }


def _eligible(kinds: Mapping[int, tuple[str, date | None]], today: date) -> dict[int, str]:
    """Return the institutions that there are today, of a kind that may file (R-003)."""
    book = rulebooks.current()
    return {
        key: kind
        for key, (kind, ended_on) in kinds.items()
        if (ended_on is None or ended_on > today) and filing.kind_may_file(kind, today, book)
    }


def _filed(until: int) -> dict[int, list[int]]:
    """Return the institutions whose filing is on file, by year; the next year's are not all in."""
    found: defaultdict[int, list[int]] = defaultdict(list)
    rows = Filing.objects.filter(state=filing.State.FILED, year__lte=until)
    rows = rows.order_by("year", "institution_id")
    for year, institution in rows.values_list("year", "institution_id"):
        found[year].append(institution)
    return found


def _enrolled(institutions: Collection[int], day: date) -> dict[int, int]:
    """Return how many persons were enrolled with each institution on a day."""
    there = Q(since__lte=day) & (Q(until=None) | Q(until__gt=day))
    rows = Enrolment.objects.filter(there, organisation__in=institutions).values("organisation_id")
    counted = rows.annotate(persons=Count("person", distinct=True)).order_by()
    return {row["organisation_id"]: row["persons"] for row in counted}

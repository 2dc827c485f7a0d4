"""Provincial assessment centres as pages show them: the count by city, the list, a site's own.

Everybody who sees sites sees what counts in the whole province: a count of one's own city beside
the province's target would mislead.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from shuzheng.assessment.access import Permission
from shuzheng.assessment.access import centres as access
from shuzheng.assessment.models import Centre, Site, SiteApproval
from shuzheng.assessment.rules import centre as rules
from shuzheng.assessment.rules.centre import State
from shuzheng.foundation import rulebooks
from shuzheng.pilots.queries import pages_reports
from shuzheng.standing.queries import restrictions
from shuzheng.standing.rules.restrictions import Act

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from django.db.models import QuerySet

    from shuzheng.kernel.actor import Actor

VIEWS = ("counted", "uncounted", "withdrawn", "all")
ORDER = {"name": "site__name", "institution": "site__institution__name", "on": "designated_on"}
CITY_DIGITS, COUNTY = 4, "00"


@dataclass(frozen=True, slots=True)
class CentreLine:
    """One designation; `counts` says whether it counts on the day asked for."""

    id: int
    site_id: int
    code: str
    site: str
    institution: str
    city_code: str
    city: str
    number: str
    designated_on: date
    state: State
    counts: bool
    reason: str
    withdrawn_on: date | None


@dataclass(frozen=True, slots=True)
class CityCount:
    """How many centres of a city count, and how many are designated and do not."""

    city: str
    counted: int
    uncounted: int


@dataclass(frozen=True, slots=True)
class Overview:
    """The province's count beside its target, by city; `uncounted` are designated, not counted."""

    tally: rules.Tally
    uncounted: int
    cities: tuple[CityCount, ...]


def every(actor: Actor, day: date, sort: Sequence[str] = ("site__name", "pk")) -> list[CentreLine]:
    """Return all designations: what stands, and what was withdrawn of sites within reach."""
    actor.require(Permission.SITE_VIEW)
    return _lines(Centre.objects.within(actor).order_by(*sort), day)


def viewed(
    rows: Sequence[CentreLine], view: str, *, q: str = "", city: str = ""
) -> list[CentreLine]:
    """Return those of a view that meet the filters."""
    return [
        one
        for one in rows
        if (view in {"all", view_of(one)})
        and (not q or q in one.site or q in one.institution or q in {one.number, one.code})
        and (not city or one.city_code == city)
    ]


def view_of(line: CentreLine) -> str:
    """Return the view that a designation stands in."""
    if line.state is State.WITHDRAWN:
        return "withdrawn"
    return "counted" if line.counts else "uncounted"


def overview(rows: Sequence[CentreLine], day: date) -> Overview:
    """Return the count of `every` row beside the target of the day, by city."""
    counted = Counter(one.city for one in rows if view_of(one) == "counted")
    uncounted = Counter(one.city for one in rows if view_of(one) == "uncounted")
    places = {one.city_code: one.city for one in rows if one.state is State.DESIGNATED}
    return Overview(
        tally=rules.tally(counted.total(), day, rulebooks.current()),
        uncounted=uncounted.total(),
        cities=tuple(
            CityCount(city, counted[city], uncounted[city]) for _, city in sorted(places.items())
        ),
    )


def reachable(rows: Sequence[CentreLine], actor: Actor) -> frozenset[int]:
    """Return which of these sites the actor may open."""
    ids = [one.site_id for one in rows]
    return frozenset(Site.objects.within(actor).filter(pk__in=ids).values_list("pk", flat=True))


def of_site(site_id: int, actor: Actor, day: date) -> list[CentreLine]:
    """Return a site's designations, the newest first."""
    return _lines(Centre.objects.within(actor).filter(site_id=site_id).order_by("-pk"), day)


def one(centre_id: int, actor: Actor, permission: Permission, day: date) -> CentreLine:
    """Return one designation. Refuses out of reach."""
    row = access.centre(centre_id, actor, permission)
    return _lines(Centre.objects.filter(pk=row.pk), day)[0]


def choices(rows: Sequence[CentreLine]) -> list[tuple[str, str]]:
    """Return the cities (code, name) that have a centre."""
    return sorted({(one.city_code, one.city) for one in rows})


def _lines(found: QuerySet[Centre], day: date) -> list[CentreLine]:
    rows = list(found.select_related("site__institution"))
    usable = _usable(found, day)
    barred = restrictions.barring_sites({row.site.code for row in rows}, Act.OPENING, day)
    cities = pages_reports.city_names()
    counting = usable - {row.site_id for row in rows if row.site.code in barred}
    return [_line(row, counting, cities) for row in rows]


def _usable(found: QuerySet[Centre], day: date) -> frozenset[int]:
    """Return the sites that have an approval which is valid on `day`."""
    approvals = SiteApproval.objects.filter(site_id__in=found.order_by().values("site_id"))
    return frozenset(
        site
        for site, state, until in approvals.values_list("site_id", "state", "approved_until")
        if rules.is_valid(state, until, day)
    )


def _line(row: Centre, counting: frozenset[int], cities: Mapping[str, str]) -> CentreLine:
    city = row.site.institution.division_id[:CITY_DIGITS] + COUNTY
    return CentreLine(
        id=row.pk,
        site_id=row.site_id,
        code=row.site.code,
        site=row.site.name,
        institution=row.site.institution.name,
        city_code=city,
        city=cities.get(city, city),
        number=row.number,
        designated_on=row.designated_on,
        state=State(row.state),
        counts=row.state == State.DESIGNATED and row.site_id in counting,
        reason=row.reason,
        withdrawn_on=row.withdrawn_on,
    )

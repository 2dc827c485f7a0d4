"""Layout plans as pages and workbooks show them: what is planned beside what there is (R-091)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from shuzheng.alliances import access
from shuzheng.alliances.access import Permission
from shuzheng.alliances.models import LayoutPlan
from shuzheng.alliances.queries import coverage
from shuzheng.alliances.rules import layout as rules
from shuzheng.alliances.rules.layout import Principle
from shuzheng.assessment.queries import volumes
from shuzheng.foundation import rulebooks
from shuzheng.kernel import periods

if TYPE_CHECKING:
    from datetime import date, datetime

    from shuzheng.alliances.models import LayoutRow
    from shuzheng.kernel.actor import Actor
    from shuzheng.pilots.queries.pages_alliances import AllianceLine


@dataclass(frozen=True, slots=True)
class CityLine:
    """One city of a plan: what is planned and why, and what there is."""

    city_code: str
    city: str
    institutions: int
    sites: int
    planned: int | None
    principle: Principle | None
    reason: str
    lacks: bool


@dataclass(frozen=True, slots=True)
class Edition:
    """One edition of a plan."""

    number: int
    made_on: date
    lead: str


@dataclass(frozen=True, slots=True)
class LayoutPage:
    """One edition of a year's plan with every city that it, institutions or sites speak of."""

    line: AllianceLine
    year: int
    edition: Edition | None
    editions: tuple[Edition, ...]
    rows: tuple[CityLine, ...]
    others: tuple[tuple[str, str], ...]
    ids: tuple[int, ...]
    leads: bool

    @property
    def is_newest(self) -> bool:
        """Return whether this is the edition in force."""
        return self.edition is None or self.edition == self.editions[0]


def detail(
    alliance_id: int,
    year: int,
    actor: Actor,
    now: datetime,
    *,
    number: int = 0,
    permission: Permission = Permission.ALLIANCE_VIEW,
) -> LayoutPage:
    """Return an edition of a year's plan, the newest unless `number` says which."""
    line = access.alliance(alliance_id, actor, permission)
    plans = list(
        LayoutPlan.objects.filter(alliance_id=alliance_id, year=year)
        .select_related("lead")
        .order_by("-edition")
    )
    chosen = next((one for one in plans if number in {0, one.edition}), None)
    if number and chosen is None:
        raise access.NoSuchLayout
    names = coverage.cities()
    wanted = rules.least(periods.day(now), rulebooks.current())
    users = coverage.institutions_by_city(line.certificate_type_id)
    sites = {
        city: count
        for (_kind, city), count in volumes.sites_by_city([line.certificate_type_id]).items()
    }
    said = {row.city_id: row for row in chosen.rows.all()} if chosen else {}
    rows = [
        _city(city, names[city], users.get(city, 0), sites.get(city, 0), said.get(city), wanted)
        for city in sorted({*users, *sites, *said} & set(names))
    ]
    shown = {one.city_code for one in rows}
    return LayoutPage(
        line=line,
        year=year,
        edition=_edition(chosen) if chosen else None,
        editions=tuple(_edition(one) for one in plans),
        rows=tuple(rows),
        others=tuple((code, name) for code, name in names.items() if code not in shown),
        ids=tuple(one.pk for one in plans),
        leads=alliance_id in access.led(actor),
    )


def to_write(alliance_id: int, year: int, actor: Actor, now: datetime) -> LayoutPage:
    """Return the newest edition of a year that its lead may plan."""
    access.run(alliance_id, actor)
    rules.check_year(year, periods.day(now))
    return detail(alliance_id, year, actor, now, permission=Permission.ALLIANCE_RUN)


def years(alliance_id: int, now: datetime) -> list[int]:
    """Return the years that an alliance has plans for, and those that can be planned now."""
    rows = LayoutPlan.objects.filter(alliance_id=alliance_id).values_list("year", flat=True)
    return sorted({*rows, *rules.years(periods.day(now))}, reverse=True)


def unplanned(actor: Actor, now: datetime) -> tuple[int, list[int]]:
    """Return the present year, and which alliances that the actor leads have no plan for it."""
    year, led = periods.day(now).year, access.led(actor)
    rows = LayoutPlan.objects.filter(alliance_id__in=led, year=year)
    return year, sorted(led - set(rows.values_list("alliance_id", flat=True)))


def cells(one: CityLine) -> dict[str, Any]:
    """Return a city as the workbook of a plan holds it."""
    return {
        "city": one.city_code,
        "planned": one.planned or 0,
        "principle": one.principle.value if one.principle else None,
        "reason": one.reason,
    }


def _city(
    code: str, name: str, institutions: int, sites: int, row: LayoutRow | None, wanted: int
) -> CityLine:
    return CityLine(
        code,
        name,
        institutions,
        sites,
        row.planned if row else None,
        Principle(row.principle) if row and row.principle else None,
        row.reason if row else "",
        rules.lacks(institutions, sites, wanted),
    )


def _edition(row: LayoutPlan) -> Edition:
    return Edition(row.edition, row.made_on, row.lead.name)

"""What there is in each city: institutions, sites, what is planned, and what is lacking (R-092).

A fixed number of statements, however many alliances and cities there are.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from shuzheng.alliances import access
from shuzheng.alliances.access import Permission
from shuzheng.alliances.models import LayoutRow
from shuzheng.alliances.rules import layout as rules
from shuzheng.alliances.rules.layout import Principle
from shuzheng.assessment.queries import volumes
from shuzheng.foundation import rulebooks
from shuzheng.identity.queries import organisations
from shuzheng.kernel import periods
from shuzheng.kernel.actor import Reach
from shuzheng.kernel.rulebook import applies
from shuzheng.pilots.queries import pages_alliances
from shuzheng.pilots.rules.alliance import State

if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from datetime import datetime

    from shuzheng.foundation.ui import listing
    from shuzheng.kernel.actor import Actor

VIEWS = ("gaps", "all")
CITY_DIGITS = 4


@dataclass(frozen=True, slots=True)
class CoverageLine:
    """One certificate in one city; `planned` is None where no plan speaks of it."""

    alliance_id: int
    alliance: str
    certificate: str
    code: str
    city_code: str
    city: str
    institutions: int
    sites: int
    planned: int | None
    principle: Principle | None
    reason: str
    lacks: bool


KEYS: dict[str, Callable[[CoverageLine], tuple[int | str, ...]]] = {
    "certificate": lambda one: (one.code, one.city_code),
    "city": lambda one: (one.city_code, one.code),
    "institutions": lambda one: (one.institutions, one.code, one.city_code),
}
"""What the list can be sorted by."""


def cities() -> dict[str, str]:
    """Return the province's prefecture-level cities: names by code."""
    return {one.code: one.name for one in organisations.cities(_province())}


def institutions_by_city(certificate_type_id: int) -> dict[str, int]:
    """Return how many institutions use a certificate in each city."""
    found = pages_alliances.users_by_city([certificate_type_id])
    return {city: count for (_kind, city), count in found.items()}


def chosen(
    every: Collection[CoverageLine], wish: listing.Wish, *, q: str = ""
) -> list[CoverageLine]:
    """Return the lines that the page wishes, in its order."""
    found = [one for one in every if wish.view != "gaps" or one.lacks]
    if q:
        found = [one for one in found if q in f"{one.certificate} {one.code} {one.city}"]
    return sorted(found, key=KEYS.get(wish.sort, KEYS["city"]), reverse=wish.descending)


@applies("R-092")
def of(actor: Actor, now: datetime) -> list[CoverageLine]:
    """Return every certificate in every city that has an institution, a site or a plan for one.

    A city bureau sees its own cities over all alliances; others see all cities of the alliances
    whose page they see.
    """
    actor.require(Permission.ALLIANCE_VIEW)
    today = periods.day(now)
    alliances = {
        one.certificate_type_id: one
        for one in pages_alliances.several(access.reached(actor)).values()
        if one.state is not State.DISSOLVED
    }
    users = pages_alliances.users_by_city(list(alliances))
    sites = volumes.sites_by_city(list(alliances))
    plans = _planned([one.id for one in alliances.values()], today.year)
    names, wanted = cities(), rules.least(today, rulebooks.current())
    keys = {*users, *sites} | {
        (kind, city) for kind, one in alliances.items() for city in plans.get(one.id, {})
    }
    found = []
    for kind, city in sorted(keys):
        if city not in names or not _reaches(city, actor):
            continue
        one = alliances[kind]
        row = plans.get(one.id, {}).get(city)
        institutions, there = users.get((kind, city), 0), sites.get((kind, city), 0)
        found.append(
            CoverageLine(
                alliance_id=one.id,
                alliance=one.name,
                certificate=one.certificate,
                code=one.code,
                city_code=city,
                city=names[city],
                institutions=institutions,
                sites=there,
                planned=row.planned if row else None,
                principle=Principle(row.principle) if row and row.principle else None,
                reason=row.reason if row else "",
                lacks=rules.lacks(institutions, there, wanted),
            )
        )
    return found


def cities_without(found: Collection[CoverageLine]) -> list[str]:
    """Return the cities with institutions that have no site of any certificate used there."""
    used = {one.city_code: one.city for one in found if one.institutions}
    served = {one.city_code for one in found if one.institutions and one.sites}
    return [name for code, name in sorted(used.items()) if code not in served]


def _planned(alliance_ids: Collection[int], year: int) -> dict[int, dict[str, LayoutRow]]:
    """Return what the newest editions for a year plan, by alliance and city."""
    rows = LayoutRow.objects.filter(plan__alliance_id__in=alliance_ids, plan__year=year)
    found: dict[int, dict[str, LayoutRow]] = {}
    newest: dict[int, int] = {}
    for row in rows.select_related("plan").order_by("plan__edition"):
        key = row.plan.alliance_id
        if newest.get(key) != row.plan.edition:
            newest[key], found[key] = row.plan.edition, {}
        found[key][row.city_id] = row
    return found


def _reaches(city: str, actor: Actor) -> bool:
    return actor.reach is not Reach.AREA or city.startswith(actor.area[:CITY_DIGITS])


def _province() -> str:
    return rulebooks.province().division[:2]

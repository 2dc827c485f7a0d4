"""Where an alliance plans the sites of its certificate, and where one is lacking.

Rules: R-091 (the plan weighs three principles), R-092 (in principle one site in each city that has
an institution). “In principle” means: plan it, or say why not.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum, auto
from typing import TYPE_CHECKING

from shuzheng.kernel.refusals import Refusal
from shuzheng.kernel.rulebook import applies
from shuzheng.kernel.wording import N_

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from shuzheng.kernel.rulebook import Rulebook

MOST = 99


class Principle(StrEnum):
    """What a plan weighs for a city; the one that weighed most is named."""

    SAVING = auto()
    SHARING = auto()
    NEARNESS = auto()


PRINCIPLES = {
    Principle.SAVING: N_("Saving of resources"),
    Principle.SHARING: N_("Sharing"),
    Principle.NEARNESS: N_("Closeness to students"),
}


@dataclass(frozen=True, slots=True)
class Row:
    """What is planned for one city (a code of six digits)."""

    city: str
    planned: int
    principle: Principle | None
    reason: str


class CityLeftOut(Refusal):
    """A city with an institution is planned for, or it is said why not."""

    code = "layout-city-left-out"
    template = (
        "Institutions use the certificate in {cities}: plan at least {least} site there, or say"
        " why not."
    )
    rule = "R-092"


class NoPrinciple(Refusal):
    """Whoever plans sites says what weighed most."""

    code = "layout-no-principle"
    template = "{city}: say which principle weighed most."
    rule = "R-091"


class CityTwice(Refusal):
    """A plan has one row for a city."""

    code = "layout-city-twice"
    template = "{city} is in the plan twice."
    rule = "R-091"


class TooManySites(Refusal):
    """A slip of the pen, not a plan."""

    code = "layout-too-many"
    template = "{city}: a plan has 0 to {most} sites in a city."
    rule = "R-091"


class NoSuchYear(Refusal):
    """A plan is made for the present year or the next."""

    code = "layout-year"
    template = "The layout is planned for {first} or {last}."
    rule = "R-091"


@applies("R-091")
def years(today: date) -> tuple[int, int]:
    """Return the years that can be planned for."""
    return today.year, today.year + 1


@applies("R-091")
def check_year(year: int, today: date) -> None:
    """Refuse a plan for a year that is over or far off."""
    first, last = years(today)
    if year not in {first, last}:
        raise NoSuchYear(first=first, last=last)


@applies("R-092")
def least(on: date, book: Rulebook) -> int:
    """Return how many sites a city with an institution has at least, in principle."""
    return book.on(on, "R-092").integer("sites_per_city")


@applies("R-092")
def lacks(institutions: int, sites: int, wanted: int) -> bool:
    """Return whether a city lacks a site: it has an institution and too few sites."""
    return institutions > 0 and sites < wanted


@applies("R-091", "R-092")
def check(
    rows: Sequence[Row], used_in: Mapping[str, int], names: Mapping[str, str], wanted: int
) -> list[Row]:
    """Return the rows that say something; refuse a plan that leaves a city out.

    `used_in` counts institutions by city, `names` the province's cities. A row with a reason but
    fewer sites than `wanted` says why not; one without either says nothing.
    """
    seen: dict[str, Row] = {}
    for row in rows:
        name = names.get(row.city, row.city)
        if row.city in seen:
            raise CityTwice(city=name)
        if not 0 <= row.planned <= MOST:
            raise TooManySites(city=name, most=MOST)
        if row.planned and row.principle is None:
            raise NoPrinciple(city=name)
        seen[row.city] = row
    said = {city: row for city, row in seen.items() if row.planned or row.reason.strip()}
    left_out = [
        names.get(city, city)
        for city, count in sorted(used_in.items())
        if count and (city not in said or _unexplained(said[city], wanted))
    ]
    if left_out:
        raise CityLeftOut(cities="、".join(left_out), least=wanted)
    return [said[city] for city in sorted(said)]


def _unexplained(row: Row, wanted: int) -> bool:
    return row.planned < wanted and not row.reason.strip()

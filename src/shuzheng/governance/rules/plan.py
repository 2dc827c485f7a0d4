"""The province's localised plan of a year: key industries and three lists, edition by edition.

Rule: R-009. The lists (pilot institutions, certificates, layout of sites) are not typed: they are
taken from what the platform holds on the day on which they are fixed, stay as they were on that
day, and are compared with what it holds today. One person fixes them, another publishes them.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum, auto
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Final

from shuzheng.kernel import canonical
from shuzheng.kernel.lifecycle import Lifecycle
from shuzheng.kernel.refusals import Refusal
from shuzheng.kernel.rulebook import applies
from shuzheng.kernel.wording import N_

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

LEAF: Final = "plan.fixed"
_DOMAIN: Final = b"shuzheng/governance/plan/v1\0"


class State(StrEnum):
    """Where one edition of a year's plan stands."""

    DRAFTING = auto()
    FIXED = auto()
    IN_FORCE = auto()
    REPLACED = auto()
    DISCARDED = auto()


class Verb(StrEnum):
    """What can be done to it."""

    FIX = auto()
    REOPEN = auto()
    PUBLISH = auto()
    REPLACE = auto()
    DISCARD = auto()


PLAN: Lifecycle[State, Verb] = Lifecycle(
    name="governance.plan",
    initial=State.DRAFTING,
    steps={
        (State.DRAFTING, Verb.FIX): State.FIXED,
        (State.DRAFTING, Verb.DISCARD): State.DISCARDED,
        (State.FIXED, Verb.REOPEN): State.DRAFTING,
        (State.FIXED, Verb.PUBLISH): State.IN_FORCE,
        (State.IN_FORCE, Verb.REPLACE): State.REPLACED,
    },
    labels={
        State.DRAFTING: N_("Plan being drafted"),
        State.FIXED: N_("Lists fixed"),
        State.IN_FORCE: N_("Plan in force"),
        State.REPLACED: N_("Replaced by a newer edition"),
        State.DISCARDED: N_("Plan discarded"),
        Verb.FIX: N_("Fix the three lists"),
        Verb.REOPEN: N_("Back to drafting"),
        Verb.PUBLISH: N_("Publish the plan"),
        Verb.REPLACE: N_("Replace the plan"),
        Verb.DISCARD: N_("Discard the plan"),
    },
    path=(State.DRAFTING, State.FIXED, State.IN_FORCE),
)
OUT: Final = frozenset({State.IN_FORCE, State.REPLACED})
"""States in which everybody reads a plan."""
UNFINISHED: Final = frozenset({State.DRAFTING, State.FIXED})


class List(StrEnum):
    """The three lists."""

    INSTITUTIONS = auto()
    CERTIFICATES = auto()
    SITES = auto()


LISTS: Final = {
    List.INSTITUTIONS: N_("Pilot institutions"),
    List.CERTIFICATES: N_("Certificate list"),
    List.SITES: N_("Site layout"),
}
PRINTED: Final = {
    List.INSTITUTIONS: "试点院校清单",
    List.CERTIFICATES: "证书目录",
    List.SITES: "考核站点布局",
}
"""The names on paper and in workbooks, which are Chinese whatever language the reader reads."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a list; `code` is its own in the list, `place` a city's name or ""."""

    code: str
    name: str
    place: str
    detail: str


@dataclass(frozen=True, slots=True)
class Difference:
    """What a fixed list has that today has not, the other way round, and what reads otherwise."""

    gone: tuple[Row, ...]
    new: tuple[Row, ...]
    changed: tuple[tuple[Row, Row], ...]

    @property
    def count(self) -> int:
        """The number of rows that differ."""
        return len(self.gone) + len(self.new) + len(self.changed)


class NoIndustry(Refusal):
    """A localised plan names key industries."""

    code = "plan-no-industry"
    template = "Name at least one key industry of the region."
    rule = "R-009"


class NoMilestone(Refusal):
    """A plan without a timetable is none."""

    code = "plan-no-milestone"
    template = "The plan of {year} has no milestone yet."
    rule = "R-008"


class EmptyList(Refusal):
    """A list without a row fixes nothing."""

    code = "plan-list-empty"
    template = "The platform holds nothing for this list yet: {list}."
    rule = "R-009"


class PlanUnderWay(Refusal):
    """One edition of a year is written at a time."""

    code = "plan-under-way"
    status = 409
    template = "An edition of {year} is being written already."
    rule = "R-009"


class NoSuchPlanYear(Refusal):
    """A plan is made for the present year or the next."""

    code = "plan-year"
    template = "A plan is made for {first} or {last}."
    rule = "R-009"


class SamePerson(Refusal):
    """Whoever fixed the lists does not publish them."""

    code = "plan-same-person"
    status = 409
    template = "You fixed the lists yourself; somebody else publishes the plan."
    rule = "R-009"


@applies("R-009")
def years(today: date) -> tuple[int, int]:
    """Return the years that a plan can be made for."""
    return today.year, today.year + 1


@applies("R-009")
def check_year(year: int, today: date) -> None:
    """Refuse a plan for a year that is over or far off."""
    first, last = years(today)
    if year not in {first, last}:
        raise NoSuchPlanYear(first=first, last=last)


@applies("R-009")
def industries(lines: Iterable[str]) -> list[str]:
    """Return the key industries as they were named, each once."""
    return list(dict.fromkeys(name for line in lines if (name := line.strip())))


@applies("R-008", "R-009")
def check_fixing(
    year: int, named: Sequence[str], milestones: int, lists: Mapping[List, Sequence[Row]]
) -> None:
    """Refuse to fix what names no industry, has no milestone, or has an empty list."""
    if not named:
        raise NoIndustry
    if not milestones:
        raise NoMilestone(year=year)
    for one in List:
        if not lists[one]:
            raise EmptyList(list=LISTS[one])


@applies("R-009")
def check_publisher(person_id: int, fixed_by: int | None) -> None:
    """Refuse a publication by whoever fixed the lists."""
    if person_id == fixed_by:
        raise SamePerson


@applies("R-009")
def compare(fixed: Iterable[Row], today: Iterable[Row]) -> Difference:
    """Return how today's rows differ from the fixed ones, by code."""
    was, now = {row.code: row for row in fixed}, {row.code: row for row in today}
    return Difference(
        tuple(was[code] for code in sorted(was.keys() - now.keys())),
        tuple(now[code] for code in sorted(now.keys() - was.keys())),
        tuple(
            (was[code], now[code])
            for code in sorted(was.keys() & now.keys())
            if was[code] != now[code]
        ),
    )


@applies("R-009")
def digest(
    year: int, edition: int, on: date, named: Sequence[str], lists: Mapping[List, Iterable[Row]]
) -> str:
    """Return the digest of what is fixed: SHA-256 of the domain and its canonical JSON, in hex."""
    plain: dict[str, Any] = {
        "year": year,
        "edition": edition,
        "on": on.isoformat(),
        "industries": list(named),
        "lists": {
            one.value: sorted([row.code, row.name, row.place, row.detail] for row in lists[one])
            for one in List
        },
    }
    return sha256(_DOMAIN + canonical.dumps(plain)).hexdigest()


def words(year: int, edition: int, hexadecimal: str) -> str:
    """Return what the log's entry says of fixed lists, in clear."""
    return f"{year} {edition} {hexadecimal}"

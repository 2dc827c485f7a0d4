"""The departments of institutions within reach, from the newest cut. Rule: R-040."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from shuzheng.catalogue.rules import levels
from shuzheng.insight import access
from shuzheng.insight.models import CutDepartment, CutHolding
from shuzheng.insight.queries import cuts
from shuzheng.insight.rules import departments as rules
from shuzheng.insight.rules import figures
from shuzheng.kernel.actor import Reach

if TYPE_CHECKING:
    from datetime import datetime

    from shuzheng.insight.rules.figures import Share
    from shuzheng.kernel.actor import Actor


@dataclass(frozen=True, slots=True)
class DepartmentLine:
    """A department in one year.

    `place` is its rank by pass rate among the `of` departments of its institution that have one.
    `is_hidden` says that too few persons were assessed for an outsider to see: `persons` and `rate`
    are None then, and `place` is for every department of the institution, because a place beside
    a hidden one tells of it. `certificates` are kinds and levels that its students hold.
    """

    id: int
    name: str
    institution_id: int
    institution: str
    year: int
    persons: int | None
    rate: Share | None
    majors: Share
    place: int | None
    of: int
    certificates: int
    is_hidden: bool


@dataclass(frozen=True, slots=True)
class Holding:
    """A certificate at a level, and how many hold it in force; None where they are too few."""

    certificate: str
    code: str
    level: str
    holders: int | None


@dataclass(frozen=True, slots=True)
class Departments:
    """The departments of one year, by institution, and the years there are, newest first."""

    taken_at: datetime
    year: int
    years: tuple[int, ...]
    lines: tuple[DepartmentLine, ...]


@dataclass(frozen=True, slots=True)
class DepartmentPage:
    """What the page of a department shows; `lines` are its years, newest first."""

    taken_at: datetime
    lines: tuple[DepartmentLine, ...]
    holdings: tuple[Holding, ...]


def listed(actor: Actor, year: int = 0, q: str = "") -> Departments | None:
    """Return the departments within reach in a year (by default the newest), None before a cut.

    `q` narrows by the name of the department or of its institution.
    """
    within = access.departments(actor)
    cut = cuts.newest()
    if cut is None:
        return None
    rows = CutDepartment.objects.filter(cut_id=cut.id, department__in=within)
    years = sorted(set(rows.values_list("year", flat=True)), reverse=True)
    chosen = year if year in years else next(iter(years), 0)
    wide = rows.filter(year=chosen).select_related("department__organisation")
    lines = _lines(list(wide), cut.id, own=_is_own(actor))
    kept = [line for line in lines if q in line.name or q in line.institution]
    return Departments(cut.taken_at, chosen, tuple(years), tuple(kept))


def department(department_id: int, actor: Actor) -> DepartmentPage | None:
    """Return the page of a department within reach, None before the first cut."""
    row = access.department(department_id, actor)
    cut = cuts.newest()
    if cut is None:
        return None
    siblings = CutDepartment.objects.filter(
        cut_id=cut.id, department__organisation=row.organisation_id
    )
    own = _is_own(actor)
    lines = _lines(list(siblings.select_related("department__organisation")), cut.id, own=own)
    held = CutHolding.objects.filter(cut_id=cut.id, department=row)
    wide = held.select_related("certificate_type").order_by("certificate_type__code")
    order = list(levels.Level)
    return DepartmentPage(
        cut.taken_at,
        tuple(sorted((one for one in lines if one.id == row.pk), key=lambda one: one.year)[::-1]),
        tuple(
            Holding(
                one.certificate_type.short_name or one.certificate_type.name,
                one.certificate_type.code,
                one.level,
                None if rules.is_hidden(one.holders, own=own) else one.holders,
            )
            for one in sorted(
                wide,
                key=lambda one: (one.certificate_type.code, order.index(levels.Level(one.level))),
            )
        ),
    )


def _lines(rows: list[CutDepartment], cut_id: int, *, own: bool) -> list[DepartmentLine]:
    """Return lines by institution, best first; ranked within institution and year."""
    rates: defaultdict[tuple[int, int], dict[int, Share]] = defaultdict(dict)
    for row in rows:
        counts = figures.Sittings(row.sat, row.disputed, row.passed, 0)
        group = rates[row.department.organisation_id, row.year]
        group[row.department_id] = figures.pass_rate(counts)
    places = {key: rules.places(group) for key, group in rates.items()}
    held: defaultdict[int, int] = defaultdict(int)
    for one in CutHolding.objects.filter(
        cut_id=cut_id, department__in={row.department_id for row in rows}
    ).values_list("department_id", flat=True):
        held[one] += 1
    closed = {
        (row.department.organisation_id, row.year)
        for row in rows
        if rules.is_hidden(row.persons, own=own)
    }
    found = []
    for row in rows:
        among = (row.department.organisation_id, row.year)
        hidden = rules.is_hidden(row.persons, own=own)
        found.append(
            DepartmentLine(
                id=row.department_id,
                name=row.department.name,
                institution_id=row.department.organisation_id,
                institution=row.department.organisation.name,
                year=row.year,
                persons=None if hidden else row.persons,
                rate=None if hidden else rates[among][row.department_id],
                majors=rules.majors_covered(row.majors_assessed, row.majors),
                place=None if among in closed else places[among].get(row.department_id),
                of=len(places[among]),
                certificates=held[row.department_id],
                is_hidden=hidden,
            )
        )
    return sorted(found, key=lambda one: (one.institution, one.place or len(rows) + 1, one.name))


def _is_own(actor: Actor) -> bool:
    """Return whether the actor is inside: whoever reaches one institution reaches the own one."""
    return actor.reach is Reach.ORGANISATION

"""Measurements as pages show them, and where one institution stands in the newest (R-241)."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from shuzheng.foundation import rulebooks
from shuzheng.foundation.ui import listing
from shuzheng.identity.queries import organisations
from shuzheng.kernel import periods
from shuzheng.pilots.queries import pages_reports
from shuzheng.standing.queries import restrictions
from shuzheng.standing.rules.restrictions import Act
from shuzheng.support import access
from shuzheng.support.access import Permission
from shuzheng.support.models import FrozenTable, Measurement, Pairing, SheetAmount
from shuzheng.support.rules import measurement as rules
from shuzheng.support.rules import proposal, unevenness
from shuzheng.support.rules.measurement import State
from shuzheng.support.rules.pairing import OPEN
from shuzheng.support.rules.unevenness import Measure

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime
    from fractions import Fraction

    from shuzheng.kernel.actor import Actor
    from shuzheng.support.rules.unevenness import Spread, Standing, Table

VIEWS = ("low", "measured", "all")
PLACES = {Measure.HOURS: 1, Measure.SPENDING: 2, Measure.TEACHERS: 3, Measure.SEATS: 2}
FEN = 100


@dataclass(frozen=True, slots=True)
class MeasurementLine:
    """One measurement as the list shows it."""

    id: int
    since: date
    until: date
    state: State
    frozen_on: date | None
    institutions: int


@dataclass(frozen=True, slots=True)
class MeasurementPage:
    """A measurement; before it is frozen only what sheets said so far."""

    line: MeasurementLine
    digest: str
    told: Mapping[Measure, int]
    spreads: Mapping[Measure, Spread]
    lowest_share: int
    smallest_group: int


@dataclass(frozen=True, slots=True)
class StandingLine:
    """Where one institution stands; figures are "" without data, students None where too few."""

    id: int
    code: str
    name: str
    city: str
    students: int | None
    figures: Mapping[Measure, str]
    low: tuple[Measure, ...]
    leads: bool


@dataclass(frozen=True, slots=True)
class ProposalLine:
    """A proposed pair; without a helper where nobody is strong enough or free."""

    helped_id: int
    helped: str
    helper_id: int
    helper: str
    measures: tuple[Measure, ...]
    same_city: bool
    shared_fields: tuple[str, ...]
    leads: bool


def lines(actor: Actor) -> list[MeasurementLine]:
    """Return the measurements, newest first."""
    rows = access.measurements(actor).order_by("-until").select_related("frozen")
    return [_line(row) for row in rows]


def detail(
    pk: int, actor: Actor, permission: Permission = Permission.MEASUREMENT_VIEW
) -> MeasurementPage:
    """Return one measurement."""
    row = access.measurement(pk, actor, permission)
    told: dict[Measure, int] = {}
    for measure in SheetAmount.objects.filter(measurement=row).values_list("measure", flat=True):
        told[Measure(measure)] = told.get(Measure(measure), 0) + 1
    table = _table(row)
    return MeasurementPage(
        line=_line(row),
        digest=row.frozen.digest if table else "",
        told=told,
        spreads=unevenness.spreads(table) if table else {},
        lowest_share=table.terms.lowest_share if table else 0,
        smallest_group=table.terms.smallest_group if table else 0,
    )


def standings(
    pk: int, actor: Actor, wish: listing.Wish, *, q: str = "", city: str = ""
) -> listing.Found[StandingLine]:
    """Return one page of where the institutions within reach stand, who lacks most first."""
    return listing.cut_list(every(pk, actor, wish, q=q, city=city), wish)


def every(
    pk: int, actor: Actor, wish: listing.Wish, *, q: str = "", city: str = ""
) -> list[StandingLine]:
    """Return where all institutions within reach stand."""
    row = access.measurement(pk, actor, Permission.MEASUREMENT_VIEW)
    table = _table(row)
    if table is None:
        return []
    seen = {one.code: one.id for one in access.institutions(actor).values()}
    cities = pages_reports.city_names()
    found = [
        _standing(one, seen[one.institution.code], cities, table)
        for one in unevenness.standings(table)
        if one.institution.code in seen
        and (not city or one.institution.city == city)
        and q.casefold() in f"{one.institution.name}{one.institution.code}".casefold()
    ]
    return _sorted([one for one in found if _viewed(one, wish.view)], wish)


def counts(pk: int, actor: Actor) -> dict[str, int]:
    """Return how many institutions each view holds."""
    found = every(pk, actor, listing.Wish("all", "low", size=1))
    return {view: sum(_viewed(one, view) for one in found) for view in VIEWS}


def proposals(pk: int, actor: Actor, now: datetime) -> list[ProposalLine]:
    """Return who would help whom by the rule, as of today's pairings, for who proposes."""
    row = access.measurement(pk, actor, Permission.PAIRING_VIEW)
    table = _table(row)
    if table is None:
        return []
    today = periods.day(now)
    every_one = {one.code: one for one in organisations.listing(actor=actor, kind="institution")}
    codes = {one.id: code for code, one in every_one.items()}
    helping: dict[str, int] = {}
    helped: set[str] = set()
    pairs = Pairing.objects.filter(state__in=sorted(OPEN)).values_list("helper_id", "helped_id")
    for helper_id, helped_id in pairs:
        helping[codes[helper_id]] = helping.get(codes[helper_id], 0) + 1
        helped.add(codes[helped_id])
    barred = restrictions.barring_organisations(list(codes), Act.REGISTRATION, today)
    made = proposal.propose(
        table,
        proposal.most_helped(today, rulebooks.current()),
        helping=helping,
        helped=helped,
        barred={codes[pk] for pk in barred},
    )
    return [
        ProposalLine(
            every_one[one.helped].id,
            every_one[one.helped].name,
            every_one[one.helper].id if one.helper else 0,
            every_one[one.helper].name if one.helper else "",
            one.measures,
            one.same_city,
            one.shared_fields,
            one.leads,
        )
        for one in made
    ]


def newest_row() -> Measurement | None:
    """Return the newest frozen measurement."""
    return Measurement.objects.exclude(frozen=None).order_by("-until").first()


def of(institution_id: int) -> dict[str, str]:
    """Return an institution's figures in the newest measurement, with its last day ("until")."""
    frozen = FrozenTable.objects.select_related("measurement").order_by("-measurement__until")
    newest = frozen.first()
    if newest is None:
        return {}
    table = rules.read(json.loads(newest.text))
    code = organisations.brief([institution_id])[institution_id].code
    found = next(
        (one for one in table.institutions if one.code == code),
        None,
    )
    if found is None:
        return {"until": table.until.isoformat()}
    values = {
        measure.value: printed(measure, value)
        for measure in Measure
        if (value := unevenness.per_student(found, measure, table.terms)) is not None
    }
    return {"until": table.until.isoformat(), **values}


def low_in(institution_id: int) -> tuple[Measure, ...]:
    """Return in what an institution is among the lowest in the newest measurement."""
    row = newest_row()
    table = _table(row) if row else None
    one = organisations.brief([institution_id]).get(institution_id)
    if table is None or one is None:
        return ()
    for standing in unevenness.standings(table):
        if standing.institution.code == one.code:
            return tuple(measure for measure in Measure if measure in standing.low)
    return ()


def printed(measure: Measure, value: Fraction) -> str:
    """Return a value per student as people read it; spending in yuan."""
    shown = value / FEN if measure is Measure.SPENDING else value
    return unevenness.rounded(shown, PLACES[measure])


def waiting(actor: Actor, now: datetime) -> tuple[date, date] | None:
    """Return the period that could be measured and is not, once a half-year is over."""
    if not actor.may(Permission.MEASUREMENT_MAKE):
        return None
    today = periods.day(now)
    since, _ = periods.span(today, 6)
    newest = Measurement.objects.order_by("-until").values_list("opened_on", flat=True).first()
    if newest is not None and newest >= since:
        return None
    return rules.period(today, rulebooks.current())


def _table(row: Measurement) -> Table | None:
    if row.state != State.FROZEN:
        return None
    return rules.read(json.loads(row.frozen.text))


def _line(row: Measurement) -> MeasurementLine:
    table = _table(row)
    return MeasurementLine(
        row.pk,
        row.since,
        row.until,
        State(row.state),
        row.frozen_on,
        len(table.institutions) if table else 0,
    )


def _standing(one: Standing, pk: int, cities: Mapping[str, str], table: Table) -> StandingLine:
    institution = one.institution
    enough = institution.students >= table.terms.smallest_group
    return StandingLine(
        id=pk,
        code=institution.code,
        name=institution.name,
        city=cities.get(institution.city, institution.city),
        students=institution.students if enough else None,
        figures={
            measure: printed(measure, one.values[measure]) if measure in one.values else ""
            for measure in Measure
        },
        low=tuple(measure for measure in Measure if measure in one.low),
        leads=institution.leads,
    )


def _viewed(one: StandingLine, view: str) -> bool:
    if view == "low":
        return bool(one.low)
    return view != "measured" or any(one.figures.values())


def _sorted(found: Sequence[StandingLine], wish: listing.Wish) -> list[StandingLine]:
    key, back = wish.sort.lstrip("-"), wish.sort.startswith("-")
    if key in set(Measure):
        measure = Measure(key)
        known = [one for one in found if one.figures[measure]]
        rest = [one for one in found if not one.figures[measure]]
        known.sort(key=lambda one: (float(one.figures[measure]), one.code), reverse=back)
        return known + rest
    if key == "name":
        return sorted(found, key=lambda one: (one.name, one.code), reverse=back)
    return list(reversed(found)) if back else list(found)

"""The marking grid, the gaps that wait for a third person, and how far marking is.

Blind by construction: a mark leaves this module to whoever gave it, or once both marks of a sheet
are given (`rules.marking.may_see`). Names never leave it: a candidate is a seat and a ticket
number. Whoever adds a query here keeps both promises; `tests/test_blind.py` looks for breaches.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from enum import StrEnum, auto
from typing import TYPE_CHECKING

from shuzheng.assessment.access import Permission, plans
from shuzheng.assessment.access import marks as access
from shuzheng.assessment.models import Attendance, Mark, MarkingSheet, PlanAssessor, Registration
from shuzheng.assessment.queries import markers
from shuzheng.assessment.rules import marking as rules
from shuzheng.assessment.rules import registration as registrations
from shuzheng.assessment.rules import sitting
from shuzheng.assessment.rules.marking import State
from shuzheng.foundation import rulebooks
from shuzheng.kernel import periods
from shuzheng.kernel.refusals import Refusal

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date, datetime

    from shuzheng.assessment.models import Plan
    from shuzheng.kernel.actor import Actor


class Stage(StrEnum):
    """Where a cell stands for the marker who looks at it."""

    OPEN = auto()
    GIVEN = auto()
    GAP = auto()
    AGREED = auto()
    ADJUDICATED = auto()
    LOCKED = auto()
    OTHERS = auto()


AFTER_BOTH = {
    State.SECOND_MARKED: Stage.GAP,
    State.AGREED: Stage.AGREED,
    State.ADJUDICATED: Stage.ADJUDICATED,
    State.LOCKED: Stage.LOCKED,
}


@dataclass(frozen=True, slots=True)
class Part:
    """One column of the grid; `full` and `gap` in hundredths."""

    id: int
    code: str
    name: str
    full: int
    gap: int


@dataclass(frozen=True, slots=True)
class Cell:
    """One candidate's part: `own` is the looker's mark, `other` the other's once it may be seen."""

    sheet_id: int
    code: str
    stage: Stage
    own: str
    other: str
    agreed: str
    is_open: bool


@dataclass(frozen=True, slots=True)
class Row:
    """One candidate: seat and ticket, never the name. `barred` says why no mark is taken."""

    registration_id: int
    seat: int
    ticket: str
    barred: Refusal | None
    missed: str
    cells: tuple[Cell | None, ...]

    @property
    def stage(self) -> Stage:
        """The stage that needs most attention among the cells."""
        held = {cell.stage for cell in self.cells if cell}
        order = (Stage.GAP, Stage.OPEN, Stage.GIVEN, Stage.OTHERS, Stage.AGREED)
        return next((stage for stage in order if stage in held), Stage.LOCKED)


@dataclass(frozen=True, slots=True)
class RoomChoice:
    """A room of the plan and how many of its sheets wait for the looker."""

    id: int
    name: str
    waiting: int


@dataclass(frozen=True, slots=True)
class Grid:
    """What a marker sees of one room."""

    plan_id: int
    plan_name: str
    room_id: int
    rooms: tuple[RoomChoice, ...]
    parts: tuple[Part, ...]
    rows: tuple[Row, ...]
    is_chief: bool
    counts: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Gap:
    """Two marks too far apart, and why the looker may not decide, if so."""

    sheet_id: int
    plan_id: int
    plan_name: str
    room: str
    seat: int
    ticket: str
    part: str
    first: str
    second: str
    difference: str
    full: str
    barred: Refusal | None


@dataclass(frozen=True, slots=True)
class Progress:
    """How far one part is: sheets by state."""

    component_id: int
    name: str
    by_machine: bool
    total: int
    unmarked: int
    once: int
    gaps: int
    agreed: int
    locked: int


@dataclass(frozen=True, slots=True)
class MachinePart:
    """A part that a machine marks; `full` in hundredths."""

    id: int
    name: str
    full: int
    plan_id: int
    plan_name: str


@dataclass(frozen=True, slots=True)
class MachineLine:
    """A paper that waits for the machine's mark."""

    sheet_id: int
    ticket: str
    room: str
    seat: int


@dataclass(frozen=True, slots=True)
class MarkingPlan:
    """A plan that waits for an assessor, and how many sheets still take his or her mark."""

    id: int
    name: str
    waiting: int
    gaps: int
    due_on: date | None


def grid(plan_id: int, actor: Actor, now: datetime, room_id: int = 0) -> Grid:
    """Return one room of a plan (the first, unless given) as its assessor sees it."""
    row = access.assessed_plan(plan_id, actor)
    today, book = periods.day(now), rulebooks.current()
    seated = _seated(row)
    rooms = _rooms(row, seated, actor)
    chosen = room_id if any(room.id == room_id for room in rooms) else rooms[0].id if rooms else 0
    here = [one for one in seated if one.seat.seat.room_id == chosen]
    parts = [part for part in row.components.order_by("pk") if not part.by_machine]
    marker = markers.of(row, actor.person_id, {one.person_id for one in here}, today)
    sheets = _sheets(here)
    marks = _marks(sheet.pk for held in sheets.values() for sheet in held.values())
    missed = _missed(here)
    rows = tuple(
        Row(
            one.pk,
            one.seat.seat.number,
            markers.code_of(one),
            _barred(marker, one, now),
            missed.get(one.pk, ""),
            tuple(
                _cell(sheets[one.pk].get(part.pk), part.code, marks, actor.person_id)
                for part in parts
            ),
        )
        for one in here
    )
    return Grid(
        row.pk,
        row.name,
        chosen,
        rooms,
        tuple(
            Part(p.pk, p.code, p.name, p.full, rules.allowed_gap(markers.pure(p), today, book))
            for p in parts
        ),
        rows,
        is_chief=row.assessors.filter(person_id=actor.person_id, is_chief=True).exists(),
        counts=_counts(rows),
    )


def gaps(plan_id: int, actor: Actor, now: datetime) -> list[Gap]:
    """Return the sheets whose two marks lie too far apart, for those who may decide or oversee."""
    if actor.may(Permission.MARK_GIVE):
        row = access.assessed_plan(plan_id, actor)
    else:
        row = plans.own_plan(plan_id, actor, Permission.MARK_VIEW)
    found = MarkingSheet.objects.filter(
        component__plan=row, state=State.SECOND_MARKED
    ).select_related("component", "registration__ticket", "registration__seat__seat__room")
    sheets = list(found.order_by("pk"))
    marks = _marks(sheet.pk for sheet in sheets)
    marker = _marker_or_none(row, actor, {s.registration.person_id for s in sheets}, now)
    lines = []
    for sheet in sheets:
        first, second = sorted(marks[sheet.pk], key=lambda mark: mark.round)[:2]
        barred = None
        if marker is not None:
            given = [mark.marker_id for mark in (first, second) if mark.marker_id]
            barred = _refusal(marker, sheet.registration.person_id, given, now)
        seat = sheet.registration.seat.seat
        lines.append(
            Gap(
                sheet.pk,
                row.pk,
                row.name,
                seat.room.name,
                seat.number,
                markers.code_of(sheet.registration),
                sheet.component.name,
                rules.points(first.points),
                rules.points(second.points),
                rules.points(abs(first.points - second.points)),
                rules.points(sheet.component.full),
                barred,
            )
        )
    return lines


def gap(sheet_id: int, actor: Actor, now: datetime) -> Gap:
    """Return one gap to a person who may decide it. Refuses where there is none."""
    sheet = access.assessed_sheet(sheet_id, actor)
    found = {one.sheet_id: one for one in gaps(sheet.component.plan_id, actor, now)}
    if sheet_id not in found:
        raise access.NoSuchSheet
    return found[sheet_id]


def progress(plan_id: int, actor: Actor) -> list[Progress]:
    """Return how far every part of a plan is; whoever gave which mark stays unsaid."""
    row = plans.plan(plan_id, actor, Permission.PLAN_VIEW)
    if row.organisation_id != actor.organisation_id or not actor.may(Permission.MARK_VIEW):
        access.assessed_plan(plan_id, actor)
    counted: Counter[tuple[int, str]] = Counter(
        MarkingSheet.objects.filter(component__plan=row).values_list("component_id", "state")
    )
    return [
        Progress(
            part.pk,
            part.name,
            part.by_machine,
            total=sum(count for (key, _), count in counted.items() if key == part.pk),
            unmarked=counted[part.pk, State.UNMARKED],
            once=counted[part.pk, State.FIRST_MARKED],
            gaps=counted[part.pk, State.SECOND_MARKED],
            agreed=counted[part.pk, State.AGREED] + counted[part.pk, State.ADJUDICATED],
            locked=counted[part.pk, State.LOCKED],
        )
        for part in row.components.order_by("pk")
    ]


def part(component_id: int, actor: Actor) -> MachinePart:
    """Return a part of a plan of the actor's own organisation."""
    row = access.component(component_id, actor, Permission.MARK_TAKE)
    return MachinePart(row.pk, row.name, row.full, row.plan_id, row.plan.name)


def machine(component_id: int, actor: Actor) -> list[MachineLine]:
    """Return the papers of a part that wait for the machine's mark, by seat."""
    part = access.component(component_id, actor, Permission.MARK_TAKE)
    rows = MarkingSheet.objects.filter(component=part, state=State.UNMARKED).select_related(
        "registration__ticket", "registration__seat__seat__room"
    )
    return [
        MachineLine(
            sheet.pk,
            markers.code_of(sheet.registration),
            sheet.registration.seat.seat.room.name,
            sheet.registration.seat.seat.number,
        )
        for sheet in rows.order_by(
            "registration__seat__seat__room__site__code",
            "registration__seat__seat__room__code",
            "registration__seat__seat__number",
        )
    ]


def waiting(actor: Actor) -> list[MarkingPlan]:
    """Return the plans that wait for an assessor's marks, and for how many."""
    if not actor.person_id or not actor.may(Permission.MARK_GIVE):
        return []
    appointed = PlanAssessor.objects.filter(person_id=actor.person_id).values("plan_id")
    sheets = MarkingSheet.objects.filter(
        component__plan__in=appointed, component__by_machine=False
    ).exclude(marks__marker_id=actor.person_id)
    wanted = sheets.filter(state__in=(State.UNMARKED, State.FIRST_MARKED))
    open_gaps = sheets.filter(state=State.SECOND_MARKED)
    named = sheets.values_list(
        "component__plan_id", "component__plan__name", "component__plan__results_due_on"
    )
    names = {key: (name, due_on) for key, name, due_on in named.distinct()}
    mark = Counter(wanted.values_list("component__plan_id", flat=True))
    gap = Counter(open_gaps.values_list("component__plan_id", flat=True))
    return [
        MarkingPlan(key, names[key][0], mark[key], gap[key], names[key][1])
        for key in sorted(names)
        if mark[key] or gap[key]
    ]


def waiting_count(actor: Actor) -> int:
    """Return how many plans wait for an assessor."""
    return len(waiting(actor))


def _seated(row: Plan) -> list[Registration]:
    rows = row.registrations.filter(
        state__in=registrations.HOLDS_PLACE, seat__isnull=False
    ).select_related("ticket", "seat__seat__room__site")
    return list(
        rows.order_by("seat__seat__room__site__code", "seat__seat__room__code", "seat__seat")
    )


def _rooms(row: Plan, seated: Sequence[Registration], actor: Actor) -> tuple[RoomChoice, ...]:
    names = {
        one.seat.seat.room_id: f"{one.seat.seat.room.site.name} {one.seat.seat.room.name}"
        for one in seated
    }
    wanted = (
        MarkingSheet.objects.filter(
            component__plan=row,
            component__by_machine=False,
            state__in=(State.UNMARKED, State.FIRST_MARKED),
        )
        .exclude(marks__marker_id=actor.person_id)
        .values_list("registration__seat__seat__room_id", flat=True)
    )
    counted = Counter(wanted)
    return tuple(RoomChoice(key, name, counted[key]) for key, name in names.items())


def _sheets(here: Sequence[Registration]) -> dict[int, dict[int, MarkingSheet]]:
    found: dict[int, dict[int, MarkingSheet]] = defaultdict(dict)
    for sheet in MarkingSheet.objects.filter(registration__in=[one.pk for one in here]):
        found[sheet.registration_id][sheet.component_id] = sheet
    return found


def _marks(sheet_ids: Iterable[int]) -> dict[int, list[Mark]]:
    found: dict[int, list[Mark]] = defaultdict(list)
    for mark in Mark.objects.filter(sheet_id__in=list(sheet_ids)):
        found[mark.sheet_id].append(mark)
    return found


def _cell(
    sheet: MarkingSheet | None, code: str, marks: Mapping[int, Sequence[Mark]], looker: int
) -> Cell | None:
    """Return a cell with what `looker` may see of it; None where the candidate has no sheet."""
    if sheet is None:
        return None
    given = marks[sheet.pk]
    own = next((mark for mark in given if mark.marker_id == looker), None)
    seen = [
        mark
        for mark in given
        if mark is not own and rules.may_see(looker, mark.marker_id or 0, sheet.state)
    ]
    if own is None and sheet.state not in {State.UNMARKED, State.FIRST_MARKED}:
        stage = Stage.LOCKED if sheet.state == State.LOCKED else Stage.OTHERS
        seen = []
    else:
        before = Stage.GIVEN if own else Stage.OPEN
        stage = AFTER_BOTH.get(State(sheet.state), before)
    return Cell(
        sheet.pk,
        code,
        stage,
        rules.points(own.points) if own else "",
        rules.points(seen[0].points) if seen else "",
        rules.points(sheet.agreed) if sheet.agreed is not None and own else "",
        is_open=stage in {Stage.OPEN, Stage.GIVEN},
    )


def _missed(here: Sequence[Registration]) -> dict[int, str]:
    """Return the state, marked in English, of candidates who sat nothing that is marked."""
    states: dict[int, list[sitting.State]] = defaultdict(list)
    rows = Attendance.objects.filter(registration__in=[one.pk for one in here])
    for key, state in rows.order_by("session__starts_at").values_list("registration_id", "state"):
        states[key].append(sitting.State(state))
    return {
        key: sitting.SITTING.labels[held[-1]]
        for key, held in states.items()
        if not set(held) & sitting.TOOK_PART
    }


def _barred(marker: rules.Marker, one: Registration, now: datetime) -> Refusal | None:
    return _refusal(marker, one.person_id, (), now)


def _refusal(
    marker: rules.Marker, candidate: int, marked_by: Sequence[int], now: datetime
) -> Refusal | None:
    try:
        rules.check_marker(marker, candidate, marked_by, periods.day(now))
    except Refusal as refusal:
        return refusal
    return None


def _marker_or_none(
    row: Plan, actor: Actor, candidates: set[int], now: datetime
) -> rules.Marker | None:
    if not actor.may(Permission.MARK_GIVE):
        return None
    return markers.of(row, actor.person_id, candidates, periods.day(now))


def _counts(rows: Sequence[Row]) -> dict[str, int]:
    """Return how many rows are done, due, missed, barred, and in a gap."""
    due = [row for row in rows if row.barred is None and not row.missed and any(row.cells)]
    waiting_for = [row for row in due if any(c and c.stage == Stage.OPEN for c in row.cells)]
    return {
        "due": len(due),
        "done": len(due) - len(waiting_for),
        "missed": sum(bool(row.missed) for row in rows),
        "barred": sum(row.barred is not None for row in rows),
        "gaps": sum(any(c and c.stage == Stage.GAP for c in row.cells) for row in rows),
    }


def machine_sheets(component_id: int, actor: Actor) -> dict[str, int]:
    """Return the sheets of a part that a machine marks and has not marked yet, by ticket number."""
    part = access.component(component_id, actor, Permission.MARK_TAKE)
    rows = MarkingSheet.objects.filter(component=part, state=State.UNMARKED).order_by("pk")
    return dict(rows.values_list("registration__ticket__number", "pk"))

"""The marking grid: one room of a plan as one of its assessors sees it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from enum import StrEnum, auto
from typing import TYPE_CHECKING

from django.db.models import Count

from shuzheng.assessment.access import marks as access
from shuzheng.assessment.models import Attendance, Mark, MarkingSheet, Registration, Room
from shuzheng.assessment.queries import markers
from shuzheng.assessment.rules import marking as rules
from shuzheng.assessment.rules import registration as registrations
from shuzheng.assessment.rules import sitting
from shuzheng.assessment.rules.marking import State
from shuzheng.foundation import rulebooks
from shuzheng.kernel import periods

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from django.db.models import QuerySet

    from shuzheng.assessment.models import Plan
    from shuzheng.kernel.actor import Actor
    from shuzheng.kernel.refusals import Refusal


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


def grid(plan_id: int, actor: Actor, now: datetime, room_id: int = 0) -> Grid:
    """Return one room of a plan (the first, unless given) as its assessor sees it."""
    row = access.assessed_plan(plan_id, actor)
    today, book = periods.day(now), rulebooks.current()
    seated = row.registrations.filter(state__in=registrations.HOLDS_PLACE, seat__isnull=False)
    rooms = _rooms(row, seated, actor)
    chosen = room_id if any(room.id == room_id for room in rooms) else rooms[0].id if rooms else 0
    found = seated.filter(seat__seat__room_id=chosen).select_related("ticket", "seat__seat")
    here = list(found.order_by("seat__seat"))
    parts = [part for part in row.components.order_by("pk") if not part.by_machine]
    marker = markers.of(row, actor.person_id, {one.person_id for one in here}, today)
    sheets = _sheets(here)
    marks = markers.marks_of(sheet.pk for held in sheets.values() for sheet in held.values())
    missed = _missed(here)
    rows = tuple(
        Row(
            one.pk,
            one.seat.seat.number,
            markers.code_of(one),
            markers.refusal(marker, one.person_id, (), today),
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


def _rooms(row: Plan, seated: QuerySet[Registration], actor: Actor) -> tuple[RoomChoice, ...]:
    used = Room.objects.filter(pk__in=seated.order_by().values("seat__seat__room_id"))
    wanted = (
        MarkingSheet.objects.filter(
            component__plan=row,
            component__by_machine=False,
            state__in=(State.UNMARKED, State.FIRST_MARKED),
        )
        .exclude(marks__marker_id=actor.person_id)
        .order_by()
        .values_list("registration__seat__seat__room_id")
    )
    counted = dict(wanted.annotate(Count("pk")))
    return tuple(
        RoomChoice(room.pk, room.place, counted.get(room.pk, 0))
        for room in used.select_related("site").order_by("site__code", "code")
    )


def _sheets(here: Sequence[Registration]) -> dict[int, dict[int, MarkingSheet]]:
    found: dict[int, dict[int, MarkingSheet]] = defaultdict(dict)
    for sheet in MarkingSheet.objects.filter(registration__in=[one.pk for one in here]):
        found[sheet.registration_id][sheet.component_id] = sheet
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

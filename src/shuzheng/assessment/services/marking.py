"""Give marks: first and second marker, the third who adjudicates, machines; then lock.

Rule: R-104. Source: handbook 3.6. Whoever marks a sheet first is its first marker; whoever comes
second enters a mark without having seen the first, which no query returns before both are given. So
the order in which two people mark does not matter. An act takes all its cells or none, and names
every cell that it could not take.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction

from shuzheng.assessment.access import Permission
from shuzheng.assessment.access import marks as access
from shuzheng.assessment.models import Mark, MarkingSheet, Plan
from shuzheng.assessment.queries import markers
from shuzheng.assessment.rules import marking as rules
from shuzheng.assessment.rules import plan as plans
from shuzheng.assessment.rules.marking import MARK, State, Verb
from shuzheng.foundation import facts, moves, rulebooks
from shuzheng.kernel import periods
from shuzheng.kernel.refusals import Refusal
from shuzheng.kernel.rulebook import applies

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from shuzheng.assessment.models import Component
    from shuzheng.kernel.actor import Actor

MARKABLE = (
    plans.State.SCORING,
    plans.State.RESULTS_REVIEWED,
    plans.State.RESULTS_PUBLISHED,
    plans.State.CERTIFIED,
)
"""After publication only a paper that was held back is still unmarked."""

MACHINE, FIRST, SECOND, THIRD = 0, 1, 2, 3
AT_ONCE = 1_000


class NotMarking(Refusal):
    """Marks are given between the sittings and the archive."""

    code = "not-marking"
    status = 409
    template = "Marking begins when the sittings are over."


class CellChanged(Refusal):
    """Somebody else was first, or the same person in another window."""

    code = "mark-changed-meanwhile"
    status = 409
    template = "{candidate}, {component}: changed meanwhile. The page now shows what holds."


class MarkedByMachine(Refusal):
    """A machine's part takes no hand's mark, nor the other way round."""

    code = "wrong-kind-of-mark"
    status = 409
    template = "“{component}” is marked in another way."


class MarksRefused(Refusal):
    """Some cells cannot be taken; none was. `cells` gives each sheet's refusal."""

    code = "marks-refused"
    template = "{count} marks could not be taken; none was stored. The first: {first}"

    def __init__(self, cells: Mapping[int, Refusal]) -> None:
        self.cells = dict(cells)
        super().__init__(count=len(cells), first=str(next(iter(cells.values()))))


class NothingToLock(Refusal):
    """Locking needs at least one agreed mark."""

    code = "nothing-to-lock"
    status = 409
    template = "No mark is agreed and waits for locking."


class NotSecondMarked(Refusal):
    """A third person comes after two."""

    code = "nothing-to-adjudicate"
    status = 409
    template = "There are not two marks that differ too much."
    rule = "R-104"


@dataclass(frozen=True, slots=True)
class Entry:
    """One typed mark; `seen` is the own mark that the marker saw in its place, "" where none."""

    sheet_id: int
    text: str
    seen: str = ""


@dataclass(frozen=True, slots=True)
class Entered:
    """How many marks were taken, and how many sheets need a third person now."""

    taken: int
    gaps: int


@dataclass(slots=True)
class _Cells:
    """What an act is about to write, by verb: points by sheet."""

    first: dict[int, int]
    corrected: dict[int, int]
    second: dict[int, int]


@applies("R-104")
@transaction.atomic
def enter(plan_id: int, entries: Sequence[Entry], *, actor: Actor, now: datetime) -> Entered:
    """Take a marker's marks for any cells of a plan; empty cells stay as they are.

    Refuses with `MarksRefused`, which names every cell that cannot be taken.
    """
    row = access.assessed_plan(plan_id, actor)
    if row.state not in MARKABLE:
        raise NotMarking
    sheets = _sheets(row, entries)
    cells, refused = _sorted_out(row, sheets, entries, actor, now)
    if refused:
        raise MarksRefused(refused)
    passages = [
        *_mark_first(sheets, cells.first, actor, now),
        *_correct(sheets, cells.corrected, actor, now),
    ]
    second, gaps = _mark_second(sheets, cells.second, actor, now)
    passages += second
    taken = {**cells.first, **cells.corrected, **cells.second}
    if taken:
        facts.record(
            "assessment.marks.entered",
            row,
            actor=actor,
            now=now,
            count=len(taken),
            gaps=gaps,
            personal={"marks": _listed(taken)},
            passages=passages,
        )
    return Entered(len(taken), gaps)


def judge(
    plan_id: int, entries: Sequence[Entry], *, actor: Actor, now: datetime
) -> dict[int, Refusal]:
    """Return why cells could not be taken now, by sheet; writes nothing."""
    row = access.assessed_plan(plan_id, actor)
    return _sorted_out(row, _sheets(row, entries), entries, actor, now)[1]


@applies("R-104")
@transaction.atomic
def take_machine_marks(
    component_id: int, entries: Sequence[Entry], *, actor: Actor, now: datetime
) -> int:
    """Take a machine's marks of one part; they are locked at once. Returns how many."""
    part = access.component(component_id, actor, Permission.MARK_TAKE)
    if part.plan.state not in MARKABLE:
        raise NotMarking
    if not part.by_machine:
        raise MarkedByMachine(component=part.name)
    sheets = _sheets(part.plan, entries)
    points, refused = _machine_points(part, sheets, entries, now)
    if refused:
        raise MarksRefused(refused)
    _agree_on(sheets, points)
    passages = _go(sheets, points, State.UNMARKED, Verb.TAKE_MACHINE_MARK, locked_at=now)
    _write(points, MACHINE, None, now)
    facts.record(
        "assessment.marks.taken_from_machine",
        part.plan,
        actor=actor,
        now=now,
        count=len(points),
        component=part.name,
        personal={"marks": _listed(points)},
        passages=passages,
    )
    return len(points)


@applies("R-104")
@transaction.atomic
def adjudicate(sheet_id: int, text: str, *, actor: Actor, now: datetime) -> None:
    """Give the third person's mark, which decides; refuses whoever marked the sheet before."""
    sheet = access.assessed_sheet(sheet_id, actor)
    row, today, book = sheet.component.plan, periods.day(now), rulebooks.current()
    if sheet.state != State.SECOND_MARKED:
        raise NotSecondMarked
    given = {mark.round: mark for mark in sheet.marks.order_by("round")}
    first, second = given[FIRST], given[SECOND]
    marker = markers.of(row, actor.person_id, [sheet.registration.person_id], today)
    marked_by = [mark.marker_id for mark in (first, second) if mark.marker_id]
    rules.check_marker(marker, sheet.registration.person_id, marked_by, today)
    part = markers.pure(sheet.component)
    third = rules.read_mark(text, part, today, book)
    agreed = rules.adjudicated(first.points, second.points, third, part, today, book)
    moved = moves.move(sheet, MARK, Verb.ADJUDICATE, agreed=agreed)
    _write({sheet.pk: third}, THIRD, actor.person_id, now)
    facts.record(
        "assessment.mark.adjudicated",
        row,
        actor=actor,
        now=now,
        personal={"marks": _listed({sheet.pk: third})},
        passages=[facts.Passage(facts.name_of(sheet), *moved)],
    )


@applies("R-104")
@transaction.atomic
def lock(plan_id: int, *, actor: Actor, now: datetime) -> int:
    """Lock every mark that is agreed or adjudicated, and return how many.

    From then on only a review changes them.
    """
    row = access.lockable_plan(plan_id, actor)
    passages: list[facts.Passage] = []
    for source in (State.AGREED, State.ADJUDICATED):
        settled = MarkingSheet.objects.filter(component__plan=row, state=source)
        keys = list(settled.order_by("pk").values_list("pk", flat=True))
        if not keys:
            continue
        rows = MarkingSheet.objects.filter(pk__in=keys)
        if moves.move_all(rows, MARK, source, Verb.LOCK, locked_at=now) != len(keys):
            raise moves.MovedMeanwhile
        passages += [
            facts.Passage(f"assessment.markingsheet:{key}", source, State.LOCKED) for key in keys
        ]
    if not passages:
        raise NothingToLock
    facts.record(
        "assessment.marks.locked",
        row,
        actor=actor,
        now=now,
        count=len(passages),
        passages=passages,
    )
    return len(passages)


def _sheets(row: Plan, entries: Iterable[Entry]) -> dict[int, MarkingSheet]:
    wanted = {entry.sheet_id for entry in entries}
    rows = MarkingSheet.objects.filter(pk__in=wanted, component__plan=row)
    rows = rows.select_related("component", "registration__ticket")
    found = {sheet.pk: sheet for sheet in rows}
    if len(found) != len(wanted):
        raise access.NoSuchSheet
    return found


def _machine_points(
    part: Component, sheets: Mapping[int, MarkingSheet], entries: Sequence[Entry], now: datetime
) -> tuple[dict[int, int], dict[int, Refusal]]:
    """Return a machine's marks by sheet, and why others cannot be taken."""
    today, book, pure = periods.day(now), rulebooks.current(), markers.pure(part)
    points: dict[int, int] = {}
    refused: dict[int, Refusal] = {}
    for entry in entries:
        sheet = sheets[entry.sheet_id]
        try:
            if sheet.component_id != part.pk:
                raise MarkedByMachine(component=sheet.component.name)
            if sheet.state != State.UNMARKED:
                raise _changed(sheet)
            points[sheet.pk] = rules.read_mark(entry.text, pure, today, book)
        except Refusal as refusal:
            refused[sheet.pk] = refusal
    return points, refused


def _sorted_out(
    row: Plan,
    sheets: Mapping[int, MarkingSheet],
    entries: Sequence[Entry],
    actor: Actor,
    now: datetime,
) -> tuple[_Cells, dict[int, Refusal]]:
    """Decide for every cell what it is, or why it cannot be taken."""
    today = periods.day(now)
    candidates = {sheet.registration.person_id for sheet in sheets.values()}
    marker = markers.of(row, actor.person_id, candidates, today)
    given: dict[int, list[Mark]] = defaultdict(list)
    for mark in Mark.objects.filter(sheet_id__in=sheets):
        given[mark.sheet_id].append(mark)
    cells, refused = _Cells({}, {}, {}), dict[int, Refusal]()
    for entry in entries:
        try:
            _sort(cells, sheets[entry.sheet_id], given[entry.sheet_id], entry, marker, now)
        except Refusal as refusal:
            refused[entry.sheet_id] = refusal
    return cells, refused


def _sort(
    cells: _Cells,
    sheet: MarkingSheet,
    given: Sequence[Mark],
    entry: Entry,
    marker: rules.Marker,
    now: datetime,
) -> None:
    own = next((mark for mark in given if mark.marker_id == marker.person), None)
    shown = rules.points(own.points) if own else ""
    typed = entry.text.strip()
    if typed == entry.seen == shown:
        return
    if entry.seen != shown:
        raise _changed(sheet)
    if sheet.component.by_machine:
        raise MarkedByMachine(component=sheet.component.name)
    part, today = markers.pure(sheet.component), periods.day(now)
    points = rules.read_mark(typed, part, today, rulebooks.current())
    if own is None or own.points != points:
        rules.check_marker(marker, sheet.registration.person_id, (), today)
        _place(cells, sheet, own)[sheet.pk] = points


def _place(cells: _Cells, sheet: MarkingSheet, own: Mark | None) -> dict[int, int]:
    """Return where a new mark belongs: first, corrected or second; or refuse it as too late."""
    if sheet.state == State.UNMARKED:
        return cells.first
    if sheet.state == State.FIRST_MARKED:
        return cells.second if own is None else cells.corrected
    raise _changed(sheet)


def _mark_first(
    sheets: Mapping[int, MarkingSheet], points: Mapping[int, int], actor: Actor, now: datetime
) -> list[facts.Passage]:
    passages = _go(sheets, points, State.UNMARKED, Verb.MARK_FIRST)
    _write(points, FIRST, actor.person_id, now)
    return passages


def _correct(
    sheets: Mapping[int, MarkingSheet], points: Mapping[int, int], actor: Actor, now: datetime
) -> list[facts.Passage]:
    passages = _go(sheets, points, State.FIRST_MARKED, Verb.CORRECT_FIRST)
    rows = Mark.objects.filter(sheet_id__in=points, round=FIRST, marker_id=actor.person_id)
    marks = list(rows)
    for mark in marks:
        mark.points, mark.marked_at = points[mark.sheet_id], now
    Mark.objects.bulk_update(marks, ("points", "marked_at"), batch_size=AT_ONCE)
    return passages


def _mark_second(
    sheets: Mapping[int, MarkingSheet], points: Mapping[int, int], actor: Actor, now: datetime
) -> tuple[list[facts.Passage], int]:
    """Write second marks; within the gap the two are agreed at once. Returns passages and gaps.

    First marks are read after the sheets have moved: until then their giver may correct them.
    """
    passages = _go(sheets, points, State.FIRST_MARKED, Verb.MARK_SECOND)
    first = dict(
        Mark.objects.filter(sheet_id__in=points, round=FIRST).values_list("sheet_id", "points")
    )
    _write(points, SECOND, actor.person_id, now)
    today, book = periods.day(now), rulebooks.current()
    agreed: dict[int, int] = {}
    for key, mark in points.items():
        part = markers.pure(sheets[key].component)
        if not rules.needs_adjudication(first[key], mark, part, today, book):
            agreed[key] = rules.agreed(first[key], mark, part, today, book)
    _agree_on(sheets, agreed)
    passages += _go(sheets, agreed, State.SECOND_MARKED, Verb.AGREE)
    return passages, len(points) - len(agreed)


def _go(
    sheets: Mapping[int, MarkingSheet],
    keys: Iterable[int],
    source: State,
    verb: Verb,
    **changes: object,
) -> list[facts.Passage]:
    """Move these sheets together; name those that somebody else has moved meanwhile."""
    wanted = sorted(keys)
    if not wanted:
        return []
    rows = MarkingSheet.objects.filter(pk__in=wanted)
    late = set(wanted) - set(rows.filter(state=source).values_list("pk", flat=True))
    moved = 0 if late else moves.move_all(rows, MARK, source, verb, **changes)
    if moved != len(wanted):
        raise MarksRefused({key: _changed(sheets[key]) for key in sorted(late) or wanted})
    target = MARK.after(source, verb)
    return [facts.Passage(f"assessment.markingsheet:{key}", source, target) for key in wanted]


def _agree_on(sheets: Mapping[int, MarkingSheet], agreed: Mapping[int, int]) -> None:
    """Write the marks that hold from now on, in a few statements."""
    rows = [MarkingSheet(pk=key, agreed=points) for key, points in agreed.items()]
    MarkingSheet.objects.bulk_update(rows, ("agreed",), batch_size=AT_ONCE)
    for key, points in agreed.items():
        sheets[key].agreed = points


def _write(points: Mapping[int, int], number: int, marker_id: int | None, now: datetime) -> None:
    try:
        with transaction.atomic():
            Mark.objects.bulk_create(
                (
                    Mark(
                        sheet_id=key, round=number, points=mark, marker_id=marker_id, marked_at=now
                    )
                    for key, mark in points.items()
                ),
                batch_size=AT_ONCE,
            )
    except IntegrityError:
        raise moves.MovedMeanwhile from None


def _changed(sheet: MarkingSheet) -> CellChanged:
    return CellChanged(
        candidate=markers.code_of(sheet.registration), component=sheet.component.name
    )


def _listed(points: Mapping[int, int]) -> str:
    """Return marks as the chain keeps them, sealed: sheet and hundredths."""
    return " ".join(f"{key}:{mark}" for key, mark in sorted(points.items()))

"""First and second marks: whoever comes second has not seen the first.

Rule: R-104. Whoever marks a sheet first is its first marker; no query returns that mark before both
are given, so the order in which two people mark does not matter.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from shuzheng.assessment.access import marks as access
from shuzheng.assessment.models import Mark, MarkingSheet, Plan
from shuzheng.assessment.queries import markers
from shuzheng.assessment.rules import marking as rules
from shuzheng.assessment.rules.marking import State, Verb
from shuzheng.assessment.services.marking import writing
from shuzheng.foundation import facts, rulebooks
from shuzheng.kernel import periods
from shuzheng.kernel.refusals import Refusal
from shuzheng.kernel.rulebook import applies

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from shuzheng.kernel.actor import Actor


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
def enter(
    plan_id: int, entries: Sequence[writing.Entry], *, actor: Actor, now: datetime
) -> Entered:
    """Take a marker's marks for any cells of a plan; empty cells stay as they are.

    Refuses with `MarksRefused`, which names every cell that cannot be taken.
    """
    row = access.assessed_plan(plan_id, actor)
    if row.state not in writing.MARKABLE:
        raise writing.NotMarking
    sheets = writing.sheets(row, entries)
    cells, refused = _sorted_out(row, sheets, entries, actor, now)
    if refused:
        raise writing.MarksRefused(refused)
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
            personal={"marks": writing.listed(taken)},
            passages=passages,
        )
    return Entered(len(taken), gaps)


def judge(
    plan_id: int, entries: Sequence[writing.Entry], *, actor: Actor, now: datetime
) -> dict[int, Refusal]:
    """Return why cells could not be taken now, by sheet; writes nothing."""
    row = access.assessed_plan(plan_id, actor)
    return _sorted_out(row, writing.sheets(row, entries), entries, actor, now)[1]


def _sorted_out(
    row: Plan,
    sheets: Mapping[int, MarkingSheet],
    entries: Sequence[writing.Entry],
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
    entry: writing.Entry,
    marker: rules.Marker,
    now: datetime,
) -> None:
    own = next((mark for mark in given if mark.marker_id == marker.person), None)
    shown = rules.points(own.points) if own else ""
    typed = entry.text.strip()
    if typed == entry.seen == shown:
        return
    if entry.seen != shown:
        raise writing.changed(sheet)
    if sheet.component.by_machine:
        raise writing.MarkedByMachine(component=sheet.component.name)
    part, today = markers.named(sheet.component), periods.day(now)
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
    raise writing.changed(sheet)


def _mark_first(
    sheets: Mapping[int, MarkingSheet], points: Mapping[int, int], actor: Actor, now: datetime
) -> list[facts.Passage]:
    passages = writing.go(sheets, points, State.UNMARKED, Verb.MARK_FIRST)
    writing.write(points, writing.FIRST, actor.person_id, now)
    return passages


def _correct(
    sheets: Mapping[int, MarkingSheet], points: Mapping[int, int], actor: Actor, now: datetime
) -> list[facts.Passage]:
    passages = writing.go(sheets, points, State.FIRST_MARKED, Verb.CORRECT_FIRST)
    rows = Mark.objects.filter(sheet_id__in=points, round=writing.FIRST, marker_id=actor.person_id)
    marks = list(rows)
    for mark in marks:
        mark.points, mark.marked_at = points[mark.sheet_id], now
    Mark.objects.bulk_update(marks, ("points", "marked_at"), batch_size=writing.AT_ONCE)
    return passages


def _mark_second(
    sheets: Mapping[int, MarkingSheet], points: Mapping[int, int], actor: Actor, now: datetime
) -> tuple[list[facts.Passage], int]:
    """Write second marks; within the gap the two are agreed at once. Returns passages and gaps.

    First marks are read after the sheets have moved: until then their giver may correct them.
    """
    passages = writing.go(sheets, points, State.FIRST_MARKED, Verb.MARK_SECOND)
    first = dict(
        Mark.objects.filter(sheet_id__in=points, round=writing.FIRST).values_list(
            "sheet_id", "points"
        )
    )
    writing.write(points, writing.SECOND, actor.person_id, now)
    today, book = periods.day(now), rulebooks.current()
    agreed: dict[int, int] = {}
    for key, mark in points.items():
        part = markers.pure(sheets[key].component)
        if not rules.needs_adjudication(first[key], mark, part, today, book):
            agreed[key] = rules.agreed(first[key], mark, part, today, book)
    writing.agree_on(sheets, agreed)
    passages += writing.go(sheets, agreed, State.SECOND_MARKED, Verb.AGREE)
    return passages, len(points) - len(agreed)

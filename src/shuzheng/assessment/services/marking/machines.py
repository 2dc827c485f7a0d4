"""A machine's marks, which are final at once. Rule: R-104."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from shuzheng.assessment.access import Permission
from shuzheng.assessment.access import marks as access
from shuzheng.assessment.queries import markers
from shuzheng.assessment.rules import marking as rules
from shuzheng.assessment.rules.marking import State, Verb
from shuzheng.assessment.services import logged
from shuzheng.assessment.services.marking import writing
from shuzheng.foundation import facts, rulebooks
from shuzheng.kernel import periods
from shuzheng.kernel.refusals import Refusal
from shuzheng.kernel.rulebook import applies

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from shuzheng.assessment.models import Component, MarkingSheet
    from shuzheng.kernel.actor import Actor


@applies("R-104")
@transaction.atomic
def take_machine_marks(
    component_id: int, entries: Sequence[writing.Entry], *, actor: Actor, now: datetime
) -> int:
    """Take a machine's marks of one part; they are locked at once. Returns how many."""
    facts.lock_chain()  # before any row: the log is told in the middle
    part = access.component(component_id, actor, Permission.MARK_TAKE)
    if part.plan.state not in writing.MARKABLE:
        raise writing.NotMarking
    if not part.by_machine:
        raise writing.MarkedByMachine(component=part.name)
    sheets = writing.sheets(part.plan, entries)
    points, refused = _machine_points(part, sheets, entries, now)
    if refused:
        raise writing.MarksRefused(refused)
    writing.agree_on(sheets, points)
    passages = writing.go(sheets, points, State.UNMARKED, Verb.TAKE_MACHINE_MARK, locked_at=now)
    writing.write(points, writing.MACHINE, None, now)
    logged.marks_locked(part.plan, points, now=now)
    facts.record(
        "assessment.marks.taken_from_machine",
        part.plan,
        actor=actor,
        now=now,
        count=len(points),
        component=part.name,
        personal={"marks": writing.listed(points)},
        passages=passages,
    )
    return len(points)


def _machine_points(
    part: Component,
    sheets: Mapping[int, MarkingSheet],
    entries: Sequence[writing.Entry],
    now: datetime,
) -> tuple[dict[int, int], dict[int, Refusal]]:
    """Return a machine's marks by sheet, and why others cannot be taken."""
    today, book, pure = periods.day(now), rulebooks.current(), markers.named(part)
    points: dict[int, int] = {}
    refused: dict[int, Refusal] = {}
    for entry in entries:
        sheet = sheets[entry.sheet_id]
        try:
            if sheet.component_id != part.pk:
                raise writing.MarkedByMachine(component=sheet.component.name)
            if sheet.state != State.UNMARKED:
                raise writing.changed(sheet)
            points[sheet.pk] = rules.read_mark(entry.text, pure, today, book)
        except Refusal as refusal:
            refused[sheet.pk] = refusal
    return points, refused

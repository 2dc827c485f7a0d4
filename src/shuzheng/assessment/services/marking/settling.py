"""The third person who adjudicates, and the lock. Rule: R-104."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from shuzheng.assessment.access import marks as access
from shuzheng.assessment.models import MarkingSheet
from shuzheng.assessment.queries import markers
from shuzheng.assessment.rules import marking as rules
from shuzheng.assessment.rules.marking import MARK, State, Verb
from shuzheng.assessment.services import logged
from shuzheng.assessment.services.marking import writing
from shuzheng.foundation import facts, moves, rulebooks
from shuzheng.kernel import periods
from shuzheng.kernel.refusals import Refusal
from shuzheng.kernel.rulebook import applies

if TYPE_CHECKING:
    from datetime import datetime

    from shuzheng.kernel.actor import Actor


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


@applies("R-104")
@transaction.atomic
def adjudicate(sheet_id: int, text: str, *, actor: Actor, now: datetime) -> None:
    """Give the third person's mark, which decides; refuses whoever marked the sheet before."""
    sheet = access.assessed_sheet(sheet_id, actor)
    row, today, book = sheet.component.plan, periods.day(now), rulebooks.current()
    if sheet.state != State.SECOND_MARKED:
        raise NotSecondMarked
    given = {mark.round: mark for mark in sheet.marks.order_by("round")}
    first, second = given[writing.FIRST], given[writing.SECOND]
    marker = markers.of(row, actor.person_id, [sheet.registration.person_id], today)
    marked_by = [mark.marker_id for mark in (first, second) if mark.marker_id]
    rules.check_marker(marker, sheet.registration.person_id, marked_by, today)
    part = markers.named(sheet.component)
    third = rules.read_mark(text, part, today, book)
    agreed = rules.adjudicated(first.points, second.points, third, part, today, book)
    moved = moves.move(sheet, MARK, Verb.ADJUDICATE, agreed=agreed)
    writing.write({sheet.pk: third}, writing.THIRD, actor.person_id, now)
    facts.record(
        "assessment.mark.adjudicated",
        row,
        actor=actor,
        now=now,
        personal={"marks": writing.listed({sheet.pk: third})},
        passages=facts.passages_of(sheet, moved),
    )


@applies("R-104")
@transaction.atomic
def lock(plan_id: int, *, actor: Actor, now: datetime) -> int:
    """Lock every mark that is agreed or adjudicated, and return how many.

    From then on only a review changes them.
    """
    facts.lock_chain()  # before any row: the log is told in the middle
    row = access.lockable_plan(plan_id, actor)
    passages: list[facts.Passage] = []
    locked: list[int] = []
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
        locked += keys
    if not passages:
        raise NothingToLock
    logged.marks_locked(row, locked, now=now)
    facts.record(
        "assessment.marks.locked",
        row,
        actor=actor,
        now=now,
        count=len(passages),
        passages=passages,
    )
    return len(passages)

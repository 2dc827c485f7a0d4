"""The end of the sittings: every candidate is accounted for, then marking begins.

Rules: R-102, R-255 (results are due). Source: handbook 3.6.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from shuzheng.assessment.access import Permission, conduct
from shuzheng.assessment.core import steps
from shuzheng.assessment.models import (
    Attendance,
    Component,
    MarkingSheet,
    Plan,
)
from shuzheng.assessment.rules import marking, sitting
from shuzheng.assessment.rules import plan as plans
from shuzheng.assessment.rules import result as results
from shuzheng.assessment.rules.sitting import State
from shuzheng.assessment.services import logged
from shuzheng.foundation import facts, moves, rulebooks
from shuzheng.kernel.refusals import Refusal
from shuzheng.kernel.rulebook import applies

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from shuzheng.kernel.actor import Actor


AT_ONCE = 1_000


OVER = (
    State.SUBMITTED,
    State.ABSENT,
    State.LATE_REFUSED,
    State.ILL,
    State.MISCONDUCT_OPEN,
    State.MISCONDUCT_UPHELD,
    State.MISCONDUCT_DISMISSED,
)
"""States in which a sitting is accounted for."""


class SittingsOpen(Refusal):
    """Marking begins when every candidate is accounted for."""

    code = "sittings-open"
    status = 409
    template = "{count} sittings are still open: not arrived, checked in or sitting."
    rule = "R-102"


class NotOverYet(Refusal):
    """Marking begins after the last sitting."""

    code = "sittings-not-over"
    status = 409
    template = "The last sitting ends at {ends_at}."
    rule = "R-102"


@applies("R-102", "R-255")
@transaction.atomic
def begin_scoring(plan_id: int, *, actor: Actor, now: datetime) -> int:
    """End the sittings and begin marking; returns how many marking sheets were made.

    Refuses before the last sitting is over, and while anybody is not accounted for.
    """
    facts.lock_chain()  # before any row: the log is told in the middle
    row = conduct.plan(plan_id, actor, Permission.SITTING_END)
    ends_at = max(row.sessions.values_list("ends_at", flat=True))
    if now < ends_at:
        raise NotOverYet(ends_at=ends_at)
    attendances = Attendance.objects.filter(session__plan=row)
    count = attendances.exclude(state__in=OVER).count()
    if count:
        raise SittingsOpen(count=count)
    due_on = results.results_due_on(row.last_on, rulebooks.calendar(), rulebooks.current())
    moved = moves.move(row, plans.PLAN, plans.Verb.BEGIN_SCORING, results_due_on=due_on)
    took_part = attendances.filter(state__in=sitting.TOOK_PART)
    passed_on = list(took_part.values_list("registration_id", "session__component_code"))
    sheets = _make_sheets(row, passed_on)
    logged.papers(row, steps.Kind.PAPER_PASSED_ON, passed_on, now=now)
    facts.record(
        "assessment.plan.scoring_begun", row, actor=actor, now=now, moved=moved, sheets=sheets
    )
    return sheets


def admit_to_marking(row: Attendance, *, now: datetime) -> None:
    """Make the sheets of one paper that is to be marked after all, once marking has begun."""
    plan = Plan.objects.get(pk=row.session.plan_id)
    if plan.state not in {plans.State.SEATED, plans.State.IN_PROGRESS}:
        passed_on = [(row.registration_id, row.session.component_code)]
        _make_sheets(plan, passed_on)
        logged.papers(plan, steps.Kind.PAPER_PASSED_ON, passed_on, now=now)


def _make_sheets(row: Plan, papers: Iterable[tuple[int, str]]) -> int:
    """Make a sheet for every part that a candidate sat; parts without a sitting go with any."""
    components = {part.code: part for part in Component.objects.filter(plan=row).order_by("pk")}
    sat = set(row.sessions.values_list("component_code", flat=True))
    loose = [part for code, part in components.items() if code not in sat]
    wanted: dict[tuple[int, int], MarkingSheet] = {}
    for key, code in papers:
        for part in (components[code], *loose):
            sheet = MarkingSheet(registration_id=key, component=part, state=marking.MARK.initial)
            wanted.setdefault((key, part.pk), sheet)
    made = [wanted[at] for at in sorted(wanted)]
    MarkingSheet.objects.bulk_create(made, batch_size=AT_ONCE, ignore_conflicts=True)
    return len(made)

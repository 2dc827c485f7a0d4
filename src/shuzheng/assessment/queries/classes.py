"""The classes that a teacher teaches, and how their students stand in assessments.

Source: handbook 6.3 (a teacher sees the classes he or she teaches, nobody else's). A teacher
reminds and prepares, so the page says who has not answered, who has a ticket, and who passed once
results are out. It does not tell a registration that waits for a fee from one that needs none: that
would show which family is exempt (R-128).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum, auto
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Q

from shuzheng.assessment.access import Permission
from shuzheng.assessment.models import Registration
from shuzheng.assessment.queries.registrations import WAITS_FOR_GUARDIAN
from shuzheng.assessment.rules.registration import HOLDS_PLACE, OPEN, State
from shuzheng.assessment.rules.result import Outcome
from shuzheng.assessment.rules.ticket import State as TicketState
from shuzheng.foundation.ui import listing
from shuzheng.identity.queries import enrolments
from shuzheng.kernel.rulebook import applies

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from django.db.models import QuerySet

    from shuzheng.foundation.ui.listing import Found, Wish
    from shuzheng.identity.queries.enrolments import ClassBrief
    from shuzheng.kernel.actor import Actor

VIEWS = ("open", "waiting", "over", "all")
FIELDS = {"name": "person__name", "plan": "plan__first_on"}
RUNNING = Q(state__in=OPEN, plan_over=False)
WAITING = RUNNING & (Q(state=State.DRAFTED) | WAITS_FOR_GUARDIAN)
VIEWED = {"open": RUNNING, "waiting": WAITING, "over": ~RUNNING, "all": Q()}
PUBLISHED = Q(result__published_at__isnull=False)
PASSED = (Outcome.PASSED,)


class Answer(StrEnum):
    """Where a student's registration stands, in a teacher's words."""

    WAITING = auto()
    GUARDIAN = auto()
    CONFIRMED = auto()
    NOT_ELIGIBLE = auto()
    LEFT = auto()
    LATER = auto()


ANSWERS = {
    State.DRAFTED: Answer.WAITING,
    State.INELIGIBLE: Answer.NOT_ELIGIBLE,
    State.DECLINED: Answer.LEFT,
    State.WITHDRAWN: Answer.LEFT,
    State.REFUNDED: Answer.LEFT,
    State.DEFERRED: Answer.LATER,
}
"""Every other state is "confirmed": what comes after the answer is not the teacher's to know."""


@dataclass(frozen=True, slots=True)
class ClassLine:
    """A class one teaches; counts are of open registrations, results of published ones."""

    brief: ClassBrief
    students: int
    registered: int
    waiting: int
    results: int
    passed: int


@dataclass(frozen=True, slots=True)
class StudentLine:
    """One registration of a student of the class; `outcome` is None until it is published."""

    id: int
    name: str
    student_number: str
    plan: str
    level: str
    module: str
    first_on: date
    answer: Answer
    confirmed_at: datetime | None
    ticket: str
    ticket_from: date | None
    outcome: Outcome | None


@dataclass(frozen=True, slots=True)
class ClassPage:
    """One class with one page of its registrations, and who has none that runs."""

    line: ClassLine
    found: Found[StudentLine]
    counts: dict[str, int]
    without: tuple[str, ...]


def taught(actor: Actor) -> list[ClassLine]:
    """Return the classes that the actor teaches, newest intake first."""
    actor.require(Permission.CLASS_VIEW)
    return _lines(enrolments.taught(actor), actor)


def waiting(actor: Actor) -> int:
    """Return how many registrations of the actor's students wait for an answer."""
    if not actor.may(Permission.CLASS_VIEW):
        return 0
    return _of([one.id for one in enrolments.taught(actor)], actor).filter(WAITING).count()


@applies("R-128")
def school_class(class_id: int, actor: Actor, wish: Wish) -> ClassPage:
    """Return a class that the actor teaches. Refuses any other as not there."""
    actor.require(Permission.CLASS_VIEW)
    brief = enrolments.taught_class(class_id, actor)
    students = enrolments.students(class_id)
    numbers = {one.person_id: one.student_number for one in students}
    rows = _of([class_id], actor)
    running = set(rows.filter(RUNNING).values_list("person_id", flat=True))
    wide = rows.filter(VIEWED[wish.view]).select_related(
        "person", "plan__certificate_type", "ticket", "result", "guardian_consent"
    )
    found = listing.cut(wide.order_by(*wish.order(FIELDS)), wish)
    return ClassPage(
        line=_lines([brief], actor)[0],
        found=listing.Found(
            [_student(row, numbers) for row in found.rows], found.total, found.page
        ),
        counts=rows.aggregate(**{view: Count("pk", filter=VIEWED[view]) for view in VIEWS[:3]}),
        without=tuple(one.name for one in students if one.person_id not in running),
    )


def _of(class_ids: list[int], actor: Actor) -> QuerySet[Registration]:
    return Registration.objects.within(actor).filter(school_class_id__in=class_ids)


def _lines(classes: list[ClassBrief], actor: Actor) -> list[ClassLine]:
    ids = [one.id for one in classes]
    sizes = enrolments.sizes(ids)
    counted = (
        _of(ids, actor)
        .order_by()
        .values("school_class_id")
        .annotate(
            registered=Count("person", filter=RUNNING, distinct=True),
            waiting=Count("pk", filter=WAITING),
            results=Count("pk", filter=PUBLISHED),
            passed=Count("pk", filter=PUBLISHED & Q(result__outcome__in=PASSED)),
        )
    )
    found: dict[int, Mapping[str, Any]] = {one["school_class_id"]: dict(one) for one in counted}
    return [_line(one, sizes.get(one.id, 0), found.get(one.id, {})) for one in classes]


def _line(brief: ClassBrief, students: int, counts: Mapping[str, Any]) -> ClassLine:
    return ClassLine(
        brief=brief,
        students=students,
        registered=counts.get("registered", 0),
        waiting=counts.get("waiting", 0),
        results=counts.get("results", 0),
        passed=counts.get("passed", 0),
    )


def _student(row: Registration, numbers: dict[int, str]) -> StudentLine:
    state, ticket, result = State(row.state), getattr(row, "ticket", None), None
    if state in HOLDS_PLACE:
        result = getattr(row, "result", None)
    issued = ticket is not None and ticket.state == TicketState.ISSUED
    return StudentLine(
        id=row.pk,
        name=row.person.name,
        student_number=numbers.get(row.person_id, ""),
        plan=row.plan.certificate_type.name,
        level=row.level,
        module=row.module,
        first_on=row.plan.first_on,
        answer=_answer(row, state),
        confirmed_at=row.confirmed_at,
        ticket=ticket.number if ticket is not None and issued else "",
        ticket_from=ticket.available_on if ticket is not None and issued else None,
        outcome=Outcome(result.outcome) if result is not None and result.published_at else None,
    )


def _answer(row: Registration, state: State) -> Answer:
    consented = getattr(row, "guardian_consent", None) is not None
    if state is State.CONFIRMED and row.needs_guardian and not consented:
        return Answer.GUARDIAN
    return ANSWERS.get(state, Answer.CONFIRMED)

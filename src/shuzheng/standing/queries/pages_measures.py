"""Measures as pages show them, and what waits for whom: within the actor's reach."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from shuzheng.foundation import todos
from shuzheng.foundation.todos import Todo
from shuzheng.foundation.ui import listing
from shuzheng.kernel import periods
from shuzheng.standing import access
from shuzheng.standing.access import Permission
from shuzheng.standing.rules import measures as rules
from shuzheng.standing.rules.measures import State

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date, datetime

    from django.db.models import QuerySet

    from shuzheng.kernel.actor import Actor
    from shuzheng.standing.models import Measure

VIEWS = ("open", "all")
ORDER = {"organisation": "organisation__name", "held": "held_on", "due": "due_on"}


@dataclass(frozen=True, slots=True)
class MeasureLine:
    """A measure, all that its page shows."""

    id: int
    organisation_id: int
    organisation: str
    kind: rules.Kind
    state: State
    held_on: date
    reason: str
    attendees: str
    outcome: str
    follow_up: str
    due_on: date
    done: str
    done_on: date | None
    answer: str
    closed_on: date | None
    is_overdue: bool


def listed(actor: Actor, wish: listing.Wish, today: date) -> listing.Found[MeasureLine]:
    """Return one page of the measures within reach."""
    found = listing.cut(_viewed(actor, wish), wish)
    return listing.Found([_line(row, today) for row in found.rows], found.total, found.page)


def every(actor: Actor, wish: listing.Wish, today: date) -> Iterator[MeasureLine]:
    """Yield every measure that the list would show."""
    for row in _viewed(actor, wish).iterator(chunk_size=500):
        yield _line(row, today)


def one(
    measure_id: int, actor: Actor, today: date, permission: Permission = Permission.MEASURE_VIEW
) -> MeasureLine:
    """Return one measure within the actor's reach."""
    return _line(access.measure(measure_id, actor, permission), today)


def of(organisation_id: int, actor: Actor, today: date) -> list[MeasureLine]:
    """Return the measures towards a party, newest first; none out of reach or not permitted."""
    if not actor.may(Permission.MEASURE_VIEW):
        return []
    rows = access.measures(actor).filter(organisation_id=organisation_id)
    found = rows.select_related("organisation").order_by("-held_on", "-pk")
    return [_line(row, today) for row in found]


@todos.provide("standing.measures")
def todos_for(actor: Actor, now: datetime) -> Iterator[Todo]:
    """Yield what measures ask of the actor: a report of one's own, or an answer to one."""
    if not actor.may(Permission.MEASURE_VIEW):
        return
    today, rows = periods.day(now), access.measures(actor)
    waiting = Q(state=State.REPORTED) | Q(state=State.OPEN, due_on__lt=today)
    if actor.may(Permission.MEASURE_ANSWER):
        waiting = Q(state=State.OPEN)
    elif not actor.may(Permission.MEASURE_RECORD):
        return
    due = list(rows.filter(waiting).order_by("due_on").values_list("due_on", flat=True))
    if due:
        title = _("Measures to go on with")
        yield Todo(title, reverse("standing:measures"), due[0], count=len(due), rule="R-015")


def _viewed(actor: Actor, wish: listing.Wish) -> QuerySet[Measure]:
    rows = access.measures(actor).select_related("organisation")
    if wish.view == "open":
        rows = rows.exclude(state=State.CLOSED)
    return rows.order_by(*wish.order(ORDER))


def _line(row: Measure, today: date) -> MeasureLine:
    state = State(row.state)
    return MeasureLine(
        id=row.pk,
        organisation_id=row.organisation_id,
        organisation=row.organisation.name,
        kind=rules.Kind(row.kind),
        state=state,
        held_on=row.held_on,
        reason=row.reason,
        attendees=row.attendees,
        outcome=row.outcome,
        follow_up=row.follow_up,
        due_on=row.due_on,
        done=row.done,
        done_on=row.done_on,
        answer=row.answer,
        closed_on=row.closed_on,
        is_overdue=rules.overdue(state, row.due_on, today),
    )

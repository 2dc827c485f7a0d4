"""Questions as pages and workbooks show them (R-026)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, Min, Q

from shuzheng.foundation.ui import listing
from shuzheng.kernel import periods
from shuzheng.support import access
from shuzheng.support.access import Permission
from shuzheng.support.models import Question
from shuzheng.support.rules import question as rules
from shuzheng.support.rules.question import State, Topic

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date, datetime

    from django.db.models import QuerySet

    from shuzheng.kernel.actor import Actor

VIEWS = ("waiting", "late", "answered", "shared", "all")
ORDER = {"title": "title", "asked": "asked_on", "due": "due_on"}


@dataclass(frozen=True, slots=True)
class QuestionLine:
    """One question; of a shared one nobody else learns who asked."""

    id: int
    institution: str
    is_own: bool
    state: State
    topic: Topic
    title: str
    words: str
    asked_on: date
    due_on: date
    answer: str
    answered_on: date | None
    is_shared: bool
    is_late: bool


def lines(
    actor: Actor, wish: listing.Wish, now: datetime, q: str = ""
) -> listing.Found[QuestionLine]:
    """Return one page of the questions that the actor sees."""
    found = listing.cut(_chosen(actor, wish, now, q), wish)
    seen = _reached(actor, [row.pk for row in found.rows])
    rows = [_line(row, now, reached=row.pk in seen) for row in found.rows]
    return listing.Found(rows, found.total, found.page)


def every(actor: Actor, wish: listing.Wish, now: datetime, q: str = "") -> Iterator[QuestionLine]:
    """Yield all of them."""
    rows = list(_chosen(actor, wish, now, q))
    seen = _reached(actor, [row.pk for row in rows])
    for row in rows:
        yield _line(row, now, reached=row.pk in seen)


def counts(actor: Actor, now: datetime) -> dict[str, int]:
    """Return how many questions each view holds."""
    return {view: _viewed(actor, view, now).count() for view in VIEWS}


def one(pk: int, actor: Actor, now: datetime, permission: Permission) -> QuestionLine:
    """Return one question: one's own, one in reach, or a shared one to read."""
    if permission is Permission.QUESTION_VIEW:
        row, reached = access.readable_question(pk, actor)
        return _line(row, now, reached=reached)
    return _line(access.question(pk, actor, permission), now, reached=True)


def waiting(actor: Actor) -> tuple[int, date | None]:
    """Return how many questions wait for an answer, and by when the first."""
    rows = access.questions(actor).filter(state=State.ASKED)
    found = rows.aggregate(n=Count("pk"), due=Min("due_on"))
    return found["n"], found["due"]


def _reached(actor: Actor, ids: list[int]) -> set[int]:
    rows = access.questions(actor).filter(pk__in=ids)
    return set(rows.values_list("pk", flat=True))


def _chosen(actor: Actor, wish: listing.Wish, now: datetime, q: str) -> QuerySet[Question]:
    rows = _viewed(actor, wish.view, now).select_related("institution")
    if q:
        rows = rows.filter(Q(title__icontains=q) | Q(words__icontains=q))
    return rows.order_by(*wish.order(ORDER))


def _viewed(actor: Actor, view: str, now: datetime) -> QuerySet[Question]:
    rows = access.questions(actor)
    if view == "shared":
        return Question.objects.filter(is_shared=True)
    if view == "late":
        return rows.filter(state=State.ASKED, due_on__lt=periods.day(now))
    states = {"waiting": State.ASKED, "answered": State.ANSWERED}
    return rows.filter(state=states[view]) if view in states else rows


def _line(row: Question, now: datetime, *, reached: bool) -> QuestionLine:
    state = State(row.state)
    late = rules.is_late(row.due_on, row.answered_on, periods.day(now))
    return QuestionLine(
        id=row.pk,
        institution=row.institution.name if reached else "",
        is_own=reached,
        state=state,
        topic=Topic(row.topic),
        title=row.title,
        words=row.words,
        asked_on=row.asked_on,
        due_on=row.due_on,
        answer=row.answer,
        answered_on=row.answered_on,
        is_shared=row.is_shared,
        is_late=late and state is not State.WITHDRAWN,
    )

"""What a party that a case is about reads: the owner's question, and what became of it.

`Question` has no field for number, text or complainant, and a test holds the list of its fields.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from shuzheng.complaints import access
from shuzheng.complaints.rules.complaint import Outcome, State

if TYPE_CHECKING:
    from datetime import date

    from shuzheng.complaints.models import Concerned
    from shuzheng.kernel.actor import Actor


@dataclass(frozen=True, slots=True)
class Question:
    """What a party was asked, its account, and once answered what came of it."""

    id: int
    question: str
    asked_on: date | None
    statement: str
    stated_on: date | None
    outcome: Outcome | None
    change: str
    is_open: bool


def listed(actor: Actor) -> list[Question]:
    """Return what the actor's organisation was asked, the newest first."""
    rows = access.asked(actor).select_related("complaint").order_by("-pk")
    return [_question(row) for row in rows]


def one(pk: int, actor: Actor) -> Question:
    """Return one of them."""
    return _question(access.question(pk, actor))


def waiting(actor: Actor) -> int:
    """Return how many questions wait for an account."""
    rows = access.asked(actor).filter(stated_on=None, complaint__state=State.INVESTIGATING)
    return rows.count()


def _question(row: Concerned) -> Question:
    case = row.complaint
    return Question(
        row.pk,
        row.question,
        row.asked_on,
        row.statement,
        row.stated_on,
        Outcome(case.outcome) if case.outcome else None,
        case.change,
        case.state == State.INVESTIGATING and row.stated_on is None,
    )

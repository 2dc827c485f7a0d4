"""What the owner of a case does: accept it or not, investigate, ask, answer; others review, close.

Rules: R-216, R-217. What is asked of a party is written for it by the owner, so that it learns what
it needs for its account and never who complained.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from shuzheng.complaints import access
from shuzheng.complaints.access import Permission
from shuzheng.complaints.models import Complaint, Concerned
from shuzheng.complaints.rules import complaint as rules
from shuzheng.complaints.rules.complaint import COMPLAINT, Kind, Outcome, State, Verb
from shuzheng.complaints.services import filing
from shuzheng.foundation import facts, moves, rulebooks
from shuzheng.kernel import periods
from shuzheng.kernel.actor import CLOCK
from shuzheng.kernel.refusals import Refusal
from shuzheng.kernel.rulebook import applies

if TYPE_CHECKING:
    from datetime import datetime

    from shuzheng.kernel.actor import Actor


class NotConcerned(Refusal):
    """Only a party that the case is about is asked for its account."""

    code = "complaint-not-concerned"
    template = "The case is not about this party, or it was asked before."
    rule = "R-216"


class StatedBefore(Refusal):
    """An account is given once."""

    code = "complaint-stated-before"
    status = 409
    template = "Your organisation gave its account before, or the case is answered."
    rule = "R-216"


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer, what it comes to, and the change that was made because of it, without persons."""

    text: str
    outcome: Outcome
    change: str = ""


@applies("R-216")
@transaction.atomic
def accept(pk: int, *, actor: Actor, now: datetime) -> None:
    """Accept a case as its owner."""
    row = access.owned(pk, actor)
    moved = moves.move(row, COMPLAINT, Verb.ACCEPT, accepted_on=periods.day(now))
    facts.record(
        "complaints.complaint.accepted", row, actor=actor, now=now, moved=moved, number=row.number
    )


@applies("R-216")
@transaction.atomic
def decline(pk: int, reason: str, *, actor: Actor, now: datetime) -> None:
    """Do not accept a case; the complainant reads why, and who else could help."""
    row = access.owned(pk, actor)
    moved = moves.move(
        row,
        COMPLAINT,
        Verb.DECLINE,
        reason_sealed=row.sealed("reason", reason),
        closed_on=periods.day(now),
    )
    facts.record(
        "complaints.complaint.declined", row, actor=actor, now=now, moved=moved, number=row.number
    )


@applies("R-216")
@transaction.atomic
def investigate(pk: int, *, actor: Actor, now: datetime) -> None:
    """Begin the investigation."""
    row = access.owned(pk, actor)
    moved = moves.move(row, COMPLAINT, Verb.INVESTIGATE)
    facts.record(
        "complaints.complaint.investigated",
        row,
        actor=actor,
        now=now,
        moved=moved,
        number=row.number,
    )


@applies("R-216")
@transaction.atomic
def ask(pk: int, text: str, *, actor: Actor, now: datetime) -> None:
    """Ask the complainant something; who comes with the receipt reads it and adds a word."""
    row = access.owned(pk, actor)
    if not Complaint.objects.filter(pk=row.pk, state__in=rules.OPEN).update(number=row.number):
        raise filing.OverForWords
    filing.write(row, text, is_from_complainant=False, now=now)
    facts.record("complaints.complaint.asked", row, actor=actor, now=now, number=row.number)


@applies("R-216")
@transaction.atomic
def ask_party(pk: int, organisation_id: int, question: str, *, actor: Actor, now: datetime) -> None:
    """Ask a party that the case is about for its account, in the owner's own words."""
    row = access.owned(pk, actor)
    if row.state != State.INVESTIGATING:
        raise filing.OverForWords
    here = Concerned.objects.filter(
        complaint=row.pk, organisation=organisation_id, asked_on__isnull=True
    )
    if not here.update(question=question, asked_on=periods.day(now)):
        raise NotConcerned
    facts.record("complaints.party.asked", row, actor=actor, now=now, number=row.number)


@applies("R-216")
@transaction.atomic
def give_account(pk: int, statement: str, *, actor: Actor, now: datetime) -> None:
    """Give one's account as the party that was asked, once, before the answer."""
    row = access.question(pk, actor)
    investigating = Complaint.objects.filter(state=State.INVESTIGATING)
    here = Concerned.objects.filter(
        pk=row.pk, stated_on__isnull=True, complaint__in=investigating.values("pk")
    )
    if not here.update(statement=statement, stated_on=periods.day(now)):
        raise StatedBefore
    facts.record("complaints.party.stated", row, actor=actor, now=now)


@applies("R-216", "R-217")
@transaction.atomic
def answer(pk: int, given: Answer, *, actor: Actor, now: datetime) -> None:
    """Answer a case; an opinion that is adopted names the change that was made."""
    row = access.owned(pk, actor)
    COMPLAINT.after(State(row.state), Verb.ANSWER)
    rules.check_answer(Kind(row.kind), given.outcome, given.change)
    today = periods.day(now)
    moved = moves.move(
        row,
        COMPLAINT,
        Verb.ANSWER,
        answer_sealed=row.sealed("answer", given.text),
        outcome=given.outcome,
        change=given.change.strip(),
        answered_on=today,
        answered_by=actor.person_id,
        heard_until=rules.heard_until(today, rulebooks.calendar(), rulebooks.current()),
    )
    facts.record(
        "complaints.complaint.answered",
        row,
        actor=actor,
        now=now,
        moved=moved,
        number=row.number,
        outcome=given.outcome.value,
    )


@applies("R-216")
@transaction.atomic
def review(pk: int, text: str, *, actor: Actor, now: datetime) -> None:
    """Review an answer that did not satisfy: somebody else than who gave it, in words."""
    row = access.complaint(pk, actor, Permission.COMPLAINT_ASSIGN)
    COMPLAINT.after(State(row.state), Verb.REVIEW)
    rules.check_reviewer(actor.person_id, row.answered_by)
    moved = moves.move(row, COMPLAINT, Verb.REVIEW, review_sealed=row.sealed("review", text))
    facts.record(
        "complaints.complaint.reviewed", row, actor=actor, now=now, moved=moved, number=row.number
    )


@applies("R-216")
@transaction.atomic
def close(pk: int, *, actor: Actor, now: datetime) -> None:
    """Conclude a case whose complainant is satisfied, or whose answer was reviewed."""
    row = access.complaint(pk, actor, Permission.COMPLAINT_HANDLE)
    if not (actor.may(Permission.COMPLAINT_ASSIGN) or access.owns(row, actor)):
        raise access.NotYourCase
    rules.check_close(State(row.state), row.heard_until, periods.day(now))
    _close(row, actor=actor, now=now)


@applies("R-216")
def close_silent(*, now: datetime) -> int:
    """Conclude what was answered and not spoken to in time; how many. Safe to run late or again."""
    today, closed = periods.day(now), 0
    due = Complaint.objects.filter(state=State.ANSWERED, heard_until__lt=today).order_by("pk")
    for pk in list(due.values_list("pk", flat=True)):
        with transaction.atomic():
            row = Complaint.objects.get(pk=pk)
            if row.state != State.ANSWERED:
                continue
            _close(row, actor=CLOCK, now=now)
        closed += 1
    return closed


def _close(row: Complaint, *, actor: Actor, now: datetime) -> None:
    moved = moves.move(row, COMPLAINT, Verb.CLOSE, closed_on=periods.day(now))
    facts.record(
        "complaints.complaint.closed", row, actor=actor, now=now, moved=moved, number=row.number
    )

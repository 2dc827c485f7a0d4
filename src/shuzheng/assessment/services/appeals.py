"""Appeals against a finding of misconduct: lodged in time, heard by the office, decided.

Rule: R-115. Source: handbook 3.7. While an appeal is open the result is held back; an overturned
finding puts the paper among those to be marked, and the result is then released by itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction

from shuzheng.assessment.access import Permission
from shuzheng.assessment.access import results as access
from shuzheng.assessment.models import MisconductAppeal, Result
from shuzheng.assessment.rules import result as result_rules
from shuzheng.assessment.rules import review as rules
from shuzheng.assessment.rules import sitting
from shuzheng.assessment.rules.review import APPEAL, AppealVerb
from shuzheng.assessment.services import sittings
from shuzheng.foundation import facts, moves, rulebooks
from shuzheng.kernel import periods
from shuzheng.kernel.refusals import Refusal
from shuzheng.kernel.rulebook import applies

if TYPE_CHECKING:
    from datetime import datetime

    from shuzheng.kernel.actor import Actor


class NoFinding(Refusal):
    """There is nothing to appeal against."""

    code = "no-finding-to-appeal"
    status = 409
    template = "There is no finding of misconduct to appeal against."
    rule = "R-115"


class AppealedBefore(Refusal):
    """One appeal against each finding."""

    code = "appealed-before"
    status = 409
    template = "An appeal against this finding has been lodged already."
    rule = "R-115"


class ReasonMissing(Refusal):
    """Appeals and decisions are explained."""

    code = "appeal-reason-missing"
    template = "Say why."


@applies("R-115")
@transaction.atomic
def lodge(incident_id: int, reason: str, *, actor: Actor, now: datetime) -> int:
    """Appeal against a finding against oneself (or a ward); returns the appeal's id.

    A result that was published as annulled is held back from now on.
    """
    row = access.own_incident(incident_id, actor, Permission.REVIEW_ASK)
    if row.decision != "upheld" or row.decided_at is None:
        raise NoFinding
    if not reason.strip():
        raise ReasonMissing
    today, decided_on = periods.day(now), periods.day(row.decided_at)
    calendar, book = rulebooks.calendar(), rulebooks.current()
    rules.check_request(decided_on, today, 0, calendar, book)
    try:
        with transaction.atomic():
            kept = MisconductAppeal.objects.create(
                incident=row, state=APPEAL.initial, reason=reason.strip(), lodged_on=today
            )
    except IntegrityError:
        raise AppealedBefore from None
    Result.objects.filter(
        registration_id=row.attendance.registration_id, outcome=result_rules.Outcome.ANNULLED
    ).update(outcome=result_rules.Outcome.HELD_BACK)
    facts.record("assessment.appeal.lodged", row.attendance.registration, actor=actor, now=now)
    return kept.pk


@applies("R-115")
@transaction.atomic
def hear(appeal_id: int, *, actor: Actor, now: datetime) -> None:
    """Record that the appeal was heard, by somebody who took no part in the decision."""
    row = access.appeal(appeal_id, actor, Permission.REVIEW_DECIDE)
    took_part = {row.incident.decided_by_id or 0, row.incident.reported_by_id}
    rules.check_hearer(actor.person_id, took_part)
    moved = moves.move(
        row, APPEAL, AppealVerb.HEAR, hearer_id=actor.person_id, heard_on=periods.day(now)
    )
    candidate = row.incident.attendance.registration
    facts.record(
        "assessment.appeal.heard",
        candidate,
        actor=actor,
        now=now,
        passages=facts.passages_of(row, moved),
    )


@applies("R-115")
@transaction.atomic
def decide(appeal_id: int, *, overturned: bool, reason: str, actor: Actor, now: datetime) -> None:
    """Decide an appeal that was heard, and close it; the organisation then releases the result.

    Overturned, the paper is marked as if nothing had been said.
    """
    facts.lock_chain()  # before any row: the log is told in the middle
    row = access.appeal(appeal_id, actor, Permission.REVIEW_DECIDE)
    if not reason.strip():
        raise ReasonMissing
    rules.check_hearer(actor.person_id, {row.incident.decided_by_id or 0})
    verb = AppealVerb.OVERTURN if overturned else AppealVerb.DISMISS
    attendance = row.incident.attendance
    decided = moves.move(row, APPEAL, verb, decision_reason=reason.strip())
    closed = moves.move(row, APPEAL, AppealVerb.SETTLE, closed_on=periods.day(now))
    passages = facts.passages_of(row, decided, closed)
    if overturned:
        cleared = moves.move(attendance, sitting.SITTING, sitting.Verb.OVERTURN_MISCONDUCT)
        passages += facts.passages_of(attendance, cleared)
        sittings.admit_to_marking(attendance, now=now)
    facts.record(
        "assessment.appeal.decided",
        attendance.registration,
        actor=actor,
        now=now,
        passages=passages,
        decision=str(APPEAL.labels[verb]),
    )

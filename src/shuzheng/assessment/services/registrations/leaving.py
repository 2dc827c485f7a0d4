"""Correct a registration, leave a plan, or sit later.

Rules: R-034 (who does not confirm is not registered), R-115 (leaving, refund, deferral and
correction are the candidate's rights). A place that is left is free at once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from shuzheng.assessment.access import Permission
from shuzheng.assessment.access import plans as plan_access
from shuzheng.assessment.access import registrations as access
from shuzheng.assessment.models import Plan, Registration, Ticket
from shuzheng.assessment.rules import admission, registration, ticket
from shuzheng.assessment.rules.plan import State as PlanState
from shuzheng.assessment.rules.registration import State, Verb
from shuzheng.assessment.services import places
from shuzheng.assessment.services.registrations import advancing
from shuzheng.fees.services import settlements
from shuzheng.foundation import facts, moves, rulebooks
from shuzheng.identity.queries import enrolments
from shuzheng.kernel import periods
from shuzheng.kernel.actor import CLOCK, Reach
from shuzheng.kernel.refusals import Refusal
from shuzheng.kernel.rulebook import applies

if TYPE_CHECKING:
    from datetime import datetime

    from shuzheng.kernel.actor import Actor

DEFERRABLE = frozenset({State.ACCEPTED, State.TICKETED})
BEFORE_SITTING = frozenset({PlanState.OPEN, PlanState.REGISTRATION_CLOSED, PlanState.SEATED})
CLOSED = frozenset({PlanState.REGISTRATION_CLOSED, PlanState.POSTPONED})


class CandidateLeaves(Refusal):
    """Once the candidate has said yes, only the candidate takes it back."""

    code = "candidate-leaves"
    status = 409
    template = "The candidate has confirmed; only the candidate can withdraw now."
    rule = "R-034"


class NoSuchClassHere(Refusal):
    """A candidate's class is one of the institution."""

    code = "no-such-class-here"
    template = "The institution has no such class."


class NotAccepted(Refusal):
    """Only an accepted registration is deferred; before that one withdraws."""

    code = "not-deferrable"
    status = 409
    template = "Only an accepted registration can be deferred, before the sitting."
    rule = "R-115"


class NotAsked(Refusal):
    """The candidate has asked for nothing."""

    code = "deferral-not-asked"
    status = 409
    template = "The candidate has not asked for a deferral."
    rule = "R-115"


class ReasonMissing(Refusal):
    """The other side reads why."""

    code = "registration-reason-missing"
    template = "Say why."


@applies("R-115")
@transaction.atomic
def withdraw(registration_id: int, *, reason: str = "", actor: Actor, now: datetime) -> None:
    """Withdraw a registration: the candidate one's own, an institution one not yet confirmed.

    Before closing, or any time while the assessment is postponed; whatever was paid is refunded.
    """
    row = access.reachable(registration_id, actor)
    if actor.reach is Reach.SELF:
        admission.check_own(actor.person_id, row.person_id)
    else:
        row = access.drafted_here(registration_id, actor, Permission.REGISTRATION_DRAFT)
        if row.state not in {State.DRAFTED, State.INELIGIBLE}:
            raise CandidateLeaves
    plan = row.plan
    admission.check_leave(plan.state, plan.registration_closes_at, now)
    settled = row.state in {State.FEE_SETTLED, State.ACCEPTED, State.TICKETED}
    moved = moves.move(row, registration.REGISTRATION, Verb.WITHDRAW, state_reason=reason.strip())
    places.release(row.plan_id, 1)
    _void_ticket(row)
    facts.record("assessment.registration.withdrawn", row, actor=actor, now=now, moved=moved)
    _refund(row, reason or "withdrawn", now=now, settled=settled)
    advancing.advance(_held_back(row.person_id), now=now)


@applies("R-034")
@transaction.atomic
def withdraw_unconfirmed(plan_id: int, *, actor: Actor, now: datetime) -> int:
    """Withdraw, once registration is closed, what candidates of the actor's side did not confirm.

    The organisation withdraws all of the plan's, an institution its own; returns how many.
    """
    row = plan_access.plan(plan_id, actor, Permission.REGISTRATION_VIEW)
    rows = row.registrations.all()
    if row.organisation_id != actor.organisation_id:
        actor.require(Permission.REGISTRATION_DRAFT)
        rows = rows.filter(institution_id=actor.organisation_id)
    if row.state not in CLOSED:
        raise admission.NotLeavable
    left = list(rows.filter(state=State.DRAFTED))
    return _withdraw_drafted(row, left, actor=actor, now=now)


@applies("R-034")
def withdraw_unanswered(*, now: datetime) -> int:
    """Withdraw what nobody confirmed by the last day for it; returns how many. Safe to run again.

    So that no seat, and no other candidate, waits for an answer that does not come.
    """
    today, book, gone = periods.day(now), rulebooks.current(), 0
    for row in Plan.objects.filter(state=PlanState.REGISTRATION_CLOSED).order_by("pk"):
        if today > admission.answer_until(row.first_on, book):
            with transaction.atomic():
                left = list(row.registrations.filter(state=State.DRAFTED))
                gone += _withdraw_drafted(row, left, actor=CLOCK, now=now)
    return gone


@transaction.atomic
def correct(
    registration_id: int,
    *,
    class_id: int | None = None,
    needs_accessible_seat: bool,
    actor: Actor,
    now: datetime,
) -> None:
    """Correct a registration before closing: the class (by the institution), the kind of seat."""
    row = access.reachable(registration_id, actor)
    changes: dict[str, object] = {"needs_accessible_seat": needs_accessible_seat}
    if actor.reach is Reach.SELF:
        admission.check_own(actor.person_id, row.person_id)
    else:
        row = access.drafted_here(registration_id, actor, Permission.REGISTRATION_DRAFT)
        if class_id is not None:
            known = {one.id for one in enrolments.classes(actor.organisation_id)}
            if class_id not in known:
                raise NoSuchClassHere
            changes["school_class_id"] = class_id
    plan = row.plan
    if plan.state != PlanState.OPEN:
        raise admission.RegistrationOver(closes_at=plan.registration_closes_at)
    admission.check_period(plan.registration_opens_at, plan.registration_closes_at, now)
    here = Registration.objects.filter(pk=row.pk, state=row.state)
    if not here.update(**changes):
        raise moves.MovedMeanwhile
    facts.record("assessment.registration.corrected", row, actor=actor, now=now)
    if row.state == State.INELIGIBLE:
        advancing.advance([row], now=now)


@applies("R-115")
@transaction.atomic
def ask_deferral(registration_id: int, reason: str, *, actor: Actor, now: datetime) -> None:
    """Ask, as the candidate, to sit at a later assessment; the organisation answers."""
    row = access.reachable(registration_id, actor)
    admission.check_own(actor.person_id, row.person_id)
    if not reason.strip():
        raise ReasonMissing
    _require_deferrable(row)
    here = Registration.objects.filter(pk=row.pk, state=row.state)
    if not here.update(deferral_asked_at=now, deferral_reason=reason.strip()):
        raise moves.MovedMeanwhile
    facts.record("assessment.registration.deferral_asked", row, actor=actor, now=now)


@applies("R-115")
@transaction.atomic
def defer(registration_id: int, reason: str, *, actor: Actor, now: datetime) -> None:
    """Defer a candidate's sitting: the registration ends here, and another may be opened anew."""
    row = access.held_here(registration_id, actor, Permission.REGISTRATION_DEFER)
    _require_deferrable(row)
    moved = moves.move(row, registration.REGISTRATION, Verb.DEFER, state_reason=reason.strip())
    places.release(row.plan_id, 1)
    _void_ticket(row)
    facts.record(
        "assessment.registration.deferred", row, actor=actor, now=now, moved=moved, reason=reason
    )
    _refund(row, reason or "deferred", now=now, settled=True)


@applies("R-115")
@transaction.atomic
def refuse_deferral(registration_id: int, reason: str, *, actor: Actor, now: datetime) -> None:
    """Answer a candidate that the sitting is not deferred, and why."""
    row = access.held_here(registration_id, actor, Permission.REGISTRATION_DEFER)
    if not reason.strip():
        raise ReasonMissing
    asked = Registration.objects.filter(pk=row.pk, deferral_asked_at__isnull=False)
    if not asked.update(deferral_asked_at=None, state_reason=reason.strip()):
        raise NotAsked
    facts.record(
        "assessment.registration.deferral_refused", row, actor=actor, now=now, reason=reason
    )


def _withdraw_drafted(plan: Plan, rows: list[Registration], *, actor: Actor, now: datetime) -> int:
    advancing.step(rows, Verb.WITHDRAW)
    places.release(plan.pk, len(rows))
    if rows:
        facts.record(
            "assessment.registrations.withdrawn",
            plan,
            actor=actor,
            now=now,
            passages=(
                facts.Passage(f"assessment.registration:{row.pk}", State.DRAFTED, State.WITHDRAWN)
                for row in rows
            ),
            count=len(rows),
        )
    return len(rows)


def _refund(row: Registration, reason: str, *, now: datetime, settled: bool) -> None:
    """Give the fee up; where money is to be paid back, the registration says so."""
    owed = settlements.refund(row.uid, reason, actor=CLOCK, now=now)
    if settled and owed:
        moved = moves.move(row, registration.REGISTRATION, Verb.REFUND)
        facts.record("assessment.registration.refunded", row, actor=CLOCK, now=now, moved=moved)


def _void_ticket(row: Registration) -> None:
    moves.move_all(
        Ticket.objects.filter(registration=row),
        ticket.TICKET,
        ticket.State.ISSUED,
        ticket.Verb.REVOKE,
    )


def _held_back(person_id: int) -> list[Registration]:
    """Return a person's registrations that were not eligible and may be so now."""
    return list(Registration.objects.filter(person_id=person_id, state=State.INELIGIBLE))


def _require_deferrable(row: Registration) -> None:
    if row.state not in DEFERRABLE or row.plan.state not in BEFORE_SITTING:
        raise NotAccepted

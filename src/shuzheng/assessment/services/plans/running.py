"""Open registration, close it, postpone, set a new date, cancel.

Rules: R-100 (what must hold), R-056, R-255 (due days), R-115 (refunds). Source: handbook 3.6. The
conditions under which a plan opened are kept with it as evidence: later changes of the records do
not change what was true.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from shuzheng.assessment.access import Permission
from shuzheng.assessment.access import plans as access
from shuzheng.assessment.models import Plan, PlanRoom, Registration, Ticket
from shuzheng.assessment.queries import opening as queries
from shuzheng.assessment.rules import opening, registration, result, ticket
from shuzheng.assessment.rules import plan as rules
from shuzheng.assessment.rules.plan import State, Verb
from shuzheng.assessment.services import places
from shuzheng.assessment.services.plans import content, staffing
from shuzheng.fees.services import settlements
from shuzheng.foundation import facts, moves, rulebooks
from shuzheng.kernel import periods
from shuzheng.kernel.actor import CLOCK
from shuzheng.kernel.refusals import Refusal
from shuzheng.kernel.rulebook import applies
from shuzheng.standing.queries import restrictions
from shuzheng.standing.rules.restrictions import Act

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime
    from uuid import UUID

    from shuzheng.assessment.services.plans.content import Sitting
    from shuzheng.kernel.actor import Actor

PAID_STATES = (
    registration.State.FEE_SETTLED,
    registration.State.ACCEPTED,
    registration.State.TICKETED,
)
BEFORE_SITTING = (State.OPEN, State.REGISTRATION_CLOSED, State.SEATED)
UNPAID_STATES = tuple(sorted(registration.OPEN - set(PAID_STATES)))


class ReasonMissing(Refusal):
    """Who registered learns why."""

    code = "plan-reason-missing"
    template = "Say why: every candidate will read it."


class NewDatePast(Refusal):
    """A new date lies ahead."""

    code = "new-date-past"
    template = "The new date {first_on} has passed."


@applies("R-100", "R-056", "R-255")
@transaction.atomic
def open_registration(plan_id: int, *, actor: Actor, now: datetime) -> None:
    """Open a plan for registration, if every condition of R-100 holds; refuses with the first."""
    row = access.own_plan(plan_id, actor, Permission.PLAN_WRITE)
    rules.PLAN.after(State(row.state), Verb.OPEN_REGISTRATION)
    today = periods.day(now)
    guards = queries.opening_guards(row, now)
    opening.check(guards)
    moved = moves.move(
        row,
        rules.PLAN,
        Verb.OPEN_REGISTRATION,
        guards=queries.evidence(guards, today),
        results_due_on=_results_due(row.last_on),
    )
    facts.record("assessment.plan.opened", row, actor=actor, now=now, moved=moved, held=len(guards))


@transaction.atomic
def close_registration(plan_id: int, *, actor: Actor, now: datetime) -> None:
    """Close registration, at the latest when its time is over; who is not eligible then leaves."""
    row = access.own_plan(plan_id, actor, Permission.PLAN_WRITE)
    _close(row, actor=actor, now=now, how="organisation")


def close_by_clock(*, now: datetime) -> int:
    """Close registration of every plan whose time is over; returns how many."""
    due = Plan.objects.filter(state=State.OPEN, registration_closes_at__lte=now).order_by("pk")
    for row in due:
        with transaction.atomic():
            _close(row, actor=CLOCK, now=now, how="clock")
    return len(due)


@transaction.atomic
def postpone(plan_id: int, reason: str, *, actor: Actor, now: datetime) -> None:
    """Postpone an assessment: registrations stay, and every candidate may leave with a refund."""
    row = access.own_plan(plan_id, actor, Permission.PLAN_WRITE)
    _require_reason(reason)
    _postpone(row, reason, actor=actor, now=now)


@applies("R-115")
@transaction.atomic
def postpone_as_decided(plan_id: int, reason: str, *, now: datetime) -> bool:
    """Postpone a plan that a decision names; one that is open is closed first. Safe to run again.

    Returns whether it was still to be postponed: what has begun meanwhile runs to its end.
    """
    row = Plan.objects.get(pk=plan_id)
    if row.state not in BEFORE_SITTING:
        return False
    if row.state == State.OPEN:
        _close(row, actor=CLOCK, now=now, how="decision")
    _postpone(row, reason, actor=CLOCK, now=now)
    return True


@applies("R-115")
@transaction.atomic
def cancel_as_decided(plan_id: int, reason: str, *, now: datetime) -> bool:
    """Cancel a plan that a decision names; every fee is refunded. Safe to run again.

    Returns whether it was still to be cancelled: results that are there are not taken back.
    """
    row = Plan.objects.get(pk=plan_id)
    if row.state not in {*BEFORE_SITTING, State.POSTPONED, State.IN_PROGRESS}:
        return False
    _cancel(row, reason, actor=CLOCK, now=now)
    return True


def _postpone(row: Plan, reason: str, *, actor: Actor, now: datetime) -> None:
    moved = moves.move(row, rules.PLAN, Verb.POSTPONE, state_reason=reason.strip())
    facts.record("assessment.plan.postponed", row, actor=actor, now=now, moved=moved, reason=reason)


@applies("R-056", "R-255")
@transaction.atomic
def reschedule(
    plan_id: int,
    sittings: Sequence[Sitting],
    *,
    report_id: int | None = None,
    room_ids: Sequence[int] = (),
    actor: Actor,
    now: datetime,
) -> None:
    """Set the new dates of a postponed assessment; a new report where the old one does not cover.

    `room_ids` are new rooms, where the assessment moves. Registration stays closed: nobody slips in
    between two dates. The report is asked for again when the seats are locked. Refuses what a
    decision postponed as long as it is in force, and sites that one bars.
    """
    row = access.own_plan(plan_id, actor, Permission.PLAN_WRITE)
    codes = set(row.components.values_list("code", flat=True))
    closes_at = min(row.registration_closes_at, now)
    first_on, last_on = content.check_sittings(sittings, codes, closes_at)
    if first_on <= periods.day(now):
        raise NewDatePast(first_on=first_on)
    if report_id is not None:
        staffing.check_report(row, report_id)
    _move_rooms(row, room_ids, periods.day(now))
    moved = moves.move(
        row,
        rules.PLAN,
        Verb.RESCHEDULE,
        first_on=first_on,
        last_on=last_on,
        name=rules.name(first_on, row.certificate_type.name),
        report_id=report_id or row.report_id,
        results_due_on=_results_due(last_on),
        state_reason="",
    )
    for sitting in sittings:
        row.sessions.update_or_create(
            component_code=sitting.component_code,
            defaults={"starts_at": sitting.starts_at, "ends_at": sitting.ends_at},
        )
    facts.record(
        "assessment.plan.rescheduled",
        row,
        actor=actor,
        now=now,
        moved=moved,
        first_on=first_on.isoformat(),
    )


@applies("R-115")
@transaction.atomic
def cancel(
    plan_id: int, reason: str, *, next_on: date | None = None, actor: Actor, now: datetime
) -> int:
    """Cancel an assessment: every fee is refunded, every registration ends; returns how many.

    `next_on` is the next date that candidates are told of, if there is one.
    """
    row = access.own_plan(plan_id, actor, Permission.PLAN_CANCEL)
    _require_reason(reason)
    return _cancel(row, reason, next_on=next_on, actor=actor, now=now)


def _cancel(
    row: Plan, reason: str, *, next_on: date | None = None, actor: Actor, now: datetime
) -> int:
    moved = moves.move(
        row, rules.PLAN, Verb.CANCEL, state_reason=reason.strip(), next_on=next_on, places_taken=0
    )
    ended = list(
        row.registrations.filter(state__in=registration.OPEN).values_list("pk", "uid", "state")
    )
    settlements.refund_all([uid for _, uid, _ in ended], reason, actor=actor, now=now)
    passages = _end_all(row, ended, reason.strip())
    row.registrations.update(plan_over=True)
    moves.move_all(
        Ticket.objects.filter(registration__plan=row),
        ticket.TICKET,
        ticket.State.ISSUED,
        ticket.Verb.REVOKE,
    )
    facts.record(
        "assessment.plan.cancelled",
        row,
        actor=actor,
        now=now,
        moved=moved,
        passages=passages,
        reason=reason,
    )
    return len(ended)


def _move_rooms(row: Plan, room_ids: Sequence[int], today: date) -> None:
    """Take other rooms for a plan, if any are given; refuse what a decision in force bars."""
    restrictions.require_not_postponed(facts.name_of(row), today)
    if room_ids:
        content.check_rooms(row.certificate_type_id, row.level, room_ids)
        row.rooms.all().delete()
        PlanRoom.objects.bulk_create(
            PlanRoom(plan=row, room_id=room) for room in dict.fromkeys(room_ids)
        )
    codes = set(row.rooms.values_list("room__site__code", flat=True))
    restrictions.require_sites(codes, Act.OPENING, today)


def end_registrations(plan_id: int) -> None:
    """Let the registrations of a plan no longer count as open. Part of publishing its results."""
    Registration.objects.filter(plan_id=plan_id).update(plan_over=True)


def _end_all(row: Plan, ended: Sequence[tuple[int, UUID, str]], reason: str) -> list[facts.Passage]:
    """End every open registration of a plan, refunded where a fee was settled."""
    passages = []
    for source in (*PAID_STATES, *UNPAID_STATES):
        verb = registration.Verb.REFUND if source in PAID_STATES else registration.Verb.WITHDRAW
        target = registration.REGISTRATION.after(registration.State(source), verb)
        passages += [
            facts.Passage(f"assessment.registration:{pk}", state, target)
            for pk, _, state in ended
            if state == source
        ]
        moves.move_all(
            row.registrations.all(),
            registration.REGISTRATION,
            registration.State(source),
            verb,
            state_reason=reason,
        )
    return passages


def _close(row: Plan, *, actor: Actor, now: datetime, how: str) -> None:
    began = now > row.registration_opens_at
    closes_at = min(row.registration_closes_at, now) if began else row.registration_closes_at
    verb = Verb.CLOSE_REGISTRATION
    moved = moves.move(row, rules.PLAN, verb, registration_closes_at=closes_at)
    left = row.registrations.filter(state=registration.State.INELIGIBLE)
    passages = [
        facts.Passage(f"assessment.registration:{pk}", "ineligible", "withdrawn")
        for pk in left.values_list("pk", flat=True)
    ]
    gone = moves.move_all(
        row.registrations.all(),
        registration.REGISTRATION,
        registration.State.INELIGIBLE,
        registration.Verb.WITHDRAW,
    )
    places.release(row.pk, gone)
    facts.record(
        "assessment.plan.closed",
        row,
        actor=actor,
        now=now,
        moved=moved,
        passages=passages,
        how=how,
    )


def _results_due(last_on: date) -> date:
    return result.results_due_on(last_on, rulebooks.calendar(), rulebooks.current())


def _require_reason(reason: str) -> None:
    if not reason.strip():
        raise ReasonMissing

"""The candidate's own yes or no, and a guardian's consent beside it. Rule: R-034.

Nobody confirms for somebody else: an institution drafts, a guardian consents, and the candidate's
answer stands with its time and its method. A no is recorded, needs no reason, has no consequence.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from shuzheng.assessment.access import Permission
from shuzheng.assessment.access import registrations as access
from shuzheng.assessment.models import GuardianConsent, Registration
from shuzheng.assessment.rules import admission, registration
from shuzheng.assessment.rules.admission import Method
from shuzheng.assessment.rules.plan import State as PlanState
from shuzheng.assessment.rules.registration import State, Verb
from shuzheng.assessment.services import places
from shuzheng.assessment.services.registrations import advancing, drafting
from shuzheng.foundation import facts, moves
from shuzheng.identity.queries import persons
from shuzheng.kernel.refusals import Refusal
from shuzheng.kernel.rulebook import applies

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from shuzheng.kernel.actor import Actor

ANSWERABLE = frozenset({PlanState.OPEN, PlanState.REGISTRATION_CLOSED, PlanState.POSTPONED})
AT_ONCE = 2_000


class TooLateToConfirm(Refusal):
    """Seats are given, or the plan is over."""

    code = "too-late-to-confirm"
    status = 409
    template = "The seats of this plan are given; it is too late to answer."
    rule = "R-034"


class NoConsentWanted(Refusal):
    """A registration that has ended or was accepted needs no consent."""

    code = "no-consent-wanted"
    status = 409
    template = "This registration waits for no consent."
    rule = "R-034"


@dataclass(frozen=True, slots=True)
class Answer:
    """One candidate's own yes: who says it (in the own capacity) to which registration."""

    registration_id: int
    actor: Actor


@applies("R-034")
@transaction.atomic
def confirm(
    registration_id: int,
    *,
    method: Method = Method.OWN_ACCOUNT,
    born_on: date | None = None,
    actor: Actor,
    now: datetime,
) -> None:
    """Confirm one's own registration; what can be decided from the records follows at once.

    `born_on` is asked where no document tells it.
    """
    row = _own(registration_id, actor)
    if row.state == State.DRAFTED:
        drafting.require_birth_date(born_on, actor=actor, now=now)
    moved = moves.move(
        row,
        registration.REGISTRATION,
        Verb.CONFIRM,
        confirmed_at=now,
        confirmation_method=method,
    )
    facts.record(
        "assessment.registration.confirmed",
        row,
        actor=actor,
        now=now,
        moved=moved,
        method=method.value,
    )
    advancing.advance([row], now=now)


@applies("R-034")
@transaction.atomic
def confirm_each(
    answers: Sequence[Answer], *, method: Method = Method.OWN_ACCOUNT, now: datetime
) -> None:
    """Take many candidates' own confirmations of one instant, a fact by each of them.

    What follows from them is decided together, in a few statements for each plan.
    """
    wanted = {answer.registration_id: answer.actor for answer in answers}
    found: list[Registration] = []
    for start in range(0, len(answers), AT_ONCE):
        part = [answer.registration_id for answer in answers[start : start + AT_ONCE]]
        rows = Registration.objects.filter(pk__in=part).select_related("plan")
        found += rows.order_by("pk")
    if len(found) != len(wanted):
        raise access.NoSuchRegistration
    for row in found:
        _check_answer(row, wanted[row.pk])
    advancing.step(found, Verb.CONFIRM, confirmed_at=now, confirmation_method=method)
    facts.record_each(
        "assessment.registration.confirmed",
        [(row, wanted[row.pk]) for row in found],
        now=now,
        moved=(State.DRAFTED, State.CONFIRMED),
        method=method.value,
    )
    advancing.advance(found, now=now)


@applies("R-034")
@transaction.atomic
def decline(
    registration_id: int,
    *,
    method: Method = Method.OWN_ACCOUNT,
    actor: Actor,
    now: datetime,
) -> None:
    """Decline a registration that an institution drafted: no reason is asked for."""
    row = _own(registration_id, actor)
    moved = moves.move(row, registration.REGISTRATION, Verb.DECLINE, confirmation_method=method)
    places.release(row.plan_id, 1)
    facts.record(
        "assessment.registration.declined",
        row,
        actor=actor,
        now=now,
        moved=moved,
        method=method.value,
    )


@applies("R-034")
@transaction.atomic
def consent(
    registration_id: int,
    *,
    method: Method = Method.OWN_ACCOUNT,
    actor: Actor,
    now: datetime,
) -> None:
    """Consent, as a guardian, to a ward's registration; it never replaces the ward's own yes."""
    row = access.reachable(registration_id, actor)
    admission.check_guardian(actor.person_id, persons.guardians_of(row.person_id))
    actor.require(Permission.REGISTRATION_CONSENT)
    if row.state not in {State.DRAFTED, State.CONFIRMED} or row.plan.state not in ANSWERABLE:
        raise NoConsentWanted
    _given, is_new = GuardianConsent.objects.get_or_create(
        registration=row,
        defaults={"guardian_id": actor.person_id, "method": method, "given_at": now},
    )
    if is_new:
        facts.record(
            "assessment.registration.consented", row, actor=actor, now=now, method=method.value
        )
        advancing.advance([row], now=now)


def _own(registration_id: int, actor: Actor) -> Registration:
    row = access.reachable(registration_id, actor)
    _check_answer(row, actor)
    return row


def _check_answer(row: Registration, actor: Actor) -> None:
    admission.check_own(actor.person_id, row.person_id)
    actor.require(Permission.REGISTRATION_CONFIRM)
    if row.plan.state not in ANSWERABLE:
        raise TooLateToConfirm

"""Propose a veto, hear the one inspected, decide by two persons, put in force, lift, overturn.

Rule: R-212. What bars is a restriction of `standing`, imposed in the same transaction; against a
site it names the site alone. What was said in the hearing is kept here and never in facts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction

from shuzheng.foundation import facts, moves, rulebooks
from shuzheng.kernel import periods
from shuzheng.kernel.refusals import Refusal
from shuzheng.kernel.rulebook import applies
from shuzheng.quality import access
from shuzheng.quality.access import Permission
from shuzheng.quality.models import Veto
from shuzheng.quality.rules import finding
from shuzheng.quality.rules import veto as rules
from shuzheng.quality.rules.veto import VETO, Ground, State, Verb
from shuzheng.standing.rules.restrictions import Kind
from shuzheng.standing.services import restrictions

if TYPE_CHECKING:
    from datetime import date, datetime

    from shuzheng.kernel.actor import Actor


class ProposedAlready(Refusal):
    """One veto at a time for one finding."""

    code = "veto-proposed-already"
    status = 409
    template = "A veto for this finding is under way already."
    rule = "R-212"


@applies("R-212")
@transaction.atomic
def propose(finding_id: int, ground: Ground, reason: str, *, actor: Actor, now: datetime) -> int:
    """Propose a veto as the team, for a grave finding; returns its id."""
    row = access.finding(finding_id, actor, Permission.INSPECTION_CONDUCT)
    today = periods.day(now)
    rules.check_ground(ground, row.severity, today, rulebooks.current())
    if row.state == finding.State.WITHDRAWN or not row.is_reported:
        raise rules.NotGrave
    try:
        with transaction.atomic():
            made = Veto.objects.create(
                finding=row,
                state=VETO.initial,
                ground=ground,
                reason=reason,
                proposed_on=today,
                proposed_by=actor.person_id,
            )
    except IntegrityError:
        raise ProposedAlready from None
    facts.record("quality.veto.proposed", made, actor=actor, now=now, ground=ground.value)
    return made.pk


@applies("R-212")
@transaction.atomic
def hear(pk: int, heard_on: date, statement: str, *, actor: Actor, now: datetime) -> None:
    """Record as the office what the one inspected said on the veto."""
    row = access.veto(pk, actor, Permission.FINDING_DECIDE)
    rules.check_heard(heard_on, row.proposed_on, periods.day(now))
    moved = moves.move(
        row,
        VETO,
        Verb.HEAR,
        heard_on=heard_on,
        statement=statement,
        heard_recorded_by=actor.person_id,
    )
    facts.record("quality.veto.heard", row, actor=actor, now=now, moved=moved)


@applies("R-212")
@transaction.atomic
def dismiss(pk: int, reason: str, *, actor: Actor, now: datetime) -> None:
    """Dismiss a veto after the hearing; the finding stands."""
    row = access.veto(pk, actor, Permission.VETO_DECIDE)
    moved = moves.move(row, VETO, Verb.DISMISS, ended_on=periods.day(now), ended_reason=reason)
    facts.record("quality.veto.dismissed", row, actor=actor, now=now, moved=moved)


@applies("R-212")
@transaction.atomic
def decide(
    pk: int, number: str, reason: str, review_on: date, *, actor: Actor, now: datetime
) -> None:
    """Decide for a veto as the first person: its number, grounds, and from when it is reviewed."""
    row = access.veto(pk, actor, Permission.VETO_DECIDE)
    rules.check_other_person(actor.person_id, row.proposed_by, row.heard_recorded_by)
    today = periods.day(now)
    rules.check_review(review_on, today)
    moved = moves.move(
        row,
        VETO,
        Verb.DECIDE,
        number=number,
        decision_reason=reason,
        review_on=review_on,
        decided_on=today,
        decided_by=actor.person_id,
    )
    facts.record("quality.veto.decided", row, actor=actor, now=now, moved=moved, number=number)


@applies("R-212")
@transaction.atomic
def enforce(pk: int, *, actor: Actor, now: datetime) -> None:
    """Put a veto in force as the second person: the site or organisation is suspended at once."""
    row = access.veto(pk, actor, Permission.VETO_DECIDE)
    VETO.after(State(row.state), Verb.ENFORCE)
    rules.check_other_person(
        actor.person_id, row.proposed_by, row.heard_recorded_by, row.decided_by
    )
    about, today = row.finding.about, periods.day(now)
    restriction = restrictions.impose(
        about.party_id,
        Kind.SUSPENSION,
        since=today,
        ground="R-212",
        reason=row.decision_reason,
        decision_number=row.number,
        site_code=about.site.code if about.site else "",
        actor=actor,
        now=now,
    )
    moved = moves.move(
        row,
        VETO,
        Verb.ENFORCE,
        restriction_id=restriction,
        enforced_on=today,
        enforced_by=actor.person_id,
    )
    facts.record("quality.veto.enforced", row, actor=actor, now=now, moved=moved, number=row.number)


@applies("R-212")
@transaction.atomic
def lift(pk: int, reason: str, *, actor: Actor, now: datetime) -> None:
    """Lift a veto on its day or later, after the finding was re-checked and closed."""
    row = access.veto(pk, actor, Permission.VETO_DECIDE)
    VETO.after(State(row.state), Verb.LIFT)
    closed = row.finding.state == finding.State.CLOSED
    rules.check_lift(row.review_on, periods.day(now), closed=closed)
    _end(row, Verb.LIFT, reason, actor, now)


@applies("R-212")
@transaction.atomic
def overturn(pk: int, reason: str, *, actor: Actor, now: datetime) -> None:
    """Overturn a veto on appeal, as somebody who took none of the steps."""
    row = access.veto(pk, actor, Permission.VETO_DECIDE)
    VETO.after(State(row.state), Verb.OVERTURN)
    rules.check_other_person(
        actor.person_id,
        row.proposed_by,
        row.heard_recorded_by,
        row.decided_by,
        row.enforced_by,
    )
    _end(row, Verb.OVERTURN, reason, actor, now)


def _end(row: Veto, verb: Verb, reason: str, actor: Actor, now: datetime) -> None:
    """Take a veto and its restriction away."""
    moved = moves.move(row, VETO, verb, ended_on=periods.day(now), ended_reason=reason)
    if row.restriction_id:
        restrictions.lift(row.restriction_id, reason, actor=actor, now=now)
    what = "lifted" if verb is Verb.LIFT else "overturned"
    facts.record(f"quality.veto.{what}", row, actor=actor, now=now, moved=moved)

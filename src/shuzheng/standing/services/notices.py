"""Propose a notice, hear the institution, issue it, and what may follow: each step by a person.

Rules: R-193, R-194. Only proposing, falling and counting further misses are the platform's, which
the room above does with what it knows of reports. What was said in a hearing or an appeal is kept
with the notice and never in facts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from shuzheng.foundation import facts, moves, rulebooks
from shuzheng.gazette.rules.documents import Issuer, Kind, Publicity
from shuzheng.gazette.services import documents, issuing
from shuzheng.identity.queries import organisations
from shuzheng.identity.rules.kinds import OrganisationKind
from shuzheng.kernel import periods
from shuzheng.kernel.actor import CLOCK
from shuzheng.kernel.refusals import Refusal
from shuzheng.kernel.rulebook import applies
from shuzheng.standing import access
from shuzheng.standing.access import Permission
from shuzheng.standing.models import Notice
from shuzheng.standing.queries import pages_notices
from shuzheng.standing.rules import notices as rules
from shuzheng.standing.rules.notices import State, Verb
from shuzheng.standing.rules.restrictions import Kind as Restricts
from shuzheng.standing.services import restrictions

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from shuzheng.kernel.actor import Actor


class CorrectedAlready(Refusal):
    """The plan of correction is handed in once, after the notice."""

    code = "corrected-already"
    status = 409
    template = "No plan of correction is asked for now."
    rule = "R-193"


@applies("R-193")
@transaction.atomic
def propose(organisation_id: int, grounds: Sequence[date], *, now: datetime) -> int:
    """Propose a notice for a row of missed reports (their due days); returns its id."""
    row = Notice.objects.create(
        organisation_id=organisation_id,
        state=State.PROPOSED,
        rule=rules.ROW_OF_MISSES,
        grounds=_texts(grounds),
        first_ground_on=min(grounds),
        proposed_on=periods.day(now),
    )
    facts.record("standing.notice.proposed", row, actor=CLOCK, now=now, count=len(grounds))
    return row.pk


@applies("R-193")
@transaction.atomic
def fall(notice_id: int, *, now: datetime) -> None:
    """Drop a notice not yet issued whose grounds fell away, because a miss was excused."""
    row = Notice.objects.get(pk=notice_id)
    moved = moves.move(row, rules.NOTICE, Verb.DROP, dropped_on=periods.day(now), fell=True)
    facts.record("standing.notice.dropped", row, actor=CLOCK, now=now, moved=moved, fell=True)


@applies("R-194")
@transaction.atomic
def note_further(notice_id: int, missed: Sequence[date], *, now: datetime) -> None:
    """Keep which reports were missed after a notice was issued; the same again does nothing."""
    row = Notice.objects.get(pk=notice_id)
    further = rules.further_misses(missed, row.issued_on) if row.issued_on else []
    if row.state != State.ISSUED or row.further == _texts(further):
        return
    issued = Notice.objects.filter(pk=row.pk, state=State.ISSUED)
    issued.update(further=_texts(further), further_count=len(further))
    facts.record("standing.notice.followed", row, actor=CLOCK, now=now, count=len(further))


@applies("R-193")
@transaction.atomic
def hear(
    notice_id: int,
    heard_on: date,
    statement: str,
    *,
    text: str = "",
    actor: Actor,
    now: datetime,
) -> None:
    """Record what the institution said, with the text of the notice (the usual one, if empty).

    Whoever does prepares the notice.
    """
    row = access.notice(notice_id, actor, Permission.NOTICE_PREPARE)
    rules.check_heard(heard_on, row.proposed_on, periods.day(now))
    moved = moves.move(
        row,
        rules.NOTICE,
        Verb.HEAR,
        heard_on=heard_on,
        statement=statement,
        text=text.strip() or pages_notices.usual_text(row, now),
        prepared_by=actor.person_id,
    )
    facts.record("standing.notice.heard", row, actor=actor, now=now, moved=moved)


@applies("R-193", "R-194")
@transaction.atomic
def issue(notice_id: int, *, actor: Actor, now: datetime) -> str:
    """Issue a notice that somebody else prepared: it is published and sent; returns its number.

    A plan of correction is due from now on.
    """
    row = access.notice(notice_id, actor, Permission.NOTICE_DECIDE)
    rules.NOTICE.after(State(row.state), Verb.ISSUE)
    rules.check_other_person(actor.person_id, row.proposed_by, row.prepared_by)
    document, number = _published(row, actor, now)
    today = periods.day(now)
    due_on = rules.correction_due_on(today, rulebooks.calendar(), rulebooks.current())
    moved = moves.move(
        row,
        rules.NOTICE,
        Verb.ISSUE,
        number=number,
        document_id=document,
        issued_on=today,
        correction_due_on=due_on,
    )
    facts.record("standing.notice.issued", row, actor=actor, now=now, moved=moved, number=number)
    return number


@applies("R-193")
@transaction.atomic
def revoke(notice_id: int, reason: str, *, actor: Actor, now: datetime) -> None:
    """Take back a notice that should not have been issued; what was published is withdrawn."""
    row = access.notice(notice_id, actor, Permission.NOTICE_DECIDE)
    moved = moves.move(
        row,
        rules.NOTICE,
        Verb.REVOKE,
        revoked_on=periods.day(now),
        revoked_reason=reason,
    )
    if row.document_id:
        documents.withdraw(row.document_id, reason, actor=actor, now=now)
    facts.record(
        "standing.notice.revoked", row, actor=actor, now=now, moved=moved, number=row.number
    )


@transaction.atomic
def drop(notice_id: int, reason: str, *, actor: Actor, now: datetime) -> None:
    """Drop a notice not yet issued, for a reason; this row of misses earns no other."""
    row = access.notice(notice_id, actor, Permission.NOTICE_PREPARE)
    moved = moves.move(
        row, rules.NOTICE, Verb.DROP, dropped_on=periods.day(now), dropped_reason=reason
    )
    facts.record("standing.notice.dropped", row, actor=actor, now=now, moved=moved, fell=False)


@applies("R-193")
@transaction.atomic
def correct(notice_id: int, plan: str, *, actor: Actor, now: datetime) -> None:
    """Hand in the plan of correction for a notice, once."""
    row = access.notice(notice_id, actor, Permission.NOTICE_ANSWER)
    waiting = Notice.objects.filter(pk=row.pk, state=State.ISSUED, corrected_on=None)
    if not waiting.update(correction=plan, corrected_on=periods.day(now)):
        raise CorrectedAlready
    facts.record("standing.notice.corrected", row, actor=actor, now=now)


@applies("R-194")
@transaction.atomic
def propose_loss(notice_id: int, reason: str, *, actor: Actor, now: datetime) -> None:
    """Propose to the department that the institution lose its eligibility, with the reason."""
    row = access.notice(notice_id, actor, Permission.NOTICE_PREPARE)
    rules.NOTICE.after(State(row.state), Verb.PROPOSE_LOSS)
    today = periods.day(now)
    rules.check_ground_for_loss(
        len(row.further),
        row.correction_due_on or today,
        row.corrected_on,
        today,
        rulebooks.current(),
    )
    moved = moves.move(
        row,
        rules.NOTICE,
        Verb.PROPOSE_LOSS,
        loss_proposed_on=today,
        loss_reason=reason,
        loss_prepared_by=actor.person_id,
    )
    facts.record("standing.notice.loss_proposed", row, actor=actor, now=now, moved=moved)


@transaction.atomic
def hear_on_loss(
    notice_id: int, heard_on: date, statement: str, *, actor: Actor, now: datetime
) -> None:
    """Record what the institution said on the loss of its eligibility."""
    row = access.notice(notice_id, actor, Permission.NOTICE_PREPARE)
    rules.check_heard(heard_on, row.loss_proposed_on, periods.day(now))
    moved = moves.move(
        row, rules.NOTICE, Verb.HEAR_ON_LOSS, loss_heard_on=heard_on, loss_statement=statement
    )
    facts.record("standing.notice.loss_heard", row, actor=actor, now=now, moved=moved)


@transaction.atomic
def drop_loss(notice_id: int, reason: str, *, actor: Actor, now: datetime) -> None:
    """Decide that the institution keeps its eligibility; the notice stands."""
    row = access.notice(notice_id, actor, Permission.NOTICE_DECIDE)
    moved = moves.move(
        row,
        rules.NOTICE,
        Verb.DROP_LOSS,
        loss_dropped_reason=reason,
        decided_on=periods.day(now),
        decided_by=actor.person_id,
    )
    facts.record("standing.notice.loss_dropped", row, actor=actor, now=now, moved=moved)


@applies("R-194", "R-038")
@transaction.atomic
def take_eligibility(
    notice_id: int,
    number: str,
    reason: str,
    *,
    actor: Actor,
    now: datetime,
    decision_id: int | None = None,
) -> None:
    """Take next year's eligibility by a decision, after a hearing; no filing is possible for it."""
    row = access.notice(notice_id, actor, Permission.NOTICE_DECIDE)
    rules.NOTICE.after(State(row.state), Verb.TAKE_ELIGIBILITY)
    rules.check_other_person(actor.person_id, row.prepared_by, row.loss_prepared_by)
    if row.loss_heard_on is None:
        raise rules.NotHeard
    today = periods.day(now)
    year = rules.year_lost(today)
    restriction = restrictions.impose(
        row.organisation_id,
        Restricts.ELIGIBILITY_LOSS,
        since=today,
        ground="R-194",
        reason=reason,
        decision_number=number,
        year=year,
        decision_id=decision_id,
        actor=actor,
        now=now,
    )
    moved = moves.move(
        row,
        rules.NOTICE,
        Verb.TAKE_ELIGIBILITY,
        restriction_id=restriction,
        decided_on=today,
        decided_by=actor.person_id,
        appeal_until=rules.appeal_until(today, rulebooks.calendar(), rulebooks.current()),
    )
    facts.record(
        "standing.notice.eligibility_taken",
        row,
        actor=actor,
        now=now,
        moved=moved,
        year=year,
        number=number,
    )


@applies("R-194")
@transaction.atomic
def appeal(notice_id: int, text: str, *, actor: Actor, now: datetime) -> None:
    """Appeal against a loss of eligibility, once and in time."""
    row = access.notice(notice_id, actor, Permission.NOTICE_ANSWER)
    rules.NOTICE.after(State(row.state), Verb.APPEAL)
    today = periods.day(now)
    in_time = Notice.objects.filter(
        pk=row.pk, state=State.ELIGIBILITY_LOST, appealed_on=None, appeal_until__gte=today
    )
    if not in_time.update(appeal=text, appealed_on=today):
        raise rules.AppealOver(until=row.appeal_until)
    facts.record("standing.notice.appealed", row, actor=actor, now=now)


@applies("R-194")
@transaction.atomic
def decide_appeal(
    notice_id: int, reason: str, *, overturn: bool, actor: Actor, now: datetime
) -> None:
    """Decide an appeal, as somebody who took none of the steps; overturned, the loss is lifted."""
    row = access.notice(notice_id, actor, Permission.NOTICE_DECIDE)
    verb = Verb.OVERTURN if overturn else Verb.UPHOLD
    rules.NOTICE.after(State(row.state), verb)
    rules.check_other_person(actor.person_id, row.prepared_by, row.loss_prepared_by, row.decided_by)
    if row.appealed_on is None or row.appeal_decided_on is not None:
        raise rules.NoAppeal
    undecided = Notice.objects.filter(pk=row.pk, appeal_decided_on=None)
    if not undecided.update(appeal_decided_on=periods.day(now), appeal_reason=reason):
        raise moves.MovedMeanwhile
    moved = moves.move(row, rules.NOTICE, verb)
    if overturn and row.restriction_id:
        restrictions.lift(row.restriction_id, reason, actor=actor, now=now)
    what = "overturned" if overturn else "upheld"
    facts.record(f"standing.notice.{what}", row, actor=actor, now=now, moved=moved)


def _published(row: Notice, actor: Actor, now: datetime) -> tuple[int, str]:
    """Publish a notice to everybody and send it to the institution and its city's bureau."""
    institution = organisations.brief([row.organisation_id])[row.organisation_id]
    bureaus = organisations.of_kind(OrganisationKind.CITY_BUREAU)
    city = [one.id for one in bureaus if one.city_code == institution.city_code]
    given = documents.Draft(
        kind=Kind.PUBLIC_NOTICE,
        publicity=Publicity.PUBLIC,
        issuer=Issuer.DEPARTMENT,
        title=pages_notices.title(row, institution.name),
        body=row.text,
        recipient_ids=(institution.id, *city),
    )
    prepared_by = row.prepared_by or 0
    return issuing.issue(given, prepared_by=prepared_by, actor=actor, now=now)


def _texts(days: Sequence[date]) -> list[str]:
    return [day.isoformat() for day in sorted(days)]

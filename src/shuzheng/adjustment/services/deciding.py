"""Put a year's list on public show, write it anew, decide it, report it, withdraw the decision.

Rules: R-230, R-233. The office prepared the list; somebody of the department shows and decides it.
Documents and objections are the gazette's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from shuzheng.adjustment import access
from shuzheng.adjustment.access import Permission
from shuzheng.adjustment.queries import documents
from shuzheng.adjustment.queries import lines as listed
from shuzheng.adjustment.rules import proposal, texts
from shuzheng.adjustment.rules import review as rules
from shuzheng.adjustment.rules.review import REVIEW, State, Verb
from shuzheng.adjustment.services import effects, listing
from shuzheng.catalogue.queries import certificates
from shuzheng.foundation import facts, moves, rulebooks
from shuzheng.gazette.queries import publicity
from shuzheng.gazette.rules import publicity as on_show
from shuzheng.gazette.rules.documents import Issuer, Kind, Publicity
from shuzheng.gazette.rules.publicity import Subject
from shuzheng.gazette.services import documents as gazette
from shuzheng.gazette.services import issuing
from shuzheng.gazette.services.documents import Draft
from shuzheng.kernel import periods
from shuzheng.kernel.rulebook import applies

if TYPE_CHECKING:
    from datetime import date, datetime

    from shuzheng.adjustment.models import Review
    from shuzheng.kernel.actor import Actor

STANDS = frozenset({on_show.State.UNCONTESTED, on_show.State.CONFIRMED})


@applies("R-230")
@transaction.atomic
def show(pk: int, *, actor: Actor, now: datetime) -> str:
    """Put a list that somebody else proposed on public show; returns the document's number."""
    row = access.review(pk, actor, Permission.REVIEW_DECIDE)
    REVIEW.after(State(row.state), Verb.SHOW)
    rules.check_other_person(actor.person_id, row.prepared_by)
    found = documents.frozen(row)
    assert found is not None  # noqa: S101 - a proposed list follows from a cut
    proposal.check(listing.lines_of(row), found.ranking)
    lines, added = listed.named(row), listed.added(row)
    given = Draft(
        kind=Kind.PUBLICITY,
        publicity=Publicity.PUBLIC,
        issuer=Issuer.DEPARTMENT,
        title=texts.title(row.year, decided=False),
        body=texts.shown(row.year, len(found.cut.certificates), found.digest, lines, added),
    )
    document, number = issuing.issue(
        given,
        prepared_by=row.prepared_by or 0,
        actor=actor,
        now=now,
        shown=_subjects(row),
    )
    moved = moves.move(row, REVIEW, Verb.SHOW, publicity_id=document)
    facts.record("adjustment.review.shown", row, actor=actor, now=now, moved=moved, number=number)
    return number


@applies("R-230")
@transaction.atomic
def revise(pk: int, *, actor: Actor, now: datetime) -> None:
    """Take a list back to be written anew: before it is on show, or when it did not stand.

    While the period runs and nothing was upheld, the list stays as it is shown.
    """
    row = access.review(pk, actor, Permission.REVIEW_PREPARE)
    REVIEW.after(State(row.state), Verb.REVISE)
    if row.publicity_id and row.state == State.IN_PUBLICITY:
        outcome = publicity.outcome(row.publicity_id)
        if outcome and outcome.state is on_show.State.RUNNING:
            raise rules.NotShownOut(until=outcome.until)
    moved = moves.move(row, REVIEW, Verb.REVISE, publicity_id=None, prepared_by=None)
    facts.record("adjustment.review.revised", row, actor=actor, now=now, moved=moved)


@applies("R-230", "R-233")
@transaction.atomic
def decide(pk: int, effective_on: date, *, actor: Actor, now: datetime) -> str:
    """Decide a list that stood its time on show; returns the number of the decision."""
    row = access.review(pk, actor, Permission.REVIEW_DECIDE)
    REVIEW.after(State(row.state), Verb.DECIDE)
    rules.check_other_person(actor.person_id, row.prepared_by)
    outcome = publicity.outcome(row.publicity_id or 0)
    rules.check_stands(
        is_final=bool(outcome and outcome.is_final),
        stands=bool(outcome and outcome.state in STANDS),
        is_running=bool(outcome and outcome.state is on_show.State.RUNNING),
        until=outcome.until if outcome else None,
    )
    today = periods.day(now)
    rules.check_effect(effective_on, today)
    closing = rules.closing_on(effective_on, today, rulebooks.current())
    given = Draft(
        kind=Kind.NOTICE,
        publicity=Publicity.PUBLIC,
        issuer=Issuer.DEPARTMENT,
        title=texts.title(row.year, decided=True),
        body=texts.decided(row.year, effective_on, closing, listed.named(row), listed.added(row)),
        recipient_kinds=rulebooks.current().on(today, "R-001").words("recipient_kinds"),
    )
    document, number = issuing.issue(given, prepared_by=row.prepared_by or 0, actor=actor, now=now)
    moved = moves.move(
        row,
        REVIEW,
        Verb.DECIDE,
        decision_id=document,
        decided_on=today,
        number=number,
        effective_on=effective_on,
        closing_on=closing,
    )
    facts.record("adjustment.review.decided", row, actor=actor, now=now, moved=moved, number=number)
    return number


@applies("R-230")
@transaction.atomic
def report(pk: int, reported_on: date, number: str, *, actor: Actor, now: datetime) -> None:
    """Record that what concerns the national list was reported to the ministry."""
    row = access.review(pk, actor, Permission.REVIEW_PREPARE)
    REVIEW.after(State(row.state), Verb.REPORT)
    rules.check_reported(reported_on, row.decided_on, periods.day(now))
    moved = moves.move(row, REVIEW, Verb.REPORT, reported_on=reported_on, report_number=number)
    facts.record(
        "adjustment.review.reported", row, actor=actor, now=now, moved=moved, number=number
    )


@applies("R-230", "R-233")
@transaction.atomic
def withdraw(pk: int, reason: str, *, actor: Actor, now: datetime) -> None:
    """Withdraw a decision: its document goes, and what phases out by it is in use again."""
    row = access.review(pk, actor, Permission.REVIEW_DECIDE)
    moved = moves.move(
        row,
        REVIEW,
        Verb.WITHDRAW,
        withdrawn_on=periods.day(now),
        withdrawn_reason=reason,
    )
    if row.decision_id:
        gazette.withdraw(row.decision_id, reason, actor=actor, now=now)
    effects.undo(row, actor=actor, now=now)
    facts.record(
        "adjustment.review.withdrawn", row, actor=actor, now=now, moved=moved, number=row.number
    )


def _subjects(row: Review) -> list[Subject]:
    """Return what the list puts on show, one entry a certificate."""
    ids = certificates.ids_of([line.code for line in listed.named(row)])
    made = [
        Subject(texts.entry(line), certificate_type_id=ids[line.code]) for line in listed.named(row)
    ]
    made += [Subject(f"拟新增：{one.name}（{one.field}）") for one in listed.added(row)]
    return made

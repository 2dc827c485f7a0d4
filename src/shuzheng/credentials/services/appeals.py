"""Appeal against a revocation, answer for it, decide on it, and give back what was taken wrongly.

Rules: R-115 (the right, its term, who does not decide), R-255 (the answer is due), R-109 (at most
one live certificate to a result). Source: handbook 3.8. A revocation is never taken back in a
status list. Where it is overturned, the same act issues a new certificate for the same result, to
which the old number leads; a key that cannot be used therefore refuses the whole decision.

Every act that ends an appeal, or adds to it, takes the lock of the fact chain before any row.
"""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction

from shuzheng.credentials import access
from shuzheng.credentials.access import Permission
from shuzheng.credentials.models import Certificate, RevocationAppeal
from shuzheng.credentials.rules import appeals as rules
from shuzheng.credentials.rules import status as status_rules
from shuzheng.credentials.rules.appeals import APPEAL, State, Verb
from shuzheng.credentials.services import mending, status
from shuzheng.foundation import facts, files, moves, rulebooks, sealing
from shuzheng.kernel import periods
from shuzheng.kernel.rulebook import applies

if TYPE_CHECKING:
    from datetime import datetime

    from shuzheng.credentials.models import Revocation
    from shuzheng.kernel.actor import Actor


@applies("R-115", "R-255")
@transaction.atomic
def lodge(
    number: str, grounds: str, document_id: int | None, *, actor: Actor, now: datetime
) -> int:
    """Appeal against the revocation of one's own certificate, or a ward's; returns the appeal's id.

    Once, and within the term. `document_id` names a sealed document that backs it, if there is one.
    """
    row = access.own(number, actor, Permission.APPEAL_LODGE)
    words = status_rules.require_reason(grounds)
    decision, today = _revocation(row), periods.day(now)
    if decision is None or decision.decided_at is None:
        raise rules.NothingToAppeal
    rules.check_term(periods.day(decision.decided_at), today, rulebooks.current())
    appeal = RevocationAppeal(
        uid=uuid.uuid4(),
        certificate=row,
        revocation=decision,
        state=APPEAL.initial,
        lodged_by_id=actor.person_id,
        lodged_on=today,
        due_on=rules.answer_due_on(today, rulebooks.calendar(), rulebooks.current()),
    )
    appeal.grounds_sealed = sealing.seal(words, appeal.place("grounds"))
    try:
        with transaction.atomic():
            appeal.save(force_insert=True)
    except IntegrityError:
        raise rules.AppealedBefore from None
    if document_id is not None:
        appeal.documents.add(document_id)
    facts.record("credentials.appeal.lodged", appeal, actor=actor, now=now)
    return appeal.pk


@applies("R-115")
@transaction.atomic
def add_document(number: str, document_id: int, *, actor: Actor, now: datetime) -> None:
    """Add a sealed document to one's own open appeal."""
    facts.lock_chain()
    appeal = access.own_appeal(number, actor)
    _require_open(appeal)
    rules.check_documents(appeal.documents.count())
    appeal.documents.add(document_id)
    facts.record("credentials.appeal.documented", appeal, actor=actor, now=now)


@transaction.atomic
def withdraw(number: str, *, actor: Actor, now: datetime) -> None:
    """Withdraw one's own appeal: the revocation stands, and there is no second appeal."""
    facts.lock_chain()
    appeal = access.own_appeal(number, actor)
    moved = moves.move(appeal, APPEAL, Verb.WITHDRAW, closed_at=now)
    facts.record("credentials.appeal.withdrawn", appeal, actor=actor, now=now, moved=moved)


@applies("R-115")
@transaction.atomic
def make_statement(appeal_id: int, statement: str, *, actor: Actor, now: datetime) -> None:
    """Say for the organisation that revoked why it did; once, before the decision."""
    facts.lock_chain()
    appeal = access.appeal(appeal_id, actor, Permission.APPEAL_STATE)
    words = status_rules.require_reason(statement)
    rows = RevocationAppeal.objects.filter(pk=appeal.pk, state=State.LODGED, stated_at=None)
    sealed = sealing.seal(words, appeal.place("statement"))
    if not rows.update(statement_sealed=sealed, stated_by_id=actor.person_id, stated_at=now):
        raise rules.StatedBefore
    facts.record("credentials.appeal.stated", appeal, actor=actor, now=now)


@applies("R-115")
@transaction.atomic
def uphold(appeal_id: int, reason: str, *, actor: Actor, now: datetime) -> None:
    """Uphold the revocation, with the reason that the holder reads."""
    facts.lock_chain()
    appeal, passages = _decided(appeal_id, Verb.UPHOLD, reason, actor, now)
    facts.record(
        "credentials.appeal.upheld",
        appeal.certificate,
        actor=actor,
        now=now,
        passages=passages,
    )


@applies("R-109", "R-115")
@transaction.atomic
def overturn(appeal_id: int, reason: str, *, actor: Actor, now: datetime) -> str:
    """Overturn the revocation and issue a new certificate for the result; returns its number.

    Refuses while the result cannot be certified, where another certificate for it is in force, and
    where the organisation's key cannot be used.
    """
    # Before any row: issuing takes the lock before the series of numbers, which this needs too.
    facts.lock_chain()
    appeal, passages = _decided(appeal_id, Verb.OVERTURN, reason, actor, now)
    old = appeal.certificate
    _require_none_in_force(old)
    ground, verb = status_rules.OVERTURNED, status_rules.Verb.OVERTURN
    made = mending.succeed(old, mending.closed(old, now), verb, ground, actor=actor, now=now)
    status.explain(old, verb, "", actor=actor, now=now)
    facts.record(
        "credentials.appeal.overturned",
        old,
        actor=actor,
        now=now,
        moved=made.moved,
        passages=[made.passage, *passages],
    )
    return made.number


@transaction.atomic
def open_document(appeal_id: int, document_id: int, *, actor: Actor, now: datetime) -> files.Opened:
    """Open a document of an appeal at the department or the office; the fact keeps who and when."""
    appeal = access.appeal_document(appeal_id, document_id, actor)
    opened = files.unsealed(document_id)
    facts.record("credentials.appeal.opened", appeal, actor=actor, now=now)
    return opened


def _revocation(row: Certificate) -> Revocation | None:
    """Return by what a certificate was revoked; None for one that was not, or is so no longer."""
    if status_rules.State(row.state) is not status_rules.State.REVOKED:
        return None
    return row.revocations.filter(confirmed=True).first()


def _decided(
    appeal_id: int, verb: Verb, reason: str, actor: Actor, now: datetime
) -> tuple[RevocationAppeal, list[facts.Passage]]:
    """Move an appeal by a decision with its reason; returns it and its passage. Part of an act."""
    appeal = access.appeal(appeal_id, actor, Permission.APPEAL_DECIDE)
    words = status_rules.require_reason(reason)
    rules.check_decider(actor.person_id, access.took_part(appeal))
    moved = moves.move(
        appeal,
        APPEAL,
        verb,
        answer_sealed=sealing.seal(words, appeal.place("answer")),
        decided_by_id=actor.person_id,
        closed_at=now,
    )
    return appeal, facts.passages_of(appeal, moved)


def _require_open(appeal: RevocationAppeal) -> None:
    if State(appeal.state) is not State.LODGED:
        raise moves.MovedMeanwhile


def _require_none_in_force(old: Certificate) -> None:
    """Refuse where the result has another certificate, as it may after one issued in error."""
    rows = Certificate.objects.filter(result_id=old.result_id, state__in=status_rules.LIVE)
    number = rows.values_list("number", flat=True).first()
    if number is not None:
        raise rules.AnotherInForce(number=number)

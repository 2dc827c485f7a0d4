"""Settle fees in bulk, record payments, refund; and settle again when a claim is decided.

Rules: R-120 (nothing but the agreed fee), R-127 (first certificate), R-128 (hardship; a late proof
brings the money back). Money itself is collected elsewhere: here are receipt numbers. No fact and
no return value names the ground; only `fees.queries.settlements.own` shows it, to whom it concerns.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q

from shuzheng.fees import access
from shuzheng.fees.access import Permission
from shuzheng.fees.models import FeeAgreement, HardshipClaim, Settlement
from shuzheng.fees.queries import agreements
from shuzheng.fees.rules import agreement as agreement_rules
from shuzheng.fees.rules import exemption, hardship
from shuzheng.foundation import facts, moves, rulebooks
from shuzheng.kernel.refusals import Refusal
from shuzheng.kernel.rulebook import applies

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date, datetime
    from uuid import UUID

    from shuzheng.fees.rules.exemption import CandidateKind
    from shuzheng.kernel.actor import Actor

AT_ONCE = 2_000
WAITING, SETTLED, REFUNDED = "waiting", "settled", "refunded"


class RefundedAlready(Refusal):
    """What was refunded is not settled again under the same registration."""

    code = "settlement-refunded"
    status = 409
    template = "{count} of these registrations were refunded and cannot be settled again."


class NothingOwed(Refusal):
    """A payment is recorded only where one is asked for."""

    code = "nothing-owed"
    status = 409
    template = "Nothing is to be paid for this registration."
    rule = "R-120"


class ReceiptMissing(Refusal):
    """A payment has a receipt."""

    code = "receipt-missing"
    template = "Give the number of the receipt."


class NothingToPayBack(Refusal):
    """There is no money to give back."""

    code = "nothing-to-pay-back"
    status = 409
    template = "Nothing is to be paid back for this registration."


@dataclass(frozen=True, slots=True)
class SettlementRow:
    """One registration whose fee is to be settled; `reference` is its uid."""

    reference: UUID
    person_id: int
    institution_id: int | None
    candidate_kind: CandidateKind
    pilot_student: bool


@dataclass(frozen=True, slots=True)
class Settled:
    """Whether a fee is settled, and what the candidate still owes, in fen."""

    settled: bool
    owed_fen: int


@applies("R-120", "R-121", "R-127", "R-128")
@transaction.atomic
def settle_all(
    rows: Sequence[SettlementRow],
    *,
    certificate_type_id: int,
    level: str,
    asked_fen: int,
    on: date,
    actor: Actor,
    now: datetime,
) -> dict[UUID, Settled]:
    """Settle the fees of these registrations, made on the day `on`; part of a larger act.

    Charged is what the plan asks (`asked_fen`), and never more than was agreed. A registration that
    is settled keeps its terms for ever; one that waits is computed again. A fixed number of
    statements for each 2 000 rows. Refuses without an agreement that governs `on`, and what was
    refunded. The caller has checked that the actor may register these candidates.
    """
    if not rows:
        return {}
    made = {one.reference: one for one in _existing(row.reference for row in rows)}
    refunded = sum(1 for one in made.values() if one.refunded_at)
    if refunded:
        raise RefundedAlready(count=refunded)
    agreement = _governing(certificate_type_id, level, on)
    fresh = {
        row.reference: _fresh(row, agreement, asked_fen, on)
        for row in rows
        if row.reference not in made
    }
    waiting = [one for one in made.values() if one.settled_at is None]
    before = {one.pk: _terms(one) for one in waiting}
    _charge([*waiting, *fresh.values()], now)
    changed = [one for one in waiting if before[one.pk] != _terms(one)]
    _write(fresh.values(), changed)
    _record([*changed, *fresh.values()], dict.fromkeys(before, WAITING), actor=actor, now=now)
    return {
        reference: Settled(one.settled_at is not None, _still_owed(one))
        for reference, one in {**made, **fresh}.items()
    }


@transaction.atomic
def record_payment(reference: UUID, receipt: str, *, actor: Actor, now: datetime) -> None:
    """Record the number of the receipt for what a candidate owed; nothing else can be charged."""
    row = access.settlement(reference, actor)
    actor.require(Permission.PAYMENT_RECORD)
    if not receipt.strip():
        raise ReceiptMissing
    if row.settled_at is not None or row.refunded_at is not None or not row.owed_fen:
        raise NothingOwed
    here = Settlement.objects.filter(
        pk=row.pk, settled_at=None, refunded_at=None, owed_fen=row.owed_fen
    )
    if not here.update(settled_at=now, paid_fen=row.owed_fen, receipt=receipt.strip()):
        raise moves.MovedMeanwhile
    passage = facts.Passage(facts.name_of(row), WAITING, SETTLED)
    facts.record("fees.payment.recorded", row, actor=actor, now=now, passages=[passage])


@transaction.atomic
def refund(reference: UUID, reason: str, *, actor: Actor, now: datetime) -> int:
    """Give up the fee of one registration; returns the fen to pay back. Part of a larger act."""
    return refund_all([reference], reason, actor=actor, now=now)[reference]


@applies("R-115")
@transaction.atomic
def refund_all(
    references: Sequence[UUID], reason: str, *, actor: Actor, now: datetime
) -> dict[UUID, int]:
    """Give up the fees of registrations that are withdrawn or cancelled; part of a larger act.

    Returns the fen to be paid back for each; references without a settlement owe nothing, and what
    was refunded before stays as it was.
    """
    rows = _existing(references)
    open_rows = [row for row in rows if row.refunded_at is None]
    before = {row.reference: SETTLED if row.settled_at else WAITING for row in open_rows}
    for row in open_rows:
        row.refunded_at, row.pay_back_fen = now, row.paid_fen
    Settlement.objects.bulk_update(open_rows, ("refunded_at", "pay_back_fen"), batch_size=AT_ONCE)
    if open_rows:
        passages = (
            facts.Passage(facts.name_of(row), before[row.reference], REFUNDED) for row in open_rows
        )
        facts.record(
            "fees.settlements.refunded",
            open_rows[0],
            actor=actor,
            now=now,
            passages=passages,
            count=len(open_rows),
            reason=reason,
        )
    return dict.fromkeys(references, 0) | {
        row.reference: row.pay_back_fen if row.paid_back_at is None else 0 for row in rows
    }


@transaction.atomic
def record_paid_back(reference: UUID, *, actor: Actor, now: datetime) -> None:
    """Record that a candidate got the money back."""
    row = access.settlement(reference, actor)
    actor.require(Permission.PAYMENT_PAY_BACK)
    here = Settlement.objects.filter(pk=row.pk, paid_back_at=None, pay_back_fen__gt=0)
    if not here.update(paid_back_at=now):
        raise NothingToPayBack
    facts.record("fees.payment.paid_back", row, actor=actor, now=now)


@applies("R-128")
def settle_again(person_ids: Iterable[int], *, actor: Actor, now: datetime) -> None:
    """Compute again what persons owe after a claim of theirs was decided; part of that act.

    What waits is settled or asked for; what was paid and turns out exempt is to be paid back.
    """
    rows = _open_for(list(person_ids))
    before = {row.pk: _terms(row) for row in rows}
    waiting = [row for row in rows if row.settled_at is None]
    source = {row.pk: SETTLED if row.settled_at else WAITING for row in rows}
    _charge(waiting, now)
    _give_back([row for row in rows if source[row.pk] == SETTLED and row.paid_fen])
    changed = [row for row in rows if before[row.pk] != _terms(row)]
    _write((), changed)
    _record(changed, source, actor=actor, now=now)


def _existing(references: Iterable[UUID]) -> list[Settlement]:
    wanted = list(dict.fromkeys(references))
    found: list[Settlement] = []
    for start in range(0, len(wanted), AT_ONCE):
        rows = Settlement.objects.filter(reference__in=wanted[start : start + AT_ONCE])
        found += rows.select_related("agreement").order_by("pk")
    return found


def _open_for(person_ids: Sequence[int]) -> list[Settlement]:
    """Return what a decision on a claim may change: what waits, and what the person paid."""
    found: list[Settlement] = []
    for start in range(0, len(person_ids), AT_ONCE):
        rows = Settlement.objects.filter(
            person_id__in=person_ids[start : start + AT_ONCE], refunded_at=None
        ).filter(Q(settled_at=None) | Q(ground=exemption.Ground.CANDIDATE_PAYS))
        found += rows.select_related("agreement").order_by("pk")
    return found


def _governing(certificate_type_id: int, level: str, on: date) -> FeeAgreement:
    terms = agreements.terms(certificate_type_id, level)
    chosen = agreement_rules.governing(terms, on, rulebooks.current())
    return FeeAgreement.objects.get(number=chosen.document)


def _fresh(row: SettlementRow, agreement: FeeAgreement, asked_fen: int, on: date) -> Settlement:
    return Settlement(
        reference=row.reference,
        person_id=row.person_id,
        institution_id=row.institution_id,
        agreement=agreement,
        candidate_kind=row.candidate_kind,
        pilot_student=row.pilot_student,
        registered_on=on,
        price_fen=min(asked_fen, agreement.price_fen),
        rule_since=rulebooks.current().on(on, "R-128").since,
    )


def _charge(rows: Sequence[Settlement], now: datetime) -> None:
    """Compute what each of these owes, in their order: an earlier one counts for a later one."""
    people = [row.person_id for row in rows]
    claims, earlier, book = _claims(people), _earlier(people, rows), rulebooks.current()
    for row in rows:
        made = exemption.charge(_case(row, earlier[row.person_id], claims), book)
        row.owed_fen, row.ground = made.owed, made.ground
        row.settled_at = now if made.settled else None
        earlier[row.person_id] += 1


def _give_back(rows: Sequence[Settlement]) -> None:
    """Free the paid ones that a decided claim covers after all."""
    claims, book = _claims([row.person_id for row in rows]), rulebooks.current()
    for row in rows:
        case = _case(row, 0, claims)
        if exemption.is_exempt(case, book):
            row.pay_back_fen = exemption.refund(row.paid_fen, case, book)
            row.owed_fen, row.ground = 0, exemption.Ground.HARDSHIP


def _case(row: Settlement, earlier: int, claims: dict[int, list[hardship.Claim]]) -> exemption.Case:
    return exemption.Case(
        kind=row.candidate_kind,
        pilot_student=row.pilot_student,
        price=row.price_fen,
        registered_on=row.registered_on,
        earlier=earlier,
        claims=claims.get(row.person_id, []),
    )


def _claims(person_ids: Iterable[int]) -> dict[int, list[hardship.Claim]]:
    wanted: list[int] = list(set(person_ids))
    found: dict[int, list[hardship.Claim]] = {}
    for start in range(0, len(wanted), AT_ONCE):
        rows = HardshipClaim.objects.filter(person_id__in=wanted[start : start + AT_ONCE])
        for person, state, since, until in rows.values_list("person_id", "state", "since", "until"):
            found.setdefault(person, []).append(hardship.Claim(state, since, until))
    return found


def _earlier(person_ids: Iterable[int], without: Sequence[Settlement]) -> Counter[int]:
    """Count each person's other settlements that were not refunded."""
    left_out = {row.pk for row in without if row.pk}
    wanted = list(set(person_ids))
    found: Counter[int] = Counter()
    for start in range(0, len(wanted), AT_ONCE):
        rows = Settlement.objects.filter(
            person_id__in=wanted[start : start + AT_ONCE], refunded_at=None
        )
        found.update(p for pk, p in rows.values_list("pk", "person_id") if pk not in left_out)
    return found


def _terms(row: Settlement) -> tuple[int, str, datetime | None]:
    return row.owed_fen, row.ground, row.settled_at


def _write(fresh: Iterable[Settlement], waiting: Sequence[Settlement]) -> None:
    Settlement.objects.bulk_create(fresh, batch_size=AT_ONCE)
    Settlement.objects.bulk_update(
        waiting, ("owed_fen", "ground", "settled_at", "pay_back_fen"), batch_size=500
    )


def _record(
    rows: Sequence[Settlement],
    source: dict[int, str],
    *,
    actor: Actor,
    now: datetime,
) -> None:
    passages = []
    for row in rows:
        after = SETTLED if row.settled_at else WAITING
        passages.append(facts.Passage(facts.name_of(row), source.get(row.pk, ""), after))
    if passages:
        facts.record(
            "fees.settlements.computed",
            rows[0],
            actor=actor,
            now=now,
            passages=passages,
            count=len(passages),
        )


def _still_owed(row: Settlement) -> int:
    return 0 if row.settled_at else row.owed_fen

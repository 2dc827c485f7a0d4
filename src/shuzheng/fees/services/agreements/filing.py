"""File an agreement with the office, bring it into force, end it. Rules: R-121, R-122."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction

from shuzheng.fees import access
from shuzheng.fees.access import Permission
from shuzheng.fees.models import FeeAgreement
from shuzheng.fees.queries import agreements as queries
from shuzheng.fees.rules import agreement as rules
from shuzheng.fees.rules.agreement import State, Verb
from shuzheng.fees.services.agreements import parties
from shuzheng.fees.services.agreements.parties import ReasonMissing
from shuzheng.foundation import facts, moves, rulebooks
from shuzheng.kernel import money, periods
from shuzheng.kernel.actor import CLOCK
from shuzheng.kernel.refusals import Refusal
from shuzheng.kernel.rulebook import applies

if TYPE_CHECKING:
    from datetime import datetime

    from shuzheng.kernel.actor import Actor


class AgreementStands(Refusal):
    """Each certificate and level has one agreement from each first day."""

    code = "agreement-stands"
    status = 409
    template = "Another agreement that begins on {since} is filed already."
    rule = "R-121"


@applies("R-121", "R-122")
@transaction.atomic
def file(agreement_id: int, document_id: int, *, actor: Actor, now: datetime) -> None:
    """File a signed agreement with the office.

    Refuses a fee above the ceiling that holds when it begins, or without one, unless a waiver
    that covers it is on file.
    """
    row = parties.led(agreement_id, actor)
    rules.AGREEMENT.after(State(row.state), Verb.FILE)
    if row.appraised_on is None:
        raise rules.NotAppraised
    rules.check_signed(row.lead_signed_on, row.organisation_signed_on)
    today = periods.day(now)
    on = max(today, row.since)
    leave = queries.waiver(row.certificate_type_id, row.level, on)
    ceiling = queries.ceiling(row.certificate_type_id, row.level, on)
    rules.check_ceiling(row.price_fen, ceiling, leave, on)
    needs_leave = ceiling is None or row.price_fen > ceiling
    try:
        with transaction.atomic():
            moved = moves.move(
                row, rules.AGREEMENT, Verb.FILE, filed_on=today, document_id=document_id
            )
    except IntegrityError:
        raise AgreementStands(since=row.since) from None
    facts.record(
        "fees.agreement.filed",
        row,
        actor=actor,
        now=now,
        moved=moved,
        number=row.number,
        price=money.yuan(row.price_fen),
        waiver=leave.document if leave and needs_leave else "",
    )


@applies("R-121")
@transaction.atomic
def send_back(agreement_id: int, reason: str, *, actor: Actor, now: datetime) -> None:
    """Return an agreement to the talks, with the reason; it needs both signatures again."""
    row = access.agreement_by_id(agreement_id, actor, Permission.AGREEMENT_DECIDE)
    if not reason.strip():
        raise ReasonMissing
    moved = moves.move(
        row,
        rules.AGREEMENT,
        Verb.RETURN,
        lead_signed_on=None,
        organisation_signed_on=None,
        document_id=None,
        filed_on=None,
        negotiating_since=periods.day(now),
    )
    facts.record(
        "fees.agreement.returned", row, actor=actor, now=now, moved=moved, reason=reason.strip()
    )


@applies("R-121")
@transaction.atomic
def bring_into_force(agreement_id: int, *, actor: Actor, now: datetime) -> None:
    """Bring a filed agreement into force; it counts from its first day on."""
    row = access.agreement_by_id(agreement_id, actor, Permission.AGREEMENT_DECIDE)
    _bring_into_force(row, "office", actor=actor, now=now)


@applies("R-121")
@transaction.atomic
def terminate(agreement_id: int, reason: str, *, actor: Actor, now: datetime) -> None:
    """End an agreement in force, or talks that came to nothing; settled fees stay as they are."""
    row = access.agreement_by_id(agreement_id, actor, Permission.AGREEMENT_DECIDE)
    if not reason.strip():
        raise ReasonMissing
    moved = moves.move(row, rules.AGREEMENT, Verb.TERMINATE)
    facts.record(
        "fees.agreement.terminated", row, actor=actor, now=now, moved=moved, reason=reason.strip()
    )


@applies("R-121")
def begin_filed(*, now: datetime) -> int:
    """Bring into force what was filed on an earlier day and whose first day has come.

    Returns how many. Safe to run again.
    """
    today = periods.day(now)
    rows = FeeAgreement.objects.filter(
        state=State.FILED, since__lte=today, filed_on__lt=today
    ).order_by("pk")
    for row in rows:
        with transaction.atomic():
            _bring_into_force(row, "date", actor=CLOCK, now=now)
    return len(rows)


@applies("R-121")
def expire_over(*, now: datetime) -> int:
    """Let expire what a newer agreement has replaced, or whose extension is over; how many."""
    today, book = periods.day(now), rulebooks.current()
    expired = 0
    for row in FeeAgreement.objects.filter(state=State.IN_FORCE, until__lt=today).order_by("pk"):
        newer = FeeAgreement.objects.filter(
            certificate_type_id=row.certificate_type_id,
            level=row.level,
            state=State.IN_FORCE,
            since__gt=row.since,
            since__lte=today,
        )
        if today > rules.extended_until(queries.terms_of(row), book) or newer.exists():
            with transaction.atomic():
                moved = moves.move(row, rules.AGREEMENT, Verb.EXPIRE)
                facts.record("fees.agreement.expired", row, actor=CLOCK, now=now, moved=moved)
            expired += 1
    return expired


def _bring_into_force(row: FeeAgreement, how: str, *, actor: Actor, now: datetime) -> None:
    moved = moves.move(row, rules.AGREEMENT, Verb.BRING_INTO_FORCE)
    facts.record("fees.agreement.in_force", row, actor=actor, now=now, moved=moved, how=how)

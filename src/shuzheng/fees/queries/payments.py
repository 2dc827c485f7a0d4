"""Fees to be collected or paid back, for who keeps the receipts.

Rules: R-120, R-128. Only what is owed or has to go back is listed, so that the list says nothing
about those who owe nothing, whatever the ground. What goes back after a claim is for the aid
officer alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q

from shuzheng.fees import access
from shuzheng.fees.access import Permission
from shuzheng.foundation.ui import listing
from shuzheng.identity.queries import persons

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from django.db.models import QuerySet

    from shuzheng.fees.models import Settlement
    from shuzheng.kernel.actor import Actor

VIEWS = ("owed", "back")
FIELDS = {"name": "person__name", "amount": "owed_fen", "registered": "registered_on"}


@dataclass(frozen=True, slots=True)
class PaymentLine:
    """What one candidate owes, or gets back, in fen."""

    reference: UUID
    name: str
    document_masked: str
    certificate: str
    level: str
    agreement: str
    amount_fen: int
    registered_on: date
    receipt: str


def lines(actor: Actor, wish: listing.Wish, *, q: str = "") -> listing.Found[PaymentLine]:
    """Return one page of what is owed (view "owed") or has to go back (view "back")."""
    actor.require(Permission.PAYMENT_RECORD)
    rows = _viewed(access.settlements(actor), wish.view, actor)
    if q:
        rows = rows.filter(Q(person__name__icontains=q) | Q(receipt=q))
    wide = rows.select_related("agreement__certificate_type")
    found = listing.cut(wide.order_by(*wish.order(FIELDS)), wish)
    people = persons.brief(row.person_id for row in found.rows)
    return listing.Found(
        [
            PaymentLine(
                reference=row.reference,
                name=people[row.person_id].name,
                document_masked=people[row.person_id].document_masked,
                certificate=row.agreement.certificate_type.name,
                level=row.agreement.level,
                agreement=row.agreement.number,
                amount_fen=row.pay_back_fen if wish.view == "back" else row.owed_fen,
                registered_on=row.registered_on,
                receipt=row.receipt,
            )
            for row in found.rows
        ],
        found.total,
        found.page,
    )


def counts(actor: Actor) -> dict[str, int]:
    """Return how many payments each view holds for the actor."""
    return {view: _viewed(access.settlements(actor), view, actor).count() for view in VIEWS}


def one(reference: UUID, actor: Actor) -> PaymentLine:
    """Return what one candidate owes, for the page that takes the receipt."""
    actor.require(Permission.PAYMENT_RECORD)
    row = access.settlement(reference, actor)
    person = persons.brief([row.person_id])[row.person_id]
    return PaymentLine(
        reference=row.reference,
        name=person.name,
        document_masked=person.document_masked,
        certificate=row.agreement.certificate_type.name,
        level=row.agreement.level,
        agreement=row.agreement.number,
        amount_fen=0 if row.settled_at or row.refunded_at else row.owed_fen,
        registered_on=row.registered_on,
        receipt=row.receipt,
    )


def _viewed(rows: QuerySet[Settlement], view: str, actor: Actor) -> QuerySet[Settlement]:
    if view == "back":
        if not actor.may(Permission.PAYMENT_PAY_BACK):
            return rows.none()
        return rows.filter(pay_back_fen__gt=0, paid_back_at=None)
    return rows.filter(owed_fen__gt=0, settled_at=None, refunded_at=None)

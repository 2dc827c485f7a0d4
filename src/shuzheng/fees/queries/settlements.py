"""Whether anything is to be paid; to the candidate and the guardian alone, also why.

Rule: R-128. Whoever keeps the receipts reads what is owed. Who owes nothing looks alike, whether
exempt, guaranteed, paid up or with a claim under check; everybody else reads nothing of fees.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum, auto
from typing import TYPE_CHECKING

from shuzheng.fees import access
from shuzheng.fees.access import Permission
from shuzheng.fees.models import HardshipClaim, Settlement
from shuzheng.fees.rules import exemption, hardship
from shuzheng.foundation import rulebooks
from shuzheng.kernel.actor import Reach
from shuzheng.kernel.rulebook import applies

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime
    from uuid import UUID

    from shuzheng.kernel.actor import Actor

AT_ONCE = 2_000


class Standing(StrEnum):
    """How a fee stands, for whoever keeps the receipts."""

    NOTHING_DUE = auto()
    OWED = auto()
    REFUNDED = auto()


@dataclass(frozen=True, slots=True)
class OwnSettlement:
    """One's own fee: money in fen, and the ground as a marked word."""

    reference: UUID
    person_id: int
    agreement: str
    registered_on: date
    price_fen: int
    owed_fen: int
    ground: exemption.Ground
    ground_label: str
    standing: Standing
    settled_at: datetime | None
    receipt: str
    pay_back_fen: int
    paid_back_at: datetime | None


@applies("R-128")
def states(references: Iterable[UUID], actor: Actor) -> dict[UUID, Standing]:
    """Return how the fees of these registrations stand, as far as the actor keeps the receipts.

    Left out is what was never settled, and what others collect: most actors read nothing at all.
    """
    wanted = list(set(references))
    found: dict[UUID, Standing] = {}
    for start in range(0, len(wanted), AT_ONCE):
        rows = access.settlements(actor).filter(reference__in=wanted[start : start + AT_ONCE])
        found.update((row.reference, _standing(row)) for row in rows)
    return found


def keeps_receipts(actor: Actor) -> bool:
    """Return whether an actor has to know at all what candidates owe."""
    return actor.may(Permission.PAYMENT_RECORD)


def references(settlement_ids: Iterable[int]) -> dict[int, UUID]:
    """Return the registrations' uids of these settlements: what a fact names is a settlement."""
    wanted = list(set(settlement_ids))
    found: dict[int, UUID] = {}
    for start in range(0, len(wanted), AT_ONCE):
        rows = Settlement.objects.filter(pk__in=wanted[start : start + AT_ONCE])
        found.update(rows.values_list("pk", "reference"))
    return found


def own(reference: UUID, actor: Actor) -> OwnSettlement | None:
    """Return the fee of one's own or one's ward's registration, with its ground, or None."""
    return own_all([reference], actor).get(reference)


def own_all(references: Iterable[UUID], actor: Actor) -> dict[UUID, OwnSettlement]:
    """Return the fees of one's own or one's wards' registrations, with their grounds."""
    if actor.reach is not Reach.SELF:
        return {}
    rows = access.settlements(actor).filter(reference__in=list(references))
    return {row.reference: _own(row) for row in rows.select_related("agreement")}


@applies("R-127", "R-128")
def expected(
    actor: Actor, *, kind: exemption.CandidateKind, pilot_student: bool, price_fen: int, on: date
) -> exemption.Charge:
    """Return what the actor oneself would owe for an assessment registered on `on`, and why.

    Told before one agrees; what counts is computed when the registration is confirmed.
    """
    me = actor.person_id
    claims = HardshipClaim.objects.filter(person_id=me)
    case = exemption.Case(
        kind=kind,
        pilot_student=pilot_student,
        price=price_fen,
        registered_on=on,
        earlier=Settlement.objects.filter(person_id=me, refunded_at=None).count(),
        claims=[
            hardship.Claim(state, since, until)
            for state, since, until in claims.values_list("state", "since", "until")
        ],
    )
    return exemption.charge(case, rulebooks.current())


def _standing(row: Settlement) -> Standing:
    """Return the standing; a claim under check owes nothing, like whoever has paid."""
    if row.refunded_at is not None:
        return Standing.REFUNDED
    owed = row.settled_at is None and row.owed_fen > 0
    return Standing.OWED if owed else Standing.NOTHING_DUE


def _own(row: Settlement) -> OwnSettlement:
    ground = exemption.Ground(row.ground)
    return OwnSettlement(
        reference=row.reference,
        person_id=row.person_id,
        agreement=row.agreement.number,
        registered_on=row.registered_on,
        price_fen=row.price_fen,
        owed_fen=0 if row.settled_at else row.owed_fen,
        ground=ground,
        ground_label=exemption.GROUND_LABELS[ground],
        standing=_standing(row),
        settled_at=row.settled_at,
        receipt=row.receipt,
        pay_back_fen=row.pay_back_fen,
        paid_back_at=row.paid_back_at,
    )

"""Who is a party to an agreement, and how its columns are written. Rule: R-121."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shuzheng.fees import access
from shuzheng.fees.access import Permission
from shuzheng.fees.models import FeeAgreement
from shuzheng.foundation import moves
from shuzheng.kernel.refusals import Refusal

if TYPE_CHECKING:
    from shuzheng.kernel.actor import Actor


class NotTheLead(Refusal):
    """The alliance's lead makes the agreement."""

    code = "not-the-alliance-lead"
    status = 403
    template = "Only the lead of the certificate's alliance makes its fee agreement."
    rule = "R-121"


class NotAParty(Refusal):
    """An agreement is made by the alliance lead and the organisation."""

    code = "not-a-party"
    status = 403
    template = "Only the alliance lead and the evaluation organisation are parties to this."
    rule = "R-121"


class ReasonMissing(Refusal):
    """Whoever says no says why."""

    code = "fee-reason-missing"
    template = "Give the reason."


def led(agreement_id: int, actor: Actor) -> FeeAgreement:
    """Fetch an agreement that the actor makes, as lead of the alliance."""
    row = access.agreement_by_id(agreement_id, actor, Permission.AGREEMENT_DRAFT)
    if row.lead_id != actor.organisation_id:
        raise NotTheLead
    return row


def party(agreement_id: int, actor: Actor) -> FeeAgreement:
    """Fetch an agreement to which the actor is a party: the lead, or the organisation."""
    row = access.agreement_by_id(agreement_id, actor, Permission.AGREEMENT_SIGN)
    if actor.organisation_id not in {row.lead_id, row.organisation_id}:
        raise NotAParty
    return row


def put(row: FeeAgreement, **changes: object) -> None:
    """Write columns of an agreement whose state and price nobody changed since it was read."""
    here = FeeAgreement.objects.filter(pk=row.pk, state=row.state, price_fen=row.price_fen)
    if not here.update(**changes):
        raise moves.MovedMeanwhile
    for name, value in changes.items():
        setattr(row, name, value)

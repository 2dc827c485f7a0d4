"""Negotiate, sign, join or dissent, ask for mediation. Rules: R-120, R-121.

A price that is changed after somebody signed needs both signatures again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from shuzheng.fees import access
from shuzheng.fees.access import Permission
from shuzheng.fees.models import Stance
from shuzheng.fees.rules import agreement as rules
from shuzheng.fees.rules.agreement import State, Verb
from shuzheng.fees.services.agreements import parties
from shuzheng.fees.services.agreements.items import total
from shuzheng.fees.services.agreements.parties import ReasonMissing
from shuzheng.foundation import facts, moves, rulebooks
from shuzheng.kernel import money, periods
from shuzheng.kernel.refusals import Refusal
from shuzheng.kernel.rulebook import applies
from shuzheng.pilots.queries import entries

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from shuzheng.kernel.actor import Actor


class DoesNotUse(Refusal):
    """Institutions that use the certificate join or dissent."""

    code = "fee-certificate-not-used"
    status = 403
    template = "Only institutions that use the certificate join its agreement or dissent."
    rule = "R-121"


@applies("R-120", "R-121")
@transaction.atomic
def put_on_table(
    agreement_id: int, items: Sequence[tuple[str, int]], *, actor: Actor, now: datetime
) -> None:
    """Propose other items during the talks; what was signed before counts no more."""
    row = parties.party(agreement_id, actor)
    rules.AGREEMENT.after(State(row.state), Verb.AGREE)
    parties.put(
        row,
        items=[list(item) for item in items],
        price_fen=total(items),
        lead_signed_on=None,
        organisation_signed_on=None,
    )
    facts.record(
        "fees.agreement.offered", row, actor=actor, now=now, price=money.yuan(row.price_fen)
    )


@applies("R-121")
@transaction.atomic
def sign(agreement_id: int, *, actor: Actor, now: datetime) -> None:
    """Sign for the alliance as its lead, or for the organisation; the second signature agrees."""
    row = parties.party(agreement_id, actor)
    rules.AGREEMENT.after(State(row.state), Verb.AGREE)
    leads = row.lead_id == actor.organisation_id
    party = "lead_signed_on" if leads else "organisation_signed_on"
    parties.put(row, **{party: periods.day(now)})
    row.refresh_from_db()
    moved = None
    if row.lead_signed_on and row.organisation_signed_on:
        moved = moves.move(row, rules.AGREEMENT, Verb.AGREE)
    facts.record(
        "fees.agreement.signed",
        row,
        actor=actor,
        now=now,
        moved=moved,
        as_party="alliance" if leads else "organisation",
    )


@applies("R-121")
@transaction.atomic
def declare_stance(
    agreement_id: int, reason: str = "", *, joins: bool, actor: Actor, now: datetime
) -> None:
    """Join the agreement for the actor's institution, or dissent with a reason; stops nothing."""
    row = access.agreement_by_id(agreement_id, actor, Permission.AGREEMENT_JOIN)
    users = {one.institution_id for one in entries.users(row.certificate_type_id)}
    if actor.organisation_id not in users:
        raise DoesNotUse
    if not joins and not reason.strip():
        raise ReasonMissing
    Stance.objects.update_or_create(
        agreement=row,
        institution_id=actor.organisation_id,
        defaults={"joins": joins, "reason": reason.strip(), "declared_on": periods.day(now)},
    )
    if joins:
        facts.record("fees.agreement.joined", row, actor=actor, now=now)
    else:
        facts.record("fees.agreement.dissented", row, actor=actor, now=now, reason=reason.strip())


@applies("R-121")
@transaction.atomic
def ask_for_mediation(agreement_id: int, *, actor: Actor, now: datetime) -> None:
    """Ask the office to mediate, once the parties' own time is over."""
    row = parties.party(agreement_id, actor)
    if row.state == State.NEGOTIATING and row.negotiating_since:
        rules.check_mediation(
            row.negotiating_since, periods.day(now), rulebooks.calendar(), rulebooks.current()
        )
    moved = moves.move(row, rules.AGREEMENT, Verb.MEDIATE)
    facts.record("fees.agreement.mediated", row, actor=actor, now=now, moved=moved)

"""Draft a fee agreement and have it appraised. Rules: R-120, R-121, R-124."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from shuzheng.catalogue.queries import certificates
from shuzheng.fees.access import Permission
from shuzheng.fees.models import FeeAgreement
from shuzheng.fees.rules import agreement as rules
from shuzheng.fees.rules.agreement import State, Verb
from shuzheng.fees.services.agreements import parties
from shuzheng.fees.services.agreements.items import total
from shuzheng.foundation import facts, moves, rulebooks
from shuzheng.kernel import money, periods
from shuzheng.kernel.refusals import Refusal
from shuzheng.kernel.rulebook import applies
from shuzheng.pilots.queries import alliances

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from shuzheng.kernel.actor import Actor


class LevelNotOffered(Refusal):
    """The certificate has no such level."""

    code = "fee-level-not-offered"
    template = "{certificate} has no such level."
    rule = "R-121"


class NoOrganisation(Refusal):
    """Nobody is there to agree with."""

    code = "fee-without-organisation"
    template = "The evaluation organisation of {certificate} does not take part in the province."
    rule = "R-121"


class EndsBeforeStart(Refusal):
    """A year ends after it begins."""

    code = "agreement-ends-before-start"
    template = "The agreement would end before it begins."
    rule = "R-121"


class AppraisedInFuture(Refusal):
    """An appraisal is recorded after it was held."""

    code = "appraised-in-future"
    template = "The appraisal is dated {appraised_on}, which has not come yet."
    rule = "R-124"


@dataclass(frozen=True, slots=True)
class Offer:
    """What a draft says: the items of the fee as (name, fen), and the year, both days included."""

    certificate_type_id: int
    level: str
    items: tuple[tuple[str, int], ...]
    since: date
    until: date


@applies("R-120", "R-121")
@transaction.atomic
def draft(offer: Offer, *, actor: Actor, now: datetime) -> int:
    """Draft the agreement of a certificate whose alliance the actor leads; returns its id."""
    actor.require(Permission.AGREEMENT_DRAFT)
    certificate = certificates.brief([offer.certificate_type_id]).get(offer.certificate_type_id)
    alliance = alliances.of(offer.certificate_type_id)
    if certificate is None or alliance is None or alliance.lead_id != actor.organisation_id:
        raise parties.NotTheLead
    if offer.level not in certificate.levels:
        raise LevelNotOffered(certificate=certificate.name)
    if certificate.organisation_id is None:
        raise NoOrganisation(certificate=certificate.name)
    row = FeeAgreement.objects.create(
        number=_number(now),
        certificate_type_id=offer.certificate_type_id,
        level=offer.level,
        organisation_id=certificate.organisation_id,
        lead_id=actor.organisation_id,
        state=State.DRAFTING,
        **_content(offer),
    )
    facts.record("fees.agreement.drafted", row, actor=actor, now=now, number=row.number)
    return row.pk


@applies("R-120")
@transaction.atomic
def redraft(agreement_id: int, offer: Offer, *, actor: Actor, now: datetime) -> None:
    """Change a draft before it goes to the experts."""
    row = parties.led(agreement_id, actor)
    rules.AGREEMENT.after(State(row.state), Verb.APPRAISE)
    parties.put(row, **_content(offer))
    facts.record(
        "fees.agreement.redrafted", row, actor=actor, now=now, price=money.yuan(row.price_fen)
    )


@applies("R-121")
@transaction.atomic
def send_to_experts(agreement_id: int, *, actor: Actor, now: datetime) -> None:
    """Give the fee to the experts."""
    row = parties.led(agreement_id, actor)
    moved = moves.move(row, rules.AGREEMENT, Verb.APPRAISE)
    facts.record("fees.agreement.sent_to_experts", row, actor=actor, now=now, moved=moved)


@applies("R-121", "R-124")
@transaction.atomic
def record_appraisal(
    agreement_id: int,
    experts: Sequence[rules.Expert],
    *,
    appraised_on: date,
    minutes_id: int,
    actor: Actor,
    now: datetime,
) -> tuple[rules.Shortfall, ...]:
    """Record the experts' appraisal with its minutes and open the negotiation.

    Returns what the appraisal lacks without being void; refuses an expert with a conflict.
    """
    row = parties.led(agreement_id, actor)
    today = periods.day(now)
    lacks = rules.check_appraisal(experts, today, rulebooks.current())
    if appraised_on > today:
        raise AppraisedInFuture(appraised_on=appraised_on)
    moved = moves.move(
        row,
        rules.AGREEMENT,
        Verb.NEGOTIATE,
        experts=[{"name": e.name, "from_pool": e.from_provincial_pool} for e in experts],
        appraised_on=appraised_on,
        minutes_id=minutes_id,
        negotiating_since=today,
    )
    facts.record(
        "fees.agreement.appraised", row, actor=actor, now=now, moved=moved, count=len(experts)
    )
    return lacks


def _content(offer: Offer) -> dict[str, object]:
    if offer.until < offer.since:
        raise EndsBeforeStart
    return {
        "items": [list(item) for item in offer.items],
        "price_fen": total(offer.items),
        "since": offer.since,
        "until": offer.until,
    }


def _number(now: datetime) -> str:
    """Return the next agreement number of the year; the unique column settles a race."""
    year = periods.day(now).year
    rows = FeeAgreement.objects.filter(number__startswith=f"FY{year}").order_by("-number")
    last = rows.values_list("number", flat=True).first()
    serial = int(last[-5:]) + 1 if last else 1
    return f"FY{year}{serial:05d}"

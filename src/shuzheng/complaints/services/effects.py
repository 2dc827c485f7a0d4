"""What the owner of a case sets in motion: a finding, an institution's case, a pointer.

Rule: R-216. Each goes through the face of its room, in the owner's own words and with the owner's
own permission there; those rooms do not know that a complaint was the reason.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction

from shuzheng.complaints import access
from shuzheng.complaints.models import Consequence
from shuzheng.complaints.rules import effects as rules
from shuzheng.complaints.rules.complaint import State
from shuzheng.complaints.rules.effects import Effect
from shuzheng.complaints.services.handling import NotConcerned
from shuzheng.foundation import facts
from shuzheng.kernel.rulebook import applies
from shuzheng.pilots.services import cases
from shuzheng.quality.services import findings

if TYPE_CHECKING:
    from datetime import datetime

    from shuzheng.complaints.models import Complaint
    from shuzheng.kernel.actor import Actor
    from shuzheng.quality.services.findings import Found


@applies("R-216")
@transaction.atomic
def open_finding(
    pk: int, organisation_id: int, given: Found, *, actor: Actor, now: datetime
) -> int:
    """Open a finding against a party that the case is about; returns its id."""
    row = _possible(pk, actor)
    if not row.concerned.filter(organisation=organisation_id).exists():
        raise NotConcerned
    own = row.site if row.site and row.site.institution_id == organisation_id else None
    made = findings.record_outside(
        organisation_id, given, site_id=own.pk if own else None, actor=actor, now=now
    )
    _note(row, Effect.FINDING, actor, now, finding_id=made)
    return made


@applies("R-216")
@transaction.atomic
def open_case(
    pk: int, certificate_type_id: int, title: str, account: str, *, actor: Actor, now: datetime
) -> int:
    """Open a case of the owner's institution against a certificate's organisation; its id."""
    row = _possible(pk, actor)
    made = cases.open_case(certificate_type_id, title, account, actor=actor, now=now)
    _note(row, Effect.CASE, actor, now, case_id=made)
    return made


@applies("R-216")
@transaction.atomic
def point(pk: int, effect: Effect, *, actor: Actor, now: datetime) -> None:
    """Point the complainant to what only a candidate can ask for."""
    row = _possible(pk, actor)
    if effect not in rules.POINTERS:
        raise rules.NoEffectNow
    _note(row, effect, actor, now)


def _possible(pk: int, actor: Actor) -> Complaint:
    row = access.owned(pk, actor)
    rules.check_possible(State(row.state))
    return row


def _note(
    row: Complaint,
    effect: Effect,
    actor: Actor,
    now: datetime,
    *,
    finding_id: int | None = None,
    case_id: int | None = None,
) -> None:
    try:
        with transaction.atomic():
            Consequence.objects.create(
                complaint=row, effect=effect, finding_id=finding_id, case_id=case_id, at=now
            )
    except IntegrityError:
        raise rules.EffectBefore from None
    facts.record(
        "complaints.complaint.led_to",
        row,
        actor=actor,
        now=now,
        number=row.number,
        effect=effect.value,
    )

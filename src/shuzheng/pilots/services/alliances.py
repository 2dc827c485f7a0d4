"""Name an alliance's acting lead; record the alliance its institutions formed (R-253)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from shuzheng.foundation import facts, moves
from shuzheng.kernel import periods
from shuzheng.kernel.rulebook import applies
from shuzheng.pilots import access
from shuzheng.pilots.access import Permission
from shuzheng.pilots.models import Alliance, InstitutionCertificate
from shuzheng.pilots.rules import alliance as rules
from shuzheng.pilots.rules import entry

if TYPE_CHECKING:
    from datetime import datetime

    from shuzheng.kernel.actor import Actor


@applies("R-253")
@transaction.atomic
def name_acting_lead(
    certificate_type_id: int, name: str, acting_lead_id: int, *, actor: Actor, now: datetime
) -> int:
    """Name who acts for a certificate's alliance until it is formed; returns the alliance's id."""
    actor.require(Permission.ALLIANCE_NAME)
    row, _ = Alliance.objects.update_or_create(
        certificate_type_id=certificate_type_id,
        defaults={"name": name, "acting_lead_id": acting_lead_id},
        create_defaults={
            "name": name,
            "acting_lead_id": acting_lead_id,
            "state": rules.State.PROPOSED,
            "named_on": periods.day(now),
        },
    )
    facts.record("pilots.alliance.named", row, actor=actor, now=now)
    return row.pk


@applies("R-253")
@transaction.atomic
def form(certificate_type_id: int, lead_id: int, *, actor: Actor, now: datetime) -> None:
    """Record the lead that the institutions chose from among themselves."""
    actor.require(Permission.ALLIANCE_NAME)
    row = access.alliance_of(certificate_type_id)
    users = InstitutionCertificate.objects.filter(
        certificate_type_id=certificate_type_id, state__in=entry.IN_USE
    )
    rules.check_lead(lead_id, set(users.values_list("institution_id", flat=True)))
    verb = rules.Verb.FORM if row.state == rules.State.PROPOSED else rules.Verb.CHANGE_LEAD
    moved = moves.move(row, rules.ALLIANCE, verb, lead_id=lead_id, formed_on=periods.day(now))
    facts.record("pilots.alliance.formed", row, actor=actor, now=now, moved=moved)

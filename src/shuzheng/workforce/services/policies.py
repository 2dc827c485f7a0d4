"""Record what a policy that encourages teachers orders (R-256)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from shuzheng.foundation import facts
from shuzheng.kernel.rulebook import applies
from shuzheng.workforce import access
from shuzheng.workforce.models import PolicyOrders
from shuzheng.workforce.rules import policy as rules

if TYPE_CHECKING:
    from datetime import datetime

    from shuzheng.kernel.actor import Actor
    from shuzheng.workforce.rules.policy import Orders


@applies("R-256")
@transaction.atomic
def record(document_id: int, orders: Orders, *, seen: int, actor: Actor, now: datetime) -> int:
    """Record what a published policy orders; returns which revision of the record this is.

    `seen` is the revision that was read, 0 for none; what somebody recorded since is not replaced.
    Refuses a document that is no published policy on teachers, a policy made by nobody else, one
    that orders nothing, and one in force before its document.
    """
    document = access.policy(document_id, actor)
    held = rules.checked(orders, document.dated_on)
    facts.lock_chain()
    rows = PolicyOrders.objects.filter(document_id=document_id)
    last = rows.order_by("-revision").values_list("revision", flat=True).first() or 0
    if last != seen:
        raise rules.AlreadyRecorded
    row = PolicyOrders.objects.create(
        document_id=document_id,
        revision=last + 1,
        departments=list(held.departments),
        in_force_on=held.in_force_on,
        workload=held.workload,
        programmes=held.programmes,
        recorded_at=now,
    )
    facts.record(
        "workforce.policy.recorded",
        row,
        actor=actor,
        now=now,
        number=document.number,
        revision=row.revision,
    )
    return row.revision

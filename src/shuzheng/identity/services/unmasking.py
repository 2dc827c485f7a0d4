"""Open a sealed value of a person: always an act, with a reason and a fact."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from django.db import transaction

from shuzheng.foundation import facts, sealing
from shuzheng.identity import access
from shuzheng.identity.access import Permission
from shuzheng.kernel.refusals import Refusal

if TYPE_CHECKING:
    from datetime import datetime

    from shuzheng.kernel.actor import Actor

SHORTEST_REASON = 4


class ReasonNeeded(Refusal):
    """Opening a sealed value needs a reason in words."""

    code = "reason-needed"
    template = "Say why the whole number is needed."


@transaction.atomic
def unmask(
    person_id: int,
    field: Literal["document", "phone"],
    reason: str,
    *,
    actor: Actor,
    now: datetime,
) -> str:
    """Return a person's whole document or telephone number; the fact keeps who, when and why."""
    row = access.person(person_id, actor, Permission.PERSON_UNMASK)
    actor.require(Permission.PERSON_UNMASK)
    if len(reason.strip()) < SHORTEST_REASON:
        raise ReasonNeeded
    sealed = row.document_sealed if field == "document" else row.phone_sealed
    facts.record(
        "identity.person.unmasked", row, actor=actor, now=now, field=field, reason=reason.strip()
    )
    return sealing.unseal(sealed, row.place(field))

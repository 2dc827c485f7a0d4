"""Choose how one is told; what was chosen and where to is nobody's news."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from shuzheng.foundation import facts, resealing, sealing
from shuzheng.reminders import access
from shuzheng.reminders.models import Wish
from shuzheng.reminders.rules import digest

if TYPE_CHECKING:
    from datetime import datetime

    from shuzheng.kernel.actor import Actor


@transaction.atomic
def choose(
    *,
    mail: bool,
    sms: bool,
    messenger: bool,
    address: str | None,
    actor: Actor,
    now: datetime,
) -> None:
    """Keep by which channels one is told; `address` None keeps the one there is, "" deletes it."""
    row = access.wish(actor)
    row.mail, row.sms, row.messenger = mail, sms, messenger
    if address is not None:
        found = digest.address(address)
        row.address_sealed = sealing.seal(found, row.place())
        row.address_masked = digest.masked(found)
    row.save()
    facts.record("reminders.wish.chosen", row, actor=actor, now=now)


def reseal(batch: int) -> int:
    """Seal anew at most `batch` addresses that are under an older key; returns how many."""
    return resealing.rows(Wish, {"address_sealed": Wish.place}, batch)

"""Note that the record of acts was taken away in a workbook."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from shuzheng.foundation import facts
from shuzheng.identity.queries import accounts

if TYPE_CHECKING:
    from datetime import datetime

    from shuzheng.kernel.actor import Actor


@transaction.atomic
def facts_exported(count: int, *, actor: Actor, now: datetime) -> None:
    """Record that `count` facts left the platform with the actor, whose account is the subject."""
    account = accounts.user(actor.user_id)
    facts.record("desk.facts.exported", account, actor=actor, now=now, rows=count)

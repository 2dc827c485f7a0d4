"""Mark reminders as read. Reading is no act on the matter: it leaves no fact."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from shuzheng.reminders import access

if TYPE_CHECKING:
    from datetime import datetime

    from shuzheng.kernel.actor import Actor


@transaction.atomic
def mark(pk: int, *, actor: Actor, now: datetime) -> bool:
    """Mark one reminder as read; returns whether it was unread."""
    row = access.reminder(pk, actor)
    unread = access.reminders(actor).filter(pk=row.pk, read_at=None)
    return bool(unread.update(read_at=now))


@transaction.atomic
def mark_all(until: int, *, actor: Actor, now: datetime) -> int:
    """Mark every reminder up to the fact `until` as read, that which was on the page; how many."""
    unread = access.reminders(actor).filter(fact_id__lte=until, read_at=None)
    return unread.update(read_at=now)

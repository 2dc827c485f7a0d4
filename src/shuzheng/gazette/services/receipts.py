"""Sign for documents, and remind those who have not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F

from shuzheng.foundation import facts
from shuzheng.gazette import access
from shuzheng.gazette.access import Permission
from shuzheng.gazette.models import Receipt
from shuzheng.gazette.rules import recipients as rules
from shuzheng.gazette.rules.documents import State
from shuzheng.kernel import periods
from shuzheng.kernel.rulebook import applies

if TYPE_CHECKING:
    from datetime import datetime

    from shuzheng.kernel.actor import Actor


@applies("R-001")
@transaction.atomic
def sign(document_id: int, *, actor: Actor, now: datetime) -> bool:
    """Sign for a document of the actor's organisation; returns whether this was the first time.

    The first signature counts for the organisation; another one changes nothing.
    """
    row = access.receipt(document_id, actor)
    if row.document.state == State.WITHDRAWN:
        return False
    # On columns of its own only: a condition on the document would be judged before the lock.
    waiting = Receipt.objects.filter(pk=row.pk, signed_at=None)
    if not waiting.update(signed_at=now, signed_by_id=actor.person_id):
        return False
    facts.record("gazette.receipt.signed", row, actor=actor, now=now, number=row.document.number)
    return True


@applies("R-001")
@transaction.atomic
def remind(document_id: int, *, actor: Actor, now: datetime) -> int:
    """Remind those who have not signed, each once a day at most; returns how many."""
    row = access.document(document_id, actor, Permission.DOCUMENT_PUBLISH)
    today = periods.day(now)
    waiting = row.receipts.filter(signed_at=None, document__state=State.PUBLISHED)
    chosen = [one.pk for one in waiting if rules.to_remind(one.signed_at, one.reminded_on, today)]
    if not chosen:
        raise rules.RemindedToday
    count = Receipt.objects.filter(pk__in=chosen, signed_at=None).update(
        reminded_on=today, reminders=F("reminders") + 1
    )
    facts.record(
        "gazette.document.reminded", row, actor=actor, now=now, count=count, number=row.number
    )
    return count

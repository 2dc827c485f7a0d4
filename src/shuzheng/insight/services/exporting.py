"""Note that somebody took figures or rows away in a workbook."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from shuzheng.foundation import facts
from shuzheng.insight.models import Cut

if TYPE_CHECKING:
    from datetime import datetime

    from shuzheng.insight.access import Scope
    from shuzheng.kernel.actor import Actor


@transaction.atomic
def note(cut_id: int, scope: Scope, title: str, count: int, *, actor: Actor, now: datetime) -> None:
    """Record that `count` rows of `title` about `scope` left the platform in a workbook."""
    cut = Cut.objects.get(pk=cut_id)
    facts.record(
        "insight.rows.exported", cut, actor=actor, now=now, scope=scope.slug, of=title, rows=count
    )

"""Take a cut: count, then keep what was counted.

Counting and keeping are two steps. The counts must all be of one instant, which PostgreSQL promises
only to a transaction that was asked for it (repeatable read); such a transaction may not record a
fact, because it would not see the facts recorded since it began.
"""

from __future__ import annotations

import time
from collections import defaultdict
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from django.db import connection, transaction

from shuzheng.foundation import facts
from shuzheng.insight.access import Permission
from shuzheng.insight.models import Cut
from shuzheng.insight.queries import counting
from shuzheng.insight.rules import figures
from shuzheng.kernel.actor import CLOCK

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from django.db.models import Model

    from shuzheng.kernel.actor import Actor

KEPT = 400
"""How many cuts are kept: more than a year of nightly ones."""

AT_ONCE = 1_000


def take(*, actor: Actor, now: datetime) -> int:
    """Take a cut of the whole province as of `now` and return its id.

    The clock may, and whoever holds the permission; older cuts beyond the newest 400 go.
    """
    if actor != CLOCK:
        actor.require(Permission.CUT_TAKE)
    began = time.perf_counter()
    with _one_instant():
        counted = list(counting.everything(now))
    return _keep(counted, began, actor=actor, now=now)


@transaction.atomic
def _keep(counted: list[Model], began: float, *, actor: Actor, now: datetime) -> int:
    cut = Cut.objects.create(
        taken_at=now,
        formulas={formula.id: formula.version for formula in figures.FORMULAS},
        duration_ms=0,
        rows_count=len(counted),
    )
    kinds: defaultdict[type[Model], list[Any]] = defaultdict(list)
    for row in counted:
        setattr(row, "cut_id", cut.pk)  # noqa: B010 - every kind of row has its cut
        kinds[type(row)].append(row)
    for kind, rows in kinds.items():
        kind._default_manager.bulk_create(rows, batch_size=AT_ONCE)
    cut.duration_ms = round((time.perf_counter() - began) * 1000)
    cut.save(update_fields=["duration_ms"])
    kept = Cut.objects.order_by("-taken_at", "-pk").values_list("pk", flat=True)[:KEPT]
    Cut.objects.exclude(pk__in=list(kept)).delete()
    facts.record("insight.cut.taken", cut, actor=actor, now=now, rows=len(counted))
    return cut.pk


@contextmanager
def _one_instant() -> Iterator[None]:
    """Read one state of the database, where a transaction of our own can promise it."""
    alone = not connection.in_atomic_block
    with transaction.atomic():
        if alone and connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        yield

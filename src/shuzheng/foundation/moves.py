"""Move rows along their life cycle, one winner at a time.

Compare and set, not select_for_update: SQLite silently ignores row locks.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from django.db import OperationalError
from psycopg.errors import DeadlockDetected

from shuzheng.kernel.refusals import Refusal

if TYPE_CHECKING:
    from enum import StrEnum

    from django.db.models import Model, QuerySet

    from shuzheng.kernel.lifecycle import Lifecycle

State = TypeVar("State", bound="StrEnum")
Verb = TypeVar("Verb", bound="StrEnum")


class MovedMeanwhile(Refusal):
    """Someone else moved it between our reading and our writing."""

    code = "moved-meanwhile"
    status = 409
    template = "Somebody else changed this a moment ago. The page now shows the newest content."


def lost_race(error: Exception) -> MovedMeanwhile | None:
    """Return the refusal that `error` comes to where PostgreSQL ended one of two acts.

    Each waited for what the other held; of the one that was ended nothing is kept.
    """
    if isinstance(error, OperationalError) and isinstance(error.__cause__, DeadlockDetected):
        return MovedMeanwhile()
    return None


def move(
    row: Model, lifecycle: Lifecycle[State, Verb], verb: Verb, **changes: object
) -> tuple[State, State]:
    """Take `row` from its state by `verb`, writing `changes` with it, unless it moved meanwhile.

    Returns (from, to). `row.state` and the changed attributes hold the new values afterwards.
    """
    source = type(lifecycle.initial)(row.state)  # type: ignore[attr-defined]
    target = lifecycle.after(source, verb)
    rows = type(row)._default_manager.filter(pk=row.pk, state=source)
    if not rows.update(state=target, **changes):
        raise MovedMeanwhile
    for name, value in {"state": target, **changes}.items():
        setattr(row, name, value)
    return source, target


def move_all(
    rows: QuerySet[Model],
    lifecycle: Lifecycle[State, Verb],
    source: State,
    verb: Verb,
    **changes: object,
) -> int:
    """Take every one of `rows` that is in `source` along by `verb`, in one statement."""
    target = lifecycle.after(source, verb)
    return rows.filter(state=source).update(state=target, **changes)

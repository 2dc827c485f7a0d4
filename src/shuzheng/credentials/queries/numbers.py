"""Certificate numbers within reach, for whoever goes on from a number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shuzheng.credentials import access

if TYPE_CHECKING:
    from shuzheng.kernel.actor import Actor


def newest(actor: Actor, count: int) -> list[str]:
    """Return the numbers of the certificates issued last within the actor's reach, newest first."""
    rows = access.within(actor).order_by("-pk").values_list("number", flat=True)
    return list(rows[:count])

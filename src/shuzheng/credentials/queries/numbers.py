"""Certificate numbers within reach, for whoever goes on from a number."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from shuzheng.credentials import access
from shuzheng.credentials.rules.status import State

if TYPE_CHECKING:
    from shuzheng.kernel.actor import Actor


@dataclass(frozen=True, slots=True)
class Example:
    """What somebody types to check a certificate, and what the answer will be."""

    number: str
    holder: str
    state: State


def newest(actor: Actor, count: int) -> list[str]:
    """Return the numbers of the certificates issued last within the actor's reach, newest first."""
    rows = access.within(actor).order_by("-pk").values_list("number", flat=True)
    return list(rows[:count])


def examples(actor: Actor) -> list[Example]:
    """Return the newest certificate in each state within the actor's reach."""
    found = []
    for state in State:
        row = access.within(actor).filter(state=state).order_by("-pk").first()
        if row is not None:
            found.append(Example(row.number, row.holder, state))
    return found

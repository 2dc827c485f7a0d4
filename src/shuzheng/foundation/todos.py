"""What waits for a person: each room says so in its own words, the desk gathers it.

A provider is asked once per desk page with the actor and the instant; it returns duties, not news,
and must stay within a few queries.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date, datetime

    from django.utils.functional import Promise

    from shuzheng.kernel.actor import Actor

    Provider = Callable[[Actor, datetime], Iterable["Todo"]]


@dataclass(frozen=True, slots=True)
class Todo:
    """One duty: what, where to do it, until when, how many, under which rule."""

    title: str | Promise
    url: str
    due_on: date | None = None
    detail: str | Promise = ""
    count: int | None = None
    rule: str = ""


_providers: dict[str, Provider] = {}


def provide(name: str) -> Callable[[Provider], Provider]:
    """Declare a room's provider of duties, in its `queries.todos`."""

    def declare(provider: Provider) -> Provider:
        _providers[name] = provider
        return provider

    return declare


def waiting_for(actor: Actor, now: datetime) -> list[Todo]:
    """Return every duty of the actor, the earliest due first, those without a date last."""
    duties = [duty for name in sorted(_providers) for duty in _providers[name](actor, now)]
    return sorted(duties, key=lambda duty: (duty.due_on is None, duty.due_on))

"""Whether a presentation still stands: its holder may have taken it back since it was made.

Who keeps presentations stands on a floor above and provides the answer (`provide`); a file alone
can never know.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Standing:
    """Whether a presentation can still be relied on, and since when not."""

    is_open: bool
    ended_at: datetime | None


Lookup = Callable[[UUID, datetime], Standing | None]

_providers: list[Lookup] = []


def provide(lookup: Lookup) -> None:
    """Let the keeper of presentations say how one stands; None of one that it does not know."""
    if lookup not in _providers:
        _providers.append(lookup)


def standing(urn: str, now: datetime) -> Standing | None:
    """Return how the presentation with this `id` stands; None where nobody here made it."""
    uid = UUID(urn)
    found = (lookup(uid, now) for lookup in _providers)
    return next((one for one in found if one is not None), None)

"""What stands on an evaluation organisation's record beside its own particulars (R-062).

`identity` cannot look up: rooms above hand sections in, each for one reader. A section that the
reader may not see is not handed in at all.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from shuzheng.foundation.ui.parts import Chip
    from shuzheng.kernel.actor import Actor

    Provider = Callable[[int, Actor, datetime], "Section | None"]


@dataclass(frozen=True, slots=True)
class Item:
    """One thing on the record: its name, where it leads, more about it, and how it stands."""

    words: str
    url: str = ""
    note: str = ""
    chip: Chip | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """Things of one sort; `nothing` is said where there are none. Words are translated."""

    id: str
    title: str
    rule: str
    items: tuple[Item, ...]
    nothing: str


_providers: list[Provider] = []


def provide(provider: Provider) -> Provider:
    """Declare whoever keeps a part of the record; the order of rooms is that of the sections."""
    _providers.append(provider)
    return provider


def of(organisation_id: int, actor: Actor, now: datetime) -> list[Section]:
    """Return the sections of an organisation's record that the actor sees."""
    found = (provider(organisation_id, actor, now) for provider in _providers)
    return [one for one in found if one is not None]

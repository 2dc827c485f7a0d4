"""What stands beside a version of a standard: rooms above hand it in (R-058).

`catalogue` cannot look up. The provider answers for one reader; who may see nothing gets nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from shuzheng.foundation.ui.parts import Chip
    from shuzheng.kernel.actor import Actor

    Provider = Callable[[int, Actor, datetime], "Beside"]


@dataclass(frozen=True, slots=True)
class Voice:
    """One thing that was said: on what, where it stands, and the answer. Words are translated."""

    url: str
    on: str
    by: str
    words: str
    chip: Chip
    answer: str
    version: str


@dataclass(frozen=True, slots=True)
class Beside:
    """What a reader sees beside a standard; `give_url` where he or she may add to it."""

    voices: tuple[Voice, ...] = ()
    give_url: str = ""


_providers: list[Provider] = []


def provide(provider: Provider) -> Provider:
    """Declare whoever keeps what is said of standards."""
    _providers.append(provider)
    return provider


def of(standard_version_id: int, actor: Actor, now: datetime) -> Beside:
    """Return what the actor sees beside a version of a standard."""
    for provider in _providers:
        return provider(standard_version_id, actor, now)
    return Beside()

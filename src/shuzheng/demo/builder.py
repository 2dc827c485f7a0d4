"""Build the demonstration province, once, on an empty installation, in a few dozen seconds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shuzheng.demo import parties, pilots
from shuzheng.demo.world import World

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

SEED = 20_260_401


def build(today: date, say: Callable[[str, int], None], seed: int = SEED) -> World:
    """Build everything; `say` is told what is being built and how many per cent are done."""
    world = World(seed, today, say)
    parties.build(world)
    pilots.build(world)
    return world

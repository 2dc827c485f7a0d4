"""How often Python looks for cycles, in processes that load much and then stay."""

from __future__ import annotations

import gc
from typing import Final

SELDOM: Final = 20_000, 20, 50
LITTLE: Final = 700, 50, 50
"""Objects, and rounds of the younger generations, between two looks for cycles."""


def collect_seldom() -> None:
    """Have Python look for cycles less often; what is loaded by now stays and is not looked at.

    A job holds very many objects and makes few cycles: it saves a sixth of a roster's time.
    """
    _collect(SELDOM)


def collect_little() -> None:
    """Have Python look for cycles often and among few objects; what is loaded by now stays.

    Each request leaves some sixty objects that hold each other. Whoever asks when twenty thousand
    of them are swept waits ten milliseconds and more, and so does everybody behind; swept every
    dozen requests they cost as much in sum and hold up nobody.
    """
    _collect(LITTLE)


def _collect(thresholds: tuple[int, int, int]) -> None:
    gc.collect()
    gc.freeze()
    gc.set_threshold(*thresholds)

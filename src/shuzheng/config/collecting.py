"""How often Python looks for cycles, in processes that load much and then stay."""

from __future__ import annotations

import gc

SELDOM = 20_000, 20, 50
"""Objects, and rounds of the younger generations, between two looks for cycles."""


def collect_seldom() -> None:
    """Have Python look for cycles less often; what is loaded by now stays and is not looked at.

    A collection of everything would hold up whoever waits for a page meanwhile. A job holds very
    many objects and makes few cycles: it saves a sixth of a roster's time.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(*SELDOM)

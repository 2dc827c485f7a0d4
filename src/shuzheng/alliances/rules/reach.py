"""On which side of an alliance somebody stands, and what is seen from there.

Source: handbook 6.3. The page and the layout of sites are for all who deal with the alliance; its
inside (summaries, minutes, contacts) is for those who lead it, belong to it, or oversee it.
"""

from __future__ import annotations

from enum import StrEnum, auto


class Side(StrEnum):
    """On which side of an alliance somebody stands; the first that applies counts."""

    OVERSEES = auto()
    LEADS = auto()
    BELONGS = auto()
    OFFERS = auto()
    CITY = auto()


INSIDE = frozenset({Side.OVERSEES, Side.LEADS, Side.BELONGS})
"""Who sees the inside of an alliance."""

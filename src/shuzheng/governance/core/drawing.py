"""Which experts sit in a panel of the province: by lot, from the seed of two parties.

**The method, so that a stranger can compute it again.** Inputs are `experts` (tags of everybody in
the pool who has one of the fields; a tag is the expert's random identifier hashed with the draw's
id, so that nobody is followed from one draw to the next), `excluded` (pairs of a tag and a ground:
`resting`, `employer` or `interest`), `recent` (tags of those who were drawn lately), `size` and
`reserve`. All chance comes from one stream (see `docs/draws.md`) of METHOD and the seed.

1. Whoever is excluded stands in no lot. Of the others, those who are not recent make the lot, if
   they are at least `size` + `reserve`; else all of them do.
2. The tags of the lot, sorted, are shuffled. The first `size` are the panel, the others its
   substitutes, in that order.

What a newcomer gets wrong: no veil is needed here. Whoever knows the seed and the names of all
experts still knows no tag, because the identifiers behind them are random and leave no platform.
"""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, Any, Final, TypeVar

from shuzheng.transparency.core.draws import Stream

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from uuid import UUID

T = TypeVar("T", int, str)

KIND: Final = "governance.panel"
METHOD: Final = "panel-1"
TAG_DIGITS: Final = 32
_TAG: Final = b"shuzheng/draw/expert/v1\0"


def tag(draw: UUID, expert: UUID) -> str:
    """Return how the inputs of a draw name an expert."""
    return sha256(_TAG + draw.bytes + expert.bytes).hexdigest()[:TAG_DIGITS]


def lot(
    experts: Iterable[T], excluded: Collection[T], recent: Collection[T], needed: int
) -> list[T]:
    """Return who stands in the lot: nobody drawn lately, unless fewer than `needed` remained."""
    able = [one for one in experts if one not in excluded]
    fresh = [one for one in able if one not in recent]
    return fresh if len(fresh) >= needed else able


def freeze(
    experts: Collection[str],
    excluded: Collection[tuple[str, str]],
    recent: Collection[str],
    *,
    size: int,
    reserve: int,
) -> dict[str, Any]:
    """Return what is drawn from as plain JSON, every list sorted."""
    return {
        "experts": sorted(experts),
        "excluded": [list(pair) for pair in sorted(excluded)],
        "recent": sorted(recent),
        "size": size,
        "reserve": reserve,
    }


def outcome_of(frozen: Mapping[str, Any], seed: bytes) -> dict[str, list[str]]:
    """Return what `seed` draws: the panel, and its substitutes, both in the order of the lot."""
    size, needed = frozen["size"], frozen["size"] + frozen["reserve"]
    barred = {one for one, _ground in frozen["excluded"]}
    found = lot(frozen["experts"], barred, set(frozen["recent"]), needed)
    if len(found) < needed:
        raise ValueError("too few experts")
    order = Stream(METHOD, seed).shuffled(sorted(found))
    return {"panel": order[:size], "substitutes": order[size:]}

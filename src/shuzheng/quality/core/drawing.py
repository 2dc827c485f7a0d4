"""Which sites or organisations are inspected, and by whom: both by lot (双随机), from one seed.

**The method, so that a stranger can compute it again.** Inputs are `targets` (public codes),
`inspectors` (tags, which are the person's random identifier hashed with the draw's id, so that
nobody is followed from one draw to the next), `excluded` (pairs of tag and code), `draw` (how many
targets), `team` (how many inspectors each), and `veil`. All chance comes from one stream (see
`docs/draws.md`) of METHOD and the seed, followed by the 32 bytes of the veil.

1. Codes, sorted, are shuffled; the first `draw` of them are the targets, in that order.
2. Tags, sorted, are shuffled after that. Each target in turn takes those `team` inspectors who are
   not excluded from it and have the fewest targets so far, equals in the shuffled order.

What a newcomer gets wrong: the seed stands in the public log as soon as both secrets are shown, and
whoever knows the seed and guesses the lists (all sites of the province) could compute the targets
before anybody arrives. The veil, which nobody outside can guess, is why that fails; it follows from
the draw's blind, whose hash was public before anybody committed.
"""

from __future__ import annotations

from collections import defaultdict
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Final

from shuzheng.transparency.core.draws import Stream

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from uuid import UUID

KIND: Final = "quality.inspection"
METHOD: Final = "inspection-1"
TAG_DIGITS: Final = 32
_TAG: Final = b"shuzheng/draw/inspector/v1\0"


def tag(draw: UUID, person: UUID) -> str:
    """Return how the inputs of a draw name an inspector."""
    return sha256(_TAG + draw.bytes + person.bytes).hexdigest()[:TAG_DIGITS]


def freeze(
    targets: Collection[str],
    inspectors: Collection[str],
    excluded: Collection[tuple[str, str]],
    *,
    draw: int,
    team: int,
    veil: bytes,
) -> dict[str, Any]:
    """Return what is drawn from as plain JSON, every list sorted."""
    return {
        "targets": sorted(targets),
        "inspectors": sorted(inspectors),
        "excluded": [list(pair) for pair in sorted(excluded)],
        "draw": draw,
        "team": team,
        "veil": veil.hex(),
    }


def outcome_of(frozen: Mapping[str, Any], seed: bytes) -> list[list[Any]]:
    """Return what `seed` draws: lists of a target and its team, in the order of the draw."""
    stream = Stream(METHOD, seed + bytes.fromhex(frozen["veil"]))
    barred: defaultdict[str, set[str]] = defaultdict(set)
    for inspector, target in frozen["excluded"]:
        barred[target].add(inspector)
    targets = stream.shuffled(sorted(frozen["targets"]))[: frozen["draw"]]
    order = stream.shuffled(sorted(frozen["inspectors"]))
    load = dict.fromkeys(order, 0)
    drawn: list[list[Any]] = []
    for target in targets:
        able = [one for one in order if one not in barred[target]]
        team = sorted(able, key=load.__getitem__)[: frozen["team"]]
        if len(team) < frozen["team"]:
            raise ValueError(f"{target} has too few inspectors")
        for one in team:
            load[one] += 1
        drawn.append([target, team])
    return drawn

"""Which facts the log has anchored, and the path by which each is proved alone."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from shuzheng.foundation import facts
from shuzheng.transparency.core import anchors
from shuzheng.transparency.queries import evidence

if TYPE_CHECKING:
    from collections.abc import Collection


def paths(seqs: Collection[int]) -> dict[int, tuple[int, tuple[bytes, ...]]]:
    """Return, by number of the fact, the place of its anchor in the log and the path to its root.

    Facts since the newest anchor, and those from before anchors had roots, are left out.
    """
    if not seqs:
        return {}
    wanted: defaultdict[int, list[int]] = defaultdict(list)
    rooted = {}
    for place, leaf in evidence.of_kind(anchors.KIND):
        anchor = anchors.parse(leaf)
        held = [seq for seq in seqs if anchor.count and anchor.first <= seq <= anchor.seq]
        if held:
            rooted[place] = anchor
            wanted[place] += held
    found = {}
    for place, anchor in rooted.items():
        hashes = list(facts.hashes(anchor.first - 1, anchor.seq))
        for seq in wanted[place]:
            found[seq] = (place, anchors.path_to(seq - anchor.first, hashes))
    return found

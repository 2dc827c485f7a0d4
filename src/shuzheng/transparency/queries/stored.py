"""Tiles and bundles as C2SP tlog-tiles serves them, read from the database."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from django.db.models import Q

from shuzheng.transparency.core import merkle, tiles
from shuzheng.transparency.models import Entry, Tile
from shuzheng.transparency.queries import heads

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

TILES_AT_ONCE = 200


def tile(path: str) -> bytes:
    """Return the tile or bundle at `path`; refuse a path that this log does not have (yet)."""
    wanted = tiles.parse(path)
    head = heads.newest()
    if head is None or not tiles.in_log(wanted, head.size):
        raise tiles.NoSuchTile
    return data_of([wanted])[wanted]


def data_of(wanted: Sequence[tiles.Tile]) -> Mapping[tiles.Tile, bytes]:
    """Return the data of a few tiles and bundles of the published log."""
    return dict(stream(wanted))


def stream(wanted: Sequence[tiles.Tile]) -> Iterator[tuple[tiles.Tile, bytes]]:
    """Yield tiles and bundles of the published log with their data, in bounded memory."""
    for start in range(0, len(wanted), TILES_AT_ONCE):
        some = wanted[start : start + TILES_AT_ONCE]
        rows = widest([one for one in some if one.level != tiles.ENTRIES])
        for one in some:
            if one.level == tiles.ENTRIES:
                yield one, _bundle(one)
            else:
                # A row holds the widest form; a narrower tile is its beginning.
                yield one, rows[one.level, one.index][: one.width * merkle.HASH_SIZE]


def widest(wanted: Sequence[tiles.Tile]) -> Mapping[tuple[int, int], bytes]:
    """Return, by level and index, all hashes so far of those tiles that are stored."""
    by_level: defaultdict[int, list[int]] = defaultdict(list)
    for one in wanted:
        by_level[one.level].append(one.index)
    places = Q(pk__in=())
    for level, indices in by_level.items():
        places |= Q(level=level, index__in=indices)
    rows = Tile.objects.filter(places).values_list("level", "index", "hashes")
    return {(level, index): bytes(hashes) for level, index, hashes in rows}


def _bundle(wanted: tiles.Tile) -> bytes:
    start = wanted.index * tiles.WIDTH
    entries = Entry.objects.filter(index__gte=start, index__lt=start + wanted.width)
    leaves = entries.order_by("index").values_list("leaf", flat=True)
    return tiles.bundle(leaf.encode() for leaf in leaves)

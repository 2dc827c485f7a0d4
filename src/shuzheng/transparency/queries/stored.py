"""Tiles and bundles as C2SP tlog-tiles serves them, read from the database."""

from __future__ import annotations

from collections import defaultdict
from itertools import groupby
from types import MappingProxyType
from typing import TYPE_CHECKING

from django.db.models import Q

from shuzheng.foundation.prepared import Prepared
from shuzheng.transparency.core import merkle, tiles
from shuzheng.transparency.models import Entry, Tile
from shuzheng.transparency.queries import heads

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from django.db.models import QuerySet

TILES_AT_ONCE = 200
LOW, FEW = 4, 2
"""What a proof reads of any log that fits a machine: so many levels, so many tiles of each."""


def tile(path: str) -> bytes:
    """Return the tile or bundle at `path`; refuse a path that this log does not have (yet)."""
    wanted = tiles.parse(path)
    head = heads.newest()
    if head is None or not tiles.in_log(wanted, head.size):
        raise tiles.NoSuchTile
    return data_of([wanted])[wanted]


def data_of(
    wanted: Sequence[tiles.Tile], known: Mapping[tiles.Tile, bytes] = MappingProxyType({})
) -> Mapping[tiles.Tile, bytes]:
    """Return the data of a few tiles and bundles of the published log; see `stream`."""
    return dict(stream(wanted, known))


def stream(
    wanted: Sequence[tiles.Tile], known: Mapping[tiles.Tile, bytes] = MappingProxyType({})
) -> Iterator[tuple[tiles.Tile, bytes]]:
    """Yield tiles and bundles of the published log with their data, in bounded memory.

    What is `known` is not read again.
    """
    for start in range(0, len(wanted), TILES_AT_ONCE):
        some = wanted[start : start + TILES_AT_ONCE]
        unknown = [one for one in some if one not in known]
        rows = widest([one for one in unknown if one.level != tiles.ENTRIES])
        entries = _entries([one for one in unknown if one.level == tiles.ENTRIES])
        for one in some:
            if one in known:
                yield one, known[one]
            elif one.level == tiles.ENTRIES:
                yield one, tiles.bundle(entries[one])
            else:
                # A row holds the widest form; a narrower tile is its beginning.
                yield one, rows[one.level, one.index][: one.width * merkle.HASH_SIZE]


def widest(wanted: Sequence[tiles.Tile]) -> Mapping[tuple[int, int], bytes]:
    """Return, by level and index, all hashes so far of those tiles that are stored."""
    if not wanted:
        return {}
    by_level: defaultdict[int, list[int]] = defaultdict(list)
    for one in wanted:
        by_level[one.level].append(one.index)
    rows = (
        _few.all(*_filled(by_level))
        if all(level < LOW and len(found) <= FEW for level, found in by_level.items())
        else _at(by_level)
    )
    return {(level, index): bytes(hashes) for level, index, hashes in rows}


def _at(
    by_level: Mapping[int, Sequence[int]],
) -> QuerySet[Tile, tuple[int, int, bytes | memoryview[int]]]:
    places = Q(pk__in=())
    for level, indices in by_level.items():
        places |= Q(level=level, index__in=indices)
    return Tile.objects.filter(places).values_list("level", "index", "hashes")


def _filled(by_level: Mapping[int, Sequence[int]]) -> Iterator[int]:
    """Yield as many indices of every low level as `_few` asks for; -1 is no tile."""
    for level in range(LOW):
        found = by_level.get(level, ())
        yield from found
        yield from (-1,) * (FEW - len(found))


def _write(*indices: int) -> QuerySet[Tile, tuple[int, int, bytes | memoryview[int]]]:
    return _at({level: indices[level * FEW : (level + 1) * FEW] for level in range(LOW)})


_few = Prepared(_write, asked=LOW * FEW, kind=int)


def _entries(bundles: Sequence[tiles.Tile]) -> Mapping[tiles.Tile, Sequence[bytes]]:
    """Return the entries of each bundle; of bundles that lie in a row, read in one go."""
    found: dict[tiles.Tile, Sequence[bytes]] = {}
    for _, row in groupby(enumerate(bundles), lambda placed: placed[1].index - placed[0]):
        some = [one for _, one in row]
        start, last = some[0].index * tiles.WIDTH, some[-1]
        leaves = _between(start, last.index * tiles.WIDTH + last.width)
        for place, one in enumerate(some):
            found[one] = leaves[place * tiles.WIDTH : place * tiles.WIDTH + one.width]
    return found


def _between(start: int, end: int) -> list[bytes]:
    rows = Entry.objects.filter(index__gte=start, index__lt=end).order_by("index")
    return [leaf.encode() for leaf in rows.values_list("leaf", flat=True)]

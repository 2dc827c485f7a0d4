"""How the log lies on disk and on the web: tiles of hashes and bundles of entries.

Authority: C2SP tlog-tiles. A tile holds up to 256 hashes of one level; level n + 1 has one hash per
*full* tile of level n. A partial tile is never hashed into the level above. What a newcomer gets
wrong: partial tiles are immutable too, a wider one is another resource; and a tile that is exactly
full has no partial form.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from shuzheng.kernel.refusals import Refusal
from shuzheng.transparency.core import merkle

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

HEIGHT = 8
WIDTH = 1 << HEIGHT
ENTRIES = -1
"""The level of entry bundles, which lie beside level 0 with the same indices and widths."""
LAST_LEVEL = 63
LONGEST_ENTRY = 0xFFFF
_LENGTH = 2

_PATH = re.compile(
    r"tile/(?P<level>entries|0|[1-9][0-9]?)/(?P<index>(?:x[0-9]{3}/){0,6}[0-9]{3})"
    r"(?:\.p/(?P<width>[1-9][0-9]{0,2}))?",
    re.ASCII,
)


class NoSuchTile(Refusal):
    """The path names no tile that a log can have, or not one that this log has yet."""

    code = "no-such-tile"
    status = 404
    template = "There is no such tile of the log."


class EntryTooLong(Refusal):
    """An entry's length is written in two bytes."""

    code = "log-entry-too-long"
    template = "An entry of the log has at most {limit} bytes; this one has {length}."


class BundleRefused(Refusal):
    """An entry bundle that ends too early, or has something after its last entry."""

    code = "log-bundle-refused"
    template = "The entry bundle breaks off or does not end after {width} entries."


@dataclass(frozen=True, slots=True, order=True)
class Tile:
    """One tile or, at level `ENTRIES`, one bundle: `width` of its 256 places are filled."""

    level: int
    index: int
    width: int = WIDTH

    @property
    def path(self) -> str:
        """Return the path under the log's prefix, such as `tile/0/x001/234.p/5`."""
        groups = [f"{self.index % 1000:03d}"]
        above = self.index // 1000
        while above:
            groups.insert(0, f"x{above % 1000:03d}")
            above //= 1000
        level = "entries" if self.level == ENTRIES else str(self.level)
        part = "" if self.width == WIDTH else f".p/{self.width}"
        return f"tile/{level}/{'/'.join(groups)}{part}"


def parse(path: str) -> Tile:
    """Read a path such as `tile/0/x001/234.p/5`; refuse any other spelling of the same tile."""
    match = _PATH.fullmatch(path)
    if match is None:
        raise NoSuchTile
    level = ENTRIES if match["level"] == "entries" else int(match["level"])
    digits = match["index"].replace("x", "").replace("/", "")
    tile = Tile(level, int(digits), int(match["width"] or WIDTH))
    # x000/… and .p/256 would name a tile a second time.
    if level > LAST_LEVEL or tile.width > WIDTH or tile.path != path:
        raise NoSuchTile
    return tile


def in_log(tile: Tile, size: int) -> bool:
    """Return whether a log that has reached `size` entries has all hashes of `tile`."""
    count = size >> HEIGHT * max(tile.level, 0)
    return tile.index * WIDTH + tile.width <= count


def written(old_size: int, new_size: int) -> tuple[Tile, ...]:
    """Return every tile that growth from `old_size` to `new_size` writes, lowest level first.

    Bundles lie where the tiles of level 0 lie, see `bundles`.
    """
    found: list[Tile] = []
    for level in range(LAST_LEVEL + 1):
        row = _row(level, old_size >> HEIGHT * level, new_size >> HEIGHT * level)
        if not row:
            break
        found += row
    return tuple(found)


def bundles(old_size: int, new_size: int) -> tuple[Tile, ...]:
    """Return every entry bundle that growth from `old_size` to `new_size` writes."""
    return tuple(_row(ENTRIES, old_size, new_size))


def _row(level: int, old: int, new: int) -> list[Tile]:
    """Return the tiles of one level that change when its hashes grow from `old` to `new`."""
    if old == new:
        return []
    row = [Tile(level, index) for index in range(old // WIDTH, new // WIDTH)]
    if new % WIDTH:
        row.append(Tile(level, new // WIDTH, new % WIDTH))
    return row


def bundle(entries: Iterable[bytes]) -> bytes:
    """Return the entry bundle of `entries`: each behind its length in two bytes."""
    every = list(entries)
    longest = max(map(len, every), default=0)
    if longest > LONGEST_ENTRY:
        raise EntryTooLong(limit=LONGEST_ENTRY, length=longest)
    return b"".join([len(entry).to_bytes(_LENGTH, "big") + entry for entry in every])


def unbundle(data: bytes, width: int) -> tuple[bytes, ...]:
    """Return the `width` entries of a bundle; refuse one that is too short or too long."""
    entries = []
    place = 0
    for _ in range(width):
        start = place + _LENGTH
        end = start + int.from_bytes(data[place:start], "big")
        if start > len(data) or end > len(data):
            raise BundleRefused(width=width)
        entries.append(data[start:end])
        place = end
    if place != len(data):
        raise BundleRefused(width=width)
    return tuple(entries)


def hashes(data: bytes) -> list[bytes]:
    """Return the hashes that a tile's data concatenates."""
    size = merkle.HASH_SIZE
    return [data[place : place + size] for place in range(0, len(data), size)]


@dataclass(frozen=True, slots=True)
class Growth:
    """What appending has made: the tiles to write, and the hashes on the right edge by level."""

    size: int
    tiles: tuple[tuple[Tile, bytes], ...]
    edge: Mapping[int, bytes]

    def root(self) -> bytes:
        """Return the root of the grown tree, from the edge alone."""
        return merkle.root(self.size, Hashes(self.size, lambda tile: nodes(self.edge[tile.level])))


def edge(size: int) -> tuple[Tile, ...]:
    """Return the partial tiles of a log of `size`: the right edge that the next growth needs."""
    return tuple(
        Tile(level, count // WIDTH, count % WIDTH)
        for level in range(LAST_LEVEL + 1)
        if (count := size >> HEIGHT * level) % WIDTH
    )


def grow(size: int, edge: Mapping[int, bytes], leaves: Sequence[bytes]) -> Growth:
    """Append leaf hashes to a log of `size` whose partial tiles, by level, are `edge`."""
    written: list[tuple[Tile, bytes]] = []
    after: dict[int, bytes] = {}
    fresh = leaves
    level = 0
    while level <= LAST_LEVEL and (fresh or size >> HEIGHT * level):
        count = size >> HEIGHT * level
        row = hashes(edge.get(level, b""))
        if len(row) != count % WIDTH:
            raise ValueError(f"level {level}: {len(row)} hashes do not end a log of {size}")
        row += fresh
        first = count // WIDTH
        above = []
        for start in range(0, len(row), WIDTH):
            chunk = row[start : start + WIDTH]
            tile = Tile(level, first + start // WIDTH, len(chunk))
            if len(chunk) == WIDTH:
                above.append(merkle.root_of(chunk))
            else:
                after[level] = b"".join(chunk)
            if fresh:
                written.append((tile, b"".join(chunk)))
        fresh = above
        level += 1
    return Growth(size + len(leaves), tuple(written), after)


Nodes = tuple[list[bytes], ...]
"""All complete nodes of a tile, by height: first its hashes, then those over each two of them."""


def nodes(data: bytes) -> Nodes:
    """Return every complete node of a tile."""
    rows = [hashes(data)]
    for _ in range(HEIGHT - 1):
        rows.append(merkle.above(rows[-1]))
    return tuple(rows)


class Hashes:
    """Reads complete subtrees of a log of `size` from its tiles, fetched once each on demand."""

    def __init__(self, size: int, fetch: Callable[[Tile], Nodes]) -> None:
        """Take `fetch`, which returns the nodes of a tile as wide as the size makes it."""
        self._size = size
        self._fetch = cache(fetch)

    def __call__(self, level: int, index: int) -> bytes:
        """Return the hash of the complete subtree `index` of `level` (a `merkle.Reader`)."""
        tile, start, _ = place(level, index, self._size)
        height = level % HEIGHT
        return self._fetch(tile)[height][start >> height]


def place(level: int, index: int, size: int) -> tuple[Tile, int, int]:
    """Return which tile of a log of `size` holds a complete subtree, and between which hashes."""
    height = level % HEIGHT
    first = index << height
    tile_index = first // WIDTH
    count = size >> level // HEIGHT * HEIGHT
    start = first % WIDTH
    tile = Tile(level // HEIGHT, tile_index, min(WIDTH, count - tile_index * WIDTH))
    return tile, start, start + (1 << height)


def needed(prove: Callable[[Callable[[int, int], bytes]], object], size: int) -> tuple[Tile, ...]:
    """Return the tiles that `prove` reads, found by letting it run on a reader of blanks."""
    found: set[Tile] = set()

    def note(level: int, index: int) -> bytes:
        found.add(place(level, index, size)[0])
        return bytes(merkle.HASH_SIZE)

    prove(note)
    return tuple(sorted(found))

"""Write the log as files (C2SP tlog-tiles), here or anywhere, and bring such a folder up to date.

The folder says how far it has come by its own checkpoint, so an interrupted export goes on where it
stopped. What a newcomer gets wrong: a folder that is ahead of the database means that the database
is older than what the world has seen; signing on would fork the log, so everything stops.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction

from shuzheng.kernel.refusals import Refusal
from shuzheng.transparency.adapters import files
from shuzheng.transparency.core import checkpoint, tiles
from shuzheng.transparency.queries import heads, stored

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping
    from concurrent.futures import Future
    from pathlib import Path


TILES_KEPT = 512
"""How many tiles a process keeps in memory, of at most some tens of thousands of bytes each."""


class NothingPublished(Refusal):
    """A log without a checkpoint has no key to be known by."""

    code = "log-nothing-published"
    status = 404
    template = "Nothing has been published in the evidence log yet."


class FolderAhead(Refusal):
    """The folder was published from a later state of this log, or a different one."""

    code = "log-folder-ahead"
    status = 409
    template = (
        "The checkpoint in {folder} is not in this database: it belongs to a later state of"
        " the log, or to another log. Restore the newest backup of the database, or choose an"
        " empty folder."
    )


@contextmanager
def ahead(
    folder: Path, done: set[tiles.Tile]
) -> Iterator[Callable[[Mapping[tiles.Tile, bytes]], None]]:
    """Write what a checkpoint made whole while the next one is computed; add it to `done`.

    The block is given what to call with the tiles and bundles of a checkpoint that is committed,
    or is with the transaction around. When the block ends they are durable. Nothing leads to them
    before a checkpoint is shown, and whole ones never change, so a crash leaves nothing wrong.
    """
    asked: list[Future[None]] = []

    def write(grown: Mapping[tiles.Tile, bytes]) -> None:
        whole = {one: data for one, data in grown.items() if one.width == tiles.WIDTH}
        if whole:
            transaction.on_commit(lambda: asked.append(hand.submit(_put, folder, whole)))
            done.update(whole)

    with ThreadPoolExecutor(1, "tiles") as hand:
        yield write
    for one in asked:
        one.result()


def _put(folder: Path, whole: Mapping[tiles.Tile, bytes]) -> None:
    with files.alone(folder):
        files.write_tiles(folder, ((one.path, data) for one, data in whole.items()))


def export(
    folder: Path,
    known: Mapping[tiles.Tile, bytes] = MappingProxyType({}),
    done: Collection[tiles.Tile] = frozenset(),
) -> str:
    """Bring `folder` up to the newest checkpoint; returns the verifier key `origin+hash+key`.

    `known` are tiles and bundles that need not be read, as whoever has just published knows them;
    `done` are those that it has written already (`ahead`).
    """
    with files.alone(folder):
        there = require_same_log(folder)
        head = heads.newest()
        if head is None:
            raise NothingPublished
        # Entries first: whoever sees a hash can then always fetch what it stands for.
        every = (*tiles.bundles(there, head.size), *tiles.written(there, head.size))
        streamed = stored.stream([one for one in every if one not in done], known)
        files.write_tiles(folder, ((tile.path, data) for tile, data in streamed))
        # Cosignatures come later than the checkpoint that they stand under.
        if there < head.size or files.read_checkpoint(folder) != head.note.encode():
            files.write_checkpoint(folder, head.note)
    return str(heads.verifier_key(head))


def published(path: str) -> bytes:
    """Return the file of a tile or bundle as it was published; refuse one that is not there."""
    try:
        return _unchanging(settings.LOG_DIR / tiles.parse(path).path)
    except FileNotFoundError:
        raise tiles.NoSuchTile from None


@lru_cache(TILES_KEPT)
def _unchanging(path: Path) -> bytes:
    return path.read_bytes()


def require_same_log(folder: Path) -> int:
    """Return how many entries `folder` already shows; refuse a folder of another log."""
    # The file first, the database after: what a file shows was committed before.
    data = files.read_checkpoint(folder)
    if not data:
        return 0
    try:
        shown = checkpoint.open(data, heads.verifier_key())
    except Refusal:
        raise FolderAhead(folder=str(folder)) from None
    ours = heads.at(shown.size)
    if ours is None or ours.root != shown.root:
        raise FolderAhead(folder=str(folder))
    return shown.size

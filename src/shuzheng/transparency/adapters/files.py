"""The log as a folder of files that any web server or object store can carry.

A file is written beside its place, made durable, and moved in, so that a reader never sees half of
one and a crash leaves none. Tiles never change: writing the same bytes again does nothing, writing
others stops. The checkpoint is the one file that is replaced, last.
"""

from __future__ import annotations

import errno
import fcntl
import os
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

CHECKPOINT = "checkpoint"
_LOCK = ".lock"
AT_ONCE = 200
HANDS = 8


class TileDiffers(RuntimeError):  # noqa: N818 - read by an operator as a sentence
    """A published tile is not what the database makes of it: damage or an attack, no answer."""


def read_checkpoint(folder: Path) -> bytes:
    """Return the checkpoint that lies in `folder`; nothing where there is none."""
    try:
        return (folder / CHECKPOINT).read_bytes()
    except FileNotFoundError:
        return b""


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Let one process at a time write into `folder`, which is made if it is missing."""
    _settle(_make(folder))
    with (folder / _LOCK).open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def write_tiles(folder: Path, tiles: Iterable[tuple[str, bytes]]) -> None:
    """Write immutable files, unless they are there; all are durable afterwards.

    Raises TileDiffers where other bytes are. Some hundreds are written before the disk is asked to
    settle them, which it then does in few strokes.
    """
    every, base = iter(tiles), str(folder)
    while some := list(islice(every, AT_ONCE)):
        named = [(f"{base}/{path}", data) for path, data in some]
        _put([(place, data) for place, data in named if _is_new(place, data)])


def write_checkpoint(folder: Path, note: str) -> None:
    """Replace the checkpoint; everything it covers has been written before."""
    put(folder / CHECKPOINT, note.encode())


def put(place: Path, data: bytes) -> None:
    """Write or replace one file, durably: afterwards it is there whole, or as it was before."""
    _put([(str(place), data)])


def _is_new(place: str, data: bytes) -> bool:
    if not os.path.exists(place):  # noqa: PTH110 - as below
        return True
    if Path(place).read_bytes() != data:
        raise TileDiffers(f"{place} was published with other content")
    return False


def _put(files: Sequence[tuple[str, bytes]]) -> None:
    """Write beside, settle, move in. By the system's own calls: a batch has hundreds of files."""
    places = [(place, *place.rsplit("/", 1)) for place, _ in files]
    folders = [Path(one) for one in dict.fromkeys(folder for _, folder, _ in places)]
    changed = [one for folder in folders for one in _make(folder)]
    beside = [f"{folder}/.{name}.new" for _, folder, name in places]
    _write(list(zip(beside, (data for _, data in files), strict=True)))
    for new, (place, _) in zip(beside, files, strict=True):
        os.replace(new, place)  # noqa: PTH105 - as above
    _settle(dict.fromkeys(folders + changed))


def _write(files: Sequence[tuple[str, bytes]]) -> None:
    handles: list[int] = []
    try:
        for place, data in files:
            handles.append(os.open(place, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o666))
            if os.write(handles[-1], data) != len(data):
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), place)
        for handle in handles:
            # Every one of them begins to be written out before the first is waited for.
            os.posix_fadvise(handle, 0, 0, os.POSIX_FADV_DONTNEED)
        _settle_together(handles)
    finally:
        for handle in handles:
            os.close(handle)


def _settle_together(handles: Sequence[int]) -> None:
    """Make files durable, several asked for at a time: a file system settles those in one stroke.

    One after the other each would wait for a stroke of its own, which takes fifty times as long.
    """
    if len(handles) == 1:
        os.fsync(handles[0])
        return
    with ThreadPoolExecutor(HANDS, "settle") as hands:
        # The first that failed is raised here; the others have ended by then.
        list(hands.map(os.fsync, handles))


def _make(folder: Path) -> list[Path]:
    """Make a folder and whatever it lies in; return the folders that are to be settled for it."""
    if folder.is_dir():
        return []
    changed = _make(folder.parent)
    folder.mkdir(exist_ok=True)
    return [*changed, folder.parent]


def _settle(folders: Iterable[Path]) -> None:
    """Make folders' own entries durable: a renamed file is not until its folder is."""
    handles: list[int] = []
    try:
        handles.extend(os.open(folder, os.O_RDONLY | os.O_DIRECTORY) for folder in folders)
        _settle_together(handles)
    finally:
        for handle in handles:
            os.close(handle)

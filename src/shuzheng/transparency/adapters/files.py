"""The log as a folder of files that any web server or object store can carry.

A file is written beside its place, made durable, and moved in, so that a reader never sees half of
one and a crash leaves none. Tiles never change: writing the same bytes again does nothing, writing
others stops. The checkpoint is the one file that is replaced, last.
"""

from __future__ import annotations

import fcntl
import os
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

CHECKPOINT = "checkpoint"
_LOCK = ".lock"


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
    _make(folder)
    with (folder / _LOCK).open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def write_tile(folder: Path, path: str, data: bytes) -> None:
    """Write one immutable file, unless it is there. Raises TileDiffers where other bytes are."""
    place = folder / path
    if place.exists():
        if place.read_bytes() != data:
            raise TileDiffers(f"{place} was published with other content")
        return
    put(place, data)


def write_checkpoint(folder: Path, note: str) -> None:
    """Replace the checkpoint; everything it covers has been written before."""
    put(folder / CHECKPOINT, note.encode())


def put(place: Path, data: bytes) -> None:
    """Write or replace one file, durably: afterwards it is there whole, or as it was before."""
    _make(place.parent)
    beside = place.with_name(f".{place.name}.new")
    with beside.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(place)
    _settle(place.parent)


def _make(folder: Path) -> None:
    """Make a folder and whatever it lies in, each durable before something is put into it."""
    if not folder.is_dir():
        _make(folder.parent)
        folder.mkdir(exist_ok=True)
        _settle(folder.parent)


def _settle(folder: Path) -> None:
    """Make the folder's own entries durable: a renamed file is not until its folder is."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)

"""Open a file and walk its worksheets, without trusting it with this process.

A packed workbook is handed to a process of its own (`parsing`) over pipes; text is decoded here.
Both look the same from outside: `Worksheet` heads first, then one worksheet's rows, streaming. Of
a long workbook the rows can be kept as that process told them (`unpacked`), so that the check and
the import read what was received, and nobody unpacks the file again.
"""

from __future__ import annotations

import gzip
import io
import json
import signal
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING, Protocol

from shuzheng.foundation.sheets import containers, delimited, parsing
from shuzheng.kernel.refusals import Refusal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from shuzheng.foundation.sheets.cells import Cell
    from shuzheng.foundation.sheets.limits import Limits

PROGRAM = Path(parsing.__file__)
AHEAD = 1 << 20
"""Bytes of rows that may wait to be read, where the system allows so many: it unpacks meanwhile."""
NOTHING = b"null\n"
KILLED_FOR_SIZE = (-signal.SIGABRT, -signal.SIGKILL, -signal.SIGXCPU, -signal.SIGSEGV)


class WorkbookTooHeavy(Refusal):
    """It asked for more memory or time than one file may have."""

    code = "workbook-too-heavy"
    status = 413
    template = (
        "Opening this workbook takes too much memory or time. Copy the rows into a new "
        "workbook and try again."
    )


@dataclass(frozen=True, slots=True)
class Worksheet:
    """The head of a worksheet: its first rows, and where they lie.

    `left` is the column (from 0) of each row's first cell; `height` counts rows to the last one in
    use, or the lines of a text; `banners` are rows (from 0) with a heading merged across columns.
    """

    name: str
    left: int
    width: int
    height: int
    rows: list[list[Cell]]
    banners: frozenset[int] = frozenset()


class Source(Protocol):
    """An open file."""

    def unpacked(self, most: int) -> bytes | None:
        """Return the worksheet yielded last, for `again`; None where that spares nobody anything.

        So it is with text, and with more than `most` rows, which nobody will read.
        """

    def worksheets(self) -> Iterator[Worksheet]:
        """Yield the heads of the worksheets, one by one."""

    def rows(self) -> Iterator[list[Cell]]:
        """Yield every row of the worksheet yielded last, from the first."""


@contextmanager
def opened(data: bytes, limits: Limits) -> Iterator[Source]:
    """Open a file for as long as the block runs. Refuses as `containers.kind_of` does."""
    kind = containers.kind_of(data, limits)
    if kind is containers.FileKind.TEXT:
        yield Text(data)
        return
    command = [sys.executable, "-I", str(PROGRAM), str(limits.memory), str(limits.seconds)]
    # A fixed program and two numbers: nothing of the file reaches the command line.
    with subprocess.Popen(  # noqa: S603
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        pipesize=AHEAD,
    ) as process:
        try:
            yield Packed(data, process)
        finally:
            process.kill()


@contextmanager
def again(unpacked: bytes) -> Iterator[Source]:
    """Open, for as long as the block runs, what a source gave as `unpacked`."""
    with gzip.GzipFile(fileobj=io.BytesIO(unpacked)) as lines:
        yield Unpacked(lines)


class Text:
    """A file of separated text: one worksheet."""

    def __init__(self, data: bytes) -> None:
        self.table = delimited.read(data)
        self.height = data.count(b"\n") + 1

    def unpacked(self, most: int) -> bytes | None:  # noqa: ARG002 - as `Source` has it
        """Return nothing: text is read as quickly from the file."""
        return None

    def worksheets(self) -> Iterator[Worksheet]:
        """Yield the only worksheet."""
        head = self.table.head(parsing.HEAD_ROWS)
        width = max((len(row) for row in head), default=0)
        yield Worksheet("", 0, width, self.height, head)

    def rows(self) -> Iterator[list[Cell]]:
        """Yield every row."""
        return self.table.rows()


class Packed:
    """A workbook in the hands of another process."""

    def __init__(self, data: bytes, process: subprocess.Popen[bytes]) -> None:
        self.process = process
        self.head = b""
        self._say(json.dumps({"size": len(data)}).encode() + b"\n" + data)

    def worksheets(self) -> Iterator[Worksheet]:
        """Yield the head of each worksheet that is not hidden."""
        while True:
            self._say(b"next\n")
            self.head = self._hear()
            if self.head == NOTHING:
                return
            yield _worksheet(self.head)

    def rows(self) -> Iterator[list[Cell]]:
        """Yield every row of the worksheet yielded last."""
        for line in self._lines():
            yield from json.loads(line)

    def unpacked(self, most: int) -> bytes | None:
        """Return head and rows of the worksheet yielded last, packed anew; see `Source`."""
        packed = io.BytesIO()
        with gzip.GzipFile(fileobj=packed, mode="wb", compresslevel=1, mtime=0) as lines:
            lines.write(self.head)
            for line in self._lines():
                if most <= 0:
                    return None
                lines.write(line)
                most -= parsing.ROWS_PER_LINE
        return packed.getvalue()

    def _lines(self) -> Iterator[bytes]:
        self._say(b"rows\n")
        while (line := self._hear()) != NOTHING:
            yield line

    def _say(self, words: bytes) -> None:
        try:
            pipe = _pipe(self.process.stdin)
            pipe.write(words)
            pipe.flush()
        except BrokenPipeError:
            raise self._end() from None

    def _hear(self) -> bytes:
        line = _pipe(self.process.stdout).readline()
        if not line.endswith(b"\n"):
            raise self._end()
        return line

    def _end(self) -> Refusal:
        code = self.process.wait()
        if code == parsing.LOCKED:
            return containers.WorkbookEncrypted()
        if code == parsing.TOO_HEAVY or code in KILLED_FOR_SIZE:
            return WorkbookTooHeavy()
        return containers.WorkbookDamaged()


class Unpacked:
    """A worksheet of a workbook, as the process that unpacked it told it."""

    def __init__(self, lines: gzip.GzipFile) -> None:
        self.lines = lines

    def unpacked(self, most: int) -> bytes | None:  # noqa: ARG002 - as `Source` has it
        """Return nothing: it has been unpacked."""
        return None

    def worksheets(self) -> Iterator[Worksheet]:
        """Yield the only worksheet."""
        yield _worksheet(self.lines.readline())

    def rows(self) -> Iterator[list[Cell]]:
        """Yield every row."""
        for line in self.lines:
            yield from json.loads(line)


def _worksheet(line: bytes) -> Worksheet:
    head = json.loads(line)
    return Worksheet(
        head["name"],
        head["left"],
        head["width"],
        head["height"],
        head["rows"],
        frozenset(head["banners"]),
    )


def _pipe(stream: IO[bytes] | None) -> IO[bytes]:
    if stream is None:
        raise TypeError("the process was started without a pipe")
    return stream

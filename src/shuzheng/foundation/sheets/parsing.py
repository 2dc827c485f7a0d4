"""The program that unpacks one workbook for `opening`, in a process of its own.

A workbook is somebody else's file. A five-kilobyte one can name the last cell of the last column
and make any reader ask for hundreds of gigabytes, which ends the process that reads it. So this
runs alone, with limits on memory and processor time, and imports nothing of the platform.

Standard input brings one line of JSON `{"size": …}`, the workbook's bytes, then commands, one to a
line: `next` answers with the head of the next visible worksheet (`null` after the last), `rows`
answers with that worksheet's rows, some hundred to a line, then `null`. Nothing touches the disk.
"""

from __future__ import annotations

import datetime as dt
import io
import json
import resource
import sys
from itertools import islice
from typing import TYPE_CHECKING

import python_calamine

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from python_calamine import CalamineSheet, CalamineWorkbook

    Cell = str | float | bool | dt.date | dt.time | dt.timedelta

HEAD_ROWS = 40
ROWS_PER_LINE = 500
MOST_MERGED = 20_000
LOCKED, DAMAGED, TOO_HEAVY = 3, 4, 5
"""Exit codes that `opening` turns into refusals."""

KINDS = (
    (dt.datetime, "datetime"),
    (dt.date, "date"),
    (dt.time, "time"),
)


def main() -> int:
    """Answer the commands on standard input; return an exit code."""
    memory, seconds = (int(argument) for argument in sys.argv[1:])
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    size = json.loads(sys.stdin.buffer.readline())["size"]
    data = io.BytesIO(sys.stdin.buffer.read(size))
    try:
        with python_calamine.load_workbook(data) as workbook:
            answer(workbook)
    except python_calamine.PasswordError:
        return LOCKED
    except MemoryError:
        return TOO_HEAVY
    except (python_calamine.CalamineError, OSError, ValueError):
        return DAMAGED
    return 0


def answer(workbook: CalamineWorkbook) -> None:
    """Serve commands until there are none."""
    worksheets = visible(workbook)
    worksheet: CalamineSheet | None = None
    for command in sys.stdin.buffer:
        if command.strip() == b"next":
            worksheet = next(worksheets, None)
            say(None if worksheet is None else head(worksheet))
        elif worksheet is not None:
            for line in rows(worksheet):
                say(line)
            say(None)


def say(value: object) -> None:
    """Write one line of JSON."""
    line = json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=dated)
    sys.stdout.buffer.write(line.encode("utf-8", "replace") + b"\n")
    sys.stdout.buffer.flush()


def dated(value: object) -> list[str]:
    """Return a date, time or duration as a list that JSON can carry."""
    for kind, name in KINDS:
        if isinstance(value, kind):
            return [name, value.isoformat()]
    return ["duration", str(value)]


def visible(workbook: CalamineWorkbook) -> Iterator[CalamineSheet]:
    """Yield the worksheets somebody can see, in their order."""
    for position, about in enumerate(workbook.sheets_metadata):
        if (
            about.typ is python_calamine.SheetTypeEnum.WorkSheet
            and about.visible is python_calamine.SheetVisibleEnum.Visible
        ):
            yield workbook.get_sheet_by_index(position)


def head(worksheet: CalamineSheet) -> dict[str, object]:
    """Return a worksheet's name, size and first rows."""
    start, end = worksheet.start, worksheet.end
    return {
        "name": worksheet.name,
        "left": start[1] if start else 0,
        "width": worksheet.width,
        "height": end[0] + 1 if end else 0,
        "rows": [] if start is None else list(islice(worksheet.iter_rows(), HEAD_ROWS)),
        "banners": banners(worksheet),
    }


def banners(worksheet: CalamineSheet) -> list[int]:
    """Return the rows (from 0) that hold a heading merged across columns."""
    merged = (worksheet.merged_cell_ranges or [])[:MOST_MERGED]
    return sorted(
        {top for (top, left), (bottom, right) in merged if top == bottom and right > left}
    )


def rows(worksheet: CalamineSheet) -> Iterator[list[list[Cell]]]:
    """Yield all rows, some hundred at a time, with cells merged downwards filled."""
    if worksheet.start is None:
        return
    filled = fill(worksheet.iter_rows(), downward(worksheet))
    while chunk := list(islice(filled, ROWS_PER_LINE)):
        yield chunk


def downward(worksheet: CalamineSheet) -> dict[int, list[tuple[int, int]]]:
    """Return, per top row, the columns merged downwards from it and their last rows."""
    left = worksheet.start[1] if worksheet.start else 0
    found: dict[int, list[tuple[int, int]]] = {}
    for (top, first), (bottom, last) in (worksheet.merged_cell_ranges or [])[:MOST_MERGED]:
        if bottom > top and first == last:
            found.setdefault(top, []).append((first - left, bottom))
    return found


def fill(
    source: Iterable[list[Cell]], merged: dict[int, list[tuple[int, int]]]
) -> Iterator[list[Cell]]:
    """Yield rows in which every cell of a range merged downwards has the range's value."""
    if not merged:
        yield from source
        return
    active: dict[int, tuple[int, Cell]] = {}
    for number, row in enumerate(source):
        for column, (bottom, value) in active.items():
            if number <= bottom and row[column] == "":
                row[column] = value
        active = {column: span for column, span in active.items() if number < span[0]}
        for column, bottom in merged.get(number, ()):
            if 0 <= column < len(row):
                active[column] = (bottom, row[column])
        yield row


if __name__ == "__main__":
    sys.exit(main())

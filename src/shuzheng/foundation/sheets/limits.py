"""How large a file may be. Every limit is a setting, and each has a refusal that names it.

The defaults suit one province's rosters: 100,000 rows of a dozen columns take about 5 MB packed
and 70 MB unpacked. `seconds` and `memory` bound the separate process that unpacks a workbook.
"""

from __future__ import annotations

from dataclasses import dataclass

MEBIBYTE = 1 << 20


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds for one file; sizes in bytes, time in seconds of processor time."""

    size: int = 20 * MEBIBYTE
    rows: int = 200_000
    columns: int = 200
    cell: int = 32_767
    entries: int = 10_000
    unpacked: int = 768 * MEBIBYTE
    ratio: int = 200
    ratio_from: int = 32 * MEBIBYTE
    worksheets: int = 30
    memory: int = 2048 * MEBIBYTE
    seconds: int = 120
    annotated_rows: int = 5_000
    annotated_unpacked: int = 24 * MEBIBYTE


DEFAULT = Limits()

"""How large a file may be. Every limit is a setting, and each has a refusal that names it.

The defaults suit one province's rosters: 100,000 rows of a dozen columns take about 5 MB packed
and 70 MB unpacked. `seconds` and `memory` bound the separate process that unpacks a workbook.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.conf import settings

MEBIBYTE = 1 << 20


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds for one file; sizes in bytes, time in seconds of processor time.

    Files of up to `at_once` rows are checked while somebody waits, longer ones by a job. Files of
    up to `annotated_rows` rows come back as they were, only marked; longer ones are rewritten.
    """

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
    at_once: int = 3_000
    annotated_rows: int = 5_000
    annotated_unpacked: int = 24 * MEBIBYTE


DEFAULT = Limits()


def configured(rows: int = 0) -> Limits:
    """Return the limits of this installation: UPLOAD_BYTES, and SHEET_LIMITS by name.

    `rows` is the most that one kind of workbook may have, where that is less than for all.
    """
    others = getattr(settings, "SHEET_LIMITS", {})
    found = replace(DEFAULT, **{"size": settings.UPLOAD_BYTES, **others})
    return replace(found, rows=min(rows, found.rows)) if rows else found

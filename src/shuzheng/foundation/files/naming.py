"""A file's name, made harmless: one line, no path, no tricks with direction, no endless length."""

from __future__ import annotations

import unicodedata

LONGEST_BYTES = 200
FORBIDDEN = frozenset('"<>:|?*')
UNWANTED = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


def clean(name: str) -> str:
    """Return `name` without path, control and direction characters, at most 200 bytes long.

    The ending is kept; a name of which nothing is left becomes "file".
    """
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rpartition("/")[2]
    plain = "".join(
        c for c in last if c not in FORBIDDEN and unicodedata.category(c) not in UNWANTED
    )
    stem, dot, ending = plain.strip().rstrip(" .").rpartition(".")
    if not dot:
        stem, ending = ending, ""
    ending = _cut(ending, LONGEST_BYTES // 4)
    room = LONGEST_BYTES - len(f".{ending}".encode())
    stem = _cut(stem.strip(" ."), room) or "file"
    return f"{stem}.{ending}" if ending else stem


def _cut(text: str, most: int) -> str:
    """Return the beginning of `text` that fits into `most` bytes."""
    return text.encode()[:most].decode(errors="ignore").rstrip()

"""Compile the translations of every room, without gettext: each django.po into its django.mo."""

from __future__ import annotations

from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

ROOMS = Path(__file__).parents[1]


def compile_stale(rooms: Path = ROOMS) -> list[Path]:
    """Compile every catalogue below `rooms` that is newer than its compiled form; return those.

    A compiled file is replaced in one step, because a running server may be reading it.
    """
    sources = sorted(rooms.glob("*/locale/*/LC_MESSAGES/django.po"))
    stale = [source for source in sources if _is_stale(source)]
    for source in stale:
        _compile(source)
    return stale


def _is_stale(source: Path) -> bool:
    compiled = source.with_suffix(".mo")
    return not compiled.exists() or compiled.stat().st_mtime_ns < source.stat().st_mtime_ns


def _compile(source: Path) -> None:
    locale = source.parts[-3]
    with source.open("rb") as file:
        catalogue = read_po(file, locale=locale)
    beside = source.with_suffix(".mo.new")
    with beside.open("wb") as file:
        write_mo(file, catalogue)
    beside.replace(source.with_suffix(".mo"))

"""`shuzheng demo [--if-empty | --year [YEAR] [--json]]`: build a demonstration where nothing is.

Without `--year` it is the province as it stands today, in every state at once. With it, one
scripted year of a small province happens day by day, by default the last whole one, and its final
figures are printed.
"""

from __future__ import annotations

import argparse
import importlib
import json
import sys
import time
from typing import TYPE_CHECKING

from django.conf import settings

from shuzheng.config import preparing
from shuzheng.config.collecting import collect_seldom

if TYPE_CHECKING:
    from types import ModuleType

BAR = 30
LAST_WHOLE = 0
FIRST = 2022
"""The rulebook's provisions begin in 2021, and the script in the September before its year."""


def main(argv: list[str]) -> int:
    """Build the demonstration; 0 when it is there, 1 when it must not be built here."""
    asked = _parser().parse_args(argv)
    preparing.start_django()
    preparing.prepare()
    if settings.IS_PRODUCTION:
        sys.stderr.write("shuzheng demo: a production installation holds real people only\n")
        return 1
    # Imported only now: they stand on the models, which need the rooms to be loaded.
    builder = importlib.import_module("shuzheng.demo.builder")
    if not builder.is_empty():
        if asked.if_empty:
            return 0
        sys.stderr.write("shuzheng demo: this installation has data; nothing was built\n")
        return 1
    collect_seldom()
    began = time.monotonic()
    if asked.year is None:
        builder.build_here(_say)
    elif not _live(builder, asked.year, as_json=asked.json):
        return 1
    _say("演示数据就绪", 100)
    sys.stderr.write(f"\n{time.monotonic() - began:.0f}秒 s\n")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="shuzheng demo", description=__doc__)
    parser.add_argument("--if-empty", action="store_true", help="do nothing where data exists")
    parser.add_argument(
        "--year",
        nargs="?",
        type=int,
        const=LAST_WHOLE,
        metavar="YEAR",
        help="let a scripted year happen, by default the last whole one",
    )
    parser.add_argument("--json", action="store_true", help="print its figures as JSON")
    return parser


def _live(builder: ModuleType, asked: int, *, as_json: bool) -> bool:
    """Let a year happen and print what it came to; False where it is not over or too early."""
    building = importlib.import_module("shuzheng.demo.year.building")
    telling = importlib.import_module("shuzheng.demo.year.telling")
    newest: int = building.newest(builder.today())
    number = asked or newest
    if not FIRST <= number <= newest:
        sys.stderr.write(f"shuzheng demo: the year is one from {FIRST} to {newest}\n")
        return False
    found = building.build_here(number, _say)
    text = json.dumps(found, ensure_ascii=False, indent=1) + "\n"
    sys.stdout.write(text if as_json else telling.table(found))
    sys.stdout.flush()
    return True


def _say(words: str, percent: int) -> None:
    done = BAR * percent // 100
    bar = "█" * done + "·" * (BAR - done)
    sys.stderr.write(f"\r{bar} {percent:3d}%  {words}\x1b[K")
    sys.stderr.flush()

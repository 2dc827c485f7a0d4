"""`shuzheng demo [--if-empty]`: build the demonstration province on an empty installation."""

from __future__ import annotations

import argparse
import importlib
import sys
import time

from django.conf import settings

from shuzheng.config import preparing
from shuzheng.config.collecting import collect_seldom

BAR = 30


def main(argv: list[str]) -> int:
    """Build the demonstration; 0 when it is there, 1 when it must not be built here."""
    parser = argparse.ArgumentParser(prog="shuzheng demo", description=__doc__)
    parser.add_argument("--if-empty", action="store_true", help="do nothing where data exists")
    if_empty: bool = parser.parse_args(argv).if_empty
    preparing.start_django()
    preparing.prepare()
    if settings.IS_PRODUCTION:
        sys.stderr.write("shuzheng demo: a production installation holds real people only\n")
        return 1
    # Imported only now: they stand on the models, which need the rooms to be loaded.
    builder = importlib.import_module("shuzheng.demo.builder")
    if not builder.is_empty():
        if if_empty:
            return 0
        sys.stderr.write("shuzheng demo: this installation has data; nothing was built\n")
        return 1
    collect_seldom()
    began = time.monotonic()
    builder.build_here(_say)
    _say("演示数据就绪", 100)
    sys.stderr.write(f"\n{time.monotonic() - began:.0f}秒 s\n")
    return 0


def _say(words: str, percent: int) -> None:
    done = BAR * percent // 100
    bar = "█" * done + "·" * (BAR - done)
    sys.stderr.write(f"\r{bar} {percent:3d}%  {words}\x1b[K")
    sys.stderr.flush()

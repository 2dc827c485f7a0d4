"""`shuzheng rules [--json] [--live]`: every rule, whether it is live, and where it is applied.

It needs the province and nothing else of the settings, so it answers before keys or a database
exist. `live` needs the tests at hand, as in a checkout: a rule without a test is not live.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from pathlib import Path

from django.conf import settings

from shuzheng.config import environment
from shuzheng.foundation import register

ROOT = Path(__file__).parents[3]


def main(argv: list[str]) -> int:
    """Print the register as a table, or with --json as a list of records."""
    parser = argparse.ArgumentParser(
        prog="shuzheng rules", description="List the rules and where the platform applies them."
    )
    parser.add_argument("--json", action="store_true", help="print a list of records")
    parser.add_argument("--live", action="store_true", help="only the rules that are live")
    options = parser.parse_args(argv)
    if not settings.configured:
        settings.configure(PROVINCE=environment.read(os.environ, ROOT).province)
    found = [row for row in register.listing() if row["live"] or not options.live]
    if options.json:
        sys.stdout.write(json.dumps(found, ensure_ascii=False, indent=2) + "\n")
    else:
        _table(found)
    return 0


def _table(found: list[dict[str, object]]) -> None:
    for row in found:
        rule = register.rules()[str(row["id"])]
        mark = "live" if row["live"] else "-"
        sys.stdout.write(f"{rule.id}  {row['kinds']:<3}  {mark:<4}  {rule.title_en}\n")
        for application in register.entries()[rule.id].applications:
            sys.stdout.write(f"{'':20}{application.module}.{application.function}\n")
    live = sum(bool(row["live"]) for row in found)
    sys.stdout.write(f"{len(found)} rules, {live} live\n")

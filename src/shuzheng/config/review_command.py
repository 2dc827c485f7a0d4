"""`shuzheng review verify FILE …`: compute a published catalogue review again, without any server.

It needs the files it is given and nothing else: no Django, database, settings or network. The
document and its checks are specified in `docs/catalogue-review.md`.

Exit status: 0 every check holds; 1 one fails; 2 the command or a file could not be used; 3 none
fails, and something could not be judged from what the file carries. Of several files the gravest
result counts.
"""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from shuzheng.adjustment.rules import document
from shuzheng.adjustment.rules.document import Verdict
from shuzheng.credentials.core import jsontext
from shuzheng.kernel.refusals import Refusal
from shuzheng.transparency.core import note

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shuzheng.adjustment.rules.document import Check
    from shuzheng.transparency.core.note import VerifierKey

HOLD, FAIL, UNUSABLE, UNKNOWN = 0, 1, 2, 3
GRAVEST_FIRST = (UNUSABLE, FAIL, UNKNOWN, HOLD)
LARGEST = 64 << 20


class Unusable(Exception):  # noqa: N818 - an answer on the command line, as refusals are
    """What the command was given cannot be used; the text says which and why."""


def main(argv: Sequence[str]) -> int:
    """Judge the documents named in `argv`; return the exit status."""
    parser = argparse.ArgumentParser(prog="shuzheng review", description=__doc__)
    deeds = parser.add_subparsers(dest="deed", required=True)
    verify = deeds.add_parser("verify", help="compute published catalogue reviews again")
    verify.add_argument("file", nargs="+", type=Path, metavar="FILE")
    verify.add_argument("--key", help="the verifier key of the log, to check the entry's proof")
    verify.add_argument("--json", action="store_true", help="print a list of records")
    options = parser.parse_args(argv)
    try:
        key = note.verifier_key(options.key) if options.key else None
    except Refusal as refusal:
        sys.stderr.write(f"shuzheng review: {refusal}\n")
        return UNUSABLE
    statuses, records = [], []
    for path in options.file:
        try:
            checks = _judged(path, key)
        except Unusable as fault:
            sys.stderr.write(f"shuzheng review: {path}: {fault}\n")
            statuses.append(UNUSABLE)
            continue
        statuses.append(_status(checks))
        records.append({"file": str(path), "checks": [asdict(check) for check in checks]})
        if not options.json:
            sys.stdout.write(_page(path, checks))
    if options.json:
        sys.stdout.write(json.dumps(records, ensure_ascii=False, indent=2) + "\n")
    return min(statuses, key=GRAVEST_FIRST.index)


def _judged(path: Path, key: VerifierKey | None) -> tuple[Check, ...]:
    try:
        with path.open("rb") as file:
            found = jsontext.read(file.read(LARGEST + 1), limit=LARGEST)
        return document.judge(found, key)
    except OSError as error:
        raise Unusable(error.strerror) from None
    except Refusal as refusal:
        raise Unusable(refusal) from None


def _status(checks: Sequence[Check]) -> int:
    verdicts = {check.verdict for check in checks}
    if Verdict.FAILS in verdicts:
        return FAIL
    return UNKNOWN if Verdict.UNKNOWN in verdicts else HOLD


def _page(path: Path, checks: Sequence[Check]) -> str:
    lines = [f"{path}\n"]
    for number, check in enumerate(checks, 1):
        why = f": {check.why}" if check.why else ""
        lines.append(f"  {number}  {check.verdict:<8} {check.name}{why}\n")
    return "".join(lines)

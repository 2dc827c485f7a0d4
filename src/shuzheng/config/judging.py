"""What the commands share that compute published documents again: options, pages, exit status.

They need the files they are given and nothing else: no Django, database, settings or network.
"""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from shuzheng.credentials.core import jsontext
from shuzheng.kernel.refusals import Refusal
from shuzheng.transparency.core import note
from shuzheng.transparency.core.judged import Check, Verdict

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Sequence

    from shuzheng.transparency.core.note import VerifierKey

    Judge = Callable[[jsontext.Object, VerifierKey | None], tuple[Check, ...]]

HOLD, FAIL, UNUSABLE, UNKNOWN = 0, 1, 2, 3
"""Exit statuses: every check holds, one fails, unusable, one cannot be judged from the file."""
GRAVEST_FIRST = (UNUSABLE, FAIL, UNKNOWN, HOLD)
LARGEST = 64 << 20


class Unusable(Exception):  # noqa: N818 - an answer on the command line, as refusals are
    """What the command was given cannot be used; the text says which and why."""


def accept_files(parser: argparse.ArgumentParser) -> None:
    """Let a parser take files, the log's key and `--json`."""
    parser.add_argument("file", nargs="+", type=Path, metavar="FILE")
    parser.add_argument("--key", help="the verifier key of the log, to check entries' proofs")
    parser.add_argument("--json", action="store_true", help="print a list of records")


def verify(name: str, options: argparse.Namespace, judge: Judge) -> int:
    """Judge every file of the options; print what each check says; return the exit status."""
    try:
        key = note.verifier_key(options.key) if options.key else None
    except Refusal as refusal:
        sys.stderr.write(f"shuzheng {name}: {refusal}\n")
        return UNUSABLE
    statuses, records = [], []
    for path in options.file:
        try:
            checks = _judged(path, key, judge)
        except Unusable as fault:
            sys.stderr.write(f"shuzheng {name}: {path}: {fault}\n")
            statuses.append(UNUSABLE)
            continue
        statuses.append(_status(checks))
        records.append({"file": str(path), "checks": [asdict(check) for check in checks]})
        if not options.json:
            sys.stdout.write(_page(path, checks))
    if options.json:
        sys.stdout.write(json.dumps(records, ensure_ascii=False, indent=2) + "\n")
    return min(statuses, key=GRAVEST_FIRST.index)


def _judged(path: Path, key: VerifierKey | None, judge: Judge) -> tuple[Check, ...]:
    try:
        with path.open("rb") as file:
            found = jsontext.read(file.read(LARGEST + 1), limit=LARGEST)
        return judge(found, key)
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

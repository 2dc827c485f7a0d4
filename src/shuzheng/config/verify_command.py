"""`shuzheng verify FILE … --trust trust.json`: judge certificates without any server.

It needs the files it is given and nothing else: no Django, database, settings or network. What a
trust file is, and how a verdict follows from the checks, is specified in `docs/trust-file.md`. An
evidence file has checks of its own (`docs/evidence-file.md`); where they hold, the verdict is that
of the certificate in it. Of a picture of papers, each code is judged.

Exit status: 0 valid; 1 altered, revoked, expired, not yet valid, or nothing proves it genuine;
2 the command, the trust file or a status list could not be used; 3 the signature is good and the
status is not known; 4 under enquiry; 5 no certificate that can be checked. Of several files the
gravest result counts.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import sys
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, date, datetime, timedelta
from functools import partial
from itertools import chain
from multiprocessing import get_all_start_methods, get_context
from pathlib import Path
from textwrap import indent
from typing import TYPE_CHECKING

from shuzheng.config import verify_pictures, verify_telling
from shuzheng.credentials.core import (
    compact,
    envelope,
    evidence_file,
    instants,
    jsontext,
    pictures,
    trust,
)
from shuzheng.credentials.core.verifying import Verdict, Verifier
from shuzheng.kernel import periods
from shuzheng.kernel.refusals import Refusal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from shuzheng.credentials.core.verifying import Report

    Told = tuple[Verdict, str]

UNUSABLE = 2
CODE = "#"
"""Stands for the name of a file where the text of a code was given."""
FORK, MANY = "fork", 200
LARGEST_LIST = 16 << 20
MOST_LISTS = 10_000


_telling: list[Callable[[str], list[Told]]] = []
"""In a process of `_each`: how to tell of a file."""


class Unusable(Exception):  # noqa: N818 - an answer on the command line, as refusals are
    """What the command was given cannot be used; the text says which and why."""


def main(argv: Sequence[str]) -> int:
    """Judge the files named in `argv`; print a report and return the exit status."""
    options = _parser().parse_args(argv)
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")
    try:
        verifier = Verifier(_trust(options.trust), _instant(options.at), _lists(options.status))
        each = _each(partial(_tell, verifier, options.json, options.lang), options.file)
        told = list(chain.from_iterable(each))
    except Unusable as fault:
        sys.stderr.write(f"shuzheng verify: {fault}\n")
        return UNUSABLE
    texts = [text for _, text in told]
    sys.stdout.write(_records(texts) if options.json else "\n".join(texts))
    return verify_telling.STATUSES[min((verdict for verdict, _ in told), key=list(Verdict).index)]


def _each(tell: Callable[[str], list[Told]], given: Sequence[str]) -> Iterable[list[Told]]:
    """Return what is told of each file, in order; of many files, by as many processes as cores."""
    cores = os.cpu_count() or 1
    if len(given) < MANY or cores == 1 or FORK not in get_all_start_methods():
        return map(tell, given)
    with ProcessPoolExecutor(cores, get_context(FORK), _telling.append, (tell,)) as pool:
        return pool.map(_told, given, chunksize=MANY // 4)


def _told(given: str) -> list[Told]:
    return _telling[-1](given)


def _tell(verifier: Verifier, as_record: bool, language: str, given: str) -> list[Told]:  # noqa: FBT001 - one option of the command
    """Return the verdict on a file, and what is printed about it; of a picture, on each code."""
    name, reports = _judged(verifier, given)
    told = []
    for number, found in enumerate(reports, 1):
        one = name if len(reports) == 1 else f"{name} {number}/{len(reports)}"
        if as_record:
            record = verify_telling.record(one, found, language)
            text = json.dumps(record, ensure_ascii=False, indent=2)
        else:
            text = verify_telling.page(one, found, language)
        told.append((found.verdict, text))
    return told


def _records(texts: Iterable[str]) -> str:
    return "[\n" + ",\n".join(indent(text, "  ") for text in texts) + "\n]\n"


def _judged(verifier: Verifier, given: str) -> tuple[str, list[Report]]:
    """Return a name and the reports of a file, or of the text of a paper's code."""
    if digits := compact.find(given.encode(errors="replace")):
        return CODE, [verifier.read_code(digits)]
    data = _bytes(Path(given), envelope.LARGEST)
    if digits := compact.find(data):
        return given, [verifier.read_code(digits)]
    if evidence_file.is_one(data):
        return given, [evidence_file.judge(data, verifier)]
    try:
        if not pictures.kind(data):
            return given, [verifier.judge(envelope.open_file(data))]
    except envelope.NothingAttached:
        pass  # a scan, or a print to PDF: perhaps its pages show codes
    except Refusal as refusal:
        return given, [verifier.unreadable(refusal)]
    return given, _printed(verifier, data)


def _printed(verifier: Verifier, data: bytes) -> list[Report]:
    """Return the reports on the codes that a picture, or the pages of a PDF, show."""
    try:
        return [verifier.read_code(digits) for digits in verify_pictures.codes(data)]
    except Refusal as refusal:
        return [verifier.unreadable(refusal)]


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="shuzheng verify",
        description="Check certificates (PDF, JSON, bundle, token, picture or scan of a paper, or "
        "what a paper's code says) and evidence files (ZIP) without any server.",
        epilog=(
            "exit status: 0 valid; 1 altered, revoked, out of term or not proved genuine; "
            "2 unusable arguments, trust file or status list; 3 signature good, status not known; "
            "4 under enquiry; 5 not a certificate"
        ),
    )
    parser.add_argument(
        "file",
        nargs="+",
        metavar="FILE",
        help="a file, or the text of the code on a paper (https://…#1022…)",
    )
    parser.add_argument("--trust", required=True, type=Path, help="the trust file")
    parser.add_argument(
        "--status",
        action="append",
        default=[],
        type=Path,
        metavar="DIR_OR_FILE",
        help="fresh status lists: a file, or a directory of *.json (may be repeated)",
    )
    parser.add_argument("--at", metavar="DATE", help="judge as of the end of this day (2026-07-15)")
    parser.add_argument("--json", action="store_true", help="print a list of records")
    parser.add_argument("--lang", choices=("zh", "en"), default="zh", help="language of the report")
    return parser


def _bytes(path: Path, limit: int) -> bytes:
    """Return at most one byte more than `limit`, so that whoever judges the size can see it."""
    try:
        with path.open("rb") as file:
            return file.read(limit + 1)
    except OSError as error:
        raise Unusable(f"{path}: {error.strerror}") from None


def _trust(path: Path) -> trust.Trust:
    try:
        return trust.parse(_bytes(path, trust.LARGEST))
    except Refusal as refusal:
        raise Unusable(f"{path}: {refusal}") from None


def _lists(paths: Sequence[Path]) -> list[jsontext.Object]:
    """Return the status list credentials in files and directories; one unreadable refuses all."""
    files: list[Path] = []
    for path in paths:
        files.extend(sorted(path.glob("*.json")) if path.is_dir() else [path])
    if len(files) > MOST_LISTS:
        raise Unusable(f"more than {MOST_LISTS} status lists")
    found = []
    for file in files:
        try:
            found.append(jsontext.read(_bytes(file, LARGEST_LIST), limit=LARGEST_LIST))
        except Refusal as refusal:
            raise Unusable(f"{file}: {refusal}") from None
    return found


def _instant(text: str | None) -> datetime:
    """Return now, or the last second of the day that `text` names, or the instant it names."""
    if text is None:
        return datetime.now(UTC)
    try:
        if len(text) == len("2026-07-15"):
            return periods.end_of(date.fromisoformat(text)) - timedelta(seconds=1)
        return instants.read(text)
    except (ValueError, OverflowError, instants.BadInstant):
        raise Unusable(f"--at: {text!r} is no date such as 2026-07-15") from None

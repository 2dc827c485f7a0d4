"""`shuzheng verify FILE … --trust trust.json`: judge certificates without any server.

It needs the files it is given and nothing else: no Django, database, settings or network. What a
trust file is, and how a verdict follows from the checks, is specified in `docs/trust-file.md`. An
evidence file has checks of its own (`docs/evidence-file.md`); where they hold, the verdict is that
of the certificate in it.

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
import unicodedata
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, date, datetime, timedelta
from functools import cache, partial
from multiprocessing import get_all_start_methods, get_context
from pathlib import Path
from textwrap import indent
from typing import TYPE_CHECKING, Any

from shuzheng.credentials.core import (
    chinese,
    compact,
    envelope,
    evidence_file,
    instants,
    jsontext,
    numbers,
    trust,
)
from shuzheng.credentials.core.evidence_file import report as file_report
from shuzheng.credentials.core.verifying import Verdict, Verifier, report
from shuzheng.kernel import periods
from shuzheng.kernel.refusals import Refusal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from shuzheng.credentials.core.verifying import Report

    Told = tuple[Verdict, str]

UNUSABLE = 2
STATUSES: Mapping[Verdict, int] = {
    Verdict.VALID: 0,
    Verdict.ALTERED: 1,
    Verdict.NOT_TRUSTED: 1,
    Verdict.REVOKED: 1,
    Verdict.REPLACED: 1,
    Verdict.EXPIRED: 1,
    Verdict.NOT_YET_VALID: 1,
    Verdict.STATUS_UNKNOWN: 3,
    Verdict.SUSPENDED: 4,
    Verdict.MALFORMED: 5,
}
CODE = "#"
"""Stands for the name of a file where the text of a code was given."""
NAMES = {**report.STEP_NAMES, **file_report.STEP_NAMES}
FORK, MANY = "fork", 200
LARGEST_LIST = 16 << 20
MOST_LISTS = 10_000
WIDTHS = {"zh": (9, 9), "en": (17, 23)}
REPLACEMENT = "\N{REPLACEMENT CHARACTER}"

# What the file says, and how each language calls it.
LABELS = {
    "title": "证书",
    "holder": "持有人",
    "number": "编号",
    "standard": "标准",
    "issuer": "颁发",
    "entry": "存证",
    "set aside": "未采用的状态名单",
    "as written in the file": "文件上写的是",
    "publisher": "出具",
    "certificates": "证书数",
    "all there are": "全部在册",
    "not all": "未含全部",
}


_telling: list[Callable[[str], Told]] = []
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
        told = list(_each(partial(_tell, verifier, options.json, options.lang), options.file))
    except Unusable as fault:
        sys.stderr.write(f"shuzheng verify: {fault}\n")
        return UNUSABLE
    texts = [text for _, text in told]
    sys.stdout.write(_records(texts) if options.json else "\n".join(texts))
    return STATUSES[min((verdict for verdict, _ in told), key=list(Verdict).index)]


def _each(tell: Callable[[str], Told], given: Sequence[str]) -> Iterable[Told]:
    """Return what is told of each file, in order; of many files, by as many processes as cores."""
    cores = os.cpu_count() or 1
    if len(given) < MANY or cores == 1 or FORK not in get_all_start_methods():
        return map(tell, given)
    with ProcessPoolExecutor(cores, get_context(FORK), _telling.append, (tell,)) as pool:
        return pool.map(_told, given, chunksize=MANY // 4)


def _told(given: str) -> Told:
    return _telling[-1](given)


def _tell(verifier: Verifier, as_record: bool, language: str, given: str) -> Told:  # noqa: FBT001 - one option of the command
    """Return the verdict on a file, and what is printed about it."""
    name, found = _judged(verifier, given)
    if not as_record:
        return found.verdict, _page(name, found, language)
    record = _record(name, found, language)
    return found.verdict, json.dumps(record, ensure_ascii=False, indent=2)


def _records(texts: Iterable[str]) -> str:
    return "[\n" + ",\n".join(indent(text, "  ") for text in texts) + "\n]\n"


def _judged(verifier: Verifier, given: str) -> tuple[str, Report]:
    """Return a name and the report of a file, or of the text of a paper's code."""
    if digits := compact.find(given.encode(errors="replace")):
        return CODE, verifier.read_code(digits)
    data = _bytes(Path(given), envelope.LARGEST)
    if digits := compact.find(data):
        return given, verifier.read_code(digits)
    if evidence_file.is_one(data):
        return given, evidence_file.judge(data, verifier)
    return given, verifier.verify(data)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="shuzheng verify",
        description="Check certificates (PDF, JSON, bundle, or what a paper's code says) and "
        "evidence files (ZIP) without any server.",
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


def _say(template: str, params: Mapping[str, object], language: str) -> str:
    """Return a sentence in `language`, safe for a terminal whatever the file put into it."""
    spoken = chinese.SENTENCES.get(template, template) if language == "zh" else template
    return _safe(spoken.format(**params))


def _safe(text: str) -> str:
    if text.isprintable():
        return text
    return "".join(c if _is_harmless(c) else REPLACEMENT for c in text)


def _is_harmless(character: str) -> bool:
    """Return whether a terminal prints `character` and does nothing else."""
    return unicodedata.category(character) not in {"Cc", "Cf", "Cs", "Zl", "Zp"}


def _page(name: str, found: Report, language: str) -> str:
    """Return the report on one file as lines for a person; on a record, also on all it holds."""
    pages = [_sheet(name, found, language)]
    for number, part in enumerate(found.parts, 1):
        pages.append(_sheet(f"{name} {number}/{len(found.parts)}", part, language))
    return "\n".join(pages)


def _sheet(name: str, found: Report, language: str) -> str:
    """Return the report on a certificate, or on a record without what it holds."""
    lines = [_safe(name), "  " + _say(*found.headline, language), ""]
    for check in found.checks:
        outcome = _say(report.OUTCOME_NAMES[check.outcome], {}, language)
        step = _say(NAMES[check.step], {}, language)
        sentence = _say(check.template, check.params, language)
        first, second = WIDTHS[language]
        lines.append(f"  {check.number:>2} {_pad(outcome, first)} {_pad(step, second)} {sentence}")
    lines.append("")
    said = found.certificate or found.record
    if said is not None and found.verdict in {Verdict.ALTERED, Verdict.NOT_TRUSTED}:
        lines.append("  " + _label("as written in the file", language))
    lines += [
        f"  {_pad(_label(label, language), 9)} {_safe(text)}"
        for label, text in _facts(found, language).items()
    ]
    lines += [
        f"  {_label('set aside', language)}: {_safe(item.url)} "
        + _say(item.template, item.params, language)
        for item in found.set_aside
    ]
    return "\n".join(lines).rstrip() + "\n"


def _facts(found: Report, language: str) -> dict[str, str]:
    """Return what the file says, for the foot of the report."""
    said, facts = found.certificate, {}
    if (record := found.record) is not None:
        whole = _label("not all" if record.is_partial else "all there are", language)
        facts = {
            "holder": record.holder,
            "certificates": f"{len(record.certificates)} ({whole})",
            "publisher": f"{record.publisher_name} {instants.day(record.valid_from)}",
        }
    if said is not None:
        fits = not numbers.fault(said.number)
        facts = {
            "title": said.title + (f" {said.module}" if said.module else ""),
            "holder": said.holder,
            "number": numbers.spaced(said.number) if fits else said.number,
            **({"standard": f"{said.standard} {said.standard_version}"} if said.standard else {}),
            "issuer": f"{said.issuer_name} {instants.day(said.valid_from)}",
        }
    if found.logged is not None:
        facts["entry"] = f"{found.logged.index + 1:,} / {found.logged.head.size:,}"
    return facts


def _record(name: str, found: Report, language: str) -> dict[str, Any]:
    """Return the report on one file for a program."""
    known = found.status_known_at
    parts = [_record(name, part, language) for part in found.parts]
    return {
        "file": name,
        "verdict": found.verdict.value,
        "exit_status": STATUSES[found.verdict],
        "sentence": _say(*found.headline, language),
        "checked_at": instants.write(found.checked_at),
        "status_known_at": instants.write(known) if known else None,
        "checks": [
            {
                "number": check.number,
                "check": check.step.value,
                "outcome": check.outcome.value,
                "sentence": _say(check.template, check.params, language),
                "clause": check.clause,
            }
            for check in found.checks
        ],
        "witnesses": [
            {"name": _safe(seen.witness), "seen_at": instants.write(seen.at)}
            for seen in (found.logged.sightings if found.logged else ())
        ],
        "certificate": {name: _safe(text) for name, text in _facts(found, language).items()},
        "set_aside": [
            {"url": _safe(item.url), "reason": _say(item.template, item.params, language)}
            for item in found.set_aside
        ],
        **({"certificates": parts} if found.record else {}),
    }


def _label(name: str, language: str) -> str:
    return LABELS[name] if language == "zh" else name


def _pad(text: str, width: int) -> str:
    """Return `text` padded to `width` columns, in which a Chinese character takes two."""
    return text + " " * (width - _columns(text))


@cache
def _columns(text: str) -> int:
    """Return how many columns a text takes; asked of our own few words only."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)

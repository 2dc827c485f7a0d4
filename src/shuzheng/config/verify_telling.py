"""What `shuzheng verify` prints of a verification: lines for a person, a record for a program.

No sentence is made here: those of the checks are translated, and what the file says is made safe
for a terminal.
"""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import TYPE_CHECKING, Any

from shuzheng.credentials.core import chinese, instants, numbers
from shuzheng.credentials.core.evidence_file import report as file_report
from shuzheng.credentials.core.forms import sdjwt
from shuzheng.credentials.core.verifying import Verdict, report

if TYPE_CHECKING:
    from collections.abc import Mapping

    from shuzheng.credentials.core.reading import Certificate
    from shuzheng.credentials.core.verifying import Report

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
NAMES = {**report.STEP_NAMES, **file_report.STEP_NAMES}
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
    "not shown": "未出示",
    "made for": "出示给",
    "purpose": "用途",
    "until": "期限",
}


def page(name: str, found: Report, language: str) -> str:
    """Return the report on one file as lines for a person; on a record, also on all it holds."""
    pages = [_sheet(name, found, language)]
    for number, part in enumerate(found.parts, 1):
        pages.append(_sheet(f"{name} {number}/{len(found.parts)}", part, language))
    return "\n".join(pages)


def record(name: str, found: Report, language: str) -> dict[str, Any]:
    """Return the report on one file for a program."""
    known = found.status_known_at
    parts = [record(name, part, language) for part in found.parts]
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
        **({"certificates": parts} if found.record or found.presentation else {}),
        **_hidden(found.certificate),
    }


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
    said = found.certificate or found.record or found.presentation
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
    if (shown := found.presentation) is not None:
        facts = {
            "made for": shown.recipient,
            "purpose": shown.purpose,
            "certificates": str(len(shown.shown)),
            "until": instants.day(shown.until),
        }
    if said is not None:
        facts = _statements(said, language)
    if found.logged is not None:
        facts["entry"] = f"{found.logged.index + 1:,} / {found.logged.head.size:,}"
    return facts


def _statements(said: Certificate, language: str) -> dict[str, str]:
    """Return what a certificate says, without what its holder does not show."""
    fits = not numbers.fault(said.number)
    day = "" if "issued_on" in said.hidden else instants.day(said.valid_from)
    spoken = 0 if language == "zh" else 1
    unseen = [sdjwt.CLAIMS[name][spoken] for name in said.hidden]
    facts = {
        "title": f"{said.title or said.level_name} {said.module}".strip(),
        "holder": said.holder,
        "number": numbers.spaced(said.number) if fits else said.number,
        "standard": f"{said.standard} {said.standard_version}" if said.standard else "",
        "issuer": f"{said.issuer_name} {day}".strip(),
        "not shown": ("、" if language == "zh" else ", ").join(unseen),
    }
    return {label: text for label, text in facts.items() if text}


def _hidden(said: Certificate | None) -> dict[str, list[str]]:
    """Return which claims of a token its holder does not show, by their names in the token."""
    return {"not_shown": list(said.hidden)} if said and said.hidden else {}


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


def _label(name: str, language: str) -> str:
    return LABELS[name] if language == "zh" else name


def _pad(text: str, width: int) -> str:
    """Return `text` padded to `width` columns, in which a Chinese character takes two."""
    return text + " " * (width - _columns(text))


@cache
def _columns(text: str) -> int:
    """Return how many columns a text takes; asked of our own few words only."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)

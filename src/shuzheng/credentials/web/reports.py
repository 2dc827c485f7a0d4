"""The dated report of a verification, as a PDF, without keeping anything of it.

A result page carries what was found, signed by us, in a hidden field; whoever wants the report
posts it back. So the report says exactly what the page said, with the page's own time, and nothing
of what was typed or handed in has to be stored. It is in the language in which the page was.
"""

from __future__ import annotations

import base64
import hashlib
import json
from typing import TYPE_CHECKING, Any

from django.core import signing
from django.utils.translation import get_language

from shuzheng.credentials.core import instants
from shuzheng.credentials.core.verifying import Outcome
from shuzheng.credentials.web import disclosed_words, presented_words, record_words, words
from shuzheng.foundation.documents.papers import credentials as paper
from shuzheng.foundation.documents.papers import printing
from shuzheng.foundation.web import leaving
from shuzheng.kernel import periods
from shuzheng.kernel.refusals import Refusal

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpResponse

    from shuzheng.credentials.queries.pages_verification import Examination
    from shuzheng.foundation.ui.parts import Term

SALT = "credentials.verification.report"
KEPT_SECONDS = 24 * 60 * 60
TONES = {
    "ok": paper.Tone.GOOD,
    "wait": paper.Tone.WAIT,
    "bad": paper.Tone.BAD,
    "off": paper.Tone.BAD,
}
"""Of the kinds of result that the page knows."""
OUTCOMES = {
    Outcome.HELD: paper.Tone.GOOD,
    Outcome.FAILED: paper.Tone.BAD,
    Outcome.UNDECIDABLE: paper.Tone.WAIT,
}
NAMES = {printing.CHINESE: "证书查验单", printing.ENGLISH: "verification-report"}


class ReportUnknown(Refusal):
    """The field was made up, changed, or is too old."""

    code = "verification-report-unknown"
    template = "This result is older than a day or not ours. Verify the certificate again."


def seal(found: Examination, file: tuple[str, str] | None = None) -> str:
    """Return what was found, signed, to be posted back.

    `file` is the name and SHA-256 of what was handed in.
    """
    return signing.dumps(_content(found, file), salt=SALT, compress=True)


def of_sealed(text: str) -> HttpResponse:
    """Answer with the report on what was sealed; refuse anything else."""
    try:
        content = signing.loads(text, salt=SALT, max_age=KEPT_SECONDS)
    except signing.BadSignature:
        raise ReportUnknown from None
    return _answer(content)


def of_found(found: Examination) -> HttpResponse:
    """Answer with the report on what was just found."""
    return _answer(_content(found, None))


def _content(found: Examination, file: tuple[str, str] | None) -> dict[str, Any]:
    head = words.head(found)
    return {
        "language": printing.ENGLISH if get_language() == "en" else printing.CHINESE,
        "verdict": head.title,
        "tone": TONES[head.kind],
        "summary": head.text,
        "checks": [
            *_checks(found, ""),
            *(
                check
                for number, part in enumerate(found.parts, 1)
                for check in _checks(part, f"{number}/{len(found.parts)} ")
            ),
        ],
        "fields": [(str(one.label), str(one.value)) for one in _fields(found)],
        "at": instants.write(found.checked_at),
        "url": found.sheet.url if found.sheet else "",
        "demo": bool(found.sheet and found.sheet.is_demonstration),
        "file": file,
    }


def _checks(found: Examination, prefix: str) -> list[tuple[str, paper.Tone, str]]:
    return [
        (f"{prefix}{check.title}", OUTCOMES[line.outcome], str(check.reason))
        for line, check in zip(found.lines, words.checks(found.lines), strict=True)
    ]


def _fields(found: Examination) -> list[Term]:
    if found.record is not None:
        return record_words.terms(found.record)
    if found.presentation is not None:
        return presented_words.terms(found.presentation)
    if found.sheet is None:
        return disclosed_words.terms(found)
    ended = words.ended(found.sheet)
    return [*words.terms(found.sheet, found.verdict), *(ended.terms if ended else ())]


def _answer(content: dict[str, Any]) -> HttpResponse:
    at = instants.read(content["at"])
    reference = _reference(content, at)
    body = paper.verification_report(
        paper.VerificationReport(
            verdict=content["verdict"],
            tone=paper.Tone(content["tone"]),
            summary=content["summary"],
            checks=tuple(
                paper.Check(name=name, tone=paper.Tone(tone), detail=detail)
                for name, tone, detail in content["checks"]
            ),
            checked_at=at,
            fields=tuple((label, value) for label, value in content["fields"]),
            reference=reference,
            verify_url=content["url"],
            file=paper.CheckedFile(name=content["file"][0], sha256=content["file"][1])
            if content["file"]
            else None,
            demo=content["demo"],
            language=content["language"],
        )
    )
    return leaving.file(f"{NAMES[content['language']]}-{reference}.pdf", body, leaving.PDF)


def _reference(content: dict[str, Any], at: datetime) -> str:
    """Return a name for the report that follows from its content alone."""
    plain = json.dumps(content, ensure_ascii=False, sort_keys=True).encode()
    letters = base64.b32encode(hashlib.sha256(plain).digest()).decode()
    return f"V-{periods.day(at):%Y%m%d}-{letters[:4]}-{letters[4:8]}"

"""The dated report of a verification, as a PDF, without keeping anything of it.

A result page carries what was found, signed by us, in a hidden field; whoever wants the report
posts it back. So the report says exactly what the page said, with the page's own time, and nothing
of what was typed or handed in has to be stored. The report is Chinese in every language.
"""

from __future__ import annotations

import base64
import hashlib
import json
from typing import TYPE_CHECKING, Any

from django.core import signing
from django.utils import translation

from shuzheng.credentials.core import instants
from shuzheng.credentials.core.verifying import Outcome, Verdict
from shuzheng.credentials.web import answers, words
from shuzheng.foundation.documents.papers import credentials as paper
from shuzheng.kernel import periods
from shuzheng.kernel.refusals import Refusal

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpResponse

    from shuzheng.credentials.queries.pages_verification import Examination
    from shuzheng.foundation.ui.parts import Term

SALT = "credentials.verification.report"
KEPT_SECONDS = 24 * 60 * 60
PRINTED = {
    Verdict.VALID: paper.Verdict.GENUINE,
    Verdict.STATUS_UNKNOWN: paper.Verdict.STATUS_UNKNOWN,
    Verdict.SUSPENDED: paper.Verdict.SUSPENDED,
    Verdict.REVOKED: paper.Verdict.REVOKED,
    Verdict.ALTERED: paper.Verdict.ALTERED,
}
"""The verdicts that the paper has words for; of the others the page itself can be printed."""
OUTCOMES = {
    Outcome.HELD: paper.Outcome.HELD,
    Outcome.FAILED: paper.Outcome.FAILED,
    Outcome.UNDECIDABLE: paper.Outcome.UNDECIDED,
}


class ReportUnknown(Refusal):
    """The field was made up, changed, or is too old."""

    code = "verification-report-unknown"
    template = "This result is older than a day or not ours. Verify the certificate again."


def seal(found: Examination, file: tuple[str, str] | None = None) -> str:
    """Return what was found, signed, to be posted back; "" where the paper has no word for it.

    `file` is the name and SHA-256 of what was handed in.
    """
    if found.verdict not in PRINTED:
        return ""
    return signing.dumps(_content(found, file), salt=SALT, compress=True)


def of_sealed(text: str) -> HttpResponse:
    """Answer with the report on what was sealed; refuse anything else."""
    try:
        content = signing.loads(text, salt=SALT, max_age=KEPT_SECONDS)
    except signing.BadSignature:
        raise ReportUnknown from None
    return _answer(content)


def of_found(found: Examination) -> HttpResponse | None:
    """Answer with the report on what was just found; None where the paper has no word for it."""
    return _answer(_content(found, None)) if found.verdict in PRINTED else None


def _content(found: Examination, file: tuple[str, str] | None) -> dict[str, Any]:
    with translation.override("zh-hans"):
        return {
            "verdict": PRINTED[found.verdict].name,
            "summary": words.head(found).text,
            "checks": [
                (check.title, OUTCOMES[line.outcome].name, check.reason)
                for line, check in zip(found.lines, words.checks(found.lines), strict=True)
            ],
            "fields": [(str(one.label), str(one.value)) for one in _fields(found)],
            "at": instants.write(found.checked_at),
            "url": found.sheet.url if found.sheet else "",
            "demo": bool(found.sheet and found.sheet.is_demonstration),
            "file": file,
        }


def _fields(found: Examination) -> list[Term]:
    if found.sheet is None:
        return []
    if found.verdict is Verdict.REVOKED and found.sheet.ground:
        return [*words.terms(found.sheet), *words.revocation(found.sheet)[:-1]]
    return words.terms(found.sheet)


def _answer(content: dict[str, Any]) -> HttpResponse:
    at = instants.read(content["at"])
    reference = _reference(content, at)
    body = paper.verification_report(
        paper.VerificationReport(
            verdict=paper.Verdict[content["verdict"]],
            summary=content["summary"],
            checks=tuple(
                paper.Check(name=name, outcome=paper.Outcome[outcome], detail=detail)
                for name, outcome, detail in content["checks"]
            ),
            checked_at=at,
            fields=tuple((label, value) for label, value in content["fields"]),
            reference=reference,
            verify_url=content["url"],
            file=paper.CheckedFile(name=content["file"][0], sha256=content["file"][1])
            if content["file"]
            else None,
            demo=content["demo"],
        )
    )
    return answers.file(f"证书查验单-{reference}.pdf", body, answers.PDF)


def _reference(content: dict[str, Any], at: datetime) -> str:
    """Return a name for the report that follows from its content alone."""
    plain = json.dumps(content, ensure_ascii=False, sort_keys=True).encode()
    letters = base64.b32encode(hashlib.sha256(plain).digest()).decode()
    return f"V-{periods.day(at):%Y%m%d}-{letters[:4]}-{letters[4:8]}"

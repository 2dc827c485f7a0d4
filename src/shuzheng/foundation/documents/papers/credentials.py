"""The certificate and the verification report.

A certificate's PDF carries its credential as `credential.json`; the paper repeats what was signed
and adds nothing. It has no place for an identity number or a birth date.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import TYPE_CHECKING

from shuzheng.foundation.documents import code, compiler, dates, fonts, pictures
from shuzheng.foundation.documents.papers import printing

if TYPE_CHECKING:
    from datetime import datetime

# Raise the number whenever a certificate of the same data would look different: the record of every
# certificate keeps the template it was made with.
CERTIFICATE_TEMPLATE = "certificate-2"
CREDENTIAL_NAME = "credential.json"
EVIDENCE_NAME = "evidence.tlog-proof"
TAIL = 8
LONGEST_NAME = 48
REPORT_TITLES = {printing.CHINESE: "证书查验单", printing.ENGLISH: "Verification report"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificate:
    """One certificate as printed.

    `statement` is the sentence after the holder's name and a comma, full stop included; `number` is
    the bare number and `number_printed` the same grouped by spaces; `verify_url` is what the code
    says and `verify_address` the short address beneath it. `issued_at` (aware) gives both the
    printed day and the PDF's own date, so a certificate is the same file whenever it is made.
    `hours` and `credits` are figures without unit, "" where there are none; `copy` says which copy
    of a lost paper this is, "" for the first.
    """

    number: str
    number_printed: str
    holder: str
    certificate: str
    level: str
    statement: str
    organisation: str
    issued_at: datetime
    province: str
    verify_url: str
    verify_address: str = ""
    module: str = ""
    standard: str = ""
    hours: str = ""
    credits: str = ""
    copy: str = ""
    title: str = "职业技能等级证书"
    title_english: str = "Certificate of Vocational Skill Level"
    photo: bytes = b""
    specimen: bool = False
    demo: bool = False


LIMITS = {
    "number": 40,
    "number_printed": 48,
    "holder": 60,
    "certificate": 60,
    "level": 12,
    "statement": 360,
    "organisation": 60,
    "province": 30,
    "verify_address": 48,
    "module": 40,
    "standard": 80,
    "hours": 10,
    "credits": 10,
    "copy": 40,
    "title": 12,
    "title_english": 60,
}


def certificate(paper: Certificate, credential: bytes, evidence: bytes = b"") -> bytes:
    """Return a certificate, A4 landscape, PDF/A-3b, with its signed credential attached unchanged.

    `evidence` is the evidence log's proof, attached beside it where there is one.

    Refuses a text too long for its place, a character that cannot be printed, a broken photo.
    """
    for field, limit in LIMITS.items():
        text = getattr(paper, field)
        if len(text) > limit:
            raise printing.TextTooLong(text=text[:20] + "…", length=len(text), limit=limit)
    data = {
        "meta": {
            "title": f"{paper.title} {paper.number}",
            "author": paper.organisation,
            "keywords": [f"template {CERTIFICATE_TEMPLATE}", f"fonts {fonts.version()}"],
        },
        "title": paper.title,
        "title_english": paper.title_english,
        "province": paper.province,
        "certificate": paper.certificate,
        "level": paper.level,
        "holder": paper.holder,
        "statement": paper.statement,
        "facts": _facts(paper),
        "number_printed": paper.number_printed,
        "number_tail": paper.number[-TAIL:],
        "organisation": paper.organisation,
        "issued": dates.day_of(paper.issued_at),
        "code": code.qr(paper.verify_url),
        "address": paper.verify_address,
        "photo": pictures.framed(paper.photo),
        "specimen": paper.specimen,
        "demo": paper.demo,
    }
    attachments = {CREDENTIAL_NAME: credential}
    if evidence:
        attachments[EVIDENCE_NAME] = evidence
    return compiler.render(
        "certificate", data, created=paper.issued_at, attachments=attachments, rare="refuse"
    )


def _facts(paper: Certificate) -> list[tuple[str, str]]:
    """Return the named facts under the statement, those only that the certificate has."""
    facts = (
        ("标准", paper.standard),
        ("模块", paper.module),
        ("学习时长", paper.hours and f"{paper.hours}学时"),
        ("学分", paper.credits and f"{paper.credits}学分"),
        ("补发", paper.copy),
    )
    return [(name, value) for name, value in facts if value]


class Tone(enum.StrEnum):
    """How a verdict, or the outcome of a check, is to be taken: shown by a sign and a colour."""

    GOOD = enum.auto()
    BAD = enum.auto()
    WAIT = enum.auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One check: its name, whether it held (bad: it failed; wait: nobody can say), a sentence."""

    name: str
    tone: Tone
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedFile:
    """The file that was verified: its name and the SHA-256 of its bytes in hexadecimal."""

    name: str
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VerificationReport:
    """A dated verification, in the reader's language.

    `verdict` is a headline and `summary` the sentence under it; `fields` are label and value of the
    certificate as registered (no identity number, photo or score); `verify_url` is where the same
    verification can be asked for again, "" where there is none; `file` is given when a file was
    verified rather than a number. `language`, Chinese or English, is that of all these words.
    """

    verdict: str
    tone: Tone
    summary: str
    checks: tuple[Check, ...]
    checked_at: datetime
    fields: tuple[tuple[str, str], ...] = ()
    reference: str = ""
    verify_url: str = ""
    file: CheckedFile | None = None
    demo: bool = False
    language: str = printing.CHINESE


def verification_report(report: VerificationReport) -> bytes:
    """Return a verification report, A4: verdict, numbered checks, fields, how to repeat it."""
    file = report.file
    data = {
        "verdict": report.verdict,
        "tone": report.tone,
        "summary": report.summary,
        "checks": [
            {"name": check.name, "tone": check.tone, "detail": check.detail}
            for check in report.checks
        ],
        "fields": report.fields,
        "reference": report.reference,
        "checked_at": printing.instant(report.checked_at, report.language),
        "code": code.qr(report.verify_url) if report.verify_url else "",
        "file": {"name": _shortened(file.name), "sha256": file.sha256} if file else None,
    }
    imprint = printing.Imprint(
        printed_at=report.checked_at, demo=report.demo, language=report.language
    )
    title = f"{REPORT_TITLES[report.language]} {report.reference}".rstrip()
    return printing.set_paper("report", title, [data], imprint, tagged=True)


def _shortened(name: str) -> str:
    """Return a file's name short enough for one line; it comes from whoever sent the file."""
    return name if len(name) <= LONGEST_NAME else f"{name[:LONGEST_NAME]}…"

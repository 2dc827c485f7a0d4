"""A verification as a page shows it: verdict, numbered checks, differences, the certificate itself.

Rule: R-112. The first checks are those that anybody can make without us, under the numbers of
`shuzheng verify`; what only the register can say follows them. The register is fresher than the
status lists, which are signed every few minutes, so a certificate revoked a moment ago is shown as
revoked before any list says so.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum, auto
from typing import TYPE_CHECKING, Any

from shuzheng.catalogue.rules.levels import PRINTED, Level
from shuzheng.credentials.core import jsontext, reading
from shuzheng.credentials.core.evidence_file import report as file_report
from shuzheng.credentials.core.verifying import Outcome, Verdict
from shuzheng.credentials.core.verifying.report import STEP_NAMES
from shuzheng.credentials.models import Certificate, StatusList
from shuzheng.credentials.queries import papers, verification
from shuzheng.credentials.rules.status import OVERTURNED, State
from shuzheng.foundation.prepared import Prepared
from shuzheng.kernel import periods
from shuzheng.kernel.rulebook import applies
from shuzheng.kernel.wording import N_
from shuzheng.transparency.queries import heads

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from django.db.models import QuerySet

    from shuzheng.credentials.core.presentations import Presentation
    from shuzheng.credentials.core.reading import Certificate as Said
    from shuzheng.credentials.core.records import Record
    from shuzheng.credentials.core.verifying import Check, Report

NAMES = {**STEP_NAMES, **file_report.STEP_NAMES}
"""What the checks are called, by the words of their steps."""
REGISTER = N_("Register of certificates")
NAME = N_("Name of the holder")
CONTENT = N_("Content against the register")


class Way(StrEnum):
    """How somebody asked: by number and name, by the code on the paper, by the file."""

    NUMBER = auto()
    CODE = auto()
    FILE = auto()


@dataclass(frozen=True, slots=True)
class Line:
    """One numbered check, as a marked sentence with parameters."""

    name: str
    outcome: Outcome
    template: str
    params: Mapping[str, object]
    clause: str = ""


@dataclass(frozen=True, slots=True)
class Difference:
    """One statement of a file beside the register's."""

    label: str
    said: str
    registered: str

    @property
    def equal(self) -> bool:
        """Return whether both say the same."""
        return self.said == self.registered


@dataclass(frozen=True, slots=True)
class Sheet:
    """A certificate as it is drawn on screen and listed beside the drawing, all from the register.

    `level` and `statement` are the words of the paper, which is Chinese in every language; `url`
    leads to the public page, and `code_text` is what the code on the paper says.
    """

    number: str
    number_spaced: str
    token: str
    holder: str
    certificate: str
    code: str
    level: Level
    level_printed: str
    module: str
    statement: str
    standard: str
    standard_version: str
    organisation: str
    issued_on: date
    state: State
    since: date
    ground: str
    decision_number: str
    replaced_by: str
    url: str
    code_text: str
    is_demonstration: bool


@dataclass(frozen=True, slots=True)
class Examination:
    """Everything that a page or a report says of one verification.

    Of a whole record, `record` is what it says, of a presentation `presentation`, and `parts` are
    its certificates in order. Of an evidence file, `is_history` is set, and `parts` is the
    certificate in it.
    """

    way: Way
    verdict: Verdict
    checked_at: datetime
    status_known_at: datetime | None
    lines: tuple[Line, ...]
    sheet: Sheet | None
    differences: tuple[Difference, ...]
    said: Said | None
    entry: int | None
    record: Record | None = None
    presentation: Presentation | None = None
    parts: tuple[Examination, ...] = ()
    is_history: bool = False

    def count(self, outcome: Outcome) -> int:
        """Return how many checks came out so."""
        return sum(line.outcome is outcome for line in self.lines)


@dataclass(frozen=True, slots=True)
class Edition:
    """By what a certificate's public page is known: while it is equal, so is the page."""

    token: str
    state: str
    since: datetime
    lists: tuple[tuple[datetime | None, bool], ...]
    key: tuple[datetime | None, int | None]
    head: tuple[int | None, int | None]


@applies("R-112")
def by_number(number: str, holder: str, now: datetime) -> Examination:
    """Examine the certificate with this number, if `holder` holds it; refuses as one absent."""
    found = verification.by_number(number, holder, now)
    name = Line(
        NAME, Outcome.HELD, N_("The name that you typed is that of the registered holder."), {}
    )
    return _of_register(Way.NUMBER, found, (name,))


@applies("R-112")
def by_code(token: str, now: datetime) -> Examination:
    """Examine the certificate whose paper carries this code; refuses an unknown one."""
    return _of_register(Way.CODE, verification.by_token(token, now), ())


def edition(token: str, now: datetime) -> Edition | None:
    """Return by what a certificate's page is known at present, in one query; None if unknown."""
    row = _edition.first(token[: verification.LONGEST_TOKEN])
    if row is None or row[0] != token:
        return None
    (
        _,
        state,
        since,
        key_until,
        key_size,
        revoked_at,
        revoked_until,
        suspended_at,
        suspended_until,
        told_at,
        *head,
    ) = row
    return Edition(
        token,
        state,
        since,
        (
            (revoked_at, revoked_until is not None and revoked_until > now),
            (suspended_at, suspended_until is not None and suspended_until > now),
            # What it told, it tells for ever.
            (told_at, True),
        ),
        (key_until, key_size),
        tuple(head),
    )


def _editions(token: str) -> QuerySet[Certificate, tuple[Any, ...]]:
    return Certificate.objects.filter(token=token).values_list(
        "token",
        "state",
        "state_since",
        "key__valid_until",
        "key__compromised_size",
        "revocation_list__published_at",
        "revocation_list__valid_until",
        "suspension_list__published_at",
        "suspension_list__valid_until",
        "message_list__published_at",
        *heads.marks(),
    )


_edition = Prepared(_editions, asked=1)


def sheet_of(row: Certificate, public: verification.PublicCertificate | None = None) -> Sheet:
    """Return a certificate as it is drawn; whether one may see it is settled."""
    public = public or verification.public(row)
    said = reading.read(jsontext.read(row.credential.encode()))
    printed = PRINTED[public.level]
    return Sheet(
        number=public.number,
        number_spaced=public.number_spaced,
        token=public.token,
        holder=public.holder,
        certificate=public.certificate,
        code=public.certificate_code,
        level=public.level,
        level_printed=printed,
        module=public.module,
        statement=papers.statement(row.plan.name, public.certificate, printed),
        standard=said.standard,
        standard_version=said.standard_version,
        organisation=public.organisation,
        issued_on=public.issued_on,
        state=public.state,
        since=periods.day(public.state_since),
        ground=public.ground,
        decision_number=public.decision_number,
        replaced_by=public.replaced_by,
        url=papers.address(row),
        code_text=papers.code(row),
        is_demonstration=public.is_demonstration,
    )


def credential_of(token: str) -> tuple[str, str, list[str]]:
    """Return (signed credential, proof from the log or "", status lists) behind a code.

    Refuses an unknown code. It is what the certificate's own PDF carries, and its status.
    """
    rows = Certificate.objects.filter(token=token[: verification.LONGEST_TOKEN])
    row = rows.first()
    if row is None or row.token != token:
        raise verification.UnknownCode
    lists = StatusList.objects.filter(pk__in=row.status_lists)
    documents = lists.exclude(document="").order_by("pk").values_list("document", flat=True)
    return row.credential, papers.proof(row).decode(), list(documents)


def _of_register(way: Way, found: verification.Finding, more: tuple[Line, ...]) -> Examination:
    """Return the examination of a credential that came from the register itself."""
    assert found.certificate is not None  # noqa: S101 - a refusal was raised otherwise
    assert found.row is not None  # noqa: S101 - as above
    return examination(
        way,
        found.report,
        found.verdict,
        (registered(found.certificate, found.verdict), *more),
        sheet_of(found.row, found.certificate),
    )


def examination(
    way: Way,
    report: Report,
    verdict: Verdict,
    more: tuple[Line, ...] = (),
    sheet: Sheet | None = None,
    differences: tuple[Difference, ...] = (),
) -> Examination:
    """Return a report as pages show it, with what the register adds to it."""
    return Examination(
        way=way,
        verdict=verdict,
        checked_at=report.checked_at,
        status_known_at=report.status_known_at,
        lines=(*map(_line, report.checks), *more),
        sheet=sheet,
        differences=differences,
        said=report.certificate,
        entry=report.logged.index + 1 if report.logged else None,
    )


def _line(check: Check) -> Line:
    return Line(NAMES[check.step], check.outcome, check.template, check.params, check.clause)


def registered(one: verification.PublicCertificate, verdict: Verdict) -> Line:
    """Return what the register says; it is fresher than any list. It keeps no term: that is signed.

    `verdict` is that of the checks, which know whether the term is over.
    """
    since = periods.day(one.state_since).isoformat()
    if one.state is State.REVOKED:
        sentence = N_("The register holds it as revoked since {date}.")
        return Line(REGISTER, Outcome.FAILED, sentence, {"date": since})
    if one.state is State.REPLACED:
        sentence = N_("The register holds it as replaced by a corrected one since {date}.")
        if one.ground == OVERTURNED:
            sentence = N_(
                "The register holds it as replaced since {date}: its revocation was overturned."
            )
        return Line(REGISTER, Outcome.FAILED, sentence, {"date": since})
    if one.state is State.SUSPENDED:
        sentence = N_("The register holds it as under enquiry since {date}.")
        return Line(REGISTER, Outcome.FAILED, sentence, {"date": since})
    if verdict is Verdict.EXPIRED:
        sentence = N_("Registered on {date} under this number; its term is over.")
        return Line(REGISTER, Outcome.HELD, sentence, {"date": one.issued_on.isoformat()})
    sentence = N_("Registered on {date} under this number, and in force.")
    return Line(REGISTER, Outcome.HELD, sentence, {"date": one.issued_on.isoformat()})

"""Verification by anybody: by number and name, by the code on the paper, by the file itself.

Rule: R-112. A wrong pair of number and name looks like an absent certificate. The public sees name,
certificate, level, organisation, date and status; never a score.

A verifier has judged the signatures of its status lists when it is made, so each process keeps the
verifiers it made until a list, a key or the log's head changes.
"""

from __future__ import annotations

import copy
import hmac
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import lru_cache
from typing import TYPE_CHECKING

from shuzheng.catalogue.rules.levels import Level
from shuzheng.credentials.core import evidence_file, numbers, verifying
from shuzheng.credentials.core.verifying import Verdict
from shuzheng.credentials.models import Certificate
from shuzheng.credentials.queries import papers, trust
from shuzheng.credentials.rules.status import State
from shuzheng.identity.queries import organisations
from shuzheng.kernel.refusals import Refusal
from shuzheng.kernel.rulebook import applies

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from django.db.models import QuerySet

    from shuzheng.credentials.core.verifying import Report

LONGEST_TOKEN = 22
VERIFIERS_KEPT = 64
NO_TIME = datetime.fromtimestamp(0, UTC)
GRAVER = frozenset({Verdict.ALTERED, Verdict.MALFORMED, Verdict.NOT_TRUSTED})
"""Verdicts on what was handed in that no state of the register can mend."""
ENDED = frozenset({Verdict.REVOKED, Verdict.REPLACED})
LATER = {
    State.REVOKED: Verdict.REVOKED,
    State.REPLACED: Verdict.REPLACED,
    State.SUSPENDED: Verdict.SUSPENDED,
}
"""What the register says of a certificate that is not in force, before any list does."""


class NotFound(Refusal):
    """No such certificate, or another holder: both look the same."""

    code = "certificate-not-found"
    status = 404
    template = "No certificate with this number and this name is registered here."
    rule = "R-112"


class NumberMistyped(Refusal):
    """The check character shows a typing error; that says nothing about any certificate."""

    code = "certificate-number-mistyped"
    template = "This number cannot be right: {fault}"
    rule = "R-112"


class UnknownCode(Refusal):
    """The code on the paper leads to nothing."""

    code = "certificate-code-unknown"
    status = 404
    template = "This code leads to no certificate that is registered here."
    rule = "R-112"


@dataclass(frozen=True, slots=True)
class PublicCertificate:
    """What anybody may see of a certificate."""

    number: str
    number_spaced: str
    token: str
    holder: str
    certificate: str
    certificate_code: str
    level: Level
    module: str
    organisation: str
    issued_on: date
    state: State
    state_since: datetime
    ground: str
    decision_number: str
    replaced_by: str
    is_demonstration: bool


@dataclass(frozen=True, slots=True)
class Finding:
    """A verification: every check made, and the certificate as registered, if there is one.

    `row` is the same certificate for the pages of this room, which show more of it. `is_ours` says
    that what was judged is the credential that we keep, not a file from a stranger. `parts` are the
    findings on the certificates of a whole record, or on the one in an evidence file.
    """

    report: Report
    certificate: PublicCertificate | None
    row: Certificate | None = None
    is_ours: bool = False
    parts: tuple[Finding, ...] = ()

    @property
    def verdict(self) -> Verdict:
        """Return the report's verdict, or the register's where that is later news (R-112)."""
        said = self.report.verdict
        if self.certificate is None:
            return said
        return settled(said, self.certificate.state, is_ours=self.is_ours)


def settled(said: Verdict, state: State, *, is_ours: bool) -> Verdict:
    """Return what a verification `said`, or what the register knows where that is later news.

    Of the credential that we keep (`is_ours`), the register also knows that it was replaced or
    revoked after its key was stolen; of a file that says so, anybody may be the author.
    """
    outlived = is_ours and said is Verdict.NOT_TRUSTED
    if (said in GRAVER and not outlived) or (state is State.SUSPENDED and said in ENDED):
        return said
    return LATER.get(state, said)


def same_name(given: str, kept: str) -> bool:
    """Return whether two spellings of a name are the same but for white space."""
    first, second = ("".join(text.split()).encode() for text in (given, kept))
    return hmac.compare_digest(first, second)


@applies("R-112")
def by_number(number: str, holder: str, now: datetime) -> Finding:
    """Verify the certificate with this number if `holder` is its holder's name."""
    plain = numbers.normalise(number)
    fault = numbers.fault(plain)
    if fault:
        raise NumberMistyped(fault=fault)
    row = _rows().filter(number=plain).first()
    # Compared even where nothing was found, so that the time taken tells nothing.
    if not same_name(holder, row.holder if row else "") or row is None:
        raise NotFound
    return _finding(row, now)


@applies("R-112")
def by_token(token: str, now: datetime) -> Finding:
    """Verify the certificate whose paper carries this code."""
    row = _rows().filter(token=token[:LONGEST_TOKEN]).first()
    if row is None or row.token != token:
        raise UnknownCode
    return _finding(row, now)


@applies("R-112")
def by_file(data: bytes, now: datetime) -> Finding:
    """Verify a file as handed in: a PDF, a credential, a bundle, a token, an evidence file.

    Never refuses its content. Of a whole record, each certificate is looked up in the register by
    itself, and so is the one in an evidence file.
    """
    report, inside = _judged(data, verifier(0, now))
    said = [one.certificate for one in (report, *inside) if one.certificate]
    rows = {row.number: row for row in _rows().filter(number__in={one.number for one in said})}
    parts = tuple(_of_stranger(part, rows) for part in inside)
    return replace(_of_stranger(report, rows), parts=parts)


def _judged(data: bytes, judge: verifying.Verifier) -> tuple[Report, tuple[Report, ...]]:
    """Return the report on a file, and those on the certificates inside it."""
    if evidence_file.is_one(data):
        history = evidence_file.judge(data, judge)
        return history, (history.inner,) if history.inner else ()
    report = judge.verify(data)
    return report, report.parts


def _of_stranger(report: Report, rows: Mapping[str, Certificate]) -> Finding:
    row = rows.get(report.certificate.number) if report.certificate else None
    return Finding(report, public(row) if row else None, row)


def public(row: Certificate) -> PublicCertificate:
    """Return what anybody may see of a certificate."""
    kind = row.certificate_type
    return PublicCertificate(
        number=row.number,
        number_spaced=numbers.spaced(row.number),
        token=row.token,
        holder=row.holder,
        certificate=kind.short_name,
        certificate_code=kind.code,
        level=Level(row.level),
        module=row.module,
        organisation=organisations.name_on(row.organisation_id, row.issued_on),
        issued_on=row.issued_on,
        state=State(row.state),
        state_since=row.state_since,
        ground=row.state_ground,
        decision_number=row.decision_number,
        replaced_by=successor(row),
        is_demonstration=kind.is_demonstration,
    )


def successor(row: Certificate) -> str:
    """Return the number of the certificate that replaced one, "" for none."""
    if State(row.state) is not State.REPLACED:
        return ""
    rows = Certificate.objects.filter(replaces=row).values_list("number", flat=True)
    return rows.first() or ""


def _finding(row: Certificate, now: datetime) -> Finding:
    proof = papers.proof(row).decode()
    report = verifier(row.organisation_id, now).verify(row.credential.encode(), evidence=proof)
    return Finding(report, public(row), row, is_ours=True)


def _rows() -> QuerySet[Certificate]:
    """Return certificates with all that is shown of them, in one query."""
    return Certificate.objects.select_related("certificate_type", "plan")


def verifier(organisation_id: int, now: datetime) -> verifying.Verifier:
    """Return a verifier of `now` for what one organisation issued, or (0) for everything."""
    made = copy.copy(_prepared(organisation_id, trust.edition(organisation_id)))
    made.now = now
    return made


@lru_cache(maxsize=VERIFIERS_KEPT)
def _prepared(organisation_id: int, edition: trust.Edition) -> verifying.Verifier:
    """Return a verifier of no particular instant: every use of it sets its own."""
    del edition
    whom = trust.of(organisation_id, NO_TIME) if organisation_id else trust.current(NO_TIME)
    return verifying.Verifier(whom, NO_TIME)

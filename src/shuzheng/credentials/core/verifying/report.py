"""What a verification says: checks, their outcomes, and the verdict that the gravest one forces."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum, auto
from functools import cache
from typing import TYPE_CHECKING

from shuzheng.credentials.core import instants
from shuzheng.kernel.wording import N_

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from shuzheng.credentials.core.evidence import Logged
    from shuzheng.credentials.core.presentations import Presentation
    from shuzheng.credentials.core.reading import Certificate
    from shuzheng.credentials.core.records import Record
    from shuzheng.kernel.refusals import Refusal


class Numbered(StrEnum):
    """Checks in the order in which they are numbered from 1: of a certificate, of another file."""

    @property
    def number(self) -> int:
        """Return the number under which the check is reported."""
        return _numbers(type(self))[self]


@cache
def _numbers(kind: type[Numbered]) -> Mapping[Numbered, int]:
    return {step: number for number, step in enumerate(kind, start=1)}


class Step(Numbered):
    """The checks of a certificate: ten of each; the last one where there is a second proof."""

    FILE = auto()
    SHAPE = auto()
    NUMBER = auto()
    ISSUER = auto()
    KEY = auto()
    SIGNATURE = auto()
    LOG = auto()
    REVOCATION = auto()
    SUSPENSION = auto()
    DATES = auto()
    SM2 = auto()


class ShownStep(Numbered):
    """The checks of a token of parts: those of a certificate, and who showed it where that is told.

    The words are the same, so they have the same names.
    """

    FILE = auto()
    SHAPE = auto()
    NUMBER = auto()
    ISSUER = auto()
    KEY = auto()
    SIGNATURE = auto()
    LOG = auto()
    REVOCATION = auto()
    SUSPENSION = auto()
    DATES = auto()
    BINDING = auto()


class RecordStep(Numbered):
    """The checks of a whole record; those of each certificate in it follow under `Step`."""

    FILE = auto()
    SHAPE = auto()
    PUBLISHER = auto()
    KEY = auto()
    SIGNATURE = auto()
    HOLDER = auto()
    CERTIFICATES = auto()
    DATES = auto()


class PresentedStep(Numbered):
    """The checks of a presentation; those of each certificate that it shows follow."""

    FILE = auto()
    SHAPE = auto()
    MAKER = auto()
    KEY = auto()
    SIGNATURE = auto()
    HOLDER = auto()
    CERTIFICATES = auto()
    DATES = auto()


class Outcome(StrEnum):
    """What became of a check."""

    HELD = auto()
    FAILED = auto()
    UNDECIDABLE = auto()


class Verdict(StrEnum):
    """The result of a verification, gravest first.

    The bit for revocation says of a certificate that it is revoked or replaced; which of the two it
    is, the list of messages says, where the certificate names one and it is at hand. `REVOKED` also
    stands for what is not known so precisely.
    """

    ALTERED = auto()
    MALFORMED = auto()
    NOT_TRUSTED = auto()
    REVOKED = auto()
    REPLACED = auto()
    SUSPENDED = auto()
    EXPIRED = auto()
    NOT_YET_VALID = auto()
    STATUS_UNKNOWN = auto()
    VALID = auto()


STEP_NAMES: Mapping[str, str] = {
    Step.FILE: N_("File opened"),
    Step.SHAPE: N_("Form of the credential"),
    Step.NUMBER: N_("Certificate number"),
    Step.ISSUER: N_("Issuing organisation"),
    Step.KEY: N_("Signing key"),
    Step.SIGNATURE: N_("Digital signature"),
    Step.LOG: N_("Evidence log"),
    Step.REVOCATION: N_("Revocation"),
    Step.SUSPENSION: N_("Enquiry"),
    Step.DATES: N_("Term of validity"),
    Step.SM2: N_("SM2 signature"),
    ShownStep.BINDING: N_("Key of the holder"),
    RecordStep.PUBLISHER: N_("Publisher of the record"),
    RecordStep.HOLDER: N_("Name of the holder"),
    RecordStep.CERTIFICATES: N_("Certificates in it"),
    PresentedStep.MAKER: N_("Platform that signed it"),
}
"""By the word of a step: where a record has the same check, it has the same name."""

ALWAYS = tuple(step for step in Step if step is not Step.SM2)
"""The checks that every report on a certificate has."""

OUTCOME_NAMES: Mapping[Outcome, str] = {
    Outcome.HELD: N_("check passed"),
    Outcome.FAILED: N_("check failed"),
    Outcome.UNDECIDABLE: N_("cannot be judged"),
}
HEADLINES: Mapping[Verdict, str] = {
    Verdict.ALTERED: N_("The file has been altered and must not be relied on."),
    Verdict.MALFORMED: N_("The file is not a certificate that can be checked."),
    Verdict.NOT_TRUSTED: N_("Nothing proves that this certificate is genuine."),
    Verdict.REVOKED: N_("The certificate has been revoked or replaced and is no longer valid."),
    Verdict.REPLACED: N_("The certificate has been replaced by a corrected one."),
    Verdict.SUSPENDED: N_("The certificate is genuine and is under enquiry at present."),
    Verdict.EXPIRED: N_("The certificate is genuine, and its term is over."),
    Verdict.NOT_YET_VALID: N_("The certificate is not valid yet."),
    Verdict.STATUS_UNKNOWN: N_(
        "The signature is good; the status has not been known since {date}."
    ),
    Verdict.VALID: N_("The certificate is genuine and in force."),
}
RECORD_HEADLINES: Mapping[Verdict, str] = {
    Verdict.ALTERED: N_("The record or a certificate in it was altered; do not rely on it."),
    Verdict.MALFORMED: N_("The record, or something in it, cannot be checked."),
    Verdict.NOT_TRUSTED: N_("Nothing proves that this record and all it holds are genuine."),
    Verdict.REVOKED: N_("A certificate in the record has been revoked or replaced."),
    Verdict.REPLACED: N_("A certificate in the record has been replaced by a corrected one."),
    Verdict.SUSPENDED: N_("The record is genuine; a certificate in it is under enquiry."),
    Verdict.EXPIRED: N_("The record is genuine; a term in it is over."),
    Verdict.NOT_YET_VALID: N_("The record, or a certificate in it, is not valid yet."),
    Verdict.STATUS_UNKNOWN: N_(
        "The signatures are good; the status has not been known since {date}."
    ),
    Verdict.VALID: N_("The record is genuine, and every certificate in it is in force."),
}
PRESENTATION_HEADLINES: Mapping[Verdict, str] = {
    Verdict.ALTERED: N_("The presentation or a certificate in it was altered; do not rely on it."),
    Verdict.MALFORMED: N_("The presentation, or something in it, cannot be checked."),
    Verdict.NOT_TRUSTED: N_("Nothing proves that this presentation and all it shows are genuine."),
    Verdict.REVOKED: N_("A certificate in the presentation has been revoked or replaced."),
    Verdict.REPLACED: N_("A certificate in the presentation has been replaced by a corrected one."),
    Verdict.SUSPENDED: N_("The presentation is genuine; a certificate in it is under enquiry."),
    Verdict.EXPIRED: N_("The presentation is genuine; its time, or a term in it, is over."),
    Verdict.NOT_YET_VALID: N_("The presentation, or a certificate in it, is not valid yet."),
    Verdict.STATUS_UNKNOWN: N_(
        "The signatures are good; the status has not been known since {date}."
    ),
    Verdict.VALID: N_("The presentation is genuine, and every certificate in it is in force."),
}
CLAUSES: Mapping[str, str] = {
    Step.FILE: "RFC 8259; RFC 7493",
    Step.SHAPE: "W3C VC Data Model 2.0; 1EdTech Open Badges 3.0, AchievementCredential",
    Step.NUMBER: "ISO/IEC 7064 MOD 37,36",
    Step.ISSUER: "trust file, issuers",
    Step.KEY: "trust file, keys; W3C Controlled Identifiers 1.0, Multikey",
    Step.SIGNATURE: "W3C VC Data Integrity EdDSA 1.0, Verify Proof (eddsa-jcs-2022)",
    Step.LOG: "C2SP tlog-proof, tlog-cosignature; RFC 9162, 2.1.3.2",
    Step.REVOCATION: "W3C Bitstring Status List 1.0, Validate Algorithm",
    Step.SUSPENSION: "W3C Bitstring Status List 1.0, Validate Algorithm",
    Step.DATES: "W3C VC Data Model 2.0, Validity Period",
    Step.SM2: "SM2 suite, verifying; GB/T 32918.2-2016, 7; GB/T 32905-2016",
}


@dataclass(frozen=True, slots=True)
class Check:
    """One check. `template` is a marked English sentence with `{named}` `params`.

    `forces` is the best verdict that is still possible after it; None where it limits nothing.
    `cites` names the specification where it is not the one of a credential's check.
    """

    step: Numbered
    outcome: Outcome
    template: str
    params: Mapping[str, object] = field(default_factory=dict)
    forces: Verdict | None = None
    cites: str = ""

    @property
    def number(self) -> int:
        """Return the number of the check, from 1."""
        return self.step.number

    @property
    def clause(self) -> str:
        """Return the specification that the check applies."""
        return self.cites or CLAUSES[self.step]

    def __str__(self) -> str:
        """Return the English sentence."""
        return self.template.format(**self.params)


@dataclass(frozen=True, slots=True)
class SetAside:
    """A status list that was at hand and not used, with the reason."""

    url: str
    template: str
    params: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Report:
    """Everything that a verification found; the check on a second proof only where there is one.

    `certificate` is what the file says, whether or not that is to be believed; None where it could
    not be read. `status_known_at` is the instant of the older of the two newest status lists.

    Of a whole record, `record` is what it says, and of a presentation `presentation`; `parts` are
    the reports on its certificates, in order; the verdict is the gravest of all.
    """

    checked_at: datetime
    checks: tuple[Check, ...]
    certificate: Certificate | None = None
    logged: Logged | None = None
    status_known_at: datetime | None = None
    set_aside: tuple[SetAside, ...] = ()
    record: Record | None = None
    presentation: Presentation | None = None
    parts: tuple[Report, ...] = ()

    @property
    def verdict(self) -> Verdict:
        """Return the gravest verdict that any check forces."""
        forced = {check.forces for check in self.checks}
        return next((verdict for verdict in Verdict if verdict in forced), Verdict.VALID)

    @property
    def headline(self) -> tuple[str, Mapping[str, object]]:
        """Return the marked English sentence of the verdict, and its parameters."""
        return self.headline_of(self.verdict)

    def headline_of(self, verdict: Verdict) -> tuple[str, Mapping[str, object]]:
        """Return the sentence of a verdict that later news forced."""
        known = self.status_known_at
        sentences = RECORD_HEADLINES if self.record else HEADLINES
        if any(check.step == PresentedStep.MAKER for check in self.checks):
            sentences = PRESENTATION_HEADLINES
        return sentences[verdict], {"date": instants.day(known) if known else ""}

    def check(self, step: Numbered) -> Check:
        """Return the check of `step`."""
        return self.checks[step.number - 1]


def held(step: Numbered, template: str, **params: object) -> Check:
    """Return a check that held."""
    return Check(step, Outcome.HELD, template, params)


def failed(step: Numbered, forces: Verdict, template: str, **params: object) -> Check:
    """Return a check that failed."""
    return Check(step, Outcome.FAILED, template, params, forces)


def refused(step: Numbered, forces: Verdict, refusal: Refusal) -> Check:
    """Return a check that failed for the reason that `refusal` gives."""
    return Check(step, Outcome.FAILED, refusal.template, refusal.params, forces)


def undecidable(
    step: Numbered, template: str, *, forces: Verdict | None = None, **params: object
) -> Check:
    """Return a check that could not be made."""
    return Check(step, Outcome.UNDECIDABLE, template, params, forces)


def not_reached(step: Numbered, because: Numbered) -> Check:
    """Return a check that needs what another one did not find."""
    template = N_("Cannot be judged because check {number} did not pass.")
    return Check(step, Outcome.UNDECIDABLE, template, {"number": because.number})

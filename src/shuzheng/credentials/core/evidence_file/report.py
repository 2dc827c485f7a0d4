"""What the judgement of an evidence file says: twelve checks, and the verdict they force."""

from __future__ import annotations

from dataclasses import dataclass
from enum import auto
from typing import TYPE_CHECKING

from shuzheng.credentials.core import instants
from shuzheng.credentials.core.verifying.report import Numbered, Report, Verdict
from shuzheng.kernel.wording import N_

if TYPE_CHECKING:
    from collections.abc import Mapping


class Step(Numbered):
    """The checks of an evidence file."""

    ARCHIVE = auto()
    RECORD = auto()
    DIGESTS = auto()
    SEAL = auto()
    CERTIFICATE = auto()
    CHECKPOINT = auto()
    ENTRIES = auto()
    BELONGING = auto()
    VERSIONS = auto()
    GROUNDS = auto()
    ACTS = auto()
    CHANGES = auto()


STEP_NAMES: Mapping[str, str] = {
    Step.ARCHIVE: N_("File unpacked"),
    Step.RECORD: N_("Form of the record"),
    Step.DIGESTS: N_("Members of the file"),
    Step.SEAL: N_("Seal"),
    Step.CERTIFICATE: N_("The certificate"),
    Step.CHECKPOINT: N_("Head of the log"),
    Step.ENTRIES: N_("Entries of the log"),
    Step.BELONGING: N_("One candidate"),
    Step.VERSIONS: N_("Marks and results"),
    Step.GROUNDS: N_("Result to certificate"),
    Step.ACTS: N_("Record of acts"),
    Step.CHANGES: N_("Changes of status"),
}
SECTIONS: Mapping[str, str] = {
    Step.ARCHIVE: "evidence file, 1",
    Step.RECORD: "evidence file, 2; RFC 8259; RFC 7493",
    Step.DIGESTS: "evidence file, 2",
    Step.SEAL: "evidence file, 4; W3C VC Data Integrity EdDSA 1.0 (eddsa-jcs-2022)",
    Step.CERTIFICATE: "evidence file, 5; trust file",
    Step.CHECKPOINT: "evidence file, 6; C2SP tlog-checkpoint, tlog-cosignature",
    Step.ENTRIES: "evidence file, 7; C2SP tlog-proof; RFC 9162, 2.1.3.2",
    Step.BELONGING: "evidence file, 8; log entries, 1",
    Step.VERSIONS: "evidence file, 9; log entries, 1",
    Step.GROUNDS: "evidence file, 10; log entries, 2",
    Step.ACTS: "evidence file, 11; log entries, 3",
    Step.CHANGES: "evidence file, 12; W3C Bitstring Status List 1.0",
}
HEADLINES: Mapping[Verdict, str] = {
    Verdict.ALTERED: N_("The evidence file has been altered and must not be relied on."),
    Verdict.MALFORMED: N_("The file is not an evidence file that can be checked."),
    Verdict.NOT_TRUSTED: N_("The evidence file says what nothing proves, or what does not fit."),
    Verdict.REVOKED: N_("The evidence file is whole; the certificate is revoked or replaced."),
    Verdict.REPLACED: N_("The evidence file is whole; the certificate is revoked or replaced."),
    Verdict.SUSPENDED: N_("The evidence file is whole; the certificate is under enquiry."),
    Verdict.EXPIRED: N_("The evidence file is whole; the certificate’s term is over."),
    Verdict.NOT_YET_VALID: N_("The evidence file is whole; the certificate is not valid yet."),
    Verdict.STATUS_UNKNOWN: N_(
        "The evidence file is whole; the certificate’s status has not been known since {date}."
    ),
    Verdict.VALID: N_("The evidence file is whole, and the certificate is in force."),
}


@dataclass(frozen=True, slots=True)
class FileReport(Report):
    """Everything that the judgement of an evidence file found.

    `inner` is the report on the certificate in it, None where there is none to be judged.
    """

    inner: Report | None = None

    def headline_of(self, verdict: Verdict) -> tuple[str, Mapping[str, object]]:
        """Return the sentence of a verdict."""
        known = self.status_known_at
        return HEADLINES[verdict], {"date": instants.day(known) if known else ""}

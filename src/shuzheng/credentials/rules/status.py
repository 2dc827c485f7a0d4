"""The later life of a certificate: under enquiry, cleared, revoked.

Rules: R-109 (at most one live certificate per passed result), R-112 (what the public sees). Source:
handbook 3.8. A revocation is proposed by the organisation after a hearing and confirmed by the
office; a number is never used again. Verification goes on for ever, whatever the state.
"""

from __future__ import annotations

from enum import StrEnum, auto
from typing import TYPE_CHECKING, Final

from shuzheng.kernel.lifecycle import Lifecycle
from shuzheng.kernel.refusals import Refusal
from shuzheng.kernel.rulebook import applies
from shuzheng.kernel.wording import N_

if TYPE_CHECKING:
    from datetime import date


class State(StrEnum):
    """Where a certificate stands."""

    ISSUED = auto()
    SUSPENDED = auto()
    REVOKED = auto()


class Verb(StrEnum):
    """What can be done with a certificate."""

    SUSPEND = auto()
    CLEAR = auto()
    REVOKE = auto()


class Ground(StrEnum):
    """Why a certificate is revoked; an error that a replacement can mend is none."""

    FRAUD = auto()
    MISCONDUCT = auto()
    ISSUING_ERROR = auto()


LABELS: Final = {
    State.ISSUED: N_("In force"),
    State.SUSPENDED: N_("Under enquiry"),
    State.REVOKED: N_("Revoked"),
    Verb.SUSPEND: N_("Put under enquiry"),
    Verb.CLEAR: N_("End the enquiry"),
    Verb.REVOKE: N_("Revoke the certificate"),
    Ground.FRAUD: N_("Fraud"),
    Ground.MISCONDUCT: N_("Misconduct upheld"),
    Ground.ISSUING_ERROR: N_("Issued in error"),
}

CERTIFICATE: Final = Lifecycle(
    name="credentials.certificate",
    initial=State.ISSUED,
    steps={
        (State.ISSUED, Verb.SUSPEND): State.SUSPENDED,
        (State.SUSPENDED, Verb.CLEAR): State.ISSUED,
        (State.ISSUED, Verb.REVOKE): State.REVOKED,
        (State.SUSPENDED, Verb.REVOKE): State.REVOKED,
    },
    labels=LABELS,
    path=(State.ISSUED,),
)

LIVE: Final = frozenset({State.ISSUED, State.SUSPENDED})
"""States that count as a live certificate (R-109)."""


class NotHeard(Refusal):
    """The holder is heard before a certificate is revoked."""

    code = "holder-not-heard"
    template = "A certificate is revoked only after its holder was heard; name the day, not later."
    rule = "R-109"


class ReasonMissing(Refusal):
    """An enquiry or a revocation has a reason in words."""

    code = "status-reason-missing"
    template = "Say why, in words."
    rule = "R-109"


class SameParty(Refusal):
    """Who proposed a revocation does not confirm it."""

    code = "revocation-same-person"
    status = 403
    template = "Somebody else confirms a revocation than who proposed it."
    rule = "R-109"


@applies("R-109")
def check_proposal(reason: str, heard_on: date | None, today: date) -> date:
    """Return the day of the hearing; refuse one without a reason, or without a hearing."""
    if not reason.strip():
        raise ReasonMissing
    if heard_on is None or heard_on > today:
        raise NotHeard
    return heard_on

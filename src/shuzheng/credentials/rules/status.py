"""The later life of a certificate: under enquiry, cleared, replaced, printed again, revoked.

Rules: R-109 (at most one live certificate per passed result), R-112 (what the public sees). Source:
handbook 3.8. A revocation is proposed by the organisation after a hearing and confirmed by the
office; a number is never used again. What a replacement can mend is no ground for a revocation: the
old number then points to the new one. So does that of a certificate whose revocation was overturned
on appeal: a status list never takes a revocation back. A lost paper is printed again under the same
number, which is no state of its own. Verification goes on for ever, whatever the state.
"""

from __future__ import annotations

from enum import StrEnum, auto
from typing import TYPE_CHECKING, Final

from shuzheng.credentials.core.statusmessage import Message
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
    REPLACED = auto()


class Verb(StrEnum):
    """What can be done with a certificate."""

    SUSPEND = auto()
    CLEAR = auto()
    REVOKE = auto()
    REPLACE = auto()
    REISSUE = auto()
    OVERTURN = auto()


class Ground(StrEnum):
    """Why a certificate is revoked; an error that a replacement can mend is none."""

    FRAUD = auto()
    MISCONDUCT = auto()
    ISSUING_ERROR = auto()


class Mend(StrEnum):
    """Why a certificate is replaced by a corrected one."""

    NAME = auto()
    IDENTITY_NUMBER = auto()
    PRINTING_ERROR = auto()
    STOLEN_KEY = auto()


OVERTURNED: Final = "overturned"
"""Why a certificate is replaced whose revocation was overturned on appeal."""

LABELS: Final = {
    State.ISSUED: N_("In force"),
    State.SUSPENDED: N_("Under enquiry"),
    State.REVOKED: N_("Revoked"),
    State.REPLACED: N_("Replaced"),
    Verb.SUSPEND: N_("Put under enquiry"),
    Verb.CLEAR: N_("End the enquiry"),
    Verb.REVOKE: N_("Revoke the certificate"),
    Verb.REPLACE: N_("Replace by a corrected one"),
    Verb.REISSUE: N_("Issue the paper again"),
    Verb.OVERTURN: N_("Overturn the revocation"),
    Ground.FRAUD: N_("Fraud"),
    Ground.MISCONDUCT: N_("Misconduct upheld"),
    Ground.ISSUING_ERROR: N_("Issued in error"),
    Mend.NAME: N_("Correction of the name"),
    Mend.IDENTITY_NUMBER: N_("Correction of the identity number"),
    Mend.PRINTING_ERROR: N_("Printing error"),
    Mend.STOLEN_KEY: N_("Signed with a stolen key"),
}

CERTIFICATE: Final = Lifecycle(
    name="credentials.certificate",
    initial=State.ISSUED,
    steps={
        (State.ISSUED, Verb.SUSPEND): State.SUSPENDED,
        (State.SUSPENDED, Verb.CLEAR): State.ISSUED,
        (State.ISSUED, Verb.REVOKE): State.REVOKED,
        (State.SUSPENDED, Verb.REVOKE): State.REVOKED,
        (State.ISSUED, Verb.REPLACE): State.REPLACED,
        (State.ISSUED, Verb.REISSUE): State.ISSUED,
        (State.REVOKED, Verb.OVERTURN): State.REPLACED,
    },
    labels=LABELS,
    path=(State.ISSUED,),
)

LIVE: Final = frozenset({State.ISSUED, State.SUSPENDED})
"""States that count as a live certificate (R-109)."""

FORFEITING: Final = frozenset({Ground.FRAUD, Ground.MISCONDUCT})
"""Grounds of a revocation after which the same result earns no other certificate."""


TOLD: Final = {
    Ground.FRAUD: Message.FRAUD_OR_MISCONDUCT,
    Ground.MISCONDUCT: Message.FRAUD_OR_MISCONDUCT,
    Ground.ISSUING_ERROR: Message.ISSUED_IN_ERROR,
}
"""What the public list of messages says of a revoked certificate, by the ground."""


class NotInForce(Refusal):
    """Nothing is signed anew about a certificate that does not hold at present."""

    code = "certificate-not-in-force"
    status = 409
    template = "Only a certificate in force is made in another form."


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


class NothingCorrected(Refusal):
    """A name is corrected in the register of persons first; the certificate takes it from there."""

    code = "certificate-name-unchanged"
    status = 409
    template = (
        "The register still has the name that is on the certificate. The coordination office "
        "corrects it first."
    )
    rule = "R-109"


class KeyNotStolen(Refusal):
    """What still verifies is not replaced on account of its key."""

    code = "certificate-key-not-stolen"
    status = 409
    template = "The key of this certificate was not stolen before it was logged; it stays good."
    rule = "R-109"


class ProofMissing(Refusal):
    """A correction rests on a document."""

    code = "correction-proof-missing"
    template = "Add the document that proves the correction."
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
    require_reason(reason)
    if heard_on is None or heard_on > today:
        raise NotHeard
    return heard_on


@applies("R-109")
def check_correction(
    mend: Mend, printed: str, registered: str, *, key_lost: bool, has_proof: bool
) -> None:
    """Refuse a correction without its grounds.

    A name is corrected where the `printed` one is not the `registered` one, on proof as everything
    else; a certificate logged after the theft of its key (`key_lost`) has its proof in that.
    """
    if mend is Mend.STOLEN_KEY:
        if not key_lost:
            raise KeyNotStolen
        return
    if not has_proof:
        raise ProofMissing
    if mend is Mend.NAME and printed == registered:
        raise NothingCorrected


@applies("R-112")
def message(state: State, ground: str) -> Message:
    """Return what the list of messages says: no more than the public page of the certificate.

    An enquiry has a list of its own, and what was corrected is nobody's but the holder's.
    """
    if state is State.REPLACED:
        return Message.REPLACED
    if state is State.REVOKED:
        return TOLD[Ground(ground)]
    return Message.NOTHING_FURTHER


def require_in_force(state: State) -> None:
    """Refuse a certificate that is under enquiry, revoked or replaced."""
    if state is not State.ISSUED:
        raise NotInForce


def require_reason(reason: str) -> str:
    """Return a reason in words, without blanks around it; refuse an empty one."""
    words = reason.strip()
    if not words:
        raise ReasonMissing
    return words

"""What a candidate owes for an assessment, and why it may be nothing.

Rules: R-127 (the institution pays for the first certificate), R-128 (hardship pays nothing).
Source: handbook 2.7 and 3.17. Hardship comes before the guarantee, and an open claim before the
price: nobody is asked for money that may not be owed. Who pays nothing looks alike to everybody
but the office that handles aid: pages of others show `shown`, never `ground`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum, auto
from typing import TYPE_CHECKING

from shuzheng.fees.rules import hardship
from shuzheng.kernel.rulebook import applies
from shuzheng.kernel.wording import N_

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from shuzheng.kernel.rulebook import Rulebook


class CandidateKind(StrEnum):
    """Whose candidate it is."""

    STUDENT = auto()
    SOCIAL_LEARNER = auto()


class Ground(StrEnum):
    """Why a candidate owes what he or she owes, in order of precedence."""

    HARDSHIP = auto()
    FIRST_CERTIFICATE = auto()
    CLAIM_OPEN = auto()
    CANDIDATE_PAYS = auto()


GROUND_LABELS = {
    Ground.HARDSHIP: N_("Exempt for hardship"),
    Ground.FIRST_CERTIFICATE: N_("First certificate, paid by the institution"),
    Ground.CLAIM_OPEN: N_("Claim under check, nothing is asked meanwhile"),
    Ground.CANDIDATE_PAYS: N_("Paid by the candidate"),
}


@dataclass(frozen=True, slots=True)
class Case:
    """What decides a charge.

    `price` is the agreed fee in fen. `registered_on` is the day that decides. `earlier` counts the
    person's other assessments that were accepted and neither withdrawn, refunded nor cancelled,
    whoever paid. `claims` are all of the person's claims of hardship.
    """

    kind: str
    pilot_student: bool
    price: int
    registered_on: date
    earlier: int
    claims: Sequence[hardship.Claim]


@dataclass(frozen=True, slots=True)
class Charge:
    """What a candidate owes, in fen, and why.

    `settled` says that nothing more is to be paid; while a claim is open `owed` is 0 and `settled`
    is false: the place is held, and the charge is computed again when the claim is decided.
    """

    owed: int
    ground: Ground
    settled: bool


def _may_claim(case: Case, book: Rulebook) -> bool:
    if case.kind != CandidateKind.SOCIAL_LEARNER:
        return True
    return book.on(case.registered_on, "R-128").boolean("social_learners")


@applies("R-128")
def is_exempt(case: Case, book: Rulebook) -> bool:
    """Return whether verified hardship covers the day of registration."""
    return _may_claim(case, book) and any(
        hardship.covers(claim, case.registered_on) for claim in case.claims
    )


@applies("R-127")
def is_guaranteed(case: Case, book: Rulebook) -> bool:
    """Return whether this is one of the assessments that the institution pays for."""
    provision = book.on(case.registered_on, "R-127")
    return (
        case.pilot_student
        and provision.boolean("guaranteed_is_free")
        and case.earlier < provision.integer("guaranteed_assessments")
    )


@applies("R-127", "R-128")
def charge(case: Case, book: Rulebook) -> Charge:
    """Return what the candidate owes and on which ground."""
    if is_exempt(case, book):
        return Charge(0, Ground.HARDSHIP, settled=True)
    if is_guaranteed(case, book):
        return Charge(0, Ground.FIRST_CERTIFICATE, settled=True)
    if _may_claim(case, book) and any(hardship.is_open(claim) for claim in case.claims):
        return Charge(0, Ground.CLAIM_OPEN, settled=False)
    return Charge(case.price, Ground.CANDIDATE_PAYS, settled=case.price == 0)


@applies("R-128")
def refund(paid: int, case: Case, book: Rulebook) -> int:
    """Return what is paid back (fen) once the case is known: all of it, if hardship covers it.

    A proof that comes after the payment counts as if it had come before.
    """
    return paid if is_exempt(case, book) else 0


@applies("R-128")
def shown(made: Charge) -> str:
    """Return the marked words for whoever keeps the receipts and need not know the ground.

    A claim under check looks like a fee that was paid: nothing is to be paid.
    """
    return N_("To be paid") if made.owed else N_("Nothing to be paid")

"""The holder's appeal against a revocation: once, within a term, to the provincial department.

Rules: R-115 (the right and its term), R-255 (the answer is due). Source: handbook 3.8. The term is
in calendar days of the province, and its last day counts whole; the answer is due in working days.
What a newcomer gets wrong: an appeal that was withdrawn was lodged all the same, and nobody decides
on a revocation in which he or she took part.
"""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum, auto
from typing import TYPE_CHECKING, Final

from shuzheng.kernel.lifecycle import Lifecycle
from shuzheng.kernel.refusals import Refusal
from shuzheng.kernel.rulebook import applies
from shuzheng.kernel.wording import N_

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from shuzheng.kernel.periods import Calendar
    from shuzheng.kernel.rulebook import Rulebook

MOST_DOCUMENTS: Final = 5
"""Documents that the holder may add to an appeal."""


class State(StrEnum):
    """Where an appeal against a revocation stands."""

    LODGED = auto()
    WITHDRAWN = auto()
    UPHELD = auto()
    OVERTURNED = auto()


class Verb(StrEnum):
    """What can be done with an appeal against a revocation."""

    WITHDRAW = auto()
    UPHOLD = auto()
    OVERTURN = auto()


APPEAL: Final = Lifecycle(
    name="credentials.revocation_appeal",
    initial=State.LODGED,
    steps={
        (State.LODGED, Verb.WITHDRAW): State.WITHDRAWN,
        (State.LODGED, Verb.UPHOLD): State.UPHELD,
        (State.LODGED, Verb.OVERTURN): State.OVERTURNED,
    },
    labels={
        State.LODGED: N_("Appeal lodged"),
        State.WITHDRAWN: N_("Appeal withdrawn"),
        State.UPHELD: N_("Revocation upheld"),
        State.OVERTURNED: N_("Revocation overturned"),
        Verb.WITHDRAW: N_("Withdraw the appeal"),
        Verb.UPHOLD: N_("Uphold the revocation"),
        Verb.OVERTURN: N_("Overturn the revocation"),
    },
    path=(State.LODGED, State.UPHELD),
)


class NothingToAppeal(Refusal):
    """Only a revocation is appealed against."""

    code = "no-revocation-to-appeal"
    status = 409
    template = "There is no revocation to appeal against."
    rule = "R-115"


class TooLate(Refusal):
    """The term is over."""

    code = "revocation-appeal-too-late"
    status = 409
    template = "An appeal against this revocation could be lodged until {until}."
    rule = "R-115"


class AppealedBefore(Refusal):
    """One appeal for each certificate, a withdrawn one included."""

    code = "revocation-appealed-before"
    status = 409
    template = "An appeal against this revocation has been lodged already."
    rule = "R-115"


class TookPart(Refusal):
    """The decision is made by others."""

    code = "revocation-appeal-took-part"
    status = 403
    template = (
        "Whoever took part in the revocation or lodged the appeal does not decide on the appeal."
    )
    rule = "R-115"


class TooManyDocuments(Refusal):
    """So that an appeal stays readable."""

    code = "revocation-appeal-documents"
    status = 409
    template = "At most {most} documents can be added to an appeal."
    rule = "R-115"


class StatedBefore(Refusal):
    """The organisation is heard once, before the decision."""

    code = "revocation-appeal-stated"
    status = 409
    template = "The organisation's statement is made once, and before the decision."
    rule = "R-115"


class AnotherInForce(Refusal):
    """There is at most one live certificate for a result."""

    code = "revocation-appeal-another-in-force"
    status = 409
    template = (
        "Another certificate for the same result, {number}, is in force already. Nothing can be "
        "given back: uphold the revocation and say so."
    )
    rule = "R-109"


@applies("R-115")
def closes_on(decided_on: date, book: Rulebook) -> date:
    """Return the last day on which an appeal against a revocation of that day is lodged."""
    days = book.on(decided_on, "R-115").integer("revocation_appeal_days")
    return decided_on + timedelta(days=days)


@applies("R-115")
def check_term(decided_on: date, today: date, book: Rulebook) -> None:
    """Refuse an appeal after the last day, which counts whole."""
    until = closes_on(decided_on, book)
    if today > until:
        raise TooLate(until=until)


@applies("R-255")
def answer_due_on(lodged_on: date, calendar: Calendar, book: Rulebook) -> date:
    """Return the day by which an appeal is answered."""
    days = book.on(lodged_on, "R-255").integer("revocation_appeal_answer_days")
    return calendar.after(lodged_on, days)


@applies("R-115")
def check_decider(person: int, took_part: Collection[int]) -> None:
    """Refuse a decider (person's id) who took part in the revocation, or in the appeal."""
    if person in took_part:
        raise TookPart


@applies("R-115")
def check_documents(added: int) -> None:
    """Refuse one more document where so many were added already."""
    if added >= MOST_DOCUMENTS:
        raise TooManyDocuments(most=MOST_DOCUMENTS)

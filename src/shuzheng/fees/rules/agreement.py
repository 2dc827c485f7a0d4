"""A fee agreement: how it is made, the ceiling it may not pass, and how long it counts.

Rules: R-121 (made by alliance and organisation, filed with the office), R-122 (ceiling, or a waiver
where none is loaded). Source: handbook 3.13; 皖教秘职成〔2021〕41号 二（五）. Money is whole fen.
An agreement outlives its year for a while at no higher price, so a new year never shuts every
plan.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum, auto
from typing import TYPE_CHECKING

from shuzheng.kernel import money
from shuzheng.kernel.lifecycle import Lifecycle
from shuzheng.kernel.refusals import Refusal
from shuzheng.kernel.rulebook import applies
from shuzheng.kernel.wording import N_

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from shuzheng.kernel.periods import Calendar
    from shuzheng.kernel.rulebook import Rulebook


class State(StrEnum):
    """Where a fee agreement stands."""

    DRAFTING = auto()
    APPRAISING = auto()
    NEGOTIATING = auto()
    MEDIATING = auto()
    AGREED = auto()
    FILED = auto()
    IN_FORCE = auto()
    EXPIRED = auto()
    TERMINATED = auto()


class Verb(StrEnum):
    """What can be done to a fee agreement."""

    APPRAISE = auto()
    NEGOTIATE = auto()
    MEDIATE = auto()
    AGREE = auto()
    FILE = auto()
    RETURN = auto()
    BRING_INTO_FORCE = auto()
    EXPIRE = auto()
    TERMINATE = auto()


AGREEMENT: Lifecycle[State, Verb] = Lifecycle(
    name="fees.agreement",
    initial=State.DRAFTING,
    steps={
        (State.DRAFTING, Verb.APPRAISE): State.APPRAISING,
        (State.APPRAISING, Verb.NEGOTIATE): State.NEGOTIATING,
        (State.NEGOTIATING, Verb.AGREE): State.AGREED,
        (State.NEGOTIATING, Verb.MEDIATE): State.MEDIATING,
        (State.MEDIATING, Verb.AGREE): State.AGREED,
        (State.MEDIATING, Verb.TERMINATE): State.TERMINATED,
        (State.AGREED, Verb.RETURN): State.NEGOTIATING,
        (State.AGREED, Verb.FILE): State.FILED,
        (State.FILED, Verb.RETURN): State.NEGOTIATING,
        (State.FILED, Verb.BRING_INTO_FORCE): State.IN_FORCE,
        (State.IN_FORCE, Verb.EXPIRE): State.EXPIRED,
        (State.IN_FORCE, Verb.TERMINATE): State.TERMINATED,
    },
    labels={
        State.DRAFTING: N_("Being drafted"),
        State.APPRAISING: N_("With the experts"),
        State.NEGOTIATING: N_("Being negotiated"),
        State.MEDIATING: N_("In mediation"),
        State.AGREED: N_("Agreed"),
        State.FILED: N_("Filed with the office"),
        State.IN_FORCE: N_("In force"),
        State.EXPIRED: N_("Expired"),
        State.TERMINATED: N_("Terminated"),
        Verb.APPRAISE: N_("Send to the experts"),
        Verb.NEGOTIATE: N_("Open the negotiation"),
        Verb.MEDIATE: N_("Ask the office to mediate"),
        Verb.AGREE: N_("Sign the agreement"),
        Verb.FILE: N_("File with the office"),
        Verb.RETURN: N_("Return to negotiation"),
        Verb.BRING_INTO_FORCE: N_("Bring into force"),
        Verb.EXPIRE: N_("Let it expire"),
        Verb.TERMINATE: N_("Terminate the agreement"),
    },
    path=(
        State.DRAFTING,
        State.APPRAISING,
        State.NEGOTIATING,
        State.AGREED,
        State.FILED,
        State.IN_FORCE,
        State.EXPIRED,
    ),
)


class Standing(StrEnum):
    """How an agreement counts on a day."""

    NOT_YET = auto()
    IN_FORCE = auto()
    EXTENDED = auto()
    OVER = auto()


STANDING_LABELS = {
    Standing.NOT_YET: N_("Not yet in force"),
    Standing.IN_FORCE: N_("In force"),
    Standing.EXTENDED: N_("Extended until the next one"),
    Standing.OVER: N_("No longer in force"),
}


@dataclass(frozen=True, slots=True)
class Terms:
    """What an agreement on one certificate and level says. `price` is in fen.

    `since` and `until` bound its year, both days included.
    """

    document: str
    state: str
    since: date
    until: date
    price: int


@dataclass(frozen=True, slots=True)
class Waiver:
    """The provincial department's written leave to pass a ceiling, or to do without one.

    `limit` is the highest price it allows, in fen; both days are included.
    """

    document: str
    since: date
    until: date
    limit: int


class PriceNotPositive(Refusal):
    """A price is an amount above 0."""

    code = "price-not-positive"
    template = "The fee must be above 0."
    rule = "R-121"


class OverCeiling(Refusal):
    """The fee passes the ceiling of its category and level."""

    code = "over-ceiling"
    template = (
        "The fee of {price} yuan is above the ceiling of {ceiling} yuan, "
        "and no waiver that covers it is on file."
    )
    rule = "R-122"


class NoCeiling(Refusal):
    """No ceiling is loaded for the category and level, and there is no waiver."""

    code = "no-ceiling"
    template = (
        "No ceiling is loaded for this category and level, "
        "and no waiver that covers {price} yuan is on file."
    )
    rule = "R-122"


class NotSigned(Refusal):
    """An agreement is signed by the alliance lead and by the organisation."""

    code = "agreement-not-signed"
    template = "The agreement needs the signatures of the alliance lead and of the organisation."
    rule = "R-121"


class NotAppraised(Refusal):
    """Experts appraise the fee before it is settled."""

    code = "fee-not-appraised"
    template = "No expert has appraised the fee."
    rule = "R-121"


class ExpertConflicted(Refusal):
    """An expert with a conflict of interest cannot sit."""

    code = "expert-conflicted"
    template = "{expert} has a conflict of interest and cannot appraise this fee."
    rule = "R-124"


class StillNegotiating(Refusal):
    """Mediation comes after a time of negotiation without result."""

    code = "still-negotiating"
    status = 409
    template = "The parties negotiate by themselves until {until}."
    rule = "R-121"


class NoAgreement(Refusal):
    """No agreement was ever made for this certificate and level."""

    code = "no-fee-agreement"
    template = "No fee agreement for this certificate and level is in force."
    rule = "R-121"


class AgreementNotInForce(Refusal):
    """There is an agreement, but it has not been brought into force."""

    code = "fee-agreement-not-in-force"
    template = "The fee agreement {document} is not in force yet."
    rule = "R-121"


class AgreementExpired(Refusal):
    """The last agreement is over, and its extension too."""

    code = "fee-agreement-expired"
    template = "The fee agreement {document} ended on {until}, and its extension on {extended}."
    rule = "R-121"


class AboveAgreed(Refusal):
    """A plan asks for more than was agreed."""

    code = "above-agreed-fee"
    template = "The plan asks for {price} yuan; the agreement {document} allows {agreed} yuan."
    rule = "R-121"


@dataclass(frozen=True, slots=True)
class Expert:
    """One expert who appraised a fee."""

    name: str
    conflicted: bool
    from_provincial_pool: bool


class Shortfall(StrEnum):
    """What an appraisal lacks without being void."""

    FEW_EXPERTS = auto()
    EVEN_NUMBER = auto()
    NOBODY_FROM_POOL = auto()


SHORTFALL_LABELS = {
    Shortfall.FEW_EXPERTS: N_("Fewer experts than the province expects"),
    Shortfall.EVEN_NUMBER: N_("An even number of experts"),
    Shortfall.NOBODY_FROM_POOL: N_("No expert from the provincial pool"),
}


@applies("R-121", "R-124")
def check_appraisal(
    experts: Sequence[Expert], today: date, book: Rulebook
) -> tuple[Shortfall, ...]:
    """Return what an appraisal lacks, or refuse it: nobody sat, or somebody with a conflict."""
    if not experts:
        raise NotAppraised
    for expert in experts:
        if expert.conflicted:
            raise ExpertConflicted(expert=expert.name)
    lacks = {
        Shortfall.FEW_EXPERTS: len(experts) < book.on(today, "R-124").integer("experts"),
        Shortfall.EVEN_NUMBER: len(experts) % 2 == 0,
        Shortfall.NOBODY_FROM_POOL: not any(e.from_provincial_pool for e in experts),
    }
    return tuple(shortfall for shortfall, lacking in lacks.items() if lacking)


@applies("R-121")
def mediation_from_on(negotiating_since: date, calendar: Calendar, book: Rulebook) -> date:
    """Return the last day of negotiation; after it either party may ask the office to mediate."""
    days = book.on(negotiating_since, "R-121").integer("mediation_after_days")
    return calendar.after(negotiating_since, days)


@applies("R-121")
def check_mediation(
    negotiating_since: date, today: date, calendar: Calendar, book: Rulebook
) -> None:
    """Refuse mediation while the parties still have time."""
    until = mediation_from_on(negotiating_since, calendar, book)
    if today <= until:
        raise StillNegotiating(until=until)


@applies("R-121")
def check_signed(lead_signed_on: date | None, organisation_signed_on: date | None) -> None:
    """Refuse an agreement that one of its two parties has not signed."""
    if lead_signed_on is None or organisation_signed_on is None:
        raise NotSigned


def _covers(waiver: Waiver | None, price: int, today: date) -> bool:
    return waiver is not None and waiver.since <= today <= waiver.until and price <= waiver.limit


@applies("R-122")
def check_ceiling(price: int, ceiling: int | None, waiver: Waiver | None, today: date) -> None:
    """Refuse a price (fen) above its ceiling, or without one, unless a waiver covers it today."""
    if price <= 0:
        raise PriceNotPositive
    if (ceiling is not None and price <= ceiling) or _covers(waiver, price, today):
        return
    if ceiling is None:
        raise NoCeiling(price=money.yuan(price))
    raise OverCeiling(price=money.yuan(price), ceiling=money.yuan(ceiling))


@applies("R-121")
def extended_until(terms: Terms, book: Rulebook) -> date:
    """Return the last day on which an agreement counts where no newer one does.

    Calendar days after its year, so that a new year does not shut every plan.
    """
    days = book.on(terms.until, "R-121").integer("fee_extension_days")
    return terms.until + timedelta(days=days)


@applies("R-121")
def standing_on(terms: Terms, day: date, book: Rulebook) -> Standing:
    """Return how one agreement counts on `day`, other agreements left aside."""
    if terms.state != State.IN_FORCE:
        over = terms.state in {State.EXPIRED, State.TERMINATED}
        return Standing.OVER if over else Standing.NOT_YET
    if day < terms.since:
        return Standing.NOT_YET
    if day <= terms.until:
        return Standing.IN_FORCE
    return Standing.EXTENDED if day <= extended_until(terms, book) else Standing.OVER


@applies("R-121")
def governing(terms: Sequence[Terms], day: date, book: Rulebook) -> Terms:
    """Return the agreement that governs `day`: one in force, else the latest still extended.

    Refuses by what is wrong: none at all, none in force yet, or the last one over.
    """
    found = [(standing_on(t, day, book), t) for t in terms]
    for wanted in (Standing.IN_FORCE, Standing.EXTENDED):
        fitting = [t for standing, t in found if standing is wanted]
        if fitting:
            return max(fitting, key=lambda t: (t.since, t.document))
    if not terms:
        raise NoAgreement
    latest = max(terms, key=lambda t: (t.since, t.document))
    if standing_on(latest, day, book) is Standing.NOT_YET:
        raise AgreementNotInForce(document=latest.document)
    raise AgreementExpired(
        document=latest.document, until=latest.until, extended=extended_until(latest, book)
    )


@applies("R-121")
def check_price(price: int, terms: Terms) -> None:
    """Refuse a plan's price (fen) above the agreed one; an extension raises nothing either."""
    if price > terms.price:
        raise AboveAgreed(
            price=money.yuan(price), document=terms.document, agreed=money.yuan(terms.price)
        )

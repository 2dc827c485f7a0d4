"""What a city bureau or the province gives to a pilot institution ahead of others.

Rule: R-024 (policy, money, projects; recorded for each institution). Source: 皖教秘职成〔2021〕41号
三（四）. A preference asks for nothing and bars nothing; it is never deleted, and what is withdrawn
stays in sight with its reason and no longer counts.
"""

from __future__ import annotations

from enum import StrEnum, auto
from typing import TYPE_CHECKING, Final

from shuzheng.kernel import money
from shuzheng.kernel.lifecycle import Lifecycle
from shuzheng.kernel.refusals import Refusal
from shuzheng.kernel.rulebook import applies
from shuzheng.kernel.wording import N_

if TYPE_CHECKING:
    from datetime import date

MOST_FEN: Final = 1_000_000_000_000
"""Ten thousand million yuan: more is a slip of the pen."""


class Kind(StrEnum):
    """In what an institution is preferred."""

    POLICY = auto()
    MONEY = auto()
    PROJECTS = auto()


KINDS: Final = {
    Kind.POLICY: N_("Policy"),
    Kind.MONEY: N_("Money"),
    Kind.PROJECTS: N_("Projects"),
}


class State(StrEnum):
    """Where a preference stands."""

    RECORDED = auto()
    WITHDRAWN = auto()


class Verb(StrEnum):
    """What can be done to it."""

    WITHDRAW = auto()


PREFERENCE: Lifecycle[State, Verb] = Lifecycle(
    name="support.preference",
    initial=State.RECORDED,
    steps={(State.RECORDED, Verb.WITHDRAW): State.WITHDRAWN},
    labels={
        State.RECORDED: N_("Preference on record"),
        State.WITHDRAWN: N_("Preference withdrawn"),
        Verb.WITHDRAW: N_("Withdraw the preference"),
    },
    path=(State.RECORDED,),
)


class NoPilotInstitution(Refusal):
    """Preferences are for institutions that take part in the pilot."""

    code = "preference-no-pilot"
    template = (
        "{institution} has no accepted filing of {year}: preferences are recorded for "
        "pilot institutions."
    )
    rule = "R-024"


class AmountUnfit(Refusal):
    """Money without an amount is a promise, and an amount beyond all budgets a slip."""

    code = "preference-amount"
    template = "Money has an amount in yuan, above 0 and at most {most}."
    rule = "R-024"


class AmountElsewhere(Refusal):
    """What is no money has no amount, or sums would count it."""

    code = "preference-amount-elsewhere"
    template = "Only money has an amount; policy and projects are described in words."
    rule = "R-024"


class TermUnfit(Refusal):
    """A term does not end before it begins."""

    code = "preference-term"
    template = "The last day {until} lies before the first day {since}."
    rule = "R-024"


class NoPaper(Refusal):
    """A preference rests on a document that others can find."""

    code = "preference-without-document"
    template = "Give the number of the document, or attach the document."
    rule = "R-024"


class RecordedAlready(Refusal):
    """One preference stands once."""

    code = "preference-recorded-already"
    status = 409
    template = "This preference is on record for {institution} already."
    rule = "R-024"


class NotTheGiver(Refusal):
    """What one party gave another does not take back."""

    code = "preference-of-another"
    status = 403
    template = "Only the party that gave a preference withdraws it."
    rule = "R-024"


class NoReason(Refusal):
    """Whoever lost a preference may read why."""

    code = "preference-no-reason"
    template = "Say why the preference is withdrawn."
    rule = "R-024"


@applies("R-024")
def pilot_year(since: date, today: date) -> int:
    """Return the year whose filing shows that an institution is in the pilot.

    That of the first day; of a preference that lies ahead, that of today.
    """
    return min(since, today).year


@applies("R-024")
def check(kind: Kind, fen: int | None, since: date, until: date | None) -> None:
    """Refuse money without a fit amount (whole fen), an amount of else, and a term upside down."""
    if kind is not Kind.MONEY and fen is not None:
        raise AmountElsewhere
    if kind is Kind.MONEY and not (fen is not None and 0 < fen <= MOST_FEN):
        raise AmountUnfit(most=money.yuan(MOST_FEN).removesuffix(".00"))
    if until is not None and until < since:
        raise TermUnfit(since=since, until=until)


@applies("R-024")
def check_paper(number: str, *, attached: bool) -> None:
    """Refuse a preference that names no document."""
    if not (attached or number.strip()):
        raise NoPaper


@applies("R-024")
def check_giver(given_by: int, actor: int) -> None:
    """Refuse whoever withdraws what another party gave."""
    if given_by != actor:
        raise NotTheGiver


@applies("R-024")
def check_reason(reason: str) -> None:
    """Refuse to withdraw without a reason."""
    if not reason.strip():
        raise NoReason

"""Training, evaluation and certification outside the pilot: what may be recorded as such.

Rule: R-043. Source: 国家试点方案问答摘要 11,
“凡未纳入 1+X 证书制度试点范围的…不享受试点有关经费支持”.
A record is a note and nothing more: it is no filing, nobody is registered by it, no figure counts
it and no money rests on it. What a newcomer would get wrong: a certificate of the catalogue is
outside too, where the institution does not use it in the pilot of that year.
"""

from __future__ import annotations

from enum import StrEnum, auto
from typing import TYPE_CHECKING, Final

from shuzheng.kernel.lifecycle import Lifecycle
from shuzheng.kernel.refusals import Refusal
from shuzheng.kernel.rulebook import applies
from shuzheng.kernel.wording import N_

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

MOST_PERSONS: Final = 100_000
"""More persons of one institution are a slip of the pen."""
MARK: Final = N_("Outside the pilot")
"""How a record is marked wherever it shows."""


class Kind(StrEnum):
    """What was held outside the pilot."""

    TRAINING = auto()
    EVALUATION = auto()
    CERTIFICATION = auto()


KINDS: Final = {
    Kind.TRAINING: N_("Training for a certificate"),
    Kind.EVALUATION: N_("Evaluation"),
    Kind.CERTIFICATION: N_("Certification"),
}


class State(StrEnum):
    """Where a record stands."""

    RECORDED = auto()
    WITHDRAWN = auto()


class Verb(StrEnum):
    """What can be done to it."""

    WITHDRAW = auto()


OUTSIDE: Lifecycle[State, Verb] = Lifecycle(
    name="pilots.outside",
    initial=State.RECORDED,
    steps={(State.RECORDED, Verb.WITHDRAW): State.WITHDRAWN},
    labels={
        State.RECORDED: N_("Outside record"),
        State.WITHDRAWN: N_("Outside record withdrawn"),
        Verb.WITHDRAW: N_("Withdraw the outside record"),
    },
    path=(State.RECORDED,),
)


class InsidePilot(Refusal):
    """What belongs to the pilot goes through plans and registrations, where it counts."""

    code = "outside-is-inside"
    template = (
        "The institution uses {certificate} in the pilot of {year}: it is not outside. Register "
        "candidates for it."
    )
    rule = "R-043"


class PersonsUnfit(Refusal):
    """A record is of at least one person."""

    code = "outside-persons"
    template = "Give how many persons took part, from 1 to {most}."
    rule = "R-043"


class TermUnfit(Refusal):
    """Nothing ends before it begins."""

    code = "outside-term"
    template = "The last day {until} lies before the first day {since}."
    rule = "R-043"


class NotHeldYet(Refusal):
    """What is recorded is what was held."""

    code = "outside-not-held"
    template = "The last day {until} lies ahead: record it once it was held."
    rule = "R-043"


class RecordedAlready(Refusal):
    """One thing is recorded once."""

    code = "outside-recorded-already"
    status = 409
    template = "This is on record already."
    rule = "R-043"


class NoReason(Refusal):
    """Whoever reads the record later may learn why it went."""

    code = "outside-no-reason"
    template = "Say why the outside record is withdrawn."
    rule = "R-043"


@applies("R-043")
def check_outside(certificate: str, year: int, in_pilot: Collection[str]) -> None:
    """Refuse a certificate that the institution uses in the pilot of the year.

    `in_pilot` are the names, short names and codes of those; blanks and case make no difference.
    """
    if _plain(certificate) in {_plain(one) for one in in_pilot if one}:
        raise InsidePilot(certificate=certificate.strip(), year=year)


@applies("R-043")
def check(persons: int, since: date, until: date, today: date) -> None:
    """Refuse a number that cannot be, days upside down, and days to come."""
    if not 1 <= persons <= MOST_PERSONS:
        raise PersonsUnfit(most=MOST_PERSONS)
    if until < since:
        raise TermUnfit(since=since, until=until)
    if until > today:
        raise NotHeldYet(until=until)


@applies("R-043")
def check_reason(reason: str) -> None:
    """Refuse to withdraw without a reason."""
    if not reason.strip():
        raise NoReason


def _plain(name: str) -> str:
    return "".join(name.split()).casefold()

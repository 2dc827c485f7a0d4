"""Which acts a restriction bars, to whom, and from when until when.

Rules: R-038 (who lost eligibility for a year cannot file for it); R-054, R-056, R-057, R-090,
R-100, R-104, R-109 are those of the acts that ask. Source: 皖教秘职成〔2021〕41号 二（一）;
handbook 3.1, 3.3, 3.5 and "In progress" of section 3. What runs already runs to its end unless the
decision names it (see `running`): so a suspension bars nothing that an accepted candidate waits
for, and issuing is stopped only by a decision that says so, until a day.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum, auto
from typing import TYPE_CHECKING, Final

from shuzheng.kernel.refusals import Refusal
from shuzheng.kernel.rulebook import applies
from shuzheng.kernel.wording import N_

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date


class Kind(StrEnum):
    """What a restriction takes away."""

    ELIGIBILITY_LOSS = auto()
    SUSPENSION = auto()
    ISSUING_STOP = auto()


class Party(StrEnum):
    """Whom a restriction is against."""

    INSTITUTION = auto()
    EVALUATION_ORGANISATION = auto()
    SITE = auto()
    PERSON = auto()


class Act(StrEnum):
    """What a party may be barred from."""

    FILING = auto()
    PLAN = auto()
    ACTIVITY = auto()
    OPENING = auto()
    REGISTRATION = auto()
    SEATING = auto()
    SITE_APPLICATION = auto()
    REINSTATEMENT = auto()
    ASSESSING = auto()
    ISSUING = auto()


LABELS: Final = {
    Kind.ELIGIBILITY_LOSS: N_("Loss of eligibility"),
    Kind.SUSPENSION: N_("Suspension"),
    Kind.ISSUING_STOP: N_("Stop of issuing"),
}
PARTY_LABELS: Final = {
    Party.INSTITUTION: N_("Institution"),
    Party.EVALUATION_ORGANISATION: N_("Evaluation organisation"),
    Party.SITE: N_("Assessment site"),
    Party.PERSON: N_("Assessor"),
}
ACT_LABELS: Final = {
    Act.FILING: N_("filing for the pilot"),
    Act.PLAN: N_("submitting assessment plans"),
    Act.ACTIVITY: N_("reporting new training and other events"),
    Act.OPENING: N_("opening registration"),
    Act.REGISTRATION: N_("registering candidates"),
    Act.SEATING: N_("locking the seats"),
    Act.SITE_APPLICATION: N_("applying for sites"),
    Act.REINSTATEMENT: N_("reinstating the site"),
    Act.ASSESSING: N_("assessing and marking"),
    Act.ISSUING: N_("issuing certificates"),
}

BARRED: Final[Mapping[tuple[Kind, Party], Mapping[Act, str]]] = {
    (Kind.ELIGIBILITY_LOSS, Party.INSTITUTION): {Act.FILING: "R-038"},
    (Kind.SUSPENSION, Party.INSTITUTION): {
        Act.REGISTRATION: "R-054",
        Act.SITE_APPLICATION: "R-090",
    },
    (Kind.SUSPENSION, Party.EVALUATION_ORGANISATION): {
        Act.PLAN: "R-057",
        Act.ACTIVITY: "R-056",
        Act.OPENING: "R-057",
        Act.REGISTRATION: "R-054",
    },
    (Kind.SUSPENSION, Party.SITE): {
        Act.OPENING: "R-090",
        Act.REGISTRATION: "R-090",
        Act.SEATING: "R-100",
        Act.SITE_APPLICATION: "R-090",
        Act.REINSTATEMENT: "R-212",
    },
    (Kind.SUSPENSION, Party.PERSON): {Act.ASSESSING: "R-104"},
    (Kind.ISSUING_STOP, Party.EVALUATION_ORGANISATION): {Act.ISSUING: "R-109"},
}
"""The whole table: what is not in it is not barred. The value is the rule of the act that asks."""


class NotForParty(Refusal):
    """A kind of restriction does not fit every party."""

    code = "restriction-not-for-party"
    template = "“{kind}” cannot be decided against a party of this kind ({party})."
    rule = "R-212"


class YearNeeded(Refusal):
    """A loss of eligibility names its year; a suspension has none."""

    code = "year-needed"
    template = "A loss of eligibility names the year it is for; a suspension names none."


class LastDayNeeded(Refusal):
    """Candidates wait for certificates, so a stop of issuing ends by itself."""

    code = "restriction-last-day-needed"
    template = "A stop of issuing names its last day: candidates wait for their certificates."
    rule = "R-109"


class EndsBeforeItBegins(Refusal):
    """The last day of a restriction is before its first."""

    code = "restriction-ends-before"
    template = "The last day, {until}, is before the first, {since}."


class DecidedLater(Refusal):
    """A decision takes effect on the day it is made at the earliest."""

    code = "restriction-decided-later"
    template = "The decision is of {decided_on}; it cannot take effect on {since} or be made ahead."


@dataclass(frozen=True, slots=True)
class Restriction:
    """A restriction from `since` to `until` (None: until lifted); `year` for eligibility."""

    kind: Kind
    since: date
    until: date | None
    lifted_on: date | None
    year: int | None
    ground: str
    decision: str
    party: Party = Party.INSTITUTION


class State(StrEnum):
    """Where a restriction stands on a day."""

    COMING = auto()
    IN_FORCE = auto()
    OVER = auto()
    LIFTED = auto()


@applies("R-038")
def check_decision(
    kind: Kind, party: Party, since: date, until: date | None, year: int | None
) -> None:
    """Refuse a decision whose kind, party, year and days do not go together."""
    if (kind, party) not in BARRED:
        raise NotForParty(kind=LABELS[kind], party=PARTY_LABELS[party])
    if (kind is Kind.ELIGIBILITY_LOSS) != (year is not None):
        raise YearNeeded
    if kind is Kind.ISSUING_STOP and until is None:
        raise LastDayNeeded
    if until is not None and until < since:
        raise EndsBeforeItBegins(until=until, since=since)


def check_dated(decided_on: date, since: date, today: date) -> None:
    """Refuse a decision dated ahead, or one that takes effect before it was made."""
    if decided_on > today or since < decided_on:
        raise DecidedLater(decided_on=decided_on, since=since)


def state(restriction: Restriction, on: date) -> State:
    """Return where `restriction` stands on `on`; a loss of eligibility is over with its year."""
    if restriction.lifted_on is not None and restriction.lifted_on <= on:
        return State.LIFTED
    if restriction.year is not None:
        return State.OVER if restriction.year < on.year else State.IN_FORCE
    if on < restriction.since:
        return State.COMING
    if restriction.until is not None and restriction.until < on:
        return State.OVER
    return State.IN_FORCE


@applies("R-038")
def bars(restriction: Restriction, act: Act, on: date, year: int | None = None) -> bool:
    """Return whether `restriction` bars `act` on `on` (for a filing: for `year`)."""
    if act not in BARRED.get((restriction.kind, restriction.party), {}):
        return False
    if restriction.lifted_on is not None and restriction.lifted_on <= on:
        return False
    if restriction.kind is Kind.ELIGIBILITY_LOSS:
        return restriction.year == year
    return restriction.since <= on and (restriction.until is None or on <= restriction.until)

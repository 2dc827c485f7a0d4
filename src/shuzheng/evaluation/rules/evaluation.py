"""A year's evaluation of one kind of party, from the draft of its indicators to its use.

Rules: R-218, R-025, R-212. Source: handbook 3.16. The set is published before any figure is frozen.
Whoever is waited for has a deadline, and silence is recorded as such: nobody's year stops because
another party says nothing (handbook 3, “waiting”).
"""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum, auto
from typing import TYPE_CHECKING, Final

from shuzheng.evaluation.rules.indicators import IN_CITIES, Kind
from shuzheng.kernel.lifecycle import Lifecycle
from shuzheng.kernel.refusals import Refusal
from shuzheng.kernel.rulebook import applies
from shuzheng.kernel.wording import N_

if TYPE_CHECKING:
    from shuzheng.kernel.periods import Calendar
    from shuzheng.kernel.rulebook import Rulebook


class State(StrEnum):
    """Where a year's evaluation stands."""

    DRAFTED = auto()
    INDICATOR_SET_PUBLISHED = auto()
    DATA_FROZEN = auto()
    SELF_CHECK = auto()
    CITY_OPINION = auto()
    SCORED = auto()
    HEARD = auto()
    DECIDED = auto()
    PUBLISHED = auto()
    USED = auto()
    CLOSED = auto()


class Verb(StrEnum):
    """What can be done with a year's evaluation."""

    PUBLISH_SET = auto()
    FREEZE = auto()
    ASK = auto()
    HAND_ON = auto()
    SCORE = auto()
    HEAR = auto()
    DECIDE = auto()
    PUBLISH = auto()
    USE = auto()
    CLOSE = auto()


EVALUATION: Lifecycle[State, Verb] = Lifecycle(
    name="evaluation.evaluation",
    initial=State.DRAFTED,
    steps={
        (State.DRAFTED, Verb.PUBLISH_SET): State.INDICATOR_SET_PUBLISHED,
        (State.INDICATOR_SET_PUBLISHED, Verb.FREEZE): State.DATA_FROZEN,
        (State.DATA_FROZEN, Verb.ASK): State.SELF_CHECK,
        (State.SELF_CHECK, Verb.HAND_ON): State.CITY_OPINION,
        (State.SELF_CHECK, Verb.SCORE): State.SCORED,
        (State.CITY_OPINION, Verb.SCORE): State.SCORED,
        (State.SCORED, Verb.HEAR): State.HEARD,
        (State.HEARD, Verb.DECIDE): State.DECIDED,
        (State.DECIDED, Verb.PUBLISH): State.PUBLISHED,
        (State.PUBLISHED, Verb.USE): State.USED,
        (State.USED, Verb.USE): State.USED,
        (State.PUBLISHED, Verb.CLOSE): State.CLOSED,
        (State.USED, Verb.CLOSE): State.CLOSED,
    },
    labels={
        State.DRAFTED: N_("Indicators drafted"),
        State.INDICATOR_SET_PUBLISHED: N_("Indicators published"),
        State.DATA_FROZEN: N_("Data frozen"),
        State.SELF_CHECK: N_("Self-check under way"),
        State.CITY_OPINION: N_("City bureaus asked"),
        State.SCORED: N_("Scored, open to objections"),
        State.HEARD: N_("Parties heard"),
        State.DECIDED: N_("Grades decided"),
        State.PUBLISHED: N_("Evaluation result published"),
        State.USED: N_("Result used"),
        State.CLOSED: N_("Evaluation closed"),
        Verb.PUBLISH_SET: N_("Publish the indicators"),
        Verb.FREEZE: N_("Freeze the data"),
        Verb.ASK: N_("Ask for self-checks"),
        Verb.HAND_ON: N_("Ask the city bureaus"),
        Verb.SCORE: N_("Open the scores"),
        Verb.HEAR: N_("End the hearing"),
        Verb.DECIDE: N_("Decide the grades"),
        Verb.PUBLISH: N_("Publish the result"),
        Verb.USE: N_("Record what the result is used for"),
        Verb.CLOSE: N_("Close the evaluation"),
    },
    path=(
        State.DRAFTED,
        State.INDICATOR_SET_PUBLISHED,
        State.DATA_FROZEN,
        State.SELF_CHECK,
        State.CITY_OPINION,
        State.SCORED,
        State.HEARD,
        State.DECIDED,
        State.PUBLISHED,
        State.USED,
        State.CLOSED,
    ),
)

SCORES_KNOWN: Final = frozenset(
    {State.SCORED, State.HEARD, State.DECIDED, State.PUBLISHED, State.USED, State.CLOSED}
)
"""States in which a party sees its own score."""
GRADES_KNOWN: Final = frozenset({State.PUBLISHED, State.USED, State.CLOSED})
"""States in which a party sees its grade, and everybody else too."""


class Objection(StrEnum):
    """What became of a party's objection to its score."""

    UPHELD = auto()
    DISMISSED = auto()


OBJECTIONS: Final = {
    Objection.UPHELD: N_("Objection upheld"),
    Objection.DISMISSED: N_("Objection dismissed"),
}


class Use(StrEnum):
    """What a published result is used for."""

    FUNDS = auto()
    REWARDS = auto()
    ELIGIBILITY = auto()
    PAIRING = auto()


USES: Final = {
    Use.FUNDS: N_("Allotment of funds"),
    Use.REWARDS: N_("Rewards and honours"),
    Use.ELIGIBILITY: N_("Eligibility"),
    Use.PAIRING: N_("Pairing list"),
}


class NotYet(Refusal):
    """The data of a year are not frozen before its month."""

    code = "evaluation-not-yet"
    status = 409
    template = "The data of {year} are frozen from {on} on."
    rule = "R-218"


class NoCut(Refusal):
    """The figures come from a cut that was taken lately."""

    code = "evaluation-no-cut"
    status = 409
    template = "The platform has no cut of its figures from the last {days} days."
    rule = "R-218"


class NobodyToEvaluate(Refusal):
    """An evaluation is of parties that take part."""

    code = "evaluation-nobody"
    status = 409
    template = "Nobody of this kind takes part, so there is nothing to evaluate."
    rule = "R-218"


class SamePerson(Refusal):
    """What one person prepared another publishes, and decides."""

    code = "evaluation-same-person"
    status = 403
    template = "You prepared this step yourself: somebody else decides."
    rule = "R-218"


class StillWaiting(Refusal):
    """A party still has time to say something."""

    code = "evaluation-still-waiting"
    status = 409
    template = "The parties have until {until}."
    rule = "R-218"


class TooLate(Refusal):
    """The time of this step is over."""

    code = "evaluation-too-late"
    status = 409
    template = "The time for this was over on {until}."
    rule = "R-218"


class Unanswered(Refusal):
    """Every objection is answered before the grades are decided."""

    code = "evaluation-unanswered"
    status = 409
    template = "{count} objections are not answered yet."
    rule = "R-218"


class NoCityOpinion(Refusal):
    """City bureaus are asked of institutions and sites before a score comes."""

    code = "evaluation-city-opinion"
    status = 409
    template = "City bureaus are asked of institutions and sites, and only of these."
    rule = "R-218"


@applies("R-218")
def freezes_from(year: int, book: Rulebook) -> date:
    """Return the day from which the data of a year may be frozen."""
    january = date(year, 1, 1)
    return january.replace(month=book.on(january, "R-218").integer("freeze_month"))


@applies("R-218")
def check_freeze(year: int, taken_on: date | None, today: date, book: Rulebook) -> date:
    """Return the day of the figures' cut; refuses before the month, and to go by an old cut."""
    on = freezes_from(year, book)
    if today < on:
        raise NotYet(year=year, on=on)
    days = book.on(today, "R-218").integer("cut_days")
    if taken_on is None or (today - taken_on).days > days:
        raise NoCut(days=days)
    return taken_on


@applies("R-218")
def year_of_figures(year: int, book: Rulebook) -> tuple[date, date]:
    """Return the first and last day of the twelve whole months before a year's data are frozen.

    However late they are: a year's figures do not move with the day of the freezing.
    """
    until = freezes_from(year, book)
    return until.replace(year=year - 1), until - timedelta(days=1)


@applies("R-218")
def check_by(today: date, calendar: Calendar, book: Rulebook) -> date:
    """Return the last day for self-checks."""
    return calendar.after(today, book.on(today, "R-218").integer("check_days"))


@applies("R-218")
def opinion_by(today: date, calendar: Calendar, book: Rulebook) -> date:
    """Return the last day for the opinions of city bureaus."""
    return calendar.after(today, book.on(today, "R-218").integer("opinion_days"))


@applies("R-218")
def contest_by(today: date, book: Rulebook) -> date:
    """Return the last day on which a party may object to its score; calendar days."""
    return today + timedelta(days=book.on(today, "R-218").integer("contest_days"))


@applies("R-218")
def check_open(until: date | None, today: date) -> None:
    """Refuse what comes after its last day."""
    if until is None or today > until:
        raise TooLate(until=until)


@applies("R-218")
def check_over(until: date | None, today: date, *, everybody: bool = False) -> None:
    """Refuse to go on while a party has time, unless everybody has spoken."""
    if not everybody and (until is None or today <= until):
        raise StillWaiting(until=until)


@applies("R-218")
def check_opinions(kind: Kind, *, asked: bool) -> None:
    """Refuse to ask city bureaus of what lies in no city, or to pass them over."""
    if (kind in IN_CITIES) is not asked:
        raise NoCityOpinion


@applies("R-218")
def check_answered(unanswered: int) -> None:
    """Refuse to end the hearing while an objection waits for its answer."""
    if unanswered:
        raise Unanswered(count=unanswered)


@applies("R-218")
def check_other_person(person_id: int, *others: int | None) -> None:
    """Refuse somebody who prepared what is to be decided."""
    if person_id in others:
        raise SamePerson

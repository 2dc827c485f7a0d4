"""Pairings: proposed, agreed, running with actions and half-yearly checks, evaluated, ended.

Rule: R-240. Source: handbook 3.17. The office proposes, both institutions are asked, the department
decides; who does not answer in time holds nothing up (handbook 3). A pairing that never came about
is dropped, with its reason.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum, auto
from typing import TYPE_CHECKING, Final

from shuzheng.kernel.lifecycle import Lifecycle
from shuzheng.kernel.refusals import Refusal
from shuzheng.kernel.rulebook import applies
from shuzheng.kernel.wording import N_

if TYPE_CHECKING:
    from collections.abc import Collection

    from shuzheng.kernel.periods import Calendar
    from shuzheng.kernel.rulebook import Rulebook
    from shuzheng.support.rules.unevenness import Measure

MONTHS: Final = 12


class State(StrEnum):
    """Where a pairing stands."""

    PROPOSED = auto()
    AGREED = auto()
    RUNNING = auto()
    EVALUATED = auto()
    ENDED = auto()
    DROPPED = auto()


class Verb(StrEnum):
    """What can be done to it."""

    AGREE = auto()
    DROP = auto()
    BEGIN = auto()
    EVALUATE = auto()
    END = auto()


PAIRING: Lifecycle[State, Verb] = Lifecycle(
    name="support.pairing",
    initial=State.PROPOSED,
    steps={
        (State.PROPOSED, Verb.AGREE): State.AGREED,
        (State.PROPOSED, Verb.DROP): State.DROPPED,
        (State.AGREED, Verb.DROP): State.DROPPED,
        (State.AGREED, Verb.BEGIN): State.RUNNING,
        (State.RUNNING, Verb.EVALUATE): State.EVALUATED,
        (State.EVALUATED, Verb.END): State.ENDED,
    },
    labels={
        State.PROPOSED: N_("Proposed"),
        State.AGREED: N_("Pairing confirmed"),
        State.RUNNING: N_("Running"),
        State.EVALUATED: N_("Evaluated"),
        State.ENDED: N_("Pairing ended"),
        State.DROPPED: N_("Pairing dropped"),
        Verb.AGREE: N_("Confirm the pairing"),
        Verb.DROP: N_("Drop the pairing"),
        Verb.BEGIN: N_("Begin the pairing"),
        Verb.EVALUATE: N_("Evaluate the pairing"),
        Verb.END: N_("End the pairing"),
    },
    path=(State.PROPOSED, State.AGREED, State.RUNNING, State.EVALUATED, State.ENDED),
)
OPEN: Final = frozenset({State.PROPOSED, State.AGREED, State.RUNNING})
"""States in which the two are paired, or about to be."""
ACTIVE: Final = frozenset({State.AGREED, State.RUNNING})
"""States in which actions are planned and reported."""


class Side(StrEnum):
    """On which side of a pairing an institution stands."""

    HELPER = auto()
    HELPED = auto()


SIDES: Final = {Side.HELPER: N_("Helping institution"), Side.HELPED: N_("Helped institution")}


class Word(StrEnum):
    """What an institution says of a proposed pairing; silence is recorded as no answer."""

    AGREES = auto()
    OBJECTS = auto()


WORDS: Final = {Word.AGREES: N_("Agrees"), Word.OBJECTS: N_("Objects")}


class Resource(StrEnum):
    """What the two share."""

    TEACHERS = auto()
    COURSES = auto()
    BASES = auto()
    SITES = auto()
    PLACES = auto()
    MANAGEMENT = auto()


RESOURCES: Final = {
    Resource.TEACHERS: N_("Teachers and assessors"),
    Resource.COURSES: N_("Courses and teaching material"),
    Resource.BASES: N_("Training bases and equipment"),
    Resource.SITES: N_("Assessment sites and seats"),
    Resource.PLACES: N_("Places in training"),
    Resource.MANAGEMENT: N_("Experience in management"),
}


class Judgement(StrEnum):
    """What a half-yearly check says."""

    ON_TRACK = auto()
    BEHIND = auto()
    TO_CHANGE = auto()


JUDGEMENTS: Final = {
    Judgement.ON_TRACK: N_("On track"),
    Judgement.BEHIND: N_("Behind the agreement"),
    Judgement.TO_CHANGE: N_("The actions have to change"),
}


class Result(StrEnum):
    """What came of a pairing."""

    REACHED = auto()
    PARTLY = auto()
    NOT_REACHED = auto()


RESULTS: Final = {
    Result.REACHED: N_("Aim reached"),
    Result.PARTLY: N_("Aim partly reached"),
    Result.NOT_REACHED: N_("Aim not reached"),
}


class OneInstitutionTwice(Refusal):
    """Nobody helps itself."""

    code = "pairing-with-itself"
    template = "An institution is not paired with itself."
    rule = "R-240"


class PairedAlready(Refusal):
    """One pairing of the same two at a time."""

    code = "paired-already"
    status = 409
    template = "{helper} and {helped} are paired already, or about to be."
    rule = "R-240"


class HelpsTooMany(Refusal):
    """One institution helps a few at a time."""

    code = "helps-too-many"
    template = "{helper} helps {count} institutions already; at most {most} at a time."
    rule = "R-240"


class TermUnfit(Refusal):
    """Long enough for a check, short enough for an end."""

    code = "pairing-term"
    template = "The term begins on {today} or later and lasts from {least} to {most} months."
    rule = "R-240"


class NothingShared(Refusal):
    """What is shared and in what it should help belong to a pairing."""

    code = "pairing-shares-nothing"
    template = "Say what is shared, and in what it should help."
    rule = "R-240"


class NotAnsweredYet(Refusal):
    """Both are asked before the department decides."""

    code = "pairing-not-answered"
    template = (
        "{who} may answer until {day}; the department decides after that, or after both answers."
    )
    rule = "R-240"


class ObjectionUnanswered(Refusal):
    """Whoever objects is told why it is done all the same."""

    code = "pairing-objection"
    template = "{who} objects: say why the pairing is confirmed all the same."
    rule = "R-240"


class AnsweredAlready(Refusal):
    """One answer each."""

    code = "pairing-answered-already"
    status = 409
    template = "Your institution answered already."
    rule = "R-240"


class TooEarly(Refusal):
    """A pairing is evaluated at its end, or earlier with a reason."""

    code = "pairing-not-over"
    template = "The term lasts until {until}: say why it is evaluated before."
    rule = "R-240"


class NotOfTheTerm(Refusal):
    """Actions belong to the term."""

    code = "pairing-action-day"
    template = "Actions lie between {since} and {until}."
    rule = "R-240"


class DayAhead(Refusal):
    """What lies ahead was not done."""

    code = "support-day-ahead"
    template = "{day} lies ahead."


@dataclass(frozen=True, slots=True)
class Agreement:
    """What is agreed: for how long, what is shared, in what it should help."""

    since: date
    until: date
    measures: Collection[Measure]
    shares: Collection[Resource]
    words: str
    goal: str


def months_after(day: date, months: int) -> date:
    """Return the same day so many months later; the last of the month where there is none."""
    count = day.year * MONTHS + day.month - 1 + months
    year, month = divmod(count, MONTHS)
    following = date(year + (month == MONTHS - 1), (month + 1) % MONTHS + 1, 1)
    last = (following - timedelta(days=1)).day
    return date(year, month + 1, min(day.day, last))


@applies("R-240")
def check_agreement(agreed: Agreement, today: date, book: Rulebook) -> None:
    """Refuse an agreement without what is shared, or whose term cannot be checked."""
    said = book.on(today, "R-240")
    least, most = said.integer("check_months"), said.integer("term_months_most")
    first, last = months_after(agreed.since, least), months_after(agreed.since, most)
    ends = agreed.until + timedelta(days=1)
    if agreed.since < today or not first <= ends <= last:
        raise TermUnfit(today=today, least=least, most=most)
    if not (agreed.measures and agreed.shares and agreed.words.strip() and agreed.goal.strip()):
        raise NothingShared


@applies("R-240")
def check_helper(name: str, helping: int, today: date, book: Rulebook) -> None:
    """Refuse one more whom an institution should help."""
    most = book.on(today, "R-240").integer("helps_most")
    if helping >= most:
        raise HelpsTooMany(helper=name, count=helping, most=most)


@applies("R-240")
def answer_until(proposed_on: date, calendar: Calendar, book: Rulebook) -> date:
    """Return the last day on which the two institutions answer a proposal."""
    days = book.on(proposed_on, "R-240").integer("consent_days")
    return calendar.after(proposed_on, days)


@dataclass(frozen=True, slots=True)
class Asked:
    """An institution that was asked, and what it said, if anything."""

    name: str
    word: Word | None


@applies("R-240")
def check_answers(asked: Collection[Asked], until: date, today: date, reason: str) -> None:
    """Refuse to confirm while somebody may still answer, or over an objection without a reason."""
    for one in asked:
        if one.word is None and today <= until:
            raise NotAnsweredYet(who=one.name, day=until)
    for one in asked:
        if one.word is Word.OBJECTS and not reason.strip():
            raise ObjectionUnanswered(who=one.name)


@dataclass(frozen=True, slots=True)
class Due:
    """A half-yearly check: its number, the day it is as of, the day it is due."""

    number: int
    on: date
    due_on: date


@applies("R-240")
def checks(since: date, until: date, today: date, book: Rulebook) -> list[Due]:
    """Return the checks that have come up by `today`; the end has its evaluation instead."""
    said = book.on(since, "R-240")
    months, days = said.integer("check_months"), said.integer("check_days")
    found, number = [], 1
    while (on := months_after(since, number * months)) <= min(today, until):
        found.append(Due(number, on, on + timedelta(days=days)))
        number += 1
    return found


@applies("R-240")
def evaluation_due(since: date, until: date, book: Rulebook) -> date:
    """Return the day by which a pairing is evaluated."""
    return until + timedelta(days=book.on(since, "R-240").integer("check_days"))


@applies("R-240")
def check_over(until: date, today: date, reason: str) -> None:
    """Refuse to evaluate before the end without a reason."""
    if today <= until and not reason.strip():
        raise TooEarly(until=until)


@applies("R-240")
def check_action(day: date, since: date, until: date) -> None:
    """Refuse an action outside the term."""
    if not since <= day <= until:
        raise NotOfTheTerm(since=since, until=until)


@applies("R-240")
def reminds(due_on: date, today: date, book: Rulebook) -> bool:
    """Return whether reminders of what is due on `due_on` go out today."""
    return (due_on - today).days in book.on(today, "R-240").integers("reminder_days")


def check_past(day: date, today: date) -> None:
    """Refuse a day ahead for what is told as done."""
    if day > today:
        raise DayAhead(day=day)

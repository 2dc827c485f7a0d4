"""How many certificates an enterprise may check, and what it is told of each.

Rule: R-112. An enterprise learns what anybody learns who types number and name, only of many at
once. So that an account is no tool to guess names with, what a day holds is bounded, and pairs that
lead to nothing are bounded far more narrowly. The numbers are the rulebook's, dated.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum, auto
from typing import TYPE_CHECKING, Final

from shuzheng.credentials.core.verifying import Verdict
from shuzheng.credentials.rules.status import OVERTURNED
from shuzheng.kernel.lifecycle import Lifecycle
from shuzheng.kernel.refusals import Refusal
from shuzheng.kernel.rulebook import applies
from shuzheng.kernel.wording import N_

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from shuzheng.kernel.rulebook import Rulebook


class Channel(StrEnum):
    """By which door a list came."""

    WORKBOOK = auto()
    INTERFACE = auto()


class Outcome(StrEnum):
    """What an enterprise is told of one pair of number and name."""

    VALID = auto()
    SUSPENDED = auto()
    REPLACED = auto()
    OVERTURNED = auto()
    REVOKED = auto()
    EXPIRED = auto()
    NOT_YET_VALID = auto()
    STATUS_UNKNOWN = auto()
    DOUBTFUL = auto()
    ABSENT = auto()
    MISTYPED = auto()


class State(StrEnum):
    """Where a list stands."""

    WAITING = auto()
    ANSWERED = auto()
    DELETED = auto()


class Verb(StrEnum):
    """What can happen to a list."""

    ANSWER = auto()
    DELETE = auto()


LABELS: Final = {
    State.WAITING: N_("Being checked"),
    State.ANSWERED: N_("Answered"),
    State.DELETED: N_("Answers deleted"),
    Verb.ANSWER: N_("Answer the list"),
    Verb.DELETE: N_("Delete list and answers"),
    Channel.WORKBOOK: N_("Workbook"),
    Channel.INTERFACE: N_("Interface for programs"),
    Outcome.VALID: N_("Genuine, in force"),
    Outcome.SUSPENDED: N_("Genuine, under enquiry"),
    Outcome.REPLACED: N_("Replaced by a corrected one"),
    Outcome.OVERTURNED: N_("Revocation overturned, replaced"),
    Outcome.REVOKED: N_("Revoked, no longer valid"),
    Outcome.EXPIRED: N_("Genuine, term over"),
    Outcome.NOT_YET_VALID: N_("Not valid yet"),
    Outcome.STATUS_UNKNOWN: N_("Genuine, status not known"),
    Outcome.DOUBTFUL: N_("Cannot be vouched for"),
    Outcome.ABSENT: N_("No such certificate of this name"),
    Outcome.MISTYPED: N_("Number mistyped"),
}
"""The English word of every outcome and channel; doors translate it."""

CHECK: Final = Lifecycle(
    name="reliance.check",
    initial=State.WAITING,
    steps={
        (State.WAITING, Verb.ANSWER): State.ANSWERED,
        (State.WAITING, Verb.DELETE): State.DELETED,
        (State.ANSWERED, Verb.DELETE): State.DELETED,
    },
    labels=LABELS,
    path=(State.WAITING, State.ANSWERED, State.DELETED),
)

MISSES: Final = frozenset({Outcome.ABSENT})
"""Outcomes by which somebody could be guessing. A mistyped number gives nothing away."""

_OF: Final = {
    Verdict.VALID: Outcome.VALID,
    Verdict.SUSPENDED: Outcome.SUSPENDED,
    Verdict.REPLACED: Outcome.REPLACED,
    Verdict.REVOKED: Outcome.REVOKED,
    Verdict.EXPIRED: Outcome.EXPIRED,
    Verdict.NOT_YET_VALID: Outcome.NOT_YET_VALID,
    Verdict.STATUS_UNKNOWN: Outcome.STATUS_UNKNOWN,
}


class TooManyAtOnce(Refusal):
    """One list is longer than any list may be."""

    code = "checks-too-many-at-once"
    template = "A list has at most {limit} certificates; this one has {count}."
    rule = "R-112"


class NothingToCheck(Refusal):
    """A list without a certificate."""

    code = "checks-none"
    template = "The list names no certificate."
    rule = "R-112"


class NumberTwice(Refusal):
    """One number with several names is a guess, not a list."""

    code = "checks-number-twice"
    template = "The number {number} stands in the list more than once."
    rule = "R-112"


class DayUsedUp(Refusal):
    """What an enterprise may check in a day is used up."""

    code = "checks-day-used-up"
    status = 429
    template = (
        "An enterprise may check {limit} certificates a day; today {left} are left, and the list "
        "has {count}."
    )
    rule = "R-112"


class TooManyMisses(Refusal):
    """Too many pairs of today led to nothing: that is how names are guessed."""

    code = "checks-too-many-misses"
    status = 429
    template = (
        "{missed} pairs of today led to no certificate. After {limit} of them nothing more is "
        "checked until tomorrow."
    )
    rule = "R-112"


@dataclass(frozen=True, slots=True)
class Bounds:
    """Pairs that an enterprise may ask at once and a day, misses a day, days that answers stay."""

    at_once: int
    a_day: int
    misses_a_day: int
    kept_days: int


def bounds(today: date, book: Rulebook) -> Bounds:
    """Return the bounds in force on `today`."""
    law = book.on(today, "R-112")
    return Bounds(
        law.integer("checks_at_once"),
        law.integer("checks_a_day"),
        law.integer("misses_a_day"),
        law.integer("checks_kept_days"),
    )


@applies("R-112")
def check_list(numbers: Iterable[str], within: Bounds) -> int:
    """Return how many normalised numbers a list has; refuse none, too many, one of them twice."""
    counted = Counter(numbers)
    count = counted.total()
    if not count:
        raise NothingToCheck
    if count > within.at_once:
        raise TooManyAtOnce(limit=within.at_once, count=count)
    [(number, times)] = counted.most_common(1)
    if times > 1:
        raise NumberTwice(number=number)
    return count


@applies("R-112")
def check_day(count: int, asked: int, missed: int, within: Bounds) -> None:
    """Refuse `count` more pairs where `asked` were asked today and `missed` of them missed."""
    if missed >= within.misses_a_day:
        raise TooManyMisses(missed=missed, limit=within.misses_a_day)
    if asked + count > within.a_day:
        raise DayUsedUp(limit=within.a_day, left=within.a_day - asked, count=count)


def outcome(verdict: Verdict | None, fault: str, ground: str = "") -> Outcome:
    """Return what is said of a pair with this `fault` of its number, or this verdict.

    `ground` is why the certificate stands as it does: one whose revocation was overturned on appeal
    was never corrected, and nobody may take its holder for somebody who had it corrected.
    """
    if fault:
        return Outcome.MISTYPED
    if verdict is Verdict.REPLACED and ground == OVERTURNED:
        return Outcome.OVERTURNED
    return Outcome.ABSENT if verdict is None else _OF.get(verdict, Outcome.DOUBTFUL)

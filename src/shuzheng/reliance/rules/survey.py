"""What surveys found: how society recognises the programme, and what enterprises say.

Rules: R-222, R-066, with K-13 and K-14 of handbook 5. A survey is held elsewhere; its result is
told by a sheet that names its document and the day it is as of. Counts are kept, never shares:
a share is a fraction of valid answers and has no data over fewer of them than the rulebook says.
What was published is never changed: a correction is a new result, and the earlier one stays.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum, auto
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from shuzheng.kernel import periods
from shuzheng.kernel.lifecycle import Lifecycle
from shuzheng.kernel.refusals import Refusal
from shuzheng.kernel.rulebook import applies
from shuzheng.kernel.wording import N_

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from shuzheng.kernel.rulebook import Rulebook

FIRST_YEAR: Final = 2019
"""When the programme began."""


class State(StrEnum):
    """Where the result of a survey stands."""

    DRAFT = auto()
    PUBLISHED = auto()
    REPLACED = auto()
    DROPPED = auto()


class Verb(StrEnum):
    """What can be done to it."""

    PUBLISH = auto()
    REPLACE = auto()
    DROP = auto()


SURVEY: Lifecycle[State, Verb] = Lifecycle(
    name="reliance.survey",
    initial=State.DRAFT,
    steps={
        (State.DRAFT, Verb.PUBLISH): State.PUBLISHED,
        (State.PUBLISHED, Verb.REPLACE): State.REPLACED,
        (State.DRAFT, Verb.DROP): State.DROPPED,
    },
    labels={
        State.DRAFT: N_("Survey result in preparation"),
        State.PUBLISHED: N_("Survey result published"),
        State.REPLACED: N_("Survey result replaced by a correction"),
        State.DROPPED: N_("Survey result dropped"),
        Verb.PUBLISH: N_("Publish the survey result"),
        Verb.REPLACE: N_("Replace by a correction"),
        Verb.DROP: N_("Drop the draft"),
    },
    path=(State.DRAFT, State.PUBLISHED),
)


class Audience(StrEnum):
    """Who was asked."""

    SOCIETY = auto()
    ENTERPRISES = auto()


AUDIENCES: Final = {
    Audience.SOCIETY: N_("Society at large"),
    Audience.ENTERPRISES: N_("Enterprises"),
}
RULES: Final = {Audience.SOCIETY: "R-222", Audience.ENTERPRISES: "R-066"}


class Group(StrEnum):
    """Who answered a survey of society; everybody belongs to one group."""

    STUDENTS = auto()
    GUARDIANS = auto()
    TEACHERS = auto()
    EMPLOYERS = auto()
    OTHERS = auto()


GROUPS: Final = {
    Group.STUDENTS: N_("Students and learners"),
    Group.GUARDIANS: N_("Parents and guardians"),
    Group.TEACHERS: N_("School teachers"),
    Group.EMPLOYERS: N_("People who hire"),
    Group.OTHERS: N_("Other members of the public"),
}


class Scope(StrEnum):
    """About what a row tells: a group of society; the province, an organisation, a certificate."""

    GROUP = auto()
    PROVINCE = auto()
    ORGANISATION = auto()
    CERTIFICATE = auto()


SCOPES: Final = {
    Audience.SOCIETY: frozenset({Scope.GROUP}),
    Audience.ENTERPRISES: frozenset({Scope.PROVINCE, Scope.ORGANISATION, Scope.CERTIFICATE}),
}


@dataclass(frozen=True, slots=True)
class Answers:
    """Counts of one row: how many were asked, gave a valid answer, and said what.

    `satisfied` gave 4 or 5 of 5 overall (K-13); `hiring` are enterprises that named the certificate
    in a posting or confirm it in hiring (K-14); `postings` by others stand beside it, as a mere
    count. None: that was not asked.
    """

    asked: int
    valid: int
    recognised: int | None
    satisfied: int | None
    hiring: int | None = None
    postings: int | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a result: about what, by group or code ("" for the province), and its counts."""

    scope: Scope
    key: str
    answers: Answers


@dataclass(frozen=True, slots=True)
class About:
    """Who held a survey, the document that tells its result, and the day the result is as of."""

    conducted_by: str
    source: str
    as_of: date


class Future(Refusal):
    """Nobody has answered yet on a day to come."""

    code = "survey-ahead"
    template = "The result is as of {as_of}, a day that lies ahead."
    rule = "R-222"


class WrongYear(Refusal):
    """A survey of a year has its result in that year or in the next."""

    code = "survey-of-another-year"
    template = "A result as of {as_of} is no result of the survey of {year}."
    rule = "R-222"


class YearThere(Refusal):
    """One survey a year of each kind; what was published is corrected, not doubled."""

    code = "survey-of-the-year-there"
    status = 409
    template = "There is a result for {year} already: go on with its draft, or correct it."
    rule = "R-222"


class NoReason(Refusal):
    """A correction says why."""

    code = "survey-correction-without-reason"
    template = "Say why the published result is corrected."
    rule = "R-222"


class Nothing(Refusal):
    """A result without rows says nothing, nor one of enterprises without that of the province."""

    code = "survey-empty"
    template = "Import the rows of the result first; that of the province is among them."
    rule = "R-222"


class Unknown(Refusal):
    """A code of no certificate or evaluation organisation."""

    code = "survey-code-unknown"
    template = "There is no certificate or evaluation organisation with the code {key}."
    rule = "R-066"


class Unsound(Refusal):
    """Numbers that no survey can have."""

    code = "survey-numbers-unsound"
    template = "The numbers of row “{key}” contradict each other or those of the province."
    rule = "R-066"


@applies("R-222")
def check_new(year: int, as_of: date, today: date) -> None:
    """Refuse a result of a day to come, and one of another year than it is said to be."""
    if as_of > today:
        raise Future(as_of=as_of)
    if year < FIRST_YEAR or as_of.year not in {year, year + 1}:
        raise WrongYear(as_of=as_of, year=year)


def faults(answers: Answers) -> Iterator[str]:
    """Yield the names of the counts that cannot be: more valid answers than asked, and so on."""
    if answers.valid > answers.asked:
        yield "valid"
    for name in ("recognised", "satisfied", "hiring"):
        count = getattr(answers, name)
        if count is not None and count > answers.valid:
            yield name


def beyond(answers: Answers, whole: Answers) -> Iterator[str]:
    """Yield the counts of a part that exceed the province's."""
    for name in ("asked", "valid"):
        if getattr(answers, name) > getattr(whole, name):
            yield name


@applies("R-222", "R-066")
def check_rows(audience: Audience, lines: Iterable[Line], whole: Answers | None = None) -> None:
    """Refuse rows of the other kind of survey, and numbers that contradict each other or `whole`.

    An enterprise answers once in each row, so no row can have more answers than the province.
    """
    for one in lines:
        if (
            one.scope not in SCOPES[audience]
            or any(faults(one.answers))
            or (whole and any(beyond(one.answers, whole)))
        ):
            raise Unsound(key=one.key)


@applies("R-222", "R-066")
def check_whole(audience: Audience, lines: Iterable[Line]) -> None:
    """Refuse a result that cannot be published: empty, of other rows, or contradicting itself."""
    rows = list(lines)
    whole = next((one.answers for one in rows if one.scope is Scope.PROVINCE), None)
    if not rows or (audience is Audience.ENTERPRISES and whole is None):
        raise Nothing
    check_rows(audience, rows, whole)


@applies("R-222")
def total(lines: Iterable[Line]) -> Answers:
    """Return the answers of society: the sum of its groups, everybody in one of them."""
    rows = [one.answers for one in lines]
    return Answers(
        sum(one.asked for one in rows),
        sum(one.valid for one in rows),
        sum(one.recognised or 0 for one in rows),
        sum(one.satisfied or 0 for one in rows),
    )


def smallest(audience: Audience, day: date, book: Rulebook) -> int:
    """Return over how many valid answers at least a share is told."""
    return book.on(day, RULES[audience]).integer("least_answers")


@applies("R-222", "R-066")
def share(count: int | None, valid: int, least: int) -> Fraction | None:
    """Return a count as a share of the valid answers; no data over fewer than `least`."""
    if count is None or valid < max(least, 1):
        return None
    return Fraction(count, valid)


@applies("R-222")
def is_due(newest: date | None, today: date, book: Rulebook) -> bool:
    """Return whether another survey of society is due, `newest` being what the last is as of."""
    if newest is None:
        return True
    return periods.months_between(newest, today) >= book.on(today, "R-222").integer("survey_months")


@applies("R-066")
def counts(as_of: date, on: date, book: Rulebook) -> bool:
    """Return whether a survey as of a day still counts in figures of another day."""
    most = book.on(on, "R-066").integer("counts_months")
    return as_of <= on and periods.months_between(as_of, on) < most

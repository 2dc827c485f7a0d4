"""The life of a bi-weekly report, what it must hold, and what a row of misses leads to.

Rules: R-190, R-191 (five parts), R-193 (three misses in a row), R-196 (excuses), R-199
(suggestions), R-257 (which date counts). Source: handbook 3.12; 皖教秘职成〔2021〕41号 三（二）.
What a newcomer would get wrong: a late report still counts as missed; a returned one does not, for
it was filed; an excused one neither counts nor breaks the row.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum, auto
from typing import TYPE_CHECKING

from shuzheng.kernel.lifecycle import Lifecycle
from shuzheng.kernel.refusals import Refusal
from shuzheng.kernel.rulebook import applies
from shuzheng.kernel.wording import N_

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from shuzheng.kernel.periods import Calendar
    from shuzheng.kernel.rulebook import Rulebook


class State(StrEnum):
    """Where a bi-weekly report stands."""

    DUE = auto()
    DRAFT = auto()
    SUBMITTED = auto()
    MISSED = auto()
    LATE_SUBMITTED = auto()
    EXCUSED = auto()
    ACCEPTED = auto()
    RETURNED = auto()


class Verb(StrEnum):
    """What can be done to a bi-weekly report."""

    WRITE = auto()
    SUBMIT = auto()
    MISS = auto()
    SUBMIT_LATE = auto()
    EXCUSE = auto()
    ACCEPT = auto()
    RETURN = auto()


REPORT: Lifecycle[State, Verb] = Lifecycle(
    name="pilots.report",
    initial=State.DUE,
    steps={
        (State.DUE, Verb.WRITE): State.DRAFT,
        (State.DRAFT, Verb.WRITE): State.DRAFT,
        (State.RETURNED, Verb.WRITE): State.RETURNED,
        (State.MISSED, Verb.WRITE): State.MISSED,
        (State.DRAFT, Verb.SUBMIT): State.SUBMITTED,
        (State.RETURNED, Verb.SUBMIT): State.SUBMITTED,
        (State.DUE, Verb.MISS): State.MISSED,
        (State.DRAFT, Verb.MISS): State.MISSED,
        (State.MISSED, Verb.SUBMIT_LATE): State.LATE_SUBMITTED,
        (State.DUE, Verb.EXCUSE): State.EXCUSED,
        (State.DRAFT, Verb.EXCUSE): State.EXCUSED,
        (State.MISSED, Verb.EXCUSE): State.EXCUSED,
        (State.LATE_SUBMITTED, Verb.EXCUSE): State.EXCUSED,
        # Where the date of entry there counts, one that was filed here may be missed as well.
        (State.SUBMITTED, Verb.EXCUSE): State.EXCUSED,
        (State.RETURNED, Verb.EXCUSE): State.EXCUSED,
        (State.ACCEPTED, Verb.EXCUSE): State.EXCUSED,
        (State.SUBMITTED, Verb.ACCEPT): State.ACCEPTED,
        (State.SUBMITTED, Verb.RETURN): State.RETURNED,
    },
    labels={
        State.DUE: N_("Report due"),
        State.DRAFT: N_("Report drafted"),
        State.SUBMITTED: N_("Report filed"),
        State.MISSED: N_("Report missed"),
        State.LATE_SUBMITTED: N_("Filed late"),
        State.EXCUSED: N_("Excused"),
        State.ACCEPTED: N_("Report accepted"),
        State.RETURNED: N_("Returned, incomplete"),
        Verb.WRITE: N_("Write the report"),
        Verb.SUBMIT: N_("File the report"),
        Verb.MISS: N_("Count as missed"),
        Verb.SUBMIT_LATE: N_("File the report late"),
        Verb.EXCUSE: N_("Excuse"),
        Verb.ACCEPT: N_("Accept the report"),
        Verb.RETURN: N_("Return as incomplete"),
    },
    path=(State.DUE, State.DRAFT, State.SUBMITTED, State.ACCEPTED),
)

WRITABLE = frozenset(state for state in State if REPORT.allows(state, Verb.WRITE))
OPEN = frozenset({State.DUE, State.DRAFT})
"""Of these nobody knows yet whether they will be missed."""
MISSED = frozenset({State.MISSED, State.LATE_SUBMITTED})


class Part(StrEnum):
    """The five parts of a report."""

    PROGRESS = auto()
    EXPERIENCE = auto()
    CASES = auto()
    PROBLEMS = auto()
    SUGGESTIONS = auto()


PARTS = {
    Part.PROGRESS: N_("Progress of the work"),
    Part.EXPERIENCE: N_("Experience"),
    Part.CASES: N_("Typical cases"),
    Part.PROBLEMS: N_("Problems"),
    Part.SUGGESTIONS: N_("Policy suggestions"),
}


class Excuse(StrEnum):
    """Why a report is not counted."""

    OFFICE = auto()
    BREAK = auto()
    NOT_OWED = auto()


EXCUSES = {
    Excuse.OFFICE: N_("Excused by the office"),
    Excuse.BREAK: N_("In a break declared by the office"),
    Excuse.NOT_OWED: N_("The filing was not in force"),
}


class CountsBy(StrEnum):
    """Which date of a report decides whether it was missed (R-257)."""

    FILED_HERE = auto()
    ENTERED_THERE = auto()


class Outcome(StrEnum):
    """What a report is in the row that is counted."""

    OPEN = auto()
    FILED = auto()
    MISSED = auto()
    EXCUSED = auto()


class PartMissing(Refusal):
    """A required part is empty."""

    code = "report-part-missing"
    template = "The part “{part}” is required."
    rule = "R-191"


class WrittenMeanwhile(Refusal):
    """Somebody else saved the report since it was opened."""

    code = "report-written-meanwhile"
    status = 409
    template = "Somebody else has saved this report meanwhile. Saving now would replace that text."
    rule = "R-191"


class TooLateToFile(Refusal):
    """A missed report is filed late within the next period, not after it."""

    code = "report-too-late"
    status = 409
    template = "This report could be filed late until {until}."
    rule = "R-190"


class NotYetOver(Refusal):
    """A report is excused by hand once it was missed."""

    code = "report-not-missed"
    status = 409
    template = "This report was not missed: there is nothing to excuse."
    rule = "R-196"


class EnteredBefore(Refusal):
    """The date of entry lies in the period or after it, and not ahead."""

    code = "report-entered-wrong-day"
    template = "It was entered between {since} and today."
    rule = "R-257"


@dataclass(frozen=True, slots=True)
class Filed:
    """As much of a report as its outcome rests on."""

    due_on: date
    state: State
    entered_on: date | None = None


@applies("R-191")
def check_parts(parts: Mapping[str, str], on: date, book: Rulebook) -> None:
    """Refuse a report in which a required part is empty."""
    for name in book.on(on, "R-191").words("required_parts"):
        if not parts.get(name, "").strip():
            raise PartMissing(part=PARTS[Part(name)])


@applies("R-257")
def counts_by(due_on: date, book: Rulebook) -> CountsBy:
    """Return which date counts for a report due on `due_on`."""
    [word] = book.on(due_on, "R-257").words("report_counts_by")
    return CountsBy(word)


@applies("R-193", "R-196", "R-257")
def outcome(report: Filed, today: date, book: Rulebook) -> Outcome:
    """Return what a report counts as on `today`.

    Where the date of entry there counts, whatever was not entered by the due day was missed.
    """
    if report.state is State.EXCUSED:
        return Outcome.EXCUSED
    if counts_by(report.due_on, book) is CountsBy.ENTERED_THERE:
        if report.entered_on is not None and report.entered_on <= report.due_on:
            return Outcome.FILED
        return Outcome.OPEN if today <= report.due_on else Outcome.MISSED
    if report.state in OPEN:
        return Outcome.OPEN
    return Outcome.MISSED if report.state in MISSED else Outcome.FILED


@applies("R-193")
def runs(outcomes: Iterable[tuple[date, Outcome]]) -> list[tuple[date, ...]]:
    """Return the rows of misses, each as its due days; `outcomes` are in the order of time.

    Only a report that was filed breaks a row: an excused or open one is passed over.
    """
    found: list[tuple[date, ...]] = [()]
    for due_on, what in outcomes:
        if what is Outcome.MISSED:
            found[-1] = (*found[-1], due_on)
        elif what is Outcome.FILED:
            found.append(())
    return found


def in_a_row(outcomes: Iterable[tuple[date, Outcome]]) -> int:
    """Return how many misses in a row there are now."""
    return len(runs(outcomes)[-1])


@applies("R-193")
def grounds_for_notice(run: Sequence[date], book: Rulebook) -> tuple[date, ...]:
    """Return the misses of a row that lead to a notice, its first ones; () where it is too short.

    However late it is asked, the answer is the one of the day on which the row was long enough.
    """
    for count, due_on in enumerate(run, start=1):
        if count >= book.on(due_on, "R-193").integer("misses_in_a_row"):
            return tuple(run[:count])
    return ()


@applies("R-193")
def misses_left(count: int, on: date, book: Rulebook) -> int:
    """Return after how many more misses a notice is proposed (0: it is)."""
    return max(0, book.on(on, "R-193").integer("misses_in_a_row") - count)


@applies("R-190")
def accepted_by_silence_on(submitted_on: date, calendar: Calendar, book: Rulebook) -> date:
    """Return the office's last day; when it ends (24:00) a filed report counts as accepted."""
    return calendar.after(submitted_on, book.on(submitted_on, "R-190").integer("accept_days"))


@applies("R-199")
def answer_due_on(submitted_on: date, calendar: Calendar, book: Rulebook) -> date:
    """Return the day by which a policy suggestion is answered."""
    return calendar.after(submitted_on, book.on(submitted_on, "R-199").integer("answer_days"))


@applies("R-257")
def check_entered(entered_on: date, since: date, today: date) -> None:
    """Refuse a date of entry before the report's period or after today."""
    if not since <= entered_on <= today:
        raise EnteredBefore(since=since)


class Answer(StrEnum):
    """What became of a policy suggestion."""

    TAKEN_UP = auto()
    UNDER_STUDY = auto()
    PASSED_ON = auto()
    NOT_TAKEN_UP = auto()


ANSWERS = {
    Answer.TAKEN_UP: N_("Taken up"),
    Answer.UNDER_STUDY: N_("Under study"),
    Answer.PASSED_ON: N_("Passed on to those in charge"),
    Answer.NOT_TAKEN_UP: N_("Not adopted"),
}

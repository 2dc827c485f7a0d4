"""Results: how they are computed and shown, and by when candidates must have them.

Rules: R-255 (due days), R-109 (what a certificate needs). Source: handbook 3.6 and 4.3. A score has
two decimals and a result is 已通过 or 未通过, as the national platform prints them. Whose case is
open is held back, never published as failed.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum, auto
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from shuzheng.assessment.rules import marking, passing, sitting
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
    """Where a candidate's result stands."""

    COMPUTED = auto()
    REVIEWED = auto()
    PUBLISHED = auto()


class Verb(StrEnum):
    """What can be done with a result."""

    RECOMPUTE = auto()
    CONFIRM = auto()
    PUBLISH = auto()
    CORRECT = auto()


RESULT: Lifecycle[State, Verb] = Lifecycle(
    name="assessment.result",
    initial=State.COMPUTED,
    steps={
        (State.COMPUTED, Verb.RECOMPUTE): State.COMPUTED,
        (State.REVIEWED, Verb.RECOMPUTE): State.COMPUTED,
        (State.COMPUTED, Verb.CONFIRM): State.REVIEWED,
        (State.REVIEWED, Verb.PUBLISH): State.PUBLISHED,
        (State.PUBLISHED, Verb.CORRECT): State.PUBLISHED,
    },
    labels={
        State.COMPUTED: N_("Computed"),
        State.REVIEWED: N_("Reviewed"),
        State.PUBLISHED: N_("Published"),
        Verb.RECOMPUTE: N_("Compute again"),
        Verb.CONFIRM: N_("Confirm the result"),
        Verb.PUBLISH: N_("Publish the result"),
        Verb.CORRECT: N_("Correct after a review"),
    },
    path=(State.COMPUTED, State.REVIEWED, State.PUBLISHED),
)


class Outcome(StrEnum):
    """What a candidate's assessment came to."""

    PASSED = auto()
    FAILED = auto()
    ABSENT = auto()
    ANNULLED = auto()
    HELD_BACK = auto()


OUTCOME_LABELS = {
    Outcome.PASSED: N_("Passed"),
    Outcome.FAILED: N_("Did not pass"),
    Outcome.ABSENT: N_("Not passed: absent"),
    Outcome.ANNULLED: N_("Not passed: misconduct"),
    Outcome.HELD_BACK: N_("Held back"),
}

NATIONAL: Final = {
    Outcome.PASSED: "已通过",
    Outcome.FAILED: "未通过",
    Outcome.ABSENT: "未通过",
    Outcome.ANNULLED: "未通过",
}
"""The words of the national platform; a result that is held back is not reported."""

DID_NOT_SIT: Final = frozenset(
    {
        sitting.State.NOT_STARTED,
        sitting.State.ABSENT,
        sitting.State.LATE_REFUSED,
        sitting.State.ILL,
    }
)
"""States of somebody without a paper to mark."""


class MarksOpen(Refusal):
    """Results are computed from locked marks only."""

    code = "marks-open"
    status = 409
    template = "{count} marks are not locked yet."
    rule = "R-109"


@dataclass(frozen=True, slots=True)
class Computed:
    """A computed result. `score` is the total in hundredths, None where a part has no mark."""

    outcome: Outcome
    score: int | None
    verdict: passing.Verdict | None


@applies("R-109")
def check_locked(states: Iterable[str]) -> None:
    """Refuse to compute results while a mark of somebody who took part is not locked."""
    count = sum(state != marking.State.LOCKED for state in states)
    if count:
        raise MarksOpen(count=count)


@applies("R-109")
def compute(
    sittings: Sequence[str],
    marks: Mapping[str, int | None],
    components: Sequence[marking.Component],
    rule: passing.PassRule,
    *,
    appeal_open: bool,
) -> Computed:
    """Return a candidate's result from sittings (states), marks (hundredths by part) and pass rule.

    An open case holds the result back; a finding that was upheld annuls it; whoever sat no part was
    absent. Who missed some parts has no mark in them, which the pass rule answers for.
    """
    if appeal_open or sitting.State.MISCONDUCT_OPEN in sittings:
        return Computed(Outcome.HELD_BACK, None, None)
    if sitting.State.MISCONDUCT_UPHELD in sittings:
        return Computed(Outcome.ANNULLED, None, None)
    if all(state in DID_NOT_SIT for state in sittings):
        return Computed(Outcome.ABSENT, None, None)
    score = marking.total(marks, components)
    verdict = passing.decide(rule, {**marks, marking.TOTAL: score})
    return Computed(Outcome.PASSED if verdict.passed else Outcome.FAILED, score, verdict)


def score_text(score: int | None) -> str:
    """Return a score as the national platform prints it ("39.00"), or "" where there is none."""
    return "" if score is None else marking.points(score)


@applies("R-255")
def results_due_on(last_sitting_on: date, calendar: Calendar, book: Rulebook) -> date:
    """Return the day by which results are published."""
    days = book.on(last_sitting_on, "R-255").integer("result_days")
    return calendar.after(last_sitting_on, days)


@applies("R-255")
def certificates_due_on(window_closes_on: date, calendar: Calendar, book: Rulebook) -> date:
    """Return the day by which certificates are issued, counted from the end of the window."""
    days = book.on(window_closes_on, "R-255").integer("certificate_days")
    return calendar.after(window_closes_on, days)


@applies("R-061")
def far_from_peers(
    passed: int, sat: int, peers_passed: int, peers_sat: int, today: date, book: Rulebook
) -> bool:
    """Return whether a plan's pass rate is further from its peers' than chance would have it.

    Exact: the difference is compared with so many standard deviations of a share of `sat`. Without
    peers, or where nobody sat, nothing is far; nothing is decided here, somebody has to look.
    """
    if not sat or not peers_sat:
        return False
    rate, usual = Fraction(passed, sat), Fraction(peers_passed, peers_sat)
    deviations = book.on(today, "R-061").integer("standard_deviations")
    return (rate - usual) ** 2 * sat > deviations**2 * usual * (1 - usual)


@applies("R-255")
def days_late(due_on: date, today: date, done_on: date | None) -> int:
    """Return by how many calendar days a step is or was late; 0 in time."""
    return max(0, ((done_on or today) - due_on).days)

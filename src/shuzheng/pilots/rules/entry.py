"""How an institution takes up a certificate and drops it, and the score of its entry review.

Rules: R-050 (no use before the review has passed), R-051 (criteria, weights, pass mark), R-054 (an
exit stops new registrations only). Source: handbook 3.4; 皖教秘职成〔2021〕41号 二（二）. The
choice is the institution's own: the weights here are only what it starts from.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum, auto
from fractions import Fraction
from math import floor
from typing import TYPE_CHECKING

from shuzheng.kernel.lifecycle import Lifecycle
from shuzheng.kernel.refusals import Refusal
from shuzheng.kernel.rulebook import applies
from shuzheng.kernel.wording import N_

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from shuzheng.kernel.rulebook import Rulebook

FULL = 100
HUNDREDTHS = 100


class State(StrEnum):
    """Where a certificate stands in one institution."""

    PROPOSED = auto()
    UNDER_APPRAISAL = auto()
    APPROVED = auto()
    REJECTED = auto()
    ACTIVE = auto()
    EXITING = auto()
    EXITED = auto()


class Verb(StrEnum):
    """What can be done with a certificate in an institution."""

    NAME_EXPERTS = auto()
    APPROVE = auto()
    REJECT = auto()
    PROPOSE_AGAIN = auto()
    ACTIVATE = auto()
    BEGIN_EXIT = auto()
    COMPLETE_EXIT = auto()


ENTRY: Lifecycle[State, Verb] = Lifecycle(
    name="pilots.entry",
    initial=State.PROPOSED,
    steps={
        (State.PROPOSED, Verb.NAME_EXPERTS): State.UNDER_APPRAISAL,
        (State.UNDER_APPRAISAL, Verb.APPROVE): State.APPROVED,
        (State.UNDER_APPRAISAL, Verb.REJECT): State.REJECTED,
        (State.REJECTED, Verb.PROPOSE_AGAIN): State.PROPOSED,
        (State.APPROVED, Verb.ACTIVATE): State.ACTIVE,
        (State.ACTIVE, Verb.BEGIN_EXIT): State.EXITING,
        (State.EXITING, Verb.COMPLETE_EXIT): State.EXITED,
        (State.EXITED, Verb.PROPOSE_AGAIN): State.PROPOSED,
    },
    labels={
        State.PROPOSED: N_("Proposed"),
        State.UNDER_APPRAISAL: N_("Under appraisal"),
        State.APPROVED: N_("Entry approved"),
        State.REJECTED: N_("Not taken up"),
        State.ACTIVE: N_("In use"),
        State.EXITING: N_("Leaving"),
        State.EXITED: N_("Left"),
        Verb.NAME_EXPERTS: N_("Name the expert body"),
        Verb.APPROVE: N_("Approve the entry"),
        Verb.REJECT: N_("Do not take it up"),
        Verb.PROPOSE_AGAIN: N_("Propose again"),
        Verb.ACTIVATE: N_("Put into use"),
        Verb.BEGIN_EXIT: N_("Begin the exit"),
        Verb.COMPLETE_EXIT: N_("Complete the exit"),
    },
    path=(
        State.PROPOSED,
        State.UNDER_APPRAISAL,
        State.APPROVED,
        State.ACTIVE,
        State.EXITING,
        State.EXITED,
    ),
)


class Criterion(StrEnum):
    """What every entry review scores at least."""

    INDUSTRY_FIT = auto()
    ENTERPRISE_RECOGNITION = auto()
    MAJOR_FIT = auto()
    PLAN_FIT = auto()


CRITERION_LABELS: Mapping[str, str] = {
    Criterion.INDUSTRY_FIT: N_("Fit with local industry"),
    Criterion.ENTERPRISE_RECOGNITION: N_("Recognition by enterprises"),
    Criterion.MAJOR_FIT: N_("Fit with the institution's majors"),
    Criterion.PLAN_FIT: N_("Fit with the province's plan"),
}


class CriterionMissing(Refusal):
    """A review scores all four criteria."""

    code = "criterion-missing"
    template = "The review does not score “{criterion}”."
    rule = "R-051"


class WeightsDoNotTotal(Refusal):
    """Weights are whole percents that total 100."""

    code = "weights-do-not-total"
    template = "The weights must be whole percents above 0 that total 100; these total {total}."
    rule = "R-051"


class PassMarkOutOfRange(Refusal):
    """A pass mark lies between 1 and 100."""

    code = "pass-mark-out-of-range"
    template = "The pass mark must lie between 1 and 100, not {pass_mark}."
    rule = "R-051"


class NobodyScored(Refusal):
    """A review without an expert's sheet decides nothing."""

    code = "nobody-scored"
    template = "No expert has scored the review yet."
    rule = "R-051"


class PointsOutOfRange(Refusal):
    """Points lie between 0 and 100."""

    code = "points-out-of-range"
    template = "Sheet {sheet}: “{criterion}” has {points} points; it takes 0 to 100."
    rule = "R-051"


class NotReviewed(Refusal):
    """A certificate is not used before its entry review has passed."""

    code = "entry-not-reviewed"
    status = 409
    template = "{institution} has no passed entry review for {certificate}."
    rule = "R-050"


@dataclass(frozen=True, slots=True)
class Scheme:
    """An institution's weights, in percent by criterion, and its pass mark of 100."""

    weights: Mapping[str, int]
    pass_mark: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """A review's score in hundredths of a point (7 350 is 73.50), and whether it passed.

    `means` has the experts' mean per criterion, in hundredths too.
    """

    score: int
    passed: bool
    means: Mapping[str, int]


@applies("R-051")
def usual_scheme(today: date, book: Rulebook) -> Scheme:
    """Return the weights and the pass mark that an institution starts from."""
    provision = book.on(today, "R-051")
    return Scheme(dict(provision.table("weights")), provision.integer("pass_mark"))


@applies("R-051")
def check_scheme(weights: Mapping[str, int], pass_mark: int) -> Scheme:
    """Return an institution's own scheme, or refuse it.

    It may add criteria and weigh them as it likes, but drops none of the four.
    """
    for criterion in Criterion:
        if criterion not in weights:
            raise CriterionMissing(criterion=CRITERION_LABELS[criterion])
    total = sum(weights.values())
    if total != FULL or min(weights.values()) <= 0:
        raise WeightsDoNotTotal(total=total)
    if not 1 <= pass_mark <= FULL:
        raise PassMarkOutOfRange(pass_mark=pass_mark)
    return Scheme(dict(weights), pass_mark)


def _half_up(value: Fraction) -> int:
    return floor(value + Fraction(1, 2))


@applies("R-051")
def score(sheets: Sequence[Mapping[str, int]], scheme: Scheme) -> Outcome:
    """Return what the experts' sheets (whole points of 100 by criterion) come to.

    The mean of the experts, weighted, rounded half up to two decimals; the printed score decides,
    so that 70.00 never fails against 70.
    """
    if not sheets:
        raise NobodyScored
    for number, sheet in enumerate(sheets, 1):
        for criterion in scheme.weights:
            if criterion not in sheet:
                raise CriterionMissing(criterion=CRITERION_LABELS.get(criterion, criterion))
            if not 0 <= sheet[criterion] <= FULL:
                raise PointsOutOfRange(sheet=number, criterion=criterion, points=sheet[criterion])
    means = {c: Fraction(sum(s[c] for s in sheets), len(sheets)) for c in scheme.weights}
    weighted = sum((means[c] * weight for c, weight in scheme.weights.items()), Fraction(0))
    points = _half_up(weighted * HUNDREDTHS / FULL)
    return Outcome(
        score=points,
        passed=points >= scheme.pass_mark * HUNDREDTHS,
        means={c: _half_up(mean * HUNDREDTHS) for c, mean in means.items()},
    )


IN_USE = frozenset({State.ACTIVE, State.EXITING})
"""States in which a certificate is in use; on the way out only for those already registered."""


@applies("R-050")
def check_reviewed(
    institution: str, certificate: str, state: str, approved_on: date | None, today: date
) -> None:
    """Refuse unless the institution's own review has passed and the certificate is in use."""
    if state not in IN_USE or approved_on is None or approved_on > today:
        raise NotReviewed(institution=institution, certificate=certificate)


@applies("R-054")
def takes_registrations(state: str) -> bool:
    """Return whether new registrations are taken; an exit stops these and nothing else."""
    return state == State.ACTIVE

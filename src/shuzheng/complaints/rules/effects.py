"""What a case can set in motion elsewhere: finding, case, score review, refund.

Rule: R-216. Source: handbook 3.11. A finding and a case are opened through their rooms; a score
review and a refund are the candidate's own to ask for, so the complainant is pointed there.
"""

from __future__ import annotations

from enum import StrEnum, auto

from shuzheng.complaints.rules.complaint import State
from shuzheng.kernel.refusals import Refusal
from shuzheng.kernel.rulebook import applies
from shuzheng.kernel.wording import N_


class Effect(StrEnum):
    """What follows from a case beside its answer."""

    FINDING = auto()
    CASE = auto()
    SCORE_REVIEW = auto()
    REFUND = auto()


EFFECTS = {
    Effect.FINDING: N_("A finding was opened"),
    Effect.CASE: N_("A case against the organisation was opened"),
    Effect.SCORE_REVIEW: N_("Pointed to a score review"),
    Effect.REFUND: N_("Pointed to a refund"),
}
POINTERS = {
    Effect.SCORE_REVIEW: N_("This is decided by a score review: ask for it under your results."),
    Effect.REFUND: N_("A refund is asked for at the registration, under your rights there."),
}
POSSIBLE = frozenset(
    {
        State.ACCEPTED,
        State.INVESTIGATING,
        State.ANSWERED,
        State.SATISFIED,
        State.DISSATISFIED,
        State.REVIEWED,
    }
)
"""From the acceptance until nothing is owed any more."""


class NoEffectNow(Refusal):
    """Nothing follows from what is not accepted, or over."""

    code = "complaint-no-effect-now"
    status = 409
    template = "This follows only from a case that is accepted and not over."
    rule = "R-216"


class EffectBefore(Refusal):
    """One finding, one case, one pointer of each kind."""

    code = "complaint-effect-before"
    status = 409
    template = "This was done before for this case."
    rule = "R-216"


@applies("R-216")
def check_possible(state: State) -> None:
    """Refuse an effect of a case that is not accepted yet, or over."""
    if state not in POSSIBLE:
        raise NoEffectNow

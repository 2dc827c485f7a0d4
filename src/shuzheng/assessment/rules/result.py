"""Results: how they are computed and shown, and by when candidates must have them.

Rules: R-255 (due days), R-109 (what a certificate needs). Source: handbook 3.6 and 4.3. A score has
two decimals and a result is 已通过 or 未通过, as the national platform prints them. Whose case is
open is held back, never published as failed.
"""

from __future__ import annotations

from enum import StrEnum, auto

from shuzheng.kernel.lifecycle import Lifecycle
from shuzheng.kernel.wording import N_


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

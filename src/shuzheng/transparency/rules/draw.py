"""The life of a draw by two parties: commitments, freeze, secrets, or void.

Source: decision 0022; the hashes are in `core.draws`. Either party may go first, twice. A draw that
misses a deadline is void: it decides nothing, and says in public whose step was missing. Where that
was the witness, the organiser may then draw alone, and this is said in public too.
"""

from __future__ import annotations

from enum import StrEnum, auto
from typing import TYPE_CHECKING

from shuzheng.kernel.lifecycle import Lifecycle
from shuzheng.kernel.refusals import Refusal
from shuzheng.kernel.wording import N_
from shuzheng.transparency.core.draws import Party

if TYPE_CHECKING:
    from collections.abc import Collection


class State(StrEnum):
    """Where a draw stands."""

    OPENED = auto()
    COMMITTED_ONCE = auto()
    COMMITTED = auto()
    FROZEN = auto()
    REVEALED_ONCE = auto()
    DRAWN = auto()
    VOID = auto()
    ALONE = auto()


class Verb(StrEnum):
    """What can be done with a draw."""

    COMMIT = auto()
    FREEZE = auto()
    REVEAL = auto()
    VOID = auto()
    DRAW_ALONE = auto()


class Fault(StrEnum):
    """Why a draw is void, as the log says it: whose step was missing."""

    ORGANISER_ABSENT = "organiser-absent"
    WITNESS_ABSENT = "witness-absent"
    BOTH_ABSENT = "both-absent"
    NOT_FROZEN = "not-frozen"
    ORGANISER_WITHHELD = "organiser-withheld"
    WITNESS_WITHHELD = "witness-withheld"
    BOTH_WITHHELD = "both-withheld"


class WitnessFirst(Refusal):
    """Drawing alone is the way out where a witness failed, and nothing else."""

    code = "draw-witness-first"
    status = 409
    template = (
        "This is drawn together with a witness."
        " It is drawn alone only after a draw became void because the witness failed."
    )


DRAW: Lifecycle[State, Verb] = Lifecycle(
    name="transparency.draw",
    initial=State.OPENED,
    steps={
        (State.OPENED, Verb.COMMIT): State.COMMITTED_ONCE,
        (State.COMMITTED_ONCE, Verb.COMMIT): State.COMMITTED,
        (State.COMMITTED, Verb.FREEZE): State.FROZEN,
        (State.FROZEN, Verb.REVEAL): State.REVEALED_ONCE,
        (State.REVEALED_ONCE, Verb.REVEAL): State.DRAWN,
        (State.OPENED, Verb.VOID): State.VOID,
        (State.COMMITTED_ONCE, Verb.VOID): State.VOID,
        (State.COMMITTED, Verb.VOID): State.VOID,
        (State.FROZEN, Verb.VOID): State.VOID,
        (State.REVEALED_ONCE, Verb.VOID): State.VOID,
        (State.VOID, Verb.DRAW_ALONE): State.ALONE,
    },
    labels={
        State.OPENED: N_("Draw opened"),
        State.COMMITTED_ONCE: N_("Waits for the second commitment"),
        State.COMMITTED: N_("Both committed"),
        State.FROZEN: N_("Frozen, waits for the secrets"),
        State.REVEALED_ONCE: N_("Waits for the second secret"),
        State.DRAWN: N_("Drawn"),
        State.VOID: N_("Void"),
        State.ALONE: N_("Void, then drawn by one party alone"),
        Verb.COMMIT: N_("Commit to a secret"),
        Verb.FREEZE: N_("Freeze what is drawn from"),
        Verb.REVEAL: N_("Show the secret"),
        Verb.VOID: N_("Declare the draw void"),
        Verb.DRAW_ALONE: N_("Draw without a witness"),
    },
    path=(
        State.OPENED,
        State.COMMITTED_ONCE,
        State.COMMITTED,
        State.FROZEN,
        State.REVEALED_ONCE,
        State.DRAWN,
    ),
)

PARTIES = {Party.ORGANISER: N_("Organiser"), Party.WITNESS: N_("Witness")}

FAULTS = {
    Fault.ORGANISER_ABSENT: N_("The organiser did not commit in time."),
    Fault.WITNESS_ABSENT: N_("No witness committed in time."),
    Fault.BOTH_ABSENT: N_("Nobody committed in time."),
    Fault.NOT_FROZEN: N_("What is drawn from was not frozen in time."),
    Fault.ORGANISER_WITHHELD: N_("The organiser did not show the secret in time."),
    Fault.WITNESS_WITHHELD: N_("The witness did not show the secret in time."),
    Fault.BOTH_WITHHELD: N_("Neither party showed its secret in time."),
}

WITNESS_FAILED = frozenset({Fault.WITNESS_ABSENT, Fault.WITNESS_WITHHELD})
"""Why an organiser may draw alone: nobody's own fault opens that way to him or her."""

OVER = frozenset({State.DRAWN, State.VOID, State.ALONE})
COMMITTING = frozenset({State.OPENED, State.COMMITTED_ONCE, State.COMMITTED})
"""States in which the deadline is that for commitments and the freeze."""


def fault(state: State, done: Collection[Party]) -> Fault:
    """Return whose step a draw misses; `done` are those who committed or showed, by its state."""
    missing = [party for party in Party if party not in done]
    if state in COMMITTING and not missing:
        return Fault.NOT_FROZEN
    who = "both" if len(missing) == len(Party) else str(missing[0])
    return Fault(f"{who}-{'absent' if state in COMMITTING else 'withheld'}")


def check_alone(state: State, why: str) -> None:
    """Refuse to draw alone unless the draw is void by the witness's fault."""
    if state != State.VOID or why not in WITNESS_FAILED:
        raise WitnessFirst

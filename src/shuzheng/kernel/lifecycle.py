"""Life cycles: tables that say which verb leads from which state to which.

Source: handbook section 3. The table draws the buttons, the check constraint and the diagram in
`docs/generated/lifecycles.md`; a test refuses every pair that is not in it. Who may use a verb is
the access functions' business, not the table's.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Generic, TypeVar

from shuzheng.kernel.refusals import Refusal

if TYPE_CHECKING:
    from collections.abc import Mapping

State = TypeVar("State", bound=StrEnum)
Verb = TypeVar("Verb", bound=StrEnum)


class IllegalStep(Refusal):
    """The thing is in a state from which this verb leads nowhere."""

    code = "illegal-step"
    status = 409
    template = "Not possible while it is “{state}” (tried: {verb})."


@dataclass(frozen=True, slots=True)
class Lifecycle(Generic[State, Verb]):
    """Every legal step of one kind of thing; whatever is not in the table is illegal.

    `name` is a dotted name such as `assessment.plan`; `labels` gives each state and verb its
    marked English word; `path` lists the states of the ordinary way, in order, for drawing.
    """

    name: str
    initial: State
    steps: Mapping[tuple[State, Verb], State]
    labels: Mapping[StrEnum, str] = field(default_factory=dict)
    path: tuple[State, ...] = ()

    def after(self, state: State, verb: Verb) -> State:
        """Return the state that `verb` leads to, or refuse."""
        if (state, verb) not in self.steps:
            raise IllegalStep(state=state, verb=verb)
        return self.steps[state, verb]

    def allows(self, state: State, verb: Verb) -> bool:
        """Return whether `verb` leads anywhere from `state`."""
        return (state, verb) in self.steps

    def verbs(self, state: State) -> frozenset[Verb]:
        """Return what may be done next; pages draw their buttons from this."""
        return frozenset(verb for here, verb in self.steps if here == state)

    def states(self) -> tuple[State, ...]:
        """Return every state of the table, in the order of its enumeration."""
        return tuple(type(self.initial))

    def sources(self, verb: Verb) -> tuple[State, ...]:
        """Return the states from which `verb` leads somewhere."""
        return tuple(state for state in self.states() if (state, verb) in self.steps)

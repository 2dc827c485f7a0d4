"""Where a kind of certificate stands in the province, and who may still take it up.

Rules: R-050, R-233. Source: handbook 3.2. The national status is mirrored and stands beside this
(R-027). A certificate that phases out takes no new institution; what runs goes on until its closing
day, and what was issued stays valid for ever.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum, auto
from typing import TYPE_CHECKING, Final

from shuzheng.kernel.lifecycle import Lifecycle
from shuzheng.kernel.refusals import Refusal
from shuzheng.kernel.rulebook import applies
from shuzheng.kernel.wording import N_

if TYPE_CHECKING:
    from datetime import date


class State(StrEnum):
    """Where a kind of certificate stands here."""

    LISTED = auto()
    IN_USE = auto()
    WATCH = auto()
    PHASING_OUT = auto()
    CLOSED = auto()


class Verb(StrEnum):
    """What happens to a kind of certificate here."""

    TAKE_UP = auto()
    WATCH = auto()
    RELEASE = auto()
    PHASE_OUT = auto()
    RESTORE = auto()
    CLOSE = auto()


KIND: Lifecycle[State, Verb] = Lifecycle(
    name="catalogue.certificate_type",
    initial=State.LISTED,
    steps={
        (State.LISTED, Verb.TAKE_UP): State.IN_USE,
        (State.IN_USE, Verb.WATCH): State.WATCH,
        (State.WATCH, Verb.RELEASE): State.IN_USE,
        (State.IN_USE, Verb.PHASE_OUT): State.PHASING_OUT,
        (State.WATCH, Verb.PHASE_OUT): State.PHASING_OUT,
        (State.PHASING_OUT, Verb.RESTORE): State.IN_USE,
        (State.PHASING_OUT, Verb.CLOSE): State.CLOSED,
    },
    labels={
        State.LISTED: N_("Not used here yet"),
        State.IN_USE: N_("In use in the province"),
        State.WATCH: N_("Watched"),
        State.PHASING_OUT: N_("Phasing out"),
        State.CLOSED: N_("Closed in the province"),
        Verb.TAKE_UP: N_("Take up in the province"),
        Verb.WATCH: N_("Watch the certificate"),
        Verb.RELEASE: N_("Watch it no longer"),
        Verb.PHASE_OUT: N_("Phase out"),
        Verb.RESTORE: N_("Bring back into use"),
        Verb.CLOSE: N_("Close in the province"),
    },
    path=(State.LISTED, State.IN_USE, State.PHASING_OUT, State.CLOSED),
)

LEAVING: Final = frozenset({State.PHASING_OUT, State.CLOSED})
"""States in which no institution takes the certificate up any more."""


class NoNewEntry(Refusal):
    """A certificate that the province drops is not taken up any more."""

    code = "certificate-phasing-out"
    status = 409
    template = (
        "{certificate} is not taken up any more: decision {decision} drops it; what runs ends by "
        "{closing_on}."
    )
    rule = "R-233"


@dataclass(frozen=True, slots=True)
class Leaving:
    """A certificate that leaves: by which decision, and when its last day is."""

    certificate: str
    decision: str
    closing_on: date

    def refusal(self) -> NoNewEntry:
        """Return the refusal that names the decision."""
        return NoNewEntry(
            certificate=self.certificate, decision=self.decision, closing_on=self.closing_on
        )


@applies("R-233")
def check_taken_up(leaving: Leaving | None) -> None:
    """Refuse a new entry of a certificate that leaves."""
    if leaving is not None:
        raise leaving.refusal()

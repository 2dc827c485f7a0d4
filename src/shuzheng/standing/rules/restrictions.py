"""Which acts a restriction bars, and from when until when.

Rules: R-038 (who lost eligibility for a year cannot file for it), R-212 (a suspension follows a
veto). Source: 皖教秘职成〔2021〕41号 二（一）; handbook 3.3 and
"In progress" of section 3: registrations already accepted run to their end, so results and
certificates of accepted candidates are not barred.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum, auto
from typing import TYPE_CHECKING, Final

from shuzheng.kernel.rulebook import applies
from shuzheng.kernel.wording import N_

if TYPE_CHECKING:
    from datetime import date


class Kind(StrEnum):
    """What a restriction takes away."""

    ELIGIBILITY_LOSS = auto()
    SUSPENSION = auto()


class Act(StrEnum):
    """What a party may be barred from."""

    FILING = auto()
    PLAN = auto()
    REGISTRATION = auto()


LABELS: Final = {
    Kind.ELIGIBILITY_LOSS: N_("Loss of eligibility"),
    Kind.SUSPENSION: N_("Suspension"),
}

BARRED: Final = {
    Kind.ELIGIBILITY_LOSS: frozenset({Act.FILING}),
    Kind.SUSPENSION: frozenset({Act.PLAN, Act.REGISTRATION}),
}


@dataclass(frozen=True, slots=True)
class Restriction:
    """A restriction from `since` to `until` (None: until lifted); `year` for eligibility."""

    kind: Kind
    since: date
    until: date | None
    lifted_on: date | None
    year: int | None
    ground: str
    decision: str


class State(StrEnum):
    """Where a restriction stands on a day."""

    COMING = auto()
    IN_FORCE = auto()
    OVER = auto()
    LIFTED = auto()


def state(restriction: Restriction, on: date) -> State:
    """Return where `restriction` stands on `on`; a loss of eligibility is over with its year."""
    if restriction.lifted_on is not None and restriction.lifted_on <= on:
        return State.LIFTED
    if restriction.year is not None:
        return State.OVER if restriction.year < on.year else State.IN_FORCE
    if on < restriction.since:
        return State.COMING
    if restriction.until is not None and restriction.until < on:
        return State.OVER
    return State.IN_FORCE


@applies("R-038")
def bars(restriction: Restriction, act: Act, on: date, year: int | None = None) -> bool:
    """Return whether `restriction` bars `act` on `on` (for a filing: for `year`)."""
    if act not in BARRED[restriction.kind]:
        return False
    if restriction.lifted_on is not None and restriction.lifted_on <= on:
        return False
    if restriction.kind is Kind.ELIGIBILITY_LOSS:
        return restriction.year == year
    return restriction.since <= on and (restriction.until is None or on <= restriction.until)

"""Cost sheets of sessions (考核成本表): what a site's institution spent on one, and per candidate.

Rule: R-098. Source: S4 三（三）, “统筹用好场地、设备、耗材、人员等资源，降低考核颁证费用成本”.
The four kinds are the document's. What candidates pay is no part of it: fees are agreed and settled
in `fees`. Money is whole fen. A share of it is rounded to a whole fen, half a
fen upwards.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum, auto
from typing import TYPE_CHECKING, Final

from shuzheng.assessment.rules import plan
from shuzheng.kernel import money
from shuzheng.kernel.lifecycle import Lifecycle
from shuzheng.kernel.refusals import Refusal
from shuzheng.kernel.rulebook import applies
from shuzheng.kernel.wording import N_

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from shuzheng.kernel.periods import Calendar
    from shuzheng.kernel.rulebook import Rulebook

MOST_FEN: Final = 1_000_000_000
"""The most that one kind of cost of one session may come to: ten million yuan."""

ENDED: Final = (
    plan.State.SCORING,
    plan.State.RESULTS_REVIEWED,
    plan.State.RESULTS_PUBLISHED,
    plan.State.CERTIFIED,
    plan.State.ARCHIVED,
)
"""States of a plan whose sittings are over: its costs are known."""


class State(StrEnum):
    """Whether a version of a sheet holds."""

    CURRENT = auto()
    REPLACED = auto()


class Verb(StrEnum):
    """What can be done to a version."""

    REPLACE = auto()


SHEET: Lifecycle[State, Verb] = Lifecycle(
    name="assessment.costsheet",
    initial=State.CURRENT,
    steps={(State.CURRENT, Verb.REPLACE): State.REPLACED},
    labels={
        State.CURRENT: N_("Cost sheet in force"),
        State.REPLACED: N_("Cost sheet replaced"),
        Verb.REPLACE: N_("Correct the cost sheet"),
    },
    path=(State.CURRENT, State.REPLACED),
)


@dataclass(frozen=True, slots=True)
class Costs:
    """What a session cost at one site, in fen, by the four kinds of the document."""

    premises: int
    equipment: int
    consumables: int
    people: int

    @property
    def total(self) -> int:
        """Return the sum in fen."""
        return self.premises + self.equipment + self.consumables + self.people


class SessionNotOver(Refusal):
    """Before the sittings are over there are estimates, no costs."""

    code = "cost-sheet-before-the-end"
    status = 409
    template = "A cost sheet is kept once the sittings of the session are over."
    rule = "R-098"


class KeptAlready(Refusal):
    """A session has one sheet at a site; what changes it is a correction with its reason."""

    code = "cost-sheet-kept-already"
    status = 409
    template = "{site} has a cost sheet of this session already. Correct it and give the reason."
    rule = "R-098"


class NothingSpent(Refusal):
    """A sheet of noughts says nothing, unless it says why."""

    code = "cost-sheet-empty"
    template = "Enter at least one amount, or say in the remark why the session cost nothing."
    rule = "R-098"


class NotAnAmount(Refusal):
    """A cost is not negative, and a slip of the keyboard is no cost."""

    code = "cost-out-of-range"
    template = "Each amount lies between 0 and {most} yuan."
    rule = "R-098"


class NoReasonGiven(Refusal):
    """Whoever compares two versions wants to know why there are two."""

    code = "cost-correction-without-reason"
    template = "Give the reason for the correction."
    rule = "R-098"


class NothingCorrected(Refusal):
    """A correction that changes nothing would hide the ones that do."""

    code = "cost-correction-without-change"
    template = "Nothing is corrected: the amounts and the remark are those of the sheet in force."
    rule = "R-098"


@applies("R-098")
def check(state: plan.State, costs: Costs, note: str) -> None:
    """Refuse a sheet of a session that is not over, an impossible amount, and noughts unexplained.

    `costs` are in fen.
    """
    if state not in ENDED:
        raise SessionNotOver
    amounts = (costs.premises, costs.equipment, costs.consumables, costs.people)
    if not all(0 <= amount <= MOST_FEN for amount in amounts):
        raise NotAnAmount(most=money.yuan(MOST_FEN).removesuffix(".00"))
    if not costs.total and not note.strip():
        raise NothingSpent


@applies("R-098")
def check_correction(before: tuple[Costs, str], after: tuple[Costs, str], reason: str) -> None:
    """Refuse a correction without a reason, or one that changes neither amounts nor note."""
    if not reason.strip():
        raise NoReasonGiven
    if before == after:
        raise NothingCorrected


@applies("R-098")
def per_head(total: int, came: int) -> int | None:
    """Return the cost in fen for each candidate who came, half a fen upwards; None if nobody did.

    `total` is in fen and not negative.
    """
    return (2 * total + came) // (2 * came) if came else None


@applies("R-098")
def median(amounts: Sequence[int]) -> int | None:
    """Return the middle one of amounts in fen; of two middle ones their mean, half a fen upwards.

    None if there are no amounts.
    """
    ordered = sorted(amounts)
    if not ordered:
        return None
    middle = len(ordered) // 2
    if len(ordered) % 2:
        return ordered[middle]
    return (ordered[middle - 1] + ordered[middle] + 1) // 2


@applies("R-098")
def shown_median(amounts: Sequence[int], day: date, book: Rulebook) -> int | None:
    """Return the median, or None while fewer sessions than the rulebook says stand behind it.

    The middle of two tells each of the two what the other spent.
    """
    return median(amounts) if len(amounts) >= fewest(day, book) else None


def fewest(day: date, book: Rulebook) -> int:
    """Return how many sessions must stand behind a median that is shown."""
    return book.on(day, "R-098").integer("median_at_least")


@applies("R-098")
def due_on(last_on: date, book: Rulebook, calendar: Calendar) -> date:
    """Return the last day for the sheet of a session whose last day was `last_on`."""
    return calendar.after(last_on, days(last_on, book))


def days(day: date, book: Rulebook) -> int:
    """Return how many working days a site has for the sheet."""
    return book.on(day, "R-098").integer("sheet_days")


def overdue_since(today: date, book: Rulebook, calendar: Calendar) -> date:
    """Return the newest last day of a session whose sheet is overdue on `today`."""
    day = today - timedelta(days=1)
    while due_on(day, book, calendar) >= today:
        day -= timedelta(days=1)
    return day

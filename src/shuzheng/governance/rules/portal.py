"""What the office publishes on the portal, and how old each list is (R-014).

A list is as old as the last thing that was added to it. One to which nothing was added for longer
than the rulebook says is stale: the office is asked to look at it, and everybody sees its day.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum, auto
from typing import TYPE_CHECKING

from shuzheng.kernel.rulebook import applies
from shuzheng.kernel.wording import N_

if TYPE_CHECKING:
    from datetime import date

    from shuzheng.kernel.rulebook import Rulebook


class Shelf(StrEnum):
    """The lists that the province's notice names."""

    POLICIES = auto()
    INSTITUTIONS = auto()
    ORGANISATIONS = auto()
    TRAINING = auto()
    CASES = auto()


SHELVES = {
    Shelf.POLICIES: N_("Latest policies and notices"),
    Shelf.INSTITUTIONS: N_("Pilot institutions of the year"),
    Shelf.ORGANISATIONS: N_("Certificates and their organisations"),
    Shelf.TRAINING: N_("Training of teachers"),
    Shelf.CASES: N_("Experience and good cases"),
}


@dataclass(frozen=True, slots=True)
class Age:
    """How many days ago a list was updated, None for never, and whether that is too long."""

    days: int | None
    is_stale: bool


@applies("R-014")
def age(updated_on: date | None, today: date, book: Rulebook) -> Age:
    """Return how old a list is; one to which nothing was ever added is stale."""
    if updated_on is None:
        return Age(None, is_stale=True)
    days = max(0, (today - updated_on).days)
    return Age(days, days > book.on(today, "R-014").integer("stale_after_days"))

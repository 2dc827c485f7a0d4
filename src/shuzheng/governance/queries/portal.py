"""The lists of the portal with the day of their last update (R-014)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from shuzheng.foundation import rulebooks
from shuzheng.gazette.queries import pages_public
from shuzheng.gazette.rules.documents import Kind
from shuzheng.governance import access
from shuzheng.governance.rules import portal as rules
from shuzheng.governance.rules.portal import Shelf
from shuzheng.kernel import periods

if TYPE_CHECKING:
    from datetime import date, datetime

    from shuzheng.governance.rules.portal import Age

TRAINING = "师资"
"""The word by which documents on the training of teachers are found: as the notice names them."""


@dataclass(frozen=True, slots=True)
class ShelfLine:
    """A list, when it was last updated, and the plan whose list it is (0 for documents)."""

    shelf: Shelf
    updated_on: date | None
    age: Age
    plan_id: int


def shelves(now: datetime) -> list[ShelfLine]:
    """Return every list of the portal."""
    today, book, plan = periods.day(now), rulebooks.current(), access.published()
    listed = plan.published_on if plan else None
    days = {
        Shelf.POLICIES: pages_public.latest([Kind.POLICY, Kind.NOTICE]),
        Shelf.INSTITUTIONS: listed,
        Shelf.ORGANISATIONS: listed,
        Shelf.TRAINING: pages_public.latest(q=TRAINING),
        Shelf.CASES: pages_public.latest([Kind.CASE]),
    }
    of_plan = {Shelf.INSTITUTIONS, Shelf.ORGANISATIONS}
    return [
        ShelfLine(
            one,
            days[one],
            rules.age(days[one], today, book),
            plan.pk if plan and one in of_plan else 0,
        )
        for one in Shelf
    ]


def stale(now: datetime) -> int:
    """Return how many lists nobody has added to for too long."""
    return sum(one.age.is_stale for one in shelves(now))

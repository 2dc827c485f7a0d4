"""Count everything for a cut, by SQL: the database groups, and only groups come back.

So memory grows with the number of institutions and certificates, never with that of candidates.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from shuzheng.insight.queries.counting import departments, events, institutions, people, standing

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from django.db.models import Model


def everything(now: datetime) -> Iterator[Model]:
    """Yield the rows of a cut as of `now`, unsaved and without their cut."""
    places = standing.cities_of_institutions()
    return chain(
        events.registrations(places),
        events.sittings(places),
        events.certificates(places),
        people.cohorts(),
        people.persons(),
        standing.uses(places, now),
        standing.plans(places),
        standing.cities(places, now),
        standing.sites(places, now),
        institutions.counted(places, now),
        departments.figures(now),
        departments.holdings(),
    )

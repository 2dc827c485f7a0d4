"""What inspections came to in some days, for a room above that decides on figures (K-34, K-15).

Rules: R-212, R-213. Only what its party was told of counts; a finding that was withdrawn does not.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import F, Q
from django.db.models.functions import Coalesce

from shuzheng.quality.models import Finding, Veto
from shuzheng.quality.rules.finding import Severity, State
from shuzheng.quality.rules.inspection import UNREPORTED
from shuzheng.quality.rules.veto import State as Vetoed

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet

SERIOUS = (Severity.MAJOR, Severity.GRAVE)


@dataclass(frozen=True, slots=True)
class Due:
    """A finding that was to be put right by a day, and whether it was closed by then."""

    finding_id: int
    party_id: int
    site_id: int | None
    due_on: date
    closed_on: date | None

    @property
    def in_time(self) -> bool:
        """Return whether it was closed by its day."""
        return self.closed_on is not None and self.closed_on <= self.due_on


@dataclass(frozen=True, slots=True)
class Blemish:
    """A major or grave finding: at which site something was not in order, and when."""

    finding_id: int
    party_id: int
    site_id: int | None
    happened_on: date


@dataclass(frozen=True, slots=True)
class VetoBrief:
    """A veto that was in force: against whom, at which site, by which decision, until when."""

    party_id: int
    site_id: int | None
    number: str
    ended_on: date | None


def due(since: date, until: date) -> list[Due]:
    """Return the findings whose deadline lies from `since` to `until`, both included."""
    rows = _told().filter(due_on__gte=since, due_on__lte=until)
    return [Due(*row) for row in rows.values_list("pk", "at", "place_of", "due_on", "closed_on")]


def blemishes(since: date, until: date) -> list[Blemish]:
    """Return the major and grave findings of what happened from `since` to `until`."""
    rows = _told().filter(severity__in=SERIOUS, happened_on__gte=since, happened_on__lte=until)
    return [Blemish(*row) for row in rows.values_list("pk", "at", "place_of", "happened_on")]


def vetoes(since: date, until: date) -> list[VetoBrief]:
    """Return the vetoes that were in force on a day from `since` to `until`; none overturned."""
    rows = Veto.objects.filter(
        Q(ended_on=None) | Q(ended_on__gte=since),
        state__in=(Vetoed.IN_FORCE, Vetoed.LIFTED),
        enforced_on__lte=until,
    ).annotate(
        at=Coalesce("finding__inspection__party_id", "finding__party_id"),
        place_of=Coalesce("finding__inspection__site_id", "finding__site_id"),
    )
    found = rows.order_by("pk").values_list("at", "place_of", "number", "ended_on")
    return [VetoBrief(*row) for row in found]


def _told() -> QuerySet[Any]:
    """Return the findings that their party knows of, with whom and where they are about."""
    rows = Finding.objects.exclude(state=State.WITHDRAWN).exclude(
        inspection__state__in=sorted(UNREPORTED)
    )
    return rows.annotate(
        at=Coalesce(F("inspection__party_id"), F("party_id")),
        place_of=Coalesce(F("inspection__site_id"), F("site_id")),
    ).order_by("pk")

"""Milestones as pages show them (R-008)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q

from shuzheng.foundation import rulebooks
from shuzheng.foundation.ui import listing
from shuzheng.governance import access
from shuzheng.governance.access import Permission
from shuzheng.governance.models import Milestone, Postponement
from shuzheng.governance.rules import milestone as rules
from shuzheng.governance.rules.milestone import OPEN, Content, State, Timing
from shuzheng.kernel import periods

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime
    from uuid import UUID

    from django.db.models import QuerySet

    from shuzheng.governance.rules.milestone import Due
    from shuzheng.kernel.actor import Actor

FIELDS = {"name": "name", "due": "due_on", "owner": "owner", "year": "year"}
VIEWS = ("open", "late", "all")


@dataclass(frozen=True, slots=True)
class Moved:
    """A due day that was moved."""

    was: date
    due_on: date
    reason: str
    moved_on: date


@dataclass(frozen=True, slots=True)
class MilestoneLine:
    """One milestone, and how it stands to its due day."""

    id: int
    year: int
    name: str
    content: Content
    owner: str
    due_on: date
    state: State
    begun_on: date | None
    ended_on: date | None
    said: str
    due: Due
    moved: tuple[Moved, ...]

    @property
    def is_late(self) -> bool:
        """Return whether it is past its due day and still open."""
        return self.due.timing is Timing.LATE


@dataclass(frozen=True, slots=True)
class MilestonePage:
    """One milestone with what shows that it was reached."""

    line: MilestoneLine
    document: tuple[UUID, str] | None


def lines(
    actor: Actor,
    wish: listing.Wish,
    now: datetime,
    *,
    q: str = "",
    content: str = "",
    year: str = "",
) -> listing.Found[MilestoneLine]:
    """Return one page of the milestones in reach."""
    rows = _chosen(actor, wish.view, now, q=q, content=content, year=year)
    found = listing.cut(rows.order_by(*wish.order(FIELDS)), wish)
    return listing.Found(_lines(found.rows, now), found.total, found.page)


def every(
    actor: Actor,
    wish: listing.Wish,
    now: datetime,
    *,
    q: str = "",
    content: str = "",
    year: str = "",
) -> list[MilestoneLine]:
    """Return all milestones that are narrowed so, for a workbook."""
    rows = _chosen(actor, wish.view, now, q=q, content=content, year=year)
    return _lines(rows.order_by(*wish.order(FIELDS)), now)


def counts(actor: Actor, now: datetime) -> dict[str, int]:
    """Return how many milestones in reach each view holds."""
    return {view: _viewed(access.milestones(actor), view, now).count() for view in VIEWS}


def years(actor: Actor) -> list[int]:
    """Return the years that have milestones in reach, newest first."""
    rows = access.milestones(actor).order_by("-year").values_list("year", flat=True)
    return list(rows.distinct())


def detail(
    milestone_id: int,
    actor: Actor,
    now: datetime,
    permission: Permission = Permission.MILESTONE_VIEW,
) -> MilestonePage:
    """Return one milestone for its page."""
    row = access.milestone(milestone_id, actor, permission)
    document = (row.document.uid, row.document.name) if row.document else None
    return MilestonePage(_lines([row], now)[0], document)


def of_year(year: int, now: datetime) -> list[MilestoneLine]:
    """Return a year's milestones by their due days, as everybody may read them."""
    return _lines(Milestone.objects.filter(year=year).order_by("due_on", "pk"), now)


def pressing(actor: Actor, now: datetime) -> tuple[int, int, date | None]:
    """Return how many open milestones in reach are late and how many due soon, with the first."""
    rows = access.milestones(actor).filter(state__in=sorted(OPEN)).order_by("due_on", "pk")
    today, book = periods.day(now), rulebooks.current()
    found = [
        (rules.due(State(state), due_on, None, today, book).timing, due_on)
        for state, due_on in rows.values_list("state", "due_on")
    ]
    soon = [day for timing, day in found if timing is Timing.SOON]
    late = sum(timing is Timing.LATE for timing, _day in found)
    return late, len(soon), soon[0] if soon else None


def _chosen(
    actor: Actor, view: str, now: datetime, *, q: str, content: str, year: str
) -> QuerySet[Milestone]:
    rows = _viewed(access.milestones(actor), view, now)
    if q:
        rows = rows.filter(Q(name__icontains=q) | Q(owner__icontains=q))
    if content:
        rows = rows.filter(content=content)
    return rows.filter(year=int(year)) if year else rows


def _viewed(rows: QuerySet[Milestone], view: str, now: datetime) -> QuerySet[Milestone]:
    if view == "all":
        return rows
    rows = rows.filter(state__in=sorted(OPEN))
    return rows.filter(due_on__lt=periods.day(now)) if view == "late" else rows


def _lines(rows: Iterable[Milestone], now: datetime) -> list[MilestoneLine]:
    today, book, found = periods.day(now), rulebooks.current(), list(rows)
    moved: dict[int, list[Moved]] = {row.pk: [] for row in found}
    for one in Postponement.objects.filter(milestone_id__in=list(moved)).order_by("pk"):
        moved[one.milestone_id].append(Moved(one.was, one.due_on, one.reason, one.moved_on))
    return [
        MilestoneLine(
            id=row.pk,
            year=row.year,
            name=row.name,
            content=Content(row.content),
            owner=row.owner,
            due_on=row.due_on,
            state=State(row.state),
            begun_on=row.begun_on,
            ended_on=row.ended_on,
            said=row.said,
            due=rules.due(State(row.state), row.due_on, row.ended_on, today, book),
            moved=tuple(moved[row.pk]),
        )
        for row in found
    ]

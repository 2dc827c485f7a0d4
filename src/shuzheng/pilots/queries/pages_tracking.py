"""Tracking of certificates in use, as lists and pages show it (R-052)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, Min, Q

from shuzheng.foundation.ui import listing
from shuzheng.kernel import periods
from shuzheng.pilots import access
from shuzheng.pilots.access import Permission
from shuzheng.pilots.models import Tracking
from shuzheng.pilots.queries import tracking_figures
from shuzheng.pilots.rules.tracking import Aspect, State

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from django.db.models import QuerySet

    from shuzheng.kernel.actor import Actor

VIEWS = ("due", "late", "recorded", "all")


@dataclass(frozen=True, slots=True)
class TrackingLine:
    """One certificate in one institution and round."""

    id: int
    certificate: str
    code: str
    institution: str
    organisation: str
    since: date
    until: date
    state: State
    recorded_on: date | None


@dataclass(frozen=True, slots=True)
class TrackingPage:
    """A line with its texts and figures; the figures are today's until they are frozen."""

    line: TrackingLine
    texts: Mapping[Aspect, str]
    figures: Mapping[str, int]


def lines(
    actor: Actor, wish: listing.Wish, now: datetime, q: str = ""
) -> listing.Found[TrackingLine]:
    """Return one page of the tracking within the actor's reach."""
    rows = _viewed(_within(actor), wish.view, now)
    if q:
        named = Q(entry__institution__name__contains=q)
        rows = rows.filter(named | Q(entry__certificate_type__name__contains=q))
    fields = {"certificate": "entry__certificate_type__code", "due": "round__until"}
    cut = listing.cut(_wide(rows).order_by(*wish.order(fields)), wish)
    return listing.Found([_line(row) for row in cut.rows], cut.total, cut.page)


def counts(actor: Actor, now: datetime) -> dict[str, int]:
    """Return how many rows each view holds."""
    rows = _within(actor)
    return {view: _viewed(rows, view, now).count() for view in VIEWS}


def detail(
    tracking_id: int, actor: Actor, permission: Permission = Permission.TRACKING_VIEW
) -> TrackingPage:
    """Return one row for its page, or for the page of an act that takes `permission`."""
    row = access.tracking(tracking_id, actor, permission)
    frozen = row.state == State.RECORDED
    return TrackingPage(
        _line(row),
        {aspect: getattr(row, aspect.value) for aspect in Aspect},
        row.figures if frozen else tracking_figures.of(row.entry, row.round.since, row.round.until),
    )


def waiting(actor: Actor) -> tuple[int, date | None]:
    """Return how many certificates the actor's institution has to track, and by when the first."""
    if not actor.may(Permission.TRACKING_WRITE):
        return 0, None
    rows = Tracking.objects.within(actor).filter(state=State.DUE)
    found = rows.aggregate(count=Count("pk"), first=Min("round__until"))
    return found["count"], found["first"]


def _within(actor: Actor) -> QuerySet[Tracking]:
    actor.require(Permission.TRACKING_VIEW)
    return Tracking.objects.within(actor)


def _viewed(rows: QuerySet[Tracking], view: str, now: datetime) -> QuerySet[Tracking]:
    if view == "late":
        return rows.filter(state=State.DUE, round__until__lt=periods.day(now))
    if view in {State.DUE, State.RECORDED}:
        return rows.filter(state=view)
    return rows


def _wide(rows: QuerySet[Tracking]) -> QuerySet[Tracking]:
    return rows.select_related(
        "round", "entry__institution", "entry__certificate_type__organisation"
    )


def _line(row: Tracking) -> TrackingLine:
    kind = row.entry.certificate_type
    return TrackingLine(
        row.pk,
        kind.name,
        kind.code,
        row.entry.institution.name,
        kind.organisation.name if kind.organisation else "",
        row.round.since,
        row.round.until,
        State(row.state),
        row.recorded_on,
    )

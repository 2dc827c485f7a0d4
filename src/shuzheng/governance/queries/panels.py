"""Panels as their pages show them: to the office and the department with names (R-012)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from shuzheng.foundation.ui import listing
from shuzheng.governance import access
from shuzheng.governance.access import Permission
from shuzheng.governance.core import drawing as lot
from shuzheng.governance.queries import lots
from shuzheng.governance.rules import panel as rules
from shuzheng.governance.rules import pool
from shuzheng.governance.rules.panel import Kind, SeatState, State, Why
from shuzheng.transparency.core.draws import Party
from shuzheng.transparency.queries import draws
from shuzheng.transparency.rules.draw import COMMITTING, WITNESS_FAILED
from shuzheng.transparency.rules.draw import State as DrawState

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

    from django.db.models import QuerySet

    from shuzheng.governance.models import Panel, Seat
    from shuzheng.governance.rules.panel import Lot
    from shuzheng.governance.rules.pool import Bar
    from shuzheng.kernel.actor import Actor
    from shuzheng.transparency.queries.draws import DrawView

VIEWS = ("open", "all")
ORDER = {"title": "title", "meets": "meets_on"}


@dataclass(frozen=True, slots=True)
class PanelLine:
    """A panel; `year` is that of a review of the catalogue."""

    id: int
    uid: UUID
    kind: Kind
    year: int | None
    title: str
    fields: tuple[str, ...]
    size: int
    state: State
    meets_on: date
    drawn_on: date | None
    done_on: date | None
    reason: str


@dataclass(frozen=True, slots=True)
class SeatLine:
    """A place in the lot with who has it; `bar` is what keeps a member from sitting by now."""

    id: int
    place: int
    expert_id: int
    name: str
    employer: str
    post: str
    state: SeatState
    why: Why | None
    reason: str
    stepped_down_on: date | None
    bar: Bar | None


@dataclass(frozen=True, slots=True)
class DrawCard:
    """The newest draw of a panel, and what the reader may do in it now.

    `keeps_secret` says that the reader's organisation brings its secret itself.
    """

    view: DrawView
    may_witness: bool
    may_reveal: bool
    keeps_secret: bool
    may_draw_alone: bool


@dataclass(frozen=True, slots=True)
class PanelPage:
    """A panel with the parties concerned, the places of its lot once it is drawn, and its draw.

    `lot` is who could be drawn as of now, while nothing is frozen.
    """

    line: PanelLine
    parties: tuple[str, ...]
    seats: tuple[SeatLine, ...]
    card: DrawCard | None
    lot: Lot | None

    @property
    def substitutes(self) -> int:
        """Return how many substitutes are left."""
        return sum(one.state is SeatState.SUBSTITUTE for one in self.seats)


def listed(actor: Actor, wish: listing.Wish) -> listing.Found[PanelLine]:
    """Return one page of the panels."""
    rows = _viewed(access.panels(actor), wish.view)
    found = listing.cut(rows.order_by(*wish.order(ORDER)), wish)
    return listing.Found([line_of(row) for row in found.rows], found.total, found.page)


def counts(actor: Actor) -> dict[str, int]:
    """Return how many panels each view holds."""
    rows = access.panels(actor)
    return {view: _viewed(rows, view).count() for view in VIEWS}


def one(panel_id: int, actor: Actor, permission: Permission = Permission.POOL_VIEW) -> PanelLine:
    """Return one panel."""
    return line_of(access.panel(panel_id, actor, permission))


def page(panel_id: int, actor: Actor, now: datetime) -> PanelPage:
    """Return one panel with everything that its page shows."""
    row = access.panel(panel_id, actor, Permission.POOL_VIEW)
    line = line_of(row)
    return PanelPage(
        line,
        tuple(row.parties.order_by("name").values_list("name", flat=True)),
        tuple(_seats(row)),
        card(line, actor),
        lots.seen(row, now) if line.state is State.PLANNED else None,
    )


def seat(seat_id: int, actor: Actor) -> tuple[SeatLine, PanelLine]:
    """Return a place in a lot, to replace whoever has it."""
    row = access.seat(seat_id, actor, Permission.PANEL_PLAN)
    return _seat(row, None), line_of(row.panel)


def card(line: PanelLine, actor: Actor) -> DrawCard | None:
    """Return the newest draw of a panel; None where none was opened."""
    view = draw_of(line)
    if view is None:
        return None
    waits, keeps = waits_for(view, actor)
    return DrawCard(
        view,
        may_witness=waits and view.state in COMMITTING,
        may_reveal=waits and view.state not in COMMITTING,
        keeps_secret=keeps,
        may_draw_alone=actor.may(Permission.PANEL_PLAN)
        and line.state is State.PLANNED
        and view.state == DrawState.VOID
        and view.fault in WITNESS_FAILED,
    )


def waits_for(view: DrawView, actor: Actor) -> tuple[bool, bool]:
    """Return whether a draw waits for the actor, and whether the actor brings the secret."""
    missing = view.missing() if not view.is_over else ()
    if view.state in COMMITTING:
        mine = any(one.organisation_id == actor.organisation_id for one in view.shares)
        waits = Party.WITNESS in missing and actor.may(Permission.PANEL_WITNESS) and not mine
        return waits, False
    needed = {
        Party.ORGANISER: Permission.PANEL_PLAN,
        Party.WITNESS: Permission.PANEL_WITNESS,
    }
    for share in view.shares:
        if share.party in missing and share.organisation_id == actor.organisation_id:
            return actor.may(needed[share.party]), not share.kept
    return False, False


def to_finish(actor: Actor, today: date) -> list[PanelLine]:
    """Return the panels that have met and of which the end is not recorded, oldest first."""
    rows = access.panels(actor).filter(state=State.STANDING, meets_on__lt=today)
    return [line_of(row) for row in rows.order_by("meets_on", "pk")]


def draw_of(line: PanelLine) -> DrawView | None:
    """Return the newest draw of a panel."""
    return draws.newest_for(lot.KIND, f"governance.panel:{line.id}")


def members(row: Panel) -> list[SeatLine]:
    """Return who sits in a panel, in the order of the lot."""
    rows = row.seats.filter(state=SeatState.SITTING).select_related("expert").order_by("place")
    return [_seat(one, None) for one in rows]


def line_of(row: Panel) -> PanelLine:
    """Return a panel as a line of a list."""
    return PanelLine(
        id=row.pk,
        uid=row.uid,
        kind=Kind(row.kind),
        year=row.year,
        title=row.title,
        fields=tuple(row.fields),
        size=row.size,
        state=State(row.state),
        meets_on=row.meets_on,
        drawn_on=row.drawn_on,
        done_on=row.done_on,
        reason=row.reason,
    )


def _seats(row: Panel) -> list[SeatLine]:
    found = list(row.seats.select_related("expert").order_by("place"))
    if not found:
        return []
    known, concerned = lots.experts(row), lots.parties(row)
    return [
        _seat(one, pool.bar(known[one.expert_id], row.fields, concerned))
        if one.state == SeatState.SITTING and row.state == State.STANDING
        else _seat(one, None)
        for one in found
    ]


def _seat(one: Seat, bar: Bar | None) -> SeatLine:
    return SeatLine(
        id=one.pk,
        place=one.place,
        expert_id=one.expert_id,
        name=one.expert.name,
        employer=one.expert.employer,
        post=one.expert.post,
        state=SeatState(one.state),
        why=Why(one.why) if one.why else None,
        reason=one.reason,
        stepped_down_on=one.stepped_down_on,
        bar=bar,
    )


def _viewed(rows: QuerySet[Panel], view: str) -> QuerySet[Panel]:
    return rows if view == "all" else rows.exclude(state__in=sorted(rules.OVER))

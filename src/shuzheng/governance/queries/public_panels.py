"""Panels as everybody may see them, by tags; and the panel of a year's review (R-012)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from shuzheng.foundation import rulebooks
from shuzheng.governance import access
from shuzheng.governance.access import Permission
from shuzheng.governance.core import drawing as lot
from shuzheng.governance.models import Panel
from shuzheng.governance.queries import panels
from shuzheng.governance.rules import panel as rules
from shuzheng.governance.rules.panel import Kind, SeatState, Why
from shuzheng.kernel import periods
from shuzheng.kernel.rulebook import applies
from shuzheng.transparency.queries import draws

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime
    from uuid import UUID

    from shuzheng.governance.queries.panels import PanelLine
    from shuzheng.kernel.actor import Actor

MOST = 100


@dataclass(frozen=True, slots=True)
class Place:
    """A place in the lot by its tag; name, employer and post are empty until they are public."""

    place: int
    tag: str
    state: SeatState
    why: Why | None
    name: str
    employer: str
    post: str


@dataclass(frozen=True, slots=True)
class Counts:
    """What a lot was drawn from, in numbers: by ground how many were passed over.

    `lifted` says that those drawn lately stood in it too.
    """

    experts: int
    excluded: tuple[tuple[str, int], ...]
    recent: int
    stood: int
    lifted: bool


@dataclass(frozen=True, slots=True)
class OpenPanel:
    """A panel for everybody; `counts` and `places` are there once it is drawn."""

    line: PanelLine
    counts: Counts | None
    places: tuple[Place, ...]
    named: bool


@dataclass(frozen=True, slots=True)
class Reviewers:
    """The panel of a year's review of the catalogue; its experts for whoever may see them."""

    uid: UUID
    title: str
    drawn_on: date
    experts: tuple[str, ...]


def listed() -> list[PanelLine]:
    """Return the panels that the public may know of, newest first."""
    rows = access.open_panels().order_by("-meets_on", "-pk")[:MOST]
    return [panels.line_of(row) for row in rows]


@applies("R-012")
def one(uid: UUID, now: datetime) -> OpenPanel:
    """Return a panel that the public may know of; names only after its work is done."""
    row = access.open_panel(uid)
    line = panels.line_of(row)
    if row.draw is None or not row.drawn_on:
        return OpenPanel(line, None, (), named=False)
    named = rules.shows_names(line.state, periods.day(now), rulebooks.current())
    return OpenPanel(line, _counts(row.draw.inputs), tuple(_places(row, named=named)), named)


def document(uid: UUID) -> dict[str, Any]:
    """Return the document of a panel's draw: the whole one as soon as it is drawn."""
    row = access.open_panel(uid)
    if row.draw is None:
        raise draws.NoSuchDraw
    if not row.drawn_on:
        return draws.document(row.draw.uid)
    outcome = lot.outcome_of(row.draw.inputs, bytes.fromhex(row.draw.seed))
    return draws.document(row.draw.uid, whole=True, outcome=outcome)


@applies("R-012")
def of_review(year: int, actor: Actor) -> Reviewers | None:
    """Return the panel that was drawn for a year's review of the catalogue; None without one."""
    rows = Panel.objects.filter(kind=Kind.CATALOGUE_REVIEW, year=year)
    row = rows.filter(state__in=sorted(rules.SEATED)).first()
    if row is None or row.drawn_on is None:
        return None
    sees = actor.may(Permission.POOL_VIEW)
    named = tuple(f"{x.name}（{x.employer}）" for x in panels.members(row)) if sees else ()
    return Reviewers(row.uid, row.title, row.drawn_on, named)


def _counts(inputs: Mapping[str, Any]) -> Counts:
    excluded = dict.fromkeys(rules.GROUND_WORDS, 0)
    for _tag, ground in inputs["excluded"]:
        excluded[ground] += 1
    barred = {tag for tag, _ground in inputs["excluded"]}
    recent = set(inputs["recent"])
    stood = lot.lot(inputs["experts"], barred, recent, inputs["size"] + inputs["reserve"])
    return Counts(
        experts=len(inputs["experts"]),
        excluded=tuple((ground, count) for ground, count in excluded.items() if count),
        recent=len(recent),
        stood=len(stood),
        lifted=bool(recent & set(stood)),
    )


def _places(row: Panel, *, named: bool) -> list[Place]:
    tags = {pk: tag for tag, pk in row.pool.items()}
    found = []
    for one_seat in row.seats.select_related("expert").order_by("place"):
        told = named and one_seat.state == SeatState.SITTING
        expert = one_seat.expert
        found.append(
            Place(
                one_seat.place,
                tags[one_seat.expert_id],
                SeatState(one_seat.state),
                Why(one_seat.why) if one_seat.why else None,
                expert.name if told else "",
                expert.employer if told else "",
                expert.post if told else "",
            )
        )
    return found

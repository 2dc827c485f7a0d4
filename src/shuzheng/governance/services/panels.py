"""Plan a panel, replace who cannot sit by the next of its lot, end it (R-012).

Who sits is nobody's choice: `services/panel_draws` draws it, and here nobody is named either.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction

from shuzheng.foundation import facts, moves, rulebooks
from shuzheng.governance import access
from shuzheng.governance.access import Permission
from shuzheng.governance.models import Panel, Seat
from shuzheng.governance.queries import lots
from shuzheng.governance.rules import panel as rules
from shuzheng.governance.rules import pool
from shuzheng.governance.rules.panel import PANEL, SEAT, Kind, SeatState, SeatVerb, State, Verb, Why
from shuzheng.identity.queries import organisations
from shuzheng.identity.rules.kinds import OrganisationKind
from shuzheng.kernel import periods
from shuzheng.kernel.refusals import Refusal
from shuzheng.kernel.rulebook import applies

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from datetime import date, datetime

    from shuzheng.kernel.actor import Actor


class PanelTwice(Refusal):
    """The review of a year has one panel."""

    code = "panel-twice"
    status = 409
    template = "The review of {year} has a panel already."
    rule = "R-012"


class NotStanding(Refusal):
    """Who sits in a panel changes between its draw and the end of its work."""

    code = "panel-not-standing"
    status = 409
    template = "Nobody is replaced before the panel is drawn or after its work is done."
    rule = "R-012"


class NoSubstitute(Refusal):
    """The lot is used up."""

    code = "panel-no-substitute"
    status = 409
    template = "No substitute of the lot is left. Dissolve the panel and have another one drawn."
    rule = "R-012"


@dataclass(frozen=True, slots=True)
class Called:
    """What a panel is for; parties are the ids of those it concerns, `year` that of a review."""

    kind: Kind
    title: str
    fields: Collection[str]
    parties: Collection[int]
    size: int
    meets_on: date
    year: int | None = None


@applies("R-012")
@transaction.atomic
def plan(given: Called, *, actor: Actor, now: datetime) -> int:
    """Plan a panel; returns its id.

    The review of the catalogue concerns every evaluation organisation, whether named or not.
    """
    actor.require(Permission.PANEL_PLAN)
    today = periods.day(now)
    rules.check_size(given.size, today, rulebooks.current())
    rules.check_year(given.kind, given.year)
    pool.check_fields(given.fields)
    if given.meets_on < today:
        raise rules.PanelPast(day=given.meets_on)
    try:
        with transaction.atomic():
            row = Panel.objects.create(
                kind=given.kind,
                year=given.year,
                title=given.title,
                fields=sorted(set(given.fields)),
                size=given.size,
                state=PANEL.initial,
                meets_on=given.meets_on,
                formed_on=today,
            )
    except IntegrityError:
        raise PanelTwice(year=given.year) from None
    row.parties.set(_concerned(given))
    facts.record("governance.panel.planned", row, actor=actor, now=now, count=given.size)
    return row.pk


@transaction.atomic
def cancel(panel_id: int, reason: str, *, actor: Actor, now: datetime) -> None:
    """Cancel a panel that is not drawn."""
    row = access.panel(panel_id, actor, Permission.PANEL_PLAN)
    moved = moves.move(row, PANEL, Verb.CANCEL, reason=reason)
    facts.record("governance.panel.cancelled", row, actor=actor, now=now, moved=moved)


@applies("R-012")
@transaction.atomic
def dissolve(panel_id: int, reason: str, *, actor: Actor, now: datetime) -> None:
    """Dissolve a panel that was drawn: in public, with the reason."""
    facts.lock_chain()  # before any row: nobody is replaced in between
    row = access.panel(panel_id, actor, Permission.PANEL_PLAN)
    moved = moves.move(row, PANEL, Verb.DISSOLVE, reason=reason)
    facts.record("governance.panel.dissolved", row, actor=actor, now=now, moved=moved)


@applies("R-012")
@transaction.atomic
def finish(panel_id: int, *, actor: Actor, now: datetime) -> None:
    """Record that a panel has done its work; refuses while somebody sits who is tied to a party."""
    facts.lock_chain()  # before any row: nobody is replaced in between
    row = access.panel(panel_id, actor, Permission.PANEL_PLAN)
    PANEL.after(State(row.state), Verb.FINISH)
    known = lots.experts(row)
    sitting = row.seats.filter(state=SeatState.SITTING).order_by("place")
    members = [known[pk] for pk in sitting.values_list("expert_id", flat=True)]
    rules.check_members(members, row.fields, lots.parties(row))
    moved = moves.move(row, PANEL, Verb.FINISH, done_on=periods.day(now))
    facts.record("governance.panel.finished", row, actor=actor, now=now, moved=moved)


@applies("R-012")
@transaction.atomic
def replace(seat_id: int, why: Why, reason: str, *, actor: Actor, now: datetime) -> int:
    """Replace somebody who cannot sit by the next of the lot; returns the place that was called.

    Substitutes who cannot sit any more are passed over, and so noted. Refuses when none is left.
    """
    facts.lock_chain()  # before any row: the panel does not end in between
    row = access.seat(seat_id, actor, Permission.PANEL_PLAN)
    panel, today = row.panel, periods.day(now)
    if panel.state != State.STANDING:
        raise NotStanding
    known = lots.experts(panel)
    concerned = lots.parties(panel)
    left = moves.move(row, SEAT, SeatVerb.STEP_DOWN, why=why, reason=reason, stepped_down_on=today)
    passages = facts.passages_of(row, left)
    for one in _substitutes(panel):
        if pool.bar(known[one.expert_id], panel.fields, concerned) is None:
            called = moves.move(one, SEAT, SeatVerb.CALL)
            passages += facts.passages_of(one, called)
            break
        over = moves.move(one, SEAT, SeatVerb.PASS_OVER, why=Why.BARRED, stepped_down_on=today)
        passages += facts.passages_of(one, over)
    else:
        raise NoSubstitute
    facts.record(
        "governance.panel.refilled",
        panel,
        actor=actor,
        now=now,
        passages=passages,
        left=row.place,
        called=one.place,
        why=why,
    )
    return one.place


def _substitutes(panel: Panel) -> Iterator[Seat]:
    rows = panel.seats.filter(state=SeatState.SUBSTITUTE).order_by("place")
    return iter(list(rows))


def _concerned(given: Called) -> set[int]:
    every: set[int] = set()
    if given.kind is Kind.CATALOGUE_REVIEW:
        found = organisations.of_kind(OrganisationKind.EVALUATION_ORGANISATION)
        every = {one.id for one in found}
    return {*given.parties, *every}

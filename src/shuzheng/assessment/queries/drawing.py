"""The draw of a plan's seats as its page shows it, and who is awaited."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext

from shuzheng.assessment.access import Permission, conduct, plans
from shuzheng.assessment.core import seating as solver
from shuzheng.assessment.models import Seating
from shuzheng.foundation import facts, todos
from shuzheng.foundation.todos import Todo
from shuzheng.kernel import periods
from shuzheng.kernel.actor import Reach
from shuzheng.transparency.core.draws import Party
from shuzheng.transparency.queries import draws
from shuzheng.transparency.rules.draw import COMMITTING, WITNESS_FAILED, State

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from shuzheng.kernel.actor import Actor
    from shuzheng.transparency.queries.draws import DrawView

AT_MOST = 20


@dataclass(frozen=True, slots=True)
class DrawCard:
    """The newest draw of a plan, and what the reader may do in it now.

    `keeps_secret` says that the reader's organisation brings its secret itself.
    """

    view: DrawView
    may_witness: bool
    may_reveal: bool
    keeps_secret: bool
    may_draw_alone: bool


def of(plan_id: int, actor: Actor) -> DrawCard | None:
    """Return the newest draw of a plan within reach; None where none was opened."""
    row = plans.plan(plan_id, actor, Permission.SEATING_VIEW)
    view = draws.newest_for(solver.KIND, facts.name_of(row))
    if view is None:
        return None
    waits, keeps = _waits(view, actor)
    conducts = row.organisation_id == actor.organisation_id or conduct.hosts(row, actor)
    return DrawCard(
        view,
        may_witness=waits and view.state in COMMITTING,
        may_reveal=waits and view.state not in COMMITTING,
        keeps_secret=keeps,
        may_draw_alone=conducts
        and actor.may(Permission.SEATING_PLAN)
        and view.state == State.VOID
        and view.fault in WITNESS_FAILED,
    )


def document(plan_id: int, actor: Actor) -> dict[str, Any]:
    """Return the whole document of a plan's newest draw, with what the seats were drawn from.

    For those who conduct the plan and those who oversee the province.
    """
    if actor.reach is Reach.PROVINCE:
        row = plans.plan(plan_id, actor, Permission.SEATING_VIEW)
    else:
        row = conduct.plan(plan_id, actor, Permission.SEATING_PLAN)
    view = draws.newest_for(solver.KIND, facts.name_of(row))
    if view is None:
        raise draws.NoSuchDraw
    kept = Seating.objects.filter(plan=row, draw__uid=view.uid).first()
    outcome = solver.places_of(kept.inputs, bytes.fromhex(kept.seed)) if kept else None
    return draws.document(view.uid, whole=True, outcome=outcome)


@todos.provide("assessment.draws")
def todos_for(actor: Actor, now: datetime) -> Iterator[Todo]:
    """Yield the draws of seats that wait for the actor: as their witness, or for the secret."""
    del now
    if not (actor.may(Permission.SEATING_WITNESS) or actor.may(Permission.SEATING_PLAN)):
        return
    for view in [one for one in draws.waiting(solver.KIND) if _waits(one, actor)[0]][:AT_MOST]:
        committing = view.state in COMMITTING
        words = (
            gettext("Be the witness of the draw of seats: {plan}")
            if committing
            else gettext("Show the secret for the draw of seats: {plan}")
        )
        yield Todo(
            words.format(plan=view.title),
            reverse("assessment:seating", args=[int(view.subject.rpartition(":")[2])]),
            periods.day(view.due) if view.due else None,
            rule="R-097",
        )


def _waits(view: DrawView, actor: Actor) -> tuple[bool, bool]:
    """Return whether a draw waits for the actor, and whether the actor brings the secret."""
    missing = view.missing() if not view.is_over else ()
    if view.state in COMMITTING:
        mine = any(one.organisation_id == actor.organisation_id for one in view.shares)
        waits = Party.WITNESS in missing and actor.may(Permission.SEATING_WITNESS) and not mine
        return waits, False
    for one in view.shares:
        if one.party in missing and one.organisation_id == actor.organisation_id:
            needed = {
                Party.ORGANISER: Permission.SEATING_PLAN,
                Party.WITNESS: Permission.SEATING_WITNESS,
            }
            return actor.may(needed[one.party]), not one.kept
    return False, False

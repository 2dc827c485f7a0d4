"""Draw a panel: the office and the department, neither alone.

Rule: R-012. Sources: decisions 0022 and 0063. The office opens the draw with a secret; the
department takes part with another, which freezes who stands in the lot; when both have shown
theirs, the panel and its substitutes follow. What a newcomer gets wrong: facts name places in the
lot and never an expert, because whoever sits is nobody's business before the work is done.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from shuzheng.foundation import facts, moves, rulebooks
from shuzheng.governance import access
from shuzheng.governance.access import Permission
from shuzheng.governance.core import drawing as lot
from shuzheng.governance.models import Panel, Seat
from shuzheng.governance.queries import lots
from shuzheng.governance.rules import panel as rules
from shuzheng.governance.rules.panel import PANEL, SeatState, State, Verb
from shuzheng.identity.queries import organisations
from shuzheng.kernel import periods
from shuzheng.kernel.actor import CLOCK
from shuzheng.kernel.rulebook import applies
from shuzheng.transparency.core.draws import Party
from shuzheng.transparency.queries import draws as waiting
from shuzheng.transparency.rules.draw import FAULTS
from shuzheng.transparency.services import draws

if TYPE_CHECKING:
    from datetime import datetime

    from shuzheng.kernel.actor import Actor
    from shuzheng.transparency.models import Draw

PERMISSIONS = {
    Party.ORGANISER: Permission.PANEL_PLAN,
    Party.WITNESS: Permission.PANEL_WITNESS,
}


@applies("R-012")
@transaction.atomic
def begin(panel_id: int, *, actor: Actor, now: datetime) -> None:
    """Open the draw of a planned panel, and commit to a secret for it.

    Refuses, with the numbers, a lot that cannot fill the panel and its substitutes.
    """
    facts.lock_chain()  # before any row: the log is told in the middle
    row = access.panel(panel_id, actor, Permission.PANEL_PLAN)
    PANEL.after(State(row.state), Verb.OPEN_DRAW)
    lots.of(row, now)
    draw = draws.open_for(
        lot.KIND, facts.name_of(row), row.title, commit_by=_answer_by(now), now=now
    )
    step = draws.commit(draw, Party.ORGANISER, _name(actor), actor=actor, now=now)
    moved = moves.move(row, PANEL, Verb.OPEN_DRAW, draw_id=draw.pk)
    facts.record(
        "governance.draw.opened",
        row,
        actor=actor,
        now=now,
        moved=moved,
        draw=str(draw.uid),
        passages=facts.passages_of(draw, step),
    )


@applies("R-012")
@transaction.atomic
def witness(panel_id: int, *, actor: Actor, now: datetime, own: str = "") -> None:
    """Take part as the witness, which freezes who stands in the lot as it is now.

    `own` is the commitment to a secret that the witness keeps; else the platform makes one.
    """
    facts.lock_chain()  # before any row: the log is told in the middle
    row = access.panel(panel_id, actor, Permission.PANEL_WITNESS)
    draw = draws.running(lot.KIND, facts.name_of(row))
    found = lots.of(row, now)
    committed = draws.commit(draw, Party.WITNESS, _name(actor), actor=actor, now=now, own=own)
    inputs = found.frozen(draw.uid)
    frozen = draws.freeze(draw, inputs, reveal_by=_answer_by(now), now=now)
    _keep(row, found.kept(draw.uid))
    facts.record(
        "governance.draw.witnessed",
        row,
        actor=actor,
        now=now,
        draw=str(draw.uid),
        experts=len(found.lot.experts),
        excluded=len(found.lot.excluded),
        passages=facts.passages_of(draw, committed, frozen),
    )


@applies("R-012")
@transaction.atomic
def reveal(panel_id: int, *, actor: Actor, now: datetime, own: str = "") -> bool:
    """Show the secret of the actor's organisation; returns whether that drew the panel.

    `own` is a secret that the party kept itself.
    """
    facts.lock_chain()  # before any row: the log is told in the middle
    row = access.panel(panel_id, actor, Permission.POOL_VIEW)
    draw = draws.running(lot.KIND, facts.name_of(row))
    shown = draws.reveal(draw, actor=actor, now=now, own=own)
    actor.require(PERMISSIONS[shown.party])
    passages = facts.passages_of(draw, shown.step)
    if shown.seed:
        _seat(row, draw, shown.seed, Verb.DRAW, passages, actor, now)
        return True
    facts.record(
        "governance.draw.revealed",
        row,
        actor=actor,
        now=now,
        draw=str(draw.uid),
        passages=passages,
    )
    return False


@applies("R-012")
@transaction.atomic
def alone(panel_id: int, *, actor: Actor, now: datetime) -> None:
    """Draw without a witness, after the panel's newest draw became void because one failed."""
    facts.lock_chain()  # before any row: the log is told in the middle
    row = access.panel(panel_id, actor, Permission.PANEL_PLAN)
    PANEL.after(State(row.state), Verb.DRAW_ALONE)
    draw = draws.newest(lot.KIND, facts.name_of(row))
    found = lots.of(row, now)
    step, seed = draws.alone(draw, found.frozen(draw.uid), now=now)
    _keep(row, found.kept(draw.uid))
    _seat(row, draw, seed, Verb.DRAW_ALONE, facts.passages_of(draw, step), actor, now)


def void_overdue(*, now: datetime) -> int:
    """Declare void the draws of panels that missed a deadline; returns how many."""
    late = waiting.overdue(lot.KIND, now)
    for subject in late:
        with transaction.atomic():
            _void(subject, now)
    return len(late)


def _void(subject: str, now: datetime) -> None:
    facts.lock_chain()  # before any row: the log is told in the middle
    draw = draws.running(lot.KIND, subject)
    step, why = draws.void(draw, now=now)
    row = access.drawn_for(subject)
    moved = moves.move(row, PANEL, Verb.VOID)
    facts.record(
        "governance.draw.voided",
        row,
        actor=CLOCK,
        now=now,
        moved=moved,
        draw=str(draw.uid),
        why=str(FAULTS[why]),
        passages=facts.passages_of(draw, step),
    )


def _seat(
    row: Panel,
    draw: Draw,
    seed: bytes,
    verb: Verb,
    passages: list[facts.Passage],
    actor: Actor,
    now: datetime,
) -> None:
    """Seat whom `seed` draws, and keep the others of the lot as substitutes in its order."""
    drawn = lot.outcome_of(draw.inputs, seed)
    order = [*drawn["panel"], *drawn["substitutes"]]
    Seat.objects.bulk_create(
        Seat(
            panel=row,
            expert_id=row.pool[tag],
            place=place,
            state=SeatState.SITTING if place <= row.size else SeatState.SUBSTITUTE,
        )
        for place, tag in enumerate(order, 1)
    )
    moved = moves.move(row, PANEL, verb, drawn_on=periods.day(now), draw_id=draw.pk)
    said = "governance.draw.drawn_alone" if verb is Verb.DRAW_ALONE else "governance.draw.drawn"
    facts.record(
        said,
        row,
        actor=actor,
        now=now,
        moved=moved,
        draw=str(draw.uid),
        count=len(drawn["panel"]),
        substitutes=len(drawn["substitutes"]),
        passages=passages,
    )


def _keep(row: Panel, kept: dict[str, int]) -> None:
    """Keep who is behind each tag, beside the digest that binds them."""
    Panel.objects.filter(pk=row.pk).update(pool=kept)
    row.pool = kept


def _answer_by(now: datetime) -> datetime:
    return rules.answer_by(now, periods.day(now), rulebooks.current())


def _name(actor: Actor) -> str:
    return organisations.brief([actor.organisation_id])[actor.organisation_id].name

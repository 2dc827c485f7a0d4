"""Draw the seats of a plan: the site or the organisation, and a witness, neither alone.

Rule: R-097 (seats of checked rooms only). Source: handbook 3.6, decision 0022. Whoever conducts the
assessment opens the draw; a witness of the office or the department takes part, which freezes the
lists; when both have shown their secrets the seats follow. A party that stays away past the
deadline makes the draw void in public; where that was the witness, the seats may be drawn alone, so
that no sitting waits for ever. From the same lists nobody draws twice.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction

from shuzheng.assessment.access import Permission, conduct
from shuzheng.assessment.access import plans as access
from shuzheng.assessment.core import seating as solver
from shuzheng.assessment.models import SeatAssignment, Seating
from shuzheng.assessment.queries import seating as queries
from shuzheng.assessment.rules import plan as plans
from shuzheng.assessment.rules import seating
from shuzheng.foundation import facts, moves
from shuzheng.identity.queries import organisations
from shuzheng.kernel.actor import CLOCK
from shuzheng.kernel.refusals import Refusal
from shuzheng.kernel.rulebook import applies
from shuzheng.transparency.core.draws import Party
from shuzheng.transparency.queries import draws as waiting
from shuzheng.transparency.rules.draw import FAULTS
from shuzheng.transparency.services import draws

if TYPE_CHECKING:
    from datetime import datetime

    from shuzheng.assessment.models import Plan
    from shuzheng.assessment.queries.seating import Inputs
    from shuzheng.kernel.actor import Actor
    from shuzheng.transparency.models import Draw

PERMISSIONS = {
    Party.ORGANISER: Permission.SEATING_PLAN,
    Party.WITNESS: Permission.SEATING_WITNESS,
}


class NotClosedYet(Refusal):
    """Seats are drawn once nobody can register any more."""

    code = "seating-not-closed-yet"
    status = 409
    template = "Seats are drawn once registration has closed."


class NobodyToSeat(Refusal):
    """Only accepted candidates are seated."""

    code = "nobody-to-seat"
    status = 409
    template = "No candidate has been accepted."


class SeatsHold(Refusal):
    """Nobody draws again until the outcome suits."""

    code = "seats-hold"
    status = 409
    template = (
        "The seats are drawn from these very lists."
        " They are drawn again only when candidates or rooms have changed."
    )


@applies("R-097")
@transaction.atomic
def begin(plan_id: int, *, actor: Actor, now: datetime) -> None:
    """Open the draw of a plan whose registration is closed, and commit to a secret for it.

    Refuses with nobody to seat, when usable seats of checked rooms are short, and while nothing has
    changed since the last draw.
    """
    facts.lock_chain()  # before any row: the log is told in the middle
    row = conduct.plan(plan_id, actor, Permission.SEATING_PLAN)
    _inputs(row, now)
    by = seating.answer_by(now, _first_at(row))
    subject, title = facts.name_of(row), f"{row.name} {row.number}"
    draw = draws.open_for(solver.KIND, subject, title, commit_by=by, now=now)
    step = draws.commit(draw, Party.ORGANISER, _name(actor), actor=actor, now=now)
    facts.record(
        "assessment.draw.opened",
        row,
        actor=actor,
        now=now,
        draw=str(draw.uid),
        passages=facts.passages_of(draw, step),
    )


@applies("R-097")
@transaction.atomic
def witness(plan_id: int, *, actor: Actor, now: datetime, own: str = "") -> None:
    """Take part as the witness, which freezes the lists as they are now.

    `own` is the commitment to a secret that the witness keeps; else the platform makes one.
    """
    facts.lock_chain()  # before any row: the log is told in the middle
    row = access.plan(plan_id, actor, Permission.SEATING_WITNESS)
    draw = draws.running(solver.KIND, facts.name_of(row))
    inputs = _inputs(row, now)
    committed = draws.commit(draw, Party.WITNESS, _name(actor), actor=actor, now=now, own=own)
    by = seating.answer_by(now, _first_at(row))
    frozen = draws.freeze(draw, inputs.frozen(), reveal_by=by, now=now)
    facts.record(
        "assessment.draw.witnessed",
        row,
        actor=actor,
        now=now,
        draw=str(draw.uid),
        candidates=len(inputs.candidates),
        passages=facts.passages_of(draw, committed, frozen),
    )


@applies("R-097")
@transaction.atomic
def reveal(plan_id: int, *, actor: Actor, now: datetime, own: str = "") -> bool:
    """Show the secret of the actor's organisation; returns whether the seats are drawn by it.

    `own` is a secret that the party kept itself.
    """
    facts.lock_chain()  # before any row: the log is told in the middle
    row = access.plan(plan_id, actor, Permission.SEATING_VIEW)
    if row.state != plans.State.REGISTRATION_CLOSED:
        raise NotClosedYet
    draw = draws.running(solver.KIND, facts.name_of(row))
    shown = draws.reveal(draw, actor=actor, now=now, own=own)
    actor.require(PERMISSIONS[shown.party])
    passages = facts.passages_of(draw, shown.step)
    if shown.seed:
        _seat(row, draw, shown.seed, "assessment.seating.planned", passages, actor, now)
        return True
    facts.record(
        "assessment.draw.revealed",
        row,
        actor=actor,
        now=now,
        draw=str(draw.uid),
        passages=passages,
    )
    return False


@applies("R-097")
@transaction.atomic
def alone(plan_id: int, *, actor: Actor, now: datetime) -> None:
    """Draw without a witness, after the plan's newest draw became void because one failed."""
    facts.lock_chain()  # before any row: the log is told in the middle
    row = conduct.plan(plan_id, actor, Permission.SEATING_PLAN)
    inputs = _inputs(row, now)
    draw = draws.newest(solver.KIND, facts.name_of(row))
    step, seed = draws.alone(draw, inputs.frozen(), now=now)
    passages = facts.passages_of(draw, step)
    _seat(row, draw, seed, "assessment.seating.planned_alone", passages, actor, now)


def void_overdue(*, now: datetime) -> int:
    """Declare void the draws of seats that missed a deadline; returns how many."""
    late = waiting.overdue(solver.KIND, now)
    for subject in late:
        with transaction.atomic():
            _void(subject, now)
    return len(late)


def _void(subject: str, now: datetime) -> None:
    facts.lock_chain()  # before any row: the log is told in the middle
    draw = draws.running(solver.KIND, subject)
    step, why = draws.void(draw, now=now)
    row = access.drawn_for(subject)
    facts.record(
        "assessment.draw.voided",
        row,
        actor=CLOCK,
        now=now,
        draw=str(draw.uid),
        why=str(FAULTS[why]),
        passages=facts.passages_of(draw, step),
    )


def _inputs(row: Plan, now: datetime) -> Inputs:
    """Return what would be drawn from now, or refuse to draw."""
    if row.state != plans.State.REGISTRATION_CLOSED:
        raise NotClosedYet
    inputs = queries.inputs_of(row, now)
    if not inputs.candidates:
        raise NobodyToSeat
    solver.check(inputs.candidates, inputs.rooms)
    planned = Seating.objects.filter(plan=row, state=seating.State.PLANNED)
    if planned.filter(inputs_digest=inputs.digest()).exists():
        raise SeatsHold
    return inputs


def _seat(
    row: Plan,
    draw: Draw,
    seed: bytes,
    verb: str,
    passages: list[facts.Passage],
    actor: Actor,
    now: datetime,
) -> None:
    """Give everybody the seat that `seed` gives over the frozen inputs; replaces an older draw."""
    candidates, rooms = solver.thaw(draw.inputs)
    drawn = solver.assign(candidates, rooms, seed)
    Seating.objects.filter(plan=row).delete()
    try:
        with transaction.atomic():
            kept = Seating.objects.create(
                plan=row,
                state=seating.SEATING.initial,
                seed=seed.hex(),
                draw=draw,
                algorithm=drawn.method,
                inputs=draw.inputs,
                inputs_digest=queries.digest_of(draw.inputs),
                unavoidable=drawn.unavoidable,
                conflicts=queries.frozen_conflicts(drawn.conflicts),
                planned_at=now,
            )
            seats = queries.seat_ids([room.key for room in rooms])
            SeatAssignment.objects.bulk_create(
                SeatAssignment(
                    seating=kept,
                    registration_id=place.candidate,
                    seat_id=seats[place.room, place.desk],
                )
                for place in drawn.places
            )
    except IntegrityError:
        raise moves.MovedMeanwhile from None
    facts.record(
        verb,
        row,
        actor=actor,
        now=now,
        candidates=len(drawn.places),
        conflicts=len(drawn.conflicts),
        seed=kept.seed,
        inputs=kept.inputs_digest,
        passages=passages,
    )


def _first_at(row: Plan) -> datetime:
    first: datetime = row.sessions.order_by("starts_at").values_list("starts_at", flat=True)[0]
    return first


def _name(actor: Actor) -> str:
    return organisations.brief([actor.organisation_id])[actor.organisation_id].name

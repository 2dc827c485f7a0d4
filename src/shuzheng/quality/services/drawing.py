"""Draw targets and teams of a campaign: the office and the department, neither alone.

Rule: R-210. Source: handbook 3.10, decision 0022. The office opens the draw with a secret; the
department takes part with another, which freezes the lists; when both have shown theirs, targets
and teams follow, and each inspection is sealed: its salted commitment goes into the log, and only
its team sees it. What a newcomer gets wrong: facts and titles must not name a target either.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from django.db import transaction

from shuzheng.foundation import facts, moves, rulebooks
from shuzheng.identity.queries import organisations
from shuzheng.kernel import periods
from shuzheng.kernel.actor import CLOCK
from shuzheng.kernel.rulebook import applies
from shuzheng.quality import access
from shuzheng.quality.access import Permission
from shuzheng.quality.core import drawing as lot
from shuzheng.quality.models import Campaign, Inspection, TeamMember
from shuzheng.quality.queries import pool
from shuzheng.quality.rules import campaign as rules
from shuzheng.quality.rules.campaign import CAMPAIGN, TargetKind, Verb
from shuzheng.quality.rules.inspection import INSPECTION
from shuzheng.transparency.core.draws import Party
from shuzheng.transparency.queries import draws as waiting
from shuzheng.transparency.rules.draw import FAULTS
from shuzheng.transparency.services import draws, log

if TYPE_CHECKING:
    from datetime import datetime

    from shuzheng.kernel.actor import Actor
    from shuzheng.transparency.models import Draw

SEALED = "inspection.sealed"
PERMISSIONS = {
    Party.ORGANISER: Permission.CAMPAIGN_PLAN,
    Party.WITNESS: Permission.CAMPAIGN_WITNESS,
}


@applies("R-210")
@transaction.atomic
def begin(pk: int, *, actor: Actor, now: datetime) -> None:
    """Open the draw of a planned campaign, and commit to a secret for it.

    Refuses a lot that leaves nothing to chance, and one in which some target would have no team.
    """
    facts.lock_chain()  # before any row: the log is told in the middle
    row = access.campaign(pk, actor, Permission.CAMPAIGN_PLAN)
    CAMPAIGN.after(rules.State(row.state), Verb.OPEN_DRAW)
    pool.of(row, now)
    draw = draws.open_for(
        lot.KIND, facts.name_of(row), row.title, commit_by=_answer_by(now), now=now
    )
    step = draws.commit(draw, Party.ORGANISER, _name(actor), actor=actor, now=now)
    moved = moves.move(row, CAMPAIGN, Verb.OPEN_DRAW, draw_id=draw.pk)
    facts.record(
        "quality.draw.opened",
        row,
        actor=actor,
        now=now,
        moved=moved,
        draw=str(draw.uid),
        passages=facts.passages_of(draw, step),
    )


@applies("R-210")
@transaction.atomic
def witness(pk: int, *, actor: Actor, now: datetime, own: str = "") -> None:
    """Take part as the witness, which freezes the lists as they are now.

    `own` is the commitment to a secret that the witness keeps; else the platform makes one.
    """
    facts.lock_chain()  # before any row: the log is told in the middle
    row = access.campaign(pk, actor, Permission.CAMPAIGN_WITNESS)
    draw = draws.running(lot.KIND, facts.name_of(row))
    found = pool.of(row, now)
    committed = draws.commit(draw, Party.WITNESS, _name(actor), actor=actor, now=now, own=own)
    inputs = found.frozen(draw.uid, draws.veil(draw))
    frozen = draws.freeze(draw, inputs, reveal_by=_answer_by(now), now=now)
    _keep(row, found.kept(draw.uid))
    facts.record(
        "quality.draw.witnessed",
        row,
        actor=actor,
        now=now,
        draw=str(draw.uid),
        targets=len(found.targets),
        inspectors=len(found.inspectors),
        passages=facts.passages_of(draw, committed, frozen),
    )


@applies("R-210")
@transaction.atomic
def reveal(pk: int, *, actor: Actor, now: datetime, own: str = "") -> bool:
    """Show the secret of the actor's organisation; returns whether that drew the inspections.

    `own` is a secret that the party kept itself.
    """
    facts.lock_chain()  # before any row: the log is told in the middle
    row = access.campaign(pk, actor, Permission.CAMPAIGN_VIEW)
    draw = draws.running(lot.KIND, facts.name_of(row))
    shown = draws.reveal(draw, actor=actor, now=now, own=own)
    actor.require(PERMISSIONS[shown.party])
    passages = facts.passages_of(draw, shown.step)
    if shown.seed:
        _seal(row, draw, shown.seed, Verb.DRAW, passages, actor, now)
        return True
    facts.record(
        "quality.draw.revealed", row, actor=actor, now=now, draw=str(draw.uid), passages=passages
    )
    return False


@applies("R-210")
@transaction.atomic
def alone(pk: int, *, actor: Actor, now: datetime) -> None:
    """Draw without a witness, after the campaign's newest draw became void because one failed."""
    facts.lock_chain()  # before any row: the log is told in the middle
    row = access.campaign(pk, actor, Permission.CAMPAIGN_PLAN)
    CAMPAIGN.after(rules.State(row.state), Verb.DRAW_ALONE)
    draw = draws.newest(lot.KIND, facts.name_of(row))
    found = pool.of(row, now)
    step, seed = draws.alone(draw, found.frozen(draw.uid, draws.veil(draw)), now=now)
    _keep(row, found.kept(draw.uid))
    passages = facts.passages_of(draw, step)
    _seal(row, draw, seed, Verb.DRAW_ALONE, passages, actor, now)


def void_overdue(*, now: datetime) -> int:
    """Declare void the draws of campaigns that missed a deadline; returns how many."""
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
    moved = moves.move(row, CAMPAIGN, Verb.VOID)
    facts.record(
        "quality.draw.voided",
        row,
        actor=CLOCK,
        now=now,
        moved=moved,
        draw=str(draw.uid),
        why=str(FAULTS[why]),
        passages=facts.passages_of(draw, step),
    )


def _seal(
    row: Campaign,
    draw: Draw,
    seed: bytes,
    verb: Verb,
    passages: list[facts.Passage],
    actor: Actor,
    now: datetime,
) -> None:
    """Make the inspections that `seed` gives, and commit to each in the log."""
    drawn = lot.outcome_of(draw.inputs, seed)
    made = [_inspection(row, draw, code, team) for code, team in drawn]
    leaves = [log.commitment(SEALED, one.payload.encode()) for one in made]
    for one, index in zip(made, log.append(leaves, now=now), strict=True):
        one.log_index = index
    Inspection.objects.bulk_create(made)
    kept = dict(Inspection.objects.filter(campaign=row).values_list("code", "pk"))
    people = row.pool["inspectors"]
    TeamMember.objects.bulk_create(
        TeamMember(inspection_id=kept[code], person_id=people[tag], leads=place == 0)
        for code, team in drawn
        for place, tag in enumerate(team)
    )
    moved = moves.move(row, CAMPAIGN, verb, drawn_at=now, draw_id=draw.pk)
    said = "quality.draw.drawn_alone" if verb is Verb.DRAW_ALONE else "quality.draw.drawn"
    facts.record(
        said,
        row,
        actor=actor,
        now=now,
        moved=moved,
        draw=str(draw.uid),
        targets=len(drawn),
        passages=passages,
    )


def _inspection(row: Campaign, draw: Draw, code: str, team: list[str]) -> Inspection:
    target, party = row.pool["targets"][code]
    one = Inspection(
        campaign=row,
        code=code,
        party_id=party,
        site_id=target if row.kind == TargetKind.SITE else None,
        state=INSPECTION.initial,
    )
    said: dict[str, Any] = {
        "draw": draw.uid.hex,
        "inspection": one.uid.hex,
        "target": code,
        "team": team,
    }
    one.payload = json.dumps(said, separators=(",", ":"), sort_keys=True)
    return one


def _keep(row: Campaign, kept: dict[str, Any]) -> None:
    """Keep who is behind each code and tag, beside the digest that binds them."""
    Campaign.objects.filter(pk=row.pk).update(pool=kept)
    row.pool = kept


def _answer_by(now: datetime) -> datetime:
    return rules.answer_by(now, periods.day(now), rulebooks.current())


def _name(actor: Actor) -> str:
    return organisations.brief([actor.organisation_id])[actor.organisation_id].name

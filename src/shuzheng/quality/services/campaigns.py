"""Plan a campaign of inspections, cancel it, declare what keeps one from a party.

Rules: R-210, R-220. The office plans numbers and the form; nobody chooses a target or an inspector.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction

from shuzheng.foundation import facts, moves, rulebooks
from shuzheng.identity.queries import organisations
from shuzheng.kernel import periods
from shuzheng.kernel.refusals import Refusal
from shuzheng.kernel.rulebook import applies
from shuzheng.quality import access
from shuzheng.quality.access import Permission
from shuzheng.quality.models import Campaign, Tie
from shuzheng.quality.rules import campaign as rules
from shuzheng.quality.rules import form
from shuzheng.quality.rules.campaign import Ground, TargetKind, Verb

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from shuzheng.kernel.actor import Actor


class DeclaredAlready(Refusal):
    """The same is on record."""

    code = "tie-declared-already"
    status = 409
    template = "You have declared this already."
    rule = "R-210"


class NoSuchParty(Refusal):
    """The organisation does not exist."""

    code = "no-such-inspected-party"
    status = 404
    template = "There is no such organisation."


@dataclass(frozen=True, slots=True)
class Plan:
    """What the office plans: `added` are the sections beyond those of every form."""

    title: str
    kind: TargetKind
    targets: int
    team: int
    added: Collection[str] = ()


@applies("R-210", "R-220")
@transaction.atomic
def plan(given: Plan, *, actor: Actor, now: datetime) -> int:
    """Plan a campaign; returns its id."""
    actor.require(Permission.CAMPAIGN_PLAN)
    today, book = periods.day(now), rulebooks.current()
    rules.check_team(given.team, today, book)
    sections = form.sections_of(given.kind, given.added, today, book)
    row = Campaign.objects.create(
        title=given.title,
        kind=given.kind,
        targets=given.targets,
        team=given.team,
        sections=list(sections),
        state=rules.CAMPAIGN.initial,
        planned_at=now,
    )
    facts.record("quality.campaign.planned", row, actor=actor, now=now, targets=given.targets)
    return row.pk


@transaction.atomic
def cancel(pk: int, reason: str, *, actor: Actor, now: datetime) -> None:
    """Cancel a campaign that is not drawn yet."""
    row = access.campaign(pk, actor, Permission.CAMPAIGN_PLAN)
    moved = moves.move(row, rules.CAMPAIGN, Verb.CANCEL, cancelled_reason=reason)
    facts.record("quality.campaign.cancelled", row, actor=actor, now=now, moved=moved)


@applies("R-210")
@transaction.atomic
def declare(organisation_id: int, ground: Ground, *, actor: Actor, now: datetime) -> int:
    """Declare kin at a party, or a recent contact with it; returns the declaration's id."""
    actor.require(Permission.INSPECTION_CONDUCT)
    if organisation_id not in organisations.brief([organisation_id]):
        raise NoSuchParty
    try:
        with transaction.atomic():
            row = Tie.objects.create(
                person_id=actor.person_id,
                organisation_id=organisation_id,
                ground=ground,
                declared_at=now,
            )
    except IntegrityError:
        raise DeclaredAlready from None
    facts.record("quality.tie.declared", row, actor=actor, now=now)
    return row.pk

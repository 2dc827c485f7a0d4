"""Keep the provincial expert pool, and make up panels from it (R-012)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction

from shuzheng.foundation import facts, moves, rulebooks
from shuzheng.governance import access
from shuzheng.governance.access import Permission
from shuzheng.governance.models import Expert, Interest, Panel
from shuzheng.governance.queries import pool as queries
from shuzheng.governance.rules import pool as rules
from shuzheng.governance.rules.pool import EXPERT, Verb
from shuzheng.identity.queries import organisations
from shuzheng.kernel import periods
from shuzheng.kernel.refusals import Refusal
from shuzheng.kernel.rulebook import applies

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import date, datetime

    from shuzheng.kernel.actor import Actor

_PAST = {Verb.REST: "rested", Verb.RETURN: "returned", Verb.LEAVE: "left"}


class ExpertTwice(Refusal):
    """Somebody is in the pool once."""

    code = "pool-expert-twice"
    status = 409
    template = "{name} of {employer} is in the pool already, or left it."
    rule = "R-012"


class NoParty(Refusal):
    """An interest is in a party on the platform."""

    code = "pool-no-party"
    template = "Choose the party."
    rule = "R-012"


class Unknown(Refusal):
    """A panel is made up from the pool and from nothing else."""

    code = "pool-unknown-expert"
    template = "A panel is made up from the provincial pool alone."
    rule = "R-012"


class PanelPast(Refusal):
    """A panel is made up before it meets."""

    code = "pool-panel-past"
    template = "The panel is made up before it meets: not for {day}."
    rule = "R-012"


@dataclass(frozen=True, slots=True)
class Entered:
    """What is written of an expert."""

    name: str
    employer: str
    post: str
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Called:
    """What a panel is for; parties are the ids of those it concerns."""

    title: str
    field: str
    parties: Collection[int]
    meets_on: date


@applies("R-012")
@transaction.atomic
def enter_all(given: Sequence[Entered], *, actor: Actor, now: datetime) -> list[int]:
    """Enter experts into the pool; returns their ids. All of them or none."""
    actor.require(Permission.POOL_KEEP)
    made = [_enter(one, periods.day(now)) for one in given]
    if made:
        facts.record(
            "governance.experts.entered",
            made[0],
            actor=actor,
            now=now,
            passages=[facts.Passage(facts.name_of(row), "", "") for row in made],
            count=len(made),
        )
    return [row.pk for row in made]


@applies("R-012")
@transaction.atomic
def step(expert_id: int, verb: Verb, *, actor: Actor, now: datetime) -> None:
    """Let an expert rest, return or leave."""
    row = access.expert(expert_id, actor, Permission.POOL_KEEP)
    moved = moves.move(row, EXPERT, verb)
    facts.record(f"governance.expert.{_PAST[verb]}", row, actor=actor, now=now, moved=moved)


@applies("R-012")
@transaction.atomic
def declare(expert_id: int, party_id: int, reason: str, *, actor: Actor, now: datetime) -> None:
    """Declare that an expert has an interest in a party; the same again changes nothing."""
    row = access.expert(expert_id, actor, Permission.POOL_KEEP)
    if not reason.strip():
        raise rules.NoReason
    if not organisations.brief([party_id]):
        raise NoParty
    _, is_new = Interest.objects.get_or_create(
        expert=row,
        party_id=party_id,
        defaults={"reason": reason.strip(), "declared_on": periods.day(now)},
    )
    if is_new:
        facts.record("governance.expert.declared", row, actor=actor, now=now)


@applies("R-012")
@transaction.atomic
def form_panel(given: Called, chosen: Collection[int], *, actor: Actor, now: datetime) -> int:
    """Make up a panel from the pool; returns its id. Whoever is barred does not sit."""
    actor.require(Permission.POOL_KEEP)
    today = periods.day(now)
    if given.meets_on < today:
        raise PanelPast(day=given.meets_on)
    known = {one.id: one for one in queries.experts()}
    if set(chosen) - known.keys():
        raise Unknown
    sitting = [known[pk] for pk in sorted(set(chosen))]
    rules.check_panel(sitting, given.field, given.parties, today, rulebooks.current())
    row = Panel.objects.create(
        title=given.title, field=given.field, meets_on=given.meets_on, formed_on=today
    )
    row.parties.set(given.parties)
    row.experts.set(one.id for one in sitting)
    facts.record("governance.panel.formed", row, actor=actor, now=now, count=len(sitting))
    return row.pk


def _enter(given: Entered, today: date) -> Expert:
    rules.check_fields(given.fields)
    found = organisations.by_name(given.employer)
    try:
        with transaction.atomic():
            return Expert.objects.create(
                name=given.name,
                employer=given.employer,
                employer_party_id=found.id if found else None,
                post=given.post,
                fields=list(given.fields),
                state=EXPERT.initial,
                since=today,
            )
    except IntegrityError:
        raise ExpertTwice(name=given.name, employer=given.employer) from None

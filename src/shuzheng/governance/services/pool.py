"""Keep the provincial expert pool (R-012)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction

from shuzheng.foundation import facts, moves
from shuzheng.governance import access
from shuzheng.governance.access import Permission
from shuzheng.governance.models import Expert, Interest
from shuzheng.governance.rules import pool as rules
from shuzheng.governance.rules.pool import EXPERT, Tie, Verb
from shuzheng.identity.queries import organisations
from shuzheng.kernel import periods
from shuzheng.kernel.refusals import Refusal
from shuzheng.kernel.rulebook import applies

if TYPE_CHECKING:
    from collections.abc import Sequence
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


@dataclass(frozen=True, slots=True)
class Entered:
    """What is written of an expert."""

    name: str
    employer: str
    post: str
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Declared:
    """What ties an expert to a party, and why that is so."""

    party_id: int
    reason: str
    tie: Tie = Tie.INTEREST


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
def declare(expert_id: int, given: Declared, *, actor: Actor, now: datetime) -> None:
    """Declare what ties an expert to a party; the same again changes nothing."""
    row = access.expert(expert_id, actor, Permission.POOL_KEEP)
    if not given.reason.strip():
        raise rules.NoReason
    if not organisations.brief([given.party_id]):
        raise NoParty
    _, is_new = Interest.objects.get_or_create(
        expert=row,
        party_id=given.party_id,
        tie=given.tie,
        defaults={"reason": given.reason.strip(), "declared_on": periods.day(now)},
    )
    if is_new:
        facts.record("governance.expert.declared", row, actor=actor, now=now)


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

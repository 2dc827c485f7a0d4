"""File what the steering committee studies and advises, and what became of it (R-202)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from shuzheng.foundation import facts, moves
from shuzheng.governance import access
from shuzheng.governance.access import Permission
from shuzheng.governance.models import Guidance
from shuzheng.governance.rules import guidance as rules
from shuzheng.governance.rules.guidance import GUIDANCE, Kind, State, Verb
from shuzheng.kernel import periods
from shuzheng.kernel.refusals import Refusal
from shuzheng.kernel.rulebook import applies
from shuzheng.pilots.queries import pages_alliances

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date, datetime

    from shuzheng.kernel.actor import Actor

_PAST = {
    Verb.TAKE_IN_HAND: "taken_in_hand",
    Verb.TAKE_UP: "taken_up",
    Verb.DECLINE: "declined",
}


class GivenAhead(Refusal):
    """An advice is filed once it was given."""

    code = "guidance-ahead"
    template = "The advice was not given yet: {day} lies ahead."
    rule = "R-202"


class NoAlliance(Refusal):
    """There is no such alliance."""

    code = "guidance-no-alliance"
    template = "There is no such alliance to advise."
    rule = "R-202"


@dataclass(frozen=True, slots=True)
class Given:
    """What the committee says, of which field or which alliance."""

    kind: Kind
    title: str
    field: str
    alliance_id: int | None
    advice: str
    given_on: date


@applies("R-011", "R-202")
@transaction.atomic
def file(given: Given, papers: Collection[int] = (), *, actor: Actor, now: datetime) -> int:
    """File a study or an advice with its papers and data sets; returns its id."""
    actor.require(Permission.GUIDANCE_KEEP)
    rules.check_subject(given.field, given.alliance_id)
    if given.given_on > periods.day(now):
        raise GivenAhead(day=given.given_on)
    if given.alliance_id and pages_alliances.one(given.alliance_id) is None:
        raise NoAlliance
    row = Guidance.objects.create(
        kind=given.kind,
        title=given.title,
        field=given.field.strip(),
        alliance_id=given.alliance_id or None,
        advice=given.advice,
        given_on=given.given_on,
        state=GUIDANCE.initial,
    )
    row.papers.set(papers)
    facts.record("governance.guidance.filed", row, actor=actor, now=now, kind=row.kind)
    return row.pk


@applies("R-202")
@transaction.atomic
def step(guidance_id: int, verb: Verb, words: str = "", *, actor: Actor, now: datetime) -> None:
    """Take an advice in hand, or say what became of it."""
    row = access.one_guidance(guidance_id, actor, Permission.GUIDANCE_KEEP)
    GUIDANCE.after(State(row.state), verb)
    changes: dict[str, object] = {}
    if verb is not Verb.TAKE_IN_HAND:
        rules.check_outcome(words)
        changes = {"outcome": words.strip(), "settled_on": periods.day(now)}
    moved = moves.move(row, GUIDANCE, verb, **changes)
    facts.record(f"governance.guidance.{_PAST[verb]}", row, actor=actor, now=now, moved=moved)

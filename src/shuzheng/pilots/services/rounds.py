"""Open filing rounds. Rule: R-039."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from shuzheng.foundation import facts
from shuzheng.kernel.refusals import Refusal
from shuzheng.kernel.rulebook import applies
from shuzheng.pilots.access import Permission
from shuzheng.pilots.models import FilingRound

if TYPE_CHECKING:
    from datetime import date, datetime

    from shuzheng.kernel.actor import Actor


class RoundExists(Refusal):
    """Each year has one round."""

    code = "round-exists"
    status = 409
    template = "The filing round of {year} exists already."
    rule = "R-039"


class RoundBackwards(Refusal):
    """A round closes after it opens."""

    code = "round-backwards"
    template = "The round would close before it opens."
    rule = "R-039"


@applies("R-039")
@transaction.atomic
def open_round(year: int, opens_on: date, closes_on: date, *, actor: Actor, now: datetime) -> int:
    """Announce the filing round of `year`, from its first to its last day; returns its id."""
    actor.require(Permission.ROUND_OPEN)
    if closes_on < opens_on:
        raise RoundBackwards
    if FilingRound.objects.filter(year=year).exists():
        raise RoundExists(year=year)
    row = FilingRound.objects.create(year=year, opens_on=opens_on, closes_on=closes_on)
    facts.record("pilots.round.opened", row, actor=actor, now=now, year=year)
    return row.pk

"""The lists that an enterprise had checked, and how much each enterprise asked, for the office."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from shuzheng.foundation import rulebooks
from shuzheng.foundation.ui import listing
from shuzheng.kernel import periods
from shuzheng.reliance import access
from shuzheng.reliance.access import Permission
from shuzheng.reliance.models import Allowance, Check
from shuzheng.reliance.queries import answers
from shuzheng.reliance.rules import checking
from shuzheng.reliance.rules.checking import State

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from uuid import UUID

    from shuzheng.foundation.ui.listing import Found, Wish
    from shuzheng.kernel.actor import Actor
    from shuzheng.reliance.queries.answers import Said
    from shuzheng.reliance.rules.checking import Bounds, Channel, Outcome

ORDER = {"handed": "asked_at", "asked": "asked", "organisation": "organisation__name"}


@dataclass(frozen=True, slots=True)
class CheckLine:
    """One list that was checked, in figures."""

    uid: UUID
    organisation: str
    channel: Channel
    state: State
    asked_at: datetime
    answered_at: datetime | None
    asked: int
    outcomes: Mapping[Outcome, int]
    expires_at: datetime
    is_own: bool


@dataclass(frozen=True, slots=True)
class Left:
    """What an enterprise may still ask today."""

    within: Bounds
    asked: int
    missed: int

    @property
    def rows(self) -> int:
        """Return how many more pairs may be asked about today."""
        if self.missed >= self.within.misses_a_day:
            return 0
        return max(self.within.a_day - self.asked, 0)


def listed(actor: Actor, wish: Wish) -> Found[CheckLine]:
    """Return one page of the checks within reach."""
    actor.require(Permission.CHECK_VIEW)
    rows = Check.objects.within(actor).select_related("organisation").defer("body")
    found = listing.cut(rows.order_by(*wish.order(ORDER)), wish)
    return listing.Found([_line(row, actor) for row in found.rows], found.total, found.page)


def one(uid: UUID, actor: Actor) -> CheckLine:
    """Return one check within reach, in figures."""
    return _line(access.check(uid, actor, Permission.CHECK_VIEW), actor)


def left(actor: Actor, now: datetime) -> Left:
    """Return what the actor's enterprise may still ask today."""
    today = periods.day(now)
    within = checking.bounds(today, rulebooks.current())
    row = Allowance.objects.filter(organisation_id=actor.organisation_id, on=today).first()
    return Left(within, row.asked if row else 0, row.missed if row else 0)


def answered(uid: UUID, actor: Actor) -> tuple[datetime, list[Said]]:
    """Return when a list of the actor's own enterprise was checked, and what was said of each."""
    row = access.check(uid, actor, Permission.CHECK_MAKE)
    if row.state == State.DELETED:
        raise access.AnswersGone
    if row.answered_at is None:
        raise access.NotAnswered
    return row.answered_at, answers.opened(row)


def _line(row: Check, actor: Actor) -> CheckLine:
    counted = {checking.Outcome(code): count for code, count in row.outcomes.items()}
    return CheckLine(
        uid=row.uid,
        organisation=row.organisation.name,
        channel=checking.Channel(row.channel),
        state=State(row.state),
        asked_at=row.asked_at,
        answered_at=row.answered_at,
        asked=row.asked,
        outcomes={one: counted[one] for one in checking.Outcome if one in counted},
        expires_at=row.expires_at,
        is_own=row.organisation_id == actor.organisation_id,
    )

"""Notices as pages show them, and what waits for whom: within the actor's reach."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from shuzheng.foundation import rulebooks, todos
from shuzheng.foundation.todos import Todo
from shuzheng.foundation.ui import listing
from shuzheng.kernel import periods
from shuzheng.standing import access
from shuzheng.standing.access import Permission
from shuzheng.standing.rules import notice_text
from shuzheng.standing.rules import notices as rules
from shuzheng.standing.rules.effort import Ground, Indicator, Shown
from shuzheng.standing.rules.notices import State

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from django.db.models import QuerySet

    from shuzheng.kernel.actor import Actor
    from shuzheng.standing.models import Notice

VIEWS = ("mine", "open", "all")
ORDER = {"organisation": "organisation__name", "proposed": "proposed_on"}
OVER = (State.DROPPED, State.ELIGIBILITY_LOSS_DROPPED, State.OVERTURNED, State.REVOKED)


@dataclass(frozen=True, slots=True)
class NoticeLine:
    """A notice, all that its page shows; `needed` is how many further misses allow a loss."""

    id: int
    organisation_id: int
    organisation: str
    state: State
    rule: str
    grounds: tuple[date, ...]
    ground: Ground | None
    shown: tuple[Shown, ...]
    why: str
    further: tuple[date, ...]
    needed: int
    proposed_on: date
    proposed_by: int | None
    heard_on: date | None
    statement: str
    text: str
    prepared_by: int | None
    document_id: int | None
    number: str
    issued_on: date | None
    dropped_on: date | None
    dropped_reason: str
    fell: bool
    correction_due_on: date | None
    corrected_on: date | None
    correction: str
    loss_proposed_on: date | None
    loss_reason: str
    loss_prepared_by: int | None
    loss_heard_on: date | None
    loss_statement: str
    loss_dropped_reason: str
    decided_on: date | None
    decided_by: int | None
    appeal_until: date | None
    appealed_on: date | None
    appeal: str
    appeal_decided_on: date | None
    appeal_reason: str
    revoked_on: date | None
    revoked_reason: str


def listed(actor: Actor, wish: listing.Wish, now: datetime) -> listing.Found[NoticeLine]:
    """Return one page of the notices within reach."""
    rows = _viewed(access.notices(actor), wish.view, actor, now).select_related("organisation")
    found = listing.cut(rows.order_by(*wish.order(ORDER)), wish)
    return listing.Found([_line(row, now) for row in found.rows], found.total, found.page)


def every(actor: Actor, wish: listing.Wish, now: datetime) -> Iterator[NoticeLine]:
    """Yield every notice that the list would show."""
    rows = _viewed(access.notices(actor), wish.view, actor, now).select_related("organisation")
    for row in rows.order_by(*wish.order(ORDER)).iterator(chunk_size=500):
        yield _line(row, now)


def of(organisation_id: int, actor: Actor, now: datetime) -> list[NoticeLine]:
    """Return the notices against an institution, newest first; none that fell or out of reach."""
    if not actor.may(Permission.NOTICE_VIEW):
        return []
    rows = access.notices(actor).filter(organisation_id=organisation_id, fell=False)
    found = rows.select_related("organisation").order_by("-proposed_on", "-pk")
    return [_line(row, now) for row in found]


def title(row: Notice, institution: str) -> str:
    """Return the title under which a notice is published."""
    if row.ground:
        return notice_text.title_on_effort(institution, Ground(row.ground))
    return notice_text.title(institution, len(row.grounds))


def usual_text(row: Notice, now: datetime) -> str:
    """Return what a notice usually says, for whoever prepares it."""
    name, today, book = row.organisation.name, periods.day(now), rulebooks.current()
    if row.ground:
        given = (Ground(row.ground), _shown(row.indicators), row.why)
        return notice_text.text_on_effort(name, *given, today, book)
    return notice_text.text(name, _days(row.grounds), today, book)


def text_to_prepare(notice_id: int, actor: Actor, now: datetime) -> str:
    """Return the text with which preparing a notice begins."""
    return usual_text(access.notice(notice_id, actor, Permission.NOTICE_PREPARE), now)


def counts(actor: Actor, now: datetime) -> dict[str, int]:
    """Return how many notices each view holds."""
    rows = access.notices(actor)
    return {view: _viewed(rows, view, actor, now).count() for view in VIEWS}


def one(
    notice_id: int, actor: Actor, now: datetime, permission: Permission = Permission.NOTICE_VIEW
) -> NoticeLine:
    """Return one notice within the actor's reach."""
    row = access.notice(notice_id, actor, permission)
    return _line(row, now)


def waiting(actor: Actor, now: datetime) -> int:
    """Return how many notices wait for the actor."""
    return _mine(access.notices(actor), actor, now).count()


@todos.provide("standing")
def todos_for(actor: Actor, now: datetime) -> Iterator[Todo]:
    """Yield the notices that wait for the actor."""
    if not actor.may(Permission.NOTICE_VIEW):
        return
    count = waiting(actor, now)
    if count:
        url = f"{reverse('standing:notices')}?view=mine"
        yield Todo(_("Notices to go on with"), url, count=count, rule="R-193")


def may_propose_loss(line: NoticeLine, today: date) -> bool:
    """Return whether there is a ground to propose a loss of eligibility."""
    overdue = line.corrected_on is None and today > (line.correction_due_on or today)
    return line.state is State.ISSUED and (len(line.further) >= line.needed or overdue)


def _viewed(rows: QuerySet[Notice], view: str, actor: Actor, now: datetime) -> QuerySet[Notice]:
    if view == "mine":
        return _mine(rows, actor, now)
    return rows.exclude(state__in=OVER) if view == "open" else rows


def _mine(rows: QuerySet[Notice], actor: Actor, now: datetime) -> QuerySet[Notice]:
    """Keep what waits for this actor: a hearing, a decision, a plan of correction, an appeal."""
    today = periods.day(now)
    if actor.may(Permission.NOTICE_PREPARE):
        unheard = Q(state=State.ELIGIBILITY_LOSS_PROPOSED, loss_heard_on=None)
        overdue = Q(state=State.ISSUED, corrected_on=None, correction_due_on__lt=today)
        again = Q(state=State.ISSUED, further_count__gte=_needed(today))
        return rows.filter(Q(state=State.PROPOSED) | unheard | overdue | again)
    if actor.may(Permission.NOTICE_DECIDE):
        loss = Q(state=State.ELIGIBILITY_LOSS_PROPOSED, loss_heard_on__isnull=False)
        appeal = Q(state=State.ELIGIBILITY_LOST, appealed_on__isnull=False, appeal_decided_on=None)
        return rows.filter(Q(state=State.HEARD) | loss | appeal)
    if actor.may(Permission.NOTICE_ANSWER):
        plan = Q(state=State.ISSUED, corrected_on=None)
        open_appeal = Q(state=State.ELIGIBILITY_LOST, appealed_on=None, appeal_until__gte=today)
        return rows.filter(plan | open_appeal)
    return rows.none()


def _line(row: Notice, now: datetime) -> NoticeLine:
    shown = {name: getattr(row, name) for name in KEPT}
    return NoticeLine(
        id=row.pk,
        organisation=row.organisation.name,
        state=rules.State(row.state),
        grounds=_days(row.grounds),
        ground=Ground(row.ground) if row.ground else None,
        shown=_shown(row.indicators),
        further=_days(row.further),
        needed=_needed(periods.day(now)),
        **shown,
    )


KEPT = tuple(
    name
    for name in NoticeLine.__dataclass_fields__
    if name
    not in {"id", "organisation", "state", "grounds", "ground", "shown", "further", "needed"}
)
"""What a line takes from its row as it stands."""


def _needed(today: date) -> int:
    return rulebooks.current().on(today, "R-194").integer("further_misses")


def _shown(rows: list[tuple[str, int, int]]) -> tuple[Shown, ...]:
    return tuple(Shown(Indicator(name), value, limit) for name, value, limit in rows)


def _days(texts: list[str]) -> tuple[date, ...]:
    return tuple(date.fromisoformat(text) for text in texts)

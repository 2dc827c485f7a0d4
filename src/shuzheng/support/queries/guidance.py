"""Guidance and help as pages and workbooks show them (R-250, R-221)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, Min, Q

from shuzheng.foundation.ui import listing
from shuzheng.kernel import periods
from shuzheng.support import access
from shuzheng.support.rules.guidance import Ground, HelpState, State, Way

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date, datetime

    from django.db.models import QuerySet

    from shuzheng.kernel.actor import Actor
    from shuzheng.support.access import Permission
    from shuzheng.support.models import Guidance, Help

VIEWS = ("open", "late", "closed", "all")
ORDER = {"institution": "institution__code", "given": "given_on", "due": "due_on"}
HELP_VIEWS = ("open", "closed", "all")
HELP_ORDER = {"institution": "institution__code", "until": "until"}


@dataclass(frozen=True, slots=True)
class GuidanceLine:
    """One guidance with its follow-up."""

    id: int
    institution_id: int
    institution: str
    code: str
    given_by: str
    state: State
    way: Way
    given_on: date
    subject: str
    words: str
    follow_up: str
    due_on: date | None
    told: str
    told_on: date | None
    outcome: str
    closed_on: date | None


@dataclass(frozen=True, slots=True)
class HelpLine:
    """Help for one institution."""

    id: int
    institution: str
    state: HelpState
    ground: Ground
    reason: str
    training: str
    training_on: date
    helper: str
    plan: str
    opened_on: date
    until: date
    held_on: date | None
    managers: int | None
    outcome: str
    closed_on: date | None


def lines(
    actor: Actor, wish: listing.Wish, now: datetime, q: str = ""
) -> listing.Found[GuidanceLine]:
    """Return one page of the guidance within reach."""
    found = listing.cut(_chosen(actor, wish, now, q), wish)
    return listing.Found([_line(row) for row in found.rows], found.total, found.page)


def every(actor: Actor, wish: listing.Wish, now: datetime, q: str = "") -> Iterator[GuidanceLine]:
    """Yield all of them."""
    for row in _chosen(actor, wish, now, q):
        yield _line(row)


def counts(actor: Actor, now: datetime) -> dict[str, int]:
    """Return how many rows each view holds."""
    rows = access.guidances(actor)
    return {view: _viewed(rows, view, now).count() for view in VIEWS}


def one(pk: int, actor: Actor, permission: Permission) -> GuidanceLine:
    """Return one guidance."""
    return _line(access.guidance(pk, actor, permission))


def waiting(actor: Actor, *, reported: bool) -> tuple[int, date | None]:
    """Return how many guidances wait for the institution's report, or for being closed."""
    state = State.REPORTED if reported else State.OPEN
    found = access.guidances(actor).filter(state=state).aggregate(n=Count("pk"), due=Min("due_on"))
    return found["n"], found["due"]


def helps(actor: Actor, wish: listing.Wish, q: str = "") -> listing.Found[HelpLine]:
    """Return one page of the help within reach."""
    rows = _help_viewed(access.helps(actor), wish.view).select_related("institution")
    if q:
        rows = rows.filter(institution__name__icontains=q)
    found = listing.cut(rows.order_by(*wish.order(HELP_ORDER)), wish)
    return listing.Found([_help(row) for row in found.rows], found.total, found.page)


def help_counts(actor: Actor) -> dict[str, int]:
    """Return how many rows each view holds."""
    rows = access.helps(actor)
    return {view: _help_viewed(rows, view).count() for view in HELP_VIEWS}


def help_one(pk: int, actor: Actor, permission: Permission) -> HelpLine:
    """Return the help for one institution."""
    return _help(access.help_row(pk, actor, permission))


def help_late(actor: Actor, now: datetime) -> tuple[int, date | None]:
    """Return how many helps have a training or an end that is overdue."""
    today = periods.day(now)
    late = Q(held_on=None, training_on__lt=today) | Q(until__lt=today)
    rows = access.helps(actor).filter(late, state=HelpState.UNDER_WAY)
    found = rows.aggregate(n=Count("pk"), due=Min("training_on"))
    return found["n"], found["due"]


def _chosen(actor: Actor, wish: listing.Wish, now: datetime, q: str) -> QuerySet[Guidance]:
    rows = _viewed(access.guidances(actor), wish.view, now)
    rows = rows.select_related("institution", "given_by")
    if q:
        rows = rows.filter(Q(institution__name__icontains=q) | Q(subject__icontains=q))
    return rows.order_by(*wish.order(ORDER))


def _viewed(rows: QuerySet[Guidance], view: str, now: datetime) -> QuerySet[Guidance]:
    if view == "closed":
        return rows.filter(state=State.CLOSED)
    if view == "open":
        return rows.exclude(state=State.CLOSED)
    if view == "late":
        return rows.filter(state=State.OPEN, due_on__lt=periods.day(now))
    return rows


def _help_viewed(rows: QuerySet[Help], view: str) -> QuerySet[Help]:
    states = {"open": HelpState.UNDER_WAY, "closed": HelpState.CLOSED}
    return rows.filter(state=states[view]) if view in states else rows


def _line(row: Guidance) -> GuidanceLine:
    return GuidanceLine(
        id=row.pk,
        institution_id=row.institution_id,
        institution=row.institution.name,
        code=row.institution.code,
        given_by=row.given_by.name,
        state=State(row.state),
        way=Way(row.way),
        given_on=row.given_on,
        subject=row.subject,
        words=row.words,
        follow_up=row.follow_up,
        due_on=row.due_on,
        told=row.told,
        told_on=row.told_on,
        outcome=row.outcome,
        closed_on=row.closed_on,
    )


def _help(row: Help) -> HelpLine:
    return HelpLine(
        id=row.pk,
        institution=row.institution.name,
        state=HelpState(row.state),
        ground=Ground(row.ground),
        reason=row.reason,
        training=row.training,
        training_on=row.training_on,
        helper=row.helper,
        plan=row.plan,
        opened_on=row.opened_on,
        until=row.until,
        held_on=row.held_on,
        managers=row.managers,
        outcome=row.outcome,
        closed_on=row.closed_on,
    )

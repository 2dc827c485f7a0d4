"""Feedback on standards as pages and workbooks show it (R-058)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, Min, Q

from shuzheng.catalogue.queries import standards
from shuzheng.catalogue.rules.levels import Level
from shuzheng.foundation.ui import listing
from shuzheng.kernel import periods
from shuzheng.pilots.queries import entries
from shuzheng.support import access
from shuzheng.support.access import Permission
from shuzheng.support.rules import feedback as rules
from shuzheng.support.rules.feedback import Matter, Outcome, State

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date, datetime

    from django.db.models import QuerySet

    from shuzheng.catalogue.queries.standards import StandardHeld
    from shuzheng.kernel.actor import Actor
    from shuzheng.support.models import Feedback

VIEWS = ("waiting", "late", "answered", "all")
ORDER = {
    "certificate": "standard__certificate_type__short_name",
    "institution": "institution__name",
    "given": "given_on",
    "due": "due_on",
}
WIDE = ("institution", "requirement", "standard__certificate_type__organisation")


@dataclass(frozen=True, slots=True)
class FeedbackLine:
    """One feedback; `requirement` is its number and text, `anchor` its place on the page."""

    id: int
    institution: str
    organisation: str
    certificate: str
    code: str
    version: str
    state: State
    matter: Matter
    requirement: str
    anchor: str
    words: str
    given_on: date
    due_on: date
    outcome: Outcome | None
    answer: str
    answered_on: date | None
    is_late: bool


def lines(
    actor: Actor, wish: listing.Wish, now: datetime, **chosen: str
) -> listing.Found[FeedbackLine]:
    """Return one page of the feedback that the actor sees."""
    found = listing.cut(_chosen(actor, wish, now, **chosen), wish)
    return listing.Found([_line(row, now) for row in found.rows], found.total, found.page)


def every(actor: Actor, wish: listing.Wish, now: datetime, **chosen: str) -> Iterator[FeedbackLine]:
    """Yield all of it."""
    for row in _chosen(actor, wish, now, **chosen):
        yield _line(row, now)


def total(actor: Actor, wish: listing.Wish, now: datetime, **chosen: str) -> int:
    """Return how much feedback meets some filters."""
    return _chosen(actor, wish, now, **chosen).count()


def counts(actor: Actor, now: datetime) -> dict[str, int]:
    """Return how much feedback each view holds."""
    return {view: _viewed(actor, view, now).count() for view in VIEWS}


def one(pk: int, actor: Actor, now: datetime, permission: Permission) -> FeedbackLine:
    """Return one feedback within reach."""
    return _line(access.feedback_row(pk, actor, permission), now)


def waiting(actor: Actor) -> tuple[int, date | None]:
    """Return how much feedback waits for an answer, and by when the first."""
    return _counted(access.feedback(actor).filter(state=State.GIVEN))


def late(actor: Actor, now: datetime) -> tuple[int, date | None]:
    """Return how many answers are late, and since when the first."""
    return _counted(_viewed(actor, "late", now))


def open_to(actor: Actor) -> list[StandardHeld]:
    """Return the standards in force that the actor's institution gives feedback on."""
    actor.require(Permission.FEEDBACK_GIVE)
    found = standards.in_force_of(entries.used_by(actor.organisation_id))
    return [one for one in found if one.organisation_id]


def beside(standard_version_id: int, actor: Actor, now: datetime) -> list[FeedbackLine]:
    """Return what the actor sees of a version, and what was adopted for it from earlier ones."""
    certificate = standards.held(standard_version_id).certificate_type_id
    here = Q(standard_id=standard_version_id)
    before = Q(
        standard__certificate_type_id=certificate,
        standard_id__lt=standard_version_id,
        outcome=Outcome.ADOPTED,
    )
    rows = access.feedback(actor).filter(here | before).exclude(state=State.WITHDRAWN)
    return [_line(row, now) for row in rows.select_related(*WIDE).order_by("-given_on", "-pk")]


def _counted(rows: QuerySet[Feedback]) -> tuple[int, date | None]:
    found = rows.aggregate(n=Count("pk"), due=Min("due_on"))
    return found["n"], found["due"]


def _chosen(
    actor: Actor, wish: listing.Wish, now: datetime, *, q: str = "", matter: str = ""
) -> QuerySet[Feedback]:
    rows = _viewed(actor, wish.view, now).select_related(*WIDE)
    if q:
        rows = rows.filter(
            Q(standard__certificate_type__name__icontains=q)
            | Q(institution__name__icontains=q)
            | Q(words__icontains=q)
        )
    if matter:
        rows = rows.filter(matter=matter)
    return rows.order_by(*wish.order(ORDER))


def _viewed(actor: Actor, view: str, now: datetime) -> QuerySet[Feedback]:
    rows = access.feedback(actor)
    if view == "late":
        return rows.filter(state=State.GIVEN, due_on__lt=periods.day(now))
    states = {"waiting": State.GIVEN, "answered": State.ANSWERED}
    return rows.filter(state=states[view]) if view in states else rows


def _line(row: Feedback, now: datetime) -> FeedbackLine:
    kind, state, about = row.standard.certificate_type, State(row.state), row.requirement
    late = rules.is_late(row.due_on, row.answered_on, periods.day(now))
    owner = kind.organisation
    return FeedbackLine(
        id=row.pk,
        institution=row.institution.name,
        organisation=owner.name if owner else kind.organisation_name,
        certificate=kind.short_name,
        code=kind.code,
        version=row.standard.version,
        state=state,
        matter=Matter(row.matter),
        requirement=f"{about.number} {about.text}" if about else "",
        anchor=f"{Level(about.level)}-{about.number}" if about else "",
        words=row.words,
        given_on=row.given_on,
        due_on=row.due_on,
        outcome=Outcome(row.outcome) if row.outcome else None,
        answer=row.answer,
        answered_on=row.answered_on,
        is_late=late and state is not State.WITHDRAWN,
    )

"""Cases as the desk sees them: the list, one of them, what waits for whom. Never who complains."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q

from shuzheng.complaints import access
from shuzheng.complaints.access import Permission
from shuzheng.complaints.models import Complaint
from shuzheng.complaints.queries import subjects
from shuzheng.complaints.rules import complaint as rules
from shuzheng.complaints.rules.complaint import Kind, Outcome, State, Urgency
from shuzheng.complaints.rules.effects import Effect
from shuzheng.foundation import sealing
from shuzheng.foundation.ui import listing
from shuzheng.kernel import periods

if TYPE_CHECKING:
    from datetime import date, datetime

    from django.db.models import QuerySet

    from shuzheng.kernel.actor import Actor

VIEWS = ("mine", "open", "late", "all")
ORDER = {"number": "number", "received": "received_at", "due": "answer_due_on"}
JOINED = ("organisation", "certificate_type", "site", "plan", "owner", "officer")
OWED = (State.TRIAGED, State.TRANSFERRED, *sorted(rules.UNDER_WAY), State.SATISFIED, State.REVIEWED)
"""States in which a case waits for its owner."""


@dataclass(frozen=True, slots=True)
class CaseLine:
    """A case in a list."""

    id: int
    number: str
    kind: Kind
    urgency: Urgency
    state: State
    about: str
    received_at: datetime
    accept_due_on: date
    accepted_on: date | None
    answer_due_on: date
    answered_on: date | None
    closed_on: date | None
    outcome: Outcome | None
    is_satisfied: bool | None
    owner: str
    officer: str
    is_own: bool
    is_flagged: bool

    @property
    def due_on(self) -> date | None:
        """Return the deadline that runs now; None where none does."""
        if self.state in rules.UNACCEPTED:
            return self.accept_due_on
        return self.answer_due_on if self.state in rules.UNDER_WAY else None


@dataclass(frozen=True, slots=True)
class Said:
    """A word in a case."""

    text: str
    at: datetime
    is_from_complainant: bool


@dataclass(frozen=True, slots=True)
class Party:
    """A party that the case is about: what it was asked, and its account."""

    organisation_id: int
    name: str
    question: str
    asked_on: date | None
    statement: str
    stated_on: date | None


@dataclass(frozen=True, slots=True)
class Followed:
    """What followed from a case in another room."""

    effect: Effect
    finding_id: int | None
    case_id: int | None


@dataclass(frozen=True, slots=True)
class CasePage:
    """A case as its page shows it; `files` are ids, opened by the owner alone."""

    line: CaseLine
    said_about: str
    text: str
    reason: str
    answer: str
    change: str
    review: str
    heard_until: date | None
    answered_by: int | None
    main: str
    main_id: int | None
    is_named: bool
    words: tuple[Said, ...]
    parties: tuple[Party, ...]
    files: tuple[int, ...]
    effects: tuple[Followed, ...]


def listed(
    actor: Actor,
    wish: listing.Wish,
    now: datetime,
    *,
    q: str = "",
    kind: str = "",
    urgency: str = "",
) -> listing.Found[CaseLine]:
    """Return one page of the cases that the actor may know of."""
    rows = _filtered(actor, wish, now, q=q, kind=kind, urgency=urgency)
    found = listing.cut(rows, wish)
    return listing.Found([_line(row, actor) for row in found.rows], found.total, found.page)


def every(
    actor: Actor,
    wish: listing.Wish,
    now: datetime,
    *,
    q: str = "",
    kind: str = "",
    urgency: str = "",
) -> list[CaseLine]:
    """Return all that the list would show, for its workbook."""
    rows = _filtered(actor, wish, now, q=q, kind=kind, urgency=urgency)
    return [_line(row, actor) for row in rows]


def counts(actor: Actor, now: datetime) -> dict[str, int]:
    """Return how many cases each view holds."""
    rows = access.complaints(actor)
    return {view: _viewed(rows, view, actor, now).count() for view in VIEWS}


def waiting(actor: Actor) -> int:
    """Return how many cases wait for the actor."""
    return _mine(access.complaints(actor), actor).count()


def first_due(actor: Actor) -> date | None:
    """Return the earliest deadline among the cases that wait for the actor."""
    rows = _mine(access.complaints(actor), actor).filter(state__in=rules.OPEN)
    days = [
        accept if state in rules.UNACCEPTED else answer
        for state, accept, answer in rows.values_list("state", "accept_due_on", "answer_due_on")
    ]
    return min(days, default=None)


def one(pk: int, actor: Actor, permission: Permission = Permission.COMPLAINT_HANDLE) -> CasePage:
    """Return one case, with everything that is said in it but who complains."""
    access.complaint(pk, actor, permission)
    row = Complaint.objects.select_related(*JOINED, "merged_into", "complainant").get(pk=pk)
    held = getattr(row, "complainant", None)
    return CasePage(
        _line(row, actor),
        row.about,
        row.opened("text"),
        row.opened("reason"),
        row.opened("answer"),
        row.change,
        row.opened("review"),
        row.heard_until,
        row.answered_by,
        row.merged_into.number if row.merged_into else "",
        row.merged_into_id,
        held is not None and bool(held.name_sealed or held.contact_sealed),
        words(row),
        tuple(
            Party(
                one.organisation_id,
                one.organisation.name,
                one.question,
                one.asked_on,
                one.statement,
                one.stated_on,
            )
            for one in row.concerned.select_related("organisation").order_by("pk")
        ),
        tuple(row.attachments.order_by("pk").values_list("pk", flat=True)),
        tuple(
            Followed(Effect(one.effect), one.finding_id, one.case_id)
            for one in row.consequences.order_by("pk")
        ),
    )


def words(row: Complaint) -> tuple[Said, ...]:
    """Return what was added to a case, the oldest first."""
    return tuple(
        Said(sealing.unseal(one.text_sealed, one.place()), one.at, one.is_from_complainant)
        for one in row.messages.order_by("pk")
    )


def _filtered(
    actor: Actor, wish: listing.Wish, now: datetime, *, q: str, kind: str, urgency: str
) -> QuerySet[Complaint]:
    rows = _viewed(access.complaints(actor), wish.view, actor, now)
    if q:
        rows = rows.filter(number__icontains=q.strip())
    if kind:
        rows = rows.filter(kind=kind)
    if urgency:
        rows = rows.filter(urgency=urgency)
    return rows.select_related(*JOINED).order_by(*wish.order(ORDER))


def _viewed(
    rows: QuerySet[Complaint], view: str, actor: Actor, now: datetime
) -> QuerySet[Complaint]:
    if view == "mine":
        return _mine(rows, actor)
    if view == "late":
        today = periods.day(now)
        unaccepted = Q(state__in=rules.UNACCEPTED, accept_due_on__lt=today)
        return rows.filter(unaccepted | Q(state__in=rules.OPEN, answer_due_on__lt=today))
    return rows.exclude(state__in=rules.OVER) if view == "open" else rows


def _mine(rows: QuerySet[Complaint], actor: Actor) -> QuerySet[Complaint]:
    """Keep what waits for this actor: to be assigned, handled, looked into, reviewed."""
    flagged = Q(flagged_at__isnull=False, flag_cleared_at__isnull=True)
    own = Q(owner=actor.organisation_id, officer=actor.person_id)
    owed = own & (Q(state__in=OWED) | flagged)
    if actor.may(Permission.COMPLAINT_ASSIGN):
        reviewed = Q(state=State.DISSATISFIED) & ~Q(answered_by=actor.person_id)
        owed |= Q(state=State.RECEIVED) | reviewed
    return rows.filter(owed)


def _line(row: Complaint, actor: Actor) -> CaseLine:
    return CaseLine(
        row.pk,
        row.number,
        Kind(row.kind),
        Urgency(row.urgency),
        State(row.state),
        subjects.label(row),
        row.received_at,
        row.accept_due_on,
        row.accepted_on,
        row.answer_due_on,
        row.answered_on,
        row.closed_on,
        Outcome(row.outcome) if row.outcome else None,
        row.is_satisfied,
        row.owner.name if row.owner else "",
        row.officer.name if row.officer else "",
        access.owns(row, actor),
        # That something changed afterwards says who complains to whoever can see what changed.
        access.owns(row, actor) and row.flagged_at is not None and row.flag_cleared_at is None,
    )

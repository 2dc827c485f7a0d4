"""Sites as pages show them: the list, one site with its rooms, one application."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Q

from shuzheng.assessment.access import Permission
from shuzheng.assessment.access import sites as access
from shuzheng.assessment.models import Room, Seat, Site, SiteApproval
from shuzheng.assessment.queries import opening
from shuzheng.assessment.rules import site as rules
from shuzheng.assessment.rules.site import State
from shuzheng.foundation import rulebooks
from shuzheng.foundation.ui import listing
from shuzheng.identity.rules.kinds import Role
from shuzheng.kernel import periods
from shuzheng.kernel.actor import Reach
from shuzheng.pilots.queries import alliances

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

    from django.db.models import QuerySet

    from shuzheng.kernel.actor import Actor

VIEWS = ("all", "mine")
FIELDS = {
    "name": "name",
    "institution": "institution__name",
    "city": "institution__division_id",
    "active": "active",
}
UNDER_WAY = (State.SUBMITTED, State.ALLIANCE_OPINION, State.ORG_REVIEW, State.APPROVED)
ENDED = (State.DRAFT, State.REFUSED, State.CLOSED)


@dataclass(frozen=True, slots=True)
class SiteLine:
    """One site in the list: how many seats it has, for how many levels it is active."""

    id: int
    code: str
    name: str
    address: str
    institution: str
    city: str
    rooms: int
    seats: int
    active: int
    under_way: int
    limited: int


@dataclass(frozen=True, slots=True)
class RoomLine:
    """One room: its grid, its usable seats, its newest check and what that found wanting."""

    id: int
    code: str
    name: str
    rows: int
    columns: int
    seats: int
    accessible: int
    checked_on: date | None
    is_good: bool
    failing: tuple[str, ...]
    document: UUID | None


@dataclass(frozen=True, slots=True)
class ApprovalLine:
    """One application or approval: for what, where it stands, until when something is due."""

    id: int
    site_id: int
    site: str
    institution: str
    certificate: str
    level: str
    state: State
    due_on: date | None
    approved_until: date | None


@dataclass(frozen=True, slots=True)
class SitePage:
    """One site with everything its page shows."""

    id: int
    code: str
    name: str
    address: str
    institution_id: int
    institution: str
    city: str
    rooms: tuple[RoomLine, ...]
    approvals: tuple[ApprovalLine, ...]
    is_own: bool

    @property
    def seats(self) -> int:
        """The usable seats of all its rooms."""
        return sum(room.seats for room in self.rooms)


@dataclass(frozen=True, slots=True)
class ApprovalPage:
    """One application with everything its page shows."""

    line: ApprovalLine
    certificate_type_id: int
    organisation_id: int | None
    organisation: str
    institution_id: int
    texts: tuple[tuple[str, str], ...]
    submitted_on: date | None
    opinion: str
    opinion_on: date | None
    alliance: str
    lead_id: int | None
    approved_on: date | None
    active_since: date | None
    rechecked_on: date | None
    by_video: bool | None
    visited_on: date | None
    document: UUID | None
    refusal: str
    seat_limit: int | None
    limit_reason: str
    limited_by_id: int | None
    limited_by: str
    rooms: tuple[RoomLine, ...]


def lines(
    actor: Actor, wish: listing.Wish, *, q: str = "", state: str = ""
) -> listing.Found[SiteLine]:
    """Return one page of the sites within reach."""
    actor.require(Permission.SITE_VIEW)
    rows = Site.objects.within(actor)
    if wish.view == "mine":
        rows = rows.filter(pk__in=_waiting(actor).values("site_id"))
    if q:
        rows = rows.filter(Q(name__icontains=q) | Q(code=q) | Q(institution__name__icontains=q))
    if state:
        in_state = SiteApproval.objects.within(actor).filter(state=state)
        rows = rows.filter(pk__in=in_state.values("site_id"))
    seen = Q(approvals__in=SiteApproval.objects.within(actor).values("pk"))
    active, under_way, limited = (
        Count("approvals", filter=seen & Q(approvals__state__in=states), distinct=True)
        for states in ((State.ACTIVE,), UNDER_WAY, (State.RESTRICTED, State.SUSPENDED))
    )
    counted = rows.annotate(active=active, under_way=under_way, limited=limited)
    found = listing.cut(
        counted.select_related("institution__division").order_by(*wish.order(FIELDS)), wish
    )
    rooms, seats = _sizes([row.pk for row in found.rows])
    return listing.Found(
        [_line(row, rooms[row.pk], seats[row.pk]) for row in found.rows], found.total, found.page
    )


def waiting(actor: Actor) -> int:
    """Return how many applications wait for the actor."""
    return _waiting(actor).count()


def waiting_lines(actor: Actor) -> list[ApprovalLine]:
    """Return the applications that wait for the actor, the longest waiting first."""
    rows = _waiting(actor).select_related("site__institution", "certificate_type")
    return [_approval_line(row) for row in rows.order_by("submitted_on", "pk")]


def page(site_id: int, actor: Actor, now: datetime) -> SitePage:
    """Return one site. Refuses out of reach."""
    row = access.site(site_id, actor, Permission.SITE_VIEW)
    approvals = SiteApproval.objects.within(actor).filter(site=row)
    rows = approvals.select_related("site__institution", "certificate_type")
    return SitePage(
        id=row.pk,
        code=row.code,
        name=row.name,
        address=row.address,
        institution_id=row.institution_id,
        institution=row.institution.name,
        city=row.institution.division.full_name,
        rooms=room_lines(row.pk, periods.day(now)),
        approvals=tuple(_approval_line(one) for one in rows.order_by("-pk")),
        is_own=row.institution_id == actor.organisation_id,
    )


def room(room_id: int, actor: Actor, now: datetime) -> tuple[SitePage, RoomLine]:
    """Return a room of the actor's own institution with its site."""
    row = access.own_room(room_id, actor, Permission.SITE_VIEW)
    whole = page(row.site_id, actor, now)
    return whole, next(one for one in whole.rooms if one.id == room_id)


def seats_of(room_id: int, actor: Actor) -> tuple[list[int], list[int]]:
    """Return the numbers of a room's unusable and of its accessible seats."""
    row = access.own_room(room_id, actor, Permission.SITE_VIEW)
    seats = list(row.seats.order_by("number"))
    return (
        [seat.number for seat in seats if not seat.usable],
        [seat.number for seat in seats if seat.accessible],
    )


def approval(approval_id: int, actor: Actor, now: datetime) -> ApprovalPage:
    """Return one application. Refuses out of reach."""
    row = access.approval(approval_id, actor, Permission.SITE_VIEW)
    alliance = alliances.of(row.certificate_type_id)
    organisation = row.certificate_type.organisation
    return ApprovalPage(
        line=_approval_line(row),
        certificate_type_id=row.certificate_type_id,
        organisation_id=row.certificate_type.organisation_id,
        organisation=organisation.name if organisation else "",
        institution_id=row.site.institution_id,
        texts=tuple((topic, text) for topic, text in row.application.items()),
        submitted_on=row.submitted_on,
        opinion=row.opinion,
        opinion_on=row.opinion_on,
        alliance=alliance.name if alliance else "",
        lead_id=alliance.lead_id if alliance else None,
        approved_on=row.approved_on,
        active_since=row.active_since,
        rechecked_on=row.rechecked_on,
        by_video=row.by_video,
        visited_on=row.visited_on,
        document=row.review.uid if row.review else None,
        refusal=row.refusal,
        seat_limit=row.seat_limit,
        limit_reason=row.limit_reason,
        limited_by_id=row.limited_by_id,
        limited_by=row.limited_by.name if row.limited_by else "",
        rooms=room_lines(row.site_id, periods.day(now)),
    )


def room_lines(site_id: int, today: date) -> tuple[RoomLine, ...]:
    """Return the rooms of a site with their newest checks."""
    book = rulebooks.current()
    rooms = list(Room.objects.filter(site_id=site_id).order_by("code"))
    ids = [one.pk for one in rooms]
    checks, usable = opening.checklists(ids, today), opening.usable_seats(ids)
    documents = opening.check_documents(ids, today)
    accessible = dict.fromkeys(ids, 0)
    for one in Seat.objects.filter(room_id__in=ids, accessible=True, usable=True):
        accessible[one.room_id] += 1
    return tuple(
        RoomLine(
            id=one.pk,
            code=one.code,
            name=one.name,
            rows=one.rows,
            columns=one.columns,
            seats=usable[one.pk],
            accessible=accessible[one.pk],
            checked_on=checks[one.pk].checked_on if one.pk in checks else None,
            is_good=one.pk in checks and rules.is_good_for(checks[one.pk], today, book),
            failing=rules.failing_items(checks[one.pk], book) if one.pk in checks else (),
            document=documents.get(one.pk),
        )
        for one in rooms
    )


def due_on(row: SiteApproval) -> date | None:
    """Return the last day of whoever an application waits for."""
    calendar, book = rulebooks.calendar(), rulebooks.current()
    if row.state == State.SUBMITTED and row.submitted_on:
        return rules.opinion_due_on(row.submitted_on, calendar, book)
    if row.state in {State.ALLIANCE_OPINION, State.ORG_REVIEW} and row.opinion_on:
        return rules.review_due_on(row.opinion_on, calendar, book)
    if row.state == State.APPROVED and row.approved_on:
        return rules.recorded_by_silence_on(row.approved_on, calendar, book)
    return None


def _waiting(actor: Actor) -> QuerySet[SiteApproval]:
    """Return the applications whose next step is the actor's."""
    rows = SiteApproval.objects.within(actor)
    if actor.may(Permission.SITE_REVIEW):
        return rows.filter(
            state__in=(State.ALLIANCE_OPINION, State.ORG_REVIEW),
            certificate_type__organisation_id=actor.organisation_id,
        )
    if actor.role == Role.OFFICE_OFFICER:
        return rows.filter(state=State.APPROVED)
    if actor.may(Permission.SITE_OPINE) and actor.reach is Reach.ORGANISATION:
        return rows.filter(state=State.SUBMITTED).exclude(
            site__institution_id=actor.organisation_id
        )
    return rows.none()


def _sizes(site_ids: list[int]) -> tuple[dict[int, int], dict[int, int]]:
    rooms, seats = dict.fromkeys(site_ids, 0), dict.fromkeys(site_ids, 0)
    counted: Any = (
        Room.objects.filter(site_id__in=site_ids)
        .values_list("site_id")
        .annotate(
            number=Count("pk", distinct=True),
            usable=Count("seats", filter=Q(seats__usable=True)),
        )
    )
    for site, number, usable in counted:
        rooms[site], seats[site] = number, usable
    return rooms, seats


def _line(row: Any, rooms: int, seats: int) -> SiteLine:  # noqa: ANN401 - an annotated row
    return SiteLine(
        id=row.pk,
        code=row.code,
        name=row.name,
        address=row.address,
        institution=row.institution.name,
        city=row.institution.division.full_name,
        rooms=rooms,
        seats=seats,
        active=row.active,
        under_way=row.under_way,
        limited=row.limited,
    )


def _approval_line(row: SiteApproval) -> ApprovalLine:
    return ApprovalLine(
        id=row.pk,
        site_id=row.site_id,
        site=row.site.name,
        institution=row.site.institution.name,
        certificate=row.certificate_type.name,
        level=row.level,
        state=State(row.state),
        due_on=due_on(row),
        approved_until=row.approved_until,
    )

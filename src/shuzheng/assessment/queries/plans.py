"""Assessment plans as pages show them: the list, and one plan with its conditions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Q

from shuzheng.assessment.access import Permission
from shuzheng.assessment.access import plans as access
from shuzheng.assessment.models import Plan, PlanRoom
from shuzheng.assessment.queries import opening, sites
from shuzheng.assessment.rules import marking
from shuzheng.assessment.rules.plan import PLAN, State, Verb
from shuzheng.catalogue.queries import standards
from shuzheng.foundation.models import Fact
from shuzheng.foundation.ui import listing
from shuzheng.identity.rules.kinds import Role
from shuzheng.kernel import periods
from shuzheng.pilots.queries import activity_reports

if TYPE_CHECKING:
    from datetime import date, datetime

    from django.db.models import QuerySet

    from shuzheng.assessment.queries.sites import RoomLine
    from shuzheng.assessment.rules.opening import Guard
    from shuzheng.kernel.actor import Actor

VIEWS = ("running", "mine", "over", "all")
FIELDS = {
    "name": "name",
    "organisation": "organisation__name",
    "first": "first_on",
    "closes": "registration_closes_at",
    "registered": "places_taken",
}
OVER = (State.CERTIFIED, State.ARCHIVED, State.CANCELLED)
OPENING = (State.DRAFT, State.SUBMITTED, State.REPORTED)
SEATING = (State.REGISTRATION_CLOSED, State.POSTPONED)


@dataclass(frozen=True, slots=True)
class PlanLine:
    """One plan in the list."""

    id: int
    number: str
    name: str
    level: str
    module: str
    organisation: str
    sites: tuple[str, ...]
    first_on: date
    last_on: date
    closes_at: datetime
    seats: int
    registered: int
    state: State


@dataclass(frozen=True, slots=True)
class SittingLine:
    """When one part is sat."""

    code: str
    name: str
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class PartLine:
    """One part of a plan: `full` in marks as printed, `weight` in per cent."""

    code: str
    name: str
    weight: int
    full: str
    by_machine: bool


@dataclass(frozen=True, slots=True)
class AssessorLine:
    """One appointed assessor."""

    person_id: int
    name: str
    background: str
    number: str
    expires_on: date
    is_chief: bool


@dataclass(frozen=True, slots=True)
class PlanPage:
    """One plan with everything its page shows; money in fen."""

    id: int
    number: str
    name: str
    state: State
    certificate_type_id: int
    certificate: str
    level: str
    module: str
    organisation_id: int
    organisation: str
    standard: str
    standard_on: date | None
    sites: tuple[tuple[int, str], ...]
    rooms: tuple[RoomLine, ...]
    room_sites: dict[int, str]
    sittings: tuple[SittingLine, ...]
    parts: tuple[PartLine, ...]
    assessors: tuple[AssessorLine, ...]
    institutions: tuple[str, ...]
    first_on: date
    last_on: date
    opens_at: datetime
    closes_at: datetime
    seats: int
    taken: int
    price_fen: int
    pass_rule: str
    report_number: str
    results_due_on: date | None
    reason: str
    next_on: date | None
    evidence: tuple[dict[str, Any], ...]
    reached: dict[State, datetime]
    is_own: bool
    is_invited: bool
    is_host: bool

    @property
    def seat_count(self) -> int:
        """The usable seats of its rooms."""
        return sum(room.seats for room in self.rooms)

    def allows(self, verb: Verb) -> bool:
        """Return whether the life cycle has this step from here."""
        return PLAN.allows(self.state, verb)


def lines(
    actor: Actor, wish: listing.Wish, *, q: str = "", state: str = "", level: str = ""
) -> listing.Found[PlanLine]:
    """Return one page of the plans within reach."""
    actor.require(Permission.PLAN_VIEW)
    rows = _viewed(Plan.objects.within(actor), wish.view, actor)
    if q:
        rows = rows.filter(
            Q(name__icontains=q) | Q(number__icontains=q) | Q(organisation__name__icontains=q)
        )
    if state:
        rows = rows.filter(state=state)
    if level:
        rows = rows.filter(level=level)
    found = listing.cut(rows.select_related("organisation").order_by(*wish.order(FIELDS)), wish)
    places = _places([row.pk for row in found.rows])
    return listing.Found(
        [_line(row, places.get(row.pk, ())) for row in found.rows], found.total, found.page
    )


def counts(actor: Actor) -> dict[str, int]:
    """Return how many plans each view holds."""
    rows = Plan.objects.within(actor)
    return {view: _viewed(rows, view, actor).count() for view in VIEWS if view != "all"}


def waiting(actor: Actor) -> int:
    """Return how many plans wait for the actor."""
    return _viewed(Plan.objects.within(actor), "mine", actor).count()


def page(plan_id: int, actor: Actor, now: datetime) -> PlanPage:
    """Return one plan. Refuses out of reach."""
    row = access.plan(plan_id, actor, Permission.PLAN_VIEW)
    standard = standards.version(row.standard_id)
    rooms = list(row.rooms.select_related("room__site").order_by("room__site_id", "room__code"))
    parts = list(row.components.order_by("pk"))
    report = activity_reports.brief([row.report_id]) if row.report_id else {}
    invited = list(row.institutions.order_by("code").values_list("pk", "name"))
    return PlanPage(
        id=row.pk,
        number=row.number,
        name=row.name,
        state=State(row.state),
        certificate_type_id=row.certificate_type_id,
        certificate=row.certificate_type.name,
        level=row.level,
        module=row.module,
        organisation_id=row.organisation_id,
        organisation=row.organisation.name,
        standard=standard.version,
        standard_on=standard.effective_on,
        sites=tuple({one.room.site_id: one.room.site.name for one in rooms}.items()),
        rooms=_rooms(rooms, periods.day(now)),
        room_sites={one.room_id: one.room.site.name for one in rooms},
        sittings=_sittings(row, {part.code: part.name for part in parts}),
        parts=tuple(
            PartLine(one.code, one.name, one.weight, marking.points(one.full), one.by_machine)
            for one in parts
        ),
        assessors=_assessors(row),
        institutions=tuple(name for _, name in invited),
        first_on=row.first_on,
        last_on=row.last_on,
        opens_at=row.registration_opens_at,
        closes_at=row.registration_closes_at,
        seats=row.seats,
        taken=row.places_taken,
        price_fen=row.price_fen,
        pass_rule=row.pass_rule,
        report_number=report[row.report_id].number if row.report_id else "",
        results_due_on=row.results_due_on,
        reason=row.state_reason,
        next_on=row.next_on,
        evidence=tuple(row.guards),
        reached=_reached(row.pk),
        is_own=row.organisation_id == actor.organisation_id,
        is_invited=actor.organisation_id in {pk for pk, _ in invited},
        is_host=actor.organisation_id in {one.room.site.institution_id for one in rooms},
    )


def guards(plan_id: int, actor: Actor, now: datetime) -> tuple[Guard, ...]:
    """Return the conditions of the plan's next step: opening, or locking the seats; else none."""
    row = access.plan(plan_id, actor, Permission.PLAN_VIEW)
    if row.state in OPENING:
        return opening.opening_guards(row, now)
    if row.state in SEATING:
        return opening.seating_guards(row, now)
    return ()


def _viewed(rows: QuerySet[Plan], view: str, actor: Actor) -> QuerySet[Plan]:
    if view == "running":
        return rows.exclude(state__in=OVER)
    if view == "over":
        return rows.filter(state__in=OVER)
    if view == "mine":
        return _mine(rows, actor)
    return rows


def _mine(rows: QuerySet[Plan], actor: Actor) -> QuerySet[Plan]:
    """Keep the plans whose next step is the actor's."""
    if actor.may(Permission.PLAN_WRITE):
        waits = (*OPENING, State.POSTPONED, State.SCORING, State.RESULTS_REVIEWED)
        return rows.filter(state__in=waits, organisation_id=actor.organisation_id)
    if actor.may(Permission.REGISTRATION_DRAFT):
        return rows.filter(state=State.OPEN, institutions=actor.organisation_id)
    if actor.role == Role.SITE_ADMIN:
        return rows.filter(state__in=(State.REGISTRATION_CLOSED, State.SEATED))
    return rows.none()


def _places(plan_ids: list[int]) -> dict[int, tuple[str, ...]]:
    found: dict[int, dict[str, None]] = {}
    rows = PlanRoom.objects.filter(plan_id__in=plan_ids).order_by("room__site_id")
    for plan, site in rows.values_list("plan_id", "room__site__name"):
        found.setdefault(plan, {})[site] = None
    return {plan: tuple(names) for plan, names in found.items()}


def _line(row: Plan, places: tuple[str, ...]) -> PlanLine:
    return PlanLine(
        id=row.pk,
        number=row.number,
        name=row.name,
        level=row.level,
        module=row.module,
        organisation=row.organisation.name,
        sites=places,
        first_on=row.first_on,
        last_on=row.last_on,
        closes_at=row.registration_closes_at,
        seats=row.seats,
        registered=row.places_taken,
        state=State(row.state),
    )


def _sittings(row: Plan, names: dict[str, str]) -> tuple[SittingLine, ...]:
    return tuple(
        SittingLine(
            one.component_code,
            names.get(one.component_code, one.component_code),
            one.starts_at,
            one.ends_at,
        )
        for one in row.sessions.order_by("starts_at")
    )


def _rooms(rooms: list[PlanRoom], today: date) -> tuple[RoomLine, ...]:
    """Return the plan's rooms with their checks, in the order of the plan."""
    by_site = {one.room.site_id for one in rooms}
    known = {line.id: line for site in sorted(by_site) for line in sites.room_lines(site, today)}
    return tuple(known[one.room_id] for one in rooms)


def _assessors(row: Plan) -> tuple[AssessorLine, ...]:
    rows = row.assessors.select_related("person", "qualification")
    return tuple(
        AssessorLine(
            one.person_id,
            one.person.name,
            one.qualification.background,
            one.qualification.number,
            one.qualification.expires_on,
            one.is_chief,
        )
        for one in rows.order_by("-is_chief", "person__name", "pk")
    )


def _reached(plan_id: int) -> dict[State, datetime]:
    """Return when the plan last came into each state, from its facts."""
    rows = Fact.objects.filter(subject=f"assessment.plan:{plan_id}").exclude(to_state="")
    drafted = Fact.objects.filter(
        subject=f"assessment.plan:{plan_id}", verb="assessment.plan.drafted"
    )
    found = dict.fromkeys([State.DRAFT], at) if (at := _first_at(drafted)) else {}
    for state, moment in rows.order_by("seq").values_list("to_state", "at"):
        found[State(state)] = moment
    return found


def _first_at(rows: QuerySet[Fact]) -> datetime | None:
    return rows.order_by("seq").values_list("at", flat=True).first()

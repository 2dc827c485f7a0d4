"""What a learner sees: one's own registrations, one's wards', the plans one could enter.

Money and its ground are shown here to whom they concern, and nowhere else.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import F, Q

from shuzheng.assessment.access import Permission
from shuzheng.assessment.access import registrations as access
from shuzheng.assessment.models import Plan, PlanRoom, PlanSession, Registration
from shuzheng.assessment.queries import registrations
from shuzheng.assessment.rules.plan import OVER
from shuzheng.assessment.rules.plan import State as PlanState
from shuzheng.assessment.rules.registration import OPEN, State
from shuzheng.fees.queries import agreements, settlements
from shuzheng.fees.rules.exemption import CandidateKind
from shuzheng.identity.queries import enrolments, persons
from shuzheng.kernel import periods
from shuzheng.kernel.actor import Reach
from shuzheng.pilots.queries import filings

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from django.db.models import QuerySet

    from shuzheng.assessment.queries.registrations import Finding
    from shuzheng.fees.queries.settlements import OwnSettlement
    from shuzheng.fees.rules.exemption import Charge
    from shuzheng.kernel.actor import Actor

ANSWERABLE = (PlanState.OPEN, PlanState.REGISTRATION_CLOSED, PlanState.POSTPONED)


@dataclass(frozen=True, slots=True)
class Own:
    """One of one's own (or a ward's) registrations."""

    id: int
    person_id: int
    person: str
    plan_id: int
    plan: str
    certificate: str
    level: str
    plan_state: PlanState
    state: State
    first_on: date
    starts_at: datetime | None
    places: tuple[tuple[str, str], ...]
    closes_at: datetime
    answer_until: date
    drafted_at: datetime
    confirmed_at: datetime | None
    accepted_at: datetime | None
    needs_guardian: bool
    consented_at: datetime | None
    finding: Finding | None
    reason: str
    next_on: date | None
    deferral_asked_at: datetime | None
    needs_accessible_seat: bool
    price_fen: int
    fee: OwnSettlement | None
    expected: Charge | None
    drafted_by: str

    @property
    def is_open(self) -> bool:
        """Whether it still leads to a sitting."""
        return self.state in OPEN and self.plan_state not in OVER

    @property
    def waits_for_answer(self) -> bool:
        """Whether the candidate's own yes or no is waited for."""
        return self.state == State.DRAFTED and self.plan_state in ANSWERABLE

    @property
    def waits_for_consent(self) -> bool:
        """Whether a guardian's consent is waited for."""
        return (
            self.plan_state in ANSWERABLE
            and self.state == State.CONFIRMED
            and self.needs_guardian
            and self.consented_at is None
        )


@dataclass(frozen=True, slots=True)
class OpenPlan:
    """A plan that one could enter; `price_fen` is what it costs at most."""

    id: int
    name: str
    certificate: str
    level: str
    module: str
    organisation: str
    places: tuple[tuple[str, str], ...]
    first_on: date
    closes_at: datetime
    free: int
    price_fen: int
    expected: Charge
    registration_id: int | None


def mine(actor: Actor, now: datetime) -> list[Own]:
    """Return one's own registrations, open ones first, the newest first within each."""
    actor.require(Permission.RESULT_OWN)
    rows = Registration.objects.filter(person_id=actor.person_id)
    return _owns(rows, actor, now)


def wards(actor: Actor, now: datetime) -> list[Own]:
    """Return the registrations of those whose guardian one is."""
    actor.require(Permission.RESULT_OWN)
    rows = Registration.objects.filter(person_id__in=persons.wards_of(actor.person_id))
    return _owns(rows, actor, now)


def one(
    registration_id: int,
    actor: Actor,
    now: datetime,
    permission: Permission = Permission.RESULT_OWN,
) -> Own:
    """Return one of one's own or one's wards' registrations, for a purpose that is permitted."""
    row = access.reachable(registration_id, actor)
    if actor.reach is not Reach.SELF:
        raise access.NoSuchRegistration
    actor.require(permission)
    return _owns(Registration.objects.filter(pk=row.pk), actor, now)[0]


def knows_birth(actor: Actor) -> bool:
    """Return whether the platform knows when one was born."""
    return persons.birth_dates([actor.person_id]).get(actor.person_id) is not None


def open_plans(actor: Actor, now: datetime, *, q: str = "") -> list[OpenPlan]:
    """Return the plans that are open now and that one may enter, the first to close first.

    Anybody may who is not enrolled; students enter where their institution takes part.
    """
    rows = Plan.objects.filter(
        state=PlanState.OPEN, registration_opens_at__lte=now, registration_closes_at__gt=now
    )
    if q:
        rows = rows.filter(Q(name__icontains=q) | Q(certificate_type__short_name__icontains=q))
    held = enrolments.current([actor.person_id]).get(actor.person_id)
    if held is not None:
        rows = rows.filter(institutions=held.organisation_id)
    found = list(
        rows.select_related("organisation", "certificate_type").order_by(
            "registration_closes_at", "pk"
        )
    )
    entered = dict(
        Registration.objects.filter(
            plan__in=[row.pk for row in found], person_id=actor.person_id, state__in=OPEN
        ).values_list("plan_id", "pk")
    )
    places = _places([row.pk for row in found])
    school = held.organisation_id if held else None
    return [
        _open(row, places.get(row.pk, ()), entered.get(row.pk), _expected(row, actor, school, now))
        for row in found
    ]


def _expected(row: Plan, actor: Actor, institution_id: int | None, now: datetime) -> Charge:
    """Return what the actor oneself would owe today for a plan, and why."""
    today = periods.day(now)
    agreement = agreements.in_force(row.certificate_type_id, row.level, today)
    student = institution_id is not None
    filed = filings.in_force([institution_id], today.year) if institution_id is not None else {}
    return settlements.expected(
        actor,
        kind=CandidateKind.STUDENT if student else CandidateKind.SOCIAL_LEARNER,
        pilot_student=institution_id in filed,
        price_fen=min(row.price_fen, agreement.price_fen) if agreement else row.price_fen,
        on=today,
    )


def _open(
    row: Plan,
    places: tuple[tuple[str, str], ...],
    registration_id: int | None,
    expected: Charge,
) -> OpenPlan:
    return OpenPlan(
        id=row.pk,
        name=row.name,
        certificate=row.certificate_type.short_name,
        level=row.level,
        module=row.module,
        organisation=row.organisation.name,
        places=places,
        first_on=row.first_on,
        closes_at=row.registration_closes_at,
        free=row.seats - row.places_taken,
        price_fen=row.price_fen,
        expected=expected,
        registration_id=registration_id,
    )


def _owns(rows: QuerySet[Registration], actor: Actor, now: datetime) -> list[Own]:
    found = list(
        rows.select_related(
            "plan__certificate_type", "person", "institution", "guardian_consent"
        ).order_by(F("plan__first_on").desc(), "-pk")
    )
    fees = settlements.own_all((row.uid for row in found), actor)
    plans = [row.plan_id for row in found]
    places, starts = _places(plans), _starts(plans)
    made = [
        _own(
            row,
            places.get(row.plan_id, ()),
            starts.get(row.plan_id),
            fees.get(row.uid),
            _expected(row.plan, actor, row.institution_id, now)
            if row.state == State.DRAFTED and row.person_id == actor.person_id
            else None,
        )
        for row in found
    ]
    return sorted(made, key=lambda own: not own.is_open)


def _own(
    row: Registration,
    places: tuple[tuple[str, str], ...],
    starts_at: datetime | None,
    fee: OwnSettlement | None,
    expected: Charge | None,
) -> Own:
    plan = row.plan
    consent = getattr(row, "guardian_consent", None)
    return Own(
        id=row.pk,
        person_id=row.person_id,
        person=row.person.name,
        plan_id=plan.pk,
        plan=plan.name,
        certificate=plan.certificate_type.short_name,
        level=row.level,
        plan_state=PlanState(plan.state),
        state=State(row.state),
        first_on=plan.first_on,
        starts_at=starts_at,
        places=places,
        closes_at=plan.registration_closes_at,
        answer_until=registrations.answer_until(plan.first_on),
        drafted_at=row.drafted_at,
        confirmed_at=row.confirmed_at,
        accepted_at=row.accepted_at,
        needs_guardian=row.needs_guardian,
        consented_at=consent.given_at if consent else None,
        finding=registrations.finding_of(row),
        reason=row.state_reason or plan.state_reason,
        next_on=plan.next_on,
        deferral_asked_at=row.deferral_asked_at,
        needs_accessible_seat=row.needs_accessible_seat,
        price_fen=plan.price_fen,
        fee=fee,
        expected=expected,
        drafted_by=row.institution.name if row.institution else "",
    )


def _places(plan_ids: Sequence[int]) -> dict[int, tuple[tuple[str, str], ...]]:
    """Return where each plan is sat: names and addresses of sites."""
    found: dict[int, dict[tuple[str, str], None]] = {}
    rows = PlanRoom.objects.filter(plan_id__in=set(plan_ids)).order_by("room__site_id")
    for plan, name, address in rows.values_list(
        "plan_id", "room__site__name", "room__site__address"
    ):
        found.setdefault(plan, {})[name, address] = None
    return {plan: tuple(places) for plan, places in found.items()}


def _starts(plan_ids: Sequence[int]) -> dict[int, datetime]:
    rows = PlanSession.objects.filter(plan_id__in=set(plan_ids)).order_by("-starts_at")
    return dict(rows.values_list("plan_id", "starts_at"))

"""Registrations as staff see them: a plan's list, its figures, one registration.

A list shows to whoever keeps the receipts what is to be paid, never why, and nothing of fees to
anybody else: who pays nothing, and when, would show a family's hardship (R-128).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Count, F, Q

from shuzheng.assessment.access import Permission
from shuzheng.assessment.access import plans as plan_access
from shuzheng.assessment.access import registrations as access
from shuzheng.assessment.models import Registration
from shuzheng.assessment.rules import admission
from shuzheng.assessment.rules.plan import State as PlanState
from shuzheng.assessment.rules.registration import HOLDS_PLACE, OPEN, State
from shuzheng.fees.queries import settlements
from shuzheng.foundation import rulebooks
from shuzheng.foundation.ui import listing
from shuzheng.identity.queries import enrolments

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from django.db.models import QuerySet

    from shuzheng.fees.queries.settlements import Standing
    from shuzheng.kernel.actor import Actor

VIEWS = ("open", "unconfirmed", "asked", "ended", "all")
FIELDS = {
    "name": "person__name",
    "class": "school_class__name",
    "institution": "institution__name",
    "confirmed": "confirmed_at",
    "drafted": "drafted_at",
}
WAITS_FOR_GUARDIAN = Q(state=State.CONFIRMED, needs_guardian=True, guardian_consent=None)
VIEWED = {
    "open": Q(state__in=OPEN),
    "unconfirmed": Q(state=State.DRAFTED) | WAITS_FOR_GUARDIAN,
    "asked": Q(deferral_asked_at__isnull=False, state__in=HOLDS_PLACE),
    "ended": ~Q(state__in=OPEN),
    "all": Q(),
}
PASSED = (State.ELIGIBLE, State.FEE_SETTLED, State.ACCEPTED, State.TICKETED)
TAIL = 4


@dataclass(frozen=True, slots=True)
class RegistrationLine:
    """One registration in a plan's list; `fee` is None for whoever need not know."""

    id: int
    name: str
    document_masked: str
    phone_masked: str
    institution: str
    class_name: str
    student_number: str
    state: State
    drafted_at: datetime
    confirmed_at: datetime | None
    waits_for_guardian: bool
    fee: Standing | None
    deferral_asked: bool
    needs_accessible_seat: bool


@dataclass(frozen=True, slots=True)
class Finding:
    """Why a registration is not eligible, to be told in any language."""

    template: str
    params: dict[str, Any]


@dataclass(frozen=True, slots=True)
class RegistrationPage:
    """One registration with everything its page shows."""

    line: RegistrationLine
    plan_id: int
    plan: str
    plan_number: str
    plan_state: PlanState
    level: str
    first_on: date
    closes_at: datetime
    confirmation_method: str
    consented_at: datetime | None
    finding: Finding | None
    reason: str
    deferral_reason: str
    class_id: int | None
    institution_id: int | None
    is_own_school: bool
    is_own_plan: bool


def lines(
    plan_id: int,
    actor: Actor,
    wish: listing.Wish,
    *,
    q: str = "",
    institution: int | None = None,
    state: str = "",
) -> listing.Found[RegistrationLine]:
    """Return one page of a plan's registrations within reach."""
    plan = plan_access.plan(plan_id, actor, Permission.REGISTRATION_VIEW)
    rows = _viewed(Registration.objects.within(actor).filter(plan=plan), wish.view)
    if q:
        rows = rows.filter(
            Q(person__name__icontains=q) | Q(ticket__number=q) | Q(school_class__name__icontains=q)
        )
    if institution:
        rows = rows.filter(institution_id=institution)
    if state:
        rows = rows.filter(state=state)
    found = listing.cut(_wide(rows).order_by(*wish.order(FIELDS)), wish)
    return listing.Found(_lines(found.rows, actor), found.total, found.page)


def unconfirmed(plan_id: int, actor: Actor) -> list[RegistrationLine]:
    """Return whose answer a plan waits for, within reach, by institution and class."""
    plan = plan_access.plan(plan_id, actor, Permission.REGISTRATION_VIEW)
    rows = _viewed(Registration.objects.within(actor).filter(plan=plan), "unconfirmed")
    ordered = _wide(rows).order_by(
        "institution__name", "school_class__name", F("person__name"), "pk"
    )
    return _lines(list(ordered), actor)


def counts(plan_id: int, actor: Actor) -> dict[str, int]:
    """Return how many registrations each view of a plan's list holds."""
    rows = Registration.objects.within(actor).filter(plan_id=plan_id)
    kept = {view: Count("pk", filter=VIEWED[view]) for view in VIEWS if view != "all"}
    return rows.aggregate(**kept)


def open_count(plan_id: int, actor: Actor) -> int:
    """Return how many open registrations of a plan lie within the actor's reach."""
    return Registration.objects.within(actor).filter(VIEWED["open"], plan_id=plan_id).count()


def institutions(plan_id: int, actor: Actor) -> list[tuple[int, str]]:
    """Return the institutions with registrations in a plan, within reach, by name."""
    rows = Registration.objects.within(actor).filter(plan_id=plan_id, institution__isnull=False)
    named = rows.order_by("institution__name").values_list("institution_id", "institution__name")
    return list(dict.fromkeys(named))


def page(registration_id: int, actor: Actor) -> RegistrationPage:
    """Return one registration. Refuses out of reach."""
    row = access.registration(registration_id, actor, Permission.REGISTRATION_VIEW)
    plan = row.plan
    line = _lines([_wide(Registration.objects.filter(pk=row.pk)).get()], actor)[0]
    consent = getattr(row, "guardian_consent", None)
    return RegistrationPage(
        line=line,
        plan_id=plan.pk,
        plan=plan.name,
        plan_number=plan.number,
        plan_state=PlanState(plan.state),
        level=row.level,
        first_on=plan.first_on,
        closes_at=plan.registration_closes_at,
        confirmation_method=row.confirmation_method,
        consented_at=consent.given_at if consent else None,
        finding=finding_of(row),
        reason=row.state_reason,
        deferral_reason=row.deferral_reason if row.deferral_asked_at else "",
        class_id=row.school_class_id,
        institution_id=row.institution_id,
        is_own_school=row.institution_id == actor.organisation_id,
        is_own_plan=plan.organisation_id == actor.organisation_id,
    )


def finding_of(row: Registration) -> Finding | None:
    """Return why a registration is not eligible, or None."""
    if row.state != State.INELIGIBLE or not row.finding:
        return None
    return Finding(row.finding["template"], dict(row.finding["params"]))


def answer_until(first_on: date) -> date:
    """Return the last day on which a candidate of a plan may still confirm."""
    return admission.answer_until(first_on, rulebooks.current())


def _wide(rows: QuerySet[Registration]) -> QuerySet[Registration]:
    return rows.select_related("person", "institution", "school_class", "guardian_consent")


def _viewed(rows: QuerySet[Registration], view: str) -> QuerySet[Registration]:
    return rows.filter(VIEWED[view])


def _lines(rows: Sequence[Registration], actor: Actor) -> list[RegistrationLine]:
    enrolled = enrolments.current(row.person_id for row in rows)
    fees = settlements.states((row.uid for row in rows), actor)
    return [
        RegistrationLine(
            id=row.pk,
            name=row.person.name,
            document_masked=row.person.document_masked,
            phone_masked=row.person.phone_masked,
            institution=row.institution.name if row.institution else "",
            class_name=row.school_class.name if row.school_class else "",
            student_number=enrolled[row.person_id].student_number
            if row.person_id in enrolled
            else "",
            state=State(row.state),
            drafted_at=row.drafted_at,
            confirmed_at=row.confirmed_at,
            waits_for_guardian=row.state == State.CONFIRMED
            and row.needs_guardian
            and getattr(row, "guardian_consent", None) is None,
            fee=fees.get(row.uid),
            deferral_asked=row.deferral_asked_at is not None and row.state in HOLDS_PLACE,
            needs_accessible_seat=row.needs_accessible_seat,
        )
        for row in rows
    ]


@dataclass(frozen=True, slots=True)
class Tally:
    """How a plan's registrations stand; persons."""

    total: int
    students: int
    social: int
    unconfirmed: int
    confirmed: int
    eligible: int
    ineligible: int
    settled: int
    accepted: int
    accessible: int
    waiting_guardian: int


def tally(plan_id: int, actor: Actor) -> Tally:
    """Count a plan's open registrations, within the actor's reach."""
    row = plan_access.plan(plan_id, actor, Permission.REGISTRATION_VIEW)
    rows = Registration.objects.within(actor).filter(plan=row, state__in=OPEN)
    found = rows.aggregate(
        total=Count("pk"),
        students=Count("pk", filter=Q(candidate_kind="student")),
        unconfirmed=Count("pk", filter=Q(state=State.DRAFTED)),
        eligible=Count("pk", filter=Q(state__in=PASSED)),
        ineligible=Count("pk", filter=Q(state=State.INELIGIBLE)),
        settled=Count("pk", filter=Q(state__in=PASSED[1:])),
        accepted=Count("pk", filter=Q(state__in=HOLDS_PLACE)),
        accessible=Count("pk", filter=Q(needs_accessible_seat=True)),
        waiting_guardian=Count("pk", filter=WAITS_FOR_GUARDIAN),
    )
    return Tally(
        **found,
        social=found["total"] - found["students"],
        confirmed=found["total"] - found["unconfirmed"],
    )

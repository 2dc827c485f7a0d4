"""Reviews and appeals as those see them who answer; a candidate is a ticket number here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from shuzheng.assessment.access import Permission
from shuzheng.assessment.access import results as access
from shuzheng.assessment.models import Mark, MarkingSheet, MisconductAppeal, ScoreReview
from shuzheng.assessment.queries import markers
from shuzheng.assessment.rules import result as results
from shuzheng.assessment.rules import review as rules
from shuzheng.kernel.actor import Reach

if TYPE_CHECKING:
    from datetime import date

    from shuzheng.kernel.actor import Actor

AT_MOST = 200
ANSWERED = (rules.State.NOTIFIED, rules.State.CLOSED)


@dataclass(frozen=True, slots=True)
class ReviewLine:
    """A review in a list."""

    id: int
    ticket: str
    plan: str
    requested_on: date
    state: rules.State
    due_on: date | None


@dataclass(frozen=True, slots=True)
class AppealLine:
    """An appeal in a list."""

    id: int
    ticket: str
    plan: str
    lodged_on: date
    state: rules.AppealState


@dataclass(frozen=True, slots=True)
class Listing:
    """Reviews and appeals within reach; `hears` says whether the actor hears appeals."""

    reviews: tuple[ReviewLine, ...]
    appeals: tuple[AppealLine, ...]
    hears: bool


@dataclass(frozen=True, slots=True)
class PartLine:
    """A part of the paper under review and the mark that holds."""

    component_id: int
    name: str
    mark: str
    full: str
    version: int


@dataclass(frozen=True, slots=True)
class ReviewPage:
    """One review with everything its page shows."""

    id: int
    registration_id: int
    ticket: str
    plan_id: int
    plan: str
    state: rules.State
    reason: str
    requested_on: date
    answer_due_on: date | None
    answer: str
    escalation_reason: str
    office_answer: str
    parts: tuple[PartLine, ...]
    answers: bool
    decides: bool
    marked_it: bool


@dataclass(frozen=True, slots=True)
class AppealPage:
    """One appeal with everything its page shows."""

    id: int
    registration_id: int
    ticket: str
    plan: str
    state: rules.AppealState
    reason: str
    lodged_on: date
    description: str
    statement: str
    finding: str
    decision_reason: str
    took_part: bool


def listing_of(actor: Actor) -> Listing:
    """Return the reviews that the actor answers or decides on, and the appeals it hears."""
    rows = ScoreReview.objects.select_related("registration__plan", "registration__ticket")
    if actor.reach is Reach.PROVINCE:
        actor.require(Permission.REVIEW_DECIDE)
        rows = rows.filter(escalated__gt=0)
    else:
        actor.require(Permission.REVIEW_ANSWER)
        rows = rows.filter(registration__plan__organisation_id=actor.organisation_id)
    hears = actor.reach is Reach.PROVINCE
    appeals = MisconductAppeal.objects.select_related(
        "incident__attendance__registration__plan", "incident__attendance__registration__ticket"
    )
    lines = [_line(row) for row in rows.order_by("-requested_on", "-pk")[:AT_MOST]]
    return Listing(
        tuple(sorted(lines, key=lambda line: line.state in ANSWERED)),
        tuple(_appeal_line(row) for row in appeals.order_by("-lodged_on", "-pk")[:AT_MOST])
        if hears
        else (),
        hears,
    )


def waiting(actor: Actor) -> list[ReviewLine]:
    """Return the reviews that wait for the actor."""
    if actor.reach is Reach.PROVINCE and actor.may(Permission.REVIEW_DECIDE):
        rows = ScoreReview.objects.filter(state=rules.State.ESCALATED)
    elif actor.may(Permission.REVIEW_ANSWER):
        states = (rules.State.REQUESTED, rules.State.ACCEPTED, rules.State.RETURNED)
        rows = ScoreReview.objects.filter(
            state__in=states, registration__plan__organisation_id=actor.organisation_id
        )
    else:
        return []
    found = rows.select_related("registration__plan", "registration__ticket")
    return [_line(row) for row in found.order_by("answer_due_on", "pk")[:AT_MOST]]


def waiting_count(actor: Actor) -> int:
    """Return how many reviews and appeals wait for the actor."""
    return len(waiting(actor)) + open_appeals(actor)


def open_appeals(actor: Actor) -> int:
    """Return how many appeals wait to be heard or decided by the actor."""
    if actor.reach is not Reach.PROVINCE or not actor.may(Permission.REVIEW_DECIDE):
        return 0
    states = (rules.AppealState.LODGED, rules.AppealState.HEARD)
    return MisconductAppeal.objects.filter(state__in=states).count()


def page(review_id: int, actor: Actor) -> ReviewPage:
    """Return one review to the organisation that answers it, or to the office it was taken to."""
    office = actor.reach is Reach.PROVINCE
    permission = Permission.REVIEW_DECIDE if office else Permission.REVIEW_ANSWER
    row = access.review(review_id, actor, permission)
    candidate = row.registration
    sheets = MarkingSheet.objects.filter(registration=candidate).select_related("component")
    marked = Mark.objects.filter(sheet__registration=candidate, marker_id=actor.person_id)
    return ReviewPage(
        row.pk,
        candidate.pk,
        markers.code_of(candidate),
        candidate.plan_id,
        candidate.plan.name,
        rules.State(row.state),
        row.reason,
        row.requested_on,
        row.answer_due_on,
        row.answer,
        row.escalation_reason,
        row.office_answer,
        tuple(
            PartLine(
                one.component_id,
                one.component.name,
                results.score_text(one.agreed),
                results.score_text(one.component.full),
                one.version,
            )
            for one in sheets.order_by("component_id")
        ),
        answers=actor.may(Permission.REVIEW_ANSWER),
        decides=actor.may(Permission.REVIEW_DECIDE),
        marked_it=bool(actor.person_id) and marked.exists(),
    )


def appeal(appeal_id: int, actor: Actor) -> AppealPage:
    """Return one appeal to the office."""
    row = access.appeal(appeal_id, actor, Permission.REVIEW_DECIDE)
    incident = row.incident
    candidate = incident.attendance.registration
    return AppealPage(
        row.pk,
        candidate.pk,
        markers.code_of(candidate),
        candidate.plan.name,
        rules.AppealState(row.state),
        row.reason,
        row.lodged_on,
        incident.description,
        incident.statement,
        incident.decision_reason,
        row.decision_reason,
        took_part=actor.person_id in {incident.decided_by_id, incident.reported_by_id},
    )


def _line(row: ScoreReview) -> ReviewLine:
    return ReviewLine(
        row.pk,
        markers.code_of(row.registration),
        row.registration.plan.name,
        row.requested_on,
        rules.State(row.state),
        row.answer_due_on if row.state not in ANSWERED else None,
    )


def _appeal_line(row: MisconductAppeal) -> AppealLine:
    candidate = row.incident.attendance.registration
    return AppealLine(
        row.pk,
        markers.code_of(candidate),
        candidate.plan.name,
        row.lodged_on,
        rules.AppealState(row.state),
    )

"""One's own results as the phone shows them: parts, reasons, reviews and cases.

A result that is held back has no outcome. A guardian sees what a ward sees.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from shuzheng.assessment.access import Permission
from shuzheng.assessment.access import results as access
from shuzheng.assessment.models import (
    MarkingSheet,
    MisconductAppeal,
    Registration,
    Result,
    ScoreReview,
)
from shuzheng.assessment.queries.outcomes import OUT, SAT
from shuzheng.assessment.rules import marking
from shuzheng.assessment.rules import registration as registrations
from shuzheng.assessment.rules import result as rules
from shuzheng.assessment.rules import review as reviews
from shuzheng.assessment.rules.result import Outcome, State
from shuzheng.foundation import rulebooks
from shuzheng.kernel import periods
from shuzheng.kernel.actor import Reach

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

    from shuzheng.kernel.actor import Actor


@dataclass(frozen=True, slots=True)
class PartMark:
    """A part of one's own result."""

    name: str
    mark: str
    full: str
    weight: int


@dataclass(frozen=True, slots=True)
class ReviewBrief:
    """One's own review: where it stands, and what was answered."""

    id: int
    state: reviews.State
    reason: str
    requested_on: date
    answer_due_on: date | None
    answer: str
    office_answer: str
    escalated: int
    may_close: bool
    may_escalate: bool


@dataclass(frozen=True, slots=True)
class CaseBrief:
    """A misconduct case against oneself, and the appeal, if any."""

    incident_id: int
    decision: str
    decision_reason: str
    decided_on: date | None
    appeal_until: date | None
    appeal_state: reviews.AppealState | None
    appeal_reason: str


@dataclass(frozen=True, slots=True)
class OwnResult:
    """What a candidate sees of the own assessment once it was sat."""

    registration_uid: UUID
    plan_name: str
    level: str
    module: str
    holder: str
    ticket: str
    outcome: Outcome | None
    score: str
    parts: tuple[PartMark, ...]
    names: dict[str, str]
    findings: tuple[dict[str, Any], ...]
    published_at: datetime | None
    review_until: date | None
    may_ask: bool
    version: int
    version_reason: str
    results_due_on: date | None
    certificates_due_on: date | None
    days_late: int
    review: ReviewBrief | None
    cases: tuple[CaseBrief, ...]


@dataclass(frozen=True, slots=True)
class OwnLine:
    """One of one's own (or a ward's) assessments that was sat."""

    registration_uid: UUID
    plan_name: str
    level: str
    module: str
    holder: str
    is_ward: bool
    outcome: Outcome | None
    score: str
    results_due_on: date | None
    days_late: int


def own(uid: UUID, actor: Actor, today: date) -> OwnResult:
    """Return the actor's own result (or a ward's); before publication only when it is due."""
    candidate = access.own_registration(uid, actor, Permission.RESULT_OWN)
    plan = candidate.plan
    kept = Result.objects.filter(registration=candidate).first()
    shown = kept if kept is not None and kept.state == State.PUBLISHED else None
    held = kept is not None and shown is None and plan.state in OUT
    asked = candidate.reviews.order_by("-pk").first()
    until = shown.review_until if shown else None
    due = plan.results_due_on
    ticket = getattr(candidate, "ticket", None)
    parts = _parts(candidate) if shown else ()
    return OwnResult(
        candidate.uid,
        plan.name,
        plan.level,
        plan.module,
        candidate.person.name,
        ticket.number if ticket else "",
        Outcome(shown.outcome) if shown else Outcome.HELD_BACK if held else None,
        rules.score_text(shown.score) if shown else "",
        parts,
        dict(plan.components.values_list("code", "name")),
        tuple(shown.trace) if shown else (),
        shown.published_at if shown else None,
        until,
        may_ask=until is not None
        and today <= until
        and asked is None
        and any(part.mark for part in parts),
        version=shown.version if shown else 1,
        version_reason=shown.version_reason if shown else "",
        results_due_on=due,
        certificates_due_on=plan.certificates_due_on,
        days_late=rules.days_late(due, today, None) if due and not (shown or held) else 0,
        review=_review(asked) if asked else None,
        cases=_cases(candidate),
    )


def mine(actor: Actor, today: date) -> list[OwnLine]:
    """Return one's own and one's wards' assessments from the marking on, newest first."""
    actor.require(Permission.RESULT_OWN)
    if actor.reach is not Reach.SELF:
        return []
    rows = (
        Registration.objects.within(actor)
        .filter(plan__state__in=SAT, state=registrations.State.TICKETED)
        .select_related("plan", "person", "result")
        .order_by("-plan__first_on", "-pk")
    )
    return [_own_line(row, actor, today) for row in rows.distinct()]


def _own_line(row: Registration, actor: Actor, today: date) -> OwnLine:
    kept: Result | None = getattr(row, "result", None)
    shown = kept if kept is not None and kept.state == State.PUBLISHED else None
    outcome = Outcome(shown.outcome) if shown else None
    if outcome is None and row.plan.state in OUT:
        outcome = Outcome.HELD_BACK
    due = row.plan.results_due_on
    return OwnLine(
        row.uid,
        row.plan.name,
        row.plan.level,
        row.plan.module,
        row.person.name,
        row.person_id != actor.person_id,
        outcome,
        rules.score_text(shown.score) if shown else "",
        due if outcome is None else None,
        rules.days_late(due, today, None) if due and outcome is None else 0,
    )


def _parts(candidate: Registration) -> tuple[PartMark, ...]:
    agreed = dict(
        MarkingSheet.objects.filter(registration=candidate, state=marking.State.LOCKED).values_list(
            "component_id", "agreed"
        )
    )
    return tuple(
        PartMark(
            part.name,
            rules.score_text(agreed.get(part.pk)),
            marking.points(part.full),
            part.weight,
        )
        for part in candidate.plan.components.order_by("pk")
    )


def _review(row: ScoreReview) -> ReviewBrief:
    return ReviewBrief(
        row.pk,
        reviews.State(row.state),
        row.reason,
        row.requested_on,
        row.answer_due_on,
        row.answer,
        row.office_answer,
        row.escalated,
        may_close=row.state == reviews.State.NOTIFIED,
        may_escalate=row.state == reviews.State.NOTIFIED and not row.escalated,
    )


def _cases(candidate: Registration) -> tuple[CaseBrief, ...]:
    """Return the misconduct cases against a candidate, with the last day to appeal."""
    found = []
    for attendance in candidate.attendances.prefetch_related("incidents__appeal").order_by("pk"):
        for one in attendance.incidents.all():
            if one.kind != "misconduct":
                continue
            decided_on = periods.day(one.decided_at) if one.decided_at else None
            appeal: MisconductAppeal | None = getattr(one, "appeal", None)
            until = None
            if decided_on is not None and one.decision == "upheld":
                until = reviews.window_closes_on(
                    decided_on, rulebooks.calendar(), rulebooks.current()
                )
            found.append(
                CaseBrief(
                    one.pk,
                    one.decision,
                    one.decision_reason,
                    decided_on,
                    until,
                    reviews.AppealState(appeal.state) if appeal else None,
                    appeal.decision_reason if appeal else "",
                )
            )
    return tuple(found)

"""Results as pages show them: a plan's, with their distribution, and one's own.

Before publication only the plan's organisation sees results; afterwards an institution sees those
of its own candidates, and each candidate the own. A result that is held back has no outcome.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from django.db.models import Q

from shuzheng.assessment.access import Permission, plans
from shuzheng.assessment.access import results as access
from shuzheng.assessment.models import (
    MarkingSheet,
    MisconductAppeal,
    Plan,
    Registration,
    Result,
    ScoreReview,
)
from shuzheng.assessment.queries import markers
from shuzheng.assessment.rules import marking
from shuzheng.assessment.rules import plan as plan_rules
from shuzheng.assessment.rules import registration as registrations
from shuzheng.assessment.rules import result as rules
from shuzheng.assessment.rules import review as reviews
from shuzheng.assessment.rules.result import Outcome, State
from shuzheng.foundation import rulebooks
from shuzheng.foundation.ui import listing
from shuzheng.kernel import periods
from shuzheng.kernel.actor import Reach

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

    from django.db.models import QuerySet

    from shuzheng.kernel.actor import Actor

BIN: Final = 1_000
BINS: Final = 10
FULL: Final = 10_000
OUT = (
    plan_rules.State.RESULTS_PUBLISHED,
    plan_rules.State.CERTIFIED,
    plan_rules.State.ARCHIVED,
)


SAT = (plan_rules.State.SCORING, plan_rules.State.RESULTS_REVIEWED, *OUT)
"""States of a plan whose candidates wait for a result, or have one."""


@dataclass(frozen=True, slots=True)
class Line:
    """One result in a list."""

    id: int
    registration_id: int
    ticket: str
    name: str
    group: str
    institution: str
    score: str
    outcome: Outcome
    state: State
    version: int


@dataclass(frozen=True, slots=True)
class Distribution:
    """How the results of a plan are spread, beside those of its peers.

    `bins` counts totals from 0 in tens, the last with 100. Peers are the other published plans of
    the same certificate and level; rates are over candidates who sat.
    """

    total: int
    outcomes: dict[Outcome, int]
    bins: tuple[int, ...]
    mean: str
    sat: int
    peers_passed: int
    peers_sat: int
    is_far: bool


@dataclass(frozen=True, slots=True)
class PlanResults:
    """Where a plan's results stand, and what can be done next."""

    plan_id: int
    plan_name: str
    plan_state: plan_rules.State
    pass_rule: str
    parts: dict[str, str]
    sheets_open: int
    computed: int
    candidates: int
    results_due_on: date | None
    published_at: datetime | None
    review_until: date | None
    certificates_due_on: date | None
    is_own: bool


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


def of(plan_id: int, actor: Actor) -> PlanResults:
    """Return where a plan's results stand, to whoever may see them."""
    row = plans.plan(plan_id, actor, Permission.RESULT_VIEW)
    sheets = MarkingSheet.objects.filter(component__plan=row)
    return PlanResults(
        row.pk,
        row.name,
        plan_rules.State(row.state),
        row.pass_rule,
        dict(row.components.values_list("code", "name")),
        sheets.exclude(state=marking.State.LOCKED).count(),
        Result.objects.filter(registration__plan=row).count(),
        row.registrations.filter(ticket__isnull=False, state="ticketed").count(),
        row.results_due_on,
        row.results_published_at,
        row.review_until,
        row.certificates_due_on,
        is_own=row.organisation_id == actor.organisation_id,
    )


def plan_of(result_id: int, actor: Actor) -> int:
    """Return the plan of a result of the actor's own organisation."""
    return access.held_result(result_id, actor, Permission.RESULT_PUBLISH).registration.plan_id


def lines(
    plan_id: int, actor: Actor, wish: listing.Wish, *, q: str = "", outcome: str = ""
) -> listing.Found[Line]:
    """Return the results of a plan within one's reach, as the page wishes them."""
    rows = _seen(plans.plan(plan_id, actor, Permission.RESULT_VIEW), actor)
    if q:
        rows = rows.filter(
            Q(registration__person__name__contains=q) | Q(registration__ticket__number__contains=q)
        )
    if outcome:
        rows = rows.filter(outcome=outcome)
    order = {
        "ticket": "registration__ticket__number",
        "name": "registration__person__name",
        "score": "score",
        "outcome": "outcome",
    }
    found = listing.cut(rows.order_by(*wish.order(order)), wish)
    return listing.Found([_line(row) for row in found.rows], found.total, found.page)


def distribution(plan_id: int, actor: Actor, today: date) -> Distribution:
    """Return how a plan's results are spread within one's reach, and whether far from its peers."""
    row = plans.plan(plan_id, actor, Permission.RESULT_VIEW)
    found = list(_seen(row, actor).values_list("outcome", "score"))
    outcomes = Counter(Outcome(outcome) for outcome, _ in found)
    scores = [score for _, score in found if score is not None]
    sat = outcomes[Outcome.PASSED] + outcomes[Outcome.FAILED]
    peers = Counter(
        Result.objects.filter(
            registration__plan__certificate_type_id=row.certificate_type_id,
            registration__plan__level=row.level,
            state=State.PUBLISHED,
            outcome__in=(Outcome.PASSED, Outcome.FAILED),
        )
        .exclude(registration__plan=row)
        .values_list("outcome", flat=True)
    )
    peers_passed, peers_sat = peers[Outcome.PASSED.value], sum(peers.values())
    return Distribution(
        len(found),
        {outcome: outcomes[outcome] for outcome in Outcome},
        tuple(sum(min(s // BIN, BINS - 1) == n for s in scores) for n in range(BINS)),
        marking.points(sum(scores) // len(scores)) if scores else "",
        sat,
        peers_passed,
        peers_sat,
        is_far=rules.far_from_peers(
            outcomes[Outcome.PASSED], sat, peers_passed, peers_sat, today, rulebooks.current()
        ),
    )


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


def _seen(row: Plan, actor: Actor) -> QuerySet[Result]:
    """Return the results of a plan that the actor may see."""
    rows = Result.objects.filter(registration__plan=row).select_related(
        "registration__person",
        "registration__ticket",
        "registration__school_class",
        "registration__institution",
    )
    if row.organisation_id == actor.organisation_id:
        return rows
    reached = Registration.objects.within(actor).filter(plan=row)
    if actor.organisation_id and not actor.may(Permission.REVIEW_DECIDE):
        reached = reached.filter(
            Q(institution_id=actor.organisation_id)
            if actor.may(Permission.REGISTRATION_DRAFT)
            else Q()
        )
    return rows.filter(state=State.PUBLISHED, registration__in=reached)


def _line(row: Result) -> Line:
    candidate = row.registration
    return Line(
        row.pk,
        candidate.pk,
        markers.code_of(candidate),
        candidate.person.name,
        candidate.school_class.name if candidate.school_class else "",
        candidate.institution.name if candidate.institution else "",
        rules.score_text(row.score),
        Outcome(row.outcome),
        State(row.state),
        row.version,
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

"""A plan's results as pages show them, with their distribution.

Before publication only the plan's organisation sees results; afterwards an institution sees those
of its own candidates. What candidates see of their own is in `own_results`.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.db.models import Q

from shuzheng.assessment.access import Permission, plans
from shuzheng.assessment.access import results as access
from shuzheng.assessment.models import (
    MarkingSheet,
    Plan,
    Registration,
    Result,
)
from shuzheng.assessment.queries import markers
from shuzheng.assessment.rules import marking
from shuzheng.assessment.rules import plan as plan_rules
from shuzheng.assessment.rules import result as rules
from shuzheng.assessment.rules.result import Outcome, State
from shuzheng.foundation import rulebooks
from shuzheng.foundation.ui import listing

if TYPE_CHECKING:
    from datetime import date, datetime

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

"""Which results may be certified now (R-109)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef

from shuzheng.assessment.models import Attendance, Plan, Result, ScoreReview
from shuzheng.assessment.rules import plan, result, review, sitting
from shuzheng.kernel.rulebook import applies

if TYPE_CHECKING:
    from datetime import date

    from shuzheng.kernel.actor import Actor

CLOSED_REVIEWS = (review.State.CLOSED, review.State.REFUSED)


@dataclass(frozen=True, slots=True)
class IssuableResult:
    """A passed result for which a certificate may be issued."""

    result_id: int
    registration_id: int
    plan_id: int
    person_id: int
    holder_name: str
    institution_id: int | None
    candidate_kind: str
    certificate_type_id: int
    standard_version_id: int
    level: str
    module: str


@applies("R-109")
def issuable(plan_id: int, *, actor: Actor, today: date) -> list[IssuableResult]:
    """Return the results of a plan of the actor's organisation that may be certified `today`.

    Published and passed, the review window over, no misconduct and no review of the candidate's own
    still open; whether a live certificate exists is the issuer's business. In registration order.
    """
    held = Plan.objects.filter(
        pk=plan_id,
        organisation_id=actor.organisation_id,
        state__in=(plan.State.RESULTS_PUBLISHED, plan.State.CERTIFIED),
        review_until__lt=today,
    )
    open_review = ScoreReview.objects.filter(registration=OuterRef("registration")).exclude(
        state__in=CLOSED_REVIEWS
    )
    misconduct = Attendance.objects.filter(
        registration=OuterRef("registration"), state=sitting.State.MISCONDUCT_OPEN
    )
    rows = (
        Result.objects.filter(
            registration__plan__in=held,
            state=result.State.PUBLISHED,
            passed=True,
            review_until__lt=today,
        )
        .exclude(Exists(open_review))
        .exclude(Exists(misconduct))
        .select_related("registration__person", "registration__plan")
        .order_by("registration_id")
    )
    return [_issuable(row) for row in rows]


def _issuable(row: Result) -> IssuableResult:
    registration = row.registration
    return IssuableResult(
        result_id=row.pk,
        registration_id=registration.pk,
        plan_id=registration.plan_id,
        person_id=registration.person_id,
        holder_name=registration.person.name,
        institution_id=registration.institution_id,
        candidate_kind=registration.candidate_kind,
        certificate_type_id=registration.certificate_type_id,
        standard_version_id=registration.plan.standard_id,
        level=registration.level,
        module=registration.module,
    )

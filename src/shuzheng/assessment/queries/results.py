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

    from django.db.models import QuerySet


CLOSED_REVIEWS = (review.State.CLOSED, review.State.REFUSED)
COLUMNS = (
    "pk",
    "registration_id",
    "registration__plan_id",
    "registration__person_id",
    "registration__person__name",
    "registration__institution_id",
    "registration__candidate_kind",
    "registration__certificate_type_id",
    "registration__plan__standard_id",
    "registration__level",
    "registration__module",
)
"""Where the fields of an `IssuableResult` stand, in their order."""


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
def issuable(
    plan_id: int, *, organisation_id: int, today: date, within: tuple[int, int] | None = None
) -> list[IssuableResult]:
    """Return the results of a plan of an organisation that may be certified `today`.

    Published and passed, the review window over, no misconduct and no review of the candidate's own
    still open; whether a live certificate exists is the issuer's business. In registration order;
    only of the registrations `within` these two ids, both included, where they are given.
    """
    rows = _issuable(plan_id, organisation_id, today)
    if within is not None:
        first, last = within
        rows = rows.filter(registration_id__gte=first, registration_id__lte=last)
    return [IssuableResult(*row) for row in rows.values_list(*COLUMNS)]


def issuable_ids(plan_id: int, *, organisation_id: int, today: date) -> list[tuple[int, int]]:
    """Return the ids of registration and result of what `issuable` returns, in the same order."""
    return list(_issuable(plan_id, organisation_id, today).values_list("registration_id", "pk"))


def _issuable(plan_id: int, organisation_id: int, today: date) -> QuerySet[Result]:
    held = Plan.objects.filter(
        pk=plan_id,
        organisation_id=organisation_id,
        state__in=(plan.State.RESULTS_PUBLISHED, plan.State.CERTIFIED),
        review_until__lt=today,
    )
    open_review = ScoreReview.objects.filter(registration=OuterRef("registration")).exclude(
        state__in=CLOSED_REVIEWS
    )
    misconduct = Attendance.objects.filter(
        registration=OuterRef("registration"), state=sitting.State.MISCONDUCT_OPEN
    )
    return (
        Result.objects.filter(
            registration__plan__in=held,
            state=result.State.PUBLISHED,
            passed=True,
            review_until__lt=today,
        )
        .exclude(Exists(open_review))
        .exclude(Exists(misconduct))
        .order_by("registration_id")
    )

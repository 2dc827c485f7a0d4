"""Plans whose results may be certified, and what holds single results back (R-109).

Asked by `credentials`, which issues; which results may be certified is `results.issuable`'s answer.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum, auto
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef

from shuzheng.assessment.models import Attendance, Plan, Result, ScoreReview
from shuzheng.assessment.queries.results import CLOSED_REVIEWS
from shuzheng.assessment.rules import sitting
from shuzheng.assessment.rules.plan import State
from shuzheng.assessment.rules.result import State as ResultState
from shuzheng.kernel.refusals import Refusal
from shuzheng.kernel.rulebook import applies

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from django.db.models import QuerySet

    from shuzheng.kernel.actor import Actor

CERTIFIABLE = (State.RESULTS_PUBLISHED, State.CERTIFIED)


class Hold(StrEnum):
    """Why a result is not certified now; the first that applies counts."""

    NOT_PASSED = auto()
    NOT_PUBLISHED = auto()
    REVIEW_OPEN = auto()
    MISCONDUCT_OPEN = auto()
    WINDOW_OPEN = auto()


class NoSuchPlan(Refusal):
    """Out of reach, or without published results."""

    code = "no-plan-to-certify"
    status = 404
    template = "There is no plan of yours with published results here."


@dataclass(frozen=True, slots=True)
class PlanLine:
    """A plan with published results, as its organisation's issuer sees it."""

    id: int
    number: str
    name: str
    certificate_type_id: int
    level: str
    module: str
    state: State
    last_on: date
    published_at: datetime | None
    review_until: date | None
    due_on: date | None

    def is_open(self, today: date) -> bool:
        """Return whether the review window is still open on `today`."""
        return self.review_until is None or self.review_until >= today


def plans(actor: Actor) -> list[PlanLine]:
    """Return the plans of the actor's organisation with published results, newest first."""
    return [_line(row) for row in _of(actor).order_by("-results_published_at", "-pk")]


def waiting(actor: Actor, today: date) -> list[PlanLine]:
    """Return those whose window is over and whose certificates were not issued, by due day."""
    rows = _of(actor).filter(state=State.RESULTS_PUBLISHED, review_until__lt=today)
    return [_line(row) for row in rows.order_by("certificates_due_on", "pk")]


def plan(number: str, *, actor: Actor) -> PlanLine:
    """Return one of these plans by its number; refuses any other."""
    row = _of(actor).filter(number=number).first()
    if row is None:
        raise NoSuchPlan
    return _line(row)


@applies("R-109")
def held_back(plan_id: int, *, actor: Actor, today: date) -> Mapping[Hold, int]:
    """Return how many results of a plan are held back today, by reason."""
    review = ScoreReview.objects.filter(registration=OuterRef("registration"))
    misconduct = Attendance.objects.filter(
        registration=OuterRef("registration"), state=sitting.State.MISCONDUCT_OPEN
    )
    rows = Result.objects.filter(registration__plan__in=_of(actor).filter(pk=plan_id)).annotate(
        in_review=Exists(review.exclude(state__in=CLOSED_REVIEWS)), accused=Exists(misconduct)
    )
    found: Counter[Hold] = Counter()
    for passed, state, in_review, accused, until, plan_until in rows.values_list(
        "passed",
        "state",
        "in_review",
        "accused",
        "review_until",
        "registration__plan__review_until",
    ):
        if not passed:
            found[Hold.NOT_PASSED] += 1
        elif state != ResultState.PUBLISHED:
            found[Hold.NOT_PUBLISHED] += 1
        elif in_review:
            found[Hold.REVIEW_OPEN] += 1
        elif accused:
            found[Hold.MISCONDUCT_OPEN] += 1
        elif not all(day is not None and day < today for day in (until, plan_until)):
            found[Hold.WINDOW_OPEN] += 1
    return found


def _of(actor: Actor) -> QuerySet[Plan]:
    return Plan.objects.filter(organisation_id=actor.organisation_id, state__in=CERTIFIABLE)


def _line(row: Plan) -> PlanLine:
    return PlanLine(
        id=row.pk,
        number=row.number,
        name=row.name,
        certificate_type_id=row.certificate_type_id,
        level=row.level,
        module=row.module,
        state=State(row.state),
        last_on=row.last_on,
        published_at=row.results_published_at,
        review_until=row.review_until,
        due_on=row.certificates_due_on,
    )

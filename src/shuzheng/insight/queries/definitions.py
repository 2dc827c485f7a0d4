"""What counts as accepted, come, passed, disputed, held: said once, for cuts and for their rows.

Figures: K-01, K-02, K-03, K-08, K-20, K-39; source: handbook 5. What a newcomer would get wrong:

* a sitting (K-01) is one candidate's assessment, not one session of it: whoever came to any part
  sat, as results are computed;
* only sittings whose results are out say anything about passing, so K-01 counts sittings of plans
  with published results; who came to others is counted apart and shown as waiting;
* a deferred registration does not count: the candidate is registered anew where he or she will sit;
* a holder (K-02) has a certificate in force; under enquiry it is not, and revoked it never is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Case, CharField, Exists, F, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import (
    Coalesce,
    Concat,
    ExtractYear,
    Substr,
    TruncMonth,
)

from shuzheng.assessment.models import Attendance, MisconductAppeal, Registration
from shuzheng.assessment.rules import plan, registration, result, review, sitting
from shuzheng.credentials.models import Certificate
from shuzheng.credentials.rules import status
from shuzheng.fees.rules.exemption import CandidateKind
from shuzheng.identity.models import Enrolment
from shuzheng.insight.core.dimensions import NO_CLASS
from shuzheng.kernel import periods
from shuzheng.pilots.rules import entry

if TYPE_CHECKING:
    from django.db.models import QuerySet

CAME = sitting.CAME

APPEAL_OPEN = frozenset({review.AppealState.LODGED, review.AppealState.HEARD})
RESULTS_OUT = frozenset({plan.State.RESULTS_PUBLISHED, plan.State.CERTIFIED, plan.State.ARCHIVED})
IN_USE = entry.IN_USE

ACCEPTED = Q(accepted_at__isnull=False)
"""Ever accepted, whatever became of it."""

COUNTED = (
    ACCEPTED & Q(state__in=sorted(registration.HOLDS_PLACE)) & ~Q(plan__state=plan.State.CANCELLED)
)
"""Participation (K-03): accepted, less withdrawn, refunded, cancelled and deferred ones."""

STUDENT = Q(candidate_kind=CandidateKind.STUDENT)
OUT = Q(plan__state__in=sorted(RESULTS_OUT))
CERTIFICATE_IN_FORCE = Q(state=status.State.ISSUED)


def registrations() -> QuerySet[Registration]:
    """Return registrations with `came`, `is_disputed` and `has_passed` worked out in SQL."""
    sittings = Attendance.objects.filter(registration=OuterRef("pk"))
    appeals = MisconductAppeal.objects.filter(
        incident__attendance__registration=OuterRef("pk"), state__in=sorted(APPEAL_OPEN)
    )
    return Registration.objects.annotate(
        came=Exists(sittings.filter(state__in=sorted(CAME))),
        is_disputed=Exists(sittings.filter(state=sitting.State.MISCONDUCT_OPEN)) | Exists(appeals),
        has_passed=Case(
            When(result__state=result.State.PUBLISHED, result__passed=True, then=Value(1)),
            default=Value(0),
        ),
    )


CAME_AT_ALL = Q(came=True)
"""Came to any part, whether results are out or not. Needs `registrations()`."""

SAT = OUT & CAME_AT_ALL
"""A sitting whose results are out. Needs `registrations()`."""

JUDGED = SAT & Q(is_disputed=False)
"""The denominator of K-01."""

PASSED = JUDGED & Q(has_passed=1)
"""The numerator of K-01; a finding of misconduct that was upheld leaves no pass behind."""

CERTIFICATE_COUNTED = ~Q(state=status.State.REPLACED)
"""Certificates as figures count them: a corrected one stands for the one that it replaced."""

AWAITING = ~OUT & CAME_AT_ALL


def holds(*, same: tuple[str, ...] = ()) -> Exists:
    """Return whether a registration's student holds a certificate in force (K-02).

    `same` names what the certificate must have in common with the registration besides its holder:
    "organisation", "certificate_type", "level".
    """
    where = {"organisation": "plan__organisation_id"}
    common = {f"{name}_id" if name != "level" else name: name for name in same}
    rows = Certificate.objects.filter(
        CERTIFICATE_IN_FORCE & STUDENT, person=OuterRef("person_id")
    ).filter(**{column: OuterRef(where.get(name, column)) for column, name in common.items()})
    return Exists(rows)


def entry_year() -> Coalesce:
    """Return the entry year of a registration's student: of its class, else of the enrolment."""
    enrolled = Enrolment.objects.filter(
        person=OuterRef("person_id"), organisation=OuterRef("institution_id")
    ).order_by("-since", "-pk")
    return Coalesce(
        F("school_class__entry_year"),
        Subquery(enrolled.values("school_class__entry_year")[:1]),
        Value(NO_CLASS),
    )


def city(institution: str = "institution") -> Case:
    """Return the code of an institution's city, or of the county that the province administers."""
    return Case(
        When(**{f"{institution}__isnull": True}, then=Value("")),
        default=city_of_division(f"{institution}__division"),
        output_field=CharField(),
    )


def city_of_division(division: str = "division") -> Case:
    """Return the code of a division's city, or its own where the province administers it."""
    code = f"{division}_id"
    return Case(
        When(**{f"{division}__directly_administered": True}, then=F(code)),
        default=Concat(Substr(code, 1, 4), Value("00")),
        output_field=CharField(),
    )


def month_of_acceptance() -> TruncMonth:
    """Return the month, in the province, in which a registration was accepted."""
    return TruncMonth("accepted_at", tzinfo=periods.SHANGHAI)


def year_of_acceptance() -> ExtractYear:
    """Return the year, in the province, in which a registration was accepted."""
    return year_of("accepted_at")


def year_of(instant: str) -> ExtractYear:
    """Return the year, in the province, of an instant's column."""
    return ExtractYear(instant, tzinfo=periods.SHANGHAI)

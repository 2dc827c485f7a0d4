"""What can be added up: registrations, sittings and certificates by month (`CutRow`)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Count, Q
from django.db.models.functions import TruncMonth

from shuzheng.assessment.rules import plan, registration
from shuzheng.credentials.models import Certificate
from shuzheng.credentials.rules import status
from shuzheng.insight.models import CutRow
from shuzheng.insight.queries import definitions
from shuzheng.kernel import periods

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

AT_ONCE = 2_000
CANCELLED = Q(state__in=sorted(registration.HOLDS_PLACE), plan__state=plan.State.CANCELLED)


def registrations(places: Mapping[int, str]) -> Iterator[CutRow]:
    """Yield what was ever accepted, by month of acceptance, and what became of it (K-03)."""
    rows = (
        definitions.registrations()
        .filter(definitions.ACCEPTED)
        .annotate(month=definitions.month_of_acceptance())
        .values(
            "institution_id",
            "plan__organisation_id",
            "certificate_type_id",
            "level",
            "candidate_kind",
            "month",
        )
        .annotate(
            accepted=Count("pk"),
            withdrawn=Count("pk", filter=Q(state=registration.State.WITHDRAWN)),
            refunded=Count("pk", filter=Q(state=registration.State.REFUNDED)),
            cancelled=Count("pk", filter=CANCELLED),
            deferred=Count("pk", filter=Q(state=registration.State.DEFERRED)),
        )
        .order_by()
    )
    return _rows(rows.iterator(AT_ONCE), places)


def sittings(places: Mapping[int, str]) -> Iterator[CutRow]:
    """Yield who was due, came, is disputed, passed, by month of the plan's first day (K-01)."""
    rows = (
        definitions.registrations()
        .filter(definitions.COUNTED)
        .annotate(month=TruncMonth("plan__first_on"))
        .values(
            "institution_id",
            "plan__organisation_id",
            "certificate_type_id",
            "level",
            "candidate_kind",
            "month",
        )
        .annotate(
            due=Count("pk", filter=definitions.OUT),
            sat=Count("pk", filter=definitions.SAT),
            disputed=Count("pk", filter=definitions.SAT & Q(is_disputed=True)),
            passed=Count("pk", filter=definitions.PASSED),
            absent=Count("pk", filter=definitions.OUT & Q(came=False)),
            awaiting=Count("pk", filter=definitions.AWAITING),
        )
        .filter(Q(due__gt=0) | Q(awaiting__gt=0))
        .order_by()
    )
    return _rows(rows.iterator(AT_ONCE), places)


def certificates(places: Mapping[int, str]) -> Iterator[CutRow]:
    """Yield certificates by month of issue, and how they stand."""
    rows = (
        Certificate.objects.filter(definitions.CERTIFICATE_COUNTED)
        .annotate(month=TruncMonth("first_issued_on"))
        .values(
            "institution_id",
            "organisation_id",
            "certificate_type_id",
            "level",
            "candidate_kind",
            "month",
        )
        .annotate(
            issued=Count("pk"),
            in_force=Count("pk", filter=Q(state=status.State.ISSUED)),
            suspended=Count("pk", filter=Q(state=status.State.SUSPENDED)),
            revoked=Count("pk", filter=Q(state=status.State.REVOKED)),
        )
        .order_by()
    )
    return _rows(rows.iterator(AT_ONCE), places)


def _rows(found: Iterable[Any], places: Mapping[int, str]) -> Iterator[CutRow]:
    for row in found:
        month = row.pop("month")
        if hasattr(month, "astimezone"):
            month = periods.day(month)
        organisation = row.pop("plan__organisation_id", None)
        if organisation is not None:
            row["organisation_id"] = organisation
        yield CutRow(month=month, city_code=places.get(row["institution_id"], ""), **row)

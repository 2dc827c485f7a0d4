"""How much was assessed of a certificate, where its sites are, whose students and seats they are.

Rules: R-091, R-092, R-198, R-241.

Candidates came to any part of a session whose last day falls in the days asked for; passes are
published results, so those of the latest sessions may still be to come.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.db.models import Count, Exists, OuterRef, Q

from shuzheng.assessment.models import Attendance, Plan, Registration, Room, SiteApproval
from shuzheng.assessment.rules import registration, result, site, sitting
from shuzheng.assessment.rules.plan import State
from shuzheng.fees.rules.exemption import CandidateKind
from shuzheng.kernel import periods
from shuzheng.kernel.rulebook import applies
from shuzheng.standing.queries import restrictions
from shuzheng.standing.rules.restrictions import Act

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from django.db.models import QuerySet

HELD: Final = frozenset(
    {
        State.SCORING,
        State.RESULTS_REVIEWED,
        State.RESULTS_PUBLISHED,
        State.CERTIFIED,
        State.ARCHIVED,
    }
)
"""States of a session that was sat."""

CITY_DIGITS = 4


@dataclass(frozen=True, slots=True)
class Volume:
    """Sessions held in some days, who came to them, and who passed."""

    sessions: int
    sat: int
    passed: int


@dataclass(frozen=True, slots=True)
class SiteInUse:
    """A site with one certificate that it is in use for; `city` has six digits."""

    code: str
    name: str
    city: str
    certificate_type_id: int


@applies("R-198")
def of_certificate(certificate_type_id: int, since: date, until: date) -> Volume:
    """Return how much was assessed of a certificate from `since` to `until`, both included."""
    plans = Plan.objects.filter(
        certificate_type_id=certificate_type_id,
        state__in=sorted(HELD),
        last_on__gte=since,
        last_on__lte=until,
    )
    sittings = Attendance.objects.filter(
        registration=OuterRef("pk"), state__in=sorted(sitting.CAME)
    )
    came = Registration.objects.filter(Exists(sittings), plan__in=plans.values("pk"))
    passed = came.filter(result__state=result.State.PUBLISHED, result__passed=True)
    return Volume(plans.count(), came.count(), passed.count())


@applies("R-092")
def sites_by_city(
    certificate_type_ids: Collection[int] | None = None,
) -> dict[tuple[int, str], int]:
    """Return how many sites in use each certificate has in each city (of six digits)."""
    rows = SiteApproval.objects.filter(state__in=sorted(site.USABLE))
    if certificate_type_ids is not None:
        rows = rows.filter(certificate_type_id__in=certificate_type_ids)
    counted = rows.values_list("certificate_type_id", "site__institution__division_id")
    found: dict[tuple[int, str], int] = {}
    for kind, division, count in counted.annotate(Count("site", distinct=True)):
        key = (kind, f"{division[:CITY_DIGITS]}00")
        found[key] = found.get(key, 0) + count
    return found


def sites_in_use() -> list[SiteInUse]:
    """Return every site with every certificate that it is in use for, at whatever level."""
    rows = SiteApproval.objects.filter(state__in=sorted(site.USABLE)).order_by("site__code")
    found = rows.values_list(
        "site__code", "site__name", "site__institution__division_id", "certificate_type_id"
    ).distinct()
    return [
        SiteInUse(code, name, f"{division[:CITY_DIGITS]}00", kind)
        for code, name, division, kind in found
    ]


@applies("R-092")
def hosts(on: date) -> set[tuple[int, int]]:
    """Return which institutions have a site for which certificates on `on`, as pairs of ids."""
    rows = _usable(on).order_by()
    return set(rows.values_list("site__institution_id", "certificate_type_id"))


@applies("R-241")
def students(since: date, until: date) -> dict[int, int]:
    """Return how many students of each institution were accepted to an assessment in these days.

    A person counts once, however often he or she registered; who withdrew does not count.
    """
    rows = Registration.objects.filter(
        candidate_kind=CandidateKind.STUDENT,
        institution__isnull=False,
        state__in=sorted(registration.HOLDS_PLACE),
        accepted_at__gte=periods.start_of(since),
        accepted_at__lt=periods.end_of(until),
    ).exclude(plan__state=State.CANCELLED)
    counted = rows.values_list("institution_id").annotate(Count("person", distinct=True))
    return dict(counted.order_by())


@applies("R-241")
def seats(on: date) -> dict[int, int]:
    """Return how many usable seats each institution has at sites that may be used on `on`."""
    used = _usable(on).filter(site=OuterRef("site"))
    rows = Room.objects.filter(Exists(used)).values_list("site__institution_id")
    counted = rows.annotate(usable=Count("seats", filter=Q(seats__usable=True)))
    return dict(counted.order_by())


def _usable(on: date) -> QuerySet[SiteApproval]:
    """Return the approvals in use on `on`; none that has run out or whose site a decision bars."""
    lasting = Q(approved_until=None) | Q(approved_until__gte=on)
    rows = SiteApproval.objects.filter(lasting, state__in=sorted(site.USABLE))
    codes = set(rows.values_list("site__code", flat=True))
    barred = restrictions.barring_sites(codes, Act.OPENING, on)
    return rows.exclude(site__code__in=sorted(barred))

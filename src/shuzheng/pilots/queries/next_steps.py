"""What an institution does next of its own accord: file in the round, review what it filed.

Rules: R-032 (who may is expected to file), R-050 (what is filed is not used before its review).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from shuzheng.foundation import rulebooks
from shuzheng.identity.queries import organisations
from shuzheng.kernel import periods
from shuzheng.pilots.access import Permission
from shuzheng.pilots.models import Filing, FilingItem, FilingRound, InstitutionCertificate
from shuzheng.pilots.rules import filing as rules
from shuzheng.pilots.rules.filing import State, VersionState

if TYPE_CHECKING:
    from datetime import date, datetime

    from shuzheng.kernel.actor import Actor


def round_to_begin(actor: Actor, now: datetime) -> tuple[int, date] | None:
    """Return year and last day of the open round in which the institution has begun nothing."""
    if not actor.may(Permission.FILING_WRITE):
        return None
    here, today = actor.organisation_id, periods.day(now)
    found = (
        FilingRound.objects.filter(opens_on__lte=today, closes_on__gte=today)
        .exclude(year__in=Filing.objects.filter(institution_id=here).values("year"))
        .order_by("closes_on")
        .first()
    )
    if found is None:
        return None
    kind = organisations.brief([here])[here].institution_kind
    if not rules.kind_may_file(kind, today, rulebooks.current()):
        return None
    return found.year, found.closes_on


def unreviewed(actor: Actor) -> int:
    """Return how many certificates the institution has filed and never proposed for its review."""
    if not actor.may(Permission.ENTRY_REVIEW):
        return 0
    here = actor.organisation_id
    proposed = InstitutionCertificate.objects.filter(institution_id=here)
    return (
        FilingItem.objects.filter(
            version__filing__institution_id=here,
            version__filing__state=State.FILED,
            version__state=VersionState.IN_FORCE,
        )
        .exclude(certificate_type_id__in=proposed.values("certificate_type_id"))
        .values("certificate_type_id")
        .distinct()
        .count()
    )

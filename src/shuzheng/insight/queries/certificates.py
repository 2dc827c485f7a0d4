"""What a cut says of each certificate in use, for a room above that decides on figures."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Sum

from shuzheng.insight.models import CutRow, CutUse
from shuzheng.insight.queries import definitions
from shuzheng.insight.rules import figures

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date


@dataclass(frozen=True, slots=True)
class InUse:
    """A certificate that some institution uses: how many do, and since when the first."""

    certificate_type_id: int
    institutions: int
    since: date | None


def in_use(cut_id: int) -> list[InUse]:
    """Return the certificates in use in a cut (K-08), each once."""
    users: defaultdict[int, set[int]] = defaultdict(set)
    first: dict[int, date] = {}
    rows = CutUse.objects.filter(cut_id=cut_id).values_list(
        "certificate_type_id", "institution_id", "state", "entered_on"
    )
    for certificate, institution, state, entered_on in rows:
        if state in definitions.IN_USE:
            users[certificate].add(institution)
        if entered_on is not None:
            first[certificate] = min(first.get(certificate, entered_on), entered_on)
    return [InUse(key, len(users[key]), first.get(key)) for key in sorted(users)]


def participation(cut_id: int, since: date, before: date) -> Mapping[int, int]:
    """Return K-03 of the months from `since`, before `before`, by certificate; absent means 0."""
    rows = CutRow.objects.filter(cut_id=cut_id, month__gte=since, month__lt=before)
    summed = (
        rows.order_by()
        .values("certificate_type_id")
        .annotate(
            accepted_of=Sum("accepted"),
            withdrawn_of=Sum("withdrawn"),
            refunded_of=Sum("refunded"),
            cancelled_of=Sum("cancelled"),
            deferred_of=Sum("deferred"),
        )
    )
    return {
        row["certificate_type_id"]: figures.participation(
            figures.Registrations(
                accepted=row["accepted_of"],
                withdrawn=row["withdrawn_of"],
                refunded=row["refunded_of"],
                cancelled=row["cancelled_of"],
                deferred=row["deferred_of"],
            )
        ).value
        for row in summed
    }

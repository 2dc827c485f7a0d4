"""Ceilings and waivers as their pages show them. Rule: R-122."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q

from shuzheng.fees.access import Permission
from shuzheng.fees.models import CeilingWaiver, CostCeiling
from shuzheng.foundation.ui import listing

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from shuzheng.kernel.actor import Actor

FIELDS = {
    "certificate": "certificate_type__name",
    "price": "price_fen",
    "since": "since",
    "document": "document_number",
}
WAIVER_FIELDS = {
    "number": "number",
    "certificate": "certificate_type__name",
    "limit": "limit_fen",
    "since": "since",
    "until": "until",
}


@dataclass(frozen=True, slots=True)
class CeilingLine:
    """A ceiling in fen, from `since` until a newer one begins."""

    id: int
    certificate: str
    code: str
    level: str
    price_fen: int
    since: date
    document_number: str
    is_newest: bool


@dataclass(frozen=True, slots=True)
class WaiverLine:
    """A waiver: the most it allows in fen, both days included, and its document."""

    id: int
    number: str
    certificate: str
    code: str
    level: str
    limit_fen: int
    since: date
    until: date
    document_uid: UUID


def ceilings(
    actor: Actor, wish: listing.Wish, *, q: str = "", level: str = ""
) -> listing.Found[CeilingLine]:
    """Return one page of the ceilings loaded."""
    actor.require(Permission.CEILING_VIEW)
    rows = CostCeiling.objects.select_related("certificate_type").filter(_named(q))
    if level:
        rows = rows.filter(level=level)
    found = listing.cut(rows.order_by(*wish.order(FIELDS)), wish)
    types = {row.certificate_type_id for row in found.rows}
    newest: dict[tuple[int, str], date] = {}
    for type_id, lvl, since in (
        CostCeiling.objects.filter(certificate_type_id__in=types)
        .order_by("since")
        .values_list("certificate_type_id", "level", "since")
    ):
        newest[type_id, lvl] = since
    return listing.Found(
        [
            CeilingLine(
                row.pk,
                row.certificate_type.name,
                row.certificate_type.code,
                row.level,
                row.price_fen,
                row.since,
                row.document_number,
                is_newest=newest[row.certificate_type_id, row.level] == row.since,
            )
            for row in found.rows
        ],
        found.total,
        found.page,
    )


def waivers(
    actor: Actor, wish: listing.Wish, *, q: str = "", level: str = ""
) -> listing.Found[WaiverLine]:
    """Return one page of the waivers on file."""
    actor.require(Permission.CEILING_VIEW)
    rows = CeilingWaiver.objects.filter(_named(q) | Q(number__icontains=q))
    if level:
        rows = rows.filter(level=level)
    wide = rows.select_related("certificate_type", "document").defer("document__body")
    found = listing.cut(wide.order_by(*wish.order(WAIVER_FIELDS)), wish)
    return listing.Found(
        [
            WaiverLine(
                row.pk,
                row.number,
                row.certificate_type.name,
                row.certificate_type.code,
                row.level,
                row.limit_fen,
                row.since,
                row.until,
                row.document.uid,
            )
            for row in found.rows
        ],
        found.total,
        found.page,
    )


def counts() -> tuple[int, int]:
    """Return how many ceilings and waivers there are."""
    return CostCeiling.objects.count(), CeilingWaiver.objects.count()


def _named(q: str) -> Q:
    if not q:
        return Q()
    return Q(certificate_type__name__icontains=q) | Q(certificate_type__code__iexact=q)

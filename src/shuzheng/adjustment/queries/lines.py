"""The list of a review as its documents name it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shuzheng.adjustment.models import Addition, ListLine
from shuzheng.adjustment.rules.proposal import Fate, Ground
from shuzheng.adjustment.rules.texts import Added, Named

if TYPE_CHECKING:
    from shuzheng.adjustment.models import Review


def named(row: Review) -> list[Named]:
    """Return what is dropped and watched, by code; who simply stays is not in it."""
    rows = ListLine.objects.filter(review=row).exclude(fate=Fate.KEEP)
    found = rows.select_related("certificate_type__organisation")
    return [
        Named(
            one.certificate_type.code,
            one.certificate_type.name,
            one.certificate_type.organisation.name
            if one.certificate_type.organisation
            else one.certificate_type.organisation_name,
            Fate(one.fate),
            Ground(one.ground),
        )
        for one in found.order_by("certificate_type__code")
    ]


def added(row: Review) -> list[Added]:
    """Return what is added, in the order in which it was put on the list."""
    rows = Addition.objects.filter(review=row).order_by("pk")
    return [Added(one.name, one.field) for one in rows]

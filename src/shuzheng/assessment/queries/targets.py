"""What an inspection may visit: sites in use, and the organisations whose certificates they hold.

For the room of inspections, which draws from these lists; they are public knowledge.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from shuzheng.assessment.models import Site, SiteApproval
from shuzheng.assessment.rules.site import State

if TYPE_CHECKING:
    from collections.abc import Iterable

IN_USE = (State.ACTIVE, State.RESTRICTED)


@dataclass(frozen=True, slots=True)
class SiteBrief:
    """A site as other rooms see it."""

    id: int
    code: str
    name: str
    address: str
    institution_id: int
    institution: str


def sites_in_use() -> list[SiteBrief]:
    """Return the sites with an approval that is in force, by code."""
    used = SiteApproval.objects.filter(state__in=IN_USE).values("site_id")
    rows = Site.objects.filter(pk__in=used).select_related("institution").order_by("code")
    return [_brief(row) for row in rows]


def organisations_in_use() -> list[int]:
    """Return the ids of the evaluation organisations for whose certificates a site is in use."""
    rows = SiteApproval.objects.filter(
        state__in=IN_USE, certificate_type__organisation__isnull=False
    )
    found = rows.order_by("certificate_type__organisation_id").distinct()
    return list(found.values_list("certificate_type__organisation_id", flat=True))


def sites(ids: Iterable[int]) -> dict[int, SiteBrief]:
    """Return the sites with these ids."""
    rows = Site.objects.filter(pk__in=set(ids)).select_related("institution")
    return {row.pk: _brief(row) for row in rows}


def _brief(row: Site) -> SiteBrief:
    return SiteBrief(
        row.pk, row.code, row.name, row.address, row.institution_id, row.institution.name
    )

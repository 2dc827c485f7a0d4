"""What an inspection may visit and a complaint may be about: sites, organisations, plans.

For rooms above, which draw from these lists or name one of them; they are public knowledge.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, Q

from shuzheng.assessment.models import Plan, Registration, Site, SiteApproval
from shuzheng.assessment.rules.site import State
from shuzheng.foundation import bulk

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

IN_USE = (State.ACTIVE, State.RESTRICTED)
ADMITTED = (*IN_USE, State.SUSPENDED)
"""An approval that a site was given and that is not closed, whether it may be used today or not."""


@dataclass(frozen=True, slots=True)
class SiteBrief:
    """A site as other rooms see it."""

    id: int
    code: str
    name: str
    address: str
    institution_id: int
    institution: str


@dataclass(frozen=True, slots=True)
class PlanBrief:
    """A plan as other rooms see it."""

    id: int
    number: str
    name: str
    organisation_id: int


def sites_in_use() -> list[SiteBrief]:
    """Return the sites with an approval that is in force, by code."""
    used = SiteApproval.objects.filter(state__in=IN_USE).values("site_id")
    rows = Site.objects.filter(pk__in=used).select_related("institution").order_by("code")
    return [_brief(row) for row in rows]


def sites_admitted() -> list[SiteBrief]:
    """Return the sites with an approval that is not closed, also where it is suspended, by code."""
    held = SiteApproval.objects.filter(state__in=ADMITTED).values("site_id")
    rows = Site.objects.filter(pk__in=held).select_related("institution").order_by("code")
    return [_brief(row) for row in rows]


def approvals(site_ids: Iterable[int], on: date) -> dict[int, tuple[int, int]]:
    """Return how many approvals each of these sites has, and how many of them may be used on `on`.

    Closed ones are left out; one that is suspended or has run out is held and may not be used.
    """
    rows = SiteApproval.objects.filter(site__in=bulk.among(list(site_ids)), state__in=ADMITTED)
    lasting = Q(approved_until=None) | Q(approved_until__gte=on)
    counted = rows.order_by().values("site_id")
    found = counted.annotate(
        held=Count("pk"), working=Count("pk", filter=lasting & Q(state__in=IN_USE))
    )
    return {row["site_id"]: (row["held"], row["working"]) for row in found}


def organisations_in_use() -> list[int]:
    """Return the ids of the evaluation organisations for whose certificates a site is in use."""
    return _organisations(IN_USE)


def organisations_admitted() -> list[int]:
    """Return those for whose certificates a site has an approval that is not closed."""
    return _organisations(ADMITTED)


def sites(ids: Iterable[int]) -> dict[int, SiteBrief]:
    """Return the sites with these ids."""
    rows = Site.objects.filter(pk__in=set(ids)).select_related("institution")
    return {row.pk: _brief(row) for row in rows}


def site_named(word: str) -> SiteBrief | None:
    """Return the site with this code or exactly this name, or None."""
    rows = Site.objects.filter(Q(code=word) | Q(name=word)).select_related("institution")
    row = rows.order_by("pk").first()
    return _brief(row) if row else None


def plan_numbered(number: str) -> PlanBrief | None:
    """Return the plan with this number, or None."""
    row = Plan.objects.filter(number=number).first()
    return _plan_brief(row) if row else None


def plans(ids: Iterable[int]) -> dict[int, PlanBrief]:
    """Return the plans with these ids."""
    return {row.pk: _plan_brief(row) for row in Plan.objects.filter(pk__in=set(ids))}


def candidates(registration_ids: Iterable[int]) -> list[int]:
    """Return whose these registrations are: the persons, each once."""
    rows = Registration.objects.filter(pk__in=bulk.among(list(registration_ids)))
    return sorted(set(rows.values_list("person_id", flat=True)))


def _organisations(states: Iterable[State]) -> list[int]:
    rows = SiteApproval.objects.filter(
        state__in=states, certificate_type__organisation__isnull=False
    )
    found = rows.order_by("certificate_type__organisation_id").distinct()
    return list(found.values_list("certificate_type__organisation_id", flat=True))


def _plan_brief(row: Plan) -> PlanBrief:
    return PlanBrief(row.pk, row.number, row.name, row.organisation_id)


def _brief(row: Site) -> SiteBrief:
    return SiteBrief(
        row.pk, row.code, row.name, row.address, row.institution_id, row.institution.name
    )


def institutions_of_sites() -> dict[int, int]:
    """Return which institution each site belongs to, whatever its state."""
    return dict(Site.objects.values_list("pk", "institution_id"))

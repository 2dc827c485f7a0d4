"""Who can reach a sealed package of papers: who packed it, and the site it is for.

An invited institution that lends no rooms, and everybody else, does not learn where papers lie.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from shuzheng.assessment.access.permissions import Permission
from shuzheng.assessment.models import PaperPackage
from shuzheng.assessment.rules import custody
from shuzheng.kernel.actor import Reach
from shuzheng.kernel.refusals import Refusal

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from shuzheng.assessment.models import Plan
    from shuzheng.kernel.actor import Actor


class NoSuchPackage(Refusal):
    """Out of reach and nonexistent look the same from outside."""

    code = "no-such-package"
    status = 404
    template = "There is no such package of papers."


def packages(row: Plan, actor: Actor) -> QuerySet[PaperPackage]:
    """Return a plan's packages: all for its organisation and the office, else one's own site's."""
    rows = PaperPackage.objects.filter(plan=row)
    if actor.reach is Reach.PROVINCE or row.organisation_id == actor.organisation_id:
        return rows
    return rows.filter(site__institution_id=actor.organisation_id)


def package(package_id: int, actor: Actor) -> PaperPackage:
    """Fetch a package that the actor may see."""
    row = _rows().filter(pk=package_id).first()
    if row is None or not packages(row.plan, actor).filter(pk=package_id).exists():
        raise NoSuchPackage
    actor.require(Permission.SITTING_VIEW)
    return row


def for_act(package_id: int, verb: custody.Verb, actor: Actor) -> PaperPackage:
    """Fetch a package for what its organisation, or its site, does with it."""
    row = _rows().filter(pk=package_id).first()
    if row is None:
        raise NoSuchPackage
    by_site = verb in custody.SITES
    owner = row.site.institution_id if by_site else row.plan.organisation_id
    if owner != actor.organisation_id:
        raise NoSuchPackage
    actor.require(Permission.CUSTODY_KEEP if by_site else Permission.CUSTODY_PACK)
    return row


def _rows() -> QuerySet[PaperPackage]:
    return PaperPackage.objects.select_related("plan", "session", "site")

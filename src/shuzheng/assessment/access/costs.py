"""Who can reach which session's costs: the institution of the site, its city, the province.

The evaluation organisation and invited institutions see the session and not what it cost.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Exists, Min, OuterRef

from shuzheng.assessment.access import plans
from shuzheng.assessment.access.sites import NoSuchSite
from shuzheng.assessment.models import CostSheet, PlanRoom, SeatAssignment, Site
from shuzheng.assessment.rules.cost import ENDED, State
from shuzheng.kernel.actor import Reach
from shuzheng.kernel.refusals import Refusal

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from shuzheng.assessment.access.permissions import Permission
    from shuzheng.assessment.models import Plan
    from shuzheng.kernel.actor import Actor


class NoSuchSheet(Refusal):
    """What was never kept cannot be corrected."""

    code = "no-such-cost-sheet"
    status = 404
    template = "There is no cost sheet of this session yet."


def within(actor: Actor) -> QuerySet[PlanRoom]:
    """Return the rooms that plans use, at sites whose costs the actor may know."""
    if actor.reach is Reach.PROVINCE:
        return PlanRoom.objects.all()
    if actor.reach is Reach.AREA:
        here = {"room__site__institution__division__code__startswith": actor.area}
        return PlanRoom.objects.filter(**here)
    if actor.reach is Reach.ORGANISATION:
        return PlanRoom.objects.filter(room__site__institution_id=actor.organisation_id)
    return PlanRoom.objects.none()


def held(actor: Actor) -> QuerySet[PlanRoom]:
    """Return the sessions held at sites within reach, one row for each plan and site.

    A site at which nobody had a seat held nothing, though its rooms were planned.
    """
    seats = SeatAssignment.objects.filter(
        seating__plan=OuterRef("plan"), seat__room=OuterRef("room")
    )
    rooms = within(actor).filter(Exists(seats), plan__state__in=ENDED)
    firsts = rooms.order_by().values("plan_id", "room__site_id").annotate(first=Min("pk"))
    return PlanRoom.objects.filter(pk__in=firsts.values("first"))


def session(plan_id: int, actor: Actor, permission: Permission) -> Plan:
    """Fetch a plan that uses rooms at a site whose costs the actor may know."""
    plan = plans.plan(plan_id, actor, permission)
    if not within(actor).filter(plan=plan).exists():
        raise plans.NoSuchPlan
    return plan


def own(plan_id: int, site_id: int, actor: Actor, permission: Permission) -> tuple[Plan, Site]:
    """Fetch a plan and a site of the actor's own institution at which it has seats."""
    plan = plans.plan(plan_id, actor, permission)
    rows = Site.objects.filter(pk=site_id, institution_id=actor.organisation_id)
    site = rows.filter(rooms__seats__assignments__seating__plan=plan).distinct().first()
    if site is None:
        raise NoSuchSite
    return plan, site


def current(plan: Plan, site: Site) -> CostSheet:
    """Fetch the version that holds, of a session and site fetched before."""
    row = CostSheet.objects.filter(plan=plan, site=site, state=State.CURRENT).first()
    if row is None:
        raise NoSuchSheet
    return row

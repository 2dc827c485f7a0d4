"""Restrict, suspend, reinstate and close a site. Rules: R-090, R-099. Source: handbook 3.5."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from shuzheng.assessment.access import Permission
from shuzheng.assessment.access import sites as access
from shuzheng.assessment.models import Plan
from shuzheng.assessment.rules import plan as plan_rules
from shuzheng.assessment.rules import site as rules
from shuzheng.assessment.rules.site import Verb
from shuzheng.foundation import facts, moves
from shuzheng.identity.rules.kinds import Role
from shuzheng.kernel import periods
from shuzheng.kernel.actor import Reach
from shuzheng.kernel.refusals import Refusal
from shuzheng.standing.queries import restrictions
from shuzheng.standing.rules.restrictions import Act

if TYPE_CHECKING:
    from datetime import date, datetime

    from shuzheng.assessment.models import SiteApproval
    from shuzheng.kernel.actor import Actor


class OfficeRestricts(Refusal):
    """Limits short of a suspension are the office's."""

    code = "office-restricts"
    status = 403
    template = "A site is restricted by the office; an organisation may suspend it."


class NotYoursToLift(Refusal):
    """Whoever limited a site lifts the limit."""

    code = "limit-not-yours"
    status = 403
    template = "The limit is lifted by whoever set it: {organisation}."


class SessionsAhead(Refusal):
    """A site is closed when nothing more is planned there."""

    code = "sessions-ahead"
    status = 409
    template = "The plan {plan} still uses this site until {last_on}."
    rule = "R-090"


@transaction.atomic
def restrict(
    approval_id: int, reason: str, seat_limit: int, *, actor: Actor, now: datetime
) -> None:
    """Limit a site to so many seats until what was found is put right."""
    row = access.approval(approval_id, actor, Permission.SITE_LIMIT)
    if actor.role != Role.OFFICE_OFFICER:
        raise OfficeRestricts
    moved = moves.move(
        row,
        rules.SITE,
        Verb.RESTRICT,
        seat_limit=seat_limit,
        limit_reason=reason,
        limited_by_id=actor.organisation_id,
    )
    facts.record(
        "assessment.site.restricted", row, actor=actor, now=now, moved=moved, reason=reason
    )


@transaction.atomic
def suspend(approval_id: int, reason: str, *, actor: Actor, now: datetime) -> None:
    """Suspend a site after a major finding or a veto; no plan may use it meanwhile."""
    row = access.approval(approval_id, actor, Permission.SITE_LIMIT)
    moved = moves.move(
        row,
        rules.SITE,
        Verb.SUSPEND,
        limit_reason=reason,
        limited_by_id=actor.organisation_id,
    )
    facts.record("assessment.site.suspended", row, actor=actor, now=now, moved=moved, reason=reason)


@transaction.atomic
def reinstate(approval_id: int, reason: str, *, actor: Actor, now: datetime) -> None:
    """Lift a limit once what was found is put right."""
    row = access.approval(approval_id, actor, Permission.SITE_LIMIT)
    if row.limited_by_id not in {None, actor.organisation_id}:
        name = row.limited_by.name if row.limited_by else ""
        raise NotYoursToLift(organisation=name)
    restrictions.require_sites([row.site.code], Act.REINSTATEMENT, periods.day(now))
    moved = moves.move(
        row, rules.SITE, Verb.REINSTATE, seat_limit=None, limit_reason="", limited_by=None
    )
    facts.record(
        "assessment.site.reinstated", row, actor=actor, now=now, moved=moved, reason=reason
    )


@transaction.atomic
def close(approval_id: int, reason: str, *, actor: Actor, now: datetime) -> None:
    """Close a site for one certificate and level, where nothing more is planned there."""
    row = access.approval(approval_id, actor, Permission.SITE_CLOSE)
    parties = {row.site.institution_id, row.certificate_type.organisation_id}
    if actor.reach is not Reach.PROVINCE and actor.organisation_id not in parties:
        raise access.NoSuchApproval
    _check_nothing_ahead(row, periods.day(now))
    moved = moves.move(row, rules.SITE, Verb.CLOSE)
    facts.record("assessment.site.closed", row, actor=actor, now=now, moved=moved, reason=reason)


def _check_nothing_ahead(row: SiteApproval, today: date) -> None:
    ahead = Plan.objects.filter(
        rooms__room__site_id=row.site_id,
        certificate_type_id=row.certificate_type_id,
        level=row.level,
        last_on__gte=today,
    ).exclude(state__in=(*plan_rules.OVER, plan_rules.State.DRAFT))
    found = ahead.order_by("last_on").first()
    if found is not None:
        raise SessionsAhead(plan=found.number, last_on=found.last_on)

"""Designate a site as a provincial assessment centre, and withdraw the designation (R-096)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction

from shuzheng.assessment.access import Permission, sites
from shuzheng.assessment.access import centres as access
from shuzheng.assessment.models import Centre
from shuzheng.assessment.rules import centre as rules
from shuzheng.assessment.rules.centre import CENTRE, Verb
from shuzheng.foundation import facts, moves
from shuzheng.kernel import periods
from shuzheng.kernel.rulebook import applies
from shuzheng.standing.queries import restrictions
from shuzheng.standing.rules.restrictions import Act

if TYPE_CHECKING:
    from datetime import date, datetime

    from shuzheng.kernel.actor import Actor


@applies("R-096")
@transaction.atomic
def designate(
    site_id: int, number: str, designated_on: date, *, actor: Actor, now: datetime
) -> int:
    """Record that a document made a site a provincial assessment centre; returns its id.

    Refuses a site without an approval that is valid today or that a decision bars from opening
    sessions, a document without number or dated ahead, and a site that is a centre already.
    """
    site, today = sites.site(site_id, actor, Permission.CENTRE_DESIGNATE), periods.day(now)
    valid = any(
        rules.is_valid(state, until, today)
        for state, until in site.approvals.values_list("state", "approved_until")
    )
    rules.check(site.name, number, designated_on, today, valid=valid)
    restrictions.require_sites([site.code], Act.OPENING, today)
    try:
        with transaction.atomic():
            row = Centre.objects.create(
                site=site,
                state=CENTRE.initial,
                number=number.strip(),
                designated_on=designated_on,
                recorded_on=today,
            )
    except IntegrityError:
        raise rules.DesignatedAlready(site=site.name) from None
    facts.record("assessment.centre.designated", row, actor=actor, now=now, number=row.number)
    return row.pk


@applies("R-096")
@transaction.atomic
def withdraw(centre_id: int, reason: str, *, actor: Actor, now: datetime) -> None:
    """Withdraw a designation; it stays on record with the reason and counts no longer."""
    row = access.centre(centre_id, actor, Permission.CENTRE_DESIGNATE)
    rules.check_reason(reason)
    moved = moves.move(
        row, CENTRE, Verb.WITHDRAW, reason=reason.strip(), withdrawn_on=periods.day(now)
    )
    facts.record("assessment.centre.withdrawn", row, actor=actor, now=now, moved=moved)

"""Reactions of assessment to what happens in rooms below."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shuzheng.assessment.queries import under_way
from shuzheng.assessment.services import plans, registrations
from shuzheng.fees.queries import settlements
from shuzheng.foundation import followers
from shuzheng.foundation.models import FactSubject
from shuzheng.kernel.rulebook import applies
from shuzheng.standing.queries import running
from shuzheng.standing.rules.running import Outcome

if TYPE_CHECKING:
    from datetime import datetime

    from shuzheng.foundation.models import Fact

WAITING = "waiting"
AS_DECIDED = "按{decision}决定办理。"
"""The reason that candidates read; what is kept is Chinese whatever its reader's pages are in."""


@followers.follow(
    "assessment.registrations.settled", "fees.payment.recorded", "fees.settlements.computed"
)
def take_settled_further(fact: Fact, now: datetime) -> None:
    """Accept registrations whose fee was settled after they had waited for it.

    Or is not asked for any more: a claim of hardship under check holds the place (R-128).
    """
    named = FactSubject.objects.filter(fact=fact, from_state=WAITING)
    ids = [int(one.rpartition(":")[2]) for one in named.values_list("subject", flat=True)]
    if ids:
        registrations.advance_settled(settlements.references(ids).values(), now=now)


@applies("R-115")
@followers.follow("assessment.plans.as_decided", "standing.restriction.imposed")
def do_as_decided(fact: Fact, now: datetime) -> None:
    """Postpone or cancel what a decision names; what it lets go on is not touched."""
    key = int(fact.subject.rpartition(":")[2])
    reason = AS_DECIDED.format(decision=fact.data["decision"])
    for named in running.named(key):
        plan = under_way.plan_of(named.subject)
        if plan is None:
            continue
        if named.outcome is Outcome.POSTPONED:
            plans.postpone_as_decided(plan, reason, now=now)
        elif named.outcome is Outcome.CANCELLED:
            plans.cancel_as_decided(plan, reason, now=now)

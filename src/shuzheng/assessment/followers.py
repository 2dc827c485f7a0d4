"""Reactions of assessment to what happens in rooms below."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shuzheng.assessment.services import registrations
from shuzheng.fees.queries import settlements
from shuzheng.foundation import followers
from shuzheng.foundation.models import FactSubject

if TYPE_CHECKING:
    from datetime import datetime

    from shuzheng.foundation.models import Fact

WAITING = "waiting"


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

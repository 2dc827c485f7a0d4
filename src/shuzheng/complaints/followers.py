"""What complaints do when something happens in rooms below."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shuzheng.assessment.queries import targets
from shuzheng.complaints.services import shielding
from shuzheng.foundation import followers
from shuzheng.foundation.models import FactSubject
from shuzheng.kernel.rulebook import applies

if TYPE_CHECKING:
    from datetime import datetime

    from shuzheng.foundation.models import Fact

CHANGES = (
    "assessment.registration.corrected",
    "assessment.registration.withdrawn",
    "assessment.registration.deferred",
    "assessment.registration.deferral_refused",
    "assessment.registrations.withdrawn",
)
REGISTRATION = "assessment.registration:"


@applies("R-216")
@followers.follow("complaints.registrations.changed", *CHANGES)
def watch(fact: Fact, now: datetime) -> None:
    """Flag the complaints of persons whose registrations somebody else changed."""
    named = [fact.subject, *FactSubject.objects.filter(fact=fact).values_list("subject", flat=True)]
    ids = [int(one.rpartition(":")[2]) for one in named if one.startswith(REGISTRATION)]
    for person_id in targets.candidates(ids):
        shielding.flag(person_id, fact.person_id, at=fact.at, now=now)

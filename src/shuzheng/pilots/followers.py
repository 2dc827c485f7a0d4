"""Reactions of pilots to what happens in rooms below."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shuzheng.foundation import followers
from shuzheng.foundation.models import FactSubject
from shuzheng.kernel.rulebook import applies
from shuzheng.pilots.services import entries

if TYPE_CHECKING:
    from datetime import datetime

    from shuzheng.foundation.models import Fact


@applies("R-054")
@followers.follow("pilots.entries.closed", "catalogue.kinds.closed")
def leave_what_closed(fact: Fact, now: datetime) -> None:
    """Begin the exit of a closed certificate in every institution that still uses it (3.4)."""
    for subject in FactSubject.objects.filter(fact=fact).values_list("subject", flat=True):
        entries.leave_closed(int(subject.rpartition(":")[2]), now=now)

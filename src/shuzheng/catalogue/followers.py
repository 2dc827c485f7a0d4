"""Reactions of the catalogue to what happens in rooms below."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shuzheng.catalogue.services import belonging
from shuzheng.foundation import followers

if TYPE_CHECKING:
    from datetime import datetime

    from shuzheng.foundation.models import Fact


@followers.follow("catalogue.certificates.joined", "identity.organisation.registered")
def take_its_certificates(fact: Fact, now: datetime) -> None:
    """Give a newly registered evaluation organisation its certificates."""
    belonging.belong(int(fact.subject.rpartition(":")[2]), now=now)

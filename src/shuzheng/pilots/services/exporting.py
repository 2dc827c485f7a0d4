"""Record that a list left the platform: the act behind every export.

The fact's subject is row 0 of the list's table, which is no row: the list as a whole.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from shuzheng.foundation import facts
from shuzheng.pilots.access import Permission
from shuzheng.pilots.models import Filing, LeadingGroup, Report

if TYPE_CHECKING:
    from datetime import datetime

    from shuzheng.kernel.actor import Actor


@transaction.atomic
def filings(count: int, *, actor: Actor, now: datetime) -> None:
    """Record that the actor took a list of `count` filings away."""
    actor.require(Permission.FILING_VIEW)
    facts.record("pilots.filings.exported", Filing(pk=0), actor=actor, now=now, count=count)


@transaction.atomic
def reports(count: int, *, actor: Actor, now: datetime) -> None:
    """Record that the actor took `count` bi-weekly reports away, to be entered elsewhere."""
    actor.require(Permission.REPORT_VIEW)
    facts.record("pilots.reports.exported", Report(pk=0), actor=actor, now=now, count=count)


@transaction.atomic
def organs(count: int, *, actor: Actor, now: datetime) -> None:
    """Record that the actor took away who lacks what in `count` institutions."""
    actor.require(Permission.ORGAN_VIEW)
    facts.record("pilots.organs.exported", LeadingGroup(pk=0), actor=actor, now=now, count=count)

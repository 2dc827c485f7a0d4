"""Compute where sites are best added, and keep the proposal with what it rests on (R-091)."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from django.db import transaction

from shuzheng.alliances.access import Permission
from shuzheng.alliances.models import SitingProposal, SitingRow
from shuzheng.alliances.queries import siting as queries
from shuzheng.alliances.rules import siting as rules
from shuzheng.foundation import facts, rulebooks
from shuzheng.kernel import periods
from shuzheng.kernel.rulebook import applies

if TYPE_CHECKING:
    from datetime import datetime

    from shuzheng.kernel.actor import Actor


@applies("R-091", "R-092", "R-093")
def propose(*, actor: Actor, now: datetime) -> int:
    """Compute a proposal from what there is today and keep it; returns its id.

    The computing takes seconds and holds no transaction open.
    """
    actor.require(Permission.SITING_PROPOSE)
    today = periods.day(now)
    problem = queries.problem(today)
    found = rules.propose(problem, rules.seconds(today, rulebooks.current()))
    inputs = rules.document(problem)
    with transaction.atomic():
        facts.lock_chain()
        row = SitingProposal.objects.create(
            made_at=now,
            inputs=inputs,
            digest=rules.digest(inputs),
            value=found.value,
            bound=found.bound,
            before=asdict(found.before),
            after=asdict(found.after),
        )
        SitingRow.objects.bulk_create(
            SitingRow(
                proposal=row,
                institution_id=one.institution,
                certificate_type_id=one.certificate,
                city_id=one.city,
                learners=one.learners,
                institutions=one.institutions,
                fills=one.fills,
                principle=one.principle,
            )
            for one in found.rows
        )
        facts.record(
            "alliances.siting.proposed",
            row,
            actor=actor,
            now=now,
            sites=len(found.rows),
            digest=row.digest,
        )
    return row.pk

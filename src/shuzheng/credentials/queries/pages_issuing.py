"""What an issuer sees before issuing: how many results may be certified, and what holds others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from shuzheng.assessment.queries import certifying, results
from shuzheng.catalogue.queries import certificates
from shuzheng.credentials.access import Permission
from shuzheng.credentials.models import TAKEN, Certificate, IssuerKey
from shuzheng.credentials.rules.status import LIVE
from shuzheng.kernel.rulebook import applies

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from shuzheng.assessment.queries.certifying import Hold, PlanLine
    from shuzheng.kernel.actor import Actor


@dataclass(frozen=True, slots=True)
class Line:
    """A plan with published results, and how many certificates it has."""

    plan: PlanLine
    certificate: str
    issued: int


@dataclass(frozen=True, slots=True)
class Page:
    """One plan before issuing. `eligible` may have one now; `live` have one in force."""

    plan: PlanLine
    certificate: str
    eligible: int
    live: int
    held: Mapping[Hold, int]
    has_key: bool


def lines(actor: Actor) -> list[Line]:
    """Return the plans of the actor's organisation with published results, newest first."""
    actor.require(Permission.CERTIFICATE_ISSUE)
    plans = certifying.plans(actor)
    kinds = certificates.brief(plan.certificate_type_id for plan in plans)
    issued: dict[int, int] = {}
    rows = Certificate.objects.filter(plan_id__in=[plan.id for plan in plans], state__in=LIVE)
    for plan_id in rows.values_list("plan_id", flat=True):
        issued[plan_id] = issued.get(plan_id, 0) + 1
    return [
        Line(plan, kinds[plan.certificate_type_id].short_name, issued.get(plan.id, 0))
        for plan in plans
    ]


@applies("R-109")
def page(number: str, *, actor: Actor, today: date) -> Page:
    """Return one plan before issuing; refuses what is out of reach."""
    actor.require(Permission.CERTIFICATE_ISSUE)
    plan = certifying.plan(number, actor=actor)
    here = actor.organisation_id
    ready = {one.result_id for one in results.issuable(plan.id, organisation_id=here, today=today)}
    rows = Certificate.objects.filter(plan_id=plan.id)
    taken = set(rows.filter(TAKEN).values_list("result_id", flat=True))
    kind = certificates.brief([plan.certificate_type_id])[plan.certificate_type_id]
    return Page(
        plan=plan,
        certificate=kind.short_name,
        eligible=len(ready - taken),
        live=rows.filter(state__in=LIVE).count(),
        held=certifying.held_back(plan.id, actor=actor, today=today),
        has_key=IssuerKey.objects.filter(organisation_id=here, valid_until=None).exists(),
    )


def waiting(actor: Actor, today: date) -> int:
    """Return how many plans wait for the actor to issue."""
    if not actor.may(Permission.CERTIFICATE_ISSUE):
        return 0
    return len(certifying.waiting(actor, today))

"""Hand accepted registrations over to the national platform, as a workbook. Source: handbook 4.3.

Whole identity numbers leave here and nowhere else, to the party that has to enter them there: an
institution its own candidates', an organisation those of social learners without an institution.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction

from shuzheng.assessment.access import Permission
from shuzheng.assessment.access import plans as access
from shuzheng.assessment.models import Registration
from shuzheng.assessment.rules import registration
from shuzheng.assessment.sheets.roster import DOCUMENTS
from shuzheng.catalogue.rules.levels import PRINTED, Level
from shuzheng.fees.rules.exemption import CandidateKind
from shuzheng.foundation import facts
from shuzheng.identity.queries import enrolments, persons
from shuzheng.kernel import periods
from shuzheng.kernel.refusals import Refusal

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from django.db.models import QuerySet

    from shuzheng.assessment.models import Plan
    from shuzheng.kernel.actor import Actor

AT_ONCE = 2_000
KINDS = {CandidateKind.STUDENT: "在校学生", CandidateKind.SOCIAL_LEARNER: "社会学习者"}
STATES = {registration.State.ACCEPTED: "已接受", registration.State.TICKETED: "已发准考证"}


class NothingToReport(Refusal):
    """Nobody has been accepted yet."""

    code = "nothing-to-report"
    status = 409
    template = "No registration of yours in this plan has been accepted yet."


@transaction.atomic
def hand_over(plan_id: int, *, actor: Actor, now: datetime) -> list[dict[str, Any]]:
    """Return the rows of the national workbook, and mark them as reported; may be done again."""
    plan = access.plan(plan_id, actor, Permission.REGISTRATION_REPORT)
    rows = list(
        reportable(plan, actor)
        .select_related("person", "institution", "school_class")
        .order_by("institution_id", "school_class_id", "pk")
    )
    if not rows:
        raise NothingToReport
    fresh = [row.pk for row in rows if row.reported_to_national_at is None]
    for start in range(0, len(fresh), AT_ONCE):
        part = Registration.objects.filter(pk__in=fresh[start : start + AT_ONCE])
        part.update(reported_to_national_at=now)
    facts.record(
        "assessment.registrations.reported",
        plan,
        actor=actor,
        now=now,
        passages=(facts.Passage(f"assessment.registration:{row.pk}") for row in rows),
        count=len(rows),
    )
    return _lines(plan, rows)


def reportable(plan: Plan, actor: Actor) -> QuerySet[Registration]:
    """Return the accepted registrations that the actor enters at the national platform."""
    rows = plan.registrations.filter(state__in=registration.HOLDS_PLACE)
    if plan.organisation_id == actor.organisation_id:
        return rows.filter(institution=None)
    return rows.filter(institution_id=actor.organisation_id)


def _lines(plan: Plan, rows: Sequence[Registration]) -> list[dict[str, Any]]:
    people = [row.person_id for row in rows]
    numbers = persons.document_numbers(people)
    enrolled = enrolments.current(people)
    shared = {
        "plan_number": plan.number,
        "plan_name": plan.name,
        "certificate_code": plan.certificate_type.code,
        "certificate": plan.certificate_type.name,
        "level": PRINTED[Level(plan.level)],
        "module": plan.module,
        "first_on": plan.first_on,
    }
    return [
        {
            **shared,
            "name": row.person.name,
            "document_kind": DOCUMENTS.get(row.person.document_kind, ""),
            "document_number": numbers[row.person_id],
            "candidate_kind": KINDS[CandidateKind(row.candidate_kind)],
            "institution_code": row.institution.code if row.institution else "",
            "institution": row.institution.name if row.institution else "",
            "class_name": row.school_class.name if row.school_class else "",
            "student_number": enrolled[row.person_id].student_number
            if row.person_id in enrolled
            else "",
            "state": STATES[registration.State(row.state)],
            "confirmed_on": periods.day(row.confirmed_at) if row.confirmed_at else None,
            "reference": str(row.uid),
            "external_id": row.external_id,
        }
        for row in rows
    ]

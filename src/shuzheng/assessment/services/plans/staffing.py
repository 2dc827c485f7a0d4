"""Attach the activity report of a plan's assessment, and name its assessors.

Rules: R-056 (the report), R-144 (assessors are qualified). Source: handbook 3.6.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction

from shuzheng.assessment.access import Permission
from shuzheng.assessment.access import plans as access
from shuzheng.assessment.models import Plan, PlanAssessor
from shuzheng.assessment.rules import plan as rules
from shuzheng.assessment.rules.plan import State, Verb
from shuzheng.assessment.services.plans.drafting import CHANGEABLE, NotChangeable
from shuzheng.catalogue.rules.levels import Level
from shuzheng.foundation import facts, moves
from shuzheng.identity.queries import persons
from shuzheng.kernel import periods
from shuzheng.kernel.refusals import Refusal
from shuzheng.kernel.rulebook import applies
from shuzheng.pilots.queries import activity_reports
from shuzheng.pilots.rules.activity import EventKind
from shuzheng.pilots.rules.activity import State as ReportState
from shuzheng.standing.queries import restrictions
from shuzheng.standing.rules.restrictions import Act
from shuzheng.workforce.queries import qualifications

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime

    from shuzheng.kernel.actor import Actor

STAFFABLE = (*CHANGEABLE, State.OPEN, State.REGISTRATION_CLOSED, State.SEATED, State.POSTPONED)
REPORTED = (ReportState.SUBMITTED, ReportState.NOTED, ReportState.HELD)


class ReportOfOthers(Refusal):
    """The report speaks of this organisation's assessment of this certificate and level."""

    code = "report-of-other-event"
    template = "The activity report {report} is not of an assessment of this certificate and level."
    rule = "R-056"


class ReportNotSubmitted(Refusal):
    """The office has received the report."""

    code = "report-not-submitted"
    status = 409
    template = "The activity report {report} has not been submitted to the office."
    rule = "R-056"


class NotQualified(Refusal):
    """An assessor holds a qualification that counts on the first day."""

    code = "assessor-not-qualified"
    template = "{person} holds no qualification for this certificate and level on {day}."
    rule = "R-144"


class AppointedAlready(Refusal):
    """The person assesses in this plan already."""

    code = "assessor-appointed-already"
    status = 409
    template = "{person} has been appointed already."


class NotAppointed(Refusal):
    """The person does not assess in this plan."""

    code = "assessor-not-appointed"
    status = 404
    template = "This person is no assessor of the plan."


@applies("R-056")
@transaction.atomic
def report(plan_id: int, report_id: int, *, actor: Actor, now: datetime) -> None:
    """Attach the activity report of the assessment, which the office has received.

    That the office has noted it, and that it covers every sitting, are conditions for opening.
    """
    row = access.own_plan(plan_id, actor, Permission.PLAN_WRITE)
    filed = check_report(row, report_id)
    if row.state == State.REPORTED:
        Plan.objects.filter(pk=row.pk, state=State.REPORTED).update(report_id=report_id)
        moved = None
    else:
        moved = moves.move(row, rules.PLAN, Verb.REPORT, report_id=report_id)
    facts.record("assessment.plan.reported", row, actor=actor, now=now, moved=moved, report=filed)


def check_report(row: Plan, report_id: int) -> str:
    """Return the number of a report that speaks of this plan's assessment, or refuse it."""
    filed = activity_reports.brief([report_id]).get(report_id)
    if filed is None or (filed.organisation_id, filed.certificate_type_id, filed.kind) != (
        row.organisation_id,
        row.certificate_type_id,
        EventKind.ASSESSMENT,
    ):
        raise ReportOfOthers(report=filed.number if filed else "")
    if row.level not in filed.levels:
        raise ReportOfOthers(report=filed.number)
    if filed.state not in REPORTED:
        raise ReportNotSubmitted(report=filed.number)
    return filed.number


@applies("R-144")
@transaction.atomic
def appoint(
    plan_id: int,
    person_ids: Collection[int],
    *,
    chief: int | None = None,
    actor: Actor,
    now: datetime,
) -> None:
    """Appoint assessors who are qualified on the first day of the sittings, all or none of them.

    `chief` becomes the chief assessor instead of whoever was, and is appointed with them.
    """
    row = access.own_plan(plan_id, actor, Permission.PLAN_WRITE)
    _require_staffable(row)
    chosen = sorted({*person_ids, *([] if chief is None else [chief])})
    held = {
        one.person_id: one
        for one in qualifications.valid_assessors(
            row.certificate_type_id, Level(row.level), row.first_on
        )
    }
    for person_id in chosen:
        if person_id not in held:
            raise NotQualified(person=_name(person_id), day=row.first_on)
    restrictions.require_persons(chosen, Act.ASSESSING, periods.day(now))
    _require_new(row, chosen)
    if chief is not None:
        row.assessors.update(is_chief=False)
    made = [
        PlanAssessor(
            plan=row,
            person_id=one,
            qualification_id=held[one].qualification_id,
            is_chief=one == chief,
        )
        for one in chosen
    ]
    try:
        with transaction.atomic():
            PlanAssessor.objects.bulk_create(made)
    except IntegrityError:
        _require_new(row, chosen)
        raise
    passages = [facts.Passage(f"identity.person:{one}") for one in chosen]
    facts.record("assessment.assessor.appointed", row, actor=actor, now=now, passages=passages)


@transaction.atomic
def release(plan_id: int, person_id: int, *, actor: Actor, now: datetime) -> None:
    """Release an assessor before the assessment starts."""
    row = access.own_plan(plan_id, actor, Permission.PLAN_WRITE)
    _require_staffable(row)
    if not row.assessors.filter(person_id=person_id).delete()[0]:
        raise NotAppointed
    passage = facts.Passage(f"identity.person:{person_id}")
    facts.record("assessment.assessor.released", row, actor=actor, now=now, passages=[passage])


def _require_staffable(row: Plan) -> None:
    if row.state not in STAFFABLE:
        raise NotChangeable


def _require_new(row: Plan, chosen: Sequence[int]) -> None:
    before = row.assessors.filter(person_id__in=chosen).order_by("pk").first()
    if before is not None:
        raise AppointedAlready(person=_name(before.person_id))


def _name(person_id: int) -> str:
    found = persons.brief([person_id]).get(person_id)
    return found.name if found else ""

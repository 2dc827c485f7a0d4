"""Draft a plan, change it while nothing has opened, submit it, attach its report, name assessors.

Rules: R-056 (the report), R-057 (the list), R-104 (parts and weights), R-109 (the pass rule reads),
R-144 (assessors are qualified). Source: handbook 3.6. What is missing for opening is not refused
here: the page shows it as a condition that does not hold yet.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction

from shuzheng.assessment.access import Permission
from shuzheng.assessment.access import plans as access
from shuzheng.assessment.models import Component, Plan, PlanAssessor, PlanRoom, PlanSession, Room
from shuzheng.assessment.rules import marking, passing
from shuzheng.assessment.rules import plan as rules
from shuzheng.assessment.rules import site as site_rules
from shuzheng.assessment.rules.plan import State, Verb
from shuzheng.catalogue.queries import certificates, standards
from shuzheng.catalogue.rules.levels import Level
from shuzheng.foundation import facts, moves, rulebooks
from shuzheng.identity.queries import organisations, persons
from shuzheng.identity.rules.kinds import OrganisationKind
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
    from collections.abc import Collection
    from datetime import date, datetime

    from shuzheng.catalogue.queries.certificates import CertificateTypeBrief
    from shuzheng.kernel.actor import Actor

CHANGEABLE = (State.DRAFT, State.SUBMITTED, State.REPORTED)
STAFFABLE = (*CHANGEABLE, State.OPEN, State.REGISTRATION_CLOSED, State.SEATED, State.POSTPONED)
APPLIED = tuple(
    state
    for state in site_rules.State
    if state not in {site_rules.State.DRAFT, site_rules.State.REFUSED, site_rules.State.CLOSED}
)
REPORTED = (ReportState.SUBMITTED, ReportState.NOTED, ReportState.HELD)


class NotYourCertificate(Refusal):
    """An organisation plans assessments of its own certificates."""

    code = "plan-not-your-certificate"
    status = 403
    template = "This certificate belongs to another evaluation organisation."
    rule = "R-057"


class LevelNotOffered(Refusal):
    """The certificate has no such level."""

    code = "plan-level-not-offered"
    template = "{certificate} has no such level."
    rule = "R-057"


class ModuleWanted(Refusal):
    """A certificate with modules is assessed in one of them; others in none."""

    code = "plan-module"
    template = "Choose one of the certificate's modules: {modules}."
    rule = "R-057"


class NoModule(Refusal):
    """A certificate without modules is assessed as a whole."""

    code = "plan-no-module"
    template = "{certificate} has no modules."
    rule = "R-057"


class NoStandard(Refusal):
    """A plan follows a published version of the standard."""

    code = "plan-no-standard"
    template = "{certificate} has no published standard, so there is nothing to assess by."
    rule = "R-113"


class NoSessions(Refusal):
    """A plan has at least one sitting."""

    code = "plan-no-sessions"
    template = "The plan has no sitting."


class SessionOfNothing(Refusal):
    """A sitting is of one of the plan's parts."""

    code = "session-of-nothing"
    template = "A sitting is planned for “{component}”, which is no part of the plan."


class SessionTwice(Refusal):
    """Each part has one sitting in a plan."""

    code = "session-twice"
    template = "The part “{component}” has two sittings."


class SessionBackwards(Refusal):
    """A sitting ends after it begins."""

    code = "session-backwards"
    template = "The sitting of “{component}” would end before it begins."


class WindowBackwards(Refusal):
    """Registration closes after it opens."""

    code = "registration-window-backwards"
    template = "Registration would close before it opens."


class ClosesAfterSitting(Refusal):
    """Registration closes before the first sitting."""

    code = "registration-closes-late"
    template = "Registration closes at {closes_at}, after the first sitting begins at {starts_at}."


class RoomOfOthers(Refusal):
    """A plan uses rooms of sites that applied for its certificate and level."""

    code = "room-not-for-this"
    template = "One of the rooms belongs to no site for this certificate and level."
    rule = "R-090"


class NotAnInstitution(Refusal):
    """Institutions are invited."""

    code = "not-an-institution"
    template = "Only institutions are invited to a plan."


class NotChangeable(Refusal):
    """Once registration has opened, candidates rely on the plan."""

    code = "plan-not-changeable"
    status = 409
    template = "Registration has opened: the plan can be postponed or cancelled, not changed."


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


@dataclass(frozen=True, slots=True)
class Part:
    """A part marked by itself; `weight` in per cent, `full` in hundredths of a mark."""

    code: str
    name: str
    weight: int
    full: int
    by_machine: bool = False


@dataclass(frozen=True, slots=True)
class Sitting:
    """When one part is sat."""

    component_code: str
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class Draft:
    """What an organisation plans; `price_fen` is the fee that the plan asks, `seats` its places.

    `institution_ids` are the institutions whose candidates are invited.
    """

    certificate_type_id: int
    level: Level
    parts: tuple[Part, ...]
    sittings: tuple[Sitting, ...]
    room_ids: tuple[int, ...]
    seats: int
    price_fen: int
    pass_rule: str
    registration_opens_at: datetime
    registration_closes_at: datetime
    institution_ids: tuple[int, ...]
    module: str = ""


@applies("R-057", "R-104", "R-109", "R-113")
@transaction.atomic
def draft(content: Draft, *, actor: Actor, now: datetime) -> int:
    """Draft a plan of the actor's organisation; returns its id.

    Refuses by name what could never be right: weights, pass rule, dates, rooms of others.
    """
    actor.require(Permission.PLAN_WRITE)
    today = periods.day(now)
    fields = _fields(content, actor, today)
    serial = (Plan.objects.order_by("-serial").values_list("serial", flat=True).first() or 0) + 1
    try:
        with transaction.atomic():
            row = Plan.objects.create(
                organisation_id=actor.organisation_id,
                serial=serial,
                number=f"{today.year}-{serial:05d}",
                state=State.DRAFT,
                **fields,
            )
    except IntegrityError:
        raise moves.MovedMeanwhile from None
    _write_parts(row, content)
    facts.record("assessment.plan.drafted", row, actor=actor, now=now, number=row.number)
    return row.pk


@applies("R-057", "R-104", "R-109", "R-113")
@transaction.atomic
def revise(plan_id: int, content: Draft, *, actor: Actor, now: datetime) -> None:
    """Change a plan whose registration has not opened; refuses as `draft` does."""
    row = access.own_plan(plan_id, actor, Permission.PLAN_WRITE)
    fields = _fields(content, actor, periods.day(now))
    here = Plan.objects.filter(pk=row.pk, state=row.state)
    if row.state not in CHANGEABLE:
        raise NotChangeable
    if not here.update(**fields):
        raise moves.MovedMeanwhile
    row.sessions.all().delete()
    row.components.all().delete()
    row.rooms.all().delete()
    _write_parts(row, content)
    facts.record("assessment.plan.revised", row, actor=actor, now=now)


@transaction.atomic
def submit(plan_id: int, *, actor: Actor, now: datetime) -> None:
    """Submit a plan. Refuses an organisation that a decision bars from planning."""
    row = access.own_plan(plan_id, actor, Permission.PLAN_WRITE)
    restrictions.require(row.organisation_id, Act.PLAN, periods.day(now))
    moved = moves.move(row, rules.PLAN, Verb.SUBMIT)
    facts.record("assessment.plan.submitted", row, actor=actor, now=now, moved=moved)


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
    plan_id: int, person_id: int, *, is_chief: bool = False, actor: Actor, now: datetime
) -> None:
    """Appoint an assessor who is qualified on the first day of the sittings."""
    row = access.own_plan(plan_id, actor, Permission.PLAN_WRITE)
    _require_staffable(row)
    held = qualifications.qualification_of(
        person_id, row.certificate_type_id, Level(row.level), row.first_on
    )
    if held is None:
        raise NotQualified(person=_name(person_id), day=row.first_on)
    if is_chief:
        row.assessors.update(is_chief=False)
    made, is_new = PlanAssessor.objects.get_or_create(
        plan=row,
        person_id=person_id,
        defaults={"qualification_id": held.qualification_id, "is_chief": is_chief},
    )
    if not is_new:
        raise AppointedAlready(person=held.name)
    passage = facts.Passage(f"identity.person:{made.person_id}")
    facts.record("assessment.assessor.appointed", row, actor=actor, now=now, passages=[passage])


@transaction.atomic
def release(plan_id: int, person_id: int, *, actor: Actor, now: datetime) -> None:
    """Release an assessor before the assessment starts."""
    row = access.own_plan(plan_id, actor, Permission.PLAN_WRITE)
    _require_staffable(row)
    if not row.assessors.filter(person_id=person_id).delete()[0]:
        raise NotAppointed
    passage = facts.Passage(f"identity.person:{person_id}")
    facts.record("assessment.assessor.released", row, actor=actor, now=now, passages=[passage])


def check_sittings(
    sittings: Collection[Sitting], codes: Collection[str], closes_at: datetime
) -> tuple[date, date]:
    """Return the first and the last day of the sittings, or refuse them by what is wrong."""
    if not sittings:
        raise NoSessions
    seen: set[str] = set()
    for one in sittings:
        if one.component_code not in codes:
            raise SessionOfNothing(component=one.component_code)
        if one.component_code in seen:
            raise SessionTwice(component=one.component_code)
        seen.add(one.component_code)
        if one.ends_at <= one.starts_at:
            raise SessionBackwards(component=one.component_code)
    first = min(one.starts_at for one in sittings)
    if closes_at > first:
        raise ClosesAfterSitting(closes_at=closes_at, starts_at=first)
    return periods.day(first), max(periods.day(one.ends_at) for one in sittings)


def _fields(content: Draft, actor: Actor, today: date) -> dict[str, object]:
    """Return a plan's columns from its content, or refuse by what is wrong."""
    certificate = _certificate(content, actor)
    marking.check_components(
        [marking.Component(p.code, p.weight, p.full, p.by_machine) for p in content.parts],
        today,
        rulebooks.current(),
    )
    codes = {part.code for part in content.parts}
    pass_rule = passing.parse(content.pass_rule, codes)
    if content.registration_closes_at <= content.registration_opens_at:
        raise WindowBackwards
    first_on, last_on = check_sittings(content.sittings, codes, content.registration_closes_at)
    _check_rooms(content)
    _check_institutions(content)
    standard = standards.current(content.certificate_type_id, today)
    if standard is None:
        raise NoStandard(certificate=certificate.name)
    return {
        "certificate_type_id": content.certificate_type_id,
        "standard_id": standard.id,
        "level": content.level,
        "module": content.module,
        "name": rules.name(first_on, certificate.name),
        "registration_opens_at": content.registration_opens_at,
        "registration_closes_at": content.registration_closes_at,
        "first_on": first_on,
        "last_on": last_on,
        "seats": content.seats,
        "price_fen": content.price_fen,
        "pass_rule": pass_rule.text,
    }


def _certificate(content: Draft, actor: Actor) -> CertificateTypeBrief:
    found = certificates.brief([content.certificate_type_id]).get(content.certificate_type_id)
    if found is None or found.organisation_id != actor.organisation_id:
        raise NotYourCertificate
    if content.level not in found.levels:
        raise LevelNotOffered(certificate=found.name)
    if found.modules and content.module not in found.modules:
        raise ModuleWanted(modules=", ".join(found.modules))
    if content.module and not found.modules:
        raise NoModule(certificate=found.name)
    return found


def _check_rooms(content: Draft) -> None:
    wanted = set(content.room_ids)
    usable = Room.objects.filter(
        pk__in=wanted,
        site__approvals__certificate_type_id=content.certificate_type_id,
        site__approvals__level=content.level,
        site__approvals__state__in=APPLIED,
    )
    if wanted - set(usable.values_list("pk", flat=True)):
        raise RoomOfOthers


def _check_institutions(content: Draft) -> None:
    found = organisations.brief(content.institution_ids)
    if any(
        party not in found or found[party].kind != OrganisationKind.INSTITUTION
        for party in content.institution_ids
    ):
        raise NotAnInstitution


def _write_parts(row: Plan, content: Draft) -> None:
    Component.objects.bulk_create(
        Component(
            plan=row,
            code=part.code,
            name=part.name,
            weight=part.weight,
            full=part.full,
            by_machine=part.by_machine,
        )
        for part in content.parts
    )
    write_sittings(row, content.sittings)
    PlanRoom.objects.bulk_create(
        PlanRoom(plan=row, room_id=room) for room in dict.fromkeys(content.room_ids)
    )
    row.institutions.set(content.institution_ids)


def write_sittings(row: Plan, sittings: Collection[Sitting]) -> None:
    """Write a plan's sittings. Part of larger acts."""
    PlanSession.objects.bulk_create(
        PlanSession(
            plan=row,
            component_code=one.component_code,
            starts_at=one.starts_at,
            ends_at=one.ends_at,
        )
        for one in sittings
    )


def _require_staffable(row: Plan) -> None:
    if row.state not in STAFFABLE:
        raise NotChangeable


def _name(person_id: int) -> str:
    found = persons.brief([person_id]).get(person_id)
    return found.name if found else ""

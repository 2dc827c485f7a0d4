"""What the small province lacks, so that every door has something behind it for whoever may enter.

A candidate who asked for a review and was not content, one who was found to have cheated and
appeals, a claim of hardship that went to the office, an upload under way for each import, a change
of a signing key that waits, a job and a locked sign-in. All of it by the acts of those whose
business it is; only the locked sign-in is the sign-in library's own row.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from axes.models import AccessAttempt
from django.core.files.uploadedfile import SimpleUploadedFile

from shuzheng.adjustment import jobs as adjustment_jobs
from shuzheng.adjustment.services import opening
from shuzheng.alliances import jobs as alliances_jobs
from shuzheng.assessment import jobs as assessment_jobs
from shuzheng.assessment.models import Attendance, MarkingSheet, PlanAssessor, Registration
from shuzheng.assessment.queries import targets
from shuzheng.assessment.rules.sitting import IncidentKind
from shuzheng.assessment.services import appeals, marking, reviews, sittings
from shuzheng.catalogue import jobs as catalogue_jobs
from shuzheng.credentials import jobs as credentials_jobs
from shuzheng.credentials.models import Certificate, IssuerKey
from shuzheng.credentials.queries import own
from shuzheng.credentials.queries.many import Pair
from shuzheng.credentials.services import keys, national
from shuzheng.demo import sign_ins
from shuzheng.evaluation import jobs as evaluation_jobs
from shuzheng.fees import jobs as fees_jobs
from shuzheng.fees.services import hardship
from shuzheng.foundation import files, jobs
from shuzheng.foundation.models import Fact
from shuzheng.foundation.sheets import receiving, template
from shuzheng.governance import jobs as governance_jobs
from shuzheng.identity import jobs as identity_jobs
from shuzheng.identity.models import User
from shuzheng.identity.queries import capacities
from shuzheng.identity.rules.kinds import LEARNER_ROLES, Role
from shuzheng.identity.services import activation, guardians, memberships
from shuzheng.insight.services import cutting
from shuzheng.kernel import periods
from shuzheng.pilots import jobs as pilots_jobs
from shuzheng.pilots.queries import pages_cases
from shuzheng.pilots.rules.cases import Category
from shuzheng.pilots.services import cases, problems
from shuzheng.quality.models import Inspection
from shuzheng.quality.rules import form
from shuzheng.quality.rules.campaign import TargetKind
from shuzheng.quality.rules.finding import Severity
from shuzheng.quality.rules.inspection import Signature
from shuzheng.quality.rules.veto import Ground
from shuzheng.quality.services import campaigns, drawing, findings, inspections, vetoes
from shuzheng.reliance import jobs as reliance_jobs
from shuzheng.reliance.rules.checking import Channel
from shuzheng.reliance.rules.tokens import Scope
from shuzheng.reliance.services import checking, sharing, tokens
from shuzheng.reminders.models import Reminder
from shuzheng.reminders.rules import table
from shuzheng.reminders.services import making
from shuzheng.standing.rules.measures import Kind as Measure
from shuzheng.standing.services import measures, notices
from shuzheng.support import jobs as support_jobs
from shuzheng.workforce import jobs as workforce_jobs
from tests import complainants, samples

if TYPE_CHECKING:
    from datetime import datetime

    from shuzheng.foundation.sheets.definitions import Import
    from shuzheng.kernel.actor import Actor
    from tests.province import Province

SCAN = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
CERTIFIED, ACCUSED = "certified", "accused"


@dataclass(frozen=True)
class Visitor:
    """Somebody who knocks: an account in the capacity that it chose."""

    user: User
    actor: Actor


def build(province: Province) -> dict[Role, dict[str, Visitor]]:
    """Add what is missing, and return who knocks in each role; learners in several situations."""
    visitors = {role: {"": _visitor(province.users[role], role, province)} for role in Role}
    _learners(province, visitors)
    _review(province, visitors)
    _appeal(province, visitors)
    _claim(province, visitors)
    _gap(province)
    _list(province, visitors)
    _notice(province)
    _case(province)
    _inspect(province)
    learners = (visitors[role] for role in LEARNER_ROLES)
    complainants.build(province, (one.actor for held in learners for one in held.values()))
    opening.open_year(
        province.world.today.year - 2, actor=province.world.office, now=province.world.at(0, 9)
    )
    for held in visitors.values():
        for one in held.values():
            jobs.enqueue("insight.cut.take", actor=one.actor, now=province.world.at(0, 9))
    _imports(province, visitors)
    issuer = visitors[Role.ORGANISATION_ISSUER][""].actor
    key = IssuerKey.objects.get(organisation_id=issuer.organisation_id)
    keys.propose_rotation(key.pk, "到期更换。", actor=issuer, now=province.world.at(0, 9))
    national.hand_over(
        actor=visitors[Role.ORGANISATION_ISSUER][""].actor, now=province.world.at(0, 9)
    )
    cutting.take(actor=visitors[Role.OFFICE_OFFICER][""].actor, now=province.world.at(0, 8))
    AccessAttempt.objects.create(
        username="liaison",
        ip_address="192.0.2.7",
        failures_since_start=9,
        get_data="",
        post_data="",
    )
    _remind(province, [one for held in visitors.values() for one in held.values()])
    return visitors


def _remind(province: Province, visitors: list[Visitor]) -> None:
    """Tell everybody what there is to tell; whom nothing concerns is told of the newest fact."""
    while making.read_on(province.world.at(0, 14)):
        continue
    newest = Fact.objects.filter(verb__in=table.by_verb()).order_by("-pk")[0]
    for one in visitors:
        if not Reminder.objects.filter(person=one.actor.person_id).exists():
            told = {"whom": table.by_verb()[newest.verb][0].whom, "key": 1}
            Reminder.objects.create(fact=newest, person_id=one.actor.person_id, **told)


def _visitor(user: User, role: Role, province: Province) -> Visitor:
    held = capacities.of(user, province.world.today)
    return Visitor(user, next(one.actor for one in held if one.role == role))


def _learners(province: Province, visitors: dict[Role, dict[str, Visitor]]) -> None:
    """Let a certified and an accused candidate sign in, in every role that learners have."""
    world, now = province.world, province.world.at(0, 8)
    school = world.offered[Role.LIAISON].organisation_id
    guardian = visitors[Role.GUARDIAN][""]
    candidates = Registration.objects.filter(
        institution=school, person__user=None, person__guardianships=None
    ).order_by("pk")
    chosen = {
        CERTIFIED: candidates.filter(plan__state="certified")[0].person_id,
        ACCUSED: Registration.objects.filter(
            plan__state="in_progress", attendances__state="submitted", person__guardianships=None
        )
        .order_by("pk")[0]
        .person_id,
    }
    for situation, person in chosen.items():
        [code] = activation.issue_codes([person], actor=world.security, now=now)
        made = activation.activate(
            code.code,
            code.name,
            username=situation,
            password=sign_ins.PASSWORD,
            device=situation,
            now=now,
        )
        user = User.objects.get(pk=made)
        memberships.grant(person, None, Role.SOCIAL_LEARNER, actor=world.security, now=now)
        guardians.name(person, guardian.actor.person_id, "母亲", actor=world.office, now=now)
        for role in (Role.STUDENT, Role.SOCIAL_LEARNER):
            visitors[role][situation] = _visitor(user, role, province)
        visitors[Role.GUARDIAN][situation] = guardian


def _review(province: Province, visitors: dict[Role, dict[str, Visitor]]) -> None:
    """Let the certified candidate have asked for a review in time, and go to the office."""
    world, student = province.world, visitors[Role.STUDENT][CERTIFIED].actor
    row = Registration.objects.get(person=student.person_id, plan__state="certified")
    published = row.result.published_at
    assert published is not None
    days_ago = (world.today - periods.day(published)).days
    review = reviews.ask(row.uid, "实操第三项疑漏计分。", actor=student, now=world.at(days_ago - 1))
    holder = world.offered[Role.ORGANISATION_STAFF]
    reviews.accept(review, actor=holder, now=world.at(days_ago - 1, 15))
    reviews.recheck(review, {}, "已核对，无漏计。", actor=holder, now=world.at(days_ago - 2))
    reviews.escalate(review, "仍有异议。", actor=student, now=world.at(days_ago - 2, 15))


def _appeal(province: Province, visitors: dict[Role, dict[str, Visitor]]) -> None:
    """Find against the accused candidate after a hearing; he or she appeals."""
    world, accused = province.world, visitors[Role.STUDENT][ACCUSED].actor
    sitting = Attendance.objects.filter(
        registration__person=accused.person_id, state="submitted"
    ).order_by("pk")[0]
    seat = sitting.registration.seat.seat
    site = next(one for one in world.sites.values() if one.id == seat.room.site_id)
    incident = sittings.report_incident(
        sitting.pk,
        IncidentKind.MISCONDUCT,
        "携带手机入场。",
        actor=site.invigilator,
        now=world.at(0, 11),
    )
    sittings.decide(
        incident,
        upheld=True,
        heard_at=world.at(0, 12),
        statement="承认携带，未使用。",
        reason="违反考场规则。",
        actor=world.offered[Role.ORGANISATION_STAFF],
        now=world.at(0, 13),
    )
    appeals.lodge(incident, "手机已关机且未使用。", actor=accused, now=world.at(0, 14))


def _claim(province: Province, visitors: dict[Role, dict[str, Visitor]]) -> None:
    """Let the certified candidate claim hardship; refused, it goes to the office."""
    world, student = province.world, visitors[Role.STUDENT][CERTIFIED].actor
    now = world.at(0, 8)
    scan = SimpleUploadedFile("证明.pdf", SCAN, "application/pdf")
    proof = files.store(scan, actor=student, now=now, kinds=("pdf",), sealed=True)
    claim = hardship.lodge(student.person_id, "orphan", proof.pk, actor=student, now=now)
    admin = visitors[Role.INSTITUTION_ADMIN][""].actor
    hardship.refuse(claim, "证明材料不足。", actor=admin, now=now)
    hardship.appeal(claim, "补充说明：证明由街道出具。", actor=student, now=now)


def _gap(province: Province) -> None:
    """Let two markers differ widely on a paper, so that the assessor who signs in decides."""
    world, third = province.world, province.world.offered[Role.ASSESSOR]
    sheet = MarkingSheet.objects.filter(
        state="first_marked", component__plan__assessors__person=third.person_id
    ).order_by("pk")[0]
    first = sheet.marks.get()
    others = PlanAssessor.objects.filter(plan=sheet.component.plan)
    second = others.exclude(person__in=(first.marker_id, third.person_id)).get()
    marking.enter(
        sheet.component.plan_id,
        [marking.Entry(sheet.pk, "20")],
        actor=replace(third, person_id=second.person_id),
        now=world.at(0, 9),
    )


def _imports(province: Province, visitors: dict[Role, dict[str, Visitor]]) -> None:
    """Let whoever may run an import have handed in its blank workbook."""
    now = province.world.at(0, 9)
    for role in CHANGING:  # what the changes of certificates rest on
        decision = SimpleUploadedFile("决定.pdf", SCAN, "application/pdf")
        files.store(decision, actor=visitors[role][""].actor, now=now, kinds=("pdf",), sealed=True)
    taken = dict(samples.addresses())
    for definition, page, roles in IMPORTS:
        for role in roles:
            who = visitors[role][""].actor
            found = samples.arguments(page, taken[page], who, province)
            context = {
                name: value if isinstance(value, int | str) else str(value)
                for name, value in found.items()
            }
            sheet = definition.purpose(who, context, now).sheet
            receiving.receive(
                definition,
                context,
                filename=f"{definition.name}.xlsx",
                data=template.blank(sheet, [{sheet.columns[0].name: "一行"}]),
                actor=who,
                now=now,
            )


def _list(province: Province, visitors: dict[Role, dict[str, Visitor]]) -> None:
    """Let the enterprise have a certificate checked, and a holder share one with it."""
    verifier, now = visitors[Role.ENTERPRISE_USER][""].actor, province.world.at(0, 9)
    one = Certificate.objects.order_by("pk")[0]
    pairs = [Pair(one.number, one.holder)]
    uid = checking.hand_in(pairs, Channel.WORKBOOK, actor=verifier, now=now)
    checking.answer(uid, actor=verifier, now=now)
    tokens.make("人事系统", Scope.ONE, 90, actor=verifier, now=now)
    holder = visitors[Role.STUDENT][CERTIFIED].actor
    mine = [one.number for one in own.in_force(holder)]
    sharing.share(mine, "演示企业", "应聘", 30, actor=holder, now=now)


def _notice(province: Province) -> None:
    """Propose a notice against the liaison's own institution."""
    world = province.world
    due_days = [world.on(days) for days in (70, 55, 40)]
    notices.propose(world.offered[Role.LIAISON].organisation_id, due_days, now=world.at(39))
    for role in (Role.LIAISON, Role.ORGANISATION_STAFF):
        taken = measures.Taken(
            organisation_id=world.offered[role].organisation_id,
            kind=Measure.SUMMONS,
            held_on=world.on(5),
            reason="进展缓慢",
            attendees="省试点办",
            outcome="已说明",
            follow_up="提交整改方案",
            due_on=world.on(-5),
        )
        measures.record(taken, actor=world.office, now=world.at(4))


def _inspect(province: Province) -> None:
    """Let lots be drawn until one falls on every party that knocks; their teams arrive."""
    world, now = province.world, province.world.at(0, 9)
    for kind, roles in (
        (TargetKind.SITE, (Role.LIAISON, Role.SITE_ADMIN)),
        (TargetKind.ORGANISATION, (Role.ORGANISATION_STAFF,)),
    ):
        pool = targets.sites_in_use() if kind is TargetKind.SITE else targets.organisations_in_use()
        plan = campaigns.Plan("检查", kind, len(pool) - 1, 2)
        parties = {world.offered[role].organisation_id for role in roles}
        while parties:
            pk = campaigns.plan(plan, actor=world.office, now=now)
            drawing.begin(pk, actor=world.office, now=now)
            drawing.witness(pk, actor=world.province, now=now)
            drawing.reveal(pk, actor=world.office, now=now)
            drawing.reveal(pk, actor=world.province, now=now)
            drawn = Inspection.objects.filter(campaign=pk, party__in=parties)
            for row in drawn.prefetch_related("members"):
                lead = next(one.person_id for one in row.members.all() if one.leads)
                who = next(one for one in world.inspectors if one.person_id == lead)
                inspections.arrive(row.pk, actor=who, now=now)
                parties.discard(row.party_id)
                _report(row.pk, who, now)

    _of_inspector(world.offered[Role.INSPECTOR], now)


def _of_inspector(who: Actor, now: datetime) -> None:
    """Let the inspector who knocks have reported an inspection of the own team, too."""
    row = Inspection.objects.filter(members__person=who.person_id, state="sealed").order_by("pk")[0]
    inspections.arrive(row.pk, actor=who, now=now)
    _report(row.pk, who, now)


def _report(inspection: int, who: Actor, now: datetime) -> None:
    """Let a team report one finding, and propose a veto for it."""
    found = findings.Found(Severity.GRAVE, "一项记录缺签字。", now.date(), "handover")
    finding = findings.record(inspection, found, actor=who, now=now)
    sections = Inspection.objects.get(pk=inspection).campaign.sections
    said = {code: ("held", "") for _, code, _ in form.items_of(sections)}
    inspections.answer(inspection, {**said, "handover": ("failed", "")}, actor=who, now=now)
    report = inspections.Report("总体规范。", Signature.REFUSED)
    inspections.report(inspection, report, actor=who, now=now)
    vetoes.propose(finding, Ground.OBSTRUCTION, "拒不配合。", actor=who, now=now)


def _case(province: Province) -> None:
    """Let the liaison's own institution open a case, and report a problem."""
    world = province.world
    by, now = world.offered[Role.LIAISON], world.at(1, 9)
    certificate = pages_cases.own_certificates(by)[0][0]
    cases.open_case(certificate, "考评员未到场", "演示。", actor=by, now=now)
    problems.report(Category.OTHER, "演示。", actor=by, now=now)


SCHOOL = (Role.LIAISON, Role.INSTITUTION_ADMIN)
PROVINCE = (Role.OFFICE_OFFICER, Role.PROVINCIAL_ADMIN)
HOLDER = (Role.ORGANISATION_STAFF,)
CHANGING = (Role.ORGANISATION_ISSUER, Role.OFFICE_OFFICER)
IMPORTS: tuple[tuple[Import, str, tuple[Role, ...]], ...] = (
    (identity_jobs.INSTITUTIONS_IMPORT, "identity:institutions-import", PROVINCE),
    (identity_jobs.STUDENTS_IMPORT, "identity:students-import", SCHOOL),
    (workforce_jobs.QUALIFICATIONS_IMPORT, "workforce:qualifications-import", HOLDER),
    (pilots_jobs.ITEMS, "pilots:items-import", SCHOOL),
    (pilots_jobs.GROUP, "pilots:group-import", SCHOOL),
    (alliances_jobs.LAYOUT, "alliances:layout-import", (Role.ALLIANCE_LEAD,)),
    (fees_jobs.CEILINGS, "fees:ceilings-import", (Role.PROVINCIAL_ADMIN,)),
    (fees_jobs.LIST, "fees:list-import", (Role.INSTITUTION_ADMIN,)),
    (credentials_jobs.CHANGES, "credentials:changes-import", CHANGING),
    (assessment_jobs.ROSTER, "assessment:roster-import", SCHOOL),
    (assessment_jobs.MARKS, "assessment:marks-import", (Role.ASSESSOR,)),
    (reliance_jobs.PAIRS, "reliance:pairs-import", (Role.ENTERPRISE_USER,)),
    (reliance_jobs.SURVEY, "reliance:survey-import", PROVINCE),
    (adjustment_jobs.INPUTS, "adjustment:inputs-import", (Role.OFFICE_OFFICER,)),
    (adjustment_jobs.FIELDS, "adjustment:fields-import", (Role.OFFICE_OFFICER,)),
    (governance_jobs.MILESTONES, "governance:milestones-import", PROVINCE),
    (evaluation_jobs.INPUTS, "evaluation:inputs-import", (Role.OFFICE_OFFICER,)),
    (support_jobs.AMOUNTS, "support:amounts-import", (Role.OFFICE_OFFICER,)),
    (governance_jobs.MEMBERS, "governance:members-import", PROVINCE),
    (governance_jobs.CARE, "governance:care-import", PROVINCE),
    (governance_jobs.EXPERTS, "governance:experts-import", (Role.OFFICE_OFFICER,)),
    (support_jobs.GUIDANCE, "support:guidance-import", PROVINCE),
    (evaluation_jobs.MINISTRY, "evaluation:ministry-import", (Role.OFFICE_OFFICER,)),
    (catalogue_jobs.FIELDS, "catalogue:fields-import", PROVINCE),
    (assessment_jobs.MACHINE_MARKS, "assessment:machine-marks-import", HOLDER),
)

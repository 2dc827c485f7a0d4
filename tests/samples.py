"""Arguments for addresses that name a thing: something of the visitor's own that exists.

Whoever knocks is shown a thing of his or her own party, so that a door that stays shut is shut to
the role and not only to a stranger: a liaison's filing, an organisation's plan, a student's
registration (`belongings`). A visitor who has nothing of a kind, because it is none of his or her
business, and the public are shown the liaison's, or the first there is.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from axes.models import AccessAttempt
from django.db.models import Case, F, IntegerField, Q, Value, When
from django.urls import URLResolver, get_resolver

from shuzheng.adjustment.models import Addition, ListLine, Review
from shuzheng.alliances.models import JointBody, LayoutPlan, Minutes, SitingProposal, Summary
from shuzheng.assessment.models import (
    Attendance,
    Centre,
    Component,
    Incident,
    MarkingSheet,
    MisconductAppeal,
    PaperPackage,
    Plan,
    PlanAssessor,
    PlanRoom,
    PlanSession,
    Registration,
    Result,
    Room,
    ScoreReview,
    Site,
    SiteApproval,
    Ticket,
)
from shuzheng.catalogue.models import CertificateType, SkillField
from shuzheng.credentials.models import (
    Certificate,
    IssuerKey,
    KeyChange,
    Revocation,
    RevocationAppeal,
    StatusChange,
    StatusList,
)
from shuzheng.evaluation.access import Permission
from shuzheng.evaluation.models import (
    Evaluation,
    FrozenRow,
    SelfCheck,
    SelfFinding,
    Subject,
    ThirdParty,
)
from shuzheng.evaluation.queries import running
from shuzheng.evaluation.rules.indicators import Input, Kind
from shuzheng.fees.models import FeeAgreement, HardshipClaim, Settlement
from shuzheng.foundation.models import Job, StoredFile, Upload
from shuzheng.gazette.models import Attachment, Document, Objection, Period
from shuzheng.governance.models import (
    Charge,
    Expert,
    Guidance,
    Meeting,
    Member,
    Milestone,
    Panel,
    Seat,
)
from shuzheng.governance.models import Plan as YearPlan
from shuzheng.identity.models import (
    Department,
    IdentityCase,
    Membership,
    Organisation,
    Person,
    SchoolClass,
)
from shuzheng.identity.rules.kinds import Role
from shuzheng.insight.queries import effort
from shuzheng.kernel.actor import Reach
from shuzheng.pilots.models import (
    ActivityReport,
    Alliance,
    Filing,
    InstitutionCertificate,
    OutsideRecord,
    Problem,
    Report,
    Risk,
    Suggestion,
    Tracking,
)
from shuzheng.pilots.models import Case as PilotCase
from shuzheng.quality.models import Campaign, Finding, Inspection, Veto
from shuzheng.reliance.models import Check, Share, Survey, Token
from shuzheng.reminders.models import Reminder
from shuzheng.standing.models import Measure, Notice, Restriction
from shuzheng.transparency.models import Draw
from shuzheng.workforce.models import PolicyOrders, Qualification
from tests import belongings, complainants, supported

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.db.models import Model, QuerySet

    from shuzheng.kernel.actor import Actor
    from tests.province import Province

NOUNS: dict[str, type[Model]] = {
    "filing": Filing,
    "items": Filing,
    "entry": InstitutionCertificate,
    "activity": ActivityReport,
    "report": Report,
    "risk": Risk,
    "problem": Problem,
    "tracking": Tracking,
    "outside": OutsideRecord,
    "suggestion": Suggestion,
    "agreement": FeeAgreement,
    "class": SchoolClass,
    "claim": HardshipClaim,
    "own": HardshipClaim,
    "site": Site,
    "centre": Centre,
    "room": Room,
    "plan": Plan,
    "registrations": Plan,
    "enter": Plan,
    "registration": Registration,
    "my": Registration,
    "seating": Plan,
    "papers": Plan,
    "custody": Plan,
    "package": PaperPackage,
    "day": Plan,
    "costs": Plan,
    "cost": Plan,
    "incidents": Plan,
    "marking": Plan,
    "marks": Plan,
    "results": Plan,
    "roster": Plan,
    "machine": Component,
    "seat": Registration,
    "ticket": Registration,
    "record": PlanSession,
    "sitting": Attendance,
    "incident": Incident,
    "adjudicate": MarkingSheet,
    "result": Result,
    "review": ScoreReview,
    "appeal": MisconductAppeal,
    "document": Document,
    "print": Document,
    "paper": Document,
    "inbox": Document,
}
"""What `<int:pk>` names, by the first word of the address's name."""

APPLICATIONS = frozenset(
    f"site-{act}"
    for act in (
        "approval",
        "opinion",
        "review",
        "approve",
        "refuse",
        "record",
        "recheck",
        "restrict",
        "suspend",
        "reinstate",
        "close",
    )
)
ARGUMENTS: dict[str, tuple[type[Model], str]] = {
    "plan": (Plan, "pk"),
    "party": (Organisation, "pk"),
    "person": (Person, "pk"),
    "school_class": (SchoolClass, "pk"),
    "department": (Department, "pk"),
    "membership": (Membership, "pk"),
    "case": (IdentityCase, "pk"),
    "restriction": (Restriction, "pk"),
    "notice": (Notice, "pk"),
    "measure": (Measure, "pk"),
    "campaign": (Campaign, "pk"),
    "inspection": (Inspection, "pk"),
    "finding": (Finding, "pk"),
    "veto": (Veto, "pk"),
    "alliance": (Alliance, "pk"),
    "summary": (Summary, "pk"),
    "minutes": (Minutes, "pk"),
    "alliances body": (JointBody, "pk"),
    "alliances proposal": (SitingProposal, "pk"),
    "alliances organisation": (CertificateType, "organisation_id"),
    "alliances year": (LayoutPlan, "year"),
    "governance plan": (YearPlan, "pk"),
    "governance year": (YearPlan, "year"),
    "governance member": (Member, "pk"),
    "governance meeting": (Meeting, "pk"),
    "governance expert": (Expert, "pk"),
    "governance panel": (Panel, "pk"),
    "governance uid": (Panel, "uid"),
    "governance seat": (Seat, "pk"),
    "governance certificate": (Charge, "certificate_type_id"),
    "guidance": (Guidance, "pk"),
    "milestone": (Milestone, "pk"),
    "adjustment review": (Review, "pk"),
    "adjustment uid": (Review, "uid"),
    "evaluation": (Evaluation, "pk"),
    "evaluation uid": (Evaluation, "uid"),
    "subject": (Subject, "pk"),
    "check": (SelfCheck, "pk"),
    "outside": (ThirdParty, "pk"),
    "addition": (Addition, "pk"),
    "quality uid": (Campaign, "uid"),
    "qualification": (Qualification, "pk"),
    "document": (StoredFile, "pk"),
    "component": (Component, "pk"),
    "revocation": (Revocation, "pk"),
    "appeal": (RevocationAppeal, "pk"),
    "change": (StatusChange, "pk"),
    "key_change": (KeyChange, "pk"),
    "credentials key": (IssuerKey, "pk"),
    "attempt": (AccessAttempt, "pk"),
    "token": (Certificate, "token"),
    "uid": (Registration, "uid"),
    "reference": (Settlement, "reference"),
    "jobs uid": (Job, "uid"),
    "files uid": (StoredFile, "uid"),
    "reminder": (Reminder, "pk"),
    "reliance uid": (Check, "uid"),
    "reliance token": (Token, "uid"),
    "reliance share": (Share, "uid"),
    "reliance survey": (Survey, "uid"),
    "transparency uid": (Draw, "uid"),
    "gazette uid": (Attachment, "uid"),
    "attached": (Attachment, "uid"),
    **complainants.ARGUMENTS,
    **supported.ARGUMENTS,
    "objection": (Objection, "pk"),
    "gazette:document-object pk": (Period, "document_id"),
    "credentials number": (Certificate, "number"),
    "credentials:status-list token": (StatusList, "token"),
    "credentials:issue-plan number": (Plan, "number"),
    "catalogue:level-describe code": (CertificateType, "code"),
    "catalogue:field-close pk": (SkillField, "pk"),
    "workforce:policy-orders document": (PolicyOrders, "document_id"),
    "pilots:case pk": (PilotCase, "pk"),
    **{
        f"pilots:case-{step} pk": (PilotCase, "pk")
        for step in ("decide", "report", "answer", "close")
    },
    "pilots:organ pk": (Filing, "institution_id"),
    "assessment:door number": (Ticket, "number"),
    "assessment:room-new pk": (Site, "pk"),
    "assessment:cost-sheet site": (Site, "pk"),
    "assessment:my-review-escalate pk": (ScoreReview, "pk"),
    "assessment:my-review-close pk": (ScoreReview, "pk"),
    "assessment:my-appeal pk": (Incident, "pk"),
}
"""What the other arguments name: by argument, by room and argument, or by address and argument."""

OVER = ("scoring", "results_published", "certified")
SEATED = "seated in_progress scoring results_published certified"
PREFERRED: dict[str, str] = {
    "roster": "open",
    "enter": "open",
    "plan": "open registration_closed draft",
    "plan-edit": "draft",
    "plan-record": "certified",
    "public-plan": "in_force",
    "public-list": "in_force",
    "guidance-take-in-hand": "given",
    "guidance": "in_hand given",
    "guidance-one": "taken_up",
    "expert": "in_pool",
    "expert-return": "resting",
    "panel": "standing done",
    "panel-draw": "planned",
    "panel-cancel": "planned",
    "panel-alone": "planned",
    "panel-witness": "drawing",
    "public-panel": "standing",
    "public-panel-document": "standing",
    "seat-replace": "sitting",
    "milestone-begin": "planned",
    "milestone-take-up-again": "done",
    "milestone": "under_way planned",
    "registrations": "open registration_closed",
    "seating": SEATED,
    "papers": SEATED,
    "custody": f"scoring in_progress {SEATED}",
    "custody-pack": f"in_progress {SEATED}",
    "package": "opened kept",
    "package-send": "sealed",
    "package-cancel": "sealed",
    "package-receive": "sent",
    "package-report": "kept",
    "package-open": "kept",
    "package-take_back": "opened",
    "day": f"in_progress {SEATED}",
    "incidents": f"in_progress {SEATED}",
    "marking": "scoring",
    "marks": "scoring",
    "results": "results_published certified",
    "issue": "certified",
    "claim": "appealed",
    "own": "appealed",
    "adjudicate": "second_marked",
    "review": "escalated",
    "form": "issued",
    "european": "issued",
    "key": "proposed",
    "document": "published",
    "document-object": "running",
    "print": "published",
    "inbox": "published",
    "paper-edit": "draft",
    "paper-attach": "draft",
    "paper-subjects": "draft",
    "paper-approve": "draft",
    "paper-discard": "draft",
    "paper-publish": "approved",
    "paper-return": "approved",
    "paper": "published",
    "centre-withdraw": "designated",
    "survey": "published",
    "survey-import": "draft",
    "survey-import-template": "draft",
    "survey-publish": "draft",
    "survey-drop": "draft",
    "inputs": "opened indicator_set_published",
    "check": "submitted",
    "outside": "reported",
    "public-result": "published used closed",
    "fields": "opened",
    "campaign-cancel": "planned",
    "inspection": "reported on_site confirmed published closed",
    "finding-new": "on_site",
    "inspection-arrive": "sealed",
    "inspection-call-off": "sealed",
    "problem": "reported in_hand",
    "tracking": "due",
    "outside-withdraw": "recorded",
    "case-decide": "opened",
    "case-report": "verified",
    "case-answer": "reported_to_ministry",
    "case-close": "answered",
    "alliance-name": "proposed",
    "summary": "submitted due",
    "summary-submit": "due",
    "report-edit": "due draft returned",
    "report-return": "submitted",
    "report-excuse": "missed late_submitted",
    "report-experience": "accepted",
    "report-case": "accepted",
    **supported.PREFERRED,
}
"""In which states a thing is looked for first, by the address's name or its first word."""


def addresses(
    resolver: URLResolver | None = None, space: tuple[str, ...] = (), held: tuple[str, ...] = ()
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield every named address of the platform with the arguments it takes."""
    for entry in (resolver or get_resolver()).url_patterns:
        taken = (*held, *_taken(entry.pattern))
        if isinstance(entry, URLResolver):
            inner = (*space, entry.namespace) if entry.namespace else space
            yield from addresses(entry, inner, taken)
        elif entry.name:
            yield ":".join((*space, entry.name)), taken


def _taken(pattern: Any) -> tuple[str, ...]:  # noqa: ANN401 - of either kind
    """Return what a pattern takes; the sign-in library still writes some as expressions."""
    return tuple(pattern.converters) or tuple(pattern.regex.groupindex)


OF_ONE_KIND = {
    "identity:party-flags": Role.LIAISON,
    "identity:party-profile": Role.ORGANISATION_STAFF,
}
"""Addresses that only one kind of party has, with a role that acts for such a one."""


def arguments(
    name: str, taken: tuple[str, ...], actor: Actor, province: Province
) -> dict[str, Any]:
    """Return arguments for an address as the visitor `actor` would find it on his or her pages."""
    if "upload" in taken:
        return _upload(name, actor)
    values = _taken_values(name, taken, actor, province)
    if name in OF_ONE_KIND:
        values = {"party": province.world.offered[OF_ONE_KIND[name]].organisation_id}
    if name.startswith("assessment:"):
        values |= _assessed(name, actor, province)
    if name == "credentials:appeal-document":  # one with a document
        backed = RevocationAppeal.objects.exclude(documents=None).order_by("pk")[0]
        values = {"appeal": backed.pk, "document": backed.documents.order_by("pk")[0].pk}
    if name.startswith("credentials:changes-import"):  # backed by a document of one's own party
        mine = StoredFile.objects.filter(organisation_id=actor.organisation_id).order_by("pk")
        values["document"] = getattr(mine.first(), "pk", values["document"])
    if name.startswith("evaluation:"):
        values |= _evaluated(name, actor, values)
    values |= supported.arguments(name, actor, values)
    if "uid" in values and "pk" in values:  # a candidate's own registration, and a case in it
        case = values["pk"]
        rows = Registration.objects.filter(
            Q(reviews=case) if "review" in name else Q(attendances__incidents=case)
        )
        values["uid"] = rows.values_list("uid", flat=True)[0]
    return values


def _taken_values(
    name: str, taken: tuple[str, ...], actor: Actor, province: Province
) -> dict[str, Any]:
    if name.startswith("evaluation:running-"):
        return _running(name, actor, province)
    return {argument: _value(name, argument, actor, province) for argument in taken}


def _assessed(name: str, actor: Actor, province: Province) -> dict[str, Any]:
    """Return an assessor appointed to a plan, and a session that is over at a site of one's own."""
    if name == "assessment:plan-assessor-release":
        row = PlanAssessor.objects.get(pk=_first(PlanAssessor, name, actor, province).pk)
        return {"pk": row.plan_id, "person": row.person_id}
    if name not in {"assessment:costs", "assessment:cost-sheet"}:
        return {}
    rooms = PlanRoom.objects.filter(plan__state__in=OVER)
    reach = Q(room__site__institution_id=actor.organisation_id) | Q(
        room__site__institution__division__code__startswith=actor.area or "none"
    )
    used = rooms.filter(room__seats__assignments__seating__plan=F("plan")).order_by("pk")
    place = used.filter(reach).first() or used[0]
    site = {"site": place.room.site_id} if name.endswith("sheet") else {}
    return {"pk": place.plan_id, **site}


def _evaluated(name: str, actor: Actor, values: dict[str, Any]) -> dict[str, Any]:
    """Return a figure that has rows, of one's own year, and something that one's check found."""
    if name == "evaluation:check-put-right":
        rows = SelfFinding.objects.order_by("pk")
        mine = rows.filter(check_of__institution=actor.organisation_id).first() or rows[0]
        return {"check": mine.check_of_id, "found": mine.pk}
    if name != "evaluation:rows":
        return {}
    years = belongings.own(Subject, actor)
    for row in FrozenRow.objects.filter(subject__in=years.values("pk")).order_by("pk"):
        for what, told in json.loads(row.text)["inputs"].items():
            if what in {"regular", "rectified", "on_time", "fresh"} and not told["source"]:
                return {"subject": row.subject_id, "what": what}
    return values


def _running(name: str, actor: Actor, province: Province) -> dict[str, Any]:
    """Return a party whose running assessment the visitor sees, with a figure that has rows."""
    kind = Kind.SITE if "site" in name else Kind.ORGANISATION
    own = actor if actor.may(Permission.SUBJECT_VIEW) else province.world.office
    for who in (own, province.world.office):
        for one in running.listed(kind, who, province.world.today):
            if Input.REGULAR in one.inputs or not name.endswith("-rows"):
                return {"key": one.key, **({"what": "regular"} if "rows" in name else {})}
    raise LookupError(name)


def _first(kind: type[Model], name: str, actor: Actor, province: Province) -> Model:
    """Return the visitor's own thing, else the liaison's, else the first there is."""
    page = name.partition(":")[2]
    wanted = PREFERRED.get(page, PREFERRED.get(page.split("-")[0], ""))
    for rows in (
        belongings.own(kind, actor),
        belongings.own(kind, province.world.offered[Role.LIAISON]),
    ):
        if found := _preferred(rows, wanted):
            return found
    found = _preferred(kind._default_manager.order_by("pk"), wanted)
    assert found is not None, f"the province has no {kind.__name__} for {name}"
    return found


def _preferred(rows: QuerySet[Model], states: str) -> Model | None:
    if not states or "state" not in {field.name for field in rows.model._meta.get_fields()}:
        return rows.first()
    ranks = [When(state=state, then=Value(rank)) for rank, state in enumerate(states.split())]
    ranked = Case(*ranks, default=Value(len(ranks)), output_field=IntegerField())
    found: Model | None = rows.annotate(rank=ranked).order_by("rank", "pk").first()
    return found


def _upload(name: str, actor: Actor) -> dict[str, Any]:
    room, _, page = name.partition(":")
    rows = Upload.objects.filter(definition=f"{room}.{page.partition('-import')[0]}")
    found = rows.filter(user_id=actor.user_id).first() or rows.order_by("pk")[0]
    return {**found.context, "upload": found.uid}


def _value(name: str, argument: str, actor: Actor, province: Province) -> Any:  # noqa: ANN401 - of any kind
    room, _, page = name.partition(":")
    for key in (f"{name} {argument}", f"{room} {argument}", argument):
        if key in ARGUMENTS:
            kind, column = ARGUMENTS[key]
            return getattr(_first(kind, name, actor, province), column)
    if argument == "pk":
        named = SiteApproval if page in APPLICATIONS else NOUNS[page.split("-")[0]]
        return _first(named, name, actor, province).pk
    if room == "insight":
        return _slow(province) if argument == "institution" else _scope(actor, province)[argument]
    return _fixed(room, argument)


def _slow(province: Province) -> int:
    """Return an institution against which figures speak."""
    found = effort.candidates(province.world.office, province.world.at(0, 14))
    assert found is not None, "there is a cut"
    return found.candidates[0].id


def _scope(actor: Actor, province: Province) -> dict[str, str]:
    """Return whose figures somebody looks at: the own city's or organisation's, or the school's."""
    if actor.reach is Reach.AREA:
        return {"kind": "city", "code": f"{actor.area}00"}
    rows = Organisation.objects.filter(
        kind__in=("institution", "evaluation_organisation"), pk=actor.organisation_id
    )
    found = rows.first() or Organisation.objects.get(
        pk=province.world.offered[Role.LIAISON].organisation_id
    )
    kind = "institution" if found.kind == "institution" else "organisation"
    return {"kind": kind, "code": found.code}


def _fixed(room: str, argument: str) -> Any:  # noqa: ANN401 - of any kind
    if room == "governance":
        return {"kind": "institutions", "body": "task_force"}[argument]
    if room == "adjustment":  # one that the list of the demonstration's review names
        return ListLine.objects.order_by("pk")[0].certificate_type.code
    if room == "credentials":
        return IssuerKey.objects.order_by("pk")[0].organisation.code
    if argument == "code":
        return CertificateType.objects.filter(is_demonstration=True).order_by("pk")[0].code
    fixed: dict[str, Any] = {
        "what": "regular",
        "found": 0,
        "number": "R-034",
        "index": 0,
        "place": "tile/0/000.p/1",
        "kind": "tickets",
        "dimension": "city",
        "version": "1.0",
        "level": "elementary",
        "key": "1-a-b",
        "uidb36": "1",
        "secret": "A" * 22,
    }
    return fixed[argument]


def posted(name: str) -> dict[str, str]:
    """Return what an act is sent so that it finds its thing; most need nothing."""
    if name == "credentials:national-workbook":
        at = Certificate.objects.exclude(reported_to_national_at=None).order_by("pk")[0]
        return {"at": str(at.reported_to_national_at and at.reported_to_national_at.isoformat())}
    if name == "credentials:form":
        return {"form": "rdfc"}
    if name == "credentials:record-sign":
        rows = Certificate.objects.filter(person__user__username="certified")
        return {"holder": str(rows.order_by("pk")[0].person_id)}
    return {}

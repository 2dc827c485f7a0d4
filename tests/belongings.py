"""Whose a thing is: by which columns it belongs to an organisation, a person, a city.

`OWN` says so independently of the platform's own narrowing, which the table of doors tests.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Q

from shuzheng.alliances.models import Summary
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
    PlanSession,
    Registration,
    Result,
    Room,
    ScoreReview,
    Site,
    SiteApproval,
    Ticket,
)
from shuzheng.catalogue.models import CertificateType
from shuzheng.complaints.models import Attachment as ComplaintAttachment
from shuzheng.complaints.models import Complaint, Concerned
from shuzheng.credentials.models import (
    Certificate,
    IssuerKey,
    KeyChange,
    Revocation,
    RevocationAppeal,
    StatusChange,
)
from shuzheng.evaluation.models import SelfCheck, Subject, ThirdParty
from shuzheng.fees.models import FeeAgreement, HardshipClaim, Settlement
from shuzheng.foundation.models import Job, StoredFile, Upload
from shuzheng.gazette.models import Attachment, Document
from shuzheng.governance.models import Guidance, Milestone
from shuzheng.identity.models import (
    Department,
    IdentityCase,
    Membership,
    Organisation,
    Person,
    SchoolClass,
)
from shuzheng.identity.rules.kinds import Role
from shuzheng.kernel.actor import Reach
from shuzheng.pilots.models import (
    ActivityReport,
    Alliance,
    Case,
    Filing,
    InstitutionCertificate,
    OutsideRecord,
    Problem,
    Report,
    Risk,
    Suggestion,
    Tracking,
)
from shuzheng.quality.models import Finding, Inspection, Veto
from shuzheng.reliance.models import Check, Share, Token
from shuzheng.reminders.models import Reminder
from shuzheng.standing.models import Measure, Notice, Restriction
from shuzheng.support.models import Action, Feedback, Help, Pairing, Preference, Question
from shuzheng.support.models import Guidance as Guided
from shuzheng.workforce.models import Qualification
from tests import complainants, supported

if TYPE_CHECKING:
    from django.db.models import Model, QuerySet

    from shuzheng.kernel.actor import Actor


@dataclass(frozen=True)
class Own:
    """By which columns a kind of thing is an organisation's, a person's, a city's."""

    organisations: tuple[str, ...] = ()
    persons: tuple[str, ...] = ()
    division: str = ""


WARD = "guardianships__guardian"
SCHOOL = "institution"
SEATED_AT = "registration__seat__seat__room__site__institution"
OWN: dict[type[Model], Own] = {
    Organisation: Own(("pk",), division="division__code"),
    Person: Own(
        ("enrolments__organisation", "memberships__organisation"),
        ("pk", WARD),
        "enrolments__organisation__division__code",
    ),
    Department: Own(("organisation",), division="organisation__division__code"),
    SchoolClass: Own(("organisation",), ("teachers__person",)),
    Membership: Own(("organisation",)),
    IdentityCase: Own(("organisation",)),
    Restriction: Own(("organisation",)),
    Qualification: Own(("organisation",), ("person",)),
    StoredFile: Own(("organisation_id",)),
    Upload: Own(("organisation_id",)),
    Filing: Own((SCHOOL,), division="institution__division__code"),
    InstitutionCertificate: Own((SCHOOL,), division="institution__division__code"),
    ActivityReport: Own(
        (
            "organisation",
            "certificate_type__alliance__lead",
            "certificate_type__alliance__acting_lead",
        )
    ),
    CertificateType: Own(
        (
            "organisation",
            "alliance__lead",
            "alliance__acting_lead",
            "institutions__institution",
        )
    ),
    Alliance: Own(
        (
            "lead",
            "acting_lead",
            "certificate_type__organisation",
            "certificate_type__institutions__institution",
        )
    ),
    Summary: Own(
        (
            "alliance__lead",
            "alliance__acting_lead",
            "alliance__certificate_type__institutions__institution",
        )
    ),
    Guidance: Own(
        (
            "alliance__lead",
            "alliance__acting_lead",
            "alliance__certificate_type__institutions__institution",
        )
    ),
    Milestone: Own(("owner_party",), division="owner_party__division__code"),
    Report: Own((SCHOOL,), division="institution__division__code"),
    Tracking: Own(("entry__institution",), division="entry__institution__division__code"),
    OutsideRecord: Own((SCHOOL,), division="institution__division__code"),
    Problem: Own((SCHOOL,), division="institution__division__code"),
    Case: Own((SCHOOL,), division="institution__division__code"),
    Risk: Own((SCHOOL,), division="institution__division__code"),
    Suggestion: Own(("report__institution",), division="report__institution__division__code"),
    Notice: Own(("organisation",), division="organisation__division__code"),
    Measure: Own(("organisation",), division="organisation__division__code"),
    IssuerKey: Own(("organisation",)),
    KeyChange: Own(("key__organisation",)),
    FeeAgreement: Own(("organisation", "lead")),
    HardshipClaim: Own((SCHOOL,), ("person", f"person__{WARD}")),
    Settlement: Own((SCHOOL, "agreement__organisation"), ("person", f"person__{WARD}")),
    Site: Own((SCHOOL,), division="institution__division__code"),
    SiteApproval: Own(
        ("site__institution", "certificate_type__organisation"),
        division="site__institution__division__code",
    ),
    Centre: Own(("site__institution",), division="site__institution__division__code"),
    Room: Own(("site__institution",)),
    Plan: Own(
        ("organisation", "rooms__room__site__institution", "institutions"),
        ("assessors__person",),
        "institutions__division__code",
    ),
    Component: Own(("plan__organisation",)),
    Registration: Own(
        (SCHOOL, "plan__organisation", "seat__seat__room__site__institution"),
        ("person", f"person__{WARD}"),
        "institution__division__code",
    ),
    Ticket: Own((SEATED_AT, "registration__plan__organisation"), ("registration__person",)),
    PlanAssessor: Own(("plan__organisation",)),
    PaperPackage: Own(("plan__organisation", "site__institution")),
    PlanSession: Own(("plan__rooms__room__site__institution",)),
    Attendance: Own((SEATED_AT,)),
    Incident: Own(
        ("attendance__session__plan__organisation",),
        ("attendance__registration__person", f"attendance__registration__person__{WARD}"),
    ),
    MarkingSheet: Own(("component__plan__organisation",), ("component__plan__assessors__person",)),
    Result: Own(("registration__plan__organisation",), ("registration__person",)),
    ScoreReview: Own(
        ("registration__plan__organisation",),
        ("registration__person", f"registration__person__{WARD}"),
    ),
    MisconductAppeal: Own(),
    Certificate: Own(
        ("organisation", SCHOOL), ("person", f"person__{WARD}"), "institution__division__code"
    ),
    Revocation: Own(("certificate__organisation",)),
    RevocationAppeal: Own(("certificate__organisation",)),
    StatusChange: Own(("certificate__organisation",)),
    Check: Own(("organisation",)),
    Token: Own(("organisation",)),
    Share: Own((), ("person", f"person__{WARD}")),
    Finding: Own(
        ("inspection__party",),
        ("inspection__members__person",),
        "inspection__party__division__code",
    ),
    Veto: Own(
        ("finding__inspection__party",),
        ("finding__inspection__members__person",),
        "finding__inspection__party__division__code",
    ),
    Inspection: Own(("party",), ("members__person",), "party__division__code"),
    Subject: Own(("party",), division="party__division__code"),
    ThirdParty: Own(("party",), division="party__division__code"),
    SelfCheck: Own(("institution",), division="institution__division__code"),
    Concerned: Own(("organisation",), division="organisation__division__code"),
    ComplaintAttachment: Own(("complaint__owner",), division="complaint__owner__division__code"),
    Pairing: Own(supported.PAIRING[0], (), supported.PAIRING[1]),
    Action: Own(supported.ACTION[0], (), supported.ACTION[1]),
    Guided: Own((SCHOOL,), division="institution__division__code"),
    Help: Own((SCHOOL,), division="institution__division__code"),
    Feedback: Own(supported.FEEDBACK),
    Preference: Own((SCHOOL,), division="institution__division__code"),
    Question: Own((SCHOOL,), division="institution__division__code"),
    Document: Own(("receipts__organisation",)),
    Attachment: Own(("document__receipts__organisation",)),
}


def own(kind: type[Model], actor: Actor) -> QuerySet[Model]:
    """Return what of a kind is the visitor's own: the whole province's, for who oversees it."""
    rows = kind._default_manager.filter(**_narrower(kind, actor)).order_by("pk")
    if actor.reach is Reach.PROVINCE or kind in {Job, Complaint, Reminder}:
        return rows
    told, terms = OWN.get(kind, Own()), Q(pk__in=())
    here = told.organisations if actor.reach is Reach.ORGANISATION else ()
    is_personal = actor.reach is Reach.SELF or actor.role in {Role.ASSESSOR, Role.INSPECTOR}
    for path in here:
        terms |= Q(**{path: actor.organisation_id})
    for path in told.persons if is_personal else ():
        terms |= Q(**{path: actor.person_id})
    if actor.reach is Reach.AREA and told.division:
        terms |= Q(**{f"{told.division}__startswith": actor.area})
    return rows.filter(pk__in=rows.filter(terms).order_by().values("pk"))


def _narrower(kind: type[Model], actor: Actor) -> dict[str, Any]:
    """Return what must hold of a thing beside whose it is."""
    if kind in {Job, Reminder}:
        return {"user_id": actor.user_id} if kind is Job else {"person": actor.person_id}
    if kind is Settlement and actor.role == Role.ORGANISATION_STAFF:
        return {"institution": None}  # of candidates without one the organisation itself is paid
    if kind is Alliance and actor.role == Role.ALLIANCE_LEAD:  # one that it leads, not just joined
        return {"terms__organisation": actor.organisation_id, "terms__until": None}
    if kind is Summary and actor.role == Role.ALLIANCE_LEAD:
        return {
            "alliance__terms__organisation": actor.organisation_id,
            "alliance__terms__until": None,
        }
    if kind is Registration and actor.role in {Role.INSTITUTION_ADMIN, Role.LIAISON}:
        return {"institution": actor.organisation_id}  # not one who merely sits in its rooms
    always: dict[type[Model], dict[str, Any]] = {
        Subject: {"evaluation__kind__in": ("institution", "site")}
        if actor.reach is Reach.AREA
        else {},
        ThirdParty: {"state": "reported"} if actor.reach is not Reach.PROVINCE else {},
        StoredFile: {"key_sealed": ""},  # a sealed one has no address
        Revocation: {"decided_at": None},
        StatusChange: {"proof__isnull": False},
        CertificateType: {"alliance__isnull": False},
        Attachment: {"document__publicity": "public", "document__state": "published"},
    }
    found = always.get(kind) or supported.narrower(kind, actor)
    return found or complainants.narrower(kind, actor)

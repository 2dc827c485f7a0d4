"""What may be done to pilots, and who can reach which of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from shuzheng.foundation import bulk, files
from shuzheng.kernel.actor import Reach
from shuzheng.kernel.refusals import Refusal
from shuzheng.pilots.access.permissions import GRANTS, Permission
from shuzheng.pilots.models import (
    ActivityReport,
    Alliance,
    Case,
    Filing,
    InstitutionCertificate,
    Liaison,
    OutsideRecord,
    Problem,
    Report,
    Risk,
    Suggestion,
    Tracking,
)
from shuzheng.pilots.rules.organs import Counterpart

if TYPE_CHECKING:
    from collections.abc import Collection
    from uuid import UUID

    from django.db.models import QuerySet

    from shuzheng.kernel.actor import Actor

__all__ = ["GRANTS", "Permission"]


class NoSuchFiling(Refusal):
    """Out of reach and nonexistent look the same from outside."""

    code = "no-such-filing"
    status = 404
    template = "There is no such filing."


class NoSuchEntry(Refusal):
    """Out of reach and nonexistent look the same from outside."""

    code = "no-such-entry"
    status = 404
    template = "There is no such certificate in this institution."


class NoSuchReport(Refusal):
    """Out of reach and nonexistent look the same from outside."""

    code = "no-such-activity-report"
    status = 404
    template = "There is no such activity report."


class NoSuchBiweekly(Refusal):
    """Out of reach and nonexistent look the same from outside."""

    code = "no-such-report"
    status = 404
    template = "There is no such report."


class NoSuchInstitution(Refusal):
    """Out of reach and nonexistent look the same from outside."""

    code = "no-such-pilot-institution"
    status = 404
    template = "There is no such pilot institution."


class NoSuchRisk(Refusal):
    """Out of reach and nonexistent look the same from outside."""

    code = "no-such-risk"
    status = 404
    template = "There is no such risk."


class NoSuchProblem(Refusal):
    """Out of reach and nonexistent look the same from outside."""

    code = "no-such-problem"
    status = 404
    template = "There is no such problem."


class NoSuchCase(Refusal):
    """Out of reach and nonexistent look the same from outside."""

    code = "no-such-case"
    status = 404
    template = "There is no such case against an organisation."


class NoSuchTracking(Refusal):
    """Out of reach and nonexistent look the same from outside."""

    code = "no-such-tracking"
    status = 404
    template = "There is no such tracking."


class NoSuchOutsideRecord(Refusal):
    """Out of reach and nonexistent look the same from outside."""

    code = "no-such-outside-record"
    status = 404
    template = "There is no such record."


class NoSuchAlliance(Refusal):
    """The certificate has no alliance yet."""

    code = "no-such-alliance"
    status = 404
    template = "There is no such alliance."


def filing(filing_id: int, actor: Actor, permission: Permission) -> Filing:
    """Fetch a filing within the actor's reach, for a purpose the actor is permitted."""
    row = Filing.objects.within(actor).filter(pk=filing_id).select_related("institution").first()
    if row is None:
        raise NoSuchFiling
    actor.require(permission)
    return row


def entries(actor: Actor) -> QuerySet[InstitutionCertificate]:
    """Return the certificates in institutions that the actor's capacity covers."""
    rows = InstitutionCertificate.objects.all()
    if actor.reach is Reach.PROVINCE:
        return rows
    if actor.reach is Reach.AREA:
        return rows.filter(institution__division__code__startswith=actor.area)
    if actor.reach is Reach.ORGANISATION:
        return rows.filter(institution_id=actor.organisation_id)
    return rows.none()


def entry(entry_id: int, actor: Actor, permission: Permission) -> InstitutionCertificate:
    """Fetch a certificate in an institution within the actor's reach."""
    row = entries(actor).filter(pk=entry_id).first()
    if row is None:
        raise NoSuchEntry
    actor.require(permission)
    return row


def activity_reports(actor: Actor) -> QuerySet[ActivityReport]:
    """Return the activity reports of the actor's organisation, alliance or province."""
    rows = ActivityReport.objects.all()
    if actor.reach is Reach.PROVINCE:
        return rows
    if actor.reach is Reach.ORGANISATION:
        here = actor.organisation_id
        leads = Q(certificate_type__alliance__lead_id=here) | Q(
            certificate_type__alliance__acting_lead_id=here
        )
        return rows.filter(Q(organisation_id=here) | leads)
    return rows.none()


def activity_report(report_id: int, actor: Actor, permission: Permission) -> ActivityReport:
    """Fetch an activity report within the actor's reach."""
    row = activity_reports(actor).filter(pk=report_id).first()
    if row is None:
        raise NoSuchReport
    actor.require(permission)
    return row


def report(report_id: int, actor: Actor, permission: Permission) -> Report:
    """Fetch a bi-weekly report within the actor's reach, with its period."""
    rows = Report.objects.within(actor).filter(pk=report_id)
    row = rows.select_related("period", "institution").first()
    if row is None:
        raise NoSuchBiweekly
    actor.require(permission)
    return row


def reports(ids: Collection[int], actor: Actor, permission: Permission) -> list[Report]:
    """Fetch several bi-weekly reports within the actor's reach, or refuse if one is not."""
    actor.require(permission)
    rows = Report.objects.within(actor).filter(pk__in=bulk.among(ids))
    found = list(rows.select_related("period").order_by("pk"))
    if len(found) != len(set(ids)):
        raise NoSuchBiweekly
    return found


def suggestion(suggestion_id: int, actor: Actor, permission: Permission) -> Suggestion:
    """Fetch a policy suggestion of a report within the actor's reach."""
    rows = Suggestion.objects.filter(
        pk=suggestion_id, report__in=Report.objects.within(actor).values("pk")
    )
    row = rows.select_related("report__institution", "report__period").first()
    if row is None:
        raise NoSuchBiweekly
    actor.require(permission)
    return row


def institution(institution_id: int, actor: Actor, permission: Permission) -> int:
    """Return the id of the actor's own institution, or of one in reach that ever began a filing."""
    own = actor.reach is Reach.ORGANISATION and actor.organisation_id == institution_id
    filings = Filing.objects.within(actor).filter(institution_id=institution_id)
    if not own and not filings.exists():
        raise NoSuchInstitution
    actor.require(permission)
    return institution_id


def risk(risk_id: int, actor: Actor, permission: Permission) -> Risk:
    """Fetch a risk of the actor's own institution."""
    row = Risk.objects.filter(pk=risk_id, institution_id=actor.organisation_id).first()
    if row is None:
        raise NoSuchRisk
    actor.require(permission)
    return row


def problem(problem_id: int, actor: Actor, permission: Permission) -> Problem:
    """Fetch a problem within the actor's reach: its institution, its city, the province."""
    rows = Problem.objects.within(actor).filter(pk=problem_id)
    row = rows.select_related("institution", "certificate_type").first()
    if row is None:
        raise NoSuchProblem
    actor.require(permission)
    return row


def case(case_id: int, actor: Actor, permission: Permission) -> Case:
    """Fetch a case within the actor's reach; the organisation that it is against has none here."""
    rows = Case.objects.within(actor).filter(pk=case_id)
    row = rows.select_related("institution", "organisation", "certificate_type").first()
    if row is None:
        raise NoSuchCase
    actor.require(permission)
    return row


def tracking(tracking_id: int, actor: Actor, permission: Permission) -> Tracking:
    """Fetch a certificate's tracking in one round, within the actor's reach."""
    rows = Tracking.objects.within(actor).filter(pk=tracking_id)
    row = rows.select_related(
        "round", "entry__institution", "entry__certificate_type__organisation"
    ).first()
    if row is None:
        raise NoSuchTracking
    actor.require(permission)
    return row


def outsides(actor: Actor) -> QuerySet[OutsideRecord]:
    """Return what institutions within reach held outside the pilot."""
    actor.require(Permission.OUTSIDE_VIEW)
    return OutsideRecord.objects.within(actor)


def outside(pk: int, actor: Actor, permission: Permission) -> OutsideRecord:
    """Fetch one such record within reach."""
    row = outsides(actor).select_related("institution", "document").filter(pk=pk).first()
    if row is None:
        raise NoSuchOutsideRecord
    actor.require(permission)
    return row


@files.readable_with
def _paper(uid: UUID, actor: Actor) -> bool:
    """Let whoever sees a record read its document."""
    may = actor.may(Permission.OUTSIDE_VIEW)
    return may and outsides(actor).filter(document__uid=uid).exists()


def liaisons(actor: Actor) -> QuerySet[Liaison]:
    """Return the liaisons in charge today whom institutions named for the actor's party."""
    rows = Liaison.objects.filter(until=None)
    if actor.reach is Reach.PROVINCE:
        return rows.filter(kind=Counterpart.OFFICE)
    if actor.reach is Reach.ORGANISATION:
        here = actor.organisation_id
        leads = Q(alliance__lead_id=here) | Q(alliance__lead=None, alliance__acting_lead_id=here)
        return rows.filter(Q(organisation_id=here) | leads)
    return rows.none()


def alliance_of(certificate_type_id: int) -> Alliance:
    """Fetch a certificate's alliance; who leads an alliance is public."""
    row = Alliance.objects.filter(certificate_type_id=certificate_type_id).first()
    if row is None:
        raise NoSuchAlliance
    return row

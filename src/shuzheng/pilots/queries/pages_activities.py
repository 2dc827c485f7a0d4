"""Activity reports as their pages show them. Rule: R-056."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q

from shuzheng.catalogue.queries import certificates
from shuzheng.foundation import rulebooks
from shuzheng.foundation.models import StoredFile
from shuzheng.foundation.ui import listing
from shuzheng.identity.queries import organisations
from shuzheng.kernel import periods
from shuzheng.pilots import access
from shuzheng.pilots.access import Permission
from shuzheng.pilots.queries import alliances
from shuzheng.pilots.rules import activity as rules
from shuzheng.pilots.rules.activity import EventKind, State

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

    from django.db.models import QuerySet

    from shuzheng.kernel.actor import Actor
    from shuzheng.pilots.models import ActivityReport

VIEWS = ("mine", "coming", "past", "all")
FIELDS = {
    "title": "title",
    "certificate": "certificate_type__name",
    "starts": "starts_on",
    "state": "state",
}
UNSIGNED = (State.DRAFT, State.OBJECTED)
OVER = (State.CANCELLED, State.HELD, State.SUMMED_UP)


@dataclass(frozen=True, slots=True)
class ReportLine:
    """An activity report as a list shows it; `due_on` is the office's last day to object."""

    id: int
    number: str
    title: str
    kind: EventKind
    certificate: str
    organisation: str
    starts_on: date
    ends_on: date
    state: State
    due_on: date | None


@dataclass(frozen=True, slots=True)
class ReportPage:
    """Everything that the page of an activity report shows."""

    id: int
    number: str
    title: str
    kind: EventKind
    place: str
    levels: tuple[str, ...]
    headcount: int | None
    certificate_type_id: int
    certificate: str
    code: str
    organisation_id: int
    organisation: str
    alliance: str
    lead_id: int | None
    lead: str
    starts_on: date
    ends_on: date
    state: State
    organisation_signed_on: date | None
    alliance_signed_on: date | None
    alliance_asked_on: date | None
    asked_proof: tuple[UUID, str] | None
    signature_until: date | None
    earliest_start_on: date
    submitted_on: date | None
    answer_until: date | None
    noted_on: date | None
    noted_by_silence: bool
    objection: str
    summary: str


def lines(
    actor: Actor, wish: listing.Wish, now: datetime, *, q: str = "", kind: str = ""
) -> listing.Found[ReportLine]:
    """Return one page of the activity reports that the actor sees."""
    actor.require(Permission.ACTIVITY_VIEW)
    rows = _viewed(access.activity_reports(actor), wish.view, actor, now)
    if q:
        rows = rows.filter(
            Q(title__icontains=q)
            | Q(number__icontains=q)
            | Q(certificate_type__name__icontains=q)
            | Q(organisation__name__icontains=q)
        )
    if kind:
        rows = rows.filter(kind=kind)
    wide = rows.select_related("certificate_type", "organisation")
    found = listing.cut(wide.order_by(*wish.order(FIELDS)), wish)
    return listing.Found([_line(row) for row in found.rows], found.total, found.page)


def counts(actor: Actor, now: datetime) -> dict[str, int]:
    """Return how many reports each view holds."""
    rows = access.activity_reports(actor)
    return {view: _viewed(rows, view, actor, now).count() for view in VIEWS}


def waiting(actor: Actor, now: datetime) -> int:
    """Return how many reports wait for the actor."""
    return _viewed(access.activity_reports(actor), "mine", actor, now).count()


def earliest_due_on(actor: Actor) -> date | None:
    """Return the first day on which the office's silence would note a report."""
    rows = access.activity_reports(actor).filter(state=State.SUBMITTED)
    first = rows.order_by("submitted_on").values_list("submitted_on", flat=True).first()
    return _answer_until(first) if first else None


def detail(
    report_id: int,
    actor: Actor,
    now: datetime,
    permission: Permission = Permission.ACTIVITY_VIEW,
) -> ReportPage:
    """Return one activity report for its page, or for the page of an act."""
    row = access.activity_report(report_id, actor, permission)
    certificate = certificates.brief([row.certificate_type_id])[row.certificate_type_id]
    alliance = alliances.of(row.certificate_type_id)
    lead_id = alliance.lead_id if alliance else None
    names = organisations.brief(pk for pk in (row.organisation_id, lead_id) if pk)
    calendar, book = rulebooks.calendar(), rulebooks.current()
    asked = row.alliance_asked_on
    return ReportPage(
        id=row.pk,
        number=row.number,
        title=row.title,
        kind=EventKind(row.kind),
        place=row.place,
        levels=tuple(row.levels),
        headcount=row.headcount,
        certificate_type_id=row.certificate_type_id,
        certificate=certificate.name,
        code=certificate.code,
        organisation_id=row.organisation_id,
        organisation=names[row.organisation_id].name,
        alliance=alliance.name if alliance else "",
        lead_id=lead_id,
        lead=names[lead_id].name if lead_id else "",
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        state=State(row.state),
        organisation_signed_on=row.organisation_signed_on,
        alliance_signed_on=row.alliance_signed_on,
        alliance_asked_on=asked,
        asked_proof=_proof(row),
        signature_until=rules.signature_due_on(asked, calendar, book) if asked else None,
        earliest_start_on=rules.earliest_start_on(periods.day(now), book),
        submitted_on=row.submitted_on,
        answer_until=_answer_until(row.submitted_on) if row.submitted_on else None,
        noted_on=row.noted_on,
        noted_by_silence=row.noted_by_silence,
        objection=row.objection,
        summary=row.summary,
    )


def own_certificates(actor: Actor) -> list[tuple[int, str]]:
    """Return the certificates (id, name with code) of the actor's organisation."""
    found = certificates.listing(actor.organisation_id) if actor.organisation_id else []
    return [(one.id, f"{one.name}（{one.code}）") for one in found]


def reads_proof(uid: UUID, actor: Actor) -> bool:
    """Return whether a file is the proof of having asked, of a report that the actor may see."""
    if not actor.may(Permission.ACTIVITY_VIEW):
        return False
    return access.activity_reports(actor).filter(asked_proof__uid=uid).exists()


def _viewed(
    rows: QuerySet[ActivityReport], view: str, actor: Actor, now: datetime
) -> QuerySet[ActivityReport]:
    today = periods.day(now)
    if view == "coming":
        return rows.filter(ends_on__gte=today).exclude(state__in=OVER)
    if view == "past":
        return rows.filter(Q(ends_on__lt=today) | Q(state__in=OVER))
    return _mine(rows, actor, today) if view == "mine" else rows


def _mine(rows: QuerySet[ActivityReport], actor: Actor, today: date) -> QuerySet[ActivityReport]:
    """Keep what waits for this actor: the office's answer, the organisation's work, a signature."""
    if actor.may(Permission.ACTIVITY_ANSWER):
        return rows.filter(state=State.SUBMITTED)
    if actor.may(Permission.ACTIVITY_REPORT):
        held = Q(state=State.NOTED, ends_on__lt=today) | Q(state=State.HELD)
        return rows.filter(Q(state__in=(*UNSIGNED, State.JOINT_SIGNED)) | held)
    if actor.may(Permission.ALLIANCE_SIGN):
        return rows.filter(state__in=UNSIGNED, alliance_signed_on=None)
    return rows.none()


def _line(row: ActivityReport) -> ReportLine:
    waits = row.state == State.SUBMITTED and row.submitted_on
    return ReportLine(
        row.pk,
        row.number,
        row.title,
        EventKind(row.kind),
        row.certificate_type.name,
        row.organisation.name,
        row.starts_on,
        row.ends_on,
        State(row.state),
        _answer_until(row.submitted_on) if waits and row.submitted_on else None,
    )


def _answer_until(submitted_on: date) -> date:
    return rules.noted_by_silence_on(submitted_on, rulebooks.calendar(), rulebooks.current())


def _proof(row: ActivityReport) -> tuple[UUID, str] | None:
    rows = StoredFile.objects.filter(pk=row.asked_proof_id or 0)
    return rows.values_list("uid", "name").first()

"""What an organisation chooses from when it plans: rooms, institutions, reports, assessors."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from shuzheng.assessment.access import Permission
from shuzheng.assessment.access import plans as access
from shuzheng.assessment.models import Room, SiteApproval
from shuzheng.assessment.queries import opening
from shuzheng.assessment.rules import site as rules
from shuzheng.catalogue.queries import certificates
from shuzheng.catalogue.rules.levels import Level
from shuzheng.fees.queries import agreements
from shuzheng.kernel import periods
from shuzheng.pilots.queries import activity_reports, entries
from shuzheng.pilots.rules.entry import takes_registrations
from shuzheng.standing.queries import restrictions
from shuzheng.standing.rules.restrictions import Act
from shuzheng.workforce.queries import qualifications

if TYPE_CHECKING:
    from datetime import date, datetime

    from shuzheng.catalogue.queries.certificates import CertificateTypeBrief
    from shuzheng.fees.queries.agreements import AgreementBrief
    from shuzheng.kernel.actor import Actor
    from shuzheng.pilots.queries.activity_reports import ActivityReportBrief
    from shuzheng.workforce.queries.qualifications import AssessorBrief


@dataclass(frozen=True, slots=True)
class RoomChoice:
    """A room of a site that is active for the certificate and level."""

    id: int
    site: str
    city: str
    name: str
    seats: int


@dataclass(frozen=True, slots=True)
class Choices:
    """Everything a plan of one certificate and level may be made from."""

    certificate: CertificateTypeBrief
    level: Level
    rooms: tuple[RoomChoice, ...]
    institutions: tuple[tuple[int, str], ...]
    agreement: AgreementBrief | None


def own_certificates(actor: Actor) -> list[CertificateTypeBrief]:
    """Return the certificates that the actor's organisation may plan for."""
    actor.require(Permission.PLAN_WRITE)
    return certificates.listing(actor.organisation_id) if actor.organisation_id else []


def choices(certificate_type_id: int, level: str, actor: Actor, today: date) -> Choices | None:
    """Return what a plan may be made from; None for what is not the actor's to plan."""
    found = next((c for c in own_certificates(actor) if c.id == certificate_type_id), None)
    if found is None or level not in found.levels:
        return None
    return Choices(
        certificate=found,
        level=Level(level),
        rooms=_rooms(certificate_type_id, level, today),
        institutions=tuple(
            (one.institution_id, one.institution)
            for one in entries.users(certificate_type_id)
            if takes_registrations(one.state)
        ),
        agreement=agreements.in_force(certificate_type_id, level, today),
    )


def reports(plan_id: int, actor: Actor) -> list[ActivityReportBrief]:
    """Return the activity reports that may be of a plan's assessment, newest first."""
    row = access.own_plan(plan_id, actor, Permission.PLAN_WRITE)
    return [
        one
        for one in activity_reports.for_assessment(row.certificate_type_id, row.level)
        if one.organisation_id == row.organisation_id
    ]


def assessors(plan_id: int, actor: Actor) -> list[AssessorBrief]:
    """Return who could still be appointed: qualified on the first day, by name."""
    row = access.own_plan(plan_id, actor, Permission.PLAN_WRITE)
    named = set(row.assessors.values_list("person_id", flat=True))
    valid = qualifications.valid_assessors(row.certificate_type_id, Level(row.level), row.first_on)
    return [one for one in valid if one.person_id not in named]


def content(plan_id: int, actor: Actor) -> dict[str, Any]:
    """Return what a plan says, for the form that changes it."""
    row = access.own_plan(plan_id, actor, Permission.PLAN_WRITE)
    sittings = {one.component_code: one for one in row.sessions.all()}
    return {
        "certificate": row.certificate_type_id,
        "level": row.level,
        "plan": {
            "module": row.module,
            "registration_opens_at": local(row.registration_opens_at),
            "registration_closes_at": local(row.registration_closes_at),
            "seats": row.seats,
            "price_fen": row.price_fen,
            "pass_rule": row.pass_rule,
            "rooms": list(row.rooms.values_list("room_id", flat=True)),
            "institutions": list(row.institutions.values_list("pk", flat=True)),
        },
        "parts": [
            {
                "code": part.code,
                "name": part.name,
                "weight": part.weight,
                "full": part.full / 100,
                "by_machine": part.by_machine,
                "starts_at": local(sittings[part.code].starts_at)
                if part.code in sittings
                else None,
                "ends_at": local(sittings[part.code].ends_at) if part.code in sittings else None,
            }
            for part in row.components.order_by("pk")
        ],
    }


def local(moment: datetime) -> datetime:
    """Return an instant as a form shows it: in the province's time, without a zone."""
    return moment.astimezone(periods.SHANGHAI).replace(tzinfo=None)


def rooms(plan_id: int, actor: Actor, today: date) -> tuple[RoomChoice, ...]:
    """Return the rooms to which a plan's assessment could move."""
    row = access.own_plan(plan_id, actor, Permission.PLAN_WRITE)
    return _rooms(row.certificate_type_id, row.level, today)


def _rooms(certificate_type_id: int, level: str, today: date) -> tuple[RoomChoice, ...]:
    """Return the rooms of active sites that no decision bars."""
    active = SiteApproval.objects.filter(
        certificate_type_id=certificate_type_id, level=level, state__in=rules.USABLE
    )
    found = list(
        Room.objects.filter(site__in=active.values("site_id"))
        .select_related("site__institution__division")
        .order_by("site__code", "code")
    )
    barred = restrictions.barring_sites({room.site.code for room in found}, Act.OPENING, today)
    rooms = [room for room in found if room.site.code not in barred]
    seats = opening.usable_seats([room.pk for room in rooms])
    return tuple(
        RoomChoice(
            room.pk,
            room.site.name,
            room.site.institution.division.full_name,
            room.name,
            seats[room.pk],
        )
        for room in rooms
    )

"""Inspections as pages show them, within the actor's reach; what is sealed only to its team."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from shuzheng.foundation.ui import listing
from shuzheng.identity.queries import organisations, persons
from shuzheng.quality import access
from shuzheng.quality.access import Permission
from shuzheng.quality.models import TeamMember, Veto
from shuzheng.quality.rules import inspection as rules
from shuzheng.quality.rules import on_site
from shuzheng.quality.rules.campaign import Ground
from shuzheng.quality.rules.inspection import UNREPORTED, State
from shuzheng.quality.rules.veto import State as Vetoed

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime
    from uuid import UUID

    from django.db.models import QuerySet

    from shuzheng.kernel.actor import Actor
    from shuzheng.quality.models import Inspection
    from shuzheng.quality.rules.on_site import Place

VIEWS = ("open", "all")
ORDER = {"target": "party__name", "arrived": "arrived_at"}
OVER = (State.CALLED_OFF, State.CLOSED)


@dataclass(frozen=True, slots=True)
class InspectionLine:
    """An inspection and whom it meets."""

    id: int
    campaign: str
    code: str
    party_id: int
    party: str
    site: str
    address: str
    state: State
    arrived_at: datetime | None
    called_off_reason: str
    log_index: int
    report: str
    reported_on: date | None
    signature: str
    heard_by: date | None
    heard: str
    statement: str
    confirmed_on: date | None
    published_on: date | None
    closed_on: date | None
    score: tuple[int, int]
    vetoed: bool = False

    @property
    def target(self) -> str:
        """Return what is inspected."""
        return self.site or self.party


@dataclass(frozen=True, slots=True)
class Member:
    """An inspector of a team."""

    person_id: int
    name: str
    leads: bool


@dataclass(frozen=True, slots=True)
class InspectionPage:
    """One inspection with its team and the sections of its form."""

    line: InspectionLine
    sections: tuple[str, ...]
    team: tuple[Member, ...]
    is_member: bool
    answers: Mapping[str, str]
    remarks: Mapping[str, str]
    record: UUID | None
    team_signature: UUID | None
    party_signature: UUID | None
    place: Place | None
    shows_content: bool


@dataclass(frozen=True, slots=True)
class TieLine:
    """What an inspector declared."""

    organisation: str
    ground: Ground
    declared_at: datetime


def listed(actor: Actor, wish: listing.Wish) -> listing.Found[InspectionLine]:
    """Return one page of the inspections within reach."""
    rows = _viewed(access.inspections(actor), wish.view)
    joined = rows.select_related("campaign", "party", "site")
    found = listing.cut(joined.order_by(*wish.order(ORDER)), wish)
    return listing.Found([line(row) for row in found.rows], found.total, found.page)


def counts(actor: Actor) -> dict[str, int]:
    """Return how many inspections each view holds."""
    rows = access.inspections(actor)
    return {view: _viewed(rows, view).count() for view in VIEWS}


def waiting(actor: Actor) -> int:
    """Return how many inspections wait for the actor: for the team, an answer, the office."""
    wanted: tuple[State, ...] = ()
    if actor.may(Permission.INSPECTION_CONDUCT):
        wanted = (State.SEALED, State.ON_SITE)
    elif actor.may(Permission.INSPECTION_ANSWER):
        wanted = (State.REPORTED,)
    elif actor.may(Permission.FINDING_DECIDE):
        wanted = (State.CONFIRMED,)
    return access.inspections(actor).filter(state__in=wanted).count() if wanted else 0


def one(
    pk: int, actor: Actor, permission: Permission = Permission.INSPECTION_VIEW
) -> InspectionPage:
    """Return one inspection within reach."""
    row = access.inspection(pk, actor, permission)
    members = list(TeamMember.objects.filter(inspection=row).order_by("-leads", "pk"))
    people = persons.brief(member.person_id for member in members)
    shown = replace(line(row), vetoed=is_vetoed(row.pk))
    return InspectionPage(
        line=shown,
        sections=tuple(row.campaign.sections),
        team=tuple(Member(one.person_id, people[one.person_id].name, one.leads) for one in members),
        is_member=any(one.person_id == actor.person_id for one in members),
        answers=row.answers,
        remarks=row.remarks,
        record=row.record.uid if row.record else None,
        team_signature=row.team_signature.uid if row.team_signature else None,
        party_signature=row.party_signature.uid if row.party_signature else None,
        place=on_site.place(row.place),
        shows_content=actor.may(Permission.INSPECTION_CONDUCT) or row.state not in UNREPORTED,
    )


def is_vetoed(inspection_id: int) -> bool:
    """Return whether a veto in force fails the result of this inspection."""
    rows = Veto.objects.filter(finding__inspection=inspection_id, state=Vetoed.IN_FORCE)
    return rows.exists()


def ties(actor: Actor) -> list[TieLine]:
    """Return what the actor declared, newest first."""
    rows = list(access.ties(actor).order_by("-declared_at", "-pk"))
    parties = organisations.brief(row.organisation_id for row in rows)
    return [
        TieLine(parties[row.organisation_id].name, Ground(row.ground), row.declared_at)
        for row in rows
    ]


def line(row: Inspection) -> InspectionLine:
    """Return a row as pages show it."""
    return InspectionLine(
        id=row.pk,
        campaign=row.campaign.title,
        code=row.code,
        party_id=row.party_id,
        party=row.party.name,
        site=row.site.name if row.site else "",
        address=row.site.address if row.site else "",
        state=State(row.state),
        arrived_at=row.arrived_at,
        called_off_reason=row.called_off_reason,
        log_index=row.log_index,
        report=row.report,
        reported_on=row.reported_on,
        signature=row.signature,
        heard_by=row.heard_by,
        heard=row.heard,
        statement=row.statement,
        confirmed_on=row.confirmed_on,
        published_on=row.published_on,
        closed_on=row.closed_on,
        score=rules.score(row.answers),
    )


def _viewed(rows: QuerySet[Inspection], view: str) -> QuerySet[Inspection]:
    return rows if view == "all" else rows.exclude(state__in=OVER)

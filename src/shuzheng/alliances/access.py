"""Who sees an alliance, its layout and its inside, and who runs it: the one place that says so."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Final

from shuzheng.alliances.models import (
    JointBody,
    LogEntry,
    Minutes,
    SitingProposal,
    SitingRow,
    Summary,
)
from shuzheng.alliances.rules.reach import INSIDE, Side
from shuzheng.foundation import files
from shuzheng.identity.rules.kinds import Role
from shuzheng.kernel.actor import Reach
from shuzheng.kernel.refusals import Refusal
from shuzheng.pilots.queries import alliances, pages_alliances

if TYPE_CHECKING:
    from uuid import UUID

    from django.db.models import QuerySet

    from shuzheng.kernel.actor import Actor
    from shuzheng.pilots.queries.pages_alliances import AllianceLine


class Permission(StrEnum):
    """Permissions, as room:noun:verb; who names leads is a matter of `pilots`."""

    ALLIANCE_VIEW = "alliances:alliance:view"
    ALLIANCE_RUN = "alliances:alliance:run"
    SUMMARY_VIEW = "alliances:summary:view"
    SUMMARY_ANSWER = "alliances:summary:answer"
    CONTACT_VIEW = "alliances:contact:view"
    CONTACT_NAME = "alliances:contact:name"
    CONTACT_LOG = "alliances:contact:log"
    JOINT_VIEW = "alliances:joint:view"
    JOINT_KEEP = "alliances:joint:keep"
    SITING_VIEW = "alliances:siting:view"
    SITING_PROPOSE = "alliances:siting:propose"


_SEES: Final = frozenset({Permission.ALLIANCE_VIEW, Permission.JOINT_VIEW})
_SEES_INSIDE: Final = frozenset({*_SEES, Permission.SUMMARY_VIEW, Permission.CONTACT_VIEW})

GRANTS: Final = {
    Role.PROVINCIAL_ADMIN: {*_SEES_INSIDE, Permission.JOINT_KEEP, Permission.SITING_VIEW},
    Role.OFFICE_OFFICER: {
        *_SEES_INSIDE,
        Permission.SUMMARY_ANSWER,
        Permission.CONTACT_LOG,
        Permission.JOINT_KEEP,
        Permission.SITING_VIEW,
        Permission.SITING_PROPOSE,
    },
    Role.CITY_OFFICER: {*_SEES, Permission.SITING_VIEW},
    Role.INSTITUTION_ADMIN: _SEES_INSIDE,
    Role.LIAISON: _SEES_INSIDE,
    Role.ALLIANCE_LEAD: {
        *_SEES_INSIDE,
        Permission.ALLIANCE_RUN,
        Permission.CONTACT_LOG,
        Permission.SITING_VIEW,
    },
    Role.ORGANISATION_STAFF: {*_SEES, Permission.CONTACT_VIEW, Permission.CONTACT_NAME},
}
"""Which role holds which permission here."""


class NoSuchAlliance(Refusal):
    """Out of reach and nonexistent look the same from outside."""

    code = "no-such-alliance-here"
    status = 404
    template = "There is no such alliance here."


class NotTheLead(Refusal):
    """Members see the inside of an alliance; its lead runs it."""

    code = "not-the-lead-of-this-alliance"
    status = 403
    template = "Only the lead of this alliance does this."
    rule = "R-253"


class NoSuchLayout(Refusal):
    """There is no such edition."""

    code = "no-such-layout"
    status = 404
    template = "There is no such edition of the layout."


class NoSuchJointBody(Refusal):
    """There is no such body."""

    code = "no-such-joint-body"
    status = 404
    template = "There is no such organisation or site built together."


class NoSuchProposal(Refusal):
    """There is no such proposal."""

    code = "no-such-siting-proposal"
    status = 404
    template = "There is no such proposal of sites."


class NoSuchMinutes(Refusal):
    """Out of reach and nonexistent look the same from outside."""

    code = "no-such-minutes"
    status = 404
    template = "There are no such minutes."


class NoSuchContact(Refusal):
    """Out of reach, not engaged and nonexistent look the same from outside."""

    code = "no-such-contact"
    status = 404
    template = "You have nothing to do with this organisation here."


class NoSuchSummary(Refusal):
    """Out of reach and nonexistent look the same from outside."""

    code = "no-such-summary"
    status = 404
    template = "There is no such summary of an alliance."


def sides(actor: Actor) -> dict[int, Side] | Side | None:
    """Return the actor's side of each alliance by id, or one side of all, or None for none."""
    if actor.reach is Reach.PROVINCE:
        return Side.OVERSEES
    if actor.reach is Reach.AREA:
        return Side.CITY
    if actor.reach is not Reach.ORGANISATION:
        return None
    here = actor.organisation_id
    found = dict.fromkeys(alliances.offered(here), Side.OFFERS)
    found |= dict.fromkeys(alliances.used(here), Side.BELONGS)
    return found | dict.fromkeys(alliances.led(here), Side.LEADS)


def reached(actor: Actor) -> set[int] | None:
    """Return the ids of the alliances whose page the actor sees; None for all of them."""
    return _chosen(actor, frozenset(Side))


def inside(actor: Actor) -> set[int] | None:
    """Return the ids of the alliances whose inside the actor sees; None for all of them."""
    return _chosen(actor, INSIDE)


def led(actor: Actor) -> set[int]:
    """Return the ids of the alliances that the actor's institution leads or acts for."""
    return alliances.led(actor.organisation_id) if actor.reach is Reach.ORGANISATION else set()


def side(alliance_id: int, actor: Actor) -> Side | None:
    """Return the actor's side of one alliance, or None where it has none."""
    found = sides(actor)
    return found.get(alliance_id) if isinstance(found, dict) else found


def alliance(alliance_id: int, actor: Actor, permission: Permission) -> AllianceLine:
    """Fetch an alliance whose page the actor may see, for a purpose that is permitted."""
    line = pages_alliances.one(alliance_id)
    if line is None or side(alliance_id, actor) is None:
        raise NoSuchAlliance
    actor.require(permission)
    return line


def run(alliance_id: int, actor: Actor) -> AllianceLine:
    """Fetch an alliance that the actor's institution leads, for something that leads do."""
    line = alliance(alliance_id, actor, Permission.ALLIANCE_RUN)
    _require_lead(alliance_id, actor)
    return line


def summaries(actor: Actor) -> QuerySet[Summary]:
    """Return the summaries of the alliances whose inside the actor sees."""
    actor.require(Permission.SUMMARY_VIEW)
    rows, seen = Summary.objects.all(), inside(actor)
    return rows if seen is None else rows.filter(alliance_id__in=seen)


def summary(summary_id: int, actor: Actor, permission: Permission) -> Summary:
    """Fetch a summary whose inside the actor sees, for a purpose that is permitted."""
    rows = summaries(actor).filter(pk=summary_id)
    row = rows.select_related(
        "period",
        "document",
        "lead",
        "alliance__lead",
        "alliance__acting_lead",
        "alliance__certificate_type",
    ).first()
    if row is None:
        raise NoSuchSummary
    actor.require(permission)
    if permission is Permission.ALLIANCE_RUN:
        _require_lead(row.alliance_id, actor)
    return row


def every_minutes(actor: Actor) -> QuerySet[Minutes]:
    """Return the minutes of the alliances whose inside the actor sees."""
    actor.require(Permission.SUMMARY_VIEW)
    rows, seen = Minutes.objects.all(), inside(actor)
    return rows if seen is None else rows.filter(alliance_id__in=seen)


def minutes(minutes_id: int, actor: Actor) -> Minutes:
    """Fetch minutes whose inside the actor sees."""
    rows = every_minutes(actor).filter(pk=minutes_id)
    row = rows.select_related("alliance__certificate_type", "document", "lead").first()
    if row is None:
        raise NoSuchMinutes
    return row


def log_entries(actor: Actor) -> QuerySet[LogEntry]:
    """Return the contacts that were logged, as far as the actor is inside.

    The office's own, of no alliance, are for those who oversee; an organisation reads none.
    """
    actor.require(Permission.CONTACT_VIEW)
    rows, seen = LogEntry.objects.all(), inside(actor)
    return rows if seen is None else rows.filter(alliance_id__in=seen)


def log_choices(organisation_id: int, actor: Actor) -> list[tuple[int, str]]:
    """Return for whom the actor may log contacts: 0 for the office, or the alliances it leads."""
    if not actor.may(Permission.CONTACT_LOG):
        return []
    if actor.reach is Reach.PROVINCE:
        return [(0, "")]
    found = pages_alliances.several(led(actor)).values()
    return [(one.id, one.name) for one in found if one.organisation_id == organisation_id]


def loggable(organisation_id: int, alliance_id: int | None, actor: Actor) -> None:
    """Refuse a contact logged for an alliance that the actor does not lead, or for the office."""
    actor.require(Permission.CONTACT_LOG)
    if (alliance_id or 0) not in dict(log_choices(organisation_id, actor)):
        raise NotTheLead


@files.readable_with
def _document(uid: UUID, actor: Actor) -> bool:
    """Let whoever sees the inside of an alliance read the documents there."""
    if not actor.may(Permission.SUMMARY_VIEW):
        return False
    kept = every_minutes(actor).filter(document__uid=uid)
    return kept.exists() or summaries(actor).filter(document__uid=uid).exists()


def _require_lead(alliance_id: int, actor: Actor) -> None:
    if alliance_id not in led(actor):
        raise NotTheLead


def _chosen(actor: Actor, wanted: frozenset[Side]) -> set[int] | None:
    found = sides(actor)
    if isinstance(found, dict):
        return {pk for pk, one in found.items() if one in wanted}
    return None if found in wanted else set()


def joint_body(pk: int, actor: Actor, permission: Permission) -> JointBody:
    """Fetch an organisation or a site that is built together, for a purpose."""
    actor.require(permission)
    row = JointBody.objects.filter(pk=pk).first()
    if row is None:
        raise NoSuchJointBody
    return row


def siting_proposal(pk: int | None, actor: Actor) -> SitingProposal | None:
    """Fetch a proposal of sites, the newest where none is named; None where there is none yet."""
    actor.require(Permission.SITING_VIEW)
    rows = SitingProposal.objects.order_by("-pk")
    if pk is None:
        return rows.first()
    row = rows.filter(pk=pk).first()
    if row is None:
        raise NoSuchProposal
    return row


def siting_rows(proposal: SitingProposal, actor: Actor) -> QuerySet[SitingRow]:
    """Return the rows for the actor: all, those of the own area, or of the alliances one leads."""
    actor.require(Permission.SITING_VIEW)
    rows = SitingRow.objects.filter(proposal=proposal)
    if actor.reach is Reach.PROVINCE:
        return rows
    if actor.reach is Reach.AREA:
        return rows.filter(institution__division__code__startswith=actor.area)
    return rows.filter(certificate_type__alliance__in=led(actor))

"""Who measures, pairs, guides and asks, and whose rows one sees: the one place that says so."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Final

from shuzheng.foundation import files
from shuzheng.identity.queries import organisations
from shuzheng.identity.rules.kinds import OrganisationKind, Role
from shuzheng.kernel.refusals import Refusal
from shuzheng.support.models import Action, Check, Measurement, Pairing
from shuzheng.support.rules.pairing import Side

if TYPE_CHECKING:
    from uuid import UUID

    from django.db.models import QuerySet

    from shuzheng.identity.queries.organisations import OrganisationBrief
    from shuzheng.kernel.actor import Actor


class Permission(StrEnum):
    """Permissions, as room:noun:verb."""

    MEASUREMENT_VIEW = "support:measurement:view"
    MEASUREMENT_MAKE = "support:measurement:make"
    PAIRING_VIEW = "support:pairing:view"
    PAIRING_PROPOSE = "support:pairing:propose"
    PAIRING_ANSWER = "support:pairing:answer"
    PAIRING_ACT = "support:pairing:act"
    PAIRING_DECIDE = "support:pairing:decide"


_SEES: Final = frozenset({Permission.MEASUREMENT_VIEW, Permission.PAIRING_VIEW})

GRANTS: Final = {
    Role.PROVINCIAL_ADMIN: {*_SEES, Permission.PAIRING_DECIDE},
    Role.OFFICE_OFFICER: {*_SEES, Permission.MEASUREMENT_MAKE, Permission.PAIRING_PROPOSE},
    Role.CITY_OFFICER: _SEES,
    Role.INSTITUTION_ADMIN: {*_SEES, Permission.PAIRING_ANSWER, Permission.PAIRING_ACT},
    Role.LIAISON: {*_SEES, Permission.PAIRING_ACT},
}
"""The office proposes and checks, the department decides, an institution's head answers for it."""


class NoSuchMeasurement(Refusal):
    """There is none, or it is not frozen yet."""

    code = "no-such-measurement"
    status = 404
    template = "There is no such measurement."


class NoSuchPairing(Refusal):
    """Out of reach and nonexistent look the same from outside."""

    code = "no-such-pairing"
    status = 404
    template = "There is no such pairing here."


class NoSuchAction(Refusal):
    """Out of reach and nonexistent look the same from outside."""

    code = "no-such-action"
    status = 404
    template = "There is no such action here."


class NoSuchInstitution(Refusal):
    """Out of reach and nonexistent look the same from outside."""

    code = "no-such-institution-here"
    status = 404
    template = "There is no such institution here."


def measurements(actor: Actor) -> QuerySet[Measurement]:
    """Return the measurements: who makes them sees the open ones too."""
    actor.require(Permission.MEASUREMENT_VIEW)
    rows = Measurement.objects.all()
    if actor.may(Permission.MEASUREMENT_MAKE):
        return rows
    return rows.exclude(frozen=None)


def measurement(pk: int, actor: Actor, permission: Permission) -> Measurement:
    """Fetch a measurement for a purpose that the actor is permitted."""
    row = measurements(actor).select_related("frozen").filter(pk=pk).first()
    if row is None:
        raise NoSuchMeasurement
    actor.require(permission)
    return row


def institutions(actor: Actor) -> dict[int, OrganisationBrief]:
    """Return the institutions within the actor's reach, by id."""
    found = organisations.listing(actor=actor, kind=OrganisationKind.INSTITUTION)
    return {one.id: one for one in found}


def institution(pk: int, actor: Actor) -> OrganisationBrief:
    """Return an institution within the actor's reach."""
    found = institutions(actor).get(pk)
    if found is None:
        raise NoSuchInstitution
    return found


def pairings(actor: Actor) -> QuerySet[Pairing]:
    """Return the pairings within the actor's reach."""
    actor.require(Permission.PAIRING_VIEW)
    return Pairing.objects.within(actor)


def pairing(pk: int, actor: Actor, permission: Permission) -> Pairing:
    """Fetch a pairing within reach for a purpose that is permitted."""
    rows = pairings(actor).filter(pk=pk)
    row = rows.select_related("helper__division", "helped__division", "measurement").first()
    if row is None:
        raise NoSuchPairing
    actor.require(permission)
    return row


def side(row: Pairing, actor: Actor) -> Side:
    """Return on which side of a pairing the actor's own institution stands."""
    if actor.organisation_id == row.helper_id:
        return Side.HELPER
    if actor.organisation_id == row.helped_id:
        return Side.HELPED
    raise NoSuchPairing


def action(pk: int, pairing_id: int, actor: Actor, permission: Permission) -> Action:
    """Fetch an action of a pairing within reach."""
    row = pairing(pairing_id, actor, permission).actions.filter(pk=pk).first()
    if row is None:
        raise NoSuchAction
    return row


def due_check(row: Pairing) -> Check | None:
    """Return the earliest check of a pairing that is asked for and not written."""
    return row.checks.filter(written_on=None).order_by("number").first()


@files.readable_with
def _document(uid: UUID, actor: Actor) -> bool:
    """Let whoever sees a pairing read the documents of its actions."""
    if not actor.may(Permission.PAIRING_VIEW):
        return False
    return pairings(actor).filter(actions__document__uid=uid).exists()

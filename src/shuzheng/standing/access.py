"""Who may restrict a party, and who may see that it is restricted."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Final

from django.db.models import Q

from shuzheng.foundation import files
from shuzheng.identity.rules.kinds import Role
from shuzheng.kernel.actor import Reach
from shuzheng.kernel.refusals import Refusal
from shuzheng.standing.models import Measure, Notice, Restriction
from shuzheng.standing.rules import restrictions as rules

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from django.db.models import QuerySet

    from shuzheng.kernel.actor import Actor


class Permission(StrEnum):
    """Permissions, as room:noun:verb."""

    RESTRICTION_IMPOSE = "standing:restriction:impose"
    RESTRICTION_LIFT = "standing:restriction:lift"
    RESTRICTION_VIEW = "standing:restriction:view"
    NOTICE_VIEW = "standing:notice:view"
    NOTICE_PREPARE = "standing:notice:prepare"
    NOTICE_DECIDE = "standing:notice:decide"
    NOTICE_ANSWER = "standing:notice:answer"
    MEASURE_VIEW = "standing:measure:view"
    MEASURE_RECORD = "standing:measure:record"
    MEASURE_ANSWER = "standing:measure:answer"


_VIEW: Final = frozenset({Permission.RESTRICTION_VIEW})
_MEASURED: Final = frozenset({*_VIEW, Permission.MEASURE_VIEW, Permission.MEASURE_ANSWER})
_ANSWER: Final = frozenset({*_MEASURED, Permission.NOTICE_VIEW, Permission.NOTICE_ANSWER})

GRANTS: Final = {
    Role.PROVINCIAL_ADMIN: {
        Permission.RESTRICTION_IMPOSE,
        Permission.RESTRICTION_LIFT,
        Permission.RESTRICTION_VIEW,
        Permission.NOTICE_VIEW,
        Permission.NOTICE_DECIDE,
        Permission.MEASURE_VIEW,
        Permission.MEASURE_RECORD,
    },
    Role.OFFICE_OFFICER: {
        *_VIEW,
        Permission.NOTICE_VIEW,
        Permission.NOTICE_PREPARE,
        Permission.MEASURE_VIEW,
        Permission.MEASURE_RECORD,
    },
    Role.CITY_OFFICER: {Permission.NOTICE_VIEW, Permission.MEASURE_VIEW},
    Role.INSTITUTION_ADMIN: _ANSWER,
    Role.LIAISON: _ANSWER,
    Role.ORGANISATION_STAFF: _MEASURED,
    Role.ORGANISATION_ISSUER: _VIEW,
}
"""Only the provincial department decides on standing (handbook 6.3); it and the party see it.

The office prepares notices; a city sees those against institutions of its area.
"""


class NoSuchRestriction(Refusal):
    """Out of reach and nonexistent look the same from outside."""

    code = "no-such-restriction"
    status = 404
    template = "There is no such decision."


class NoSuchMeasure(Refusal):
    """Out of reach and nonexistent look the same from outside."""

    code = "no-such-measure"
    status = 404
    template = "There is no such measure."


class NoSuchNotice(Refusal):
    """Out of reach and nonexistent look the same from outside."""

    code = "no-such-notice"
    status = 404
    template = "There is no such notice."


def within(actor: Actor) -> QuerySet[Restriction]:
    """Return the restrictions that the actor's capacity covers: the province's, or one's own.

    Those of an organisation include the decisions against its sites.
    """
    actor.require(Permission.RESTRICTION_VIEW)
    if actor.reach is Reach.PROVINCE:
        return Restriction.objects.all()
    own = Q(person_id=actor.person_id)
    if actor.reach is Reach.ORGANISATION:
        own |= Q(organisation_id=actor.organisation_id)
    return Restriction.objects.filter(own)


def decision(restriction_id: int, actor: Actor, today: date) -> tuple[Restriction, bool]:
    """Fetch a decision that somebody met, and whether the actor may see its reasons too.

    Whoever is refused something by a decision may see what it is, as long as it is in force: the
    refusal said as much. Reasons, papers and whatever is over are for the party and the province,
    and so is every decision against a person.
    """
    row = Restriction.objects.select_related("organisation", "person").filter(pk=restriction_id)
    found = row.first()
    if found is None:
        raise NoSuchRestriction
    if actor.may(Permission.RESTRICTION_VIEW) and within(actor).filter(pk=found.pk).exists():
        return found, True
    in_force = rules.state(pure(found), today) is rules.State.IN_FORCE
    if found.person_id is not None or not in_force:
        raise NoSuchRestriction
    return found, False


def pure(row: Restriction) -> rules.Restriction:
    """Return a row as the rules know it."""
    return rules.Restriction(
        rules.Kind(row.kind),
        row.since,
        row.until,
        row.lifted_on,
        row.year,
        row.ground,
        row.decision_number,
        row.party,
    )


def restriction(restriction_id: int, actor: Actor, permission: Permission) -> Restriction:
    """Fetch a restriction that the actor may act on."""
    actor.require(permission)
    row = Restriction.objects.filter(pk=restriction_id).first()
    if row is None:
        raise NoSuchRestriction
    return row


def notices(actor: Actor) -> QuerySet[Notice]:
    """Return the notices against institutions that the actor's capacity covers."""
    actor.require(Permission.NOTICE_VIEW)
    return Notice.objects.filter(_reached(actor))


def measures(actor: Actor) -> QuerySet[Measure]:
    """Return the measures towards parties that the actor's capacity covers."""
    actor.require(Permission.MEASURE_VIEW)
    return Measure.objects.filter(_reached(actor))


def measure(measure_id: int, actor: Actor, permission: Permission) -> Measure:
    """Fetch a measure within the actor's reach, for a purpose the actor is permitted."""
    row = measures(actor).filter(pk=measure_id).first()
    if row is None:
        raise NoSuchMeasure
    actor.require(permission)
    return row


def _reached(actor: Actor) -> Q:
    """Return which parties' records the actor's capacity covers: all, an area's, one's own."""
    if actor.reach is Reach.PROVINCE:
        return Q()
    if actor.reach is Reach.AREA:
        return Q(organisation__division__code__startswith=actor.area)
    own = actor.organisation_id if actor.reach is Reach.ORGANISATION else 0
    return Q(organisation_id=own)


def notice(notice_id: int, actor: Actor, permission: Permission) -> Notice:
    """Fetch a notice within the actor's reach, for a purpose the actor is permitted."""
    row = notices(actor).filter(pk=notice_id).first()
    if row is None:
        raise NoSuchNotice
    actor.require(permission)
    return row


@files.readable_with
def _own_decision(uid: UUID, actor: Actor) -> bool:
    """Let a restricted party read the decision against it."""
    if not actor.may(Permission.RESTRICTION_VIEW):
        return False
    return within(actor).filter(decision__uid=uid).exists()

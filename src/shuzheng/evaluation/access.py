"""Who prepares, decides and undergoes an evaluation, and whose year anybody sees."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Final

from django.db.models import Q

from shuzheng.evaluation.models import Evaluation, MinistryResult, SelfCheck, Subject, ThirdParty
from shuzheng.evaluation.rules.evaluation import GRADES_KNOWN
from shuzheng.evaluation.rules.indicators import IN_CITIES, Kind
from shuzheng.evaluation.rules.self_check import State as Written
from shuzheng.evaluation.rules.third_party import State as Outside
from shuzheng.foundation import files
from shuzheng.identity.rules.kinds import OrganisationKind, Role
from shuzheng.kernel.actor import Reach
from shuzheng.kernel.refusals import Refusal

if TYPE_CHECKING:
    from uuid import UUID

    from django.db.models import QuerySet

    from shuzheng.kernel.actor import Actor


class Permission(StrEnum):
    """Permissions, as room:noun:verb."""

    EVALUATION_VIEW = "evaluation:evaluation:view"
    EVALUATION_PREPARE = "evaluation:evaluation:prepare"
    EVALUATION_DECIDE = "evaluation:evaluation:decide"
    SUBJECT_VIEW = "evaluation:subject:view"
    SUBJECT_ANSWER = "evaluation:subject:answer"
    OPINION_GIVE = "evaluation:opinion:give"
    OUTSIDE_FILE = "evaluation:outside:file"
    THIRD_PARTY_COMMISSION = "evaluation:third-party:commission"
    CHECK_VIEW = "evaluation:check:view"
    CHECK_WRITE = "evaluation:check:write"


_SEES: Final = frozenset({Permission.SUBJECT_VIEW})
_INSTITUTION: Final = frozenset(
    {*_SEES, Permission.SUBJECT_ANSWER, Permission.CHECK_VIEW, Permission.CHECK_WRITE}
)

GRANTS: Final = {
    Role.PROVINCIAL_ADMIN: {
        *_SEES,
        Permission.EVALUATION_VIEW,
        Permission.EVALUATION_DECIDE,
        Permission.THIRD_PARTY_COMMISSION,
        Permission.CHECK_VIEW,
    },
    Role.OFFICE_OFFICER: {
        *_SEES,
        Permission.EVALUATION_VIEW,
        Permission.EVALUATION_PREPARE,
        Permission.OUTSIDE_FILE,
        Permission.CHECK_VIEW,
    },
    Role.CITY_OFFICER: {*_SEES, Permission.OPINION_GIVE, Permission.CHECK_VIEW},
    Role.INSTITUTION_ADMIN: _INSTITUTION,
    Role.LIAISON: _INSTITUTION,
    Role.ORGANISATION_STAFF: {*_SEES, Permission.SUBJECT_ANSWER},
}
"""The office prepares, the department decides, a city gives its opinion, a party answers."""
UNDER_OTHERS: Final = (
    Role.CITY_OFFICER,
    Role.INSTITUTION_ADMIN,
    Role.LIAISON,
    Role.ORGANISATION_STAFF,
)
"""Who sees parties' years but runs no evaluation."""


class NoSuchEvaluation(Refusal):
    """Not there, and not to be seen yet, look the same from outside."""

    code = "no-such-evaluation"
    status = 404
    template = "There is no such evaluation."


class NoSuchSubject(Refusal):
    """Another party's year and none look the same from outside."""

    code = "no-such-evaluated-party"
    status = 404
    template = "There is no such evaluated party."


class NoSuchRunning(Refusal):
    """Another party and none look the same from outside."""

    code = "no-such-running-assessment"
    status = 404
    template = "There is no such running assessment."


class NoSuchThirdParty(Refusal):
    """One that is not reported yet and none look the same from outside."""

    code = "no-such-third-party-evaluation"
    status = 404
    template = "There is no such third-party evaluation."


class NoSuchSelfCheck(Refusal):
    """Another institution's self-check and none look the same from outside."""

    code = "no-such-self-check"
    status = 404
    template = "There is no such self-check."


def evaluations(actor: Actor) -> QuerySet[Evaluation]:
    """Return the evaluations, in whatever state."""
    actor.require(Permission.EVALUATION_VIEW)
    return Evaluation.objects.all()


def evaluation(pk: int, actor: Actor, permission: Permission) -> Evaluation:
    """Fetch an evaluation for a purpose that the actor is permitted."""
    row = evaluations(actor).filter(pk=pk).first()
    if row is None:
        raise NoSuchEvaluation
    actor.require(permission)
    return row


def open_evaluations() -> QuerySet[Evaluation]:
    """Return the evaluations whose result is published."""
    return Evaluation.objects.filter(state__in=sorted(GRADES_KNOWN))


def open_evaluation(uid: UUID) -> Evaluation:
    """Fetch an evaluation whose result anybody may see."""
    row = open_evaluations().filter(uid=uid).first()
    if row is None:
        raise NoSuchEvaluation
    return row


def subjects(actor: Actor) -> QuerySet[Subject]:
    """Return whose years the actor sees: all, those of one's area, or one's own."""
    actor.require(Permission.SUBJECT_VIEW)
    rows = Subject.objects.all()
    if actor.reach is Reach.PROVINCE:
        return rows
    if actor.reach is Reach.AREA:
        return rows.filter(
            party__division__code__startswith=actor.area, evaluation__kind__in=sorted(IN_CITIES)
        )
    if actor.reach is Reach.ORGANISATION:
        return rows.filter(party_id=actor.organisation_id)
    return rows.none()


def subject(pk: int, actor: Actor, permission: Permission) -> Subject:
    """Fetch one party's year for a purpose that the actor is permitted."""
    row = subjects(actor).select_related("evaluation").filter(pk=pk).first()
    if row is None:
        raise NoSuchSubject
    actor.require(permission)
    return row


def sees_running(kind: Kind, party_id: int, division: str, actor: Actor) -> bool:
    """Return whether a party's running assessment is the actor's to see.

    The province sees all, a city the sites of its area, a party its own. `division` is where the
    party is.
    """
    if not actor.may(Permission.SUBJECT_VIEW):
        return False
    if actor.reach is Reach.AREA:
        return kind in IN_CITIES and division.startswith(actor.area)
    own = actor.reach is Reach.ORGANISATION and actor.organisation_id == party_id
    return own or actor.reach is Reach.PROVINCE


def ministry_results(actor: Actor) -> QuerySet[MinistryResult]:
    """Return the ministry's results on parties within reach: all, one's area's, one's own."""
    actor.require(Permission.SUBJECT_VIEW)
    rows = MinistryResult.objects.all()
    if actor.reach is Reach.PROVINCE:
        return rows
    if actor.reach is Reach.AREA:
        return rows.filter(
            party__division__code__startswith=actor.area, party__kind=OrganisationKind.INSTITUTION
        )
    if actor.reach is Reach.ORGANISATION:
        return rows.filter(party_id=actor.organisation_id)
    return rows.none()


def third_parties(actor: Actor) -> QuerySet[ThirdParty]:
    """Return the third-party evaluations within reach; others than the province see reports."""
    actor.require(Permission.SUBJECT_VIEW)
    rows = ThirdParty.objects.all()
    if actor.reach is Reach.PROVINCE:
        return rows
    told = rows.filter(state=Outside.REPORTED)
    if actor.reach is Reach.AREA:
        return told.filter(
            party__division__code__startswith=actor.area, party__kind=OrganisationKind.INSTITUTION
        )
    if actor.reach is Reach.ORGANISATION:
        return told.filter(party_id=actor.organisation_id)
    return rows.none()


def hears_outside(party_id: int, actor: Actor) -> bool:
    """Return whether all that the ministry and third parties reported on a party is the actor's."""
    if not actor.may(Permission.SUBJECT_VIEW):
        return False
    return actor.reach is Reach.PROVINCE or actor.organisation_id == party_id


def third_party(pk: int, actor: Actor, permission: Permission) -> ThirdParty:
    """Fetch a third-party evaluation for a purpose that the actor is permitted."""
    row = third_parties(actor).filter(pk=pk).first()
    if row is None:
        raise NoSuchThirdParty
    actor.require(permission)
    return row


def self_checks(actor: Actor) -> QuerySet[SelfCheck]:
    """Return the self-checks within reach; what is being written only its institution sees."""
    actor.require(Permission.CHECK_VIEW)
    rows = SelfCheck.objects.all()
    if actor.reach is Reach.PROVINCE:
        return rows.filter(state=Written.SUBMITTED)
    if actor.reach is Reach.AREA:
        return rows.filter(
            state=Written.SUBMITTED, institution__division__code__startswith=actor.area
        )
    if actor.reach is Reach.ORGANISATION:
        return rows.filter(institution_id=actor.organisation_id)
    return rows.none()


def self_check(pk: int, actor: Actor, permission: Permission) -> SelfCheck:
    """Fetch a self-check for a purpose that the actor is permitted."""
    row = self_checks(actor).filter(pk=pk).first()
    if row is None:
        raise NoSuchSelfCheck
    actor.require(permission)
    return row


@files.readable_with
def _document(uid: UUID, actor: Actor) -> bool:
    """Let whoever sees a party's year or a self-check read what was handed in with it."""
    if actor.may(Permission.SUBJECT_VIEW):
        with_it = Q(statement_file__uid=uid) | Q(objection_file__uid=uid)
        told = Q(declaration_file__uid=uid) | Q(report__uid=uid)
        if subjects(actor).filter(with_it).exists() or third_parties(actor).filter(told).exists():
            return True
    return actor.may(Permission.CHECK_VIEW) and self_checks(actor).filter(file__uid=uid).exists()

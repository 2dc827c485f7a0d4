"""Who measures, pairs, guides and asks, and whose rows one sees: the one place that says so."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Final

from shuzheng.foundation import files
from shuzheng.identity.queries import organisations
from shuzheng.identity.rules.kinds import OrganisationKind, Role
from shuzheng.kernel.refusals import Refusal
from shuzheng.support.models import (
    Action,
    Check,
    Feedback,
    Guidance,
    Help,
    Measurement,
    Pairing,
    Preference,
    Question,
)
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
    GUIDANCE_VIEW = "support:guidance:view"
    GUIDANCE_GIVE = "support:guidance:give"
    GUIDANCE_REPORT = "support:guidance:report"
    HELP_VIEW = "support:help:view"
    HELP_GIVE = "support:help:give"
    QUESTION_VIEW = "support:question:view"
    QUESTION_ASK = "support:question:ask"
    QUESTION_ANSWER = "support:question:answer"
    PREFERENCE_VIEW = "support:preference:view"
    PREFERENCE_RECORD = "support:preference:record"
    FEEDBACK_VIEW = "support:feedback:view"
    FEEDBACK_GIVE = "support:feedback:give"
    FEEDBACK_ANSWER = "support:feedback:answer"
    FEEDBACK_OVERSEE = "support:feedback:oversee"


_SEES: Final = frozenset(
    {
        Permission.MEASUREMENT_VIEW,
        Permission.PAIRING_VIEW,
        Permission.GUIDANCE_VIEW,
        Permission.HELP_VIEW,
        Permission.QUESTION_VIEW,
        Permission.PREFERENCE_VIEW,
    }
)
_OWN: Final = frozenset(
    {
        *_SEES,
        Permission.PAIRING_ACT,
        Permission.GUIDANCE_REPORT,
        Permission.QUESTION_ASK,
        Permission.FEEDBACK_VIEW,
        Permission.FEEDBACK_GIVE,
    }
)

GRANTS: Final = {
    Role.PROVINCIAL_ADMIN: {
        *_SEES,
        Permission.PAIRING_DECIDE,
        Permission.GUIDANCE_GIVE,
        Permission.QUESTION_ANSWER,
        Permission.PREFERENCE_RECORD,
        Permission.FEEDBACK_VIEW,
    },
    Role.OFFICE_OFFICER: {
        *_SEES,
        Permission.MEASUREMENT_MAKE,
        Permission.PAIRING_PROPOSE,
        Permission.GUIDANCE_GIVE,
        Permission.HELP_GIVE,
        Permission.FEEDBACK_VIEW,
        Permission.FEEDBACK_OVERSEE,
    },
    Role.CITY_OFFICER: {*_SEES, Permission.PREFERENCE_RECORD},
    Role.INSTITUTION_ADMIN: {*_OWN, Permission.PAIRING_ANSWER},
    Role.LIAISON: _OWN,
    Role.ORGANISATION_STAFF: {Permission.FEEDBACK_VIEW, Permission.FEEDBACK_ANSWER},
}
"""The office proposes and checks, the department decides, an institution's head answers for it.

The department and the city bureaus give preferences; the office gives none and sees all.
Organisations have no part in help; they answer what is said of their standards.
"""


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


class NoSuchGuidance(Refusal):
    """Out of reach and nonexistent look the same from outside."""

    code = "no-such-guidance"
    status = 404
    template = "There is no such guidance here."


class NoSuchHelp(Refusal):
    """Out of reach and nonexistent look the same from outside."""

    code = "no-such-help"
    status = 404
    template = "There is no such help here."


class NoSuchQuestion(Refusal):
    """Out of reach and nonexistent look the same from outside."""

    code = "no-such-question"
    status = 404
    template = "There is no such question here."


class NoSuchPreference(Refusal):
    """Out of reach and nonexistent look the same from outside."""

    code = "no-such-preference"
    status = 404
    template = "There is no such preference here."


class NoSuchFeedback(Refusal):
    """Out of reach and nonexistent look the same from outside."""

    code = "no-such-feedback"
    status = 404
    template = "There is no such feedback here."


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


def guidances(actor: Actor) -> QuerySet[Guidance]:
    """Return the guidance within the actor's reach."""
    actor.require(Permission.GUIDANCE_VIEW)
    return Guidance.objects.within(actor)


def guidance(pk: int, actor: Actor, permission: Permission) -> Guidance:
    """Fetch a guidance within reach for a purpose that is permitted."""
    rows = guidances(actor).select_related("institution", "given_by")
    row = rows.filter(pk=pk).first()
    if row is None:
        raise NoSuchGuidance
    actor.require(permission)
    return row


def helps(actor: Actor) -> QuerySet[Help]:
    """Return the help for institutions within the actor's reach."""
    actor.require(Permission.HELP_VIEW)
    return Help.objects.within(actor)


def help_row(pk: int, actor: Actor, permission: Permission) -> Help:
    """Fetch the help for an institution within reach."""
    row = helps(actor).select_related("institution").filter(pk=pk).first()
    if row is None:
        raise NoSuchHelp
    actor.require(permission)
    return row


def questions(actor: Actor) -> QuerySet[Question]:
    """Return the questions within the actor's reach."""
    actor.require(Permission.QUESTION_VIEW)
    return Question.objects.within(actor)


def question(pk: int, actor: Actor, permission: Permission) -> Question:
    """Fetch a question within reach for a purpose that is permitted."""
    row = questions(actor).select_related("institution").filter(pk=pk).first()
    if row is None:
        raise NoSuchQuestion
    actor.require(permission)
    return row


def readable_question(pk: int, actor: Actor) -> tuple[Question, bool]:
    """Fetch a question to read, and whether it is within reach; answers for all are everybody's."""
    row = questions(actor).select_related("institution").filter(pk=pk).first()
    if row is not None:
        return row, True
    shared = Question.objects.select_related("institution").filter(pk=pk, is_shared=True).first()
    if shared is None:
        raise NoSuchQuestion
    return shared, False


def preferences(actor: Actor) -> QuerySet[Preference]:
    """Return the preferences of the institutions within the actor's reach."""
    actor.require(Permission.PREFERENCE_VIEW)
    return Preference.objects.within(actor)


def preference(pk: int, actor: Actor, permission: Permission) -> Preference:
    """Fetch a preference within reach for a purpose that is permitted."""
    rows = preferences(actor).select_related("institution", "given_by", "document")
    row = rows.filter(pk=pk).first()
    if row is None:
        raise NoSuchPreference
    actor.require(permission)
    return row


def feedback(actor: Actor) -> QuerySet[Feedback]:
    """Return the feedback on standards within the actor's reach."""
    actor.require(Permission.FEEDBACK_VIEW)
    return Feedback.objects.within(actor)


def feedback_row(pk: int, actor: Actor, permission: Permission) -> Feedback:
    """Fetch feedback within reach for a purpose that is permitted."""
    rows = feedback(actor).filter(pk=pk)
    row = rows.select_related(
        "institution", "requirement", "standard__certificate_type__organisation"
    ).first()
    if row is None:
        raise NoSuchFeedback
    actor.require(permission)
    return row


@files.readable_with
def _document(uid: UUID, actor: Actor) -> bool:
    """Let whoever sees a pairing read the documents of its actions."""
    if not actor.may(Permission.PAIRING_VIEW):
        return False
    return pairings(actor).filter(actions__document__uid=uid).exists()


@files.readable_with
def _paper(uid: UUID, actor: Actor) -> bool:
    """Let whoever sees a preference read its document."""
    if not actor.may(Permission.PREFERENCE_VIEW):
        return False
    return preferences(actor).filter(document__uid=uid).exists()

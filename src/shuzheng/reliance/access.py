"""What enterprises, holders and the office may do here, and which rows they reach."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Final

from shuzheng.credentials import access as credentials
from shuzheng.identity.rules.kinds import Role
from shuzheng.kernel.refusals import Refusal
from shuzheng.reliance.models import Check, Share, Survey, Token
from shuzheng.reliance.rules.survey import State
from shuzheng.reliance.rules.tokens import CHECKS, Scope

if TYPE_CHECKING:
    from uuid import UUID

    from django.db.models import QuerySet

    from shuzheng.kernel.actor import Actor


class Permission(StrEnum):
    """Permissions, as room:noun:verb."""

    CHECK_MAKE = "reliance:check:make"
    CHECK_VIEW = "reliance:check:view"
    SHARE_KEEP = "reliance:share:keep"
    SURVEY_KEEP = "reliance:survey:keep"
    TOKEN_KEEP = "reliance:token:keep"  # noqa: S105 - the name of a permission


GRANTS: Final = {
    Role.ENTERPRISE_USER: {
        Permission.CHECK_MAKE,
        Permission.CHECK_VIEW,
        Permission.TOKEN_KEEP,
    },
    Role.PROVINCIAL_ADMIN: {Permission.TOKEN_KEEP, Permission.SURVEY_KEEP},
    Role.OFFICE_OFFICER: {Permission.CHECK_VIEW, Permission.TOKEN_KEEP, Permission.SURVEY_KEEP},
    Role.ORGANISATION_ISSUER: {Permission.TOKEN_KEEP},
    Role.STUDENT: {Permission.SHARE_KEEP},
    Role.SOCIAL_LEARNER: {Permission.SHARE_KEEP},
    Role.GUARDIAN: {Permission.SHARE_KEEP},
}
"""Which role holds which permission here. The office sees how many were checked, never of whom."""


class NoSuchCheck(Refusal):
    """Out of reach and nonexistent look the same from outside."""

    code = "no-such-check"
    status = 404
    template = "There is no such list."


class NoSuchShare(Refusal):
    """Out of reach and nonexistent look the same from outside."""

    code = "no-such-share"
    status = 404
    template = "There is no such link of yours."


class NoSuchToken(Refusal):
    """Out of reach and nonexistent look the same from outside."""

    code = "no-such-token"
    status = 404
    template = "There is no such token."


class NoSuchSurvey(Refusal):
    """A draft and nothing look the same to those who do not keep surveys."""

    code = "no-such-survey"
    status = 404
    template = "There is no such survey."


class NotAnswered(Refusal):
    """The list is still being checked."""

    code = "check-not-answered"
    status = 409
    template = "The list is still being checked. Try again in a moment."


class AnswersGone(Refusal):
    """The answers were deleted in their time."""

    code = "check-answers-gone"
    status = 410
    template = "The answers have been deleted, as they are after some days. Check the list again."


def check(uid: UUID, actor: Actor, permission: Permission) -> Check:
    """Fetch a check of the actor's own enterprise (any, for the office), without its body."""
    row = (
        Check.objects.within(actor)
        .filter(uid=uid)
        .select_related("organisation")
        .defer("body")
        .first()
    )
    if row is None:
        raise NoSuchCheck
    actor.require(permission)
    return row


def share(uid: UUID, actor: Actor) -> Share:
    """Fetch a link of the actor's own, or of a ward's."""
    row = Share.objects.within(actor).filter(uid=uid).first()
    if row is None:
        raise NoSuchShare
    actor.require(Permission.SHARE_KEEP)
    return row


def token(uid: UUID, actor: Actor) -> Token:
    """Fetch a token of the actor's own party."""
    row = Token.objects.within(actor).filter(uid=uid).first()
    if row is None:
        raise NoSuchToken
    actor.require(Permission.TOKEN_KEEP)
    return row


def surveys(actor: Actor) -> QuerySet[Survey]:
    """Return the results that were ever published; every one, for those who keep them."""
    if actor.may(Permission.SURVEY_KEEP):
        return Survey.objects.all()
    return Survey.objects.filter(state__in=(State.PUBLISHED, State.REPLACED))


def survey(uid: UUID, actor: Actor, permission: Permission | None = None) -> Survey:
    """Fetch the result of a survey, for a purpose if there is one."""
    row = surveys(actor).filter(uid=uid).first()
    if row is None:
        raise NoSuchSurvey
    if permission is not None:
        actor.require(permission)
    return row


def scopes(actor: Actor) -> tuple[Scope, ...]:
    """Return for what the actor may make a token: for what they may do themselves."""
    checks = CHECKS if actor.may(Permission.CHECK_MAKE) else ()
    evidence = actor.may(credentials.Permission.CERTIFICATE_EVIDENCE)
    return (*checks, Scope.EVIDENCE) if evidence else checks

"""Make a token for a party's programs, withdraw one, find out for whom one asks.

A token asks as whoever made it, in the capacity in which it was made: when the membership ends, so
does the token. Its secret has 192 random bits and is shown once.
"""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from shuzheng.foundation import facts, rulebooks
from shuzheng.identity.queries import capacities
from shuzheng.kernel import periods
from shuzheng.reliance import access
from shuzheng.reliance.access import Permission
from shuzheng.reliance.models import Token
from shuzheng.reliance.rules import tokens as rules
from shuzheng.reliance.rules.tokens import Scope

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from shuzheng.kernel.actor import Actor

PREFIX = "szt_"
SECRET_BYTES = 24


@dataclass(frozen=True, slots=True)
class Bearer:
    """For whom a token asks, and how much; `token` names it where requests are counted."""

    actor: Actor
    scope: Scope
    token: str


@transaction.atomic
def make(name: str, scope: Scope, days: int, *, actor: Actor, now: datetime) -> str:
    """Make a token; returns its secret, to be shown once and then forgotten.

    Refuses a purpose for which its maker may do nothing.
    """
    actor.require(Permission.TOKEN_KEEP)
    rules.require(scope, access.scopes(actor))
    term = rules.check_term(days, scope, periods.day(now), rulebooks.current())
    secret = PREFIX + secrets.token_urlsafe(SECRET_BYTES)
    row = Token.objects.create(
        organisation_id=actor.organisation_id,
        user_id=actor.user_id,
        membership_id=actor.membership_id,
        name=name.strip(),
        scope=scope,
        secret_hash=_hash(secret),
        made_at=now,
        expires_at=now + term,
    )
    facts.record("reliance.token.made", row, actor=actor, now=now, scope=scope.value, days=days)
    return secret


@transaction.atomic
def withdraw(uid: UUID, *, actor: Actor, now: datetime) -> None:
    """Withdraw a token of the own party; it opens nothing from now on."""
    row = access.token(uid, actor)
    if Token.objects.filter(pk=row.pk, withdrawn_at=None).update(withdrawn_at=now):
        facts.record("reliance.token.withdrawn", row, actor=actor, now=now)


def bearer(secret: str, now: datetime) -> Bearer:
    """Return for whom a token asks; refuses one that is not in force."""
    row = Token.objects.filter(secret_hash=_hash(secret), withdrawn_at=None).first()
    if row is None or row.expires_at <= now:
        raise rules.BadToken
    actor = capacities.again(row.user_id, row.membership_id, now)
    if actor is None or actor.organisation_id != row.organisation_id:
        raise rules.BadToken
    return Bearer(actor, Scope(row.scope), str(row.uid))


def evidence_bearer(secret: str, now: datetime) -> Bearer:
    """Return for whom a token asks for evidence files; refuses one of another purpose."""
    found = bearer(secret, now)
    rules.require(found.scope, (Scope.EVIDENCE,))
    return found


def _hash(secret: str) -> str:
    """Return the hash of a token's secret, which is random enough to need no salt."""
    return hashlib.sha256(b"shuzheng/token/v1\0" + secret.encode()).hexdigest()

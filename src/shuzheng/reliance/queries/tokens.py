"""The tokens of a party, as those see them who keep them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from shuzheng.reliance.access import Permission
from shuzheng.reliance.models import Token
from shuzheng.reliance.rules.tokens import Scope

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from shuzheng.kernel.actor import Actor


@dataclass(frozen=True, slots=True)
class TokenLine:
    """One token without its secret, which nobody has any more."""

    uid: UUID
    name: str
    scope: Scope
    made_at: datetime
    expires_at: datetime
    is_withdrawn: bool
    is_over: bool


def listed(actor: Actor, now: datetime) -> list[TokenLine]:
    """Return the tokens of the actor's party, newest first."""
    actor.require(Permission.TOKEN_KEEP)
    return [
        TokenLine(
            uid=row.uid,
            name=row.name,
            scope=Scope(row.scope),
            made_at=row.made_at,
            expires_at=row.expires_at,
            is_withdrawn=row.withdrawn_at is not None,
            is_over=row.expires_at <= now,
        )
        for row in Token.objects.within(actor).order_by("-made_at", "-pk")
    ]

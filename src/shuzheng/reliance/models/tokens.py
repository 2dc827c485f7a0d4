"""The tokens by which the programs of a party ask. Only their hashes are kept."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Self

from django.db import models

from shuzheng.kernel.actor import Reach
from shuzheng.reliance.rules.tokens import Scope

if TYPE_CHECKING:
    from shuzheng.kernel.actor import Actor


class TokenQuerySet(models.QuerySet["Token"]):
    """Tokens, narrowed by who is asking."""

    def within(self, actor: Actor) -> Self:
        """Keep those of the actor's own party, also where it oversees the whole province."""
        if actor.reach not in (Reach.ORGANISATION, Reach.PROVINCE):
            return self.none()
        return self.filter(organisation_id=actor.organisation_id)


class Token(models.Model):
    """One token: whose, for what, until when. It acts in the capacity in which it was made."""

    uid = models.UUIDField(unique=True, default=uuid.uuid4)
    organisation = models.ForeignKey(
        "identity.Organisation", models.PROTECT, related_name="interface_tokens"
    )
    user_id = models.BigIntegerField()
    membership_id = models.BigIntegerField()
    name = models.CharField(max_length=60)
    scope = models.CharField(max_length=8, choices=[(s, s) for s in Scope])
    secret_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    objects = TokenQuerySet.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(scope__in=list(Scope)), name="reliance_token_scope"
            ),
        )

    def __str__(self) -> str:
        return f"token {self.uid}"

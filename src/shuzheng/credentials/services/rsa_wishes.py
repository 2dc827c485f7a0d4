"""An organisation asks to have certificates made as the older token of Open Badges, or ends it.

It is its own wish and one person's act: it adds a form and takes none away. Decision 0045.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from shuzheng.credentials import access
from shuzheng.credentials.access import Permission
from shuzheng.credentials.rules import keys as rules
from shuzheng.credentials.services import keys, rsa
from shuzheng.foundation import facts
from shuzheng.kernel.refusals import Refusal

if TYPE_CHECKING:
    from datetime import datetime

    from shuzheng.kernel.actor import Actor


class RsaAskedAlready(Refusal):
    """One RSA key at a time."""

    code = "rsa-asked-already"
    status = 409
    template = "Tokens of Open Badges (RS256) are made already."


class RsaNotAsked(Refusal):
    """There is nothing to end."""

    code = "rsa-not-asked"
    status = 409
    template = "No tokens of Open Badges (RS256) are made with this key."


@transaction.atomic
def ask(key_id: int, *, actor: Actor, now: datetime) -> str:
    """Let holders have their certificates as such tokens from now on; returns the thumbprint.

    Refuses a key that has ended or is reported stolen, one that has an RSA key, and where new keys
    have to lie in a token.
    """
    facts.lock_chain()
    key = access.own_key(key_id, actor, Permission.RSA_ASK)
    if key.valid_until is not None:
        raise rules.KeyEnded
    keys.require_unreported(key.organisation_id)
    if rsa.current(key) is not None:
        raise RsaAskedAlready
    made = rsa.make(key, now=now)
    facts.record("credentials.rsa.asked", key, actor=actor, now=now)
    return made.thumbprint


@transaction.atomic
def end(key_id: int, *, actor: Actor, now: datetime) -> None:
    """Make no more such tokens. Those that were made stay good."""
    facts.lock_chain()
    key = access.own_key(key_id, actor, Permission.RSA_ASK)
    if not rsa.end(key, rules.end(now, key.last_signed_at)):
        raise RsaNotAsked
    facts.record("credentials.rsa.ended", key, actor=actor, now=now)

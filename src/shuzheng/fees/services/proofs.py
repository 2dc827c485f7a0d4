"""Open the proof of a claim: for whoever decides it, an act with a fact; for one's own, no news.

Rule: R-128. Nothing else opens a proof: it is stored sealed and has no address of its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from shuzheng.fees import access
from shuzheng.fees.access import Permission
from shuzheng.foundation import facts, files
from shuzheng.kernel.actor import Reach
from shuzheng.kernel.rulebook import applies

if TYPE_CHECKING:
    from datetime import datetime

    from shuzheng.fees.models import HardshipClaim
    from shuzheng.foundation.files import Opened
    from shuzheng.kernel.actor import Actor


@applies("R-128")
@transaction.atomic
def open_proof(claim_id: int, *, actor: Actor, now: datetime) -> Opened:
    """Open the proof of a claim that the actor decides or hears; the fact keeps who and when."""
    permission = Permission.HARDSHIP_DECIDE
    if actor.reach is Reach.PROVINCE:
        permission = Permission.HARDSHIP_HEAR
    row = access.claim(claim_id, actor, permission)
    opened = _opened(row)
    facts.record("fees.claim.proof_opened", row, actor=actor, now=now)
    return opened


def own_proof(claim_id: int, actor: Actor) -> Opened:
    """Return the proof that one handed in for oneself or one's ward."""
    return _opened(access.claim(claim_id, actor, Permission.HARDSHIP_CLAIM))


def _opened(row: HardshipClaim) -> Opened:
    if row.proof_id is None:
        raise files.NoSuchFile
    return files.unsealed(row.proof_id)

"""Declare that an assessor must not mark a candidate.

Assessors declare for themselves; a site and an evaluation organisation for their own assessors.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from shuzheng.foundation import facts
from shuzheng.identity.queries import persons
from shuzheng.identity.rules import documents
from shuzheng.kernel.refusals import Refusal
from shuzheng.workforce import access
from shuzheng.workforce.models import Recusal

if TYPE_CHECKING:
    from datetime import datetime

    from shuzheng.identity.services.persons import PersonRow
    from shuzheng.kernel.actor import Actor
    from shuzheng.workforce.rules.qualifications import Ground


class NoSuchCandidate(Refusal):
    """Nobody is registered with this name and document: both must fit, whichever is wrong."""

    code = "no-such-candidate"
    template = "Nobody is registered with this name and document. Check both."


class OwnCandidate(Refusal):
    """Nobody marks oneself anyway."""

    code = "own-candidate"
    template = "The candidate and the assessor are the same person."


@transaction.atomic
def declare(
    assessor_id: int, candidate_id: int, ground: Ground, *, actor: Actor, now: datetime
) -> None:
    """Record a conflict of interest; declaring it twice changes nothing."""
    access.assessor(assessor_id, actor)
    row, is_new = Recusal.objects.get_or_create(
        assessor_id=assessor_id,
        candidate_id=candidate_id,
        defaults={"ground": ground, "declared_at": now},
    )
    if is_new:
        facts.record("workforce.recusal.declared", row, actor=actor, now=now)


@transaction.atomic
def declare_by_document(
    assessor_id: int, candidate: PersonRow, ground: Ground, *, actor: Actor, now: datetime
) -> None:
    """Record a conflict of interest with the person of this name and identity document."""
    access.assessor(assessor_id, actor)
    found = persons.find_by_document(candidate.document_kind, candidate.document_number)
    if not found or persons.brief([found])[found].name != documents.read_name(candidate.name):
        raise NoSuchCandidate
    if found == assessor_id:
        raise OwnCandidate
    declare(assessor_id, found, ground, actor=actor, now=now)

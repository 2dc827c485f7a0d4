"""Take out the evidence file of a certificate: its whole history with proofs, sealed.

Rules: R-110 (records are kept so that later change can be shown), R-115 (rights are reachable). The
holder, or a guardian, takes out the own without saying why; the organisation that issued it and the
office say why. The organisation's key seals the file, so that it cannot be altered afterwards;
what it says is proved by the log. Why it is like this is in decision 0028.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from hashlib import sha256
from typing import TYPE_CHECKING

from django.db import transaction

from shuzheng.credentials import access
from shuzheng.credentials.access import Permission
from shuzheng.credentials.adapters import keys as holder
from shuzheng.credentials.core import did, evidence_file, jsontext, proof
from shuzheng.credentials.core.evidence_file import archive, record
from shuzheng.credentials.queries import evidence_file as gathering
from shuzheng.credentials.queries import evidence_paper
from shuzheng.credentials.rules import status as rules
from shuzheng.credentials.services import keys
from shuzheng.foundation import facts
from shuzheng.identity.queries import organisations
from shuzheng.kernel.actor import Reach
from shuzheng.kernel.rulebook import applies

if TYPE_CHECKING:
    from datetime import datetime

    from shuzheng.credentials.models import Certificate
    from shuzheng.kernel.actor import Actor


@dataclass(frozen=True, slots=True)
class Made:
    """An evidence file to be saved."""

    name: str
    body: bytes


@applies("R-110")
@transaction.atomic
def export(number: str, reason: str, *, actor: Actor, now: datetime) -> Made:
    """Return the evidence file of a certificate; the fact keeps who took it out, and why, sealed.

    Refuses anybody but its holder, its organisation and the office, others than the holder without
    a reason, a key that is reported stolen, and entries that wait for the log's next checkpoint.
    """
    row = access.issued_by(number, actor, Permission.CERTIFICATE_EVIDENCE)
    words = {} if actor.reach is Reach.SELF else {"reason": rules.require_reason(reason)}
    key = keys.for_issuing(row.organisation_id, actor=actor, now=now)
    history = gathering.of(row, now)
    paper = evidence_paper.paper_of(row, history, _party(row, actor))
    members = gathering.members(history, paper)
    digests = {name: sha256(content).hexdigest() for name, content in members.items()}
    document = record.write(replace(history.record, files=digests))
    method = did.method_id(key.did, key.multikey)
    sealed = proof.create(document, created=now, method=method, sign=holder.signer(key))
    members[archive.RECORD] = jsontext.canonical(sealed)
    # Only now: whoever ends the key holds the lock when it wants the key's row.
    facts.lock_chain()
    keys.settle(key, now)
    facts.record("credentials.evidence.exported", row, actor=actor, now=now, personal=words)
    return Made(f"evidence-{row.number}.zip", evidence_file.pack(members, now))


def _party(row: Certificate, actor: Actor) -> str:
    """Return in words who takes it out, never by name of a person."""
    if actor.person_id == row.person_id:
        return gathering.HOLDER
    if actor.reach is Reach.SELF:
        return gathering.GUARDIAN
    known = organisations.brief([actor.organisation_id])
    return known[actor.organisation_id].name if known else gathering.PLATFORM

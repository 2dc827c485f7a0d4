"""Sign a person's whole record, when its holder (or the guardian of one) asks for it.

Authority: 1EdTech Comprehensive Learner Record 2.0; decision 0027. What the province signs is a
list: the certificates stand in it as their organisations signed them. A record is signed anew only
when something in it has changed; until then the one that was signed is handed out again.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from shuzheng.credentials import access
from shuzheng.credentials.access import Permission
from shuzheng.credentials.adapters import keys as holder
from shuzheng.credentials.core import achievement, did, jsontext, proof, records
from shuzheng.credentials.models import LearnerRecord
from shuzheng.credentials.queries import compiling
from shuzheng.credentials.services import keys
from shuzheng.foundation import facts
from shuzheng.identity.queries import organisations, persons
from shuzheng.kernel import periods
from shuzheng.kernel.refusals import Refusal

if TYPE_CHECKING:
    from datetime import datetime

    from shuzheng.credentials.core.jsontext import Object
    from shuzheng.credentials.models import IssuerKey
    from shuzheng.kernel.actor import Actor

MEDIA_TYPE = "application/vc"


class NothingInForce(Refusal):
    """A record of nothing is no record."""

    code = "record-empty"
    status = 409
    template = "None of the certificates is in force, so there is nothing to put into a record."


@dataclass(frozen=True, slots=True)
class Made:
    """A record as a file to be saved; `is_new` says that it was signed just now."""

    name: str
    body: bytes
    is_new: bool


@transaction.atomic
def make(person_id: int, *, actor: Actor, now: datetime) -> Made:
    """Return the whole record of oneself or of a ward, signed by the province.

    Refuses anybody else, a person without a certificate in force, and while the province has no
    key or its key is reported stolen.
    """
    facts.lock_chain()
    rows = access.held_by(person_id, actor, Permission.RECORD_MAKE)
    name = persons.brief([person_id])[person_id].name
    found = compiling.contents(rows.select_related("certificate_type", "key"), name, now)
    if not found.held:
        raise NothingInForce
    key = keys.for_publishing()
    publisher = organisations.name_on(key.organisation_id, periods.day(now))
    kept = LearnerRecord.objects.filter(person_id=person_id).first()
    if kept is not None and compiling.is_same(kept, found, name, key, publisher):
        return Made(f"{kept.uid}.json", kept.document.encode(), is_new=False)
    uid = uuid.uuid4()
    issuer = achievement.Issuer(key.did, publisher)
    held = [item.credential for item in found.held]
    unsigned = records.credential(
        records.Compilation(uid, issuer, name, now, found.is_partial, held)
    )
    document = _sign(unsigned, key, now)
    row, _ = LearnerRecord.objects.update_or_create(
        person_id=person_id,
        defaults={"uid": uid, "key": key, "issued_at": now, "document": document.decode()},
    )
    keys.settle(key, now)
    facts.record(
        "credentials.record.made",
        row,
        actor=actor,
        now=now,
        count=len(found.held),
        left=len(found.left),
    )
    return Made(f"{uid}.json", document, is_new=True)


def _sign(unsigned: Object, key: IssuerKey, now: datetime) -> bytes:
    method = did.method_id(key.did, key.multikey)
    signed = proof.create(unsigned, created=now, method=method, sign=holder.signer(key))
    return jsontext.canonical(signed)

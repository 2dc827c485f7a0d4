"""Sign what the QR code on a certificate's paper says.

At issue, in the same batch as the certificate; afterwards, by the clock, for certificates from
before there were such codes. What is said comes from what was signed then, and the key is that of
the certificate, so the code of an old paper is what it would have been. A stolen key signs nothing.
"""

from __future__ import annotations

from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING

from django.db import transaction

from shuzheng.credentials.adapters import keys as holder
from shuzheng.credentials.core import achievement, compact, did, jsontext, reading, statuslist
from shuzheng.credentials.models import Certificate
from shuzheng.foundation import facts
from shuzheng.kernel.actor import CLOCK

if TYPE_CHECKING:
    from datetime import datetime

    from shuzheng.credentials.models import IssuerKey

AT_ONCE = 1_000


def of(
    award: achievement.Award, grant: achievement.Grant, entry: int, key: IssuerKey
) -> compact.Statement:
    """Return what the code of a certificate says that is entry `entry` of the evidence log."""
    return compact.Statement(
        key=compact.key_hint(did.public_key(key.multikey)),
        number=grant.number,
        issued_at=award.valid_from,
        valid_until=award.valid_until,
        revocation=_place(grant.revocation),
        suspension=_place(grant.suspension),
        entry=entry,
        holder=grant.holder,
        certificate=award.title,
        module=award.module,
    )


@transaction.atomic
def sign_waiting(*, now: datetime, at_once: int = AT_ONCE) -> int:
    """Sign the codes of at most `at_once` certificates that have none; returns how many."""
    waiting = Certificate.objects.filter(code="", key__compromised_at=None).select_related("key")
    rows = sorted(waiting.order_by("pk")[:at_once], key=attrgetter("key_id"))
    for _, group in groupby(rows, key=attrgetter("key_id")):
        signed = list(group)
        key = signed[0].key
        sign = holder.signer(key)
        for row in signed:
            row.code = compact.sign(_of_stored(row), sign).hex()
        Certificate.objects.bulk_update(signed, ("code",), batch_size=200)
        facts.record("credentials.codes.signed", key, actor=CLOCK, now=now, count=len(signed))
    return len(rows)


def _of_stored(row: Certificate) -> compact.Statement:
    said = reading.read(jsontext.read(row.credential.encode()))
    places = {one.purpose: (one.url, one.index) for one in said.status}
    return compact.Statement(
        key=compact.key_hint(did.public_key(row.key.multikey)),
        number=said.number,
        issued_at=said.valid_from,
        valid_until=said.valid_until,
        revocation=_place(places[statuslist.REVOCATION]),
        suspension=_place(places[statuslist.SUSPENSION]),
        entry=row.log_index,
        holder=said.holder,
        certificate=said.title.removesuffix(achievement.titled("", said.level_name)),
        module=said.module,
    )


def _place(status: tuple[str, int]) -> compact.Place:
    return compact.Place(compact.list_hint(status[0]), status[1])

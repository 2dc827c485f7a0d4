"""Each evaluation organisation signs with a key of its own, under an identifier of its own.

In production the identifier is `did:web` under PUBLIC_URL, which can never change afterwards; in
the demonstration it is `did:key`, so that its certificates verify without any host.
"""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction

from shuzheng.credentials.adapters import keys as holder
from shuzheng.credentials.core import did
from shuzheng.credentials.models import IssuerKey
from shuzheng.foundation import facts, sealing
from shuzheng.identity.queries import organisations

if TYPE_CHECKING:
    from datetime import datetime

    from shuzheng.kernel.actor import Actor


@transaction.atomic
def ensure(organisation_id: int, *, actor: Actor, now: datetime) -> IssuerKey:
    """Return the organisation's current signing key, made if it has none. Part of issuing."""
    current = IssuerKey.objects.filter(organisation_id=organisation_id, valid_until=None).first()
    if current is not None:
        return current
    public, private = holder.make()
    row = IssuerKey(
        uid=uuid.uuid4(),
        organisation_id=organisation_id,
        did=_identifier(organisation_id, public),
        multikey=did.multikey(public),
        valid_from=now,
    )
    row.private_sealed = sealing.seal(private, row.place())
    row.save(force_insert=True)
    facts.record("credentials.key.made", row, actor=actor, now=now)
    return row


def _identifier(organisation_id: int, public: bytes) -> str:
    if not settings.IS_PRODUCTION:
        return did.key_identifier(public)
    code = organisations.brief([organisation_id])[organisation_id].code
    return did.web_identifier(urlsplit(settings.PUBLIC_URL).netloc, "organisations", code)

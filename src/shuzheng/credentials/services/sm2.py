"""The second key of an organisation, for SM2, in the time of its signing key. Parts of acts.

It is made when the organisation asks for SM2 signatures, and ends when it asks for no more or when
its signing key ends; then the next signing key gets one as well, because the wish goes on. Where
new keys have to lie in a token there can be none: the wish ends, so that it never stands in the way
of ending a stolen key.
"""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from shuzheng.credentials.adapters import keys as holder
from shuzheng.credentials.core import did
from shuzheng.credentials.core.batch import Beside
from shuzheng.credentials.models import Sm2Key
from shuzheng.foundation import facts

if TYPE_CHECKING:
    from datetime import datetime

    from shuzheng.credentials.models import IssuerKey
    from shuzheng.kernel.actor import Actor


def current(key: IssuerKey) -> Sm2Key | None:
    """Return the SM2 key that signs beside `key` now, or None."""
    return Sm2Key.objects.filter(key=key, valid_until=None).first()


def beside(key: IssuerKey) -> Beside | None:
    """Return what signs certificates beside `key`, where the organisation wishes that."""
    row = current(key)
    if row is None:
        return None
    return Beside(did.method_id(key.did, row.multikey), holder.sm2_signer(row))


def make(key: IssuerKey, *, now: datetime) -> Sm2Key:
    """Make the SM2 key beside a current signing key; refuses where keys have to lie in a token."""
    row = Sm2Key(uid=uuid.uuid4(), key=key, valid_from=now)
    row.multikey = did.sm2_multikey(holder.make_sm2(row))
    row.save(force_insert=True)
    return row


def end(key: IssuerKey, until: datetime) -> bool:
    """End the SM2 key beside `key` at `until`; returns whether there was one."""
    return bool(Sm2Key.objects.filter(key=key, valid_until=None).update(valid_until=until))


def go_on(ended: IssuerKey, following: IssuerKey, *, actor: Actor, now: datetime) -> None:
    """Give the next signing key an SM2 key, after the one of the key that ended."""
    if holder.takes_sealed():
        make(following, now=now)
        facts.record("credentials.sm2.continued", following, actor=actor, now=now)
    else:
        facts.record("credentials.sm2.ended", ended, actor=actor, now=now)

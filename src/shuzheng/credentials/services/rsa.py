"""The RSA key of an organisation, for the older token of Open Badges, beside its signing key.

It is made when the organisation asks for such tokens, and ends when it asks for no more or when its
signing key ends; then the next signing key gets one as well, because the wish goes on. Where new
keys have to lie in a token there can be none: the wish ends, so that it never stands in the way of
ending a stolen key.
"""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from shuzheng.credentials.adapters import keys as holder
from shuzheng.credentials.core import rsa
from shuzheng.credentials.models import RsaKey
from shuzheng.foundation import facts

if TYPE_CHECKING:
    from datetime import datetime

    from shuzheng.credentials.models import IssuerKey
    from shuzheng.kernel.actor import Actor


def current(key: IssuerKey) -> RsaKey | None:
    """Return the RSA key beside `key` that signs now, or None."""
    return RsaKey.objects.filter(key=key, valid_until=None).first()


def make(key: IssuerKey, *, now: datetime) -> RsaKey:
    """Make the RSA key beside a current signing key; refuses where keys have to lie in a token."""
    row = RsaKey(uid=uuid.uuid4(), key=key, valid_from=now)
    row.modulus = holder.make_rsa(row)
    row.thumbprint = rsa.thumbprint(row.modulus)
    row.save(force_insert=True)
    return row


def end(key: IssuerKey, until: datetime) -> bool:
    """End the RSA key beside `key` at `until`; returns whether there was one."""
    return bool(RsaKey.objects.filter(key=key, valid_until=None).update(valid_until=until))


def go_on(ended: IssuerKey, following: IssuerKey, *, actor: Actor, now: datetime) -> None:
    """Give the next signing key an RSA key, after the one of the key that ended."""
    if holder.takes_sealed():
        make(following, now=now)
        facts.record("credentials.rsa.continued", following, actor=actor, now=now)
    else:
        facts.record("credentials.rsa.ended", ended, actor=actor, now=now)

"""Put certificates of a holder into one file for somebody, signed by the province for the holder.

Rule: R-179. Part of the act by which a holder shows them. Holders have no keys here, so what the
signature says is that the platform was asked by somebody who was signed in as their holder; why it
is like this is in decision 0046. A certificate stands in it as it was issued, or, where less is
shown, as a fresh token of parts of which the other statements are taken out.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from shuzheng.credentials import access
from shuzheng.credentials.access import Permission
from shuzheng.credentials.adapters import keys as holder
from shuzheng.credentials.core import did, jsontext, presentations
from shuzheng.credentials.core.forms import sdjwt
from shuzheng.credentials.core.forms.table import Form
from shuzheng.credentials.services import forms, keys
from shuzheng.kernel.rulebook import applies

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime
    from uuid import UUID

    from shuzheng.credentials.core.jsontext import Object
    from shuzheng.kernel.actor import Actor


@dataclass(frozen=True, slots=True)
class Showing:
    """What is shown to whom, until when: certificates by `numbers`, all of each or `statements`."""

    id: UUID
    recipient: str
    purpose: str
    until: datetime
    numbers: Sequence[str]
    statements: Collection[str] = ()


@applies("R-179")
def sign(showing: Showing, *, actor: Actor, now: datetime) -> bytes:
    """Return the presentation as a file. Part of an act, which takes the lock of the chain first.

    Refuses anybody but the holder and a guardian, while the province has no key or its key is
    reported stolen, and, where less than all is shown, a certificate that is not in force.
    """
    key = keys.for_publishing()
    wish = presentations.Wish(
        showing.id,
        showing.recipient,
        showing.purpose,
        now,
        showing.until,
        [_shown(number, showing.statements, actor, now) for number in showing.numbers],
    )
    method = did.method_id(key.did, key.multikey)
    made = presentations.write(wish, method=method, sign=holder.signer(key))
    keys.settle(key, now)
    return jsontext.canonical(made)


def _shown(number: str, statements: Collection[str], actor: Actor, now: datetime) -> Object | bytes:
    row = access.own(number, actor, Permission.CERTIFICATE_OWN)
    if not statements:
        return jsontext.read(row.credential.encode())
    token = forms.make(number, Form.SD_JWT, actor=actor, now=now).body
    return sdjwt.shorten(token, statements)

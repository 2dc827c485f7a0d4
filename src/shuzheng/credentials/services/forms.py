"""Make a further form of a certificate, when its holder or its organisation asks for one.

The organisation signs anew, so it is an act: with the key that it signs with today, dated today,
and only while the certificate is in force. A retired key signs nothing more, and a date of the past
would be untrue. Nothing is kept: whoever asks again gets a fresh one. Why it is like this is in
decision 0019.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction

from shuzheng.credentials import access
from shuzheng.credentials.access import Permission
from shuzheng.credentials.adapters import keys as holder
from shuzheng.credentials.core import did, jsontext, reading
from shuzheng.credentials.core.forms.signer import Signer
from shuzheng.credentials.core.forms.table import KINDS, Form
from shuzheng.credentials.rules import status as rules
from shuzheng.credentials.rules.status import State
from shuzheng.credentials.services import keys
from shuzheng.foundation import facts
from shuzheng.kernel.refusals import Refusal

if TYPE_CHECKING:
    from datetime import datetime

    from shuzheng.kernel.actor import Actor


class IssuerChanged(Refusal):
    """The organisation signs under another identifier than the one that the certificate names."""

    code = "form-issuer-changed"
    status = 409
    template = (
        "The organisation's identifier has changed since the certificate was issued, so its key of"
        " today cannot sign this certificate."
    )


@dataclass(frozen=True, slots=True)
class Made:
    """A form as a file to be saved."""

    name: str
    body: bytes
    media_type: str


@transaction.atomic
def make(number: str, form: Form, *, actor: Actor, now: datetime) -> Made:
    """Return a certificate in force in another form, signed with its organisation's current key.

    Refuses anybody but its holder and its organisation, a certificate that is under enquiry,
    revoked or replaced, and a key that is reported stolen.
    """
    facts.lock_chain()
    row = access.issued_by(number, actor, Permission.CERTIFICATE_FORM)
    rules.require_in_force(State(row.state))
    key = keys.for_issuing(row.organisation_id, actor=actor, now=now)
    credential = jsontext.read(row.credential.encode())
    if reading.issuer_of(credential) != key.did:
        raise IssuerChanged
    method = did.method_id(key.did, key.multikey)
    sign = holder.signer(key)
    kind = KINDS[form]
    body = kind.write(credential, Signer(method, now, sign, settings.PUBLIC_URL))
    keys.settle(key, now)
    facts.record("credentials.form.made", row, actor=actor, now=now, form=form.value)
    return Made(f"{row.number}{kind.ending}", body, kind.media_type)

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
from shuzheng.credentials.core.forms.table import KINDS, Form, Kind
from shuzheng.credentials.rules import status as rules
from shuzheng.credentials.rules.status import State
from shuzheng.credentials.services import keys, rsa
from shuzheng.foundation import facts
from shuzheng.kernel.refusals import Refusal

if TYPE_CHECKING:
    from datetime import datetime

    from shuzheng.credentials.models import IssuerKey
    from shuzheng.kernel.actor import Actor


class IssuerChanged(Refusal):
    """The organisation signs under another identifier than the one that the certificate names."""

    code = "form-issuer-changed"
    status = 409
    template = (
        "The organisation's identifier has changed since the certificate was issued, so its key of"
        " today cannot sign this certificate."
    )


class NoRsaKey(Refusal):
    """The organisation has not asked for tokens of Open Badges."""

    code = "form-rsa-missing"
    status = 409
    template = (
        "The organisation makes no tokens of Open Badges (RS256). It can ask for them on the page"
        " of its signing key."
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
    revoked or replaced, a key that is reported stolen, and a form that the organisation has no key
    for.
    """
    facts.lock_chain()
    row = access.issued_by(number, actor, Permission.CERTIFICATE_FORM)
    rules.require_in_force(State(row.state))
    key = keys.for_issuing(row.organisation_id, actor=actor, now=now)
    credential = jsontext.read(row.credential.encode())
    if reading.issuer_of(credential) != key.did:
        raise IssuerChanged
    kind = KINDS[form]
    body = kind.write(credential, _signer(key, kind, now))
    keys.settle(key, now)
    facts.record("credentials.form.made", row, actor=actor, now=now, form=form.value)
    return Made(f"{row.number}{kind.ending}", body, kind.media_type)


def _signer(key: IssuerKey, kind: Kind, now: datetime) -> Signer:
    """Return what signs a kind of form: the organisation's key, or the RSA key beside it."""
    if not kind.is_rsa:
        method = did.method_id(key.did, key.multikey)
        return Signer(method, now, holder.signer(key), settings.PUBLIC_URL)
    row = rsa.current(key)
    if row is None:
        raise NoRsaKey
    method = did.method_id(key.did, row.thumbprint)
    return Signer(method, now, holder.rsa_signer(row), settings.PUBLIC_URL, row.modulus)

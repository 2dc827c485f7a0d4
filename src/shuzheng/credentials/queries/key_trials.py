"""Whether every organisation could sign now: a trial signature with each current key."""

from __future__ import annotations

from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from shuzheng.credentials.adapters import keys as holder
from shuzheng.credentials.core import did, rsa
from shuzheng.credentials.core.sm2 import signing as sm2
from shuzheng.credentials.models import IssuerKey, RsaKey, Sm2Key
from shuzheng.foundation import sealing
from shuzheng.identity.queries import organisations
from shuzheng.kernel.refusals import Refusal

TRIAL = b"shuzheng: a trial signature, worth nothing"
OTHER = "it signs with another key"


@dataclass(frozen=True, slots=True)
class Trial:
    """One current key. `token` is "" for one that lies sealed; no `fault` means that it signs."""

    organisation: str
    multikey: str
    token: str
    fault: str


def trials() -> list[Trial]:
    """Return a trial of each current key, by organisation; nothing is written or logged.

    Keys for SM2 and RSA follow the one that they sign beside.
    """
    rows = list(IssuerKey.objects.filter(valid_until=None).order_by("organisation_id"))
    beside = {one.key_id: one for one in Sm2Key.objects.filter(valid_until=None)}
    third = {one.key_id: one for one in RsaKey.objects.filter(valid_until=None)}
    names = organisations.brief(row.organisation_id for row in rows)
    found = []
    for row in rows:
        name, second = names[row.organisation_id].name, beside.get(row.pk)
        found.append(Trial(name, row.multikey, row.token, _fault(row)))
        if second is not None:
            found.append(Trial(name, second.multikey, "", _sm2_fault(second)))
        if row.pk in third:
            last = third[row.pk]
            found.append(Trial(name, f"RSA {last.thumbprint}", "", _rsa_fault(last)))
    return found


def _fault(row: IssuerKey) -> str:
    try:
        signature = holder.signer(row)(TRIAL)
        public = Ed25519PublicKey.from_public_bytes(did.public_key(row.multikey))
        public.verify(signature, TRIAL)
    except (Refusal, sealing.CannotOpen) as fault:
        return str(fault)
    except InvalidSignature:
        return OTHER
    return ""


def _sm2_fault(row: Sm2Key) -> str:
    try:
        signature = holder.sm2_signer(row)(TRIAL)
        fits = sm2.is_signed(did.sm2_key(row.multikey), signature, TRIAL)
    except (Refusal, sealing.CannotOpen) as fault:
        return str(fault)
    return "" if fits else OTHER


def _rsa_fault(row: RsaKey) -> str:
    try:
        fits = rsa.is_signed(row.modulus, holder.rsa_signer(row)(TRIAL), TRIAL)
    except (Refusal, sealing.CannotOpen) as fault:
        return str(fault)
    return "" if fits else OTHER

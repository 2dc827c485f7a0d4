"""Whether every organisation could sign now: a trial signature with each current key."""

from __future__ import annotations

from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from shuzheng.credentials.adapters import keys as holder
from shuzheng.credentials.core import did
from shuzheng.credentials.models import IssuerKey
from shuzheng.foundation import sealing
from shuzheng.identity.queries import organisations
from shuzheng.kernel.refusals import Refusal

TRIAL = b"shuzheng: a trial signature, worth nothing"


@dataclass(frozen=True, slots=True)
class Trial:
    """One current key. `token` is "" for one that lies sealed; no `fault` means that it signs."""

    organisation: str
    multikey: str
    token: str
    fault: str


def trials() -> list[Trial]:
    """Return a trial of each current key, by organisation; nothing is written or logged."""
    rows = list(IssuerKey.objects.filter(valid_until=None).order_by("organisation_id"))
    names = organisations.brief(row.organisation_id for row in rows)
    return [
        Trial(names[row.organisation_id].name, row.multikey, row.token, _fault(row)) for row in rows
    ]


def _fault(row: IssuerKey) -> str:
    try:
        signature = holder.signer(row)(TRIAL)
        public = Ed25519PublicKey.from_public_bytes(did.public_key(row.multikey))
        public.verify(signature, TRIAL)
    except (Refusal, sealing.CannotOpen) as fault:
        return str(fault)
    except InvalidSignature:
        return "it signs with another key"
    return ""

"""Who makes a form, and when."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from shuzheng.credentials.core.proof import Sign


@dataclass(frozen=True, slots=True)
class Signer:
    """A key of the issuer: `method` is its verification method, `sign` signs bytes with it.

    `at` is the instant (aware) at which it signs; `home` the address of the platform, under which
    it describes its types. The key is Ed25519, or, where there is a `modulus`, RSA (`core.rsa`).
    """

    method: str
    at: datetime
    sign: Sign
    home: str
    modulus: str = ""

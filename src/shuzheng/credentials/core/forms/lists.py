"""A status list under two proofs, one for each kind of reader.

Authority: VC Data Integrity 1.0, section "Proof Sets". The issued certificate and the form for
wallets name the same lists, and whoever reads only `eddsa-rdfc-2022` could not believe a list that
has the other proof alone. Our own verifier reads the proof `eddsa-jcs-2022` and passes over others.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from shuzheng.credentials.core import jsontext, proof
from shuzheng.credentials.core.integrity import signing, suites

if TYPE_CHECKING:
    from collections.abc import Mapping

    from shuzheng.credentials.core.forms.signer import Signer


def sign(document: Mapping[str, object], signer: Signer) -> bytes:
    """Return an unsigned status list credential with both proofs, as canonical JSON."""
    first = proof.create(document, created=signer.at, method=signer.method, sign=signer.sign)
    both = signing.add(
        first, suite=suites.RDFC, created=signer.at, method=signer.method, sign=signer.sign
    )
    return jsontext.canonical(both)

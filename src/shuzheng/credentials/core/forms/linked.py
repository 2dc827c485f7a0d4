"""A certificate with a proof `eddsa-rdfc-2022`, the form that Open Badges certification accepts.

Authority: W3C VC Data Integrity EdDSA Cryptosuites 1.0, Open Badges 3.0 section "Proofs". The
credential is the one that was issued, its proof replaced: readers of Open Badges take one proof
more readily than a set.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from shuzheng.credentials.core import jsontext
from shuzheng.credentials.core.integrity import signing, suites

if TYPE_CHECKING:
    from collections.abc import Mapping

    from shuzheng.credentials.core.forms.signer import Signer


def write(credential: Mapping[str, object], signer: Signer) -> bytes:
    """Return the issued `credential` under a proof over its RDF, as canonical JSON."""
    bare = {member: value for member, value in credential.items() if member != "proof"}
    made = signing.add(
        bare, suite=suites.RDFC, created=signer.at, method=signer.method, sign=signer.sign
    )
    return jsontext.canonical(made)

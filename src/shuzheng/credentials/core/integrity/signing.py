"""A proof added to a document: the first one, one beside others (a set), or after others (a chain).

Authority: VC Data Integrity 1.0, sections "Add Proof" and "Add Proof Set/Chain". What a newcomer
gets wrong: a proof beside others covers none of them; a proof in a chain covers the ones it names,
value included, as they stand in the document.
"""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any

from shuzheng.credentials.core import instants, multibase, proof
from shuzheng.credentials.core.integrity import chains

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from shuzheng.credentials.core.integrity.suites import Suite
    from shuzheng.credentials.core.jsontext import Object


def add(
    document: Mapping[str, Any],
    *,
    suite: Suite,
    created: datetime,
    method: str,
    sign: proof.Sign,
    purpose: str = proof.PURPOSE,
    more: Mapping[str, Any] | None = None,
) -> Object:
    """Return `document` with one more proof, made by the key of `method`.

    `sign` takes the 64 bytes to be signed. `more` holds further members of the proof: `id`,
    `expires`, `domain`, `challenge`, `previousProof`. Refuses what the suite cannot put into
    canonical form, and a `previousProof` that the document does not carry.
    """
    existing = chains.listed(document)
    options: Object = {
        "type": proof.TYPE,
        **(more or {}),
        "cryptosuite": suite.name,
        "created": instants.write(created),
        "verificationMethod": method,
        "proofPurpose": purpose,
    }
    if suite.proof_has_context and "@context" in document:
        # A copy: whoever changes the document later must not change the proof with it.
        options["@context"] = copy.deepcopy(document["@context"])
    digest = suite.digest(chains.before(document, options, existing), options)
    made = {**options, "proofValue": multibase.base58(sign(digest))}
    return {**document, "proof": [*existing, made] if existing else made}

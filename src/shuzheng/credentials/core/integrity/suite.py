"""What a cryptosuite is, and those whose canonical form is JSON: they need no RDF.

Authority: VC Data Integrity EdDSA Cryptosuites 1.0, section "eddsa-jcs-2022"; `docs/sm2-suite.md`
for `sm2-sm3-jcs-2026`, which is ours and private. A suite hashes the proof configuration first,
then the document, and signs the 64 bytes. What a newcomer gets wrong: the private suite has SM3 in
both of these places, and SM2 hashes what it signs once more.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from shuzheng.credentials.core import did, jsontext, proof
from shuzheng.credentials.core.sm2 import digest, signing

Document = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Algorithm:
    """How a suite hashes and signs.

    `hashed` gives 32 bytes; `public` the bytes of a Multikey, or refuses it; `require` refuses
    unless a key (bytes) made a signature (64 bytes) over what was signed.
    """

    hashed: Callable[[bytes], bytes]
    public: Callable[[str], bytes]
    require: Callable[[bytes, bytes, bytes], None]


@dataclass(frozen=True, slots=True)
class Suite:
    """A cryptosuite: `name` as proofs carry it, `canonical` its form of a document, in bytes.

    `proof_has_context`: its proofs carry the contexts that they cover; where not, a proof covers
    those of the document.
    """

    name: str
    canonical: Callable[[Document], bytes]
    proof_has_context: bool
    algorithm: Algorithm

    def digest(self, document: Document, options: Document) -> bytes:
        """Return the 64 bytes that a signature covers.

        `document` has the contexts that are signed, and of the proofs only those before this one in
        a chain; `options` is the proof without its value.
        """
        return self.hashed(self._configuration(document, options)) + self.hashed(document)

    def hashed(self, document: Document) -> bytes:
        """Return the digest of one of the two halves, 32 bytes."""
        return self.algorithm.hashed(self.canonical(document))

    def _configuration(self, document: Document, options: Document) -> Document:
        if self.proof_has_context or "@context" not in document:
            return options
        return {**options, "@context": document["@context"]}

    def covered(self, document: Document, options: Document) -> Document:
        """Return `document` with the contexts that the proof of `options` covers."""
        if not self.proof_has_context or "@context" not in options:
            return document
        signed = proof.covered(document.get("@context"), options["@context"])
        return {**document, "@context": signed}


def _sha256(data: bytes) -> bytes:
    return sha256(data).digest()


def _require_sm2(public: bytes, signature: bytes, message: bytes) -> None:
    """Refuse unless the SM2 key `public` (33 bytes) made `signature` over `message`."""
    try:
        fits = signing.is_signed(public, signature, message)
    except signing.BadKey:
        # Off the curve: nobody can have signed with it.
        fits = False
    if not fits:
        raise proof.SignatureRefused


ED25519 = Algorithm(_sha256, did.public_key, proof.require_signature)
JCS = Suite(proof.CRYPTOSUITE, jsontext.canonical, proof_has_context=True, algorithm=ED25519)
SM2 = Suite(
    "sm2-sm3-jcs-2026",
    jsontext.canonical,
    proof_has_context=True,
    algorithm=Algorithm(digest.sm3, did.sm2_key, _require_sm2),
)

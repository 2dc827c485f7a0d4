"""Data Integrity proofs of the cryptosuite `eddsa-jcs-2022`, made and judged.

Authority: W3C VC Data Integrity 1.0 and VC Data Integrity EdDSA Cryptosuites 1.0, section
"eddsa-jcs-2022". The signed bytes are SHA-256 of the canonical proof configuration, then SHA-256 of
the canonical document. What a newcomer gets wrong: the configuration is hashed *as sent*, with its
`@context` and any member we do not know; and contexts that the document has beyond those of the
proof are not covered by the signature, so what is verified is the returned document, not the given.
"""

from __future__ import annotations

import copy
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from shuzheng.credentials.core import instants, jsontext, multibase
from shuzheng.kernel.refusals import Refusal

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping
    from datetime import datetime

    from shuzheng.credentials.core.jsontext import Object

    Sign = Callable[[bytes], bytes]

TYPE = "DataIntegrityProof"
CRYPTOSUITE = "eddsa-jcs-2022"
PURPOSE = "assertionMethod"
SIGNATURE_SIZE = 64
SHOWN = 60


class ProofRefused(Refusal):
    """A proof is missing, malformed, of another kind, or does not fit."""

    code = "proof"
    template = "The proof cannot be used."


class NoProof(ProofRefused):
    """The document is not signed."""

    code = "proof-missing"
    template = "The document carries no proof."


class SeveralProofs(ProofRefused):
    """A proof set: nothing says which of them to believe."""

    code = "proof-several"
    template = "The document carries a list of proofs; exactly one proof is expected."


class WrongMember(ProofRefused):
    """A member of the proof is missing or has another value than this cryptosuite needs."""

    code = "proof-member"
    template = "In the proof, “{member}” is not as {suite} needs it."


class ChainedProof(ProofRefused):
    """The proof depends on another one that is not there."""

    code = "proof-chained"
    template = "The proof depends on another proof, which the document does not carry."


class ContextNotCovered(ProofRefused):
    """The contexts of the proof are not the first ones of the document."""

    code = "proof-context"
    template = "The document does not begin with the contexts that were signed."


class SignatureRefused(ProofRefused):
    """The signature does not fit: document, proof or key is another one."""

    code = "proof-signature"
    template = "The signature does not fit the document."


@dataclass(frozen=True, slots=True)
class Proof:
    """A proof that is well formed; nothing is said about its truth.

    `suite` is its cryptosuite; `created` and `expires` are instants (aware) where the proof has
    them; `options` is the proof without its value, exactly as sent.
    """

    suite: str
    method: str
    signature: bytes
    created: datetime | None
    expires: datetime | None
    options: Mapping[str, object]


def configuration(document: Mapping[str, object], *, created: datetime, method: str) -> Object:
    """Return the proof of `document` without its value, as it is hashed and as it is sent."""
    options: Object = {
        "type": TYPE,
        "cryptosuite": CRYPTOSUITE,
        "created": instants.write(created),
        "verificationMethod": method,
        "proofPurpose": PURPOSE,
    }
    if "@context" in document:
        # A copy: whoever changes the document later must not change the proof with it.
        options["@context"] = copy.deepcopy(document["@context"])
    return options


def create(document: Mapping[str, object], *, created: datetime, method: str, sign: Sign) -> Object:
    """Return `document` (without a proof) with a proof by the key of `method`.

    `sign` takes the 64 bytes to be signed and returns the Ed25519 signature over them; so the
    private key may lie wherever it likes.
    """
    if "proof" in document:
        raise ValueError("the document is signed already")
    options = configuration(document, created=created, method=method)
    digest = sha256(jsontext.canonical(options)).digest()
    digest += sha256(jsontext.canonical(document)).digest()
    return {**document, "proof": {**options, "proofValue": multibase.base58(sign(digest))}}


def read(
    document: Mapping[str, object],
    *,
    purpose: str = PURPOSE,
    suites: Collection[str] = (CRYPTOSUITE,),
) -> Proof:
    """Return the one proof of a signed `document`; refuse one of another cryptosuite."""
    proof = document.get("proof")
    if proof is None:
        raise NoProof
    if isinstance(proof, list):
        raise SeveralProofs
    if not isinstance(proof, dict):
        raise NoProof
    if "previousProof" in proof:
        raise ChainedProof
    named = proof.get("cryptosuite")
    suite = next((suite for suite in suites if suite == named), CRYPTOSUITE)
    return parse(proof, suite=suite, purpose=purpose)


def alone(document: Mapping[str, object]) -> Mapping[str, object]:
    """Return `document` with its proof of this cryptosuite as the only one; others are for others.

    Refuses a proof set in which there is none of this cryptosuite, or more than one.
    """
    given = document.get("proof")
    if not isinstance(given, list):
        return document
    ours = [one for one in given if isinstance(one, dict) and one.get("cryptosuite") == CRYPTOSUITE]
    if len(ours) != 1:
        raise SeveralProofs
    return {**document, "proof": ours[0]}


def parse(proof: Mapping[str, object], *, suite: str, purpose: str) -> Proof:
    """Return one proof object, read; refuse one of another kind than `suite` and `purpose`."""
    fixed = {"type": TYPE, "cryptosuite": suite, "proofPurpose": purpose}
    for member, value in fixed.items():
        if proof.get(member) != value:
            raise WrongMember(member=member, suite=suite)
    method = proof.get("verificationMethod")
    if not isinstance(method, str) or not method:
        raise WrongMember(member="verificationMethod", suite=suite)
    return Proof(
        suite=suite,
        method=method,
        signature=_signature(proof.get("proofValue"), suite),
        created=_instant(proof, "created", suite),
        expires=_instant(proof, "expires", suite),
        options={member: value for member, value in proof.items() if member != "proofValue"},
    )


def verify(
    document: Mapping[str, object],
    public: bytes,
    *,
    purpose: str = PURPOSE,
    given: Proof | None = None,
) -> Object:
    """Return what the key `public` (32 bytes) signed of `document`; refuse if it did not sign it.

    The returned document has no proof, and only the contexts that the signature covers. Whether the
    key may be trusted, and was valid at `created`, is the caller's question. `given` is the one
    proof of the document, where it was read before.
    """
    proof = given or read(document, purpose=purpose)
    unsigned = jsontext.without(document, "proof")
    if "@context" in proof.options:
        given_contexts = document.get("@context")
        signed = covered(given_contexts, proof.options["@context"])
        # Where nothing is left off the document stays as it was read, known to be plain.
        if signed != given_contexts:
            unsigned = {**unsigned, "@context": signed}
    digest = sha256(jsontext.canonical(proof.options)).digest()
    digest += sha256(jsontext.canonical(unsigned)).digest()
    require_signature(public, proof.signature, digest)
    return unsigned


def require_signature(public: bytes, signature: bytes, digest: bytes) -> None:
    """Refuse unless the Ed25519 key `public` (32 bytes) made `signature` (64) over `digest`."""
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, digest)
    except InvalidSignature:
        raise SignatureRefused from None


def verify_whole(document: Mapping[str, object], public: bytes, given: Proof | None = None) -> None:
    """Refuse unless the key `public` signed all of `document`, every context included."""
    if verify(document, public, given=given).get("@context") != document.get("@context"):
        raise ContextNotCovered


def covered(given: object, signed: object) -> object:
    """Return the signed contexts; refuse unless the given ones begin with all of them, in order."""
    have = given if isinstance(given, list) else [given]
    need = signed if isinstance(signed, list) else [signed]
    if have[: len(need)] != need:
        raise ContextNotCovered
    return signed


def _signature(text: object, suite: str) -> bytes:
    try:
        if isinstance(text, str):
            return multibase.from_base58(text, size=SIGNATURE_SIZE)
    except multibase.BadMultibase:
        pass
    raise WrongMember(member="proofValue", suite=suite)


def _instant(proof: Mapping[str, object], member: str, suite: str) -> datetime | None:
    if member not in proof:
        return None
    try:
        return instants.read(proof[member])
    except instants.BadInstant:
        raise WrongMember(member=member, suite=suite) from None

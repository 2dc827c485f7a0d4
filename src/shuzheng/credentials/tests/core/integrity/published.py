"""The published examples of `eddsa-rdfc-2022`, proof sets and chains among them, and their keys.

Source: W3C VC Data Integrity EdDSA Cryptosuites 1.0, "Test Vectors". The unsigned document is that
of `test_proof`.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from shuzheng.credentials.core import did, instants, multibase
from shuzheng.credentials.core.integrity import checking
from shuzheng.credentials.tests.core import test_proof
from shuzheng.credentials.tests.core.test_proof import METHOD

SECRETS = (
    "z3u2W4YnTstS1nSSBAgZcYSJF43JuZ9uLV6bF38B1Bf8NugW",
    "z3u2cfp4Q17kMGhNCh348a3yw3cUBiWK6RXRzyJE54sixMFn",
    "z3u2Zr3tcDLBDQKGxVa9SRDFNLqNqPWsa8p9rWPvCEH6bADB",
    "z3u2ZTWiFwM17veUR7sXniY66Gf14SqMdpMLy7SW9x4EDdmw",
)
KEYS = tuple(
    # A secret Multikey begins with the code 0x1300.
    Ed25519PrivateKey.from_private_bytes(multibase.from_base58(secret)[2:])
    for secret in SECRETS
)
FIRST, SECOND, THIRD = (
    "urn:uuid:26329423-bec9-4b2e-88cb-a7c7d9dc4544",
    "urn:uuid:8cc9022b-6b14-4cf3-8571-74972c5feb54",
    "urn:uuid:d94f792a-c546-4d06-b38a-da070ab56c23",
)
NOW = datetime(2026, 11, 24, 2, 32, 8, tzinfo=UTC)
EXPECTED = checking.Expectation("assertionMethod", NOW)


def method(key: Ed25519PrivateKey) -> str:
    """Return the verification method of a key under its did:key."""
    identifier = did.key_identifier(key.public_key().public_bytes_raw())
    return did.method_id(identifier, did.key_of(identifier))


def signed_by(key: Ed25519PrivateKey, created: str) -> dict[str, Any]:
    """Return what `signing.add` asks about a signer."""
    return {"created": instants.read(created), "method": method(key), "sign": key.sign}


UNSIGNED: dict[str, Any] = {**test_proof.UNSIGNED}
SIGNED_JCS: dict[str, Any] = {**test_proof.SIGNED}
SIGNED: dict[str, Any] = {
    **UNSIGNED,
    "proof": {
        "type": "DataIntegrityProof",
        "cryptosuite": "eddsa-rdfc-2022",
        "created": "2023-02-24T23:36:38Z",
        "verificationMethod": METHOD,
        "proofPurpose": "assertionMethod",
        "proofValue": (
            "z2YwC8z3ap7yx1nZYCg4L3j3ApHsF8kgPdSb5xoS1VR7vPG3F561B52hYnQF9iseabecm3ijx4K1FBTQs"
            "CZahKZme"
        ),
    },
}
VALUES = (
    "z66vWyqwAghu52WbpRkCwFRTu6Msn92ArtjpJ3gGMSVoU5RADwBfszoDt1QWY8owqLPz4nTj7hAwV7xFti1p93zdr",
    "z2scr94SNNrGpP2bE7ajvKWeUHm7HJ2edDkxpARvFAQ8V3USzwEzibqrXKaLHBrWostswsfvg82twQR88BgtnsrXY",
    "zWaPeEvBAkhQpNQj8pknuvg5STcKnt3cvM9t4kAYeJETFjvVMSXEEjadC4uxC9fKCn6JHbjt6fj2fhoaVNynBm6J",
    "z4b5uUtxNiV4E541LiR8qLvA21xM1Vt4Hfn6nLmmDePdFvLB3jFj3HyEEJyRMbpJzv4Gfdr8ABeuRTxAvZv6KWRRh",
)

"""Proofs are those of eddsa-jcs-2022, exactly, and nothing that differs passes for one."""

from __future__ import annotations

import copy
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from shuzheng.credentials.core import did, instants, jsontext, multibase, proof

if TYPE_CHECKING:
    from collections.abc import Callable

# The example of W3C VC Data Integrity EdDSA Cryptosuites 1.0, "Representation: eddsa-jcs-2022".
SECRET = "z3u2en7t5LR2WtQH5PfFqMqwVHBeXouLzo6haApm8XHqvjxq"
PUBLIC = did.public_key("z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2")
METHOD = (
    "did:key:z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2"
    "#z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2"
)
CONTEXTS = [
    "https://www.w3.org/ns/credentials/v2",
    "https://www.w3.org/ns/credentials/examples/v2",
]
UNSIGNED = {
    "@context": CONTEXTS,
    "id": "urn:uuid:58172aac-d8ba-11ed-83dd-0b3aef56cc33",
    "type": ["VerifiableCredential", "AlumniCredential"],
    "name": "Alumni Credential",
    "description": "A minimum viable example of an Alumni Credential.",
    "issuer": "https://vc.example/issuers/5678",
    "validFrom": "2023-01-01T00:00:00Z",
    "credentialSubject": {
        "id": "did:example:abcdefgh",
        "alumniOf": "The School of Examples",
    },
}
PROOF = {
    "type": "DataIntegrityProof",
    "cryptosuite": "eddsa-jcs-2022",
    "created": "2023-02-24T23:36:38Z",
    "verificationMethod": METHOD,
    "proofPurpose": "assertionMethod",
    "@context": CONTEXTS,
    "proofValue": (
        "z2HnFSSPPBzR36zdDgK8PbEHeXbR56YF24jwMpt3R1eHXQzJDMWS93FCzpvJpwTWd3GAVFuUfjoJdcnTMuVor51aX"
    ),
}
SIGNED = {**UNSIGNED, "proof": PROOF}
CREATED = instants.read("2023-02-24T23:36:38Z")


def key() -> Ed25519PrivateKey:
    # A secret Multikey begins with the code 0x1300.
    return Ed25519PrivateKey.from_private_bytes(multibase.from_base58(SECRET)[2:])


def test_the_published_example_is_made_to_the_byte() -> None:
    assert proof.create(UNSIGNED, created=CREATED, method=METHOD, sign=key().sign) == SIGNED


def test_what_is_signed_is_the_published_digest() -> None:
    digests: list[bytes] = []

    def sign(digest: bytes) -> bytes:
        digests.append(digest)
        return key().sign(digest)

    proof.create(UNSIGNED, created=CREATED, method=METHOD, sign=sign)

    assert [digest.hex() for digest in digests] == [
        "66ab154f5c2890a140cb8388a22a160454f80575f6eae09e5a097cabe539a1db"
        "59b7cb6251b8991add1ce0bc83107e3db9dbbab5bd2c28f687db1a03abc92f19"
    ]


def test_the_published_example_verifies() -> None:
    assert proof.verify(SIGNED, PUBLIC) == UNSIGNED
    proof.verify_whole(SIGNED, PUBLIC)


def test_a_proof_is_read_without_being_believed() -> None:
    read = proof.read(SIGNED)

    assert (read.method, read.created, read.expires) == (METHOD, CREATED, None)
    assert read.signature.hex() == (
        "407cd12654b33d718ecbb99179a1506daaa849450bf3fc523cce3e1c96f8b803"
        "51da3f253d725c6f00b07c9e5448d50b3ef78012b9ab54255116d069c6dd2808"
    )


def altered(change: Callable[[dict[str, Any]], object]) -> dict[str, Any]:
    document = copy.deepcopy(SIGNED)
    change(document)
    return document


@pytest.mark.parametrize(
    "change",
    [
        lambda d: d.update(name="Another Credential"),
        lambda d: d.update(extra=None),
        lambda d: d.pop("description"),
        lambda d: d["credentialSubject"].update(alumniOf="The School of Examples "),
        lambda d: d["type"].reverse(),
        lambda d: d["proof"].update(created="2023-02-24T23:36:39Z"),
        lambda d: d["proof"].update(created="2023-02-24T23:36:38+00:00"),
        lambda d: d["proof"].update(expires="2033-02-24T23:36:38Z"),
        lambda d: d["proof"].update(domain="sz.example"),
        lambda d: d["proof"].update(verificationMethod=METHOD + "x"),
        lambda d: d["proof"].pop("created"),
        lambda d: d["proof"].pop("@context"),
        lambda d: d["proof"].update({"@context": CONTEXTS[:1]}),
        lambda d: d["proof"].update(proofValue=multibase.base58(bytes(64))),
    ],
)
def test_any_change_breaks_the_signature(change: Callable[[dict[str, Any]], object]) -> None:
    with pytest.raises(proof.SignatureRefused):
        proof.verify(altered(change), PUBLIC)


def test_another_key_did_not_sign_it() -> None:
    with pytest.raises(proof.SignatureRefused):
        proof.verify(SIGNED, bytes.fromhex("3b6a27bcceb6a42d62a3a8d02a6f0d73" * 2))


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda d: d.pop("proof"), "The document carries no proof."),
        (lambda d: d.update(proof="z2Hn"), "The document carries no proof."),
        (
            lambda d: d.update(proof=[d["proof"]]),
            "The document carries a list of proofs; exactly one proof is expected.",
        ),
        (
            lambda d: d["proof"].update(previousProof="urn:uuid:1"),
            "The proof depends on another proof, which the document does not carry.",
        ),
        (
            lambda d: d["proof"].update(type="Ed25519Signature2020"),
            "In the proof, “type” is not as eddsa-jcs-2022 needs it.",
        ),
        (
            lambda d: d["proof"].update(cryptosuite="eddsa-rdfc-2022"),
            "In the proof, “cryptosuite” is not as eddsa-jcs-2022 needs it.",
        ),
        (
            lambda d: d["proof"].update(cryptosuite=["eddsa-jcs-2022"]),
            "In the proof, “cryptosuite” is not as eddsa-jcs-2022 needs it.",
        ),
        (
            lambda d: d["proof"].update(proofPurpose="authentication"),
            "In the proof, “proofPurpose” is not as eddsa-jcs-2022 needs it.",
        ),
        (
            lambda d: d["proof"].pop("proofPurpose"),
            "In the proof, “proofPurpose” is not as eddsa-jcs-2022 needs it.",
        ),
        (
            lambda d: d["proof"].pop("verificationMethod"),
            "In the proof, “verificationMethod” is not as eddsa-jcs-2022 needs it.",
        ),
        (
            lambda d: d["proof"].update(verificationMethod={"id": METHOD}),
            "In the proof, “verificationMethod” is not as eddsa-jcs-2022 needs it.",
        ),
        (
            lambda d: d["proof"].update(created="24 February 2023"),
            "In the proof, “created” is not as eddsa-jcs-2022 needs it.",
        ),
        (
            lambda d: d["proof"].update(created=None),
            "In the proof, “created” is not as eddsa-jcs-2022 needs it.",
        ),
        (
            lambda d: d["proof"].update(expires=1),
            "In the proof, “expires” is not as eddsa-jcs-2022 needs it.",
        ),
        (
            lambda d: d["proof"].pop("proofValue"),
            "In the proof, “proofValue” is not as eddsa-jcs-2022 needs it.",
        ),
        (
            lambda d: d["proof"].update(proofValue=d["proof"]["proofValue"][:-3]),
            "In the proof, “proofValue” is not as eddsa-jcs-2022 needs it.",
        ),
        (
            lambda d: d["proof"].update(proofValue="z1" + d["proof"]["proofValue"][1:]),
            "In the proof, “proofValue” is not as eddsa-jcs-2022 needs it.",
        ),
        (
            lambda d: d["proof"].update(proofValue="f" + "00" * 64),
            "In the proof, “proofValue” is not as eddsa-jcs-2022 needs it.",
        ),
        (
            lambda d: d["proof"].update({"@context": [*CONTEXTS, "https://x.example"]}),
            "The document does not begin with the contexts that were signed.",
        ),
        (
            lambda d: d["@context"].reverse() or d["proof"].update({"@context": CONTEXTS}),
            "The document does not begin with the contexts that were signed.",
        ),
    ],
)
def test_a_proof_that_this_suite_cannot_judge_is_refused_by_name(
    change: Callable[[dict[str, Any]], object], sentence: str
) -> None:
    with pytest.raises(proof.ProofRefused) as refused:
        proof.verify(altered(change), PUBLIC)

    assert str(refused.value) == sentence


def test_contexts_added_after_signing_are_not_part_of_what_was_signed() -> None:
    added = altered(lambda d: d["@context"].append("https://x.example/terms"))
    added["proof"]["@context"] = CONTEXTS

    assert proof.verify(added, PUBLIC) == UNSIGNED
    with pytest.raises(proof.ContextNotCovered):
        proof.verify_whole(added, PUBLIC)


def test_a_document_without_context_is_signed_without_one() -> None:
    document = {"myWebsite": "https://hello.world.example/"}

    signed = proof.create(document, created=CREATED, method=METHOD, sign=key().sign)

    assert "@context" not in signed["proof"]
    assert proof.verify(signed, PUBLIC) == document


def test_a_proof_may_go_without_a_date_and_with_unknown_members() -> None:
    options = {k: v for k, v in PROOF.items() if k not in {"created", "proofValue"}}
    options["nonce"] = "1"
    digest = sha256(jsontext.canonical(options)).digest()
    digest += sha256(jsontext.canonical(UNSIGNED)).digest()
    signed = {
        **UNSIGNED,
        "proof": {**options, "proofValue": multibase.base58(key().sign(digest))},
    }

    assert proof.verify(signed, PUBLIC) == UNSIGNED
    assert proof.read(signed).created is None


def test_a_signature_with_a_second_spelling_is_refused() -> None:
    # Adding the group order to the scalar gives the other solution of the same equation.
    order = 2**252 + 27742317777372353535851937790883648493
    signature = proof.read(SIGNED).signature
    scalar = int.from_bytes(signature[32:], "little") + order
    other = multibase.base58(signature[:32] + scalar.to_bytes(32, "little"))

    with pytest.raises(proof.SignatureRefused):
        proof.verify(altered(lambda d: d["proof"].update(proofValue=other)), PUBLIC)


def test_what_is_signed_is_not_signed_again() -> None:
    with pytest.raises(ValueError, match="signed already"):
        proof.create(SIGNED, created=CREATED, method=METHOD, sign=key().sign)

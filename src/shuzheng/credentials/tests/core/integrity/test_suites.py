"""Both cryptosuites are made to the byte, and every change of a signed document is seen."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shuzheng.credentials.core import achievement, did, proof, rdf
from shuzheng.credentials.core.integrity import checking, signing, suites
from shuzheng.credentials.core.sm2 import signing as sm2
from shuzheng.credentials.tests.core import cast
from shuzheng.credentials.tests.core.integrity import published
from shuzheng.credentials.tests.core.integrity.published import SIGNED_JCS, UNSIGNED
from shuzheng.credentials.tests.core.test_proof import CREATED, METHOD, key
from shuzheng.kernel.refusals import Refusal

if TYPE_CHECKING:
    from collections.abc import Callable

SIGNER: dict[str, Any] = {"created": CREATED, "method": METHOD}
BOTH = pytest.mark.parametrize("suite", [suites.RDFC, suites.JCS], ids=lambda suite: suite.name)


def test_the_published_example_of_rdfc_is_made_to_the_byte() -> None:
    made = signing.add(UNSIGNED, suite=suites.RDFC, sign=key().sign, **SIGNER)

    assert made == published.SIGNED


def test_the_published_example_of_jcs_is_made_to_the_byte() -> None:
    made = signing.add(UNSIGNED, suite=suites.JCS, sign=key().sign, **SIGNER)

    assert made == SIGNED_JCS


def test_what_rdfc_signs_is_the_published_digest() -> None:
    options = {k: v for k, v in published.SIGNED["proof"].items() if k != "proofValue"}

    assert suites.RDFC.digest(UNSIGNED, options).hex() == (
        "bea7b7acfbad0126b135104024a5f1733e705108f42d59668b05c0c50004c6b0"
        "517744132ae165a5349155bef0bb0cf2258fff99dfe1dbd914b938d775a36017"
    )


def test_the_configuration_has_its_published_form() -> None:
    options = {k: v for k, v in published.SIGNED["proof"].items() if k != "proofValue"}
    kind = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
    security = "https://w3id.org/security"

    form = rdf.canonical({**options, "@context": UNSIGNED["@context"]}).decode()

    assert form.splitlines() == [
        '_:c14n0 <http://purl.org/dc/terms/created> "2023-02-24T23:36:38Z"'
        "^^<http://www.w3.org/2001/XMLSchema#dateTime> .",
        f"_:c14n0 {kind} <{security}#DataIntegrityProof> .",
        f'_:c14n0 <{security}#cryptosuite> "eddsa-rdfc-2022"^^<{security}#cryptosuiteString> .',
        f"_:c14n0 <{security}#proofPurpose> <{security}#assertionMethod> .",
        f"_:c14n0 <{security}#verificationMethod> <{METHOD}> .",
    ]


@pytest.mark.parametrize("signed", [published.SIGNED, SIGNED_JCS], ids=["rdfc", "jcs"])
def test_the_published_examples_verify(signed: dict[str, Any]) -> None:
    identifier = METHOD.partition("#")[0]

    assert checking.require(signed, published.EXPECTED) == (checking.Signer(identifier, METHOD),)


@BOTH
def test_a_certificate_of_this_platform_can_be_signed_by_either(suite: suites.Suite) -> None:
    certificate = achievement.credential(cast.AWARD, cast.MENG)
    signer = published.signed_by(cast.ORGANISATION, "2026-07-15T02:30:00Z")

    signed = signing.add(certificate, suite=suite, **signer)

    assert signed["proof"]["cryptosuite"] == suite.name
    assert [who.identifier for who in checking.require(signed, published.EXPECTED)] == [
        "did:key:z6Mkon3Necd6NkkyfoGoHxid2znGc59LU3K7mubaRcFbLfLX"
    ]


CHANGES: list[Callable[[dict[str, Any]], object]] = [
    lambda d: d.update(name="Another Credential"),
    lambda d: d.pop("description"),
    lambda d: d["credentialSubject"].update(alumniOf="The School of Examples "),
    lambda d: d["credentialSubject"].update(added="x"),
    lambda d: d["type"].append("AddedCredential"),
    lambda d: d.update(issuer="did:example:other"),
    lambda d: d["@context"].pop(),
    lambda d: d["proof"].update(created="2023-02-24T23:36:39Z"),
    lambda d: d["proof"].update(expires="2033-02-24T23:36:38Z"),
    lambda d: d["proof"].update(domain="sz.example"),
    lambda d: d["proof"].update(challenge="1"),
    lambda d: d["proof"].update(nonce="1"),
    lambda d: d["proof"].update(id="urn:uuid:1"),
    lambda d: d["proof"].update(verificationMethod=published.method(cast.STRANGER)),
    lambda d: d["proof"].pop("created"),
    lambda d: d["proof"].update(proofValue=SIGNED_JCS["proof"]["proofValue"]),
]


@pytest.mark.parametrize("change", CHANGES)
def test_any_change_of_a_document_signed_by_rdfc_is_seen(
    change: Callable[[dict[str, Any]], object],
) -> None:
    document = copy.deepcopy(published.SIGNED)
    change(document)

    with pytest.raises((proof.SignatureRefused, rdf.Undefined)):
        checking.require(document, published.EXPECTED)


TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn"]), max_size=12)


@BOTH
@settings(deadline=None, max_examples=25)
@given(before=TEXTS, after=TEXTS)
def test_a_text_that_is_changed_is_seen_and_one_that_is_not_verifies(
    suite: suites.Suite, before: str, after: str
) -> None:
    signer = published.signed_by(cast.ORGANISATION, "2026-07-15T02:30:00Z")
    signed = signing.add({**UNSIGNED, "name": before}, suite=suite, **signer)

    def holds(document: dict[str, Any]) -> bool:
        try:
            checking.require(document, published.EXPECTED)
        except Refusal:
            return False
        return True

    assert holds(signed)
    assert holds({**signed, "name": after}) == (before == after)


def test_a_document_under_the_private_suite_is_judged_by_its_did_key() -> None:
    private = bytes([9]) * 32
    key = did.sm2_multikey(sm2.public_of(private))
    method = f"did:key:{key}#{key}"

    signed = signing.add(
        UNSIGNED, suite=suites.SM2, created=CREATED, method=method, sign=sm2.signer(private)
    )

    assert checking.require(signed, published.EXPECTED) == (
        checking.Signer(f"did:key:{key}", method),
    )
    with pytest.raises(proof.SignatureRefused):
        checking.require({**signed, "name": "Another"}, published.EXPECTED)
    with pytest.raises(did.BadKey):
        checking.require(
            {**signed, "proof": {**signed["proof"], "verificationMethod": METHOD}},
            published.EXPECTED,
        )


def test_a_key_that_is_no_point_of_the_curve_signed_nothing() -> None:
    key = did.sm2_multikey(b"\x02" + (3).to_bytes(32))
    method = f"did:key:{key}#{key}"
    signed = signing.add(
        UNSIGNED, suite=suites.SM2, created=CREATED, method=method, sign=lambda _: b"\x01" * 64
    )

    with pytest.raises(proof.SignatureRefused):
        checking.require(signed, published.EXPECTED)


def test_contexts_that_jcs_does_not_cover_are_refused() -> None:
    added = copy.deepcopy(SIGNED_JCS)
    added["@context"] = [*UNSIGNED["@context"], "https://x.example/terms"]

    with pytest.raises(proof.ContextNotCovered):
        checking.require(added, published.EXPECTED)


def test_what_is_undefined_is_not_signed() -> None:
    with pytest.raises(rdf.Undefined, match="alumniOf"):
        signing.add(
            {**UNSIGNED, "@context": UNSIGNED["@context"][:1], "type": "VerifiableCredential"},
            suite=suites.RDFC,
            sign=key().sign,
            **SIGNER,
        )


@pytest.mark.parametrize(
    ("name", "shown"), [("ecdsa-rdfc-2019", "ecdsa-rdfc-2019"), (None, "None"), (["x"], "['x']")]
)
def test_another_cryptosuite_is_refused_by_its_name(name: object, shown: str) -> None:
    document = copy.deepcopy(published.SIGNED)
    document["proof"]["cryptosuite"] = name

    with pytest.raises(suites.UnknownSuite) as refused:
        checking.require(document, published.EXPECTED)

    assert str(refused.value) == f"The cryptosuite {shown} is not known here."

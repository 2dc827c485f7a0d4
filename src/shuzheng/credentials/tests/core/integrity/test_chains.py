"""Of a proof set every proof must hold, and in a chain each with those that it names."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any

import pytest

from shuzheng.credentials.core import proof
from shuzheng.credentials.core.integrity import chains, checking, signing, suites
from shuzheng.credentials.tests.core import cast
from shuzheng.credentials.tests.core.integrity import published
from shuzheng.credentials.tests.core.integrity.published import UNSIGNED
from shuzheng.kernel.refusals import Refusal

if TYPE_CHECKING:
    from collections.abc import Callable

STEPS: list[tuple[str, dict[str, Any]]] = [
    ("2023-02-24T23:36:38Z", {"id": published.FIRST}),
    ("2023-02-24T23:36:38Z", {"id": published.SECOND}),
    (
        "2023-02-26T22:06:38Z",
        {"id": published.THIRD, "previousProof": [published.FIRST, published.SECOND]},
    ),
    ("2023-02-26T22:16:38Z", {"previousProof": published.THIRD}),
]


def chain(length: int, suite: suites.Suite = suites.RDFC) -> dict[str, Any]:
    """Sign the example by as many of the published keys, as published: a set, then a chain."""
    document: dict[str, Any] = dict(UNSIGNED)
    for key, (created, more) in zip(published.KEYS[:length], STEPS, strict=False):
        signer = published.signed_by(key, created)
        document = signing.add(document, suite=suite, more=more, **signer)
    return document


def test_the_published_set_and_chain_are_made_to_the_byte() -> None:
    assert [item["proofValue"] for item in chain(4)["proof"]] == list(published.VALUES)


@pytest.mark.parametrize("length", [2, 3, 4])
@pytest.mark.parametrize("suite", [suites.RDFC, suites.JCS], ids=["rdfc", "jcs"])
def test_every_signer_of_a_set_or_chain_is_named(length: int, suite: suites.Suite) -> None:
    signers = checking.require(chain(length, suite), published.EXPECTED)

    assert [who.method for who in signers] == [
        published.method(key) for key in published.KEYS[:length]
    ]


def test_a_set_may_hold_proofs_of_both_suites() -> None:
    first = signing.add(
        UNSIGNED, suite=suites.JCS, **published.signed_by(published.KEYS[0], "2023-02-24T23:36:38Z")
    )
    both = signing.add(
        first, suite=suites.RDFC, **published.signed_by(published.KEYS[1], "2023-02-24T23:36:38Z")
    )

    assert len(checking.require(both, published.EXPECTED)) == 2


@pytest.mark.parametrize("broken", [0, 1, 2, 3])
def test_one_proof_that_does_not_hold_refuses_them_all(broken: int) -> None:
    document = chain(4)
    document["proof"][broken]["proofValue"] = published.SIGNED["proof"]["proofValue"]

    with pytest.raises(proof.SignatureRefused):
        checking.require(document, published.EXPECTED)


def test_a_proof_of_a_set_may_be_taken_away_and_one_that_is_built_on_may_not() -> None:
    kept = chain(2)
    del kept["proof"][0]
    lost = chain(3)
    del lost["proof"][0]

    assert len(checking.require(kept, published.EXPECTED)) == 1
    with pytest.raises(chains.BrokenChain) as refused:
        checking.require(lost, published.EXPECTED)
    assert str(refused.value) == (
        "The proof depends on urn:uuid:26329423-bec9-4b2e-88cb-a7c7d9dc4544, which the document"
        " does not carry."
    )


def test_a_previous_proof_made_anew_is_another_one() -> None:
    document = chain(3)
    again = signing.add(
        UNSIGNED,
        suite=suites.RDFC,
        more={"id": published.FIRST},
        **published.signed_by(published.KEYS[0], "2023-02-25T00:00:00Z"),
    )
    document["proof"][0] = again["proof"]

    with pytest.raises(proof.SignatureRefused):
        checking.require(document, published.EXPECTED)


@pytest.mark.parametrize(
    ("previous", "shown"),
    [
        ("urn:uuid:missing", "urn:uuid:missing"),
        ([published.FIRST, "urn:uuid:missing"], "urn:uuid:missing"),
        ([published.FIRST, published.FIRST], published.FIRST),
        (published.THIRD, published.THIRD),
        (456321, "456321"),
        ([456321], "[456321]"),
        ([], "[]"),
        (None, "None"),
    ],
)
def test_a_previous_proof_that_is_not_there_refuses_the_chain(previous: object, shown: str) -> None:
    document = chain(3)
    document["proof"][2]["previousProof"] = previous

    with pytest.raises(chains.BrokenChain) as refused:
        checking.require(document, published.EXPECTED)

    assert str(refused.value) == f"The proof depends on {shown}, which the document does not carry."


def test_a_proof_is_not_built_on_what_the_document_does_not_carry() -> None:
    with pytest.raises(chains.BrokenChain):
        signing.add(
            UNSIGNED,
            suite=suites.RDFC,
            more={"previousProof": "urn:uuid:missing"},
            **published.signed_by(published.KEYS[0], "2023-02-24T23:36:38Z"),
        )


def test_more_proofs_than_anybody_needs_are_not_judged() -> None:
    document = chain(2)
    document["proof"] = document["proof"] * 9

    with pytest.raises(chains.TooManyProofs):
        checking.require(document, published.EXPECTED)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda d: d.pop("proof"), "The document carries no proof."),
        (lambda d: d.update(proof=None), "The document carries no proof."),
        (lambda d: d.update(proof=[]), "The document carries no proof."),
        (lambda d: d.update(proof=["z2Y"]), "The document carries no proof."),
        (
            lambda d: d["proof"].update(type="Ed25519Signature2020"),
            "In the proof, “type” is not as DataIntegrityProof needs it.",
        ),
        (
            lambda d: d["proof"].update(id="no-address"),
            "In the proof, “id” is not as DataIntegrityProof needs it.",
        ),
        (
            lambda d: d["proof"].update(id=7),
            "In the proof, “id” is not as DataIntegrityProof needs it.",
        ),
        (
            lambda d: d.update(
                proof=[{**d["proof"], "id": "urn:a"}, {**d["proof"], "id": "urn:a"}]
            ),
            "In the proof, “id” is not as DataIntegrityProof needs it.",
        ),
        (
            lambda d: d["proof"].update(proofPurpose="authentication"),
            "In the proof, “proofPurpose” is not as eddsa-rdfc-2022 needs it.",
        ),
        (
            lambda d: d["proof"].pop("proofPurpose"),
            "In the proof, “proofPurpose” is not as eddsa-rdfc-2022 needs it.",
        ),
        (
            lambda d: d["proof"].pop("verificationMethod"),
            "In the proof, “verificationMethod” is not as eddsa-rdfc-2022 needs it.",
        ),
        (
            lambda d: d["proof"].update(verificationMethod="did:web:sz.example#1"),
            "The key did:web:sz.example#1 cannot be found without asking a server.",
        ),
        (
            lambda d: d["proof"].update(verificationMethod=published.SIGNED["issuer"]),
            "The key https://vc.example/issuers/5678 cannot be found without asking a server.",
        ),
        (
            lambda d: d["proof"].update(
                verificationMethod=d["proof"]["verificationMethod"].partition("#")[0] + "#key-1"
            ),
            "The key did:key:z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2#key-1 cannot be found"
            " without asking a server.",
        ),
        (
            lambda d: d["proof"].update(verificationMethod="did:key:invalidVm#invalidVm"),
            "“invalidVm” is not an Ed25519 key in Multikey form.",
        ),
        (
            lambda d: d["proof"].update(proofValue=None),
            "In the proof, “proofValue” is not as eddsa-rdfc-2022 needs it.",
        ),
        (
            lambda d: d["proof"].update(proofValue=d["proof"]["proofValue"][1:]),
            "In the proof, “proofValue” is not as eddsa-rdfc-2022 needs it.",
        ),
        (
            lambda d: d["proof"].update(created="yesterday"),
            "In the proof, “created” is not as eddsa-rdfc-2022 needs it.",
        ),
        (
            lambda d: d["proof"].update(expires="2026-11-24"),
            "In the proof, “expires” is not as eddsa-rdfc-2022 needs it.",
        ),
        (
            lambda d: d["proof"].update(expires="2026-11-24T02:32:08Z"),
            "The proof was good until 2026-11-24T02:32:08Z only.",
        ),
        (
            lambda d: d["proof"].update(domain=["x", 5]),
            "In the proof, “domain” is not as eddsa-rdfc-2022 needs it.",
        ),
        (
            lambda d: d["proof"].update(challenge=5),
            "In the proof, “challenge” is not as eddsa-rdfc-2022 needs it.",
        ),
    ],
)
def test_a_proof_that_is_not_as_it_should_be_is_refused_by_name(
    change: Callable[[dict[str, Any]], object], sentence: str
) -> None:
    document = copy.deepcopy(published.SIGNED)
    change(document)

    with pytest.raises(Refusal) as refused:
        checking.require(document, published.EXPECTED)

    assert str(refused.value) == sentence


@pytest.mark.parametrize(
    ("domain", "challenge", "sentence"),
    [
        ("sz.example", "42", ""),
        ("other.example", "42", ""),
        ("", "", ""),
        ("third.example", "42", "The proof was not made for this domain."),
        ("sz.example", "43", "The proof does not answer this challenge."),
    ],
)
def test_a_proof_serves_the_domain_and_challenge_that_it_was_made_for(
    domain: str, challenge: str, sentence: str
) -> None:
    more = {"domain": ["sz.example", "other.example"], "challenge": "42"}
    signer = published.signed_by(cast.STRANGER, "2026-11-24T02:32:00Z")
    document = signing.add(
        UNSIGNED, suite=suites.RDFC, purpose="authentication", more=more, **signer
    )
    expected = checking.Expectation("authentication", published.NOW, domain, challenge)

    if not sentence:
        assert len(checking.require(document, expected)) == 1
        return
    with pytest.raises(Refusal) as refused:
        checking.require(document, expected)
    assert str(refused.value) == sentence


@pytest.mark.parametrize(
    ("created", "sentence"),
    [
        ("2026-11-24T02:42:08Z", ""),
        (
            "2026-11-24T02:42:09Z",
            "The proof is dated 2026-11-24T02:42:09Z, which is still to come.",
        ),
    ],
)
def test_a_proof_is_not_made_tomorrow_beyond_what_clocks_differ(
    created: str, sentence: str
) -> None:
    signer = published.signed_by(cast.STRANGER, created)
    document = signing.add(UNSIGNED, suite=suites.RDFC, **signer)

    if not sentence:
        assert len(checking.require(document, published.EXPECTED)) == 1
        return
    with pytest.raises(checking.FutureProof) as refused:
        checking.require(document, published.EXPECTED)
    assert str(refused.value) == sentence


def test_a_proof_without_a_domain_serves_no_domain() -> None:
    expected = checking.Expectation("assertionMethod", published.NOW, "sz.example")

    with pytest.raises(checking.OtherDomain):
        checking.require(published.SIGNED, expected)

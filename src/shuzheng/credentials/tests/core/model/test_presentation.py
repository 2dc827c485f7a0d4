"""VC Data Model 2.0, section 4.13: one test for a statement."""

from __future__ import annotations

import pytest

from shuzheng.credentials.tests.core.model.documents import (
    CREDENTIAL,
    EXAMPLES,
    LEFT_OUT,
    V2,
    changed,
    fails,
    fails_to_present,
    presents,
)

BASE_FIRST = (
    "“@context” must be a list of URLs and objects that begins with"
    " https://www.w3.org/ns/credentials/v2."
)
NO_TYPE = "“type” is no type, or lacks the one that is required."
ENVELOPE = {
    "@context": V2,
    "type": "EnvelopedVerifiableCredential",
    "id": "data:application/vc+jwt,eyJhbGciOiJFUzI1NiJ9.e30.c2lnbmF0dXJl",
}
NOT_OPENED = "A credential in an envelope (JOSE or COSE) cannot be judged here."


def test_a_plain_presentation_conforms() -> None:
    assert presents() == 1


def test_4_3_a_presentation_must_have_contexts_that_begin_with_the_base_context() -> None:
    fails_to_present("“@context” is missing.", context=LEFT_OUT)
    fails_to_present(BASE_FIRST, context=[EXAMPLES, V2])
    fails_to_present(BASE_FIRST, context=[V2, 123192875])
    fails_to_present("“@context” is not a single URL.", context=[V2, "https ://no-url"])
    fails_to_present(
        "The context https://example.com is not known here, and contexts are never fetched.",
        context=[V2, "https://example.com"],
    )


def test_4_13_an_id_is_a_single_url_or_absent() -> None:
    assert presents(id="urn:uuid:313801ba-24b7-11ee-be02-ff560265cf9b") == 1
    fails_to_present("“id” is not a single URL.", id="no url")


def test_4_13_a_type_is_that_of_a_presentation_with_others_beside_it() -> None:
    assert presents(type="VerifiablePresentation") == 1
    assert presents(type=["https://x.example/#Kind", "VerifiablePresentation"]) == 1
    fails_to_present("“type” is missing.", type=LEFT_OUT)
    fails_to_present(NO_TYPE, type=["VerifiableCredential"])
    fails_to_present(
        "No context of the document defines “Unmapped”.",
        type=["VerifiablePresentation", "Unmapped"],
    )


def test_4_13_a_presentation_may_show_no_credential_or_several() -> None:
    assert presents(verifiableCredential=LEFT_OUT) == 0
    assert presents(verifiableCredential=CREDENTIAL) == 1
    assert presents(verifiableCredential=[CREDENTIAL, CREDENTIAL]) == 2


@pytest.mark.parametrize("value", ["https://x.example/vc", 7, None, [], [CREDENTIAL, "eyJh"]])
def test_4_13_what_is_shown_are_objects(value: object) -> None:
    fails_to_present(
        "“verifiableCredential” is not as the data model of credentials has it.",
        verifiableCredential=value,
    )


def test_4_13_each_credential_conforms() -> None:
    fails_to_present(
        "“issuer” is missing.",
        verifiableCredential=[CREDENTIAL, changed(CREDENTIAL, issuer=LEFT_OUT)],
    )


def test_4_13_a_holder_is_a_url_or_an_object_with_one() -> None:
    assert presents(holder=LEFT_OUT) == 1
    assert presents(holder={"id": "did:example:holder"}) == 1
    fails_to_present("“holder” is not a single URL.", holder="z6MkpJySvETLnxhQG9DzEdmK")
    fails_to_present("“holder.id” is not a single URL.", holder={"id": "z6MkpJySvETLnxhQ"})
    fails_to_present("“holder.id” is missing.", holder={"name": "Acme"})


def test_5_5_terms_of_use_have_a_type() -> None:
    assert presents(termsOfUse={"type": "https://x.example/#Policy"}) == 1
    fails_to_present("“termsOfUse.type” is missing.", termsOfUse={"id": "urn:terms"})


def test_4_13_1_an_envelope_is_recognised_and_not_believed() -> None:
    fails_to_present(NOT_OPENED, verifiableCredential=[ENVELOPE])


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"@context": []}, BASE_FIRST),
        ({"@context": EXAMPLES}, BASE_FIRST),
        ({"id": "eyJhbGciOiJFUzI1NiJ9.e30.c2ln"}, "“id” is not a single URL."),
        ({"id": "urn:a"}, "“id” is not as the data model of credentials has it."),
        ({"type": ["EnvelopedVerifiableCredential", "VerifiableCredential"]}, NO_TYPE),
    ],
)
def test_4_13_1_an_envelope_has_context_type_and_data(
    change: dict[str, object], sentence: str
) -> None:
    fails_to_present(sentence, verifiableCredential=[{**ENVELOPE, **change}])


@pytest.mark.parametrize("member", ["@context", "id"])
def test_4_13_1_an_envelope_lacks_nothing(member: str) -> None:
    lacking = {name: value for name, value in ENVELOPE.items() if name != member}

    fails_to_present(f"“{member}” is missing.", verifiableCredential=[lacking])


def test_4_13_2_a_presentation_in_an_envelope_is_recognised_too() -> None:
    kind = "EnvelopedVerifiablePresentation"
    data = "data:application/vp+jwt,eyJhbGciOiJFUzI1NiJ9.e30.c2lnbmF0dXJl"

    fails_to_present(NOT_OPENED, type=kind, id=data)
    fails_to_present("“id” is missing.", type=kind)
    fails("“id” is not as the data model of credentials has it.", type=ENVELOPE["type"])

"""VC Data Model 2.0, sections 4.3 to 4.11 and 5: one test for a statement."""

from __future__ import annotations

import pytest

from shuzheng.credentials.core import statuslist
from shuzheng.credentials.tests.core.model.documents import (
    EXAMPLES,
    LEFT_OUT,
    V2,
    conforms,
    fails,
)

BASE_FIRST = (
    "“@context” must be a list of URLs and objects that begins with"
    " https://www.w3.org/ns/credentials/v2."
)
WRONG_TYPE = "“{}” is no type, or lacks the one that is required."


def test_a_plain_credential_conforms() -> None:
    conforms()


def test_4_3_a_credential_must_have_contexts() -> None:
    fails("“@context” is missing.", context=LEFT_OUT)


@pytest.mark.parametrize(
    "value", [V2, [], [EXAMPLES], [EXAMPLES, V2], {}, [[V2]], None, [V2, 7], [V2, None], [V2, [V2]]]
)
def test_4_3_contexts_are_an_ordered_set_that_begins_with_the_base_context(value: object) -> None:
    fails(BASE_FIRST, context=value)


def test_4_3_further_contexts_are_urls_or_objects() -> None:
    conforms(context=[V2, EXAMPLES, {"Other": "https://x.example/#Other"}])
    fails("“@context” is not a single URL.", context=[V2, "https ://not-a-url/terms"])


def test_4_3_further_contexts_are_processable() -> None:
    fails(
        "The document cannot be read as linked data (invalid term definition).",
        context=[V2, EXAMPLES, {"term": 5}],
    )
    fails(
        "The context https://x.example/terms is not known here, and contexts are never fetched.",
        context=[V2, "https://x.example/terms"],
    )


def test_4_4_an_id_may_be_absent() -> None:
    conforms(id=LEFT_OUT)
    conforms(credentialSubject={"alumniOf": "The School of Examples"})


@pytest.mark.parametrize(
    "value",
    [None, 7, "", "no-url", "https ://x.example", ["urn:a", "urn:b"], {}, "https://x.example/a b"],
)
def test_4_4_an_id_is_a_single_url(value: object) -> None:
    fails("“id” is not a single URL.", id=value)
    fails("“credentialSubject.id” is not a single URL.", credentialSubject={"id": value})


def test_4_5_a_type_must_be_there() -> None:
    fails("“type” is missing.", type=LEFT_OUT)


@pytest.mark.parametrize(
    "value",
    [
        [],
        7,
        None,
        ["AlumniCredential"],
        ["VerifiableCredential", 7],
        ["VerifiableCredential", ""],
        ["VerifiableCredential", "two words"],
        ["verifiablecredential"],
        {},
    ],
)
def test_4_5_types_are_terms_or_urls_with_that_of_a_credential(value: object) -> None:
    fails(WRONG_TYPE.format("type"), type=value)


def test_4_5_the_order_of_types_is_free_and_urls_are_allowed() -> None:
    conforms(type=["https://x.example/#One", "VerifiableCredential", "https://x.example/#Two"])
    conforms(type="VerifiableCredential")


def test_4_5_a_term_as_type_is_defined_by_a_context_as_a_url() -> None:
    fails(
        "No context of the document defines “Unmapped”.",
        context=[V2],
        type=["VerifiableCredential", "Unmapped"],
        credentialSubject={"id": "did:example:subject"},
    )
    fails(
        "The document cannot be read as linked data (invalid IRI mapping).",
        context=[V2, EXAMPLES, {"AlumniCredential": "https ://not-a-url#A"}],
    )


@pytest.mark.parametrize("member", ["name", "description"])
def test_4_6_names_and_descriptions_are_texts(member: str) -> None:
    conforms(**{member: "Alumni Credential"})
    conforms(issuer={"id": "did:example:issuer", member: "校友会"})


@pytest.mark.parametrize(
    "value",
    [
        {"@value": "证书", "@language": "zh-Hans"},
        {"@value": "HTML", "@language": "en", "@direction": "rtl"},
        {"@value": "HTML"},
        [{"@value": "Dog", "@language": "en"}, {"@value": "狗", "@language": "zh"}],
    ],
)
def test_4_6_or_texts_with_language_and_direction(value: object) -> None:
    conforms(name=value, description=value)
    conforms(issuer={"id": "did:example:issuer", "name": value, "description": value})


@pytest.mark.parametrize(
    "value",
    [
        7,
        None,
        [],
        {},
        {"@language": "en"},
        {"@value": 7},
        {"@value": "Dog", "@language": "e n"},
        {"@value": "Dog", "@language": 7},
        {"@value": "Dog", "@direction": "up"},
        {"@value": "Dog", "@language": "en", "url": "did:example:dog"},
        [{"@value": "Dog"}, 7],
    ],
)
def test_4_6_and_nothing_else(value: object) -> None:
    for member in ("name", "description"):
        sentence = "“{}” is neither text nor text with a language."
        fails(sentence.format(member), **{member: value})
        issuer = {"id": "did:example:issuer", member: value}
        fails(sentence.format(f"issuer.{member}"), issuer=issuer)


def test_4_7_a_credential_must_have_an_issuer() -> None:
    fails("“issuer” is missing.", issuer=LEFT_OUT)


@pytest.mark.parametrize("value", ["fake-issuer", None, 7, [], ["did:example:issuer"]])
def test_4_7_an_issuer_is_a_url_or_an_object_with_one(value: object) -> None:
    fails("“issuer” is not a single URL.", issuer=value)
    fails("“issuer.id” is not a single URL.", issuer={"id": value})
    fails("“issuer.id” is missing.", issuer={"name": "Nobody"})
    conforms(issuer={"id": "https://x.example/issuers/1"})


def test_4_8_a_credential_must_have_a_subject() -> None:
    fails("“credentialSubject” is missing.", credentialSubject=LEFT_OUT)


@pytest.mark.parametrize("value", ["did:example:subject", 7, None, [], [{"id": "urn:a"}, "urn:b"]])
def test_4_8_subjects_are_objects(value: object) -> None:
    fails(
        "“credentialSubject” is not as the data model of credentials has it.",
        credentialSubject=value,
    )


def test_4_8_each_subject_has_a_claim() -> None:
    conforms(credentialSubject=[{"id": "urn:a"}, {"id": "urn:b", "alumniOf": "x"}])
    fails("“credentialSubject” makes no claim.", credentialSubject={})
    fails("“credentialSubject” makes no claim.", credentialSubject=[{"id": "urn:a"}, {}])


@pytest.mark.parametrize("member", ["validFrom", "validUntil"])
@pytest.mark.parametrize(
    "value",
    [
        "2023-02-28T23:59:59Z",
        "2023-02-28T23:59:59.123Z",
        "2023-02-28T23:59:59.1234567891Z",
        "2023-02-28T23:59:59-14:00",
        "2023-02-28T23:59:59+08:00",
        "2023-02-28T24:00:00Z",
        "2023-02-28T24:00:00.00Z",
    ],
)
def test_4_9_the_ends_of_the_term_are_date_time_stamps(member: str, value: str) -> None:
    conforms(**{"validFrom": LEFT_OUT, member: value})


@pytest.mark.parametrize("member", ["validFrom", "validUntil"])
@pytest.mark.parametrize(
    "value",
    [
        "Sat 25 Feb 2023 07:16:31 PM CST",
        "2023-02-28T23:59:59",
        "2023-02-28",
        "2023-02-29T00:00:00Z",
        "2023-02-28T24:00:01Z",
        "2023-02-28T24:00:00.1Z",
        "2023-02-28T23:59:60Z",
        "2023-02-28T23:59:59+15:00",
        "2023-02-28T23:59:59z",
        "2023-02-28 23:59:59Z",
        "２023-02-28T23:59:59Z",
        1,
        None,
        ["2023-02-28T23:59:59Z"],
    ],
)
def test_4_9_and_nothing_else(member: str, value: object) -> None:
    fails(f"“{member}” is not a date and time with an offset.", **{member: value})


def test_4_9_the_term_does_not_end_before_it_begins() -> None:
    conforms(validFrom="2023-01-01T00:00:00Z", validUntil="2023-01-01T00:00:00Z")
    conforms(validFrom="2023-01-01T00:00:00+08:00", validUntil="2022-12-31T16:00:00Z")
    conforms(validFrom="2023-01-01T24:00:00Z", validUntil="2023-01-02T00:00:00Z")
    fails(
        "“validUntil” is earlier than “validFrom”.",
        validFrom="2023-01-01T24:00:00Z",
        validUntil="2023-01-01T23:59:59Z",
    )
    fails(
        "“validUntil” is earlier than “validFrom”.",
        validFrom="2023-01-01T00:00:00Z",
        validUntil="2023-01-01T00:00:00+08:00",
    )


PARTS = pytest.mark.parametrize(
    "member",
    ["credentialStatus", "termsOfUse", "refreshService", "evidence", "credentialSchema"],
)


@PARTS
def test_4_10_to_5_6_status_terms_refreshing_evidence_and_schemas_have_a_type(member: str) -> None:
    part = {"id": "urn:part", "type": "SomeKind"}
    conforms(**{member: part})
    conforms(**{member: [part, {**part, "id": "urn:other", "type": ["https://x.example/#Kind"]}]})
    fails(f"“{member}.type” is missing.", **{member: {"id": "urn:part"}})
    fails(f"“{member}.type” is missing.", **{member: [part, {}]})
    fails(WRONG_TYPE.format(f"{member}.type"), **{member: {"id": "urn:part", "type": 2}})


@PARTS
@pytest.mark.parametrize("value", ["urn:part", 7, None, [], ["urn:part"]])
def test_4_10_to_5_6_they_are_one_object_or_several(member: str, value: object) -> None:
    fails(f"“{member}” is not as the data model of credentials has it.", **{member: value})


@PARTS
@pytest.mark.parametrize("value", ["https ://no-url", ["urn:a", "urn:b"], None])
def test_4_10_to_5_6_their_id_is_a_single_url(member: str, value: object) -> None:
    fails(f"“{member}.id” is not a single URL.", **{member: {"id": value, "type": "SomeKind"}})


@pytest.mark.parametrize("member", ["credentialStatus", "termsOfUse", "refreshService", "evidence"])
def test_4_10_to_5_6_their_id_may_be_absent(member: str) -> None:
    conforms(**{member: {"type": "SomeKind"}})


def test_4_10_a_status_entry_of_a_bitstring_list_is_as_its_specification_has_it() -> None:
    good = statuslist.entry("revocation", 5, "https://x.example/list")
    conforms(credentialStatus=good)
    fails(
        "The status entry of the certificate is wrong in “statusListIndex”.",
        credentialStatus={**good, "statusListIndex": True},
    )


def test_4_11_a_schema_must_have_an_id() -> None:
    fails("“credentialSchema.id” is missing.", credentialSchema={"type": "JsonSchema"})


def test_5_2_a_term_of_the_base_context_is_not_redefined() -> None:
    fails(
        "The document cannot be read as linked data (protected term redefinition).",
        context=[V2, EXAMPLES, {"VerifiableCredential": "https://x.example/#Other"}],
    )


EARLIER = {
    "context": ["https://www.w3.org/2018/credentials/v1"],
    "type": ["VerifiableCredential"],
    "credentialSubject": {"id": "did:example:subject"},
    "validFrom": LEFT_OUT,
}


def test_1_1_a_credential_of_the_earlier_model_is_told_by_its_first_context() -> None:
    conforms(**EARLIER, issuanceDate="2020-03-16T22:37:26.544Z")
    conforms(**EARLIER, issuanceDate="2020-03-16T22:37:26Z", expirationDate="2020-03-16T22:37:26Z")


def test_1_1_it_must_have_a_date_of_issue() -> None:
    fails("“issuanceDate” is missing.", **EARLIER)
    fails("“issuanceDate” is not a date and time with an offset.", **EARLIER, issuanceDate="2020")


def test_1_1_it_does_not_expire_before_it_is_issued() -> None:
    fails(
        "“expirationDate” is earlier than “issuanceDate”.",
        **EARLIER,
        issuanceDate="2020-03-16T22:37:26Z",
        expirationDate="2020-03-16T22:37:25Z",
    )

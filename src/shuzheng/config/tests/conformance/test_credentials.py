"""What the door signs, what it accepts, and what it refuses."""

from __future__ import annotations

import copy
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from shuzheng.config.tests.conformance.caller import BOTH, HOLDER_DID, MESSAGES, PLAIN, first
from shuzheng.credentials.core import statuslist

if TYPE_CHECKING:
    from collections.abc import Callable

    from shuzheng.config.tests.conformance.caller import Caller


@BOTH
def test_what_conforms_is_signed_given_a_status_and_verifies(
    caller: Caller, base: str, suite: str
) -> None:
    credential = caller.issue(base)

    assert credential["@context"] == PLAIN["@context"]
    assert credential["credentialSubject"] == PLAIN["credentialSubject"]
    assert credential["issuer"] == caller.door.issuer.identifier
    assert credential["proof"]["cryptosuite"] == suite
    assert credential["proof"]["proofPurpose"] == "assertionMethod"
    assert credential["credentialStatus"]["statusPurpose"] == "revocation"
    status, answer = caller.verify(credential, base)
    assert (status, answer["verified"], answer["warnings"]) == (200, True, [])
    assert answer["verifiableCredential"] == credential


@BOTH
def test_a_credential_of_the_earlier_model_gets_the_context_of_its_proof_and_no_status(
    caller: Caller, base: str, suite: str
) -> None:
    earlier = {
        "@context": ["https://www.w3.org/2018/credentials/v1"],
        "type": ["VerifiableCredential"],
        "issuanceDate": "2020-03-16T22:37:26.544Z",
        "expirationDate": "2021-03-16T22:37:26Z",
        "credentialSubject": {"id": "did:example:subject"},
    }

    credential = caller.issue(base, earlier)

    assert credential["@context"] == [
        "https://www.w3.org/2018/credentials/v1",
        "https://w3id.org/security/data-integrity/v2",
    ]
    assert "credentialStatus" not in credential
    assert credential["proof"]["cryptosuite"] == suite
    status, answer = caller.verify(credential, base)
    assert (status, [warning["code"] for warning in answer["warnings"]]) == (200, ["expired"])


def test_the_issuer_that_the_caller_names_stays(caller: Caller) -> None:
    named = {**PLAIN, "issuer": {"id": "https://x.example/issuer", "name": "Example"}}

    credential = caller.issue("/vc-api", named)

    assert credential["issuer"] == named["issuer"]
    assert caller.verify(credential)[0] == 200


def test_a_credential_in_the_name_of_another_key_does_not_verify(caller: Caller) -> None:
    credential = caller.issue("/vc-api", {**PLAIN, "issuer": HOLDER_DID})

    status, answer = caller.verify(credential)

    assert status == 400
    assert first(answer) == (
        "CRYPTOGRAPHIC_SECURITY_ERROR",
        "No proof is by the key that “issuer” names.",
    )


@BOTH
def test_the_status_list_is_fetched_by_https_and_holds(
    caller: Caller, base: str, suite: str
) -> None:
    entry = caller.issue(base)["credentialStatus"]
    assert entry["statusListCredential"].startswith(caller.door.address + "/vc-api/status/")
    path = entry["statusListCredential"].removeprefix(caller.door.address)

    status, document = caller.ask("GET", path)

    assert status == 200
    assert document["type"] == ["VerifiableCredential", "BitstringStatusListCredential"]
    assert document["proof"]["cryptosuite"] == "eddsa-rdfc-2022"
    assert statuslist.read(document).is_set(statuslist.read_entry(entry)) is False
    assert caller.verify(document)[0] == 200
    del suite


@BOTH
def test_a_revoked_credential_is_refused_and_its_neighbour_is_not(
    caller: Caller, base: str, suite: str
) -> None:
    revoked, neighbour = caller.issue(base), caller.issue(base)
    entry = revoked["credentialStatus"]

    changed = caller.post(f"{base}/credentials/status", {"credentialStatus": entry, "status": 1})

    assert changed == (200, {"credentialStatus": entry, "status": 1})
    status, answer = caller.verify(revoked)
    assert (status, answer["errors"][0]["detail"]) == (400, "The status list states “revocation”.")
    assert caller.verify(neighbour)[0] == 200
    caller.post(f"{base}/credentials/status", {"credentialStatus": entry, "status": 0})
    assert caller.verify(revoked)[0] == 200
    del suite


def test_a_status_of_two_bits_is_told_by_its_message(caller: Caller) -> None:
    wanted = {"statusPurpose": "message", "statusSize": 2, "statusMessage": MESSAGES}
    credentials = [caller.issue("/vc-api", credentialStatus=wanted) for _ in range(3)]
    for credential, value in zip(credentials, [2, 3, 1], strict=True):
        entry = credential["credentialStatus"]
        body = {"credentialStatus": entry, "status": value}
        assert caller.post("/vc-api/credentials/status", body)[0] == 200

    told = [caller.verify(credential)[1]["warnings"] for credential in credentials]

    assert told == [
        [{"code": "status-message", "detail": "2"}],
        [{"code": "status-message", "detail": "3"}],
        [{"code": "status-message", "detail": "1"}],
    ]


@pytest.mark.parametrize(
    ("change", "value", "status", "detail"),
    [
        ({}, 2, 400, "The status must be a whole number from 0 to 1."),
        ({}, -1, 400, "The status must be a whole number from 0 to 1."),
        ({}, True, 400, "The status must be a whole number from 0 to 1."),
        ({"statusListIndex": "one"}, 1, 404, "The door has given out no such status entry."),
        ({"statusListCredential": "x:y"}, 1, 404, "The door has given out no such status entry."),
        ({"statusListCredential": 1}, 1, 400, "“statusListCredential” is not as the data model of"),
    ],
)
def test_only_a_status_that_was_given_out_is_set(
    caller: Caller, change: dict[str, object], value: object, status: int, detail: str
) -> None:
    entry = caller.issue()["credentialStatus"] | change

    answer = caller.post("/vc-api/credentials/status", {"credentialStatus": entry, "status": value})

    assert answer[0] == status
    assert answer[1]["errors"][0]["detail"].startswith(detail)


def test_a_status_that_only_another_server_knows_is_a_warning(caller: Caller) -> None:
    entries = [
        statuslist.entry("revocation", 5, "https://x.example/list"),
        {"type": "https://x.example/#Other"},
    ]
    credential = caller.issue("/vc-api", {**PLAIN, "credentialStatus": entries})

    assert credential["credentialStatus"] == entries
    assert caller.verify(credential)[1]["warnings"] == [
        {"code": "status-unknown", "detail": "https://x.example/list is not fetched"},
        {"code": "status-unknown", "detail": "a status of a type that is not read here"},
    ]


@pytest.mark.parametrize(
    ("member", "years", "code"), [("validFrom", 1, "not-yet-valid"), ("validUntil", -1, "expired")]
)
def test_outside_its_term_a_credential_verifies_with_a_warning(
    caller: Caller, member: str, years: int, code: str
) -> None:
    instant = datetime.now(UTC) + timedelta(days=365 * years)
    credential = caller.issue("/vc-api", {**PLAIN, member: f"{instant:%Y-%m-%dT%H:%M:%SZ}"})

    status, answer = caller.verify(credential)

    assert (status, [warning["code"] for warning in answer["warnings"]]) == (200, [code])


@BOTH
@pytest.mark.parametrize(
    ("change", "title", "detail"),
    [
        (
            lambda c: c.pop("@context"),
            "MALFORMED_VALUE_ERROR",
            "“@context” is missing.",
        ),
        (
            lambda c: c.update(issuer=None),
            "MALFORMED_VALUE_ERROR",
            "“issuer” is not a single URL.",
        ),
        (
            lambda c: c["credentialSubject"].update(unknown="x"),
            "DATA_LOSS_DETECTION_ERROR",
            "No context of the document defines “unknown”.",
        ),
        (
            lambda c: c["credentialSubject"].update(alumniOf=None),
            "DATA_LOSS_DETECTION_ERROR",
            "“alumniOf” has a value that linked data cannot hold.",
        ),
        (
            lambda c: c["@context"].append("https://x.example/terms"),
            "CRYPTOGRAPHIC_SECURITY_ERROR",
            "The context https://x.example/terms is not known here, and contexts are never"
            " fetched.",
        ),
        (
            lambda c: c["@context"].append({"VerifiableCredential": "https://x.example/#Other"}),
            "PROOF_TRANSFORMATION_ERROR",
            "The document cannot be read as linked data (protected term redefinition).",
        ),
        (
            lambda c: c.update(credentialStatus={"type": "BitstringStatusListEntry"}),
            "MALFORMED_VALUE_ERROR",
            "The status entry of the certificate is wrong in “statusPurpose”.",
        ),
    ],
)
def test_what_does_not_conform_is_not_signed(
    caller: Caller,
    base: str,
    suite: str,
    change: Callable[[dict[str, Any]], object],
    title: str,
    detail: str,
) -> None:
    credential = copy.deepcopy(PLAIN)
    change(credential)

    status, answer = caller.post(f"{base}/credentials/issue", {"credential": credential})

    assert (status, *first(answer)) == (400, title, detail)
    del suite


@BOTH
@pytest.mark.parametrize(
    "change",
    [
        lambda c: c["credentialSubject"].update(alumniOf="Another School"),
        lambda c: c["credentialSubject"].update(unknown="x"),
        lambda c: c["type"].append("Unknown"),
        lambda c: c["proof"].update(created="2020-01-01T00:00:00Z"),
        lambda c: c["proof"].update(type="UnknownProofType"),
        lambda c: c["proof"].update(cryptosuite="unknown-2022"),
        lambda c: c["proof"].update(proofPurpose="authentication"),
        lambda c: c["proof"].pop("verificationMethod"),
        lambda c: c["proof"].pop("proofValue"),
        lambda c: c["proof"].update(previousProof="urn:uuid:1"),
        lambda c: c.update(proof=None),
        lambda c: c.pop("proof"),
        lambda c: c.pop("issuer"),
    ],
)
def test_what_was_changed_after_signing_does_not_verify(
    caller: Caller, base: str, suite: str, change: Callable[[dict[str, Any]], object]
) -> None:
    credential = caller.issue(base)
    assert credential["proof"]["cryptosuite"] == suite
    change(credential)

    status, answer = caller.verify(credential, base)

    assert status == 400
    assert answer["verified"] is False
    assert len(answer["errors"]) == 1


def test_proofs_are_added_beside_others_and_after_others(caller: Caller) -> None:
    one = caller.issue("/vc-api", id="urn:uuid:1")
    two = caller.issue("/vc-api/jcs", one, id="urn:uuid:2")
    three = caller.issue("/vc-api", two, previousProof=["urn:uuid:1", "urn:uuid:2"])

    assert [item["cryptosuite"] for item in three["proof"]] == [
        "eddsa-rdfc-2022",
        "eddsa-jcs-2022",
        "eddsa-rdfc-2022",
    ]
    assert caller.verify(three)[0] == 200
    three["proof"][0]["proofValue"] = three["proof"][2]["proofValue"]
    assert caller.verify(three)[0] == 400


def test_a_proof_that_has_run_out_does_not_verify(caller: Caller) -> None:
    credential = caller.issue("/vc-api", expires="2020-01-01T00:00:00Z")

    status, answer = caller.verify(credential)

    assert (status, answer["errors"][0]["detail"]) == (
        400,
        "The proof was good until 2020-01-01T00:00:00Z only.",
    )
    body = {"credential": PLAIN, "options": {"expires": "tomorrow"}}
    assert caller.post("/vc-api/credentials/issue", body)[0] == 400

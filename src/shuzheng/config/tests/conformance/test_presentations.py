"""A presentation holds with all that it shows, for the question that it answers."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest

from shuzheng.config.tests.conformance.caller import HOLDER, HOLDER_DID, V2, first
from shuzheng.credentials.core import did
from shuzheng.credentials.core.integrity import signing, suites

if TYPE_CHECKING:
    from collections.abc import Callable

    from shuzheng.config.tests.conformance.caller import Caller


def shown(*credentials: dict[str, Any], suite: suites.Suite = suites.RDFC) -> dict[str, Any]:
    """Return a presentation by the holder, for one domain and challenge."""
    document = {
        "@context": [V2],
        "type": ["VerifiablePresentation"],
        "holder": HOLDER_DID,
        "verifiableCredential": list(credentials),
    }
    return signing.add(
        document,
        suite=suite,
        created=datetime(2024, 1, 1, tzinfo=UTC),
        method=did.method_id(HOLDER_DID, did.key_of(HOLDER_DID)),
        sign=HOLDER.sign,
        purpose="authentication",
        more={"domain": "sz.example", "challenge": "42"},
    )


@pytest.mark.parametrize("suite", [suites.RDFC, suites.JCS], ids=["rdfc", "jcs"])
def test_a_presentation_verifies_with_all_that_it_shows(
    caller: Caller, suite: suites.Suite
) -> None:
    presentation = shown(caller.issue("/vc-api"), caller.issue("/vc-api/jcs"), suite=suite)

    status, answer = caller.show(presentation, domain="sz.example", challenge="42")

    assert (status, answer["verified"]) == (200, True)
    assert answer["verifiablePresentation"] == presentation


def test_a_presentation_with_one_credential_that_does_not_hold_is_refused(caller: Caller) -> None:
    good, bad = caller.issue(), caller.issue()
    bad["credentialSubject"]["alumniOf"] = "Another School"

    status, answer = caller.show(shown(good, bad))

    assert (status, *first(answer)) == (
        400,
        "PROOF_VERIFICATION_ERROR",
        "The signature does not fit the document.",
    )


@pytest.mark.parametrize(
    ("options", "title", "detail"),
    [
        (
            {"domain": "other.example"},
            "INVALID_DOMAIN_ERROR",
            "The proof was not made for this domain.",
        ),
        (
            {"challenge": "43"},
            "INVALID_CHALLENGE_ERROR",
            "The proof does not answer this challenge.",
        ),
        (
            {"challenge": 43},
            "MALFORMED_VALUE_ERROR",
            "“challenge” is not as the data model of credentials has it.",
        ),
    ],
)
def test_a_presentation_made_for_another_question_is_refused(
    caller: Caller, options: dict[str, object], title: str, detail: str
) -> None:
    status, answer = caller.show(shown(caller.issue()), **options)

    assert (status, *first(answer)) == (400, title, detail)


@pytest.mark.parametrize(
    ("change", "detail"),
    [
        (lambda p: p.pop("proof"), "The document carries no proof."),
        (
            lambda p: p.update(holder="did:example:other"),
            "The signature does not fit the document.",
        ),
        (lambda p: p.pop("@context"), "“@context” is missing."),
        (lambda p: p.update(type=["Unknown"]), "“type” is no type, or lacks the one that is"),
        (
            lambda p: p.update(verifiableCredential=["https://x.example/vc"]),
            "“verifiableCredential” is not as the data model of credentials has it.",
        ),
    ],
)
def test_a_presentation_that_is_not_as_it_should_be_is_refused(
    caller: Caller, change: Callable[[dict[str, Any]], object], detail: str
) -> None:
    presentation = shown(caller.issue())
    change(presentation)

    status, answer = caller.show(presentation)

    assert status == 400
    assert answer["errors"][0]["detail"].startswith(detail)


def test_a_holder_who_did_not_sign_is_not_the_holder(caller: Caller) -> None:
    credential = caller.issue()
    presentation = signing.add(
        {
            "@context": [V2],
            "type": ["VerifiablePresentation"],
            "holder": caller.door.issuer.identifier,
            "verifiableCredential": [credential],
        },
        suite=suites.RDFC,
        created=datetime(2024, 1, 1, tzinfo=UTC),
        method=did.method_id(HOLDER_DID, did.key_of(HOLDER_DID)),
        sign=HOLDER.sign,
        purpose="authentication",
    )

    status, answer = caller.show(presentation)

    assert (status, answer["errors"][0]["detail"]) == (
        400,
        "No proof is by the key that “holder” names.",
    )

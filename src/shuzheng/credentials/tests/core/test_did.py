"""Issuers are named by did:key or did:web, and their documents publish Ed25519 keys."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shuzheng.credentials.core import did

# The key of the examples in W3C VC Data Integrity EdDSA Cryptosuites 1.0.
W3C_KEY = "z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2"
W3C_BYTES = "b00d8d938e7f773d51565aad36a623f5344f7f5d1960f9cf3e8e12620ea2810f"
# The public key of the all-zero seed, from the test vectors of the did:key method.
ZERO_KEY = "z6MkiTBz1ymuepAQ4HEHYSF1H8quG5GLVVQR3djdX3mDooWp"
ZERO_BYTES = "3b6a27bcceb6a42d62a3a8d02a6f0d73653215771de243a63ac048a18b59da29"
ORGANISATION = "did:web:sz.example:orgs:91340100MA2TEST18Q"


@pytest.mark.parametrize(("key", "raw"), [(W3C_KEY, W3C_BYTES), (ZERO_KEY, ZERO_BYTES)])
def test_a_key_is_spelled_as_in_the_published_examples(key: str, raw: str) -> None:
    assert did.multikey(bytes.fromhex(raw)) == key
    assert did.public_key(key).hex() == raw
    assert did.key_identifier(bytes.fromhex(raw)) == f"did:key:{key}"
    assert did.key_of(f"did:key:{key}") == key


@settings(deadline=None)
@given(st.binary(min_size=32, max_size=32))
def test_every_key_reads_back(raw: bytes) -> None:
    assert did.public_key(did.multikey(raw)) == raw


@pytest.mark.parametrize(
    "key",
    [
        "",
        "z",
        W3C_KEY[:-1],
        W3C_KEY + "2",
        "u" + W3C_KEY[1:],
        # An X25519 key and a P-256 key: other codes before the key.
        "z6LSbysY2xFMRpGMhb7tFTLMpeuPRaqaWM1yECx2AtzE3KCc",
        "zDnaerDaTF5BXEavCrfRZEk316dpbLsfPDZ3WJ5hRTPFU2169",
        # A secret key must never be taken for a public one.
        "z3u2en7t5LR2WtQH5PfFqMqwVHBeXouLzo6haApm8XHqvjxq",
    ],
)
def test_what_is_no_ed25519_public_key_is_refused(key: str) -> None:
    with pytest.raises(did.BadKey):
        did.public_key(key)


@pytest.mark.parametrize(
    ("host", "path", "identifier", "address"),
    [
        ("sz.example", (), "did:web:sz.example", "https://sz.example/.well-known/did.json"),
        (
            "sz.example",
            ("orgs", "91340100MA2TEST18Q"),
            ORGANISATION,
            "https://sz.example/orgs/91340100MA2TEST18Q/did.json",
        ),
        (
            "localhost:8000",
            ("orgs", "a"),
            "did:web:localhost%3A8000:orgs:a",
            "https://localhost:8000/orgs/a/did.json",
        ),
    ],
)
def test_a_web_identifier_names_the_address_of_its_document(
    host: str, path: tuple[str, ...], identifier: str, address: str
) -> None:
    assert did.web_identifier(host, *path) == identifier
    assert did.web_address(identifier) == address


@pytest.mark.parametrize(
    ("host", "path"),
    [
        ("", ()),
        ("192.168.1.7", ()),
        ("10.0.0.1:8000", ()),
        ("SZ.example", ()),
        ("sz..example", ()),
        (".example", ()),
        ("sz.example:0", ()),
        ("sz.example:port", ()),
        ("sz.example/orgs", ()),
        ("书证通.example", ()),
        ("a" * 254, ()),
        ("sz.example", ("",)),
        ("sz.example", ("..",)),
        ("sz.example", ("a:b",)),
        ("sz.example", ("a/b",)),
        ("sz.example", ("a%2Fb",)),
        ("sz.example", ("机构",)),
    ],
)
def test_what_cannot_stand_in_a_web_identifier_is_refused(host: str, path: tuple[str, ...]) -> None:
    with pytest.raises(did.BadHost):
        did.web_identifier(host, *path)


@pytest.mark.parametrize(
    "identifier",
    [
        "",
        "sz.example",
        "did:example:1",
        "did:key:",
        f"did:key:{W3C_KEY}#{W3C_KEY}",
        "did:web:",
        "did:web:sz.example/orgs",
        "did:web:sz.example%2Forgs",
        "did:web:sz.example:orgs:",
        "did:web:sz.example%3a8000",
        "did:web:" + "a" * 300,
    ],
)
def test_other_identifiers_are_refused(identifier: str) -> None:
    with pytest.raises((did.BadIdentifier, did.BadKey)):
        did.require(identifier)


@pytest.mark.parametrize("identifier", [f"did:key:{ZERO_KEY}", ORGANISATION])
def test_identifiers_of_both_kinds_are_accepted(identifier: str) -> None:
    did.require(identifier)


def test_a_document_publishes_keys_in_use_and_dates_of_those_that_ended() -> None:
    ended = datetime(2027, 1, 1, tzinfo=UTC)
    methods = [
        did.Method(did.method_id(ORGANISATION, W3C_KEY), W3C_KEY, expires=ended, revoked=ended),
        did.Method(did.method_id(ORGANISATION, ZERO_KEY), ZERO_KEY),
    ]

    assert did.document(ORGANISATION, methods) == {
        "@context": ["https://www.w3.org/ns/did/v1", "https://w3id.org/security/multikey/v1"],
        "id": ORGANISATION,
        "verificationMethod": [
            {
                "id": f"{ORGANISATION}#{W3C_KEY}",
                "type": "Multikey",
                "controller": ORGANISATION,
                "publicKeyMultibase": W3C_KEY,
                "expires": "2027-01-01T00:00:00Z",
                "revoked": "2027-01-01T00:00:00Z",
            },
            {
                "id": f"{ORGANISATION}#{ZERO_KEY}",
                "type": "Multikey",
                "controller": ORGANISATION,
                "publicKeyMultibase": ZERO_KEY,
            },
        ],
        "assertionMethod": [f"{ORGANISATION}#{W3C_KEY}", f"{ORGANISATION}#{ZERO_KEY}"],
    }


def test_a_document_does_not_publish_the_key_of_another() -> None:
    with pytest.raises(ValueError, match="not a method of"):
        did.document(ORGANISATION, [did.Method(f"did:web:other.example#{ZERO_KEY}", ZERO_KEY)])

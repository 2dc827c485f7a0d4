"""The example in `docs/sm2-suite.md` is right to the byte, so that a stranger can rely on it."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from shuzheng.credentials.core import did, jsontext, multibase, proof
from shuzheng.credentials.core.integrity.suite import SM2
from shuzheng.credentials.core.sm2 import signing
from shuzheng.credentials.core.sm2.digest import sm3
from shuzheng.credentials.tests.core.sm2.published import PRIVATE, PUBLIC, X, Y
from shuzheng.credentials.tests.core.sm2.test_signing import openssl_says

ROOT = Path(__file__).parents[6]
PAGE = (ROOT / "docs" / "sm2-suite.md").read_text(encoding="utf-8")
DOCUMENT = json.loads(re.findall(r"```json\n(.*?)```", PAGE, re.DOTALL)[0])
OPTIONS_TEXT, DOCUMENT_TEXT = re.findall(r"```text\n(.*?)\n```", PAGE, re.DOTALL)
UNSIGNED = {member: value for member, value in DOCUMENT.items() if member != "proof"}
OPTIONS = {member: value for member, value in DOCUMENT["proof"].items() if member != "proofValue"}
CURVE = (
    "fffffffeffffffffffffffffffffffffffffffff00000000fffffffffffffffc"
    "28e9fa9e9d9f5e344d5a9e4bcf6509a7f39789f515ab8f92ddbcbd414d940e93"
    "32c4ae2c1f1981195f9904466a39c9948fe30bbff2660be1715a4589334c74c7"
    "bc3736a2f4f6779c59bdcee36b692153d0a9877cc62a474002df32e52139f0a0"
)
"""a, b, and both coordinates of G, as GB/T 32918.5-2017 states them."""


def said(name: str) -> str:
    """Return what the page says of a value that it names."""
    found = re.search(rf"^    {re.escape(name)}  +(\S+)$", PAGE, re.MULTILINE)
    assert found is not None, name
    return found[1]


def message() -> bytes:
    return bytes.fromhex(said("SM3(options)") + said("SM3(document)"))


def test_the_keys_of_the_page_are_those_of_the_standard() -> None:
    assert said("private key") == PRIVATE.hex()
    assert said("public key") == PUBLIC.hex()
    assert said("Multikey") == did.sm2_multikey(PUBLIC)
    assert did.sm2_key(said("Multikey")) == PUBLIC
    assert multibase.from_base58(said("Multikey"))[:2] == b"\x86\x24"


def test_what_is_hashed_is_what_the_page_shows() -> None:
    assert jsontext.canonical(OPTIONS).decode() == OPTIONS_TEXT
    assert jsontext.canonical(UNSIGNED).decode() == DOCUMENT_TEXT
    assert sm3(OPTIONS_TEXT.encode()).hex() == said("SM3(options)")
    assert sm3(DOCUMENT_TEXT.encode()).hex() == said("SM3(document)")
    assert SM2.digest(UNSIGNED, OPTIONS) == message()


def test_what_is_signed_follows_from_the_standard_alone() -> None:
    z = sm3(b"\x00\x80" + b"1234567812345678" + bytes.fromhex(CURVE) + X + Y)

    assert z.hex() == said("Z")
    assert z.hex() == "b2e14c5c79c6df5b85f4fe7ed8db7a262b9da7e07ccb0ea9f4747b8ccda8a4f3"
    assert sm3(z + message()).hex() == said("e")


def test_the_signature_is_the_one_in_the_proof_and_it_verifies() -> None:
    signature = bytes.fromhex(said("r") + said("s"))

    assert multibase.base58(signature) == DOCUMENT["proof"]["proofValue"]
    assert signing.is_signed(PUBLIC, signature, message())


def test_openssl_accepts_the_example_as_the_page_says(tmp_path: Path) -> None:
    (tmp_path / "message").write_bytes(message())
    (tmp_path / "signature.der").write_bytes(
        signing.der(bytes.fromhex(said("r") + said("s"))),
    )
    spki = bytes.fromhex("3059301306072a8648ce3d020106082a811ccf5501822d034200") + b"\x04" + X + Y
    (tmp_path / "public.der").write_bytes(spki)
    openssl_says(
        *("pkey", "-pubin", "-inform", "DER", "-in", tmp_path / "public.der"),
        *("-out", tmp_path / "public.pem"),
    )
    command = next(line for line in PAGE.splitlines() if line.startswith("    openssl dgst"))
    arguments = [
        tmp_path / word if (tmp_path / word).exists() else word for word in command.split()[1:]
    ]

    assert openssl_says(*arguments).stdout == b"Verified OK\n"


@pytest.mark.parametrize("member", ["name", "id", "validFrom", "issuer"])
def test_a_changed_document_does_not_fit(member: str) -> None:
    changed = {**UNSIGNED, member: "x"}

    with pytest.raises(proof.SignatureRefused):
        SM2.algorithm.require(
            PUBLIC,
            multibase.from_base58(DOCUMENT["proof"]["proofValue"]),
            SM2.digest(changed, OPTIONS),
        )

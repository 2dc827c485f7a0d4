"""An entry says of what kind it is, and of what it hides nothing can be learnt from it."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shuzheng.transparency.core import leaves

SALT = bytes(range(32))


def test_a_sealed_entry_is_three_lines_with_a_commitment() -> None:
    leaf = leaves.sealed("certificate.issued", b"payload", SALT)

    assert leaf.data == (
        b"shuzheng-log/v1\ncertificate.issued\n"
        b"sha256 fOHmZRrxSxl4nuSuOjqUB3lnDzvKGBTAIshlRoAA8Q8=\n"
    )
    assert leaf.salt == SALT
    assert b"payload" not in leaf.data


def test_a_public_entry_says_its_words_in_clear() -> None:
    leaf = leaves.public("facts.head", "12 abc")

    assert leaf.data == b"shuzheng-log/v1\nfacts.head\npublic 12 abc\n"
    assert leaves.parse(leaf.data) == leaves.Statement("facts.head", words="12 abc")
    assert leaf.salt == b""


def test_many_commitments_are_known_together_and_no_other_passes_among_them() -> None:
    one = leaves.sealed("certificate.issued", b"payload", SALT).data
    two = leaves.sealed("draw.seats", b"payload", SALT).data
    assert leaves.are_commitments([])
    assert leaves.are_commitments([one, two, one])
    for other in (
        leaves.public("facts.head", "12 abc").data,
        one + two,
        one + b"\0" + two,
        one + b"\0",
        one[:-1],
        b"",
    ):
        assert not leaves.are_commitments([one, other, two])


@given(st.binary(max_size=100), st.binary(min_size=32, max_size=32))
def test_a_commitment_holds_for_its_kind_payload_and_salt_alone(
    payload: bytes, salt: bytes
) -> None:
    data = leaves.sealed("certificate.issued", payload, salt).data

    leaves.verify(data, "certificate.issued", payload, salt)

    for kind, shown, with_ in (
        ("certificate.revoked", payload, salt),
        ("certificate.issued", payload + b"x", salt),
        ("certificate.issued", payload, bytes(31) + b"?"),
    ):
        with pytest.raises(leaves.CommitmentDiffers):
            leaves.verify(data, kind, shown, with_)


def test_a_public_entry_commits_to_nothing() -> None:
    with pytest.raises(leaves.CommitmentDiffers):
        leaves.verify(leaves.public("facts.head", "1 a").data, "facts.head", b"", SALT)


@pytest.mark.parametrize(
    ("data", "line"),
    [
        (b"", 1),
        (b"shuzheng-log/v1\nkind\npublic a", 3),
        (b"shuzheng-log/v2\nkind\npublic a\n", 1),
        (b"shuzheng-log/v1\nKind\npublic a\n", 2),
        (b"shuzheng-log/v1\nkind\npublic \n", 3),
        (b"shuzheng-log/v1\nkind\npublic a  b\n", 3),
        (b"shuzheng-log/v1\nkind\nsecret a\n", 3),
        (b"shuzheng-log/v1\nkind\nsha256 AAAA\n", 3),
        (b"shuzheng-log/v1\nkind\nsha256 !\n", 3),
        (b"shuzheng-log/v1\nkind\npublic a\n\n", 5),
        (b"shuzheng-log/v1\nkind\npublic \xe4\xb8\xad\n", 3),
    ],
)
def test_whatever_else_stands_in_an_entry_is_refused(data: bytes, line: int) -> None:
    with pytest.raises(leaves.LeafMalformed) as refusal:
        leaves.parse(data)

    assert refusal.value.params["line"] == line


@given(st.binary(max_size=200))
def test_no_bytes_break_the_reader(data: bytes) -> None:
    with suppress(leaves.LeafMalformed):
        leaves.parse(data)


def test_a_kind_a_salt_or_words_out_of_form_are_defects() -> None:
    for kind, salt in (("Certificate", SALT), ("certificate", b"short")):
        with pytest.raises(ValueError, match=r"is not a kind|has 32 bytes"):
            leaves.sealed(kind, b"", salt)
    for kind, words in (("certificate", "行"), ("certificate", "a\nb"), ("", "a")):
        with pytest.raises(ValueError, match=r"is not"):
            leaves.public(kind, words)

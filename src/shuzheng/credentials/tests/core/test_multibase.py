"""Every byte string has one spelling, and no other spelling is read."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shuzheng.credentials.core import multibase


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"", "z"),
        (b"\0", "z1"),
        (b"Hello World!", "z2NEpo7TZRRrLZSi2U"),
        (bytes.fromhex("0000287fb4cd"), "z11233QC4"),
        (
            b"The quick brown fox jumps over the lazy dog.",
            "zUSm3fpXnKG5EUBx2ndxBDMPVciP5hGey2Jh4NDv6gmeo1LkMeiKrLJUUBk6Z",
        ),
    ],
)
def test_base58_is_that_of_its_published_examples(data: bytes, text: str) -> None:
    assert multibase.base58(data) == text
    assert multibase.from_base58(text) == data


@pytest.mark.parametrize(
    "text", ["", "2NEpo", "z0", "zO", "zI", "zl", "z 1", "z\u4e00", "u11", "Z1"]
)
def test_what_is_not_base58btc_is_refused(text: str) -> None:
    with pytest.raises(multibase.BadMultibase):
        multibase.from_base58(text)


def test_text_too_long_for_any_key_or_signature_is_refused_unread() -> None:
    with pytest.raises(multibase.BadMultibase):
        multibase.from_base58("z" + "2" * 100_000)


def test_a_wrong_number_of_bytes_is_refused() -> None:
    with pytest.raises(multibase.BadMultibase) as refused:
        multibase.from_base58("z2NEpo7TZRRrLZSi2U", size=11)

    assert str(refused.value) == "“z2NEpo7TZRRrLZSi2U” is not base58btc text."


@pytest.mark.parametrize(("data", "text"), [(b"", "u"), (b"\xff\xfe\xfd", "u__79"), (b"f", "uZg")])
def test_base64url_has_no_padding_and_its_own_two_characters(data: bytes, text: str) -> None:
    assert multibase.base64url(data) == text
    assert multibase.from_base64url(text) == data


@pytest.mark.parametrize(
    "text", ["", "Zg", "uZg==", "uZh", "u+/79", "uZ", "uZ g", "u\u4e00", "zZg"]
)
def test_what_is_not_unpadded_base64url_is_refused(text: str) -> None:
    with pytest.raises(multibase.BadMultibase):
        multibase.from_base64url(text)


@settings(deadline=None)
@given(st.binary(max_size=90))
def test_bytes_go_out_and_come_back(data: bytes) -> None:
    assert multibase.from_base58(multibase.base58(data)) == data
    assert multibase.from_base64url(multibase.base64url(data)) == data


@settings(deadline=None)
@given(st.text(multibase.ALPHABET, max_size=100))
def test_every_base58_text_is_the_only_spelling_of_its_bytes(body: str) -> None:
    assert multibase.base58(multibase.from_base58("z" + body)) == "z" + body

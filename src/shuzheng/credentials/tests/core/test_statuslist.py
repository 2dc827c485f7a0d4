"""A bit of a status list is the status of exactly one certificate."""

from __future__ import annotations

import gzip
import tracemalloc
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shuzheng.credentials.core import multibase, statuslist
from shuzheng.credentials.tests.core import cast

if TYPE_CHECKING:
    from collections.abc import Callable

# The example of W3C Bitstring Status List 1.0: nothing set.
EXAMPLE = "uH4sIAAAAAAAAA-3BMQEAAADCoPVPbQwfoAAAAAAAAAAAAAAAAAAAAIC3AYbSVKsAQAAA"
INDEXES = st.sets(st.integers(0, statuslist.SMALLEST - 1), max_size=8)


def test_the_published_example_is_read() -> None:
    assert statuslist.decode(EXAMPLE) == bytes(16_384)


def test_index_0_is_the_left_most_bit() -> None:
    bits = statuslist.bitstring([0, 7, 9, 131_071])

    assert (bits[0], bits[1], bits[-1]) == (0b1000_0001, 0b0100_0000, 0b0000_0001)
    assert [statuslist.bit(bits, index) for index in (0, 1, 7, 8, 9, 131_071)] == [
        True,
        False,
        True,
        False,
        True,
        True,
    ]


@settings(deadline=None, max_examples=12)
@given(INDEXES, st.sampled_from([131_072, 131_080, 262_144]))
def test_exactly_the_set_bits_are_set_after_the_journey(indexes: set[int], size: int) -> None:
    bits = statuslist.decode(statuslist.encode(statuslist.bitstring(indexes, size)))

    assert len(bits) * 8 == size
    assert {index for index in range(size) if statuslist.bit(bits, index)} == indexes


def test_the_same_bits_give_the_same_text() -> None:
    bits = statuslist.bitstring([1, 2, 3])

    assert statuslist.encode(bits) == statuslist.encode(bits)


@pytest.mark.parametrize("size", [0, 8, 131_064, 131_073, (1 << 26) + 8])
def test_a_list_of_a_bad_size_is_not_made(size: int) -> None:
    with pytest.raises(statuslist.BadSize):
        statuslist.bitstring([], size)


@pytest.mark.parametrize("index", [-1, 131_072])
def test_nothing_is_set_outside_the_list(index: int) -> None:
    with pytest.raises(statuslist.OutsideTheList):
        statuslist.bitstring([index])
    with pytest.raises(statuslist.OutsideTheList):
        statuslist.bit(bytes(16_384), index)


def packed(bits: bytes) -> str:
    return multibase.base64url(gzip.compress(bits, mtime=0))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (packed(bytes(16_383)), "status-list-length"),
        (packed(b""), "status-list-length"),
        (packed(bytes((1 << 23) + 1)), "status-list-length"),
        (packed(bytes(200_000_000)), "status-list-length"),
        (EXAMPLE[:-4], "status-list"),
        (EXAMPLE + "AAAA", "status-list"),
        (packed(bytes(16_384)) + packed(bytes(16_384))[1:], "status-list"),
        (multibase.base58(b"x"), "status-list"),
        (multibase.base64url(bytes(16_384)), "status-list"),
        (EXAMPLE[1:], "status-list"),
        ("", "status-list"),
    ],
)
def test_what_is_not_a_compressed_bitstring_of_fair_size_is_refused(text: str, code: str) -> None:
    with pytest.raises(statuslist.StatusRefused) as refused:
        statuslist.decode(text)

    assert refused.value.code == code


def test_a_bomb_does_not_fill_the_memory_before_it_is_refused() -> None:
    bomb = packed(bytes(200_000_000))
    tracemalloc.start()
    try:
        with pytest.raises(statuslist.BadSize):
            statuslist.decode(bomb)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()

    assert peak < 40_000_000


@settings(deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_in_the_place_of_a_list_are_refused(data: bytes) -> None:
    with pytest.raises(statuslist.StatusRefused):
        statuslist.decode(multibase.base64url(data))


def test_a_list_credential_reads_back() -> None:
    document = cast.status_list("revocation", [94_567])
    listed = statuslist.read(document)

    assert (listed.url, listed.issuer) == (cast.REVOCATIONS, cast.ORGANISATION_DID)
    assert listed.purposes == {"revocation"}
    assert (listed.valid_until or listed.valid_from) - listed.valid_from == cast.WEEK
    assert listed.is_set(statuslist.Entry("revocation", 94_567, cast.REVOCATIONS))
    assert not listed.is_set(statuslist.Entry("revocation", 94_566, cast.REVOCATIONS))


def test_a_list_is_asked_about_its_own_purpose_only() -> None:
    listed = statuslist.read(cast.status_list("suspension"))

    with pytest.raises(statuslist.OtherPurpose) as refused:
        listed.is_set(statuslist.Entry("revocation", 1, cast.SUSPENSIONS))

    assert str(refused.value) == "The status list is not about “revocation”."


@pytest.mark.parametrize(
    ("change", "member"),
    [
        (lambda d: d.update({"@context": []}), "@context"),
        (lambda d: d.update(type="BitstringStatusListCredential"), "type"),
        (lambda d: d.update(type=["VerifiableCredential", {}]), "type"),
        (lambda d: d.pop("credentialSubject"), "credentialSubject.type"),
        (lambda d: d["credentialSubject"].update(type=["x"]), "credentialSubject.type"),
        (lambda d: d.pop("id"), "id"),
        (lambda d: d.update(id="urn:uuid:1"), "id"),
        (lambda d: d.update(issuer={"id": "did:web:a"}), "issuer"),
        (lambda d: d.update(validFrom="today"), "validFrom"),
        (lambda d: d.update(validUntil=""), "validUntil"),
        (
            lambda d: d["credentialSubject"].update(statusPurpose=[]),
            "credentialSubject.statusPurpose",
        ),
        (
            lambda d: d["credentialSubject"].update(statusPurpose=["revocation", 1]),
            "credentialSubject.statusPurpose",
        ),
        (lambda d: d["credentialSubject"].update(statusSize=2), "credentialSubject.statusSize"),
        (
            lambda d: d["credentialSubject"].update(encodedList=1),
            "credentialSubject.encodedList",
        ),
    ],
)
def test_a_malformed_list_credential_is_refused_by_place(
    change: Callable[[dict[str, Any]], object], member: str
) -> None:
    document = cast.status_list("revocation")
    change(document)

    with pytest.raises(statuslist.BadList) as refused:
        statuslist.read(document)

    assert refused.value.params == {"member": member}


@pytest.mark.parametrize(
    ("change", "member"),
    [
        ({"type": "StatusList2021Entry"}, "type"),
        ({"statusPurpose": ""}, "statusPurpose"),
        ({"statusListIndex": "-1"}, "statusListIndex"),
        ({"statusListIndex": "007"}, "statusListIndex"),
        ({"statusListIndex": "1e3"}, "statusListIndex"),
        ({"statusListIndex": "٣"}, "statusListIndex"),
        ({"statusListIndex": "1" * 40}, "statusListIndex"),
        ({"statusListIndex": 7}, "statusListIndex"),
        ({"statusListCredential": "ftp://sz.example/1"}, "statusListCredential"),
        ({"statusListCredential": ["https://sz.example/1"]}, "statusListCredential"),
        ({"id": "https://sz.example/1"}, "statusListCredential"),
        ({"statusSize": 2}, "statusSize"),
        ({"statusSize": True}, "statusSize"),
        ({"statusSize": "1"}, "statusSize"),
    ],
)
def test_a_malformed_entry_is_refused_by_member(change: dict[str, object], member: str) -> None:
    entry = {**statuslist.entry("revocation", 7, "https://sz.example/1"), **change}

    with pytest.raises(statuslist.BadEntry) as refused:
        statuslist.read_entry(entry)

    assert refused.value.params == {"member": member}


@pytest.mark.parametrize("value", [None, [], "https://sz.example/1", 7])
def test_what_is_no_entry_at_all_is_refused(value: object) -> None:
    with pytest.raises(statuslist.BadEntry):
        statuslist.read_entry(value)

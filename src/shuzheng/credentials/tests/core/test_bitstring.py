"""An entry of several bits is the status of exactly one credential, with its message.

Statements of W3C Bitstring Status List 1.0, sections "BitstringStatusListEntry" and "Validate
Algorithm".
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shuzheng.credentials.core import bitstring, statuslist
from shuzheng.credentials.tests.core import cast

if TYPE_CHECKING:
    from collections.abc import Callable

LIST = "https://sz.example/status/message/1"
MESSAGES = [
    {"status": "0x0", "message": "pending review"},
    {"status": "0x1", "message": "accepted"},
    {"status": "0x2", "message": "rejected"},
    {"status": "0x3", "message": "withdrawn"},
]


def entry(**changes: object) -> dict[str, Any]:
    written = statuslist.entry("message", 5, LIST)
    return {**written, "statusSize": 2, "statusMessage": MESSAGES, **changes}


def published(bits: bytes, purpose: str = "message") -> dict[str, Any]:
    return statuslist.credential(
        LIST,
        issuer=cast.ORGANISATION_DID,
        purpose=purpose,
        bits=bits,
        valid_from=cast.TODAY,
        valid_until=cast.TODAY + timedelta(hours=1),
    )


def test_an_entry_of_two_bits_has_four_messages() -> None:
    assert bitstring.read_entry(entry()) == bitstring.Entry(
        purpose="message",
        index=5,
        url="https://sz.example/status/message/1",
        size=2,
        messages={0: "pending review", 1: "accepted", 2: "rejected", 3: "withdrawn"},
    )


def test_an_entry_of_one_bit_needs_no_message_and_may_have_two() -> None:
    plain = statuslist.entry("revocation", 5, LIST)
    told = {**plain, "statusMessage": MESSAGES[:2]}

    assert bitstring.read_entry(plain).messages == {}
    assert bitstring.read_entry({**told, "statusSize": 1}).messages[1] == "accepted"


@pytest.mark.parametrize(
    ("change", "member"),
    [
        (lambda e: e.update(type="StatusList2021Entry"), "type"),
        (lambda e: e.pop("statusPurpose"), "statusPurpose"),
        (lambda e: e.update(statusPurpose=["message"]), "statusPurpose"),
        (lambda e: e.update(statusListIndex=5), "statusListIndex"),
        (lambda e: e.update(statusListIndex=True), "statusListIndex"),
        (lambda e: e.update(statusListIndex="-1"), "statusListIndex"),
        (lambda e: e.update(statusListIndex="05"), "statusListIndex"),
        (lambda e: e.update(statusListIndex="0x5"), "statusListIndex"),
        (lambda e: e.pop("statusListIndex"), "statusListIndex"),
        (lambda e: e.update(statusListCredential="list"), "statusListCredential"),
        (lambda e: e.pop("statusListCredential"), "statusListCredential"),
        (lambda e: e.update(id=LIST), "id"),
        (lambda e: e.update(statusSize=0), "statusSize"),
        (lambda e: e.update(statusSize="2"), "statusSize"),
        (lambda e: e.update(statusSize=2.0), "statusSize"),
        (lambda e: e.update(statusSize=True), "statusSize"),
        (lambda e: e.update(statusSize=9), "statusSize"),
        (lambda e: e.pop("statusMessage"), "statusMessage"),
        (lambda e: e.update(statusMessage=MESSAGES[:2]), "statusMessage"),
        (lambda e: e.update(statusMessage=[*MESSAGES, MESSAGES[0]]), "statusMessage"),
        (lambda e: e.update(statusMessage=[]), "statusMessage"),
        (lambda e: e.update(statusMessage="accepted"), "statusMessage.status"),
        (
            lambda e: e.update(statusMessage=[*MESSAGES[:3], {"message": "withdrawn"}]),
            "statusMessage.status",
        ),
        (
            lambda e: e.update(statusMessage=[*MESSAGES[:3], {"status": "3", "message": "x"}]),
            "statusMessage.status",
        ),
        (
            lambda e: e.update(statusMessage=[*MESSAGES[:3], {"status": "0x3"}]),
            "statusMessage.message",
        ),
        (lambda e: e.update(statusReference="a page"), "statusReference"),
        (lambda e: e.update(statusReference=["https://x.example", 5]), "statusReference"),
    ],
)
def test_an_entry_that_is_not_as_specified_is_refused_by_its_member(
    change: Callable[[dict[str, Any]], object], member: str
) -> None:
    node = entry()
    change(node)

    with pytest.raises(statuslist.BadEntry) as refused:
        bitstring.read_entry(node)

    assert str(refused.value) == f"The status entry of the certificate is wrong in “{member}”."


@pytest.mark.parametrize("reference", ["https://x.example/why", ["https://x.example/why", "urn:a"]])
def test_an_entry_may_refer_to_pages_about_it(reference: object) -> None:
    assert bitstring.read_entry(entry(statusReference=reference)).index == 5


def test_entry_n_of_two_bits_begins_at_bit_2n_with_its_highest() -> None:
    # Bits 10 and 11 belong to entry 5; of 0b10 the message is the third.
    bits = statuslist.bitstring([10, 12], 2 * statuslist.SMALLEST)

    assert bitstring.status(published(bits), bitstring.read_entry(entry())) == bitstring.Status(
        value=2, message="rejected"
    )
    assert bitstring.status(
        published(bits), bitstring.read_entry(entry(statusListIndex="6"))
    ) == bitstring.Status(value=2, message="rejected")
    assert bitstring.status(
        published(bits), bitstring.read_entry(entry(statusListIndex="7"))
    ) == bitstring.Status(value=0, message="pending review")


@settings(deadline=None, max_examples=10)
@given(st.integers(1, 3), st.integers(0, statuslist.SMALLEST - 1), st.data())
def test_the_value_that_is_written_is_the_value_that_is_read(
    size: int, index: int, data: st.DataObject
) -> None:
    value = data.draw(st.integers(0, 2**size - 1))
    places = [index * size + place for place in range(size) if value >> (size - 1 - place) & 1]
    bits = statuslist.bitstring(places, size * statuslist.SMALLEST)
    messages = [{"status": hex(n), "message": str(n)} for n in range(2**size)]
    node = entry(statusListIndex=str(index), statusSize=size, statusMessage=messages)

    found = bitstring.status(published(bits), bitstring.read_entry(node))

    assert found == bitstring.Status(value, str(value))


def test_a_list_with_fewer_entries_than_privacy_needs_is_refused() -> None:
    bits = statuslist.bitstring([], statuslist.SMALLEST)

    with pytest.raises(statuslist.BadSize):
        bitstring.status(published(bits), bitstring.read_entry(entry()))


@pytest.mark.parametrize("index", ["131072", "9" * 40])
def test_an_entry_beyond_the_end_of_the_list_is_refused(index: str) -> None:
    bits = statuslist.bitstring([], 2 * statuslist.SMALLEST)

    with pytest.raises(statuslist.OutsideTheList):
        bitstring.status(published(bits), bitstring.read_entry(entry(statusListIndex=index)))


def test_a_list_of_another_purpose_says_nothing() -> None:
    bits = statuslist.bitstring([], 2 * statuslist.SMALLEST)
    several = published(bits)
    several["credentialSubject"]["statusPurpose"] = ["revocation", "message"]

    assert bitstring.status(several, bitstring.read_entry(entry())).value == 0
    with pytest.raises(statuslist.OtherPurpose):
        bitstring.status(published(bits, "revocation"), bitstring.read_entry(entry()))


@pytest.mark.parametrize(
    ("change", "member"),
    [
        (lambda d: d.update(type=["VerifiableCredential"]), "type"),
        (lambda d: d.update(type="BitstringStatusListCredential"), "type"),
        (lambda d: d.update(credentialSubject=[]), "credentialSubject.type"),
        (
            lambda d: d["credentialSubject"].update(type="RevocationList2020"),
            "credentialSubject.type",
        ),
        (
            lambda d: d["credentialSubject"].pop("encodedList"),
            "credentialSubject.encodedList",
        ),
        (
            lambda d: d["credentialSubject"].update(encodedList="H4sIAAAAAAAAA"),
            "encodedList",
        ),
    ],
)
def test_a_list_that_is_not_as_specified_is_refused_by_its_member(
    change: Callable[[dict[str, Any]], object], member: str
) -> None:
    document = published(statuslist.bitstring([], 2 * statuslist.SMALLEST))
    change(document)

    with pytest.raises(statuslist.BadList) as refused:
        bitstring.status(document, bitstring.read_entry(entry()))

    assert str(refused.value) == f"The status list is wrong in “{member}”."

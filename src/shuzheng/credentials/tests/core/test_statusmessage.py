"""An entry of the list of messages is the word on exactly one certificate."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shuzheng.credentials.core import bitstring, statuslist, statusmessage
from shuzheng.credentials.core.statusmessage import ENTRIES, Message

URL = "https://sz.example/status/message/1"
SAID = st.dictionaries(st.integers(0, 262_143), st.sampled_from(Message), max_size=6)


def entry(index: int) -> bitstring.Entry:
    return bitstring.read_entry(statusmessage.entry(index, URL, "https://sz.example/why#words"))


def test_the_values_are_the_same_for_ever() -> None:
    assert entry(7).messages == {
        0: "nothing_further",
        1: "replaced",
        2: "fraud_or_misconduct",
        3: "issued_in_error",
    }
    assert entry(7).size == 2


def test_the_first_bit_of_an_entry_is_its_highest() -> None:
    bits = statusmessage.bitstring(
        [
            (0, Message.REPLACED),
            (3, Message.FRAUD_OR_MISCONDUCT),
            (262_143, Message.ISSUED_IN_ERROR),
        ]
    )

    assert len(bits) == 65_536
    assert (bits[0], bits[1], bits[-1]) == (0b0100_0010, 0, 0b0000_0011)


@settings(deadline=None, max_examples=20)
@given(SAID, st.integers(0, 262_143))
def test_every_message_comes_back_and_neighbours_say_nothing(
    said: dict[int, Message], other: int
) -> None:
    bits = statuslist.decode(statuslist.encode(statusmessage.bitstring(said.items())))

    for index, message in said.items():
        value = bitstring.value_of(bits, entry(index))
        assert entry(index).messages[value] == message
    if other not in said:
        assert bitstring.value_of(bits, entry(other)) == 0


@settings(deadline=None, max_examples=20)
@given(SAID)
def test_whoever_takes_an_entry_for_one_bit_wide_finds_none_set(said: dict[int, Message]) -> None:
    given = statusmessage.given_out(ENTRIES)
    bits = statusmessage.bitstring((index, word) for index, word in said.items() if index in given)

    assert len(given) == 131_072
    first, last = given[0] // 8, given[-1] // 8
    assert bits[first : last + 1] == bytes(16_384)


@pytest.mark.parametrize("index", [-1, 262_144])
def test_nothing_is_said_outside_the_list(index: int) -> None:
    with pytest.raises(statuslist.OutsideTheList):
        statusmessage.bitstring([(index, Message.REPLACED)])


def test_a_list_of_too_few_entries_of_two_bits_is_refused() -> None:
    with pytest.raises(statuslist.BadSize):
        bitstring.value_of(bytes(16_384), entry(0))

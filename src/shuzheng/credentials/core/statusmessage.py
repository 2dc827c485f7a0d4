"""What a third status list says beside the one bit “revoked”: why a certificate ended.

Authority: W3C Bitstring Status List 1.0, purpose `message`. An entry has two bits, so four values,
and its table gives each a word for programs; readers find the sentences at `statusReference`. No
value says more than the public page does (R-112). What a newcomer gets wrong: the list of messages
revokes nothing. Whether a certificate is revoked, the bit for that alone says.

Programs of others take every entry for one bit wide and a set bit for the end of the certificate
(`@digitalcredentials/vc-bitstring-status-list`). So only the second half of a list is given out:
bit n of the list lies, for such an n, in an entry of the first half, which is nobody's.
"""

from __future__ import annotations

from enum import StrEnum, auto
from typing import TYPE_CHECKING

from shuzheng.credentials.core import statuslist

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from shuzheng.credentials.core.jsontext import Object

SIZE = 2
"""Bits of an entry; of an even number of them none crosses a byte."""

ENTRIES = 2 * statuslist.SMALLEST
"""As many as privacy needs are given out, as many again are nobody's."""

PAGE, ANCHOR = "/verify/offline", "messages"
"""Where the platform explains the words; signed into every certificate, so it stays for ever."""


class Message(StrEnum):
    """The words, in the order of their values from 0."""

    NOTHING_FURTHER = auto()
    REPLACED = auto()
    FRAUD_OR_MISCONDUCT = auto()
    ISSUED_IN_ERROR = auto()

    @property
    def value_in_list(self) -> int:
        """Return the value that stands for the word."""
        return list(Message).index(self)


def entry(index: int, url: str, reference: str) -> Object:
    """Return the `credentialStatus` of a certificate: entry `index` of the messages at `url`.

    `reference` is the address of the page that explains the words.
    """
    return {
        **statuslist.entry(statuslist.MESSAGE, index, url),
        "statusSize": SIZE,
        "statusMessage": [
            {"status": f"{one.value_in_list:#x}", "message": one.value} for one in Message
        ],
        "statusReference": reference,
    }


def given_out(entries: int) -> range:
    """Return the indexes of a list that certificates may have."""
    return range(entries // SIZE, entries)


def bitstring(said: Iterable[tuple[int, Message]], entries: int = ENTRIES) -> bytes:
    """Return the bits of a list of `entries` in which each index of `said` has its message."""
    return statuslist.bitstring(_places(said, entries), entries * SIZE)


def _places(said: Iterable[tuple[int, Message]], entries: int) -> Iterator[int]:
    for index, message in said:
        if not 0 <= index < entries:
            raise statuslist.OutsideTheList(size=entries, index=index)
        for place in range(SIZE):
            # The first bit of an entry is its highest.
            if message.value_in_list >> (SIZE - 1 - place) & 1:
                yield index * SIZE + place

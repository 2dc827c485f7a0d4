"""SM2 in pure Python, where OpenSSL lacks it: slow, and the same answers.

By gmalg (MIT), which draws the number of each signature from `secrets`. The package called gmssl
draws it from a generator that can be computed, and with it the private key; never use that one.
Python's arithmetic takes a time that depends on its numbers: whoever signs on a machine that others
share should install an OpenSSL with SM2.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gmalg import PC_MODE, SM2
from gmalg.errors import PointNotOnCurveError

if TYPE_CHECKING:
    from collections.abc import Callable

FIELD = 0xFFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF00000000FFFFFFFFFFFFFFFF
"""p of GB/T 32918.5-2017: coordinates are smaller."""

HALF = 32


def signer(private: bytes, identity: bytes) -> Callable[[bytes], tuple[int, int]]:
    """Return a function that signs a message as (r, s)."""
    public = public_of(private)

    def sign(message: bytes) -> tuple[int, int]:
        # One object for each signature: it keeps the state of its hash, which threads would share.
        r, s = SM2(private, identity, public).sign(message)
        return int.from_bytes(r), int.from_bytes(s)

    return sign


def is_signed(public: bytes, identity: bytes, message: bytes, signature: tuple[int, int]) -> bool:
    """Return whether (r, s) fit; ValueError for a point off the curve."""
    if int.from_bytes(public[1:]) >= FIELD:
        raise ValueError
    try:
        key = SM2(uid=identity, pk=public)
    except PointNotOnCurveError:
        raise ValueError from None
    fits: bool = key.verify(message, *(number.to_bytes(HALF) for number in signature))
    return fits


def public_of(private: bytes) -> bytes:
    """Return the public point, compressed."""
    written: bytes = SM2(pc_mode=PC_MODE.COMPRESS).generate_pk(private)
    return written

"""The receipt: a number that is told to anybody, and a secret that only its holder has.

Rule: R-216. The number stands in lists, facts and on paper; by itself it opens nothing. The secret
is shown once, kept as a keyed hash, and has 80 bits, so that nobody guesses it however often the
platform lets him ask. Both are random: a number does not tell how many cases there are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from shuzheng.kernel.rulebook import applies

if TYPE_CHECKING:
    from datetime import date

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""32 signs that are not taken for one another: five bits each."""
NUMBER_SIGNS, SECRET_SIGNS, GROUP = 6, 16, 4


@applies("R-216")
def number(received_on: date, signs: str) -> str:
    """Return a receipt number, such as 20260302-7KQ4MX."""
    return f"{received_on:%Y%m%d}-{signs}"


def secret(signs: str) -> str:
    """Return a secret as it is written down, such as 7KQ4-MX2A-9RTB-CD3E."""
    return "-".join(signs[at : at + GROUP] for at in range(0, SECRET_SIGNS, GROUP))


def plain(text: str) -> str:
    """Return a number or secret as it is compared: however it is spaced, in capitals."""
    return "".join(text.split()).upper().replace("-", "")

"""Identity numbers, credit codes and check characters.

Authority: GB 11643-1999 (citizen identity number), GB 32100-2015 (unified social credit code),
ISO/IEC 7064 MOD 37,36 (certificate numbers). Never judge the first six digits of an identity number
by today's list of divisions: abolished codes live on in people's cards.
"""

from __future__ import annotations

import unicodedata
from datetime import date
from operator import mul

IDENTITY_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
IDENTITY_CHECKS = "10X98765432"
IDENTITY_ZEROS = sum(IDENTITY_WEIGHTS) * ord("0")
CREDIT_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
MOD_37_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
IDENTITY_LENGTH = 18
CREDIT_LENGTH = 18
VISIBLE = 4


def normalise(text: str) -> str:
    """Return `text` with full-width forms narrowed, white space removed and letters raised."""
    narrow = unicodedata.normalize("NFKC", text)
    return "".join(narrow.split()).upper()


def identity_check(first_17: str) -> str:
    """Return the check character of the first 17 (ASCII) digits of an identity number."""
    # Codes of digits instead of digits: rosters are checked by the hundred thousand.
    total = sum(map(mul, first_17.encode("ascii"), IDENTITY_WEIGHTS)) - IDENTITY_ZEROS
    return IDENTITY_CHECKS[total % 11]


def identity_fault(number: str) -> str:
    """Return what is wrong with a normalised 18-character identity number.

    One of "length", "characters", "birth-date", "check", or "" where nothing is.
    """
    if len(number) != IDENTITY_LENGTH:
        return "length"
    if not (number[:17].isascii() and number[:17].isdigit() and number[17] in "0123456789X"):
        return "characters"
    try:
        born_on(number)
    except ValueError:
        return "birth-date"
    return "" if identity_check(number[:17]) == number[17] else "check"


def born_on(number: str) -> date:
    """Return the birth date inside an identity number; ValueError if there is no such day."""
    return date(int(number[6:10]), int(number[10:12]), int(number[12:14]))


def is_male(number: str) -> bool:
    """Return whether the 17th digit of an identity number is odd."""
    return int(number[16]) % 2 == 1


def age_on(birth: date, on: date) -> int:
    """Return the full years between `birth` and `on`."""
    return on.year - birth.year - ((on.month, on.day) < (birth.month, birth.day))


def credit_code_is_valid(code: str) -> bool:
    """Return whether `code` is a well-formed unified social credit code."""
    if len(code) != CREDIT_LENGTH or any(c not in CREDIT_ALPHABET for c in code):
        return False
    total = sum(CREDIT_ALPHABET.index(c) * pow(3, i, 31) for i, c in enumerate(code[:17]))
    return (31 - total % 31) % 31 == CREDIT_ALPHABET.index(code[17])


def mod_37_36(text: str) -> str:
    """Return the ISO/IEC 7064 MOD 37,36 check character of `text` (digits and capitals)."""
    product = 36
    for character in text:
        total = (product + MOD_37_ALPHABET.index(character)) % 36 or 36
        product = total * 2 % 37
    return MOD_37_ALPHABET[(37 - product) % 36]


def mask(number: str) -> str:
    """Return an identity number or other document number with only head and tail shown."""
    if len(number) <= VISIBLE * 2:
        return "*" * len(number)
    return f"{number[:VISIBLE]}****{number[-VISIBLE:]}"


def mask_phone(number: str) -> str:
    """Return a telephone number such as 138****0017."""
    return f"{number[:3]}****{number[-VISIBLE:]}" if len(number) > VISIBLE * 2 - 1 else "****"

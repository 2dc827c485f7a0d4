"""Certificate numbers: composed, read and judged.

Authority: handbook 4.4 (an assumed default): `X`, year of issue (4), catalogue code (6), level
digit (1 elementary, 2 intermediate, 3 advanced), serial (7) and the ISO/IEC 7064 MOD 37,36 check
character of the 19 before it. Numbers given elsewhere are free text and are not judged here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from shuzheng.kernel import identifiers
from shuzheng.kernel.refusals import Refusal

LENGTH = 20
PREFIX = "X"
CODE = re.compile(r"[0-9A-Z]{6}")
LEVELS = {1: "初级", 2: "中级", 3: "高级"}
FIRST_YEAR, LAST_YEAR = 2019, 2999
LAST_SERIAL = 9_999_999

_FORM = re.compile(r"X([0-9]{4})([0-9A-Z]{6})([0-9])([0-9]{7})[0-9A-Z]")


class BadNumber(Refusal):
    """A text is not a certificate number of this platform; `fault` says why in one word."""

    code = "certificate-number"
    template = "This is not a certificate number."
    fault = "form"


class WrongLength(BadNumber):
    """Too short or too long."""

    code = "certificate-number-length"
    template = "A certificate number has 20 characters; this one has {length}."
    fault = "length"


class WrongForm(BadNumber):
    """A character stands where it cannot."""

    code = "certificate-number-form"
    template = "A certificate number is X, a year, a code, a level, a serial and a check character."
    fault = "form"


class NoSuchYear(BadNumber):
    """There were no such certificates in that year."""

    code = "certificate-number-year"
    template = "No certificate was issued in the year {year}."
    fault = "year"


class NoSuchLevel(BadNumber):
    """The level digit is not 1, 2 or 3."""

    code = "certificate-number-level"
    template = "The level digit is {digit}; only 1, 2 and 3 exist."
    fault = "level"


class WrongCheck(BadNumber):
    """The check character does not fit: one character was probably mistyped."""

    code = "certificate-number-check"
    template = "The check character {given} does not fit; one character was probably mistyped."
    fault = "check"


@dataclass(frozen=True, slots=True)
class Number:
    """A certificate number taken apart. `level` is 1, 2 or 3."""

    year: int
    code: str
    level: int
    serial: int

    def __str__(self) -> str:
        """Return the 20 characters, check character included."""
        body = f"{PREFIX}{self.year:04d}{self.code}{self.level}{self.serial:07d}"
        return body + identifiers.mod_37_36(body)


def compose(year: int, code: str, level: int, serial: int) -> str:
    """Return the number of the `serial`-th certificate of `code` at `level` in `year`.

    ValueError for parts that no number can hold: the caller counts serials and knows the codes.
    """
    if not (
        FIRST_YEAR <= year <= LAST_YEAR
        and CODE.fullmatch(code)
        and level in LEVELS
        and 0 < serial <= LAST_SERIAL
    ):
        raise ValueError(f"no certificate number holds {year}, {code!r}, {level}, {serial}")
    return str(Number(year, code, level, serial))


def normalise(text: str) -> str:
    """Return `text` as typed by a person, narrowed, without spaces and in capitals."""
    return identifiers.normalise(text)


def parse(number: str) -> Number:
    """Return the parts of a normalised `number`; refuse with the reason."""
    if len(number) != LENGTH:
        raise WrongLength(length=len(number))
    form = _FORM.fullmatch(number)
    if form is None:
        raise WrongForm
    year, code, level, serial = form.groups()
    if not FIRST_YEAR <= int(year) <= LAST_YEAR:
        raise NoSuchYear(year=year)
    if int(level) not in LEVELS:
        raise NoSuchLevel(digit=level)
    if identifiers.mod_37_36(number[:-1]) != number[-1]:
        raise WrongCheck(given=number[-1])
    return Number(int(year), code, int(level), int(serial))


def fault(number: str) -> str:
    """Return what is wrong with a normalised `number` in one word, or "" where nothing is.

    One of "length", "form", "year", "level", "check".
    """
    try:
        parse(number)
    except BadNumber as refusal:
        return refusal.fault
    return ""


def spaced(number: str) -> str:
    """Return `number` in the groups in which it is printed."""
    return f"{number[0]} {number[1:5]} {number[5:11]} {number[11]} {number[12:19]} {number[19]}"

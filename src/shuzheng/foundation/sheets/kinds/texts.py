"""Text, names of persons, and codes that a spreadsheet may have taken for numbers.

Names follow GB 18030: rare characters beyond the basic plane are ordinary, the dot of minority
names is `·` (U+00B7), and up to 50 characters are kept. A character of the private area was
damaged on its way here and can only be typed again.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from shuzheng.foundation.sheets import cells
from shuzheng.foundation.sheets.findings import (
    DIGITS_LOST,
    MADE_A_DATE,
    NARROWED,
    TIDIED,
    Finding,
    Remark,
    corrected,
    error,
    notice,
    refuse,
)
from shuzheng.foundation.sheets.kinds.base import (
    CONTROL,
    INVISIBLE,
    Kind,
    Validation,
    narrow,
    remark,
    tidy,
    unwrapped,
)
from shuzheng.kernel.wording import N_

if TYPE_CHECKING:
    from shuzheng.foundation.sheets.cells import Cell
    from shuzheng.foundation.sheets.kinds.base import Reader

PLAIN_NAME = re.compile("[\u4e00-\u9fa5]{2,4}")
DOTS = re.compile("[\u2022\u2027\u2219\u22c5\u30fb\uff65\uff61\u2e31\u16eb\u0387.]")
DOT = "·"
HAN = "[\u2e80-\u9fff\U00020000-\U0003ffff·]"
BETWEEN_HAN = re.compile(rf"(?<={HAN})\s+(?={HAN})")
PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010fffd]")
RARE = re.compile("[\u3400-\u4dbf\u9fa6-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
NAME_SIGNS = frozenset(" ·-'’")
NAME_LENGTH = 50
ANY_CODE = r"[0-9A-Za-z._/\-()（）]+"
NOTHING = re.compile(r"(?!)")
EXPONENT = re.compile(r"[0-9]\.?[0-9]*[Ee]\+[0-9]{2}")

TOO_LONG = N_("Has {length} characters; at most {maximum} are taken")
TOO_SHORT = N_("Has {length} characters; at least {minimum} are needed")
UNREADABLE = error(
    "unreadable", N_("Contains a character that was damaged on the way; type it again")
)
DATE_FOR_TEXT = Remark(None, (MADE_A_DATE,))
LOST = Remark(None, (DIGITS_LOST,))


@dataclass(frozen=True, slots=True)
class Text(Kind):
    """Free text of `minimum` to `maximum` characters; `pattern` is matched against all of it.

    `pattern_help` is a marked sentence that says what the pattern wants.
    """

    maximum: int = 200
    minimum: int = 1
    pattern: str = ""
    pattern_help: str = N_("Not written as it should be")

    def reader(self) -> Reader:
        """Return the reader; it remembers values that repeat down a column."""
        pattern = re.compile(self.pattern) if self.pattern else None
        seen: dict[str, object] = {}

        def read(cell: Cell) -> object:
            if not isinstance(cell, str):
                return DATE_FOR_TEXT if isinstance(cell, list) else read(cells.plain(cell))
            known = seen.get(cell)
            if known is None:
                known = self._judge(cell, pattern)
                if len(seen) < cells.REMEMBERED:
                    seen[cell] = known
            return known

        return read

    def _judge(self, cell: str, pattern: re.Pattern[str] | None) -> object:
        text = tidy(cell)
        if not text:
            return None
        findings = [] if text == cell else [TIDIED]
        if CONTROL.search(text):
            findings.append(UNREADABLE)
        elif len(text) > self.maximum:
            findings.append(error("too-long", TOO_LONG, length=len(text), maximum=self.maximum))
        elif len(text) < self.minimum:
            findings.append(error("too-short", TOO_SHORT, length=len(text), minimum=self.minimum))
        elif pattern and not pattern.fullmatch(text):
            findings.append(error("pattern", self.pattern_help))
        return remark(text, findings)

    def hint(self) -> Finding:
        """Say how long it may be."""
        return notice("hint", N_("At most {maximum} characters"), maximum=self.maximum)

    def validation(self) -> Validation:
        """Let the spreadsheet count characters."""
        return Validation("length", 0, self.maximum)


@dataclass(frozen=True, slots=True)
class PersonName(Kind):
    """A person's name as on the identity document."""

    maximum: int = NAME_LENGTH

    def reader(self) -> Reader:
        """Return the reader."""
        plain = PLAIN_NAME.fullmatch

        def read(cell: Cell) -> object:
            if not isinstance(cell, str):
                return refuse("name-number", N_("A name cannot be a number or a date"))
            return cell if plain(cell) else self._judge(cell)

        return read

    def _judge(self, cell: str) -> object:
        name = spelled(cell)
        if not name:
            return None
        findings = [] if name == cell else [_name_change(cell, name)]
        fault = self._fault(name)
        if fault:
            findings.append(fault)
        elif RARE.search(name):
            findings.append(
                notice("rare", N_("Contains a rare character; check it against the document"))
            )
        elif len(name) == 1:
            findings.append(notice("one-character", N_("Only one character; check the name")))
        return remark(name, findings)

    def _fault(self, name: str) -> Finding | None:
        if PRIVATE.search(name) or CONTROL.search(name) or "?" in name or "□" in name:
            return UNREADABLE
        wrong = next((c for c in name if not _belongs(c)), "")
        if wrong:
            return error("name-sign", N_("“{sign}” cannot be part of a name"), sign=wrong)
        if len(name) > self.maximum:
            return error("too-long", TOO_LONG, length=len(name), maximum=self.maximum)
        return None

    def hint(self) -> Finding:
        """Say that the document decides."""
        return notice(
            "hint", N_("As on the identity document, with rare characters and the middle dot")
        )


def spelled(text: str) -> str:
    """Return a name in its one spelling: narrow letters, the dot `·`, no space between Han."""
    narrowed = "".join(
        narrow(c) if "\uff01" <= c <= "\uff5e" else c for c in INVISIBLE.sub("", text)
    )
    # Any white space is one space first, so that the ideographic one goes with the others.
    spaced = " ".join(narrowed.split())
    return BETWEEN_HAN.sub("", _dotted(spaced))


def _dotted(name: str) -> str:
    dotted = DOTS.sub(DOT, name)
    # "J. Smith" keeps its stop: the dot of minority names stands between two Han parts.
    return name if dotted != name and name.isascii() else dotted


def _name_change(before: str, after: str) -> Finding:
    if "".join(before.split()) == "".join(after.split()):
        return TIDIED
    return corrected("name-spelled", N_("Written as “{after}”"), after=after)


def _belongs(character: str) -> bool:
    return character in NAME_SIGNS or character == "." or unicodedata.category(character)[0] in "LM"


@dataclass(frozen=True, slots=True)
class Code(Kind):
    """A code of letters and digits. With `digits`, exactly so many digits, zeros in front kept."""

    maximum: int = 30
    digits: int = 0
    pattern: str = ANY_CODE
    raised: bool = True

    def reader(self) -> Reader:
        """Return the reader."""
        clean = self._clean().fullmatch
        shortest, longest = (self.digits, self.digits) if self.digits else (1, self.maximum)

        def read(cell: Cell) -> object:
            if isinstance(cell, str):
                if shortest <= len(cell) <= longest and clean(cell):
                    return cell
                return self._judge(cell, [])
            return self._number(cell)

        return read

    def _clean(self) -> re.Pattern[str]:
        if self.pattern != ANY_CODE:
            return NOTHING
        return re.compile(r"[0-9]+" if self.digits else r"[0-9A-Z]+")

    def _number(self, cell: Cell) -> object:
        if isinstance(cell, list):
            return DATE_FOR_TEXT
        if isinstance(cell, bool):
            return self._judge(cells.plain(cell), [])
        number = float(cell)
        if not number.is_integer() or abs(number) >= cells.EXACT:
            return LOST
        text = cells.plain(cell)
        if len(text) < self.digits and number > 0:
            padded = text.zfill(self.digits)
            note = corrected("zeros", N_("Zeros in front put back: {after}"), after=padded)
            return self._judge(padded, [note])
        return self._judge(text, [])

    def _judge(self, cell: str, findings: list[Finding]) -> object:
        code = "".join(narrow(INVISIBLE.sub("", unwrapped(cell.strip()))).split())
        code = code.upper() if self.raised else code
        if not code:
            return None
        if EXPONENT.fullmatch(code.upper()):
            return LOST
        if code != cell:
            findings = [*findings, NARROWED]
        fault = self._fault(code)
        return remark(code, [*findings, fault] if fault else findings)

    def _fault(self, code: str) -> Finding | None:
        if self.digits and not (code.isascii() and code.isdigit() and len(code) == self.digits):
            return error(
                "code-digits",
                N_("Has {length} characters; {digits} digits are needed"),
                length=len(code),
                digits=self.digits,
            )
        if len(code) > self.maximum:
            return error("too-long", TOO_LONG, length=len(code), maximum=self.maximum)
        if not re.fullmatch(self.pattern, code):
            return error("code-sign", N_("Only letters, digits and - . / can be part of a code"))
        return None

    def hint(self) -> Finding:
        """Say that the cells are text."""
        if self.digits:
            return notice("hint", N_("{digits} digits, cells set to text"), digits=self.digits)
        return notice("hint", N_("Letters and digits, cells set to text"))

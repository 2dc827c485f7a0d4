"""Identity numbers, other identity documents and telephone numbers.

Authority: GB 11643-1999. The first six digits are never checked against today's divisions, because
abolished codes live on in people's cards. All three are personal: a preview masks them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar

from shuzheng.foundation.sheets import cells
from shuzheng.foundation.sheets.findings import (
    DIGITS_LOST,
    NARROWED,
    Finding,
    corrected,
    error,
    notice,
)
from shuzheng.foundation.sheets.kinds.base import (
    INVISIBLE,
    Kind,
    Validation,
    narrow,
    remark,
    unwrapped,
)
from shuzheng.foundation.sheets.kinds.texts import DATE_FOR_TEXT, EXPONENT, LOST, TOO_LONG
from shuzheng.kernel import identifiers
from shuzheng.kernel.wording import N_

if TYPE_CHECKING:
    from collections.abc import Mapping

    from shuzheng.foundation.sheets.cells import Cell
    from shuzheng.foundation.sheets.kinds.base import Reader

OLD_LENGTH = 15
MOBILE_LENGTH = 11
MOBILE = re.compile(r"1[3-9][0-9]{9}")
LANDLINE = re.compile(r"0[0-9]{2,3}-?[0-9]{7,8}(-[0-9]{1,6})?")
COUNTRY = re.compile(r"^(\+|00)?86[- ]?(?=1[3-9])")
DOCUMENT = re.compile(r"[0-9A-Z()\-/]{5,30}")
LOST_TAIL = "000"


@dataclass(frozen=True, slots=True)
class Identity(Kind):
    """A citizen's identity number of 18 characters."""

    width: ClassVar[int] = 22
    personal: ClassVar[bool] = True

    def reader(self) -> Reader:
        """Return the reader."""
        fault_of = identifiers.identity_fault

        def read(cell: Cell) -> object:
            if not isinstance(cell, str):
                return DATE_FOR_TEXT if isinstance(cell, list) else LOST
            return self._judge(cell) if fault_of(cell) else cell

        return read

    def _judge(self, cell: str) -> object:
        number = identifiers.normalise(INVISIBLE.sub("", unwrapped(cell.strip())))
        if not number:
            return None
        if EXPONENT.fullmatch(number):
            return LOST
        findings = [] if number == cell else [_change(cell)]
        fault = _identity_fault(number)
        return remark(number, [*findings, fault] if fault else findings)

    def show(self, cell: Cell | None) -> str:
        """Return the number with head and tail only; a float as the spreadsheet shows it."""
        return masked(cell)

    def hint(self) -> Finding:
        """Say how it must be stored."""
        return notice("hint", N_("18 characters, cells set to text, the last X as a capital"))

    def validation(self) -> Validation:
        """Let the spreadsheet count to 18."""
        return Validation("length", identifiers.IDENTITY_LENGTH, identifiers.IDENTITY_LENGTH)


@dataclass(frozen=True, slots=True)
class Document(Kind):
    """The number of another identity document: passport, permit, residence permit."""

    maximum: int = 30
    width: ClassVar[int] = 22
    personal: ClassVar[bool] = True

    def reader(self) -> Reader:
        """Return the reader."""

        def read(cell: Cell) -> object:
            if isinstance(cell, str):
                return self._judge(cell, [])
            if isinstance(cell, (list, bool)):
                return DATE_FOR_TEXT
            if not float(cell).is_integer() or abs(cell) >= cells.EXACT:
                return LOST
            note = notice(
                "zeros-perhaps-lost",
                N_("Stored as a number; check that no zeros in front were lost"),
            )
            return self._judge(cells.plain(cell), [note])

        return read

    def _judge(self, cell: str, findings: list[Finding]) -> object:
        number = identifiers.normalise(INVISIBLE.sub("", unwrapped(cell.strip())))
        if not number:
            return None
        if EXPONENT.fullmatch(number):
            return LOST
        if number != cell:
            findings = [*findings, NARROWED]
        if len(number) > self.maximum:
            fault = error("too-long", TOO_LONG, length=len(number), maximum=self.maximum)
            return remark(number, [*findings, fault])
        if not DOCUMENT.fullmatch(number):
            fault = error(
                "document", N_("A document number has 5 to 30 letters, digits, brackets or dashes")
            )
            return remark(number, [*findings, fault])
        return remark(number, findings)

    def show(self, cell: Cell | None) -> str:
        """Return the number with head and tail only."""
        return masked(cell)

    def hint(self) -> Finding:
        """Say where it stands."""
        return notice("hint", N_("As on the document, cells set to text"))


@dataclass(frozen=True, slots=True)
class Phone(Kind):
    """A mobile telephone number; land lines too where `landline`."""

    landline: bool = False
    width: ClassVar[int] = 15
    personal: ClassVar[bool] = True

    def reader(self) -> Reader:
        """Return the reader."""
        mobile = MOBILE.fullmatch

        def read(cell: Cell) -> object:
            if isinstance(cell, str):
                return cell if mobile(cell) else self._judge(cell, cell)
            if isinstance(cell, (list, bool)):
                return DATE_FOR_TEXT
            text = cells.plain(cell)
            return text if mobile(text) else self._judge(text, text)

        return read

    def _judge(self, cell: str, before: str) -> object:
        text = narrow(INVISIBLE.sub("", unwrapped(cell.strip())))
        number = COUNTRY.sub("", "".join(text.split()))
        if not number:
            return None
        if EXPONENT.fullmatch(number):
            return LOST
        bare = number.replace("-", "")
        if MOBILE.fullmatch(bare):
            number = bare
        findings = [] if number == before else [NARROWED]
        fault = self._fault(number)
        return remark(number, [*findings, fault] if fault else findings)

    def _fault(self, number: str) -> Finding | None:
        if MOBILE.fullmatch(number) or (self.landline and LANDLINE.fullmatch(number)):
            return None
        if not (number.isascii() and number.isdigit()) or self.landline:
            return error("phone", N_("Not a telephone number"))
        if len(number) != MOBILE_LENGTH:
            return error(
                "phone-length",
                N_("Has {length} digits; a mobile number has 11"),
                length=len(number),
            )
        return error("phone-head", N_("No mobile number begins like this"))

    def show(self, cell: Cell | None) -> str:
        """Return the number with its middle hidden."""
        text = cells.plain(cell)
        return identifiers.mask_phone(text) if text else ""

    def hint(self) -> Finding:
        """Say whose."""
        return notice("hint", N_("The person's own mobile number, 11 digits"))


@dataclass(frozen=True, slots=True)
class By(Kind):
    """A column whose kind depends on the choice in another column of the same row.

    `column` names that column; a choice without a case is read as `otherwise`.
    """

    column: str
    cases: Mapping[str, Kind]
    otherwise: Kind = field(default_factory=Document)
    width: ClassVar[int] = 22
    personal: ClassVar[bool] = True

    def reader(self) -> Reader:
        """Return the reader for rows whose choice has no case."""
        return self.otherwise.reader()

    def readers(self) -> Mapping[str, Reader]:
        """Return the reader of each case."""
        return {choice: kind.reader() for choice, kind in self.cases.items()}

    def show(self, cell: Cell | None) -> str:
        """Return the value with head and tail only."""
        return masked(cell)

    def hint(self) -> Finding:
        """Say what the first case wants."""
        return next(iter(self.cases.values())).hint()


def masked(cell: Cell | None) -> str:
    """Return a document number masked; a number is shown as the spreadsheet does, digits gone."""
    text = cells.plain(cell)
    return text if isinstance(cell, (int, float)) and "E" in text else identifiers.mask(text)


def _change(before: str) -> Finding:
    if before[:-1].isascii() and before.strip()[-1:] == "x" and " " not in before:
        return corrected("raised", N_("The last x was made a capital"))
    return NARROWED


def _identity_fault(number: str) -> Finding | None:
    fault = identifiers.identity_fault(number)
    if not fault:
        return None
    if fault == "length":
        return _length_fault(number)
    if fault == "characters":
        return error(
            "identity-characters", N_("Holds characters other than digits; only the last can be X")
        )
    if fault == "birth-date":
        return error(
            "identity-birth-date",
            N_("Digits 7 to 14 are not a date of birth; check them against the document"),
        )
    if number.endswith(LOST_TAIL):
        return DIGITS_LOST
    return error(
        "identity-check",
        N_("The last character should be {expected}; check the number against the document"),
        expected=identifiers.identity_check(number[:17]),
    )


def _length_fault(number: str) -> Finding:
    if len(number) == OLD_LENGTH and number.isdigit():
        return error(
            "identity-old", N_("A number of 15 digits is no longer in use; give the one of 18")
        )
    return error(
        "identity-length",
        N_("An identity number has 18 characters; this one has {length}"),
        length=len(number),
    )

"""What makes an identity document number acceptable, and how it is kept comparable.

Authority: GB 11643-1999 for identity cards and residence permits; the forms of the other documents
are loose (handbook 4.6). A number is compared after normalising: full-width digits narrowed, spaces
dropped, letters raised.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from shuzheng.identity.rules.kinds import DocumentKind
from shuzheng.kernel import identifiers
from shuzheng.kernel.refusals import Refusal
from shuzheng.kernel.wording import N_

if TYPE_CHECKING:
    from datetime import date

SHORTEST, LONGEST = 5, 20
CHECKED: Final = frozenset({DocumentKind.RESIDENT_IDENTITY_CARD, DocumentKind.RESIDENCE_PERMIT})
FAULTS: Final = {
    "length": N_("an identity number has 18 characters"),
    "characters": N_("only digits, and X in the last place, are possible"),
    "birth-date": N_("digits 7 to 14 are not a date"),
    "check": N_("the last character does not fit the others"),
    "loose": N_("a document number has 5 to 20 letters and digits"),
    "name": N_("a name has 1 to 50 characters and no digits"),
}
LONGEST_NAME = 50
PLAIN_NAME: Final = re.compile(f"[\u4e00-\u9fff]{{1,{LONGEST_NAME}}}")
"""A name of Han characters that everybody's computer knows: most names."""
PLAIN_NUMBER: Final = re.compile("[0-9]{17}[0-9X]")


class BadDocument(Refusal):
    """An identity document number that cannot be one."""

    code = "bad-document"
    template = "This document number cannot be right: {fault}."


class BadName(Refusal):
    """A person's name that cannot be one."""

    code = "bad-name"
    template = "This name cannot be right: {fault}."


@dataclass(frozen=True, slots=True)
class Document:
    """A checked, normalised identity document."""

    kind: DocumentKind
    number: str

    @property
    def born_on(self) -> date | None:
        """The birth date that the number carries, if its kind carries one."""
        return identifiers.born_on(self.number) if self.kind in CHECKED else None

    @property
    def sex(self) -> str:
        """The sex that the number carries: "1" male, "2" female (GB/T 2261.1), or ""."""
        if self.kind not in CHECKED:
            return ""
        return "1" if identifiers.is_male(self.number) else "2"


def fault_of(kind: DocumentKind, number: str) -> str:
    """Return the key of what is wrong with a normalised number, or ""."""
    if kind in CHECKED:
        return identifiers.identity_fault(number)
    fits = SHORTEST <= len(number) <= LONGEST and number.isascii() and number.isalnum()
    return "" if fits else "loose"


def read(kind: DocumentKind, text: str) -> Document:
    """Return the document that `text` gives. Refuses what cannot be one."""
    number = text if PLAIN_NUMBER.fullmatch(text) else identifiers.normalise(text)
    fault = fault_of(kind, number)
    if fault:
        raise BadDocument(fault=FAULTS[fault])
    return Document(kind, number)


def read_name(text: str) -> str:
    """Return a person's name with stray space removed; rare characters and · stay as they are."""
    if PLAIN_NAME.fullmatch(text):
        return text
    name = " ".join(text.split()).replace("•", "·").replace("・", "·")
    han = any("\u4e00" <= c <= "\u9fff" for c in name)
    if han:
        name = name.replace(" ", "")
    if not 1 <= len(name) <= LONGEST_NAME or any(c.isdigit() or not c.isprintable() for c in name):
        raise BadName(fault=FAULTS["name"])
    return name

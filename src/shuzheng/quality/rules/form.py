"""What an inspection asks: items by section, some of them on every form.

Rule: R-220 (confidentiality, issuing and rights are part of every inspection form). Source:
皖教秘职成〔2021〕41号 二（四）. The office adds sections to a campaign; what every form must ask
it cannot leave out, because the form is made from both.
"""

from __future__ import annotations

from enum import StrEnum, auto
from typing import TYPE_CHECKING, Final

from shuzheng.kernel.refusals import Refusal
from shuzheng.kernel.rulebook import applies
from shuzheng.kernel.wording import N_
from shuzheng.quality.rules.campaign import TargetKind

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import date

    from shuzheng.kernel.rulebook import Rulebook


class Section(StrEnum):
    """A part of the form."""

    CONFIDENTIALITY = auto()
    ISSUING = auto()
    RIGHTS = auto()
    ROOMS = auto()
    STAFF = auto()
    FEES = auto()
    STANDARDS = auto()


SECTIONS: Final = {
    Section.CONFIDENTIALITY: N_("Confidentiality"),
    Section.ISSUING: N_("Issuing of certificates"),
    Section.RIGHTS: N_("Rights of students"),
    Section.ROOMS: N_("Rooms and equipment"),
    Section.STAFF: N_("Staff of the assessment"),
    Section.FEES: N_("Fees charged"),
    Section.STANDARDS: N_("Standards and papers"),
}

ITEMS: Final[Mapping[Section, Mapping[str, str]]] = {
    Section.CONFIDENTIALITY: {
        "custody": N_("Papers are kept under lock, with two persons at each opening"),
        "seals": N_("Numbers of seals agree with the packages on the platform"),
        "handover": N_("Each handover of papers is signed"),
    },
    Section.ISSUING: {
        "identity": N_("Who was certified is who sat the assessment"),
        "scores": N_("Marks on the platform agree with the marking sheets"),
        "delivery": N_("Certificates reach their holders, and are not held back"),
    },
    Section.RIGHTS: {
        "consent": N_("Students confirmed their registration themselves"),
        "reviews": N_("Students know how to ask for a review and to complain"),
        "data": N_("Students' data are used for nothing but the programme"),
    },
    Section.ROOMS: {
        "rooms": N_("Rooms and seats are as they were checked"),
        "cameras": N_("Cameras record and the recordings are kept"),
        "safety": N_("Exits and fire equipment are in order"),
    },
    Section.STAFF: {
        "assessors": N_("The assessors of the day are those appointed, with valid qualifications"),
        "recusal": N_("Nobody assesses own students or kin"),
    },
    Section.FEES: {
        "charges": N_("Nothing is charged beyond the agreement in force"),
        "exemptions": N_("Those who are exempt paid nothing"),
    },
    Section.STANDARDS: {
        "version": N_("Papers follow the standard in force"),
        "bank": N_("Access to the item bank is recorded"),
    },
}

WORDS: Final[Mapping[str, str]] = {
    code: word for items in ITEMS.values() for code, word in items.items()
}
"""Every item by its code."""

CHOICES: Final = {
    TargetKind.SITE: (Section.ROOMS, Section.STAFF, Section.FEES),
    TargetKind.ORGANISATION: (Section.STANDARDS, Section.STAFF, Section.FEES),
}
"""Which sections the office may add, by what is inspected."""


class SectionUnknown(Refusal):
    """A section that does not belong on a form of this kind."""

    code = "inspection-section-unknown"
    template = "This section does not belong on a form of this kind."
    rule = "R-220"


@applies("R-220")
def sections_of(
    kind: TargetKind, added: Collection[str], on: date, book: Rulebook
) -> tuple[Section, ...]:
    """Return the sections of a form: those that every form has, then those that were added."""
    always = tuple(Section(name) for name in book.on(on, "R-220").words("every_form"))
    if not set(added) <= set(CHOICES[kind]):
        raise SectionUnknown
    return (*always, *(one for one in CHOICES[kind] if one in added and one not in always))


def items_of(sections: Collection[str]) -> tuple[tuple[Section, str, str], ...]:
    """Return every item of these sections: section, code, and its English word."""
    return tuple(
        (Section(name), code, word)
        for name in sections
        for code, word in ITEMS[Section(name)].items()
    )

"""Kinds of training arrangement: for what a class was formed.

Rule: R-044. Source: 试点现状论文 三 (the paper names classes of the certificate, of the certificate
system and of a major). Which kinds are in use is said by the rulebook of the day. An ordinary
class (行政班) that was formed for nothing of the kind has none, and that is no fault.
"""

from __future__ import annotations

from enum import StrEnum, auto
from typing import TYPE_CHECKING, Final

from shuzheng.kernel.refusals import Refusal
from shuzheng.kernel.rulebook import applies
from shuzheng.kernel.wording import N_

if TYPE_CHECKING:
    from datetime import date

    from shuzheng.kernel.rulebook import Rulebook


class ClassKind(StrEnum):
    """For what a class was formed."""

    CERTIFICATE_PILOT = auto()
    SYSTEM_PILOT = auto()
    MAJOR_PILOT = auto()
    OTHER_ARRANGEMENT = auto()


LABELS: Final = {
    ClassKind.CERTIFICATE_PILOT: N_("Pilot class for a 1+X certificate"),
    ClassKind.SYSTEM_PILOT: N_("Pilot class of the 1+X system"),
    ClassKind.MAJOR_PILOT: N_("Pilot class for building a major"),
    ClassKind.OTHER_ARRANGEMENT: N_("Other arrangement"),
}
"""The English word of every kind; doors translate it."""

PRINTED: Final = {
    ClassKind.CERTIFICATE_PILOT: "1+X证书试点班",
    ClassKind.SYSTEM_PILOT: "1+X证书制度试点班",
    ClassKind.MAJOR_PILOT: "专业建设试点班",
    ClassKind.OTHER_ARRANGEMENT: "其他形式",
}
"""The official words, as workbooks write them."""


class UnknownArrangement(Refusal):
    """A kind of training arrangement that the rulebook does not name today."""

    code = "unknown-arrangement"
    template = "“{kind}” is not a kind of training arrangement that is recorded today."
    rule = "R-044"


@applies("R-044")
def in_use(today: date, book: Rulebook) -> tuple[ClassKind, ...]:
    """Return the kinds that are recorded today, in the rulebook's order."""
    return tuple(ClassKind(one) for one in book.on(today, "R-044").words("class_kinds"))


@applies("R-044")
def checked(kind: str, today: date, book: Rulebook) -> str:
    """Return a kind that is to be recorded, "" for an ordinary class; refuse any other."""
    if kind and kind not in in_use(today, book):
        raise UnknownArrangement(kind=kind)
    return kind

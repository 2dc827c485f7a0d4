"""Which institutions are expected to lead: the flags they were given, and which of them count.

Rule: R-004. Source: 国家试点方案问答摘要 5. National and provincial demonstration, backbone and
quality colleges and those of the 双高 plan "are to play a leading part". Which flags count is said
by the rulebook of the day; a flag that no longer counts stays on record and expects nothing. Any
institution may bear one: the notice speaks of colleges, and a college keeps its flag when it
becomes a university.
"""

from __future__ import annotations

from enum import StrEnum, auto
from typing import TYPE_CHECKING, Final

from shuzheng.kernel.refusals import Refusal
from shuzheng.kernel.rulebook import applies
from shuzheng.kernel.wording import N_

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from shuzheng.kernel.rulebook import Rulebook


class LeadFlag(StrEnum):
    """A distinction for which an institution is expected to lead."""

    NATIONAL_DEMONSTRATION = auto()
    PROVINCIAL_DEMONSTRATION = auto()
    NATIONAL_BACKBONE = auto()
    PROVINCIAL_BACKBONE = auto()
    NATIONAL_QUALITY = auto()
    PROVINCIAL_QUALITY = auto()
    DOUBLE_HIGH = auto()


LABELS: Final = {
    LeadFlag.NATIONAL_DEMONSTRATION: N_("National demonstration college"),
    LeadFlag.PROVINCIAL_DEMONSTRATION: N_("Provincial demonstration college"),
    LeadFlag.NATIONAL_BACKBONE: N_("National backbone college"),
    LeadFlag.PROVINCIAL_BACKBONE: N_("Provincial backbone college"),
    LeadFlag.NATIONAL_QUALITY: N_("National quality college"),
    LeadFlag.PROVINCIAL_QUALITY: N_("Provincial quality college"),
    LeadFlag.DOUBLE_HIGH: N_("College of the Double-High plan"),
}


class UnknownLeadFlag(Refusal):
    """A flag that the rulebook does not name today."""

    code = "unknown-lead-flag"
    template = "“{flag}” is not a flag for which an institution is expected to lead."
    rule = "R-004"


class OnlyInstitutionsLead(Refusal):
    """Bureaus, organisations and enterprises bear no such flag."""

    code = "only-institutions-lead"
    template = "Only institutions bear flags for which they are expected to lead."
    rule = "R-004"


@applies("R-004")
def in_use(today: date, book: Rulebook) -> tuple[LeadFlag, ...]:
    """Return the flags that count today, in the rulebook's order."""
    return tuple(LeadFlag(one) for one in book.on(today, "R-004").words("lead_flags"))


@applies("R-004")
def counted(flags: Iterable[str], today: date, book: Rulebook) -> tuple[LeadFlag, ...]:
    """Return those of an institution's flags that count today, once each, in the book's order."""
    held = set(flags)
    return tuple(flag for flag in in_use(today, book) if flag in held)


@applies("R-004")
def checked(flags: Iterable[str], today: date, book: Rulebook) -> tuple[LeadFlag, ...]:
    """Return the flags that are to be recorded, once each, in the rulebook's order.

    Refuses one that does not count today.
    """
    wanted = list(flags)
    known = in_use(today, book)
    for flag in wanted:
        if flag not in known:
            raise UnknownLeadFlag(flag=flag)
    return counted(wanted, today, book)

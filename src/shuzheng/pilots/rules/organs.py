"""Who is in charge of the pilot: leading groups, liaisons, Party records, duties, risks, bureaus.

Rules: R-017 to R-023. Source: handbook 2.1; 皖教秘职成〔2021〕41号 三（一）. What is lacking is
shown and asked for. The leading group alone is a guard, of submitting a filing (`completeness`);
nothing here ever stops a student, a plan or a registration.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum, auto
from typing import TYPE_CHECKING

from shuzheng.kernel.lifecycle import Lifecycle
from shuzheng.kernel.refusals import Refusal
from shuzheng.kernel.rulebook import applies
from shuzheng.kernel.wording import N_

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import date

    from shuzheng.kernel.rulebook import Rulebook


class Counterpart(StrEnum):
    """Whom a liaison is the contact for."""

    OFFICE = auto()
    ORGANISATION = auto()
    ALLIANCE = auto()


class RecordKind(StrEnum):
    """How the Party organisation led the pilot."""

    DECISION = auto()
    MEETING = auto()


class RiskState(StrEnum):
    """Where a risk stands."""

    OPEN = auto()
    UNDER_CONTROL = auto()
    CLOSED = auto()


class RiskVerb(StrEnum):
    """What can be done to a risk."""

    CONTROL = auto()
    CLOSE = auto()
    REOPEN = auto()


RISK: Lifecycle[RiskState, RiskVerb] = Lifecycle(
    name="pilots.risk",
    initial=RiskState.OPEN,
    steps={
        (RiskState.OPEN, RiskVerb.CONTROL): RiskState.UNDER_CONTROL,
        (RiskState.OPEN, RiskVerb.CLOSE): RiskState.CLOSED,
        (RiskState.UNDER_CONTROL, RiskVerb.CLOSE): RiskState.CLOSED,
        (RiskState.UNDER_CONTROL, RiskVerb.REOPEN): RiskState.OPEN,
        (RiskState.CLOSED, RiskVerb.REOPEN): RiskState.OPEN,
    },
    labels={
        RiskState.OPEN: N_("Risk open"),
        RiskState.UNDER_CONTROL: N_("Risk under control"),
        RiskState.CLOSED: N_("Risk closed"),
        RiskVerb.CONTROL: N_("Record the risk as under control"),
        RiskVerb.CLOSE: N_("Close the risk"),
        RiskVerb.REOPEN: N_("Open the risk again"),
    },
    path=(RiskState.OPEN, RiskState.UNDER_CONTROL, RiskState.CLOSED),
)

COUNTERPARTS = {
    Counterpart.OFFICE: N_("Coordination office"),
    Counterpart.ORGANISATION: N_("Evaluation organisation"),
    Counterpart.ALLIANCE: N_("Alliance"),
}
RECORDS = {
    RecordKind.DECISION: N_("Decision"),
    RecordKind.MEETING: N_("Meeting"),
}
OFFICE_PHONE = re.compile(r"0[0-9]{2,3}-?[2-9][0-9]{6,7}(-[0-9]{1,6})?|[48]00-?[0-9]{3}-?[0-9]{4}")


class TwoLiaisons(Refusal):
    """One party, one liaison."""

    code = "two-liaisons"
    status = 409
    template = "{name} is the liaison here already; two would be one too many. Name a replacement."
    rule = "R-018"


class NoOfficePhone(Refusal):
    """Only office numbers are kept: a mobile number is somebody's own."""

    code = "no-office-phone"
    template = "Give an office number such as 0551-62831000; a mobile number is not kept here."
    rule = "R-018"


class NotYetHeld(Refusal):
    """A decision or meeting is recorded once it was held."""

    code = "party-record-in-future"
    template = "The decision or meeting is dated {held_on}, which has not come yet."
    rule = "R-019"


class NotInCharge(Refusal):
    """Duties are split by the certificates that the institution takes up."""

    code = "duty-of-unknown-certificate"
    template = "The institution has not taken up this certificate."
    rule = "R-020"


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody an institution has to name a liaison for; the office's id is 0."""

    kind: Counterpart
    id: int


@dataclass(frozen=True, slots=True)
class Fault:
    """A party with nobody in charge (`named` is 0) or with several."""

    party: Party
    named: int


@applies("R-018")
def parties(organisations: Collection[int], alliances: Collection[int]) -> tuple[Party, ...]:
    """Return whom an institution names liaisons for: the office, its organisations, alliances."""
    return (
        Party(Counterpart.OFFICE, 0),
        *(Party(Counterpart.ORGANISATION, pk) for pk in sorted(set(organisations))),
        *(Party(Counterpart.ALLIANCE, pk) for pk in sorted(set(alliances))),
    )


@applies("R-018")
def faults(needed: Iterable[Party], named: Iterable[Party]) -> tuple[Fault, ...]:
    """Return the parties that have not exactly one liaison, in the order of `needed`."""
    held = list(named)
    counts = ((party, held.count(party)) for party in needed)
    return tuple(Fault(party, count) for party, count in counts if count != 1)


@applies("R-018")
def check_one(present: str, name: str, *, replaces: bool) -> None:
    """Refuse a second liaison beside the present one (""), unless he or she replaces that one."""
    if present and present != name and not replaces:
        raise TwoLiaisons(name=present)


def check_phone(phone: str) -> str:
    """Return an office number without blanks, or refuse what is none."""
    plain = re.sub(r"\s+", "", phone)
    if not OFFICE_PHONE.fullmatch(plain):
        raise NoOfficePhone
    return plain


@applies("R-019")
def years_without_record(
    held_on: Iterable[date], pilot_since: date | None, today: date, book: Rulebook
) -> tuple[int, ...]:
    """Return the calendar years with too few decisions or meetings, oldest first.

    Years are asked for from the first whole one in the pilot on; the present one is asked for in
    any case, to be made good by its last day.
    """
    if pilot_since is None:
        return ()
    needed = book.on(today, "R-019").integer("records_per_year")
    begun_late = (pilot_since.month, pilot_since.day) != (1, 1)
    first = min(pilot_since.year + begun_late, today.year)
    held = [day.year for day in held_on if day <= today]
    return tuple(year for year in range(first, today.year + 1) if held.count(year) < needed)


@applies("R-019")
def check_held(held_on: date, today: date) -> None:
    """Refuse a record of what has not been held yet."""
    if held_on > today:
        raise NotYetHeld(held_on=held_on)


@applies("R-020")
def without_duty(in_use: Iterable[int], split: Collection[int]) -> tuple[int, ...]:
    """Return the certificates in use for which nobody's duties are written down."""
    return tuple(sorted(set(in_use) - set(split)))

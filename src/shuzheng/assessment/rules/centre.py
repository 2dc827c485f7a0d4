"""Provincial assessment centres (省级考核中心): which site may be one, and which one counts.

Rule: R-096 (a count against a target). Source: the overview of the province's part,
“建设500个省级考核中心”. A designation says that a site has provincial rank; it says nothing about
whether the site may hold assessments today, so it counts only on days on which the site may.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum, auto
from typing import TYPE_CHECKING

from shuzheng.assessment.rules import site
from shuzheng.kernel.lifecycle import Lifecycle
from shuzheng.kernel.refusals import Refusal
from shuzheng.kernel.rulebook import applies
from shuzheng.kernel.wording import N_

if TYPE_CHECKING:
    from datetime import date

    from shuzheng.kernel.rulebook import Rulebook


class State(StrEnum):
    """Where a designation stands."""

    DESIGNATED = auto()
    WITHDRAWN = auto()


class Verb(StrEnum):
    """What can be done to it."""

    WITHDRAW = auto()


CENTRE: Lifecycle[State, Verb] = Lifecycle(
    name="assessment.centre",
    initial=State.DESIGNATED,
    steps={(State.DESIGNATED, Verb.WITHDRAW): State.WITHDRAWN},
    labels={
        State.DESIGNATED: N_("Provincial assessment centre"),
        State.WITHDRAWN: N_("Designation withdrawn"),
        Verb.WITHDRAW: N_("Withdraw the designation"),
    },
    path=(State.DESIGNATED,),
)


class NoValidApproval(Refusal):
    """A site at which nothing may be assessed is no provincial centre."""

    code = "centre-without-approval"
    status = 409
    template = (
        "{site} has no approval that is valid today: a site that is suspended, closed or not yet "
        "active cannot be designated."
    )
    rule = "R-096"


class DesignatedAlready(Refusal):
    """A site counts once."""

    code = "centre-designated-already"
    status = 409
    template = "{site} is a provincial assessment centre already."
    rule = "R-096"


class NoNumber(Refusal):
    """A designation rests on a document that others can find."""

    code = "centre-without-document"
    template = "Give the number of the document that designates the site."
    rule = "R-096"


class DatedAhead(Refusal):
    """A document that has not come yet designates nothing."""

    code = "centre-dated-ahead"
    template = "The document is dated {designated_on}, which has not come yet."
    rule = "R-096"


class NoReason(Refusal):
    """Whoever loses the rank may read why."""

    code = "centre-withdrawn-without-reason"
    template = "Say why the designation is withdrawn."
    rule = "R-096"


@dataclass(frozen=True, slots=True)
class Tally:
    """How many centres count on a day, and how many there should be."""

    count: int
    target: int

    @property
    def missing(self) -> int:
        """How many are wanting, 0 where the target is reached."""
        return max(0, self.target - self.count)

    @property
    def is_reached(self) -> bool:
        """Whether the target is reached."""
        return self.count >= self.target


@applies("R-096")
def is_valid(state: str, approved_until: date | None, day: date) -> bool:
    """Return whether an approval allows assessments on `day`; its last day is one of them."""
    return state in site.USABLE and (approved_until is None or approved_until >= day)


@applies("R-096")
def check(site_name: str, number: str, designated_on: date, today: date, *, valid: bool) -> None:
    """Refuse a site without a valid approval, and a document without number or dated ahead."""
    if not valid:
        raise NoValidApproval(site=site_name)
    if not number.strip():
        raise NoNumber
    if designated_on > today:
        raise DatedAhead(designated_on=designated_on)


@applies("R-096")
def check_reason(reason: str) -> None:
    """Refuse to withdraw without a reason."""
    if not reason.strip():
        raise NoReason


@applies("R-096")
def tally(count: int, day: date, book: Rulebook) -> Tally:
    """Return the count beside the target of `day`."""
    return Tally(count, book.on(day, "R-096").integer("target"))

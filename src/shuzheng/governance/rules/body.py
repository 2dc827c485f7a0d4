"""Bodies of the province: the task force of several departments, the steering committee.

Rules: R-007 (members by department, duties, meetings with records), R-011 (committee with members
and fields). What is published of a member is name, post and department; the telephone is an office
number, lies aside, and is for the office and the department alone.
"""

from __future__ import annotations

from enum import StrEnum, auto
from typing import TYPE_CHECKING

from shuzheng.alliances.rules.meeting import NobodyPresent, NotHeldYet
from shuzheng.kernel.refusals import Refusal
from shuzheng.kernel.rulebook import applies
from shuzheng.kernel.wording import N_

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import date

    from shuzheng.kernel.rulebook import Rulebook


class Body(StrEnum):
    """The two bodies."""

    TASK_FORCE = auto()
    COMMITTEE = auto()


BODIES = {
    Body.TASK_FORCE: N_("Provincial task force"),
    Body.COMMITTEE: N_("Steering committee"),
}
RULES = {Body.TASK_FORCE: "R-007", Body.COMMITTEE: "R-011"}


class Part(StrEnum):
    """What a member is in the body."""

    CHAIR = auto()
    DEPUTY = auto()
    MEMBER = auto()


PARTS = {
    Part.CHAIR: N_("Chair"),
    Part.DEPUTY: N_("Deputy chair"),
    Part.MEMBER: N_("Member of the body"),
}


class NoDuty(Refusal):
    """A member of the task force has duties, one of the committee a field."""

    code = "body-no-duty"
    template = "{name}: say which duties or which fields."


class NotAMemberThen(Refusal):
    """Only members are present as members."""

    code = "meeting-not-a-member-of-the-body"
    template = "Only who was a member on {day} was present as one."
    rule = "R-007"


@applies("R-007")
def departments(members: Iterable[tuple[Body, str]]) -> int:
    """Return how many departments the task force has; members are (body, department)."""
    return len({department for body, department in members if body is Body.TASK_FORCE})


@applies("R-007")
def lacks_departments(count: int, on: date, book: Rulebook) -> bool:
    """Return whether the task force is of too few departments."""
    return count < book.on(on, "R-007").integer("least_departments")


@applies("R-007", "R-011")
def check_member(body: Body, name: str, duties: str, fields: Collection[str]) -> None:
    """Refuse a member without duties, or of the committee without a field."""
    if not duties.strip() or (body is Body.COMMITTEE and not fields):
        raise NoDuty(name=name)


@applies("R-007", "R-011")
def check_meeting(
    held_on: date, today: date, present: Collection[int], members: Collection[int]
) -> None:
    """Refuse a record of a meeting ahead, without members, or with somebody who was none."""
    if held_on > today:
        raise NotHeldYet(day=held_on)
    if not present:
        raise NobodyPresent
    if set(present) - set(members):
        raise NotAMemberThen(day=held_on)

"""Who may own a case: never the one complained of, nor anybody who belongs to it.

Rule: R-216. Source: handbook 3.11. A city's bureau owns what concerns parties of its own area only
(R-023), and nothing that concerns the bureau itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from shuzheng.kernel.refusals import Refusal
from shuzheng.kernel.rulebook import applies

if TYPE_CHECKING:
    from collections.abc import Collection


class OwnerConcerned(Refusal):
    """The one complained of, or somebody who belongs or belonged to it."""

    code = "complaint-owner-concerned"
    status = 409
    template = "This person belongs to a party that the case is about: choose somebody else."
    rule = "R-216"


class OwnerElsewhere(Refusal):
    """A city's bureau handles what lies in its own area."""

    code = "complaint-owner-elsewhere"
    status = 409
    template = "The case is about a party outside this bureau's area: choose somebody else."
    rule = "R-216"


@dataclass(frozen=True, slots=True)
class Handler:
    """Somebody who could own a case: for whom, of which area ("" is everywhere), belonging where.

    `belongs` are all organisations that the person belongs or ever belonged to.
    """

    person_id: int
    organisation_id: int
    area: str
    belongs: frozenset[int]


@dataclass(frozen=True, slots=True)
class Concerned:
    """A party that a case is about, and the code of the division where it lies."""

    organisation_id: int
    division: str


@applies("R-216")
def check_owner(handler: Handler, concerned: Collection[Concerned]) -> None:
    """Refuse an owner who is concerned, or whose bureau has no say where the party lies."""
    parties = {one.organisation_id for one in concerned}
    if parties & ({handler.organisation_id} | handler.belongs):
        raise OwnerConcerned
    if not all(one.division.startswith(handler.area) for one in concerned):
        raise OwnerElsewhere


def may_own(handler: Handler, concerned: Collection[Concerned]) -> bool:
    """Return whether `check_owner` would let this one own the case."""
    try:
        check_owner(handler, concerned)
    except Refusal:
        return False
    return True

"""The skill fields under which certificates stand (R-005).

Source: 国家试点方案问答摘要 4. The national pilot began with about ten of twenty fields that lack
skilled people; which fields those are no document lists, so the office keeps the list itself. Each
field belongs to one of the areas that the rulebook names. A field that is closed takes no more
certificates; those that stand under it go on standing there until they are put elsewhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum, auto
from typing import TYPE_CHECKING, Final

from shuzheng.kernel.refusals import Refusal
from shuzheng.kernel.rulebook import applies
from shuzheng.kernel.wording import N_

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import date

    from shuzheng.kernel.rulebook import Rulebook


class Area(StrEnum):
    """Where a skill field belongs, as the national pilot's account divides them."""

    MODERN_FARMING = auto()
    ADVANCED_MANUFACTURING = auto()
    MODERN_SERVICES = auto()
    STRATEGIC_EMERGING = auto()
    OTHER = auto()


LABELS: Final = {
    Area.MODERN_FARMING: N_("Modern farming"),
    Area.ADVANCED_MANUFACTURING: N_("Advanced manufacturing"),
    Area.MODERN_SERVICES: N_("Modern services"),
    Area.STRATEGIC_EMERGING: N_("Strategic emerging industries"),
    Area.OTHER: N_("Other industries"),
}


class UnknownArea(Refusal):
    """The rulebook of the day does not name this area."""

    code = "unknown-skill-area"
    template = "“{area}” is not an area of skill fields today."
    rule = "R-005"


class Nameless(Refusal):
    """Certificates without a field are told by an empty name."""

    code = "skill-field-nameless"
    template = "Give the skill field a name."
    rule = "R-005"


class FieldThere(Refusal):
    """There is an open field of this name."""

    code = "skill-field-there"
    status = 409
    template = "The skill field “{name}” is on the list already."
    rule = "R-005"


class NoSuchField(Refusal):
    """A certificate stands under a field of the list, or under none."""

    code = "no-such-skill-field"
    template = "“{name}” is no open skill field. Put it on the list first."
    rule = "R-005"


@dataclass(frozen=True, slots=True)
class Line:
    """One skill field, and how many kinds of certificate stand under it; `used` are in use here.

    `id` is 0 for certificates without a field, whose `name` is empty; `closed_on` is None while the
    field is open.
    """

    id: int
    name: str
    area: str
    closed_on: date | None
    total: int
    used: int


@dataclass(frozen=True, slots=True)
class Cited:
    """With how many fields the national pilot began, and of how many."""

    began: int
    of: int


@applies("R-005")
def areas_in_use(today: date, book: Rulebook) -> tuple[Area, ...]:
    """Return the areas of today, in the rulebook's order."""
    return tuple(Area(one) for one in book.on(today, "R-005").words("skill_areas"))


@applies("R-005")
def cited(today: date, book: Rulebook) -> Cited:
    """Return what the national pilot's account says of fields."""
    law = book.on(today, "R-005")
    return Cited(law.integer("began_fields"), law.integer("shortage_fields"))


@applies("R-005")
def check_new(name: str, area: str, open_now: Collection[str], today: date, book: Rulebook) -> None:
    """Refuse a field without a name or open already, and an area not in the rulebook."""
    if not any(one.isalnum() for one in name):
        raise Nameless
    if area not in areas_in_use(today, book):
        raise UnknownArea(area=area)
    if name in open_now:
        raise FieldThere(name=name)


@applies("R-005")
def check_put(name: str, held: str, open_now: Collection[str]) -> None:
    """Refuse a field that is not open, unless the certificate stands under it; "" is none."""
    if name and name != held and name not in open_now:
        raise NoSuchField(name=name)


@applies("R-005")
def covered(lines: Iterable[Line]) -> int:
    """Return how many open fields have a kind of certificate that is in use in the province."""
    return sum(1 for one in lines if one.id and one.closed_on is None and one.used)

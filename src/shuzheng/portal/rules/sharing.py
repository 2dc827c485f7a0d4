"""Which list of the platform is shared with whom, and how far each side reads it (R-223).

Source: 试点困难与对策论文 四（二）, “加强信息共享和沟通”. Nobody keeps the table: it follows
from the permissions that roles hold and from their reach, so that it cannot say anything else than
what the platform does.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum, auto
from typing import TYPE_CHECKING, Final

from shuzheng.identity.rules.kinds import REACH, Role
from shuzheng.kernel.actor import Reach
from shuzheng.kernel.rulebook import applies
from shuzheng.kernel.wording import N_

if TYPE_CHECKING:
    from collections.abc import Callable, Collection


class Side(StrEnum):
    """Who shares information with whom."""

    GOVERNMENT = auto()
    SCHOOLS = auto()
    EVALUATORS = auto()
    ENTERPRISES = auto()


SIDES: Final = {
    Side.GOVERNMENT: N_("Government"),
    Side.SCHOOLS: N_("Institutions and sites"),
    Side.EVALUATORS: N_("Evaluation organisations and alliances"),
    Side.ENTERPRISES: N_("Enterprises"),
}
ROLES: Final = {
    Side.GOVERNMENT: (
        Role.PROVINCIAL_ADMIN,
        Role.OFFICE_OFFICER,
        Role.CITY_OFFICER,
    ),
    Side.SCHOOLS: (
        Role.INSTITUTION_ADMIN,
        Role.LIAISON,
        Role.TEACHER,
        Role.SITE_ADMIN,
        Role.INVIGILATOR,
    ),
    Side.EVALUATORS: (
        Role.ORGANISATION_STAFF,
        Role.ORGANISATION_ISSUER,
        Role.ALLIANCE_LEAD,
        Role.ASSESSOR,
    ),
    Side.ENTERPRISES: (Role.ENTERPRISE_USER,),
}
"""The roles of each side. Learners read their own, administrators what is the platform's."""

EXTENTS: Final = {
    Reach.PROVINCE: N_("whole province"),
    Reach.AREA: N_("own area"),
    Reach.ORGANISATION: N_("own"),
}


@dataclass(frozen=True, slots=True)
class Shared:
    """How far each side reads a list, widest first; a side that is not there does not read it."""

    extents: dict[Side, tuple[Reach, ...]]

    def with_(self, other: Shared) -> Shared:
        """Return who reads this list or the other, where one record has a list for each of two."""
        sides = {side: {*self.extents.get(side, ()), *other.extents.get(side, ())} for side in Side}
        return Shared(
            {
                side: tuple(x for x in EXTENTS if x in found)
                for side, found in sides.items()
                if found
            }
        )


@applies("R-223")
def readers(
    permission: str, only: Collection[str], granted: Callable[[str], Collection[str]]
) -> Shared:
    """Return who reads a list that asks for `permission` ("" for none) and for a role of `only`.

    `granted` gives the permissions of a role; an empty `only` asks for no role in particular.
    """
    found: dict[Side, tuple[Reach, ...]] = {}
    for side, roles in ROLES.items():
        reach = {
            REACH[role]
            for role in roles
            if (not permission or permission in granted(role)) and (not only or role in only)
        }
        if reach:
            found[side] = tuple(extent for extent in EXTENTS if extent in reach)
    return Shared(found)

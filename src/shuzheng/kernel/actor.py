"""Who is acting, in which capacity, and what they may do.

A person with several memberships chooses one capacity; an `Actor` is that choice, resolved at the
door. Services never look a user up: whatever they need to know of who asks is here.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum, auto

from shuzheng.kernel.refusals import Refusal


class NotPermitted(Refusal):
    """The actor can see the thing but may not do this to it."""

    code = "not-permitted"
    status = 403
    template = "Your role does not include this ({permission})."


class Reach(StrEnum):
    """How far an actor sees: the whole province, an area, one organisation, or themselves."""

    PROVINCE = auto()
    AREA = auto()
    ORGANISATION = auto()
    SELF = auto()
    NOBODY = auto()


@dataclass(frozen=True, slots=True)
class Actor:
    """A person acting in one capacity, with permissions resolved.

    `area` is a division code prefix (four digits for a city, six for a county) and is set only
    where `reach` is AREA. `membership_id` identifies the capacity; 0 where there is none.
    """

    user_id: int
    person_id: int
    organisation_id: int
    role: str
    permissions: frozenset[str]
    reach: Reach
    area: str = ""
    department_id: int = 0
    membership_id: int = 0

    def may(self, permission: str) -> bool:
        """Return whether the actor holds `permission`."""
        return permission in self.permissions

    def require(self, permission: str) -> None:
        """Refuse unless the actor holds `permission`."""
        if permission not in self.permissions:
            raise NotPermitted(permission=permission)


CLOCK = Actor(0, 0, 0, "clock", frozenset(), Reach.PROVINCE)
"""The scheduler: it acts on nobody's behalf, sees the province, and holds no permission."""

PUBLIC = Actor(0, 0, 0, "public", frozenset(), Reach.NOBODY)
"""Anybody who has not signed in."""

"""Minutes of an alliance's meetings: held before they are written, with members present.

Source: handbook 3.17, 6.3. The lead writes them; they are kept as they were written.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from shuzheng.kernel.refusals import Refusal

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date


class NotHeldYet(Refusal):
    """What lies ahead has no minutes."""

    code = "meeting-not-held-yet"
    template = "The meeting was not held yet: {day} lies ahead."


class NobodyPresent(Refusal):
    """A meeting has members present."""

    code = "meeting-nobody-present"
    template = "Say which members were present."


class NotAMember(Refusal):
    """Only institutions that use the certificate are present as members."""

    code = "meeting-not-a-member"
    template = "Only institutions that use the certificate are members of the alliance."


def check(held_on: date, today: date, present: Collection[int], members: Collection[int]) -> None:
    """Refuse minutes of a meeting ahead, without members, or with somebody who is none."""
    if held_on > today:
        raise NotHeldYet(day=held_on)
    if not present:
        raise NobodyPresent
    if set(present) - set(members):
        raise NotAMember

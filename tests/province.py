"""A small demonstration province with one sign-in per role, for tests that knock at every door."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from shuzheng.demo import builder, sign_ins
from shuzheng.demo.world import SMALL
from shuzheng.foundation import clock
from shuzheng.identity.models import User
from shuzheng.identity.rules.kinds import Role
from shuzheng.kernel import periods

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from shuzheng.demo.world import World


@dataclass(frozen=True)
class Province:
    """What was built, and the account of each role."""

    world: World
    users: dict[str, User]


def build(folder: Path, today: date | None = None) -> Province:
    """Build a small province as of `today` (this day, if not given); a few seconds."""
    world = builder.build(today or periods.day(clock.now()), lambda *_: None, SMALL)
    # The demonstration's city has no schools in a province this small: its neighbour's officer.
    school = next(
        one for one in world.schools if one.id == world.offered[Role.LIAISON].organisation_id
    )
    world.offered[Role.CITY_OFFICER] = world.cities[school.city]
    made = sign_ins.make(world, world.offered, folder)
    return Province(world, {one.role: User.objects.get(pk=one.user_id) for one in made})

"""From seats to results: the middle of a plan's walk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shuzheng.assessment.services import seating

if TYPE_CHECKING:
    from shuzheng.demo.world import Holder, World

STAGES = ("closed", "seated", "running", "marking", "published", "certified")


def walk(
    world: World,
    plan: int,
    certificate: int,
    holder: Holder,
    day: int,
    stage: str,
) -> None:
    """Take a plan whose registration is closed as far as `stage`."""
    if stage == "closed":
        return
    seating.plan(plan, actor=holder.staff, now=world.at(day + 15))
    seating.lock(plan, actor=holder.staff, now=world.at(day + 14))

"""Register an enterprise and let somebody of it in, who checks certificates of applicants."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shuzheng.demo.parties import FOUNDED, hire
from shuzheng.identity.rules.kinds import EnterpriseKind, OrganisationKind, Role
from shuzheng.identity.services import organisations

if TYPE_CHECKING:
    from shuzheng.demo.world import World

NAME = "江淮智造装备有限公司（演示）"
CREDIT_CODE = "91349900MA0DEM000Y"
"""Of a division that nobody has; its check character fits."""


def build(world: World) -> None:
    """Register one enterprise with one verifier."""
    enterprise = organisations.register(
        kind=OrganisationKind.ENTERPRISE,
        code="QY0001",
        name=NAME,
        division_code="340100",
        enterprise_kind=EnterpriseKind.PRIVATE,
        credit_code=CREDIT_CODE,
        is_demonstration=True,
        actor=world.office,
        now=world.at(FOUNDED),
    )
    world.offered[Role.ENTERPRISE_USER] = hire(world, enterprise, Role.ENTERPRISE_USER)

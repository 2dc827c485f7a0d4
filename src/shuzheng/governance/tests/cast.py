"""The office, the department, a bureau, and what the three lists of a plan are taken from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from uuid import uuid4

from shuzheng.alliances.tests import cast as alliances
from shuzheng.alliances.tests.cast import at
from shuzheng.assessment.models import Site, SiteApproval
from shuzheng.governance.rules.milestone import Content
from shuzheng.governance.services import milestones, plans
from shuzheng.governance.services.milestones import Stone
from shuzheng.identity.models import Person
from shuzheng.identity.rules.kinds import OrganisationKind, Role
from shuzheng.identity.tests import cast
from shuzheng.pilots.models import Filing

if TYPE_CHECKING:
    from shuzheng.kernel.actor import Actor

__all__ = ["Here", "at", "build", "person", "stone"]

INDUSTRIES = ["新能源汽车", "", " 集成电路 ", "新能源汽车"]


@dataclass
class Here:
    """Who prepares and who publishes; two filed institutions, one certificate, one site."""

    office: Actor
    colleague: Actor
    department: Actor
    bureau: Actor
    world: alliances.Here

    def drafted(self, *, milestone: bool = True) -> int:
        """Return a draft of this year's plan, with one milestone."""
        if milestone:
            milestones.plan_all(2026, [stone()], actor=self.office, now=at(1, 12))
        return plans.draft(2026, "稳步推进。", INDUSTRIES, actor=self.office, now=at(1, 12))

    def fixed(self) -> int:
        """Return a plan whose lists the office fixed on 2 March."""
        pk = self.drafted()
        plans.fix(pk, actor=self.office, now=at(3, 2))
        return pk

    def published(self) -> int:
        """Return a plan that the department published on 3 March."""
        pk = self.fixed()
        plans.publish(pk, actor=self.department, now=at(3, 3))
        return pk


def build() -> Here:
    """Let two institutions be filed for 2026, and one site be in use."""
    world = alliances.build()
    cast.city("341000", "黄山市")
    department = cast.organisation(
        "JYT", OrganisationKind.PROVINCIAL_DEPARTMENT, name="演示省教育厅"
    )
    bureau = cast.organisation("HFB", OrganisationKind.CITY_BUREAU, name="合肥市教育局（演示）")
    for code, school in (("BA1", world.leader), ("BA2", world.member)):
        Filing.objects.create(
            institution_id=school,
            year=2026,
            number=code,
            state="filed",
            filed_on=date(2026, 1, 6),
        )
    site = Site.objects.create(
        institution_id=world.leader, code="0001", name="演示站点", address="演示路1号"
    )
    SiteApproval.objects.create(
        site=site, certificate_type_id=world.certificate, level="elementary", state="active"
    )
    return Here(
        office=cast.actor(Role.OFFICE_OFFICER, world.office, person_id=person("经办甲")),
        colleague=cast.actor(Role.OFFICE_OFFICER, world.office, person_id=person("经办乙")),
        department=cast.actor(Role.PROVINCIAL_ADMIN, department, person_id=person("审签丙")),
        bureau=cast.actor(Role.CITY_OFFICER, bureau, person_id=person("市局丁"), area="3401"),
        world=world,
    )


def person(name: str) -> int:
    """Return an invented person."""
    return Person.objects.create(
        name=name,
        document_kind="resident_identity_card",
        document_index=uuid4().hex * 2,
        document_sealed="x",
        document_masked="3499****0011",
        created_at=at(1, 1),
    ).pk


def stone(
    name: str = "完成年度备案", due_on: date = date(2026, 6, 30), owner: str = "省教育厅（演示）"
) -> Stone:
    """Return what is written of a milestone."""
    return Stone(name, Content.SUPERVISION, owner, due_on)

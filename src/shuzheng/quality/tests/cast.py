"""The office, the department, inspectors and targets, for the tests of inspections."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from shuzheng.assessment.models import Site, SiteApproval
from shuzheng.catalogue.models import CertificateType
from shuzheng.identity.models import Membership
from shuzheng.identity.rules.kinds import OrganisationKind, Role
from shuzheng.identity.tests.browsers import LONG_AGO, person
from shuzheng.identity.tests.cast import NOON, actor, organisation
from shuzheng.quality.models import Inspection
from shuzheng.quality.rules.campaign import TargetKind
from shuzheng.quality.services import campaigns, drawing, inspections
from shuzheng.quality.services.campaigns import Plan

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from shuzheng.kernel.actor import Actor

PLAN = Plan("2026年第一次飞行检查", TargetKind.SITE, 2, 2, ("rooms",))


@dataclass
class Cast:
    """Who plans, who witnesses, who may be drawn to inspect, and what may be inspected."""

    office: Actor
    department: Actor
    inspectors: list[Actor] = field(default_factory=list)
    schools: list[int] = field(default_factory=list)
    sites: list[int] = field(default_factory=list)
    holder: int = 0

    def planned(self, *, now: datetime = NOON, **changes: Any) -> int:  # noqa: ANN401 - of any plan
        """Return a campaign that the office planned."""
        return campaigns.plan(replace(PLAN, **changes), actor=self.office, now=now)

    def frozen(self, *, now: datetime = NOON, **changes: Any) -> int:  # noqa: ANN401 - of any plan
        """Return a campaign whose lists are frozen."""
        pk = self.planned(now=now, **changes)
        drawing.begin(pk, actor=self.office, now=now)
        drawing.witness(pk, actor=self.department, now=now)
        return pk

    def drawn(self, *, now: datetime = NOON, **changes: Any) -> int:  # noqa: ANN401 - of any plan
        """Return a campaign whose inspections are drawn and sealed."""
        pk = self.frozen(now=now, **changes)
        drawing.reveal(pk, actor=self.office, now=now)
        drawing.reveal(pk, actor=self.department, now=now)
        return pk

    def lead(self, inspection: int | None) -> Actor:
        """Return who leads the team of an inspection."""
        assert inspection is not None
        member = Inspection.objects.get(pk=inspection).members.get(leads=True)
        return self.who(member.person_id)

    def who(self, person_id: int) -> Actor:
        """Return the inspector with this id."""
        return next(one for one in self.inspectors if one.person_id == person_id)

    def begun(self, *, now: datetime = NOON, **changes: Any) -> Inspection:  # noqa: ANN401 - of any plan
        """Return the first inspection of a new campaign, the team at the door."""
        row = Inspection.objects.filter(campaign=self.drawn(now=now, **changes)).order_by("pk")[0]
        inspections.arrive(row.pk, actor=self.lead(row.pk), now=now + timedelta(hours=1))
        row.refresh_from_db()
        return row

    def party(self, row: Inspection | None, role: Role = Role.LIAISON) -> Actor:
        """Return somebody of the party that an inspection meets."""
        assert row is not None
        return actor(role, row.party_id, person_id=700 + row.party_id)


def said(answers: Mapping[str, str]) -> dict[str, tuple[str, str]]:
    """Return a form with these answers and no remarks."""
    return {code: (answer, "") for code, answer in answers.items()}


def cast(sites: int = 5, inspectors: int = 4) -> Cast:
    """Return a province with sites to inspect and inspectors of the office."""
    department = organisation("JYT", OrganisationKind.PROVINCIAL_DEPARTMENT)
    office = organisation("SDB", OrganisationKind.COORDINATION_OFFICE)
    made = Cast(
        actor(Role.OFFICE_OFFICER, office, person_id=901),
        actor(Role.PROVINCIAL_ADMIN, department, person_id=902),
    )
    made.holder = organisation("PJ1", OrganisationKind.EVALUATION_ORGANISATION)
    certificate = CertificateType.objects.create(
        code="Z1", name="演示证书", short_name="演示", organisation_id=made.holder, batch=1
    )
    for number in range(sites):
        school = organisation(f"S{number + 1}")
        site = Site.objects.create(
            institution_id=school,
            code=f"{number + 1:04d}",
            name=f"演示站点{number + 1}",
            address=f"演示路{number + 1}号",
        )
        SiteApproval.objects.create(
            site=site, certificate_type=certificate, level="elementary", state="active"
        )
        made.schools.append(school)
        made.sites.append(site.pk)
    made.inspectors = [inspector(office, number) for number in range(inspectors)]
    return made


def inspector(office: int, number: int) -> Actor:
    """Return a new inspector of the office."""
    pk = person(f"检查员{chr(0x4E00 + number)}", 10 + number)
    Membership.objects.create(
        person_id=pk, organisation_id=office, role=Role.INSPECTOR, since=LONG_AGO
    )
    return actor(Role.INSPECTOR, office, person_id=pk)

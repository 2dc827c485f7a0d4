"""Those who complain, those complained of, and those who handle it, for the tests of cases."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from shuzheng.assessment.models import Site
from shuzheng.catalogue.models import CertificateType
from shuzheng.complaints.models import Complaint
from shuzheng.complaints.rules.complaint import Kind, Outcome, Urgency
from shuzheng.complaints.services import assigning, filing, handling
from shuzheng.complaints.services.assigning import Assigned
from shuzheng.complaints.services.filing import Given, Who
from shuzheng.identity.models import Membership
from shuzheng.identity.rules.kinds import OrganisationKind, Role
from shuzheng.identity.tests.browsers import LONG_AGO, person
from shuzheng.identity.tests.cast import NOON, actor, organisation

if TYPE_CHECKING:
    from datetime import datetime

    from shuzheng.complaints.access import Receipt
    from shuzheng.kernel.actor import Actor

NAME, CONTACT = "欧阳举", "13912340987"
NAMED = Who(NAME, CONTACT)
TEXT = "监考员在考场内提示答案。"
ANSWERED = handling.Answer("经核查情况属实，已作处理。", Outcome.UPHELD, "更换该考场监考员")


def later(days: float) -> datetime:
    """Return so many days after the cast's noon."""
    return NOON + timedelta(days=days)


@dataclass
class Cast:
    """Two officers of the office, the department, a bureau, a school with a site, its holder."""

    office: Actor
    second: Actor
    department: Actor
    bureau: Actor
    elsewhere: Actor
    school: Actor
    holder: Actor
    site: int
    certificate: int

    def filed(self, *, kind: Kind = Kind.COMPLAINT, about: str = "S1", who: Who = NAMED) -> Receipt:
        """Return the receipt of a case that was handed in."""
        return filing.file(Given(kind, TEXT, about), who=who, now=NOON)

    def triaged(
        self, *, kind: Kind = Kind.COMPLAINT, about: str = "S1", owner: Actor | None = None
    ) -> int:
        """Return a case that was given to its owner, the office's officer if not said."""
        return self.assign(self.filed(kind=kind, about=about), kind, owner)

    def assign(self, way: Receipt, kind: Kind = Kind.COMPLAINT, owner: Actor | None = None) -> int:
        """Assign a case, and return it."""
        pk = row(way).pk
        chosen = owner or self.office
        given = Assigned(kind, Urgency.ORDINARY, chosen.organisation_id, chosen.person_id)
        assigning.triage(pk, given, actor=self.second, now=later(1))
        return pk

    def investigated(self, *, kind: Kind = Kind.COMPLAINT, about: str = "S1") -> int:
        """Return a case under investigation by the office's officer."""
        pk = self.triaged(kind=kind, about=about)
        handling.accept(pk, actor=self.office, now=later(2))
        handling.investigate(pk, actor=self.office, now=later(2))
        return pk

    def answered(self, given: handling.Answer = ANSWERED, kind: Kind = Kind.COMPLAINT) -> int:
        """Return a case that the office's officer answered on the fourth day."""
        pk = self.investigated(kind=kind)
        handling.answer(pk, given, actor=self.office, now=later(3))
        return pk


def row(way: Receipt) -> Complaint:
    """Return the case of a receipt."""
    return Complaint.objects.get(number=way.number)


def member(role: Role, organisation_id: int, name: str, *, area: str = "") -> Actor:
    """Return somebody new who acts for an organisation, with the membership on record."""
    pk = person(name, 300 + Membership.objects.count())
    Membership.objects.create(
        person_id=pk, organisation_id=organisation_id, role=role, since=LONG_AGO
    )
    return actor(role, organisation_id, person_id=pk, area=area)


def cast() -> Cast:
    """Return a province in which somebody complains."""
    department = organisation("JYT", OrganisationKind.PROVINCIAL_DEPARTMENT)
    office = organisation("SDB", OrganisationKind.COORDINATION_OFFICE)
    bureau = organisation("HFJ", OrganisationKind.CITY_BUREAU)
    elsewhere = organisation("WHJ", OrganisationKind.CITY_BUREAU, division="340200")
    school = organisation("S1", name="演示甲学院")
    holder = organisation("PJ1", OrganisationKind.EVALUATION_ORGANISATION, name="演示评价中心")
    certificate = CertificateType.objects.create(
        code="Z1", name="演示证书", short_name="演示", organisation_id=holder, batch=1
    )
    site = Site.objects.create(
        institution_id=school, code="0001", name="演示甲站点", address="演示路1号"
    )
    return Cast(
        member(Role.OFFICE_OFFICER, office, "经办甲"),
        member(Role.OFFICE_OFFICER, office, "经办乙"),
        member(Role.PROVINCIAL_ADMIN, department, "处长"),
        member(Role.CITY_OFFICER, bureau, "科长", area="3401"),
        member(Role.CITY_OFFICER, elsewhere, "邻市科长", area="3402"),
        member(Role.LIAISON, school, "联络人"),
        member(Role.ORGANISATION_STAFF, holder, "评价员"),
        site.pk,
        certificate.pk,
    )

"""A fixed cast for the tests of alliances: a certificate, its users in two cities, its lead."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TYPE_CHECKING

from shuzheng.catalogue.models import CertificateType
from shuzheng.identity.rules.kinds import OrganisationKind, Role
from shuzheng.identity.tests import cast
from shuzheng.kernel.periods import SHANGHAI
from shuzheng.pilots.models import InstitutionCertificate
from shuzheng.pilots.services import alliances

if TYPE_CHECKING:
    from shuzheng.kernel.actor import Actor

OFFICE = cast.actor(Role.OFFICE_OFFICER, person_id=900_013)
HEFEI, WUHU = "3401", "3402"


@dataclass
class Here:
    """Who and what the tests speak of: two members, a stranger, and an alliance led by one."""

    leader: int
    member: int
    stranger: int
    holder: int
    office: int
    certificate: int
    alliance: int

    def lead(self) -> Actor:
        """Return who leads the alliance."""
        return cast.actor(Role.ALLIANCE_LEAD, self.leader, person_id=900_011)

    def liaison(self, school: int = 0) -> Actor:
        """Return the liaison of a school, by default of the other member."""
        return cast.actor(Role.LIAISON, school or self.member, person_id=900_016)

    def bureau(self) -> int:
        """Return a new bureau of the member's city."""
        return cast.organisation("B1", OrganisationKind.CITY_BUREAU, division="340200")

    def staff(self) -> Actor:
        """Return staff of the certificate's organisation."""
        return cast.actor(Role.ORGANISATION_STAFF, self.holder, person_id=900_012)


def at(month: int, day: int, year: int = 2026) -> datetime:
    """Return ten in the morning of a day in the province."""
    return datetime.combine(date(year, month, day), time(10), SHANGHAI)


def build(*, formed: bool = True, named: datetime | None = None) -> Here:
    """Let two institutions use a certificate whose alliance one of them leads."""
    cast.city("340200", "芜湖市")
    leader = cast.organisation("S1", name="江淮职业学院")
    member = cast.organisation("S2", name="秋浦职业学校", division="340200")
    stranger = cast.organisation("S3", name="皖南职业学校")
    holder = cast.organisation("E1", OrganisationKind.EVALUATION_ORGANISATION, name="演示评价甲")
    office = cast.organisation("O1", OrganisationKind.COORDINATION_OFFICE)
    certificate = kind("D10001", holder)
    for school in (leader, member):
        use(school, certificate)
    now = named or at(1, 5)
    pk = alliances.name_acting_lead(certificate, "演示证书联盟", leader, actor=OFFICE, now=now)
    if formed:
        alliances.form(certificate, leader, actor=OFFICE, now=now)
    return Here(leader, member, stranger, holder, office, certificate, pk)


def kind(code: str, holder: int) -> int:
    """Return a kind of certificate of an organisation."""
    return CertificateType.objects.create(
        code=code,
        name=f"演示{code}",
        short_name=code,
        organisation_id=holder,
        levels=["elementary"],
    ).pk


def use(school: int, certificate: int, state: str = "active") -> None:
    """Let an institution use a certificate."""
    InstitutionCertificate.objects.create(
        institution_id=school,
        certificate_type_id=certificate,
        state=state,
        approved_on=date(2025, 12, 1),
    )

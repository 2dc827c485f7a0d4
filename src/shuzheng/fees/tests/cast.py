"""A fixed cast for the tests of fees: a certificate, its alliance, parties, candidates."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from shuzheng.catalogue.models import CertificateType
from shuzheng.fees.models import FeeAgreement, HardshipClaim
from shuzheng.fees.rules.agreement import State
from shuzheng.fees.rules.exemption import CandidateKind
from shuzheng.fees.rules.hardship import Kind
from shuzheng.fees.rules.hardship import State as ClaimState
from shuzheng.fees.services import settlements
from shuzheng.fees.services.settlements import SettlementRow
from shuzheng.foundation import sealing
from shuzheng.foundation.models import StoredFile
from shuzheng.identity.models import Enrolment, Guardianship, Person, SchoolClass
from shuzheng.identity.rules.kinds import OrganisationKind, Role
from shuzheng.identity.tests import cast
from shuzheng.pilots.models import Alliance

if TYPE_CHECKING:
    from shuzheng.kernel.actor import Actor

NOON = datetime(2026, 3, 2, 4, 0, tzinfo=UTC)
"""Noon on Monday 2 March 2026 in the province."""

TODAY = date(2026, 3, 2)
LEVEL = "intermediate"


@dataclass
class Province:
    """Who and what the tests speak of."""

    college: int
    school: int
    organisation: int
    stranger: int
    office: int
    certificate: int
    document: int

    def lead(self) -> Actor:
        """Return the alliance's lead, of the college."""
        return cast.actor(Role.ALLIANCE_LEAD, self.college, person_id=11)

    def staff(self) -> Actor:
        """Return staff of the certificate's organisation."""
        return cast.actor(Role.ORGANISATION_STAFF, self.organisation, person_id=12)

    def officer(self) -> Actor:
        """Return an officer of the coordination office."""
        return cast.actor(Role.OFFICE_OFFICER, self.office, person_id=13)

    def department(self) -> Actor:
        """Return an administrator of the provincial department."""
        return cast.actor(Role.PROVINCIAL_ADMIN, self.office, person_id=14)

    def admin(self) -> Actor:
        """Return the college's administrator, who handles aid."""
        return cast.actor(Role.INSTITUTION_ADMIN, self.college, person_id=15)

    def liaison(self) -> Actor:
        """Return the college's liaison."""
        return cast.actor(Role.LIAISON, self.college, person_id=16)


def province() -> Province:
    """Return a province with one certificate, led by a college, and its parties."""
    college = cast.organisation("I1", name="演示职业技术学院")
    school = cast.organisation(
        "I2", name="演示中等专业学校", institution_kind="secondary_vocational"
    )
    kind = OrganisationKind.EVALUATION_ORGANISATION
    ours = cast.organisation("E1", kind, name="演示评价组织甲")
    theirs = cast.organisation("E2", kind, name="演示评价组织乙")
    office = cast.organisation("O1", OrganisationKind.COORDINATION_OFFICE, name="演示省试点办")
    certificate = CertificateType.objects.create(
        code="D10001",
        name="演示智能财税职业技能等级证书",
        short_name="智能财税",
        organisation_id=ours,
        levels=["elementary", "intermediate", "advanced"],
        is_demonstration=True,
    )
    Alliance.objects.create(
        certificate_type=certificate,
        name="智能财税试点联盟",
        state="proposed",
        acting_lead_id=college,
        named_on=date(2026, 1, 5),
    )
    return Province(college, school, ours, theirs, office, certificate.pk, document(college))


def document(organisation_id: int) -> int:
    """Return the id of a stored document."""
    return StoredFile.objects.create(
        name="材料.pdf",
        media_type="application/pdf",
        size=1,
        digest="0",
        body=b"x",
        organisation_id=organisation_id,
        user_id=1,
        stored_at=NOON,
    ).pk


def agreement(
    cast_: Province,
    *,
    price: int = 28_000,
    state: State = State.IN_FORCE,
    level: str = LEVEL,
    since: date = date(2026, 1, 1),
) -> int:
    """Return the id of an agreement of the year, by default in force at 280 yuan."""
    return FeeAgreement.objects.create(
        number=f"FY2026{FeeAgreement.objects.count() + 1:05d}",
        certificate_type_id=cast_.certificate,
        level=level,
        organisation_id=cast_.organisation,
        lead_id=cast_.college,
        state=state,
        price_fen=price,
        items=[["考核费", price]],
        since=since,
        until=date(since.year, 12, 31),
    ).pk


def person(serial: int, name: str = "") -> int:
    """Return the id of a new person."""
    return Person.objects.create(
        name=name or f"考生{serial}",
        document_kind="resident_identity_card",
        document_index=f"{serial:064d}",
        document_sealed="x",
        document_masked="3499****0011",
        created_at=NOON,
        is_demonstration=True,
    ).pk


def student(serial: int, institution_id: int, name: str = "") -> int:
    """Return the id of a new student of an institution."""
    school_class, _ = SchoolClass.objects.get_or_create(
        organisation_id=institution_id, name="会计2401", entry_year=2024, major_code="530302"
    )
    pk = person(serial, name)
    Enrolment.objects.create(
        person_id=pk,
        organisation_id=institution_id,
        school_class=school_class,
        student_number=f"2024{serial:06d}",
        since=date(2024, 9, 1),
    )
    return pk


def guardian(ward_id: int, serial: int = 900) -> int:
    """Return the id of a new person who is somebody's guardian."""
    pk = person(serial)
    Guardianship.objects.create(
        ward_id=ward_id, guardian_id=pk, relation="parent", since=date(2026, 1, 1)
    )
    return pk


def claim(
    person_id: int, institution_id: int, state: ClaimState, kind: Kind = Kind.ORPHAN
) -> HardshipClaim:
    """Return a claim for the present school year in some state."""
    row = HardshipClaim(
        uid=uuid4(),
        person_id=person_id,
        institution_id=institution_id,
        state=state,
        since=date(2025, 9, 1),
        until=date(2026, 8, 31),
        lodged_on=TODAY,
    )
    row.kind_sealed = sealing.seal(kind, row.place())
    row.save()
    return row


def row(
    person_id: int,
    institution_id: int | None,
    *,
    kind: CandidateKind = CandidateKind.STUDENT,
    pilot: bool = False,
) -> SettlementRow:
    """Return a registration to settle."""
    return SettlementRow(uuid4(), person_id, institution_id, kind, pilot_student=pilot)


def settle(cast_: Province, *rows: SettlementRow) -> dict[UUID, settlements.Settled]:
    """Settle registrations of today."""
    return settlements.settle_all(
        rows,
        certificate_type_id=cast_.certificate,
        level=LEVEL,
        asked_fen=100_000,
        on=TODAY,
        actor=cast_.admin(),
        now=NOON,
    )

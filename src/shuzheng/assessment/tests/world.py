"""The province of the tests: one certificate, its parties, everything a plan rests on.

`Province.plan()` drafts through the acts; everything below assessment is put there as rows.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from shuzheng.assessment.models import SiteApproval
from shuzheng.assessment.services import plans, sites
from shuzheng.catalogue.models import CertificateType, StandardVersion
from shuzheng.catalogue.rules.levels import Level
from shuzheng.fees.models import CostCeiling, FeeAgreement
from shuzheng.foundation.models import StoredFile
from shuzheng.identity.rules.kinds import DocumentKind, OrganisationKind, Role
from shuzheng.identity.services import persons
from shuzheng.identity.services.persons import PersonRow
from shuzheng.identity.tests import cast
from shuzheng.pilots.models import (
    ActivityReport,
    Alliance,
    Filing,
    FilingItem,
    FilingVersion,
    InstitutionCertificate,
)
from shuzheng.standing.models import Restriction
from shuzheng.workforce.models import Qualification

if TYPE_CHECKING:
    from shuzheng.kernel.actor import Actor

NOON = cast.NOON
"""Noon on Monday 2 March 2026 in the province."""

TODAY = date(2026, 3, 2)
LEVEL = Level.INTERMEDIATE
FIRST_ON = date(2026, 4, 18)
HELD = {
    "room": True,
    "cameras": True,
    "storage": True,
    "network": True,
    "safe": True,
    "two_person_rule": True,
}
CLOSES = datetime(2026, 4, 1, 16, 0, tzinfo=UTC)


def at(days: int = 0, **more: int) -> datetime:
    """Return an instant so long after noon."""
    return NOON + timedelta(days=days, **more)


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
    site: int = 0
    rooms: list[int] = field(default_factory=list)
    approval: int = 0
    report: int = 0
    assessors: list[int] = field(default_factory=list)

    def staff(self) -> Actor:
        """Return staff of the certificate's organisation."""
        return cast.actor(Role.ORGANISATION_STAFF, self.organisation, person_id=12)

    def rival(self) -> Actor:
        """Return staff of another organisation."""
        return cast.actor(Role.ORGANISATION_STAFF, self.stranger, person_id=22)

    def officer(self) -> Actor:
        """Return an officer of the coordination office."""
        return cast.actor(Role.OFFICE_OFFICER, self.office, person_id=13)

    def lead(self) -> Actor:
        """Return the alliance's lead, of the school."""
        return cast.actor(Role.ALLIANCE_LEAD, self.school, person_id=11)

    def liaison(self) -> Actor:
        """Return the college's liaison, whose students take part."""
        return cast.actor(Role.LIAISON, self.college, person_id=16)

    def neighbour(self) -> Actor:
        """Return the other school's liaison."""
        return cast.actor(Role.LIAISON, self.school, person_id=26)

    def host(self) -> Actor:
        """Return the site's administrator, of the college."""
        return cast.actor(Role.SITE_ADMIN, self.college, person_id=17)

    def draft(self, **changes: object) -> plans.Draft:
        """Return what the organisation plans, with changes."""
        morning = datetime(2026, 4, 18, 1, 0, tzinfo=UTC)
        whole = plans.Draft(
            certificate_type_id=self.certificate,
            level=LEVEL,
            parts=(
                plans.Part("theory", "理论", 40, 10_000, by_machine=True),
                plans.Part("practice", "实操", 60, 10_000),
            ),
            sittings=(
                plans.Sitting("theory", morning, morning + timedelta(minutes=90)),
                plans.Sitting(
                    "practice", morning + timedelta(hours=5), morning + timedelta(hours=8)
                ),
            ),
            room_ids=tuple(self.rooms),
            seats=20,
            price_fen=28_000,
            pass_rule="theory >= 60 and practice >= 60",
            registration_opens_at=NOON,
            registration_closes_at=CLOSES,
            institution_ids=(self.college,),
        )
        return replace(whole, **changes)  # type: ignore[arg-type]

    def plan(self, **changes: object) -> int:
        """Return the id of a plan that is reported and staffed, ready to open."""
        staff = self.staff()
        plan = plans.draft(self.draft(**changes), actor=staff, now=NOON)
        plans.submit(plan, actor=staff, now=NOON)
        plans.report(plan, self.report, actor=staff, now=NOON)
        plans.appoint(plan, self.assessors, actor=staff, now=NOON)
        return plan

    def opened(self, **changes: object) -> int:
        """Return the id of a plan that is open for registration."""
        plan = self.plan(**changes)
        plans.open_registration(plan, actor=self.staff(), now=NOON)
        return plan


def province() -> Province:
    """Return a province with one certificate that may be assessed, and everything it rests on."""
    college = cast.organisation("I1", name="演示职业技术学院")
    school = cast.organisation(
        "I2",
        name="演示中等专业学校",
        division="340200",
        institution_kind="secondary_vocational",
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
    StandardVersion.objects.create(
        certificate_type=certificate, version="2.0", state="published", effective_on=TODAY
    )
    Alliance.objects.create(
        certificate_type=certificate,
        name="智能财税试点联盟",
        state="formed",
        lead_id=school,
        named_on=date(2026, 1, 5),
        formed_on=date(2026, 1, 5),
    )
    here = Province(college, school, ours, theirs, office, certificate.pk, document(college))
    for institution in (college, school):
        take_up(here, institution)
    agree(here)
    furnish(here)
    here.report = report(here)
    here.assessors = [assessor(here, serial) for serial in (801, 802)]
    return here


def take_up(here: Province, institution: int) -> None:
    """File the pilot and take up the certificate."""
    filing = Filing.objects.create(
        institution_id=institution,
        year=2026,
        state="filed",
        number=f"BA2026{institution:06d}",
        filed_on=date(2026, 2, 20),
    )
    version = FilingVersion.objects.create(filing=filing, number=1, state="in_force")
    FilingItem.objects.create(
        version=version,
        certificate_type_id=here.certificate,
        levels=[LEVEL.value],
        majors=["530302"],
    )
    InstitutionCertificate.objects.create(
        institution_id=institution,
        certificate_type_id=here.certificate,
        state="active",
        approved_on=date(2026, 2, 20),
    )


def agree(here: Province, price: int = 28_000) -> None:
    """Put a fee agreement of the year into force, under a ceiling."""
    FeeAgreement.objects.create(
        number=f"FY2026{FeeAgreement.objects.count() + 1:05d}",
        certificate_type_id=here.certificate,
        level=LEVEL,
        organisation_id=here.organisation,
        lead_id=here.school,
        state="in_force",
        price_fen=price,
        items=[["考核费", price]],
        since=date(2026, 1, 1),
        until=date(2026, 12, 31),
    )
    CostCeiling.objects.create(
        certificate_type_id=here.certificate,
        level=LEVEL,
        since=date(2026, 1, 1),
        price_fen=36_000,
        document_number="教职成厅函〔2020〕11号",
    )


def furnish(here: Province) -> None:
    """Register a site of the college with two checked rooms of twelve, active until next year."""
    liaison = here.liaison()
    here.site = sites.register("演示考核站点", "合肥市演示路1号", actor=liaison, now=NOON)
    for name in ("1号机房", "2号机房"):
        room = sites.add_room(here.site, name, 3, 4, actor=liaison, now=NOON)
        check(here, room)
        here.rooms.append(room)
    here.approval = SiteApproval.objects.create(
        site_id=here.site,
        certificate_type_id=here.certificate,
        level=LEVEL,
        state="active",
        approved_on=date(2026, 2, 1),
        approved_until=date(2027, 8, 31),
        active_since=date(2026, 2, 10),
    ).pk


def check(here: Province, room: int, **changes: object) -> None:
    """Record a check that holds, with changes."""
    particulars = {
        "checked_on": TODAY,
        "held": HELD,
        "document_id": here.document,
        "actor": here.host(),
        "now": NOON,
    }
    sites.check_room(room, **{**particulars, **changes})  # type: ignore[arg-type]


def report(here: Province, **changes: object) -> int:
    """Return the id of an activity report of the assessment that the office has noted."""
    particulars = {
        "organisation_id": here.organisation,
        "certificate_type_id": here.certificate,
        "number": f"HB2026{ActivityReport.objects.count() + 1:05d}",
        "kind": "assessment",
        "title": "2026年4月考核",
        "place": "合肥",
        "levels": [LEVEL.value],
        "starts_on": date(2026, 4, 18),
        "ends_on": date(2026, 4, 19),
        "state": "noted",
        "submitted_on": date(2026, 2, 20),
        "noted_on": date(2026, 2, 25),
    }
    return ActivityReport.objects.create(**{**particulars, **changes}).pk


def assessor(here: Province, serial: int, background: str = "industry") -> int:
    """Return the id of a person qualified to assess."""
    pk = person(serial, f"考评员{chr(0x4E00 + serial)}")
    Qualification.objects.create(
        person_id=pk,
        organisation_id=here.organisation,
        certificate_type_id=here.certificate,
        level=LEVEL,
        kind="assessor",
        background=background,
        number=f"KP{serial}",
        issued_on=date(2026, 1, 1),
        expires_on=date(2027, 12, 31),
        document_id=here.document,
    )
    return pk


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


def suspend(here: Province) -> None:
    """Bar the certificate's organisation from planning and registering."""
    Restriction.objects.create(
        organisation_id=here.organisation,
        kind="suspension",
        since=TODAY,
        ground="R-212",
        reason="违规",
        decision_id=here.document,
        decision_number="皖教罚1号",
    )


def person(serial: int, name: str = "", *, born: str = "20040101") -> int:
    """Return the id of a new person, of age unless born later."""
    row = PersonRow(
        name or f"考生{chr(0x4E00 + serial)}",
        DocumentKind.RESIDENT_IDENTITY_CARD,
        cast.identity_number(serial, born),
        is_demonstration=True,
    )
    clerk = cast.actor(Role.LIAISON, 0)
    found = persons.register([row], organisation_id=1, actor=clerk, now=NOON)
    return found[0].person_id

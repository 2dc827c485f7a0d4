"""A small province made by hand, for figures that can be counted on fingers.

Rows are written straight into the tables, because a figure must come out right whatever led there.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import TYPE_CHECKING

from shuzheng.assessment.models import (
    Attendance,
    Incident,
    MisconductAppeal,
    Plan,
    PlanSession,
    Registration,
    Result,
    Site,
    SiteApproval,
)
from shuzheng.catalogue.models import CertificateType, StandardVersion
from shuzheng.credentials.models import Certificate, IssuerKey, StatusList
from shuzheng.identity.models import Division, Enrolment, Person, SchoolClass
from shuzheng.identity.rules.kinds import OrganisationKind, Role
from shuzheng.identity.tests import cast
from shuzheng.kernel.actor import CLOCK
from shuzheng.pilots.models import Filing, FilingItem, FilingVersion, InstitutionCertificate

if TYPE_CHECKING:
    from collections.abc import Iterator

    from shuzheng.kernel.actor import Actor

NOW = datetime(2026, 6, 1, 4, 0, tzinfo=UTC)
"""Noon on Monday 1 June 2026 in the province."""

HEFEI, WUHU, SUSONG = "340100", "340200", "340826"
ELEMENTARY, INTERMEDIATE = "elementary", "intermediate"


def _apparatus(holder: int) -> tuple[IssuerKey, list[StatusList]]:
    """Return an organisation's key and its lists of revoked and of suspended certificates."""
    key, _ = IssuerKey.objects.get_or_create(
        organisation_id=holder,
        valid_until=None,
        defaults={
            "did": f"did:key:{holder}",
            "multikey": f"z{holder}",
            "private_sealed": "x",
            "valid_from": NOW,
        },
    )
    lists = [
        StatusList.objects.get_or_create(
            organisation_id=holder,
            purpose=purpose,
            defaults={"token": f"{purpose}{holder}", "size": 131072},
        )[0]
        for purpose in ("revocation", "suspension")
    ]
    return key, lists


@dataclass
class Province:
    """Parties, certificates and plans; what people did is added by its methods."""

    a: int = 0
    b: int = 0
    c: int = 0
    x_holder: int = 0
    y_holder: int = 0
    office: int = 0
    x: CertificateType = field(default_factory=CertificateType)
    y: CertificateType = field(default_factory=CertificateType)
    numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def plan(self, certificate: CertificateType, level: str, first_on: date, state: str) -> Plan:
        """Return a new plan with one session."""
        serial = next(self.numbers)
        standard, _ = StandardVersion.objects.get_or_create(
            certificate_type=certificate, version="1.0", state="published"
        )
        row = Plan.objects.create(
            number=f"KH{serial:09d}",
            serial=serial,
            organisation_id=certificate.organisation_id or 0,
            certificate_type=certificate,
            standard=standard,
            level=level,
            name=f"{first_on.year}年{first_on.month}月{certificate.short_name}考试",
            state=state,
            registration_opens_at=NOW - timedelta(days=400),
            registration_closes_at=NOW - timedelta(days=300),
            first_on=first_on,
            last_on=first_on,
            seats=1000,
            price_fen=0,
            pass_rule="total >= 60",
        )
        PlanSession.objects.create(
            plan=row,
            component_code="theory",
            starts_at=datetime(first_on.year, first_on.month, first_on.day, 1, tzinfo=UTC),
            ends_at=datetime(first_on.year, first_on.month, first_on.day, 3, tzinfo=UTC),
        )
        return row

    def person(self, name: str) -> int:
        """Return the id of a new person."""
        serial = next(self.numbers)
        return Person.objects.create(
            name=name,
            document_kind="resident_identity_card",
            document_index=f"{serial:064d}",
            document_sealed="x",
            document_masked=f"3499****{serial:04d}",
            created_at=NOW,
            is_demonstration=True,
        ).pk

    def student(self, name: str, institution: int, entry_year: int = 2024) -> int:
        """Return the id of a new student of an institution."""
        person = self.person(name)
        self.enrol(person, institution, date(entry_year, 9, 1))
        return person

    def enrol(self, person: int, institution: int, since: date, until: date | None = None) -> None:
        """Enrol a person in the first class of the year."""
        school_class, _ = SchoolClass.objects.get_or_create(
            organisation_id=institution, name=f"{since.year}级1班", entry_year=since.year
        )
        Enrolment.objects.create(
            person_id=person,
            organisation_id=institution,
            school_class=school_class,
            since=since,
            until=until,
        )

    def register(
        self,
        plan: Plan,
        person: int,
        institution: int | None,
        *,
        state: str = "ticketed",
        accepted: date | None = date(2026, 2, 10),
        sat: str = "",
        passed: bool | None = None,
    ) -> Registration:
        """Return a registration; `sat` is the state of its sitting, `passed` its result, if any."""
        school_class = None
        if institution:
            enrolled = Enrolment.objects.filter(person=person, organisation=institution).first()
            school_class = enrolled.school_class if enrolled else None
        row = Registration.objects.create(
            plan=plan,
            person_id=person,
            certificate_type_id=plan.certificate_type_id,
            level=plan.level,
            candidate_kind="student" if school_class else "social_learner",
            institution_id=institution,
            school_class=school_class,
            state=state,
            drafted_at=noon(date(2026, 1, 5)),
            accepted_at=noon(accepted) if accepted else None,
            plan_over=True,
        )
        if sat:
            Attendance.objects.create(
                registration=row, session=PlanSession.objects.get(plan=plan), state=sat
            )
        if passed is not None:
            Result.objects.create(
                registration=row,
                state="published",
                outcome="passed" if passed else "failed",
                passed=passed,
                computed_at=NOW,
                published_at=NOW,
            )
        return row

    def certify(
        self,
        row: Registration,
        *,
        on: date = date(2026, 4, 20),
        state: str = "issued",
        first: date | None = None,
    ) -> Certificate:
        """Return a certificate for a registration's result; `first` was the day of the first."""
        serial = next(self.numbers)
        holder = row.plan.organisation_id
        key, lists = _apparatus(holder)
        return Certificate.objects.create(
            number=f"X{serial:019d}",
            token=f"t{serial:021d}",
            state=state,
            organisation_id=holder,
            result=Result.objects.get(registration=row),
            person_id=row.person_id,
            institution_id=row.institution_id,
            plan=row.plan,
            certificate_type_id=row.certificate_type_id,
            level=row.level,
            candidate_kind=row.candidate_kind,
            holder=row.person.name,
            issued_at=noon(on),
            issued_on=on,
            first_issued_on=first or on,
            credential="{}",
            key=key,
            template_version="1",
            font_version="1",
            salt="0" * 64,
            log_index=serial,
            revocation_list=lists[0],
            revocation_index=serial,
            suspension_list=lists[1],
            suspension_index=serial,
            state_since=noon(on),
        )

    def dispute(self, row: Registration, appeal: str) -> None:
        """Put an upheld finding of misconduct on appeal, in this state."""
        incident = Incident.objects.create(
            attendance=Attendance.objects.get(registration=row),
            kind="misconduct",
            description="-",
            reported_by_id=1,
            reported_at=NOW,
            decision="upheld",
        )
        MisconductAppeal.objects.create(
            incident=incident, state=appeal, reason="-", lodged_on=date(2026, 3, 5)
        )

    def file(
        self, institution: int, planned: dict[str, int | None], *, state: str = "filed"
    ) -> None:
        """Put an institution's filing for 2026 on file; `planned` headcount by certificate."""
        filing = Filing.objects.create(institution_id=institution, year=2026, state=state)
        version = FilingVersion.objects.create(filing=filing, number=1, state="in_force")
        for code, headcount in planned.items():
            FilingItem.objects.create(
                version=version,
                certificate_type=CertificateType.objects.get(code=code),
                levels=[INTERMEDIATE],
                planned_headcount=headcount,
            )

    def use(self, institution: int, certificate: CertificateType, state: str = "active") -> None:
        """Let an institution use a certificate."""
        InstitutionCertificate.objects.create(
            institution_id=institution,
            certificate_type=certificate,
            state=state,
            approved_on=date(2026, 1, 15),
        )

    def site(self, institution: int, certificate: CertificateType, state: str = "active") -> None:
        """Give an institution a site for a certificate."""
        site, _ = Site.objects.get_or_create(
            institution_id=institution,
            defaults={"code": f"{institution:04d}"[-4:], "name": "站点", "address": "-"},
        )
        SiteApproval.objects.create(
            site=site, certificate_type=certificate, level=INTERMEDIATE, state=state
        )

    def officer(self) -> Actor:
        """Return an officer of the coordination office."""
        return cast.actor(Role.OFFICE_OFFICER, self.office, person_id=901)

    def city_officer(self, area: str = "3401") -> Actor:
        """Return an officer of a city's bureau."""
        return cast.actor(Role.CITY_OFFICER, self.office, person_id=902, area=area)

    def liaison(self, institution: int = 0) -> Actor:
        """Return an institution's liaison."""
        return cast.actor(Role.LIAISON, institution or self.a, person_id=903)

    def staff(self, organisation: int = 0) -> Actor:
        """Return staff of an evaluation organisation."""
        return cast.actor(Role.ORGANISATION_STAFF, organisation or self.x_holder, person_id=904)


def province() -> Province:
    """Return a province of two cities and a county, three institutions, two certificates."""
    cast.city(HEFEI, "合肥市")
    cast.city(WUHU, "芜湖市")
    cast.city("340800", "安庆市")
    Division.objects.create(
        code=SUSONG,
        name="宿松县",
        level="county",
        full_name="安徽省安庆市宿松县",
        parent_id="340800",
        directly_administered=True,
    )
    kind = OrganisationKind.EVALUATION_ORGANISATION
    made = Province(
        a=cast.organisation("I1", name="演示甲学院", division=HEFEI),
        b=cast.organisation("I2", name="演示乙学院", division=WUHU),
        c=cast.organisation("I3", name="演示丙学校", division=SUSONG),
        x_holder=cast.organisation("E1", kind, name="演示评价组织一"),
        y_holder=cast.organisation("E2", kind, name="演示评价组织二"),
        office=cast.organisation("O1", OrganisationKind.COORDINATION_OFFICE, name="演示试点办"),
    )
    made.x = CertificateType.objects.create(
        code="D10001",
        name="演示甲职业技能等级证书",
        short_name="演示甲",
        batch=1,
        field="信息",
        organisation_id=made.x_holder,
        levels=[ELEMENTARY, INTERMEDIATE],
        is_demonstration=True,
    )
    made.y = CertificateType.objects.create(
        code="D20001",
        name="演示乙职业技能等级证书",
        short_name="演示乙",
        batch=2,
        field="财经",
        organisation_id=made.y_holder,
        levels=[INTERMEDIATE],
        is_demonstration=True,
    )
    return made


def noon(on: date) -> datetime:
    """Return noon of a day in the province."""
    return datetime(on.year, on.month, on.day, 4, tzinfo=UTC)


__all__ = ["CLOCK", "NOW", "Province", "noon", "province"]

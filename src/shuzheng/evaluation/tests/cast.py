"""The office, the department, cities, three institutions and a cut of the figures, for tests."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from shuzheng.catalogue.models import CertificateType
from shuzheng.evaluation.models import Evaluation, Subject
from shuzheng.evaluation.rules.indicators import Input, Kind
from shuzheng.evaluation.rules.self_check import Principle
from shuzheng.evaluation.services import (
    deciding,
    drafting,
    freezing,
    hearing,
    inputs,
    self_checks,
)
from shuzheng.evaluation.services.inputs import Said
from shuzheng.identity.rules.kinds import OrganisationKind, Role
from shuzheng.identity.tests.cast import NOON, actor, city, organisation
from shuzheng.insight.models import Cut, CutCohort, CutPlan, CutRow, CutUse

if TYPE_CHECKING:
    from shuzheng.kernel.actor import Actor

YEAR = 2025
TODAY = date(2026, 3, 2)
SHEET = "年度统计报表（演示）"
ASKED_ON = date(2026, 2, 1)
TEXTS = {
    Principle.GUIDED: "成立领导小组。（演示）",
    Principle.COMBINED: "课证融通。（演示）",
    Principle.MANAGED: "规范考核。（演示）",
}


@dataclass
class Cast:
    """Who prepares, who decides, who gives an opinion, and who is evaluated."""

    office: Actor
    department: Actor
    bureau: Actor
    other_bureau: Actor
    first: Actor
    second: Actor
    stranger: Actor
    holder: int
    kind: CertificateType
    cut: Cut

    def drafted(self, kind: Kind = Kind.INSTITUTION, *, now: datetime = NOON) -> int:
        """Return an evaluation whose indicators are drafted."""
        return drafting.draft(kind, YEAR, actor=self.office, now=now)

    def published(self, kind: Kind = Kind.INSTITUTION, *, now: datetime = NOON) -> int:
        """Return an evaluation whose indicators are published."""
        pk = self.drafted(kind, now=now)
        drafting.publish_set(pk, actor=self.department, now=now)
        return pk

    def frozen(self, kind: Kind = Kind.INSTITUTION, *, now: datetime = NOON) -> int:
        """Return an evaluation whose data are frozen: self-checks are due."""
        pk = self.published(kind, now=now)
        freezing.freeze(pk, actor=self.office, now=now)
        return pk

    def asked(self, *, now: datetime = NOON) -> int:
        """Return an evaluation at which the city bureaus are asked, 15 days later."""
        pk = self.frozen(now=now)
        hearing.hand_on(pk, actor=self.office, now=later(15))
        return pk

    def scored(self, *, now: datetime = NOON) -> int:
        """Return an evaluation whose scores are open, 30 days later."""
        pk = self.asked(now=now)
        hearing.open_scores(pk, actor=self.office, now=later(30))
        return pk

    def heard(self) -> int:
        """Return an evaluation whose hearing is over, 40 days later."""
        pk = self.scored()
        hearing.end(pk, actor=self.office, now=later(40))
        return pk

    def decided(self) -> int:
        """Return an evaluation whose grades are decided."""
        pk = self.heard()
        deciding.decide(pk, actor=self.department, now=later(41))
        return pk

    def result(self) -> int:
        """Return an evaluation whose result is published."""
        pk = self.decided()
        deciding.publish(pk, actor=self.department, now=later(42))
        return pk

    def row(self, pk: int) -> Evaluation:
        """Return an evaluation as it is now."""
        return Evaluation.objects.get(pk=pk)

    def subject(self, pk: int, who: Actor) -> Subject:
        """Return the year of an institution in an evaluation."""
        return Subject.objects.get(evaluation=pk, party_id=who.organisation_id)

    def told(self, pk: int, code: str, what: Input, count: int, of: int) -> None:
        """Put an input of a sheet into an evaluation that is not frozen."""
        inputs.tell(pk, [Said(code, what, count, of, SHEET, ASKED_ON)], actor=self.office, now=NOON)


def cast() -> Cast:
    """Return two pilot institutions of Hefei and one of Wuhu, of which the cut knows something."""
    city("340200", "芜湖市")
    department = organisation("JYT", OrganisationKind.PROVINCIAL_DEPARTMENT)
    office = organisation("SDB", OrganisationKind.COORDINATION_OFFICE)
    bureau = organisation("B1", OrganisationKind.CITY_BUREAU)
    other = organisation("B2", OrganisationKind.CITY_BUREAU, division="340200")
    holder = organisation("PJ1", OrganisationKind.EVALUATION_ORGANISATION)
    schools = [
        organisation("S1", name="江淮职业学院"),
        organisation("S2", name="庐州职业学校"),
        organisation("S3", name="皖南职业学校", division="340200"),
    ]
    kind = CertificateType.objects.create(
        code="D10001",
        name="演示证书",
        short_name="演示",
        organisation_id=holder,
        levels=["elementary"],
    )
    cut = Cut.objects.create(taken_at=NOON, formulas={}, duration_ms=0, rows_count=0)
    for school in schools:
        CutUse.objects.create(
            cut=cut,
            institution_id=school,
            certificate_type=kind,
            organisation_id=holder,
            state="active",
            is_pilot=True,
        )
    here = Cast(
        actor(Role.OFFICE_OFFICER, office, person_id=901),
        actor(Role.PROVINCIAL_ADMIN, department, person_id=902),
        actor(Role.CITY_OFFICER, bureau, person_id=903, area="3401"),
        actor(Role.CITY_OFFICER, other, person_id=904, area="3402"),
        actor(Role.LIAISON, schools[0], person_id=905),
        actor(Role.LIAISON, schools[1], person_id=906),
        actor(Role.LIAISON, schools[2], person_id=907),
        holder,
        kind,
        cut,
    )
    counted(here, here.first.organisation_id, holders=65, students=100)
    planned(here, here.first.organisation_id, planned=120, refused=20, accepted=90)
    return here


def counted(here: Cast, school: int, *, holders: int, students: int) -> None:
    """Let the cut know how many of an institution's students hold a certificate."""
    CutCohort.objects.create(
        cut=here.cut,
        scope="institution",
        key=str(school),
        entry_year=0,
        students=students,
        holders=holders,
    )


def planned(here: Cast, school: int, *, planned: int, refused: int, accepted: int) -> None:
    """Let the cut know an institution's plan of the year, and the registrations of its months."""
    CutPlan.objects.create(
        cut=here.cut,
        institution_id=school,
        city_code="340100",
        certificate_type=here.kind,
        organisation_id=here.holder,
        year=YEAR,
        planned=planned,
        refused=refused,
        accepted=0,
    )
    for month, count in (
        (date(2024, 11, 1), accepted - 10),
        (date(2025, 10, 1), 10),
        (date(2024, 10, 1), 500),
        (date(2025, 11, 1), 500),
    ):
        CutRow.objects.create(
            cut=here.cut,
            institution_id=school,
            organisation_id=here.holder,
            certificate_type=here.kind,
            level="elementary",
            candidate_kind="student",
            month=month,
            accepted=count + 4,
            withdrawn=1,
            refunded=1,
            cancelled=1,
            deferred=1,
        )


def checked(who: Actor, *, now: datetime) -> int:
    """Let an institution hand in its self-check of the year of `now`."""
    pk = self_checks.begin(TEXTS, actor=who, now=now)
    self_checks.submit(pk, actor=who, now=now)
    return pk


def later(days: int) -> datetime:
    """Return noon, so many days on."""
    return NOON + timedelta(days=days)

"""The office, the department, certificates in use and a cut of the figures, for the tests."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from shuzheng.adjustment.models import Review, SheetInput
from shuzheng.adjustment.services import deciding, freezing, listing, opening
from shuzheng.catalogue.models import CertificateType
from shuzheng.catalogue.rules.standing import State as Standing
from shuzheng.foundation.models import StoredFile
from shuzheng.gazette.services import publicity
from shuzheng.identity.rules.kinds import OrganisationKind, Role
from shuzheng.identity.tests.cast import NOON, actor, organisation
from shuzheng.insight.models import Cut, CutRow, CutUse
from shuzheng.pilots.models import InstitutionCertificate

if TYPE_CHECKING:
    from shuzheng.adjustment.rules.cut import Input
    from shuzheng.kernel.actor import Actor

YEAR = 2025
TODAY = date(2026, 3, 2)
LONG_AGO = date(2021, 3, 1)
EXPERTS = ["专家甲（演示）", "专家乙（演示）"]


@dataclass
class Cast:
    """Who prepares, who decides, and what is in use: C01 is the coldest, C20 the warmest."""

    office: Actor
    department: Actor
    school: int
    holder: int
    kinds: list[CertificateType] = field(default_factory=list)

    def code(self, number: int) -> CertificateType:
        """Return the n-th kind as it is now."""
        return CertificateType.objects.get(code=f"C{number:02d}")

    def opened(self, *, now: datetime = NOON) -> int:
        """Return a review that the office opened."""
        return opening.open_year(YEAR, actor=self.office, now=now)

    def frozen(self, *, now: datetime = NOON) -> int:
        """Return a review whose figures are frozen."""
        pk = self.opened(now=now)
        freezing.freeze(pk, ["新材料"], actor=self.office, now=now)
        return pk

    def minutes(self, *, now: datetime = NOON) -> int:
        """Return signed minutes of the experts, as a stored file."""
        return StoredFile.objects.create(
            name="纪要.pdf",
            media_type="application/pdf",
            size=1,
            digest="0" * 64,
            body=b"x",
            organisation_id=self.office.organisation_id,
            user_id=1,
            stored_at=now,
        ).pk

    def heard(self, *, now: datetime = NOON) -> int:
        """Return a review of which the experts were heard."""
        pk = self.frozen(now=now)
        listing.hear(
            pk, TODAY, EXPERTS, "同意排名。", minutes_id=self.minutes(), actor=self.office, now=now
        )
        return pk

    def proposed(self, *, now: datetime = NOON) -> int:
        """Return a review whose list is proposed."""
        pk = self.heard(now=now)
        listing.propose(pk, actor=self.office, now=now)
        return pk

    def shown(self, *, now: datetime = NOON) -> int:
        """Return a review whose list is on public show."""
        pk = self.proposed(now=now)
        deciding.show(pk, actor=self.department, now=now)
        return pk

    def shown_out(self, *, now: datetime = NOON) -> int:
        """Return a review whose list stood its time on public show."""
        pk = self.shown(now=now)
        publicity.end_due(now=later(30))
        return pk

    def decided(self, effective_on: date = date(2026, 7, 1)) -> int:
        """Return a review that is decided, a month later."""
        pk = self.shown_out()
        deciding.decide(pk, effective_on, actor=self.department, now=later(30))
        return pk

    def row(self, pk: int) -> Review:
        """Return a review as it is now."""
        return Review.objects.get(pk=pk)


def cast(count: int = 20) -> Cast:
    """Return a province with so many certificates in use, each warmer than the one before."""
    department = organisation("JYT", OrganisationKind.PROVINCIAL_DEPARTMENT)
    office = organisation("SDB", OrganisationKind.COORDINATION_OFFICE)
    made = Cast(
        actor(Role.OFFICE_OFFICER, office, person_id=901),
        actor(Role.PROVINCIAL_ADMIN, department, person_id=902),
        organisation("S1"),
        organisation("PJ1", OrganisationKind.EVALUATION_ORGANISATION),
    )
    cut = Cut.objects.create(taken_at=NOON, formulas={}, duration_ms=0, rows_count=0)
    for number in range(1, count + 1):
        kind = CertificateType.objects.create(
            code=f"C{number:02d}",
            name=f"演示证书{number:02d}",
            short_name=f"演示{number:02d}",
            organisation_id=made.holder,
            levels=["elementary"],
            state=Standing.IN_USE,
        )
        made.kinds.append(kind)
        InstitutionCertificate.objects.create(
            institution_id=made.school,
            certificate_type=kind,
            state="active",
            approved_on=LONG_AGO,
        )
        CutUse.objects.create(
            cut=cut,
            institution_id=made.school,
            certificate_type=kind,
            organisation_id=made.holder,
            state="active",
            is_pilot=True,
            entered_on=LONG_AGO,
        )
        _registered(cut, made, kind, number)
    return made


def _registered(cut: Cut, here: Cast, kind: CertificateType, number: int) -> None:
    """Count ten registrations times `number` for this year, and as many for two years ago."""
    for month in (date(2024, 1, 1), date(2026, 1, 1)):
        CutRow.objects.create(
            cut=cut,
            institution_id=here.school,
            organisation_id=here.holder,
            certificate_type=kind,
            level="elementary",
            candidate_kind="student",
            month=month,
            accepted=number * 10 + 3,
            withdrawn=1,
            refunded=1,
            deferred=1,
        )


def told(review: int, kind: CertificateType, what: Input, count: int, of: int = 0) -> None:
    """Put an input into a review that is not frozen."""
    SheetInput.objects.create(
        review_id=review,
        certificate_type=kind,
        what=what,
        count=count,
        of=of,
        source="企业用人需求调查（演示）",
        as_of=date(2026, 2, 1),
    )


def later(days: int) -> datetime:
    """Return noon, so many days on."""
    return NOON + timedelta(days=days)

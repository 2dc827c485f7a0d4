"""Who lost a year's place is not filed for it, whenever the filing was submitted."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from shuzheng.catalogue.models import CertificateType
from shuzheng.identity.rules.kinds import OrganisationKind, Role
from shuzheng.identity.tests.cast import NOON, actor, organisation
from shuzheng.pilots.services import filings, rounds
from shuzheng.pilots.tests.test_filings import OFFICE, PROVINCE, YEAR, submitted
from shuzheng.standing.queries.restrictions import Barred
from shuzheng.standing.rules.restrictions import Kind
from shuzheng.standing.services import restrictions

pytestmark = pytest.mark.django_db


@pytest.mark.rule("R-038")
def test_a_filing_submitted_before_the_decision_is_not_put_on_file_by_anybody() -> None:
    rounds.open_round(YEAR, date(2026, 2, 1), date(2026, 3, 31), actor=OFFICE, now=NOON)
    school = organisation("S1", institution_kind="secondary_vocational")
    certificate = CertificateType.objects.create(
        code="D10001",
        name="演示证书",
        short_name="演示",
        organisation_id=organisation("E1", OrganisationKind.EVALUATION_ORGANISATION),
        levels=["elementary"],
    ).pk
    filing = submitted(certificate, actor(Role.LIAISON, school))
    decision = restrictions.impose(
        school,
        Kind.ELIGIBILITY_LOSS,
        since=date(2026, 3, 2),
        year=YEAR,
        ground="R-194",
        reason="多次未报送",
        decision_number="演示〔2026〕1号",
        actor=PROVINCE,
        now=NOON,
    )

    with pytest.raises(Barred, match=f"may not file for {YEAR}: decision 演示〔2026〕1号"):
        filings.put_on_file(filing, actor=OFFICE, now=NOON)
    assert filings.file_by_silence(now=NOON + timedelta(days=15)) == 0
    restrictions.lift(decision, "申诉成立", actor=PROVINCE, now=NOON)
    assert filings.file_by_silence(now=NOON + timedelta(days=15)) == 1

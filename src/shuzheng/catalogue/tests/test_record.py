"""The certificates of an evaluation organisation stand on its record."""

from __future__ import annotations

import pytest

from shuzheng.catalogue.models import CertificateType
from shuzheng.identity.rules.kinds import OrganisationKind, Role
from shuzheng.identity.tests.browsers import RECORD_QUERIES, browser, queries, text
from shuzheng.identity.tests.cast import organisation

pytestmark = [pytest.mark.django_db, pytest.mark.rule("R-062")]


def certificate(code: str, holder: int, **more: object) -> None:
    CertificateType.objects.create(
        code=code, name=f"演示{code}证书", short_name=code, organisation_id=holder, **more
    )


def test_the_record_lists_the_own_certificates_with_batch_levels_field_and_status() -> None:
    here = organisation("E1", OrganisationKind.EVALUATION_ORGANISATION)
    there = organisation("E2", OrganisationKind.EVALUATION_ORGANISATION)
    certificate("B10001", here, batch=2, levels=["elementary", "advanced"], field="现代信息")
    certificate("B10002", here, national_status="suspended")
    certificate("B10003", there)

    page = text(browser(Role.ORGANISATION_STAFF, here).get(f"/parties/{here}"))

    assert '<a href="/catalogue/B10001">演示B10001证书</a>' in page
    assert "Batch 2 · Elementary, Advanced · 现代信息" in page
    assert "演示B10002证书" in page
    assert "Suspended nationally" in page
    assert "演示B10003证书" not in page


def test_many_certificates_take_no_more_queries() -> None:
    here = organisation("E1", OrganisationKind.EVALUATION_ORGANISATION)
    office = browser(Role.OFFICE_OFFICER, organisation("SDB", OrganisationKind.COORDINATION_OFFICE))
    for serial in range(30):
        certificate(f"B2{serial:04d}", here)

    assert queries(office, f"/parties/{here}") <= RECORD_QUERIES

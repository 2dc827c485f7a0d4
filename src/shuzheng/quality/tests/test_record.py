"""Findings stand on the record of an organisation, and nothing of a sealed inspection does."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from django.utils import translation

from shuzheng.assessment.models import SiteApproval
from shuzheng.catalogue.models import CertificateType
from shuzheng.identity.rules.kinds import OrganisationKind, Role
from shuzheng.identity.tests.browsers import RECORD_QUERIES, browser, queries, text
from shuzheng.identity.tests.cast import NOON, actor, organisation
from shuzheng.quality.models import Inspection
from shuzheng.quality.rules import form
from shuzheng.quality.rules.campaign import TargetKind
from shuzheng.quality.rules.finding import Severity
from shuzheng.quality.rules.inspection import Signature
from shuzheng.quality.rules.veto import Ground
from shuzheng.quality.services import findings, inspections, vetoes
from shuzheng.quality.services.findings import Found
from shuzheng.quality.services.inspections import Report
from shuzheng.quality.tests.cast import Cast, cast, said
from shuzheng.quality.web.record import findings_beside

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = [pytest.mark.django_db, pytest.mark.rule("R-055")]

TEXT = "标准没有公开。"
FOUND = Found(Severity.GRAVE, TEXT, date(2026, 2, 20), "standard_open")
REPORT = Report("总体规范。", Signature.REFUSED)
LATER = NOON + timedelta(days=3)


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture
def here() -> Cast:
    return cast()


def drawn(here: Cast) -> Inspection:
    """Return the sealed inspection of one of two organisations; it is the holder from now on."""
    second = organisation("PJ9", OrganisationKind.EVALUATION_ORGANISATION)
    kind = CertificateType.objects.create(
        code="Z9", name="演示九证书", short_name="演示九", organisation_id=second, batch=1
    )
    SiteApproval.objects.create(
        site_id=here.sites[0], certificate_type=kind, level="elementary", state="active"
    )
    pk = here.drawn(kind=TargetKind.ORGANISATION, targets=1, added=())
    row = Inspection.objects.get(campaign=pk)
    here.holder = row.party_id
    return row


def shown(here: Cast, role: Role, organisation_id: int, **more: object) -> list[tuple[str, str]]:
    who = actor(role, organisation_id, **more)  # type: ignore[arg-type]
    found = findings_beside(here.holder, who, LATER)
    assert found is not None
    return [(one.words, str(one.chip.word if one.chip else "")) for one in found.items]


def everybody(here: Cast) -> dict[Role, list[tuple[str, str]]]:
    office, department = here.office.organisation_id, here.department.organisation_id
    return {
        Role.OFFICE_OFFICER: shown(here, Role.OFFICE_OFFICER, office),
        Role.PROVINCIAL_ADMIN: shown(here, Role.PROVINCIAL_ADMIN, department),
        Role.CITY_OFFICER: shown(here, Role.CITY_OFFICER, office, area="3401"),
        Role.ORGANISATION_STAFF: shown(here, Role.ORGANISATION_STAFF, here.holder),
    }


def test_before_the_report_nobody_finds_anything_on_the_record(here: Cast) -> None:
    row = drawn(here)
    assert list(everybody(here).values()) == [[], [], [], []]

    lead = here.lead(row.pk)
    inspections.arrive(row.pk, actor=lead, now=NOON + timedelta(hours=1))
    findings.record(row.pk, FOUND, actor=lead, now=NOON + timedelta(hours=1))

    assert list(everybody(here).values()) == [[], [], [], []]


def test_a_sealed_inspection_shows_on_no_page_of_the_record(here: Cast) -> None:
    row = drawn(here)

    for role, party in (
        (Role.OFFICE_OFFICER, here.office.organisation_id),
        (Role.PROVINCIAL_ADMIN, here.department.organisation_id),
        (Role.ORGANISATION_STAFF, here.holder),
    ):
        page = text(browser(role, party).get(f"/parties/{here.holder}"))
        assert "There is no finding against it that you may see." in page
        assert row.campaign.title not in page


def reported(here: Cast) -> int:
    """Return a grave finding against the organisation whose report was handed in."""
    row = drawn(here)
    lead = here.lead(row.pk)
    inspections.arrive(row.pk, actor=lead, now=NOON + timedelta(hours=1))
    pk = findings.record(row.pk, FOUND, actor=lead, now=NOON + timedelta(hours=1))
    answers = {code: "held" for _, code, _ in form.items_of(row.campaign.sections)}
    inspections.answer(row.pk, said(answers), actor=lead, now=NOON + timedelta(hours=2))
    inspections.report(row.pk, REPORT, actor=lead, now=NOON + timedelta(hours=2))
    return pk


def test_from_the_report_on_everybody_within_reach_finds_it(here: Cast) -> None:
    pk = reported(here)

    assert list(everybody(here).values()) == [[(TEXT, "Finding open")]] * 4
    elsewhere = shown(here, Role.CITY_OFFICER, here.office.organisation_id, area="3402")
    assert elsewhere == []
    page = text(browser(Role.ORGANISATION_STAFF, here.holder).get(f"/parties/{here.holder}"))
    assert f'<a href="/quality/findings/{pk}">{TEXT}</a>' in page


def test_a_veto_stands_with_its_finding(here: Cast) -> None:
    pk = reported(here)
    lead = here.lead(Inspection.objects.get().pk)
    vetoes.propose(pk, Ground.LEAKED_PAPER, "试题外传。", actor=lead, now=LATER)

    section = findings_beside(here.holder, here.office, LATER)

    assert section is not None
    [item] = section.items
    assert item.note == "Grave · found on 2 Mar · 2026年第一次飞行检查 · veto: Veto proposed"


def test_a_finding_without_an_inspection_stands_there_at_once(here: Cast) -> None:
    findings.record_outside(here.holder, FOUND, actor=here.office, now=NOON)

    assert list(everybody(here).values()) == [[(TEXT, "Finding open")]] * 4


def test_the_findings_of_another_party_stand_on_no_other_record(here: Cast) -> None:
    other = organisation("PJ2", OrganisationKind.EVALUATION_ORGANISATION)
    findings.record_outside(other, FOUND, actor=here.office, now=NOON)
    findings.record_outside(here.schools[0], FOUND, actor=here.office, now=NOON)

    assert shown(here, Role.OFFICE_OFFICER, here.office.organisation_id) == []
    stranger = actor(Role.ORGANISATION_STAFF, here.holder)
    section = findings_beside(other, stranger, LATER)
    assert section is not None
    assert section.items == ()


@pytest.mark.parametrize("role", [Role.ORGANISATION_ISSUER, Role.SECURITY_ADMIN])
def test_who_sees_no_inspections_is_handed_nothing(here: Cast, role: Role) -> None:
    assert findings_beside(here.holder, actor(role, here.holder), LATER) is None


def test_many_findings_take_no_more_queries(here: Cast) -> None:
    for _ in range(10):
        findings.record_outside(here.holder, FOUND, actor=here.office, now=NOON)
    office = browser(Role.OFFICE_OFFICER, here.office.organisation_id)

    assert queries(office, f"/parties/{here.holder}") <= RECORD_QUERIES

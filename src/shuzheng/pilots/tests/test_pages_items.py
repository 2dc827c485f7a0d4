"""The certificates of a filing come from a workbook, checked cell by cell, into the draft."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation

from shuzheng.catalogue.models import CertificateType
from shuzheng.foundation import clock, jobs
from shuzheng.identity.rules.kinds import OrganisationKind, Role
from shuzheng.identity.tests.cast import NOON, actor, organisation
from shuzheng.pilots.models import Filing
from shuzheng.pilots.services import rounds
from shuzheng.pilots.tests.visitors import browser, text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_django import Settings

pytestmark = pytest.mark.django_db

OFFICE = actor(Role.OFFICE_OFFICER)
BUDGET = 45


@pytest.fixture(autouse=True)
def at_noon(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Serve the pages in English, at the cast's noon: the clock is read at the door only."""
    monkeypatch.setattr(clock, "now", lambda: NOON)
    settings.LANGUAGE_CODE = "en"
    with translation.override("en"):
        yield


@pytest.fixture
def school() -> int:
    return organisation("S1", name="秋浦职业学校", institution_kind="secondary_vocational")


@pytest.fixture
def certificate() -> int:
    holder = organisation("E1", OrganisationKind.EVALUATION_ORGANISATION)
    first, _second = (
        CertificateType.objects.create(
            code=code,
            name=name,
            short_name=name,
            organisation_id=holder,
            levels=["elementary", "intermediate"],
        )
        for code, name in (("D10001", "演示证书"), ("D10002", "演示第二证书"))
    )
    return first.pk


@pytest.fixture
def _round() -> None:
    rounds.open_round(2026, date(2026, 2, 1), date(2026, 3, 31), actor=OFFICE, now=NOON)


def whole(**changes: str) -> dict[str, str]:
    """Return a complete form of the editor."""
    sent = {
        "topic_staff": "专任教师42人",
        "topic_bases": "实训室6间",
        "topic_sites": "无",
        "topic_results": "首次申报",
        "confirmed_by_group_on": "2026-02-25",
        "items-TOTAL_FORMS": "2",
        "items-INITIAL_FORMS": "0",
        "items-0-certificate": "D10001 演示证书",
        "items-0-levels": "elementary",
        "items-0-majors": "710201，710202",
        "items-0-planned_headcount": "",
        "items-1-certificate": "",
        "group-TOTAL_FORMS": "3",
        "group-INITIAL_FORMS": "0",
        "group-0-name": "王校长",
        "group-0-role": "head",
        "group-1-name": "李副校长",
        "group-1-role": "deputy",
        "group-2-name": "教务处",
        "group-2-role": "functional_office",
        "act": "save",
    }
    return {**sent, **changes}


def sheet(*rows: str) -> SimpleUploadedFile:
    head = "证书代码,初级,中级,高级,专业代码,计划人数"
    return SimpleUploadedFile("证书.csv", "\r\n".join([head, *rows]).encode("utf-8-sig"))


@pytest.mark.usefixtures("_round", "certificate")
@pytest.mark.rule("R-033")
def test_certificates_come_from_a_workbook_and_the_rest_of_the_draft_stays(school: int) -> None:
    liaison = browser(Role.LIAISON, school)
    liaison.post("/pilots/filings/begin/", {"year": "2026"})
    pk = Filing.objects.get().pk
    liaison.post(f"/pilots/filings/{pk}/edit/", whole())
    address = f"/pilots/filings/{pk}/items/"

    assert "D10001" in text(liaison.get(address))
    answer = liaison.post(address, {"file": sheet("D10002,否,是,否,530302 730301,")})
    shown = answer["Location"]
    assert "Import" in text(liaison.get(shown))
    liaison.post(f"{shown}choose", {"choice": "good"})
    jobs.run_waiting(NOON)

    items = Filing.objects.get().versions.get().items.order_by("pk")
    assert [(one.levels, one.majors) for one in items] == [
        (["elementary"], ["710201", "710202"]),
        (["intermediate"], ["530302", "730301"]),
    ]
    assert browser(Role.LIAISON, organisation("S9")).get(address).status_code == 404


@pytest.mark.usefixtures("_round", "certificate")
@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        ("X9,是,否,否,530302,", "The catalogue has no such certificate"),
        ("D10001,否,否,否,530302,", "Choose at least one level"),
        ("D10001,是,否,是,530302,", "The certificate has no such level"),
        ("D10001,是,否,否,财会,", "财会 is not a code of six digits"),
    ],
)
def test_a_wrong_row_is_marked_at_its_cell(school: int, row: str, sentence: str) -> None:
    liaison = browser(Role.LIAISON, school)
    liaison.post("/pilots/filings/begin/", {"year": "2026"})
    pk = Filing.objects.get().pk

    answer = liaison.post(f"/pilots/filings/{pk}/items/", {"file": sheet(row)})
    assert sentence in text(liaison.get(answer["Location"]))

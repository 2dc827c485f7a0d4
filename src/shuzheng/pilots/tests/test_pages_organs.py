"""The pages of organs and duties, by who does what."""

from __future__ import annotations

import io
from datetime import date
from typing import TYPE_CHECKING

import openpyxl
import pytest
from django.utils import translation

from shuzheng.catalogue.models import CertificateType
from shuzheng.foundation import clock, todos
from shuzheng.identity.rules.kinds import OrganisationKind, Role
from shuzheng.identity.tests.cast import NOON, actor, organisation
from shuzheng.pilots.models import (
    Filing,
    InstitutionCertificate,
    LeadingGroupMember,
    Liaison,
    PartyRecord,
    PilotUnit,
    Risk,
    UnitDuty,
)
from shuzheng.pilots.tests.visitors import browser, pdf, text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from django.test import Client
    from pytest_django import Settings

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def at_noon(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Serve the pages in English, at the cast's noon."""
    monkeypatch.setattr(clock, "now", lambda: NOON)
    settings.LANGUAGE_CODE = "en"
    with translation.override("en"):
        yield


@pytest.fixture
def school() -> int:
    here = organisation("S1", name="江淮职业学院")
    Filing.objects.create(
        institution_id=here, year=2026, number="BA1", state="filed", filed_on=date(2026, 2, 1)
    )
    holder = organisation("E1", OrganisationKind.EVALUATION_ORGANISATION, name="演示评价组织")
    certificate = CertificateType.objects.create(
        code="D10001", name="演示证书", short_name="演示", organisation_id=holder, levels=[]
    )
    InstitutionCertificate.objects.create(
        institution_id=here, certificate_type=certificate, state="active"
    )
    return here


@pytest.fixture
def liaison(school: int) -> Client:
    return browser(Role.LIAISON, school)


@pytest.fixture
def office() -> Client:
    return browser(Role.OFFICE_OFFICER, organisation("O1", OrganisationKind.COORDINATION_OFFICE))


def sent(client: Client, name: str, data: Mapping[str, object], school: int) -> None:
    answer = client.post(f"/pilots/organs/{name}/", data)
    assert answer.status_code == 302, answer.content.decode().split("<main")[-1][:2000]
    assert answer["Location"] == f"/pilots/organs/{school}/"


@pytest.mark.rule("R-017")
@pytest.mark.rule("R-018")
@pytest.mark.rule("R-019")
@pytest.mark.rule("R-020")
def test_an_institution_names_all_that_is_lacking(school: int, liaison: Client) -> None:
    answer = liaison.get("/pilots/organs/")
    assert answer["Location"] == f"/pilots/organs/{school}/"
    page = text(liaison.get(f"/pilots/organs/{school}/"))
    assert "8 lacking" in page
    assert "Nobody in charge: Coordination office, 演示评价组织" in page
    [todo] = [
        one for one in todos.waiting_for(actor(Role.LIAISON, school), NOON) if one.rule == "R-018"
    ]
    assert todo.count == 8

    group = {"group-TOTAL_FORMS": "3", "group-INITIAL_FORMS": "0"}
    for place, role in enumerate(("head", "deputy", "functional_office")):
        group |= {f"group-{place}-name": f"成员{place}", f"group-{place}-role": role}
    sent(liaison, "group", dict(group), school)
    sent(liaison, "unit", {"name": "试点办公室", "head": "赵琳", "duties": "统筹"}, school)
    holder = CertificateType.objects.get().organisation_id
    for party in ("office-0", f"organisation-{holder}"):
        data = {"party": party, "name": "王敏", "phone": "0551-62831000"}
        sent(liaison, "liaison", dict(data), school)
    certificate = CertificateType.objects.get().pk
    duty = {"certificate": certificate, "name": "孙伟", "duties": "组织培训"}
    sent(liaison, "duty", duty, school)
    record = {"kind": "meeting", "title": "专题会", "held_on": "2026-02-20", "document": pdf()}
    sent(liaison, "record", record, school)

    page = text(liaison.get(f"/pilots/organs/{school}/"))
    assert "Nothing lacking" in page
    assert {"试点办公室", "王敏", "孙伟", "专题会"} <= {
        word for word in ("试点办公室", "王敏", "孙伟", "专题会") if word in page
    }
    counts = [m.objects.count() for m in (LeadingGroupMember, PilotUnit, Liaison, UnitDuty)]
    assert counts == [3, 1, 2, 1]


@pytest.mark.rule("R-018")
def test_a_second_liaison_is_refused_on_the_page_until_he_replaces(
    school: int, liaison: Client
) -> None:
    first = {"party": "office-0", "name": "王敏", "phone": "0551-62831000"}
    sent(liaison, "liaison", dict(first), school)
    second = {**first, "name": "李宁"}
    page = text(liaison.post("/pilots/organs/liaison/", second), 422)
    assert "王敏 is the liaison here already" in page
    sent(liaison, "liaison", {**second, "replaces": "on"}, school)
    mobile = {**second, "phone": "13805510017"}
    assert "Give an office number" in text(liaison.post("/pilots/organs/liaison/", mobile), 422)
    assert Liaison.objects.get(until=None).name == "李宁"


@pytest.mark.rule("R-021")
def test_risks_are_noted_and_taken_along(school: int, liaison: Client) -> None:
    risk = {"risk": "考评员不足", "measure": "增派", "owner": "孙伟"}
    sent(liaison, "risks/new", dict(risk), school)
    pk = Risk.objects.get().pk
    step = {"verb": "control", "measure": "已增派", "owner": "孙伟"}
    sent(liaison, f"risks/{pk}", dict(step), school)
    assert "Risk under control" in text(liaison.get(f"/pilots/organs/{school}/"))
    stranger = browser(Role.LIAISON, organisation("S9"))
    assert stranger.get(f"/pilots/organs/risks/{pk}/").status_code == 404


@pytest.mark.rule("R-018")
def test_the_office_sees_who_lacks_what_and_takes_it_away(school: int, office: Client) -> None:
    page = text(office.get("/pilots/organs/"))
    assert "江淮职业学院" in page
    assert "0 / 2" in page
    text(office.get(f"/pilots/organs/{school}/"))
    book = office.get("/pilots/organs/?export=xlsx")
    sheet = openpyxl.load_workbook(io.BytesIO(book.getvalue())).worksheets[0]
    cells = {str(cell.value) for line in sheet.iter_rows() for cell in line}
    assert {"江淮职业学院", "2026", "缺对接人"} <= cells


@pytest.mark.rule("R-022")
@pytest.mark.rule("R-023")
def test_a_bureau_names_its_contact_and_sees_its_area(school: int, office: Client) -> None:
    bureau = organisation("B1", OrganisationKind.CITY_BUREAU, name="合肥市教育局")
    city = browser(Role.CITY_OFFICER, bureau)
    assert "1 bureau has named nobody" in text(office.get("/pilots/organs/bureaus/"))
    data = {"department": "职成科", "name": "周洁", "phone": "0551-62831002"}
    city.post("/pilots/organs/bureaus/contact/", data)
    assert "职成科" in text(office.get("/pilots/organs/bureaus/"))
    assert "江淮职业学院" in text(city.get("/pilots/organs/"))
    away = organisation("B2", OrganisationKind.CITY_BUREAU, division="340200")
    other = browser(Role.CITY_OFFICER, away)
    assert "江淮职业学院" not in text(other.get("/pilots/organs/?view=all"))
    assert other.get(f"/pilots/organs/{school}/").status_code == 404


@pytest.mark.rule("R-018")
def test_each_party_finds_the_liaisons_named_for_it_and_no_others(
    school: int, liaison: Client, office: Client
) -> None:
    holder = CertificateType.objects.get().organisation_id
    for party, name in (("office-0", "王敏"), (f"organisation-{holder}", "李宁")):
        data = {"party": party, "name": name, "phone": "0551-62831000"}
        sent(liaison, "liaison", dict(data), school)
    page = text(office.get("/pilots/liaisons/"))
    assert ("王敏" in page, "李宁" in page) == (True, False)
    page = text(browser(Role.ORGANISATION_STAFF, holder).get("/pilots/liaisons/"))
    assert ("王敏" in page, "李宁" in page) == (False, True)


def test_the_document_of_a_record_is_read_by_who_sees_the_record(
    school: int, liaison: Client, office: Client
) -> None:
    record = {"kind": "decision", "title": "决定", "held_on": "2026-02-20", "document": pdf()}
    sent(liaison, "record", record, school)
    url = f"/files/{PartyRecord.objects.get().document.uid}"
    found = [url, f"{url}/"]
    codes = {client: [client.get(one).status_code for one in found] for client in (liaison, office)}
    assert all(200 in answers for answers in codes.values())
    stranger = browser(Role.LIAISON, organisation("S9"))
    assert 200 not in [stranger.get(one).status_code for one in found]

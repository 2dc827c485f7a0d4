"""Anybody reads the catalogue; only administrators see where a row came from."""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
import pytest

from shuzheng.catalogue.models import CertificateType, Major, StandardVersion
from shuzheng.catalogue.services import importing
from shuzheng.foundation import clock, jobs
from shuzheng.foundation.models import Fact, Job
from shuzheng.identity.rules.kinds import OrganisationKind, Role
from shuzheng.identity.services import divisions
from shuzheng.identity.tests.browsers import browser, queries
from shuzheng.identity.tests.cast import NOON, actor, organisation

if TYPE_CHECKING:
    from django.test import Client
    from django.test.client import _MonkeyPatchedWSGIResponse as Answer

DATA = Path(importing.__file__).parents[1] / "data"
MOST_QUERIES = 25

pytestmark = pytest.mark.django_db


@pytest.fixture
def filled() -> str:
    """Fill the catalogue; return the code of a certificate that has a standard."""
    office = actor(Role.OFFICE_OFFICER)
    importing.import_certificates(DATA, actor=office, now=NOON)
    importing._majors(DATA, office, NOON)  # noqa: SLF001 - without 3,348 divisions
    return CertificateType.objects.get(short_name="Web前端开发").code


def shown(client: Client, url: str, language: str = "zh-hans") -> str:
    answer = client.get(url, headers={"Accept-Language": language})
    assert answer.status_code == 200, url
    page = answer.content.decode()
    assert "style=" not in page.replace('rel="stylesheet"', "")
    return page


def total(page: str) -> str:
    return page.split('<div class="sz-filters"><span>')[1].split("</span>", maxsplit=1)[0]


def sheet(answer: Answer) -> list[tuple[object, ...]]:
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    return list(book.active.iter_rows(values_only=True))


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("", "共120种"),
        ("view=standard", "共7种"),
        ("q=前端", "共2种"),
        ("batch=1", "共6种"),
        ("batch=2&level=advanced", "共10种"),
        ("organisation=工业和信息化部教育与考试中心", "共1种"),
        ("major=510203", "共1种"),
        ("batch=9&level=expert&organisation=nobody&page=x", "共120种"),
    ],
)
def test_the_list_is_searched_and_narrowed(
    client: Client, filled: str, query: str, words: str
) -> None:
    del filled
    assert total(shown(client, f"/catalogue?{query}")) == words


def test_a_code_finds_its_certificate(client: Client, filled: str) -> None:
    page = shown(client, f"/catalogue?q={filled.lower()}")

    assert total(page) == "共1种"
    assert f'href="/catalogue/{filled}"' in page


def test_nothing_found_offers_a_way_out(client: Client, filled: str) -> None:
    del filled
    page = shown(client, "/catalogue?q=zzz&batch=1", "en")

    assert "Nothing meets these 2 conditions" in page


def test_the_list_leaves_as_a_workbook(client: Client, filled: str) -> None:
    rows = sheet(client.get("/catalogue?export=xlsx&q=Web前端"))

    assert rows[2] == ("代码", "证书名称", "批次", "等级", "技能领域", "评价组织")
    assert rows[3] == (
        filled,
        "Web前端开发职业技能等级证书",
        1,
        "初级、中级、高级",
        None,
        "工业和信息化部教育与考试中心",
    )


def test_one_certificate_shows_levels_standard_and_majors(client: Client, filled: str) -> None:
    page = shown(client, f"/catalogue/{filled}")

    assert "Web前端开发职业技能等级证书" in page
    assert f"/catalogue/{filled}/standards/1.0" in page
    assert f"/catalogue/{filled}/levels/intermediate/1.0" in page
    assert "软件工程技术" in page
    assert "不是官方文本" in page


def test_a_certificate_without_a_standard_says_so(client: Client, filled: str) -> None:
    del filled
    code = CertificateType.objects.get(short_name="物流管理").code

    assert "还没有收录标准" in shown(client, f"/catalogue/{code}")


def test_a_standard_is_a_tree_whose_requirements_have_addresses(
    client: Client, filled: str
) -> None:
    page = shown(client, f"/catalogue/{filled}/standards/1.0")

    assert 'id="elementary-1.1.1"' in page
    assert 'id="intermediate-2.3.2"' in page
    assert page.index('id="elementary-1.1.1"') < page.index('id="elementary-1.2.1"')
    assert page.count(' class="sz-toc"><span class="sz-code">') == 17
    assert len(set(page.split('id="'))) == page.count('id="') + 1


def test_a_level_is_what_a_credential_points_at(client: Client, filled: str) -> None:
    page = shown(client, f"/catalogue/{filled}/levels/intermediate/1.0")

    assert 'id="intermediate-2.1.1"' in page
    assert 'id="elementary-1.1.1"' not in page
    assert "本等级涵盖较低等级（初级）的要求" in page


@pytest.mark.parametrize(
    "path",
    [
        "XXXXXX",
        "b10003",
        "{code}/standards/9.9",
        "{code}/levels/expert/1.0",
        "{code}/levels/intermediate/9.9",
        "XXXXXX/standards/1.0",
        "%00",
        "{code}/levels/%3Cscript%3E/1.0",
    ],
)
def test_what_is_not_in_the_catalogue_is_not_found(client: Client, filled: str, path: str) -> None:
    answer = client.get(f"/catalogue/{path.format(code=filled)}")

    assert answer.status_code == 404
    assert "<script>" not in answer.content.decode().split("<main")[1].split("</main>")[0]


def test_a_draft_is_nobodys_business(client: Client, filled: str) -> None:
    StandardVersion.objects.update(state="draft")

    assert client.get(f"/catalogue/{filled}/standards/1.0").status_code == 404
    assert "还没有收录标准" in shown(client, f"/catalogue/{filled}")


def test_a_superseded_version_stays_at_its_address(client: Client, filled: str) -> None:
    StandardVersion.objects.update(state="superseded")

    assert "已被新版替代" in shown(client, f"/catalogue/{filled}/standards/1.0")


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("", "共882个"),
        ("q=软件技术", "共2个"),
        ("q=5102", "共16个"),
        ("level=secondary", "共87个"),
        ("category=51&level=higher_college", "共37个"),
    ],
)
def test_majors_are_listed_with_the_certificates_that_suit_them(
    client: Client, filled: str, query: str, words: str
) -> None:
    del filled
    page = shown(client, f"/catalogue/majors?{query}")

    assert total(page) == words
    if query == "q=软件技术":
        assert 'href="/catalogue?major=510203"' in page


@pytest.mark.rule("R-027")
def test_only_administrators_see_where_a_row_came_from(client: Client, filled: str) -> None:
    here = organisation("O1", OrganisationKind.COORDINATION_OFFICE)
    officer = browser(Role.OFFICE_OFFICER, here)
    teacher = browser(Role.TEACHER, organisation("S1"))

    for visitor in (client, teacher):
        page = shown(visitor, f"/catalogue/{filled}", "en")
        assert "Where this row came from" not in page
        assert "Confidence" not in shown(visitor, "/catalogue", "en")
    assert "taken from a public source" in shown(officer, f"/catalogue/{filled}", "en")
    assert "Confidence" in shown(officer, "/catalogue", "en")
    assert "Confidence" in shown(officer, "/catalogue/majors", "en")


@pytest.mark.rule("R-027")
def test_the_import_is_a_job_for_who_may(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOON)
    monkeypatch.setattr(divisions, "load", lambda rows, **_: len(rows))
    here = organisation("O1", OrganisationKind.COORDINATION_OFFICE)
    officer = browser(Role.OFFICE_OFFICER, here)
    assert client.get("/catalogue/import").status_code == 302
    liaison = browser(Role.LIAISON, organisation("S1"))
    assert (liaison.get("/catalogue/import").status_code) == 403
    assert (liaison.post("/catalogue/import").status_code) == 403
    assert "Nothing was imported yet" in shown(officer, "/catalogue/import", "en")

    answer = officer.post("/catalogue/import")
    job = Job.objects.get()
    assert answer["Location"] == f"/jobs/{job.uid}"
    assert jobs.run_here(job, NOON)

    job.refresh_from_db()
    assert (job.state, job.result["certificates"]) == ("succeeded", 120)
    page = shown(officer, "/catalogue/import", "en")
    assert "imported 120 kinds of certificate" in page
    assert Fact.objects.filter(verb="catalogue.majors.imported").count() == 1
    assert Major.objects.count() == 882


def test_an_empty_catalogue_says_how_it_begins(client: Client) -> None:
    assert "目录还是空的" in shown(client, "/catalogue")
    assert "还没有专业数据" in shown(client, "/catalogue/majors")


def test_the_pages_cost_few_queries(client: Client, filled: str) -> None:
    for path in (
        "/catalogue",
        f"/catalogue/{filled}",
        f"/catalogue/{filled}/standards/1.0",
        f"/catalogue/{filled}/levels/intermediate/1.0",
        "/catalogue/majors",
    ):
        assert queries(client, path) <= MOST_QUERIES, path

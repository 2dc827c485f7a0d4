"""The pages of the figures: whose figures, whose rows, and what is hidden from others."""

from __future__ import annotations

import io
from datetime import date
from typing import TYPE_CHECKING

import openpyxl
import pytest
from django.test import Client
from django.utils import translation

from shuzheng.foundation import clock
from shuzheng.foundation.models import Fact, Job
from shuzheng.identity.rules.kinds import OrganisationKind, Role
from shuzheng.identity.tests import cast as parties
from shuzheng.insight.services import cutting
from shuzheng.insight.tests.browsers import browser, text
from shuzheng.insight.tests.cast import CLOCK, INTERMEDIATE, NOW, Province, province

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_django import DjangoAssertNumQueries, Settings

pytestmark = pytest.mark.django_db
BUDGET = 46


@pytest.fixture(autouse=True)
def at_noon(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Serve the pages in English, at the cast's noon."""
    monkeypatch.setattr(clock, "now", lambda: NOW)
    settings.ROOT_URLCONF = "shuzheng.insight.tests.addresses"
    settings.LANGUAGE_CODE = "en"
    with translation.override("en"):
        yield


@pytest.fixture
def made() -> Province:
    """Make a province where Hefei has 20 candidates of A, Wuhu 6 of B, Susong 3 of C.

    Everybody sits the March plan of X; A's first 15 pass and hold a certificate, B's first 5, and
    all 3 of C. A social learner sits alone.
    """
    made = province()
    march = made.plan(made.x, INTERMEDIATE, date(2026, 3, 1), "certified")
    for school, count, passed in ((made.a, 20, 15), (made.b, 6, 5), (made.c, 3, 3)):
        for n in range(count):
            person = made.student(f"考生{school}{n:02d}", school)
            row = made.register(march, person, school, sat="submitted", passed=n < passed)
            if n < passed:
                made.certify(row)
    alone = made.person("独自学")
    made.register(march, alone, None, sat="submitted", passed=False)
    made.file(made.a, {"D10001": 40})
    made.use(made.a, made.x)
    made.site(made.a, made.x)
    cutting.take(actor=CLOCK, now=NOW)
    return made


def workbook(client: Client, url: str) -> list[list[object]]:
    answer = client.get(url)
    assert answer.status_code == 200
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    return [[cell.value for cell in row] for row in book.worksheets[0].iter_rows()]


def test_the_office_sees_the_province_whole_and_its_cities(made: Province) -> None:
    office = browser(Role.OFFICE_OFFICER, made.office)

    page = text(office.get("/figures"))
    assert "Figures: 安徽省" in page
    # 30 registered; 23 of 30 passed; 23 of 29 students hold one; completion 20 of 40
    assert "76.7" in page
    assert "23 / 30" in page
    assert "79.3" in page
    assert "20 / 40" in page
    assert "far behind the plan" in page
    assert 'href="/figures/city/340826"' in page
    assert "/figures/province/rows?view=registered&amp;year=2026" in page
    assert "宿松" in text(office.get("/figures/city/340826"))
    assert "演示丙学校" in text(office.get("/figures/institution/I3"))
    assert "演示评价组织一" in text(office.get("/figures/organisation/E1"))


def test_each_party_opens_on_its_own_figures(made: Province) -> None:
    assert "Figures: 演示甲学院" in text(browser(Role.LIAISON, made.a).get("/figures"))
    staff = browser(Role.ORGANISATION_STAFF, made.x_holder)
    assert "Figures: 演示评价组织一" in text(staff.get("/figures"))
    bureau = parties.organisation("B1", OrganisationKind.CITY_BUREAU, division="340200")
    assert "Figures: 芜湖市" in text(browser(Role.CITY_OFFICER, bureau).get("/figures"))


@pytest.mark.parametrize(
    "path",
    [
        "/figures/institution/I2",
        "/figures/institution/I2/rows",
        "/figures/city/340200",
        "/figures/city/340200/rows",
        "/figures/organisation/E1",
        "/figures/organisation/E1/rows",
        "/figures/institution/E1",
        "/figures/planet/340000",
        "/figures/institution/%00",
        "/figures/city/34%00100/rows",
    ],
)
def test_out_of_reach_there_are_no_figures(made: Province, path: str) -> None:
    assert browser(Role.LIAISON, made.a).get(path).status_code == 404


@pytest.mark.usefixtures("made")
def test_a_city_sees_its_own_area_only() -> None:
    bureau = parties.organisation("B1", OrganisationKind.CITY_BUREAU, division="340100")
    officer = browser(Role.CITY_OFFICER, bureau)

    assert officer.get("/figures/city/340100").status_code == 200
    assert officer.get("/figures/institution/I1").status_code == 200
    assert officer.get("/figures/city/340200").status_code == 404
    assert officer.get("/figures/institution/I2").status_code == 404
    # it oversees, it enters nobody: names are not whole
    rows = text(officer.get("/figures/city/340100/rows"))
    assert "考**" in rows
    assert "考生100" not in rows


@pytest.mark.parametrize(
    "role", [Role.STUDENT, Role.AUDITOR, Role.SECURITY_ADMIN, Role.SYSTEM_ADMIN, Role.ASSESSOR]
)
def test_roles_without_figures_are_refused(made: Province, role: Role) -> None:
    assert browser(role, made.a).get("/figures").status_code == 403
    assert browser(role, made.a).get("/figures/province/rows").status_code == 403


def test_visitors_are_asked_to_sign_in(made: Province) -> None:
    assert made.a
    for path in ("/figures", "/figures/province", "/figures/province/rows"):
        answer = Client().get(path)
        assert (answer.status_code, answer["Location"]) == (302, f"/accounts/login/?next={path}")
    assert Client().post("/figures/cut").status_code == 302


def test_anybody_sees_the_open_figures_without_small_groups(made: Province) -> None:
    assert made.a
    page = text(Client().get("/open-figures"))

    # Susong's 3 and the one alone are hidden, and so is whatever would give them back
    assert "76.7" in page
    assert "too few people, not shown" in page
    assert "/rows" not in page
    assert "宿松县" in page
    body = workbook(Client(), "/open-figures?view=city&export=xlsx")
    header = body[2]
    cells = {row[0]: dict(zip(header, row, strict=True)) for row in body[3:]}
    assert cells["合肥市"]["参与人次"] == 20
    for city in ("宿松县", "Registered by themselves"):
        assert cells[city]["参与人次"] is None
        assert cells[city]["到考人次（已公布成绩）"] is None
        assert cells[city]["通过人次"] is None
        assert cells[city]["颁发证书（张）"] in {None, 0}
        assert cells[city]["说明"] == "人数过少，不显示"
    # what only its owner sees is not there either
    assert {row["有效证书（张）"] for row in cells.values()} == {None}
    assert {row["计划完成率（%）"] for row in cells.values()} == {None}


def test_an_institution_sees_the_province_as_anybody_does(made: Province) -> None:
    liaison = browser(Role.LIAISON, made.a)
    page = text(liaison.get("/figures/province?view=city"))

    assert "open figures" in page
    assert "too few people, not shown" in page
    assert "/rows" not in page
    assert "/figures/city/" not in page
    assert liaison.get("/figures/province/rows").status_code == 403
    body = workbook(liaison, "/figures/province?view=city&export=xlsx")
    susong = next(row for row in body if row[0] == "宿松县")
    assert susong[2:14] == [None] * 12


def test_hidden_numbers_are_not_in_the_table_behind_the_chart(made: Province) -> None:
    lonely = made.plan(made.y, INTERMEDIATE, date(2026, 5, 1), "open")
    made.register(lonely, made.student("五月", made.c), made.c, accepted=date(2026, 5, 2))
    cutting.take(actor=CLOCK, now=NOW)

    page = text(Client().get("/open-figures"))
    table = page.split('id="monthly"')[1].split("</table>")[0]
    assert ">1<" not in table
    assert "too few people, not shown" in table
    mine = text(browser(Role.OFFICE_OFFICER, made.office).get("/figures"))
    assert ">1<" in mine.split('id="monthly"')[1].split("</table>")[0]


def test_rows_are_those_of_the_figure(made: Province) -> None:
    office = browser(Role.OFFICE_OFFICER, made.office)

    for view, count in (
        ("registered", 30),
        ("sat", 30),
        ("passed", 23),
        ("students", 29),
        ("holders", 23),
        ("issued", 23),
        ("in_force", 23),
        ("uses", 1),
    ):
        page = text(office.get(f"/figures/province/rows?view={view}"))
        assert (f"{count} rows in all" if count > 1 else "1 in all") in page, view
        assert f"{count} in the cut" in page, view
        assert "some changed since the cut" not in page, view
    narrowed = "/figures/province/rows?view=registered&city=340826"
    assert "3 rows in all" in text(office.get(narrowed))
    own = text(browser(Role.LIAISON, made.b).get("/figures/institution/I2/rows?view=issued"))
    assert "5 rows in all" in own
    assert "3499****" in own


def test_rows_that_changed_since_the_cut_are_said_to_have_changed(made: Province) -> None:
    late = made.plan(made.y, INTERMEDIATE, date(2026, 5, 30), "open")
    made.register(late, made.student("迟来", made.a), made.a)

    page = text(browser(Role.LIAISON, made.a).get("/figures/institution/I1/rows"))
    assert "21 rows in all" in page
    assert "some changed since the cut" in page


@pytest.mark.parametrize(
    "query",
    [
        "view=nonsense",
        "view=uses&level=advanced&month=3",
        "view=registered&month=13&city=%00&institution=x&kind='",
        "view=students&cohort=99999999999999999999",
        "view=issued&year=0001",
        "view=issued&year=99999&page=999999&size=1",
        "view=registered&sort=-nothing&certificate=-1",
    ],
)
def test_odd_addresses_show_a_page(made: Province, query: str) -> None:
    office = browser(Role.OFFICE_OFFICER, made.office)

    assert office.get(f"/figures/province/rows?{query}").status_code == 200
    assert office.get(f"/figures?{query}").status_code == 200
    assert Client().get(f"/open-figures?{query}").status_code == 200


@pytest.mark.parametrize(
    "view",
    ["city", "institution", "organisation", "certificate", "level", "month", "kind", "cohort"],
)
def test_every_breakdown_sorts_exports_and_stays_in_budget(
    made: Province, view: str, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    office = browser(Role.OFFICE_OFFICER, made.office)
    with django_assert_max_num_queries(BUDGET):
        text(office.get(f"/figures?view={view}&metric=rate"))
    down = text(office.get(f"/figures?view={view}&sort=-acquired&metric=covered"))
    assert "aria-sort" in down or view in {"month", "kind"}
    assert len(workbook(office, f"/figures?view={view}&export=xlsx")) > 3
    with django_assert_max_num_queries(BUDGET):
        Client().get(f"/open-figures?view={view}")


def test_rows_stay_in_budget_and_leave_in_a_workbook_with_a_record(
    made: Province, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    office = browser(Role.OFFICE_OFFICER, made.office)
    for view in ("registered", "sat", "students", "issued", "uses"):
        with django_assert_max_num_queries(BUDGET):
            text(office.get(f"/figures/province/rows?view={view}"))
    body = workbook(office, "/figures/province/rows?view=passed&export=xlsx")
    assert len(body) == 3 + 23
    fact = Fact.objects.get(verb="insight.rows.exported")
    assert fact.data == {"scope": "province", "of": "passed", "rows": 23}
    # identity documents stay masked wherever rows go
    assert all("****" in str(row[1]) for row in body[3:])


def test_the_office_asks_for_a_cut_and_others_may_not(made: Province) -> None:
    office = browser(Role.OFFICE_OFFICER, made.office)

    assert "Take a data cut now" in text(office.get("/figures"))
    answer = office.post("/figures/cut")
    job = Job.objects.get(name="insight.cut.take")
    assert (answer.status_code, answer["Location"]) == (302, f"/jobs/{job.uid}")
    assert browser(Role.LIAISON, made.a).post("/figures/cut").status_code == 403
    assert office.get("/figures/cut").status_code == 405


def test_definitions_are_open_and_name_every_formula() -> None:
    page = text(Client().get("/figures/definitions"))

    for key in ("K-01", "K-02", "K-03", "K-08", "K-20", "K-38", "K-39"):
        assert key in page
    assert "reports 65%" in page
    assert "R-237" in page


def test_before_the_first_cut_the_pages_say_so() -> None:
    made = province()

    assert "no figures yet" in text(Client().get("/open-figures"))
    office = browser(Role.OFFICE_OFFICER, made.office)
    assert "no figures yet" in text(office.get("/figures"))
    assert "no figures yet" in text(office.get("/figures/province/rows"))

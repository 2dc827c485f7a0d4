"""Each role's desk shows what is there for it, from real rows, and nobody else's."""

from __future__ import annotations

import io
from datetime import date, timedelta
from typing import TYPE_CHECKING

import openpyxl
import pytest
from django.test import Client
from django.utils import translation

from shuzheng.fees.rules.hardship import State as ClaimState
from shuzheng.fees.services import hardship
from shuzheng.fees.tests import cast as fees
from shuzheng.foundation import clock, facts, jobs, todos
from shuzheng.foundation.todos import Todo
from shuzheng.identity.rules.kinds import Role
from shuzheng.identity.tests import cast as people
from shuzheng.insight.services import cutting
from shuzheng.insight.tests import platform
from shuzheng.insight.tests.browsers import browser, text
from shuzheng.insight.tests.cast import CLOCK, INTERMEDIATE, NOW, Province, province

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from pytest_django import DjangoAssertNumQueries, Settings

    from shuzheng.kernel.actor import Actor

pytestmark = pytest.mark.django_db
BUDGET = 80


@pytest.fixture(autouse=True)
def at_noon(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Serve the pages in English, at the cast's noon."""
    monkeypatch.setattr(clock, "now", lambda: NOW)
    settings.LANGUAGE_CODE = "en"
    with translation.override("en"):
        yield


@pytest.fixture
def made() -> Province:
    made = province()
    march = made.plan(made.x, INTERMEDIATE, date(2026, 3, 1), "certified")
    for n in range(6):
        row = made.register(
            march, made.student(f"甲{n}", made.a), made.a, sat="submitted", passed=True
        )
        made.certify(row)
    made.file(made.a, {"D10001": 10})
    made.use(made.a, made.x)
    cutting.take(actor=CLOCK, now=NOW)
    return made


@pytest.fixture
def _duties(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a pretended room have duties on every side of today."""
    today = date(2026, 6, 1)

    def provider(actor: Actor, now: datetime) -> list[Todo]:
        del actor, now
        return [
            Todo("Due later", "/a", today + timedelta(days=30)),
            Todo("Due never", "/b", None),
            Todo("Due yesterday", "/c", today - timedelta(days=1)),
            Todo("Due today", "/d", today, rule="R-030"),
            Todo("Due tomorrow", "/e", today + timedelta(days=1), count=3),
            *(Todo(f"More {n}", f"/m{n}", today + timedelta(days=40 + n)) for n in range(6)),
        ]

    monkeypatch.setattr(todos, "_providers", {"pretended": provider})


@pytest.mark.usefixtures("_duties")
def test_duties_stand_by_deadline_and_the_rest_behind_a_link(made: Province) -> None:
    office = browser(Role.OFFICE_OFFICER, made.office)

    page = text(office.get("/desk/"))
    places = [
        page.index(words) for words in ("Due yesterday", "Due today", "Due tomorrow", "Due later")
    ]
    assert places == sorted(places)
    groups = [page.index(words) for words in (">Overdue", ">Today", ">Within a week", ">Later")]
    assert groups == sorted(groups)
    assert "Due never" not in page
    assert "3 more, see all" in page
    everything = text(office.get("/desk/?all=1"))
    assert "Due never" in everything
    assert "see all" not in everything


def test_the_desk_shows_the_figures_of_ones_own_scope(
    made: Province, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    liaison = browser(Role.LIAISON, made.a)
    with django_assert_max_num_queries(BUDGET):
        page = text(liaison.get("/desk/"))

    assert "演示甲学院" in page
    assert "6 / 6" in page
    assert 'id="monthly"' in page
    assert "Nothing waits for you" in page or "sz-todo" in page
    # a party without candidates sees its own emptiness, not its neighbour's figures
    other = text(browser(Role.LIAISON, made.b).get("/desk/"))
    assert "6 / 6" not in other
    assert "No data" in other


def test_the_office_has_tiles_and_a_role_without_figures_has_none(made: Province) -> None:
    page = text(browser(Role.OFFICE_OFFICER, made.office).get("/desk/?metric=rate"))
    assert "sz-carto" in page
    assert 'href="/figures/city/340100"' in page
    plain = text(browser(Role.INVIGILATOR, made.a).get("/desk/"))
    assert "sz-figures" not in plain


def test_learners_are_sent_to_their_own_home(made: Province) -> None:
    answer = browser(Role.STUDENT, made.a).get("/desk/")

    assert answer.status_code == 302
    assert answer["Location"].startswith("/assessment/")


def test_visitors_are_asked_to_sign_in() -> None:
    for path in ("/desk/", "/desk/search?q=abc", "/desk/facts"):
        answer = Client().get(path)
        assert answer.status_code == 302
        assert answer["Location"].startswith("/accounts/login/?next=")


def test_news_are_of_ones_own_party(made: Province) -> None:
    cutting.take(actor=made.officer(), now=NOW)

    office = text(browser(Role.OFFICE_OFFICER, made.office).get("/desk/"))
    assert "took a data cut" in office
    theirs = text(browser(Role.LIAISON, made.a).get("/desk/"))
    assert "took a data cut" not in theirs


@pytest.mark.rule("R-128")
def test_what_an_aid_officer_decides_is_no_news_to_colleagues(made: Province) -> None:
    claim = fees.claim(made.student("沈予安", made.a), made.a, ClaimState.CLAIMED)
    admin = people.actor(Role.INSTITUTION_ADMIN, made.a, person_id=made.person("经办人"))
    hardship.refuse(claim.pk, "证明已过期", actor=admin, now=NOW)

    for role in (Role.LIAISON, Role.TEACHER, Role.INSTITUTION_ADMIN):
        page = text(browser(role, made.a).get("/desk/"))
        assert "refused the claim" not in page
        assert "证明已过期" not in page
    auditor = text(browser(Role.AUDITOR, made.office).get("/desk/facts"))
    assert "refused the claim" in auditor
    assert "沈予安" not in auditor


@pytest.mark.parametrize(
    ("words", "found", "absent"),
    [
        ("演示甲学院", "演示甲学院", "演示乙学院"),
        ("D10001", "演示甲职业技能等级证书", "演示乙职业"),
        ("甲3", "甲3", "甲4"),
    ],
)
def test_search_finds_what_is_within_reach(
    made: Province, words: str, found: str, absent: str
) -> None:
    page = text(browser(Role.OFFICE_OFFICER, made.office).get("/desk/search", {"q": words}))
    results = page.split("<main")[1]
    assert found in results
    assert absent not in results


def test_search_never_leaves_ones_reach(made: Province) -> None:
    liaison = browser(Role.LIAISON, made.b)

    for words in ("演示甲学院", "甲3", "X0000000000000000001"):
        page = text(liaison.get("/desk/search", {"q": words}))
        assert "Nothing was found" in page, words
    # the invigilator may see no people at all
    page = text(browser(Role.INVIGILATOR, made.a).get("/desk/search", {"q": "甲3"}))
    assert "Nothing was found" in page


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("甲", "at least 2"),
        ("x" * 51, "at most 50"),
        ("%' OR 1=1 --", ""),
        ("\x00\x00\x00", "at least 2"),
        ("甲\x003号", ""),
    ],
)
def test_search_refuses_odd_words_in_words(made: Province, words: str, sentence: str) -> None:
    answer = browser(Role.OFFICE_OFFICER, made.office).get("/desk/search", {"q": words})
    page = text(answer, 422 if sentence else 200)
    assert sentence in page


@pytest.mark.parametrize("number", ["349900200801010018", "3499 0020 0801 0100 1X"])
def test_an_identity_number_is_taken_out_of_the_address(made: Province, number: str) -> None:
    office = browser(Role.OFFICE_OFFICER, made.office)
    answer = office.get("/desk/search", {"q": number})

    assert (answer.status_code, answer["Location"]) == (302, "/desk/search?personal=1")
    page = text(office.get(answer["Location"]), 422)
    assert "Identity numbers cannot be searched" in page
    assert number not in page


def test_search_stays_in_budget(
    made: Province, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    office = browser(Role.OFFICE_OFFICER, made.office)
    with django_assert_max_num_queries(30):
        text(office.get("/desk/search", {"q": "演示"}))


def test_the_auditor_reads_every_record_and_checks_the_chain(made: Province) -> None:
    auditor = browser(Role.AUDITOR, made.office)
    home = text(auditor.get("/desk/"))
    assert "Head of the chain" in home
    assert facts.head()[1] in home

    page = text(auditor.get("/desk/facts?verb=insight.cut.taken"))
    assert "1 in all" in page
    assert "took a data cut" in page
    assert "0 records in all" in text(auditor.get("/desk/facts?until=2026-05-31"))
    assert "1 in all" in text(auditor.get("/desk/facts?since=2026-06-01"))
    answer = auditor.post("/desk/facts/check")
    job = platform.job("desk.chain.check")
    assert answer["Location"] == f"/jobs/{job.uid}"
    jobs.run_waiting(NOW)
    job.refresh_from_db()
    assert (job.state, job.result["faults"]) == ("succeeded", 0)
    assert "Whole" in text(auditor.get("/desk/facts"))


def test_the_record_of_acts_leaves_in_a_workbook_and_that_is_recorded(made: Province) -> None:
    assert made.a
    auditor = browser(Role.AUDITOR, made.office)
    answer = auditor.get("/desk/facts?export=xlsx")
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    rows = [[cell.value for cell in row] for row in book.worksheets[0].iter_rows()]
    assert rows[2][:4] == ["序号", "时间", "办理人", "身份"]
    assert str(rows[3][6]).startswith("took a data cut of")
    fact = platform.fact("desk.facts.exported")
    assert fact.data == {"rows": 1}


@pytest.mark.parametrize(
    "role", [Role.OFFICE_OFFICER, Role.LIAISON, Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN]
)
def test_only_the_auditor_reads_the_record(made: Province, role: Role) -> None:
    somebody = browser(role, made.office)
    assert somebody.get("/desk/facts").status_code == 403
    assert somebody.get("/desk/facts?export=xlsx").status_code == 403
    assert somebody.post("/desk/facts/check").status_code == 403


@pytest.mark.parametrize(
    "query", ["since=yesterday", "verb=nonsense", "party=%00", "page=x&size=7", "sort=-hash"]
)
def test_odd_filters_of_the_record_show_a_page(made: Province, query: str) -> None:
    assert browser(Role.AUDITOR, made.office).get(f"/desk/facts?{query}").status_code == 200


def test_the_security_administrator_sees_locked_sign_ins_and_unlocks_one(made: Province) -> None:
    security = browser(Role.SECURITY_ADMIN, made.office)
    [browser(role, made.office) for role in (Role.AUDITOR, Role.LIAISON, Role.SYSTEM_ADMIN)]
    # signing in clears what is past by the real clock, so the failures come after
    chen, wang = platform.locked("chen", 5), platform.locked("wang", 5)
    platform.locked("li", 4)

    page = text(security.get("/desk/"))
    assert "chen" in page
    assert "192.0.2.7" in page
    assert ">li<" not in page
    answer = security.post(f"/desk/lockouts/{chen}/reset")
    assert answer["Location"] == "/desk/"
    assert platform.locked_names() == ["li", "wang"]
    fact = platform.fact("desk.lockout.reset")
    assert fact.data == {"failures": 5}
    assert facts.personal_of(fact) == {"username": "chen"}
    assert security.post(f"/desk/lockouts/{chen}/reset").status_code == 404
    assert (
        browser(Role.AUDITOR, made.office).post(f"/desk/lockouts/{wang}/reset").status_code == 403
    )
    assert browser(Role.LIAISON, made.a).post(f"/desk/lockouts/{wang}/reset").status_code == 403


def test_busy_devices_are_shown(made: Province) -> None:
    platform.activated(made, "ab12cd34", 5)
    page = text(browser(Role.SECURITY_ADMIN, made.office).get("/desk/"))
    assert "ab12cd34" in page


def test_the_system_administrator_sees_jobs_schedules_and_storage(
    made: Province, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    job = jobs.enqueue("insight.cut.take", actor=CLOCK, now=NOW)
    platform.failed(job, "E-7F3K")
    keeper = browser(Role.SYSTEM_ADMIN, made.office)
    with django_assert_max_num_queries(30):
        page = text(keeper.get("/desk/"))

    assert "E-7F3K" in page
    assert f"/jobs/{job.uid}" in page
    assert "insight.cut.nightly" in page
    assert "Free on the disk" in page


def test_the_desk_stands_first_in_the_side_bar(made: Province) -> None:
    page = text(browser(Role.LIAISON, made.a).get("/desk/"))
    side = page.split('class="sz-side__group"')[1]
    assert 'href="/desk/" aria-current="page"' in side

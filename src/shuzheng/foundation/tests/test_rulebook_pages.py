"""Anybody may read the rulebook: the list, its filters, and one rule with its law and numbers.

No test here opens the database: the rulebook is files, and its pages ask nothing else.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from django.urls import include, path
from django.utils import translation

from shuzheng.foundation import register
from shuzheng.foundation.web import rulebook_pages, rulebook_words
from shuzheng.kernel.rulebook import Provision

if TYPE_CHECKING:
    from django.test import Client

pytestmark = pytest.mark.urls(__name__)
urlpatterns = [path("", include("shuzheng.foundation.web.rulebook_urls"))]

TODAY = date(2026, 11, 21)
EARLY = Provision(
    "R-051", date(2021, 1, 1), "a notice", "自主论证", {"pass_mark": 70, "levels": []}
)
MIDDLE = replace(EARLY, since=date(2024, 1, 1), parameters={"pass_mark": 70, "levels": ["other"]})
LATE = replace(
    EARLY, since=date(2027, 1, 1), document="a later notice", parameters={"pass_mark": 80}
)


def shown(client: Client, url: str, language: str = "zh-hans") -> str:
    answer = client.get(url, headers={"accept-language": language})
    assert answer.status_code == 200
    return answer.content.decode()


def numbers(page: str) -> list[str]:
    return re.findall(r'href="/rules/(R-\d{3})"', page)


def test_the_list_shows_every_rule_in_the_order_of_the_register(client: Client) -> None:
    assert numbers(shown(client, "/rules")) == list(register.rules())


def test_the_list_speaks_both_languages(client: Client) -> None:
    assert "学生自愿参与" in shown(client, "/rules")
    assert "Students take part by choice" in shown(client, "/rules", "en")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=R-034", ["R-034", "R-037"]),
        ("q=ｒ-193", ["R-193", "R-257"]),
        ("q=双周报 五个", ["R-191"]),
        ("q=coldest", ["R-231"]),
        ("q=不做规模限制", ["R-030"]),
        ("chapter=sites&kind=W", ["R-092"]),
        ("chapter=sites&q=五百", []),
    ],
)
def test_the_list_is_searched_and_filtered(client: Client, query: str, found: list[str]) -> None:
    assert numbers(shown(client, f"/rules?{query}")) == found


def test_a_wrong_filter_in_the_address_counts_as_none(client: Client) -> None:
    assert len(numbers(shown(client, "/rules?kind=Z&chapter=none&view=nothing&page=x"))) == 221


def test_the_views_part_the_rules_by_whether_they_are_applied(client: Client) -> None:
    live = [number for number, entry in register.entries().items() if entry.live]
    applied = numbers(shown(client, "/rules?view=applied"))
    waiting = numbers(shown(client, "/rules?view=waiting"))

    assert applied == live
    assert sorted(applied + waiting) == sorted(register.rules())


def test_nothing_found_offers_to_drop_a_filter(client: Client) -> None:
    page = shown(client, "/rules?q=zzz&kind=E", "en")

    assert "Nothing meets these 2 conditions" in page
    assert 'href="?kind=E"' in page


def test_words_in_the_address_are_written_back_inert(client: Client) -> None:
    page = shown(client, "/rules?q=%3Cscript%3Ealert(1)%3C/script%3E")

    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page


def test_a_rule_shows_its_text_source_numbers_and_place(client: Client) -> None:
    page = shown(client, "/rules/R-030")

    assert "参与试点实行备案制" in page
    assert "“实行备案制，不设试点门槛、不做规模限制”" in page
    assert "皖教秘职成〔2021〕41号" in page
    assert "10个工作日" in page
    assert "filing_silence_days" in page
    assert "pilots.rules.filing.silence_files" in page


def test_a_rule_reads_in_english_with_the_document_in_its_own_words(client: Client) -> None:
    page = shown(client, "/rules/R-030", "en")

    assert "Participation is by filing." in page
    assert "10 working days" in page
    assert "实行备案制" in page


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_every_rule_has_a_page(client: Client, language: str) -> None:
    for number in register.rules():
        page = shown(client, f"/rules/{number}", language)
        assert f'<div class="sz-rulehead"><code>{number}</code>' in page


def test_a_number_in_small_letters_leads_to_the_rule(client: Client) -> None:
    answer = client.get("/rules/r-034")

    assert (answer.status_code, answer.headers["Location"]) == (302, "/rules/R-034")


@pytest.mark.parametrize("number", ["R-999", "R-34", "034", "R-034X", "%00"])
def test_a_number_that_is_no_rule_is_not_found(client: Client, number: str) -> None:
    assert client.get(f"/rules/{number}").status_code == 404


def test_a_rule_that_no_document_states_says_so_whatever_it_rests_on(client: Client) -> None:
    assert "No document says this" in shown(client, "/rules/R-062", "en")
    assert "No document says this" not in shown(client, "/rules/R-063", "en")


def test_rules_named_in_a_text_are_links() -> None:
    text = str(rulebook_words.statement(register.rules()["R-033"]))

    assert text.count('class="sz-rule"') == 2
    assert 'href="/rules/R-045"' in text


@pytest.mark.parametrize(
    ("language", "name", "value", "words"),
    [
        ("zh-hans", "pass_mark", 70, "70分"),
        ("en", "pass_mark", 70, "70 points"),
        ("en", "pass_mark", 1, "1 point"),
        ("zh-hans", "levels", ["elementary", "advanced"], "初级、高级"),
        ("en", "levels", ["elementary", "advanced"], "Elementary, Advanced"),
        ("zh-hans", "levels", [], "无"),
        ("zh-hans", "weights", {"plan_fit": 20}, "与全省规划的符合程度 20分"),
        ("zh-hans", "late_filing", True, "是"),
        ("en", "late_filing", False, "no"),
        ("zh-hans", "weight_total", 100, "100%"),
        ("en", "weight_total", 100, "100%"),
        ("zh-hans", "never_heard_of", "nor_of_this", "nor_of_this"),
    ],
)
def test_a_value_is_written_with_its_unit(
    language: str, name: str, value: object, words: str
) -> None:
    with translation.override(language):
        assert rulebook_words.value("R-051", name, value) == words


def test_a_parameter_holds_since_the_day_from_which_it_has_been_the_same() -> None:
    entry = replace(register.entries()["R-051"], provisions=(EARLY, MIDDLE, LATE))
    with translation.override("en"):
        page = rulebook_pages.page(entry, TODAY)

    assert [(one.name, one.value, one.since) for one in page.settings] == [
        ("pass_mark", "70 points", date(2021, 1, 1)),
        ("levels", "other", date(2024, 1, 1)),
    ]


def test_versions_stand_newest_first_and_say_what_changed_and_what_is_to_come() -> None:
    entry = replace(register.entries()["R-051"], provisions=(EARLY, MIDDLE, LATE))
    with translation.override("en"):
        versions = rulebook_pages.page(entry, TODAY).versions

    assert [(one.since, list(one.changes), one.ahead) for one in versions] == [
        (
            date(2027, 1, 1),
            ["Pass mark: 80 points instead of 70 points", "Levels: none instead of other"],
            True,
        ),
        (date(2024, 1, 1), ["Levels: other instead of none"], False),
        (date(2021, 1, 1), ["In the rulebook since this day"], False),
    ]


def test_a_default_is_told_from_what_the_document_gives() -> None:
    given = replace(EARLY, parameters={"pass_mark": 70, "levels": [], "default": ["levels"]})
    entry = replace(register.entries()["R-051"], provisions=(given,))
    settings = rulebook_pages.page(entry, TODAY).settings

    assert [(one.name, one.given) for one in settings] == [("pass_mark", True), ("levels", False)]


def test_the_quotation_of_the_province_stands_first_and_is_not_repeated() -> None:
    rule = register.rules()["R-019"]
    words = rule.sources[1].quotation
    provision = Provision("R-019", date(2021, 1, 1), "the plan, 7", words, {})
    entry = register.Entry(rule, (), (provision,), 0)
    quotes = rulebook_pages.page(entry, TODAY).quotes

    assert [(quote.words, quote.document) for quote in quotes] == [
        (words, "the plan, 7"),
        (rule.sources[0].quotation, "皖教秘职成〔2021〕41号"),
    ]


@pytest.mark.parametrize(
    ("module", "name", "way"),
    [
        ("pilots.services.filings", "Pilot filing", "acts by this rule"),
        ("pilots.rules.filing", "Pilot filing", "decides by this rule"),
        ("assessment.rules.opening.guards", "Opening of assessment plans", "decides by this rule"),
        ("assessment.queries.odd", "Assessment", "lists and counts by this rule"),
        ("standing.services", "Standing of parties", "acts by this rule"),
        ("kernel.periods", "Platform", "acts by this rule"),
    ],
)
def test_a_module_is_named_by_its_concern_or_its_room(module: str, name: str, way: str) -> None:
    with translation.override("en"):
        _icon, shown_name, shown_way = rulebook_words.place(module)

        assert (str(shown_name), str(shown_way)) == (name, way)

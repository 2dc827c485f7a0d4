"""The explanation of the programme: its numbers are the rulebook's, its ways lead somewhere."""

from __future__ import annotations

import re
from datetime import date
from string import Formatter
from typing import TYPE_CHECKING

import pytest

from shuzheng.foundation import rulebooks
from shuzheng.portal.rules import explaining
from shuzheng.portal.tests.test_pages import shown

if TYPE_CHECKING:
    from django.test import Client

pytestmark = [pytest.mark.rule("R-200"), pytest.mark.django_db]

QUESTIONS = [one for topic in explaining.TOPICS for one in topic.questions]


def test_the_numbers_are_those_of_the_rulebook() -> None:
    assert explaining.numbers(date(2026, 11, 23), rulebooks.current()) == {
        "guardian_always_under_age": 14,
        "guardian_under_age": 18,
        "guaranteed_assessments": 1,
        "result_days": 20,
        "certificate_days": 15,
        "review_days": 10,
        "review_answer_days": 10,
        "accept_days": 5,
        "answer_days": 30,
    }


def test_every_number_is_used_and_none_is_missing() -> None:
    places = {name for one in QUESTIONS for _, name, _, _ in Formatter().parse(one.answer) if name}
    assert places == set(explaining.NUMBERS)
    assert len({one.key for one in QUESTIONS}) == len(QUESTIONS)


def test_a_student_reads_what_applies_to_him_or_her(client: Client) -> None:
    page = shown(client, "/about/programme")

    assert "不参加无需说明理由，也不产生任何不利后果" in page
    assert "未满14周岁的，还须监护人同意；未满18周岁且需要缴费的，同样须监护人同意" in page
    assert "成绩公布后10个工作日内，可以在本人报名页面申请成绩复核" in page
    assert "5个工作日内告知是否受理，30个工作日内答复" in page
    assert 'href="/rules/R-034"' in page
    assert re.findall(r"\{\w+\}", page) == []


def test_it_is_there_in_english(client: Client) -> None:
    page = shown(client, "/about/programme", "en")

    assert "within 20 working days after the last sitting" in page
    assert "always below 14, and below 18 where a fee is to be paid" in page


def test_every_way_leads_to_a_page(client: Client) -> None:
    page = shown(client, "/about/programme").split("<main")[1].split("</main")[0]
    ways = set(re.findall(r'href="(/[^"#?]*)"', page))

    assert {"/verify", "/complaints/new", "/activate", "/catalogue", "/rules"} <= {
        way.rstrip("/") for way in ways
    }
    for way in sorted(ways):
        assert client.get(way).status_code in {200, 302}, way


def test_the_home_and_every_footer_lead_there(client: Client) -> None:
    home = shown(client, "/")
    assert home.count('href="/about/programme"') == 2
    assert 'href="/about/programme"' in shown(client, "/catalogue")

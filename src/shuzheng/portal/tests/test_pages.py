"""The public home shows real figures with their time, and the way in; nothing of it is invented."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.db import DatabaseError, connection

from shuzheng.credentials.tests import visits
from shuzheng.credentials.tests.cast import LATER
from shuzheng.foundation.ui import navigation
from shuzheng.identity.tests.browsers import queries
from shuzheng.insight.services import cutting
from shuzheng.kernel.actor import CLOCK

if TYPE_CHECKING:
    from django.test import Client
    from pytest_django import Settings

pytestmark = pytest.mark.django_db


def shown(client: Client, url: str, language: str = "zh-hans") -> str:
    answer = client.get(url, headers={"Accept-Language": language})
    assert answer.status_code == 200, url
    page = answer.content.decode()
    assert "style=" not in page.replace('rel="stylesheet"', "")
    return page


def test_the_home_of_a_new_installation_shows_what_there_is(client: Client) -> None:
    page = shown(client, "/")

    assert "证书是真是假，查一下就知道" in page
    assert 'action="/verify"' in page
    assert "还没有数据" in page
    assert "目前没有开放报名的考核" in page
    assert "规则手册" in page


def test_the_figures_are_those_of_the_newest_cut_with_its_time(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    visits.register(monkeypatch, more=("周若愚", "吴清和"))
    cutting.take(actor=CLOCK, now=LATER)

    page = shown(client, "/")

    figures = page.split('class="sz-figures"')[1].split('class="sz-small sz-muted sz-asof"')[0]
    assert "有效证书" in figures
    assert ">6<small>张</small>" in figures
    assert "数据截至5月1日12:00" in page
    assert "存证条数" in page


def test_a_small_group_is_not_shown_on_the_home_either(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    visits.register(monkeypatch)
    cutting.take(actor=CLOCK, now=LATER)

    figures = shown(client, "/").split('class="sz-figures"')[1]

    assert 'sz-figure__label">有效证书</span><span class="sz-figure__value">—' in figures
    assert "今年颁发" not in figures


@pytest.mark.breaks_facts
def test_what_is_open_for_registration_is_listed(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    visits.register(monkeypatch)
    visits.open_registration()

    page = shown(client, "/")

    assert "2026年3月演示软件测试职业技能等级证书考试" in page
    assert 'href="/catalogue/D10001"' in page
    assert "还有3天" in page


@pytest.mark.parametrize(
    ("path", "chinese", "english"),
    [
        ("/", "从这里开始", "Begin here"),
        ("/about/privacy", "个人信息保护", "Protection of personal information"),
        ("/about/accessibility", "无障碍声明", "Accessibility"),
    ],
)
def test_the_pages_speak_both_languages(
    client: Client, path: str, chinese: str, english: str
) -> None:
    assert chinese in shown(client, path)
    assert english in shown(client, path, "en")


def test_what_is_said_of_keeping_is_what_the_settings_say(
    client: Client, settings: Settings
) -> None:
    settings.SESSION_COOKIE_AGE = 2 * 60 * 60
    page = shown(client, "/about/privacy")

    assert "最长2小时" in page
    assert "最迟7天后删除" in page
    assert "激活码30天内有效" in page


def test_every_link_of_header_and_footer_leads_somewhere(client: Client) -> None:
    urls = {place.url for place in navigation.links("/")}
    urls |= {place.url for _label, places in navigation.footer() for place in places}

    assert {"/verify", "/verify/offline", "/catalogue", "/rules", "/log"} <= urls
    for url in urls:
        assert client.get(url).status_code == 200, url


def test_search_engines_are_kept_out_of_what_is_not_theirs(
    client: Client, settings: Settings
) -> None:
    assert "Disallow: /\n" in client.get("/robots.txt").content.decode()

    settings.IS_PRODUCTION = True
    text = client.get("/robots.txt").content.decode()
    assert "Disallow: /certificates\n" in text
    assert "/v/" not in text
    assert client.get("/robots.txt")["Content-Type"] == "text/plain; charset=utf-8"


def test_the_platform_says_whether_it_is_well(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert client.get("/healthz").json() == {"ok": True, "database": True}

    def broken() -> None:
        raise DatabaseError

    with monkeypatch.context() as while_asked:
        while_asked.setattr(connection, "cursor", broken)
        answer = client.get("/healthz")
    assert (answer.status_code, answer.json()["ok"]) == (503, False)


def test_the_home_costs_few_queries(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    visits.register(monkeypatch)
    cutting.take(actor=CLOCK, now=LATER)

    assert queries(client, "/") <= 8
    assert queries(client, "/about/privacy") == 0

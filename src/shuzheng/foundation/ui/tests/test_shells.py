"""The shells frame a page for whoever looks: the public, staff, learners, a fragment."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

import pytest
from django.http import HttpResponse
from django.shortcuts import render
from django.test import RequestFactory
from django.urls import include, path
from django.utils import translation

from shuzheng.foundation.ui import navigation
from shuzheng.foundation.web import styleguide, styleguide_urls
from shuzheng.kernel.actor import PUBLIC, Actor, Reach
from shuzheng.kernel.refusals import Refusal

if TYPE_CHECKING:
    from django.http import HttpRequest

pytestmark = pytest.mark.urls(__name__)


def page(_request: HttpRequest) -> HttpResponse:
    return HttpResponse()


urlpatterns = [
    path("plans/", page, name="plans"),
    path("sign-out", page, name="account_logout"),
    path("i18n/", include("django.conf.urls.i18n")),
    path("", include("shuzheng.foundation.web.rulebook_urls")),
    path("", include(([path("capacity", page, name="capacity")], "identity"))),
    *styleguide_urls.urlpatterns,
]


@dataclass(frozen=True)
class Capacity:
    """What identity says of a capacity."""

    id: int
    role_label: str
    organisation: str


class Barred(Refusal):
    """A foreseen no."""

    code = "barred"
    status = 422
    template = "Not yet."
    rule = "R-034"


@pytest.fixture(autouse=True)
def _entries(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("_entries", "_tabs", "_links", "_footer"):
        monkeypatch.setattr(navigation, name, {})
    navigation.add(
        navigation.Entry(navigation.Section.ASSESSMENT, "考核计划", "calendar", "plans"),
        navigation.PocketTab("报名", "clipboard", "plans"),
        navigation.PublicLink("证书目录", "plans"),
    )


def asked(role: str = "", **more: object) -> HttpRequest:
    request = RequestFactory().get("/plans/7")
    made = cast("Any", request)
    made.actor = Actor(1, 1, 1, role, frozenset(), Reach.PROVINCE) if role else PUBLIC
    for name, value in more.items():
        setattr(made, name, value)
    return request


def refused(request: HttpRequest) -> str:
    context = {"sentence": "还不能编排", "refusal": Barred(), "back": "/plans/"}
    return render(request, "foundation/refusal.html", context).content.decode()


def test_the_public_gets_the_public_shell() -> None:
    html = refused(asked())
    assert '<body class="sz-public">' in html
    assert "证书目录" in html
    assert "退出登录" not in html


def test_staff_get_the_desk_with_their_entries_and_sign_out_by_post() -> None:
    html = refused(asked("office_officer", actor_label="陆知微"))
    assert '<body class="sz-desk">' in html
    assert '<a href="/plans/" aria-current="page">' in html
    assert "陆知微" in html
    assert '<form class="sz-inline" method="post" action="/sign-out">' in html


def test_learners_get_the_pocket_with_its_tabs() -> None:
    html = refused(asked("student"))
    assert '<body class="sz-pocket">' in html
    assert "报名" in html


def test_a_fragment_has_no_frame() -> None:
    html = refused(asked("student", htmx=True))
    assert "<body" not in html
    assert "还不能编排" in html


def test_a_refusal_shows_its_sentence_its_rule_and_the_way_back() -> None:
    html = refused(asked("student"))
    assert "还不能编排" in html
    assert 'class="sz-rule" href="/rules/R-034"' in html
    assert 'href="/plans/"' in html


def test_the_skip_link_comes_first_and_there_is_one_main_and_one_h1() -> None:
    html = refused(asked("office_officer"))
    assert html.index('class="sz-skip"') < html.index("<nav")
    assert html.count("<main") == 1
    assert html.count("<h1") == 1


def test_a_person_with_several_capacities_can_change_over() -> None:
    held = (Capacity(1, "Officer", "省试点办"), Capacity(2, "Teacher", "江淮智造职业学院"))
    html = refused(asked("office_officer", capacities=held, capacity=held[0]))
    assert "省试点办 Officer" in html
    assert 'name="capacity" value="2"' in html
    assert 'name="capacity" value="1"' not in html


def test_the_language_switch_offers_the_other_language() -> None:
    assert 'value="en" lang="en">English' in refused(asked("office_officer"))
    with translation.override("en"):
        assert 'value="zh-hans" lang="zh-Hans">中文' in refused(asked("office_officer"))


def test_htmx_may_not_evaluate_style_store_or_leave_the_site() -> None:
    html = refused(asked())
    for part in (
        '"allowEval":false',
        '"includeIndicatorStyles":false',
        '"selfRequestsOnly":true',
        '"historyCacheSize":0',
    ):
        assert part in html


@pytest.mark.parametrize("name", ["404.html", "403.html", "500.html", "foundation/stale_form.html"])
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_error_pages_stand_on_their_own(name: str, language: str) -> None:
    with translation.override(language):
        html = render(asked(), name, {"code": "E-7F3K"}).content.decode()
    assert html.count("<h1") == 1
    assert ("E-7F3K" in html) == (name == "500.html")


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("query", ["", "?q=x&kind=zzz&page=99&sort=-planned&cols=1&col=officer"])
def test_the_styleguide_shows_every_component(language: str, query: str) -> None:
    request = RequestFactory().get(f"/styleguide{query}")
    with translation.override(language):
        html = styleguide.styleguide(request).content.decode()
    for part in (
        "sz-chip", "sz-tag", "sz-count", "sz-rule", "sz-quote", "sz-figures", "sz-todo", "sz-due",
        "sz-facts", "sz-life", "sz-steps", "sz-checks", "sz-table", "sz-views", "sz-filters",
        "sz-pop", "sz-bulk", "sz-note", "sz-drop", "sz-progress", "sz-tallybox", "sz-verdict",
        "sz-carto", "data-chart", "sz-empty", "sz-wait", "sz-error", "sz-confirm", "sz-links",
        "sz-next", "sz-reg", "sz-meter", "sz-dl", "sz-copy", "sz-crumbs",
    ):  # fmt: skip
        assert part in html
    assert " style=" not in html
    ids = [part.split('"')[0] for part in html.split(' id="')[1:]]
    assert len(ids) == len(set(ids))

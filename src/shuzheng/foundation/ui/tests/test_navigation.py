"""The side bar shows an actor only what the actor's permissions include."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.http import HttpResponse
from django.urls import path

from shuzheng.foundation.ui import navigation
from shuzheng.kernel.actor import Actor, Reach

if TYPE_CHECKING:
    from django.http import HttpRequest

pytestmark = pytest.mark.urls(__name__)


def page(_request: HttpRequest) -> HttpResponse:
    return HttpResponse()


urlpatterns = [
    path("", page, name="home"),
    path("filings/", page, name="filings"),
    path("filings/late/", page, name="late"),
    path("plans/", page, name="plans"),
]

SECTION = navigation.Section.PILOTS


@pytest.fixture(autouse=True)
def _only_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("_entries", "_tabs", "_links", "_footer"):
        monkeypatch.setattr(navigation, name, {})


def actor(role: str, *permissions: str) -> Actor:
    return Actor(1, 1, 1, role, frozenset(permissions), Reach.PROVINCE)


def labels(who: Actor, path: str = "/") -> list[str]:
    return [str(p.label) for _label, places in navigation.sections(who, path) for p in places]


def test_an_entry_is_hidden_without_its_permission() -> None:
    navigation.add(navigation.Entry(SECTION, "Filings", "folder", "filings", "pilots:filing:view"))
    assert labels(actor("teacher")) == []
    assert labels(actor("liaison", "pilots:filing:view")) == ["Filings"]


def test_an_entry_for_roles_is_hidden_from_others() -> None:
    navigation.add(navigation.Entry(SECTION, "Plans", "calendar", "plans", roles=("site_admin",)))
    assert labels(actor("teacher")) == []
    assert labels(actor("site_admin")) == ["Plans"]


def test_the_nearest_entry_is_current_and_only_that_one() -> None:
    navigation.add(
        navigation.Entry(SECTION, "Filings", "folder", "filings"),
        navigation.Entry(SECTION, "Late ones", "folder", "late"),
    )
    [(_label, places)] = navigation.sections(actor("liaison"), "/filings/late/7")
    assert [(place.label, place.current) for place in places] == [
        ("Filings", False),
        ("Late ones", True),
    ]


def test_the_start_page_is_current_only_on_itself() -> None:
    navigation.add(navigation.PublicLink("Start", "home"))
    assert [place.current for place in navigation.links("/plans/")] == [False]
    assert [place.current for place in navigation.links("/")] == [True]


def test_an_entry_of_a_room_that_is_not_installed_is_left_out() -> None:
    navigation.add(navigation.Entry(SECTION, "Elsewhere", "folder", "elsewhere:index"))
    assert labels(actor("liaison")) == []


def test_an_entry_counts_what_waits_for_the_actor() -> None:
    navigation.add(
        navigation.Entry(SECTION, "Filings", "folder", "filings", count=lambda who: who.user_id + 8)
    )
    [(_label, [place])] = navigation.sections(actor("liaison"), "/")
    assert place.count == 9


def test_footer_links_stand_in_their_columns() -> None:
    navigation.add(
        navigation.FooterLink(navigation.Group.ABOUT, "Plans", "plans"),
        navigation.FooterLink(navigation.Group.VERIFY, "Start", "home"),
    )
    assert [[place.label for place in places] for _label, places in navigation.footer()] == [
        ["Start"],
        ["Plans"],
    ]

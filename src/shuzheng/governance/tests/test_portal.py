"""Each list of the portal shows when it was last updated and warns when that is too long ago."""

from __future__ import annotations

from datetime import date, timedelta
from importlib.resources import files
from typing import TYPE_CHECKING

import pytest
from django.test import Client
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from shuzheng.foundation import clock, todos
from shuzheng.governance.queries import portal as queries
from shuzheng.governance.rules import portal as rules
from shuzheng.governance.rules.portal import Age, Shelf
from shuzheng.governance.tests import cast
from shuzheng.governance.tests.cast import at
from shuzheng.kernel.rulebook import Rulebook
from shuzheng.pilots.tests.visitors import text

if TYPE_CHECKING:
    from pytest_django import Settings

BOOK = Rulebook.parse((files("shuzheng") / "rulebooks" / "anhui.toml").read_text("utf-8"))


@pytest.mark.rule("R-014")
@given(st.dates(date(2021, 3, 1), date(2040, 1, 1)), st.integers(0, 400))
def test_a_list_is_stale_after_thirty_days_without_an_update(today: date, days: int) -> None:
    found = rules.age(today - timedelta(days=days), today, BOOK)
    assert found == Age(days, days > 30)
    assert rules.age(None, today, BOOK) == Age(None, is_stale=True)


@pytest.mark.django_db
@pytest.mark.rule("R-014")
def test_the_lists_tell_their_age_and_the_office_is_warned(
    monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> None:
    here = cast.build()
    assert queries.stale(at(3, 3)) == 5
    here.published()  # on 3 March, as a policy; its lists are those of the portal
    found = {one.shelf: (one.updated_on, one.age.is_stale) for one in queries.shelves(at(4, 2))}
    assert found == {
        Shelf.POLICIES: (date(2026, 3, 3), False),
        Shelf.INSTITUTIONS: (date(2026, 3, 3), False),
        Shelf.ORGANISATIONS: (date(2026, 3, 3), False),
        Shelf.TRAINING: (None, True),
        Shelf.CASES: (None, True),
    }
    assert queries.stale(at(4, 3)) == 5
    waiting = [one for one in todos.waiting_for(here.office, at(4, 2)) if one.rule == "R-014"]
    assert [one.count for one in waiting] == [2]
    monkeypatch.setattr(clock, "now", lambda: at(4, 20))
    settings.LANGUAGE_CODE = "en"
    with translation.override("en"):
        page = text(Client(headers={"Accept-Language": "en"}).get("/published-lists"))
    assert "Not updated for 48 days" in page
    assert "Nothing published yet" in page

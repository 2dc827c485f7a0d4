"""The whole flow is done here: each step is an act that is declared, permitted and counted."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from django.urls import reverse

from shuzheng.foundation import clock, facts
from shuzheng.identity.rules.kinds import OrganisationKind, Role
from shuzheng.identity.tests import cast
from shuzheng.pilots.tests.visitors import browser, text
from shuzheng.portal.rules import flow as rules
from shuzheng.portal.rules.flow import Part
from shuzheng.portal.tests.test_pages import shown

if TYPE_CHECKING:
    from django.test import Client

pytestmark = [pytest.mark.rule("R-010"), pytest.mark.django_db]
NOW = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)


def test_each_step_is_an_act_of_the_platform_and_has_its_page() -> None:
    assert [len(rules.steps_of(part)) for part in Part] == [4, 7, 2, 2]
    assert {one.verb for one in rules.STEPS} <= set(facts.kinds())
    assert len({one.verb for one in rules.STEPS}) == len(rules.STEPS)
    for one in rules.STEPS:
        assert reverse(one.url_name)
        assert one.ways


def test_the_acts_of_a_year_are_counted(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    school = cast.organisation("S1", OrganisationKind.INSTITUTION)
    liaison = cast.actor(Role.LIAISON, school)
    row = cast.city()  # of what a fact is, does not count
    for days in (1, 364, 366):
        at = NOW - timedelta(days=days)
        facts.record("pilots.filing.submitted", row, actor=liaison, now=at, number="1")
    page = shown(client, "/about/flow", "en")
    [line] = [one for one in page.split("<tr") if "File the pilot of the year" in one]
    cells = [cell.split(">", 1)[1].split("<")[0].strip() for cell in line.split("<td")[1:]]
    assert cells == ["institution", "by form, by workbook", "2"]
    assert "No step asks for anything on paper" in page


def test_a_step_leads_to_its_list_for_whoever_has_it(client: Client) -> None:
    assert "/pilots/filings" not in shown(client, "/about/flow", "en")
    school = cast.organisation("S1", OrganisationKind.INSTITUTION)
    page = text(browser(Role.LIAISON, school).get("/about/flow"))
    [line] = [one for one in page.split("<tr") if "File the pilot of the year" in one]
    assert 'href="/pilots/filings' in line
    [line] = [one for one in page.split("<tr") if "Check certificates" in one]
    assert "href" not in line

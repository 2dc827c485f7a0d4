"""Sites are asked for with reasons, answered in time, and checked before every season."""

from __future__ import annotations

from datetime import date
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shuzheng.assessment.rules import site
from shuzheng.kernel.periods import Calendar
from shuzheng.kernel.rulebook import Rulebook

BOOK = Rulebook.parse((files("shuzheng") / "rulebooks" / "anhui.toml").read_text("utf-8"))
PLAIN = Calendar(frozenset(), frozenset())
MONDAY = date(2026, 11, 2)
TEXTS = {"conditions": "有", "local_industry": "有", "bases": "有", "need": "有"}


def apply(filing: str = "filed", entry: str = "active", **texts: str) -> None:
    site.check_application(
        "江淮智造", "Web前端开发", filing, entry, {**TEXTS, **texts}, MONDAY, BOOK
    )


@pytest.mark.rule("R-090")
def test_a_site_needs_a_filing_and_a_certificate_in_use() -> None:
    apply()
    for state in ("draft", "submitted", "suspended", "ended"):
        with pytest.raises(site.FilingNotFiled):
            apply(filing=state)
    for state in ("approved", "exiting", "exited"):
        with pytest.raises(site.CertificateNotInUse):
            apply(entry=state)


@pytest.mark.rule("R-094")
@pytest.mark.parametrize("topic", list(TEXTS))
def test_an_application_speaks_about_every_topic(topic: str) -> None:
    with pytest.raises(site.ApplicationIncomplete) as refusal:
        apply(**{topic: " "})
    assert refusal.value.params == {"topic": site.label(topic)}


@pytest.mark.rule("R-090")
def test_alliance_organisation_and_office_each_have_their_days() -> None:
    assert site.opinion_due_on(MONDAY, PLAIN, BOOK) == date(2026, 11, 16)
    assert site.review_due_on(MONDAY, PLAIN, BOOK) == date(2026, 11, 30)
    assert site.recorded_by_silence_on(MONDAY, PLAIN, BOOK) == date(2026, 11, 9)


@pytest.mark.rule("R-097")
@pytest.mark.parametrize(
    ("sitting", "begins", "good_from"),
    [
        (date(2026, 12, 5), date(2026, 9, 1), date(2026, 7, 3)),
        (date(2026, 9, 1), date(2026, 9, 1), date(2026, 7, 3)),
        (date(2026, 8, 31), date(2026, 3, 1), date(2025, 12, 31)),
        (date(2027, 2, 28), date(2026, 9, 1), date(2026, 7, 3)),
        (date(2027, 1, 16), date(2026, 9, 1), date(2026, 7, 3)),
    ],
)
def test_a_season_is_half_a_year_and_its_checks_come_before_it(
    sitting: date, begins: date, good_from: date
) -> None:
    assert site.season_begins_on(sitting, BOOK) == begins
    assert site.good_from(sitting, BOOK) == good_from


@pytest.mark.rule("R-097")
def test_a_check_counts_for_its_own_season_only() -> None:
    def good(checked_on: date) -> bool:
        return site.is_good_for(site.Checklist(checked_on, "检", {}), date(2026, 12, 5), BOOK)

    assert good(date(2026, 7, 3))
    assert good(date(2026, 12, 5))
    assert not good(date(2026, 7, 2))
    assert not good(date(2026, 12, 6))


@pytest.mark.rule("R-097")
def test_an_item_that_nobody_looked_at_did_not_hold() -> None:
    whole = {str(item): True for item in site.Item}

    assert site.failing_items(site.Checklist(MONDAY, "检", whole), BOOK) == ()
    assert site.failing_items(site.Checklist(MONDAY, "检", {}), BOOK) == tuple(site.Item)
    dark = site.Checklist(MONDAY, "检", {**whole, "cameras": False})
    assert site.failing_items(dark, BOOK) == ("cameras",)


@pytest.mark.rule("R-097")
@given(st.dates(date(2020, 1, 1), date(2035, 12, 31)))
def test_every_day_belongs_to_a_season_that_began_within_half_a_year(day: date) -> None:
    begins = site.season_begins_on(day, BOOK)

    assert begins <= day
    assert (day - begins).days < 185
    assert begins.month in {3, 9}

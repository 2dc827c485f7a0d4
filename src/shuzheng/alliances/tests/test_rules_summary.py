"""Periods of summaries, when they are due, and the life of one."""

from __future__ import annotations

from datetime import date, timedelta
from importlib.resources import files
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shuzheng.alliances.rules import summary as rules
from shuzheng.alliances.rules.summary import SUMMARY, Part, Period, State, Verb
from shuzheng.kernel.lifecycle import IllegalStep
from shuzheng.kernel.rulebook import Rulebook

BOOK = Rulebook.parse((files("shuzheng") / "rulebooks" / "anhui.toml").read_text("utf-8"))
FIRST = Period(date(2026, 1, 1), date(2026, 6, 30), date(2026, 7, 15))
SECOND = Period(date(2026, 7, 1), date(2026, 12, 31), date(2027, 1, 15))


@pytest.mark.rule("R-198")
def test_a_period_is_a_half_year_and_due_fifteen_days_after_it() -> None:
    assert rules.period_of(date(2026, 1, 1), BOOK) == FIRST
    assert rules.period_of(date(2026, 6, 30), BOOK) == FIRST
    assert rules.period_of(date(2026, 12, 31), BOOK) == SECOND


@pytest.mark.rule("R-198")
def test_at_first_only_the_last_period_is_asked_for_and_later_none_is_left_out() -> None:
    assert rules.ended(None, date(2026, 7, 1), BOOK) == [FIRST]
    assert rules.ended(None, date(2026, 12, 31), BOOK) == [FIRST]
    assert rules.ended(FIRST.until, date(2026, 12, 31), BOOK) == []
    assert rules.ended(FIRST.since, date(2026, 12, 31), BOOK) == [FIRST]
    late = rules.ended(date(2025, 12, 31), date(2027, 3, 1), BOOK)
    assert late == [FIRST, SECOND]


@pytest.mark.rule("R-198")
@given(st.dates(date(2021, 7, 1), date(2040, 1, 1)), st.integers(0, 2000))
def test_periods_that_ended_follow_each_other_without_a_gap(after: date, days: int) -> None:
    today = after + timedelta(days=days)
    found = rules.ended(after, today, BOOK)
    assert all(after < one.until < today for one in found)
    for one, next_one in pairwise(found):
        assert next_one.since == one.until + timedelta(days=1)
    if found:
        assert found[-1].until + timedelta(days=1) == rules.period_of(today, BOOK).since


@pytest.mark.rule("R-198")
def test_an_alliance_sums_up_the_period_that_it_began_in_and_is_reminded_twice() -> None:
    assert rules.is_asked(FIRST.until, FIRST.until)
    assert not rules.is_asked(SECOND.since, FIRST.until)
    days = [date(2026, 7, 8), date(2026, 7, 9), date(2026, 7, 14), date(2026, 7, 15)]
    assert [rules.reminds(FIRST.due_on, day, BOOK) for day in days] == [True, False, True, False]


@pytest.mark.rule("R-198")
def test_all_three_parts_are_asked_for() -> None:
    full = dict.fromkeys(Part, "总体平稳。")
    rules.check_parts(full)
    for part in Part:
        with pytest.raises(rules.PartEmpty, match="is empty"):
            rules.check_parts({**full, part: " \n"})


def test_every_pair_outside_the_table_is_refused() -> None:
    for state in State:
        for verb in Verb:
            if (state, verb) in SUMMARY.steps:
                assert SUMMARY.after(state, verb) == SUMMARY.steps[state, verb]
            else:
                with pytest.raises(IllegalStep):
                    SUMMARY.after(state, verb)
    assert set(SUMMARY.labels) == {*State, *Verb}

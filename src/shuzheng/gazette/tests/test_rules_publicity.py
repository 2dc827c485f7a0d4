"""How long a publicity runs, and what comes of it."""

from __future__ import annotations

from datetime import date
from itertools import product

import pytest

from shuzheng.foundation import rulebooks
from shuzheng.gazette.rules import publicity as rules
from shuzheng.gazette.rules.publicity import (
    OBJECTION,
    PERIOD,
    ObjectionState,
    ObjectionVerb,
    State,
    Subject,
    Verb,
)
from shuzheng.kernel.lifecycle import IllegalStep
from shuzheng.kernel.periods import Calendar

MONDAY, FRIDAY = date(2026, 3, 2), date(2026, 3, 6)
CALENDAR = Calendar(frozenset({date(2026, 3, 4)}), frozenset())
LODGED, UPHELD, REJECTED = ObjectionState
LEGAL = {
    ("prepared", "open"): "running",
    ("running", "pass"): "uncontested",
    ("running", "confirm"): "confirmed",
    ("running", "overturn"): "overturned",
    ("running", "stop"): "stopped",
}


@pytest.mark.parametrize(("state", "verb"), list(product(State, Verb)))
def test_every_step_of_a_period_is_in_the_table_or_refused(state: State, verb: Verb) -> None:
    if (state, verb) in LEGAL:
        assert PERIOD.after(state, verb) == LEGAL[state, verb]
    else:
        with pytest.raises(IllegalStep):
            PERIOD.after(state, verb)


def test_an_objection_is_answered_once() -> None:
    assert OBJECTION.after(LODGED, ObjectionVerb.UPHOLD) == UPHELD
    assert OBJECTION.after(LODGED, ObjectionVerb.REJECT) == REJECTED
    for state, verb in product((UPHELD, REJECTED), ObjectionVerb):
        with pytest.raises(IllegalStep):
            OBJECTION.after(state, verb)


@pytest.mark.rule("R-201")
def test_a_period_has_five_working_days_unless_more_are_asked() -> None:
    book = rulebooks.current()

    assert rules.days(None, MONDAY, book) == 5
    assert rules.days(7, MONDAY, book) == 7
    with pytest.raises(rules.PeriodTooShort):
        rules.days(4, MONDAY, book)


@pytest.mark.rule("R-201")
def test_the_day_of_publication_weekends_and_holidays_do_not_count() -> None:
    assert rules.until(MONDAY, 5, CALENDAR) == date(2026, 3, 10)
    assert rules.until(date(2026, 3, 7), 1, CALENDAR) == date(2026, 3, 9)


@pytest.mark.rule("R-201")
def test_objections_are_taken_from_the_first_to_the_last_day() -> None:
    rules.check_running(MONDAY, FRIDAY, MONDAY)
    rules.check_running(MONDAY, FRIDAY, FRIDAY)
    for today in (date(2026, 3, 1), date(2026, 3, 7)):
        with pytest.raises(rules.PeriodOver):
            rules.check_running(MONDAY, FRIDAY, today)


@pytest.mark.rule("R-201")
@pytest.mark.parametrize(
    ("today", "answers", "verb"),
    [
        (FRIDAY, [], None),
        (date(2026, 3, 7), [], Verb.PASS),
        (date(2026, 3, 7), [REJECTED], Verb.CONFIRM),
        (date(2026, 3, 7), [REJECTED, UPHELD], Verb.OVERTURN),
        (date(2026, 3, 7), [REJECTED, LODGED], None),
        (date(2027, 3, 7), [LODGED], None),
        (FRIDAY, [UPHELD], None),
    ],
)
def test_a_period_ends_after_its_last_day_once_all_is_answered(
    today: date, answers: list[ObjectionState], verb: Verb | None
) -> None:
    assert rules.end(FRIDAY, today, answers) is verb


def test_a_publicity_shows_something() -> None:
    rules.check_shown([Subject("一项")])
    with pytest.raises(rules.NothingOnShow):
        rules.check_shown([])

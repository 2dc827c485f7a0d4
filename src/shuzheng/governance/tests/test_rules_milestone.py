"""When a milestone is late, what may be moved, and its life."""

from __future__ import annotations

from datetime import date, timedelta
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shuzheng.governance.rules import milestone as rules
from shuzheng.governance.rules.milestone import MILESTONE, Content, Due, State, Timing, Verb
from shuzheng.kernel.lifecycle import IllegalStep
from shuzheng.kernel.rulebook import Rulebook

BOOK = Rulebook.parse((files("shuzheng") / "rulebooks" / "anhui.toml").read_text("utf-8"))
DUE = date(2026, 6, 30)


@pytest.mark.rule("R-008")
@pytest.mark.parametrize(
    ("state", "ended_on", "today", "wanted"),
    [
        (State.PLANNED, None, date(2026, 6, 15), Due(Timing.AHEAD)),
        (State.PLANNED, None, date(2026, 6, 16), Due(Timing.SOON)),
        (State.UNDER_WAY, None, date(2026, 6, 30), Due(Timing.SOON)),
        (State.UNDER_WAY, None, date(2026, 7, 1), Due(Timing.LATE, 1)),
        (State.PLANNED, None, date(2026, 8, 1), Due(Timing.LATE, 32)),
        (State.DONE, date(2026, 6, 30), date(2026, 9, 1), Due(Timing.IN_TIME)),
        (State.DONE, date(2026, 7, 3), date(2026, 9, 1), Due(Timing.REACHED_LATE, 3)),
        (State.CALLED_OFF, date(2026, 7, 3), date(2026, 9, 1), Due(Timing.NONE)),
    ],
)
def test_the_due_day_is_in_time_and_the_day_after_is_late(
    state: State, ended_on: date | None, today: date, wanted: Due
) -> None:
    assert rules.due(state, DUE, ended_on, today, BOOK) == wanted


@pytest.mark.rule("R-008")
@given(st.dates(date(2021, 2, 1), date(2040, 1, 1)), st.integers(-400, 400))
def test_an_open_milestone_is_late_exactly_after_its_due_day(due_on: date, days: int) -> None:
    today = max(date(2021, 1, 2), due_on + timedelta(days=days))
    found = rules.due(State.PLANNED, due_on, None, today, BOOK)
    assert (found.timing is Timing.LATE) == (today > due_on)
    assert found.late_days == max(0, (today - due_on).days)


@pytest.mark.rule("R-008")
def test_a_due_day_is_moved_with_a_reason_to_another_day_while_it_is_open() -> None:
    later = date(2026, 9, 30)
    rules.check_move(State.UNDER_WAY, DUE, later, "疫情影响")
    with pytest.raises(rules.NoReason):
        rules.check_move(State.PLANNED, DUE, later, "  ")
    with pytest.raises(rules.SameDay, match="2026-06-30"):
        rules.check_move(State.PLANNED, DUE, DUE, "改期")
    for state in (State.DONE, State.CALLED_OFF):
        with pytest.raises(rules.Settled):
            rules.check_move(state, DUE, later, "改期")


@pytest.mark.rule("R-008")
def test_a_milestone_of_a_year_is_due_in_it_or_in_the_quarter_after() -> None:
    for day in (date(2026, 1, 1), DUE, date(2027, 3, 31)):
        rules.check_day(2026, day)
    for day in (date(2025, 12, 31), date(2027, 4, 1)):
        with pytest.raises(rules.NotInYear, match="between 2026-01-01 and 2027-03-31"):
            rules.check_day(2026, day)


@pytest.mark.rule("R-008")
def test_only_a_beginning_needs_no_word() -> None:
    rules.check_said(Verb.BEGIN, "")
    for verb in (Verb.FINISH, Verb.CALL_OFF, Verb.TAKE_UP_AGAIN):
        rules.check_said(verb, "已完成")
        with pytest.raises(rules.NoReason):
            rules.check_said(verb, " ")


STEPS = {
    (State.PLANNED, Verb.BEGIN): State.UNDER_WAY,
    (State.PLANNED, Verb.FINISH): State.DONE,
    (State.PLANNED, Verb.CALL_OFF): State.CALLED_OFF,
    (State.UNDER_WAY, Verb.FINISH): State.DONE,
    (State.UNDER_WAY, Verb.CALL_OFF): State.CALLED_OFF,
    (State.DONE, Verb.TAKE_UP_AGAIN): State.UNDER_WAY,
    (State.CALLED_OFF, Verb.TAKE_UP_AGAIN): State.UNDER_WAY,
}


@pytest.mark.rule("R-008")
@pytest.mark.parametrize("verb", list(Verb))
@pytest.mark.parametrize("state", list(State))
def test_every_step_of_a_milestone_that_is_not_in_the_table_is_refused(
    state: State, verb: Verb
) -> None:
    if (state, verb) in STEPS:
        assert MILESTONE.after(state, verb) is STEPS[state, verb]
    else:
        with pytest.raises(IllegalStep):
            MILESTONE.after(state, verb)


@pytest.mark.rule("R-006")
def test_work_is_counted_under_all_seven_contents() -> None:
    found = rules.by_content([Content.TRAINING, Content.SUPERVISION, Content.TRAINING])
    assert len(found) == 7
    assert (found[Content.TRAINING], found[Content.SUPERVISION]) == (2, 1)
    assert found[Content.CREDIT_BANK] == 0

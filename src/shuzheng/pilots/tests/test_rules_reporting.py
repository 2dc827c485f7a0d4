"""When a report is due and from whom, what counts as missed, and what a row of misses leads to."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shuzheng.foundation import rulebooks
from shuzheng.kernel.periods import Calendar
from shuzheng.kernel.rulebook import Rulebook
from shuzheng.pilots.rules import report_periods as calendar
from shuzheng.pilots.rules import reporting as rules
from shuzheng.pilots.rules.report_periods import Break, ReportPeriod, Spell
from shuzheng.pilots.rules.reporting import CountsBy, Excuse, Filed, Outcome, Part, State

BOOK = rulebooks.current()
ENTERED = Rulebook.parse(
    """
[[provision]]
rule = "R-257"
since = 2021-01-01
document = "d"
quotation = "q"
report_counts_by = ["entered_there"]
"""
)
DAYS = st.dates(date(2021, 1, 1), date(2035, 12, 31))
PERIOD = ReportPeriod(date(2026, 2, 27), date(2026, 3, 11), date(2026, 3, 12))
KINDS = st.sampled_from([Outcome.FILED, Outcome.MISSED, Outcome.EXCUSED, Outcome.OPEN])


@pytest.mark.rule("R-190")
@pytest.mark.parametrize(
    ("on", "since", "until", "due_on"),
    [
        (date(2026, 2, 27), date(2026, 2, 12), date(2026, 2, 26), date(2026, 2, 27)),
        (date(2026, 2, 28), date(2026, 2, 27), date(2026, 3, 11), date(2026, 3, 12)),
        (date(2026, 3, 12), date(2026, 2, 27), date(2026, 3, 11), date(2026, 3, 12)),
        (date(2026, 3, 13), date(2026, 3, 12), date(2026, 3, 26), date(2026, 3, 27)),
        (date(2026, 12, 31), date(2026, 12, 27), date(2027, 1, 11), date(2027, 1, 12)),
    ],
)
def test_a_report_due_on_the_12th_or_27th_covers_the_days_since_the_one_before(
    on: date, since: date, until: date, due_on: date
) -> None:
    assert calendar.current(on, BOOK) == ReportPeriod(since, until, due_on)


@pytest.mark.rule("R-190")
@given(DAYS)
def test_every_day_belongs_to_exactly_one_period_and_periods_touch(on: date) -> None:
    following = calendar.due_after(on, BOOK)
    after = calendar.due_after(following.due_on, BOOK)

    assert following.since <= on <= following.until
    assert (after.since, following.until) == (following.due_on, following.due_on - calendar.DAY)
    assert following.due_on.day in {12, 27}
    assert 11 <= (following.due_on - on).days + (on - following.since).days <= 16


@pytest.mark.rule("R-190")
def test_a_report_is_late_when_the_due_day_is_over_in_the_province() -> None:
    assert calendar.closes_at(date(2026, 3, 12), BOOK) == datetime(2026, 3, 12, 16, 0, tzinfo=UTC)


@pytest.mark.rule("R-190")
def test_a_missed_report_can_be_filed_until_the_next_one_is_due() -> None:
    assert calendar.late_until(date(2026, 12, 27), BOOK) == date(2027, 1, 12)


@pytest.mark.rule("R-190")
@given(DAYS, st.integers(0, 400))
def test_the_periods_begun_are_the_same_however_often_one_asks(first: date, days: int) -> None:
    last = first + timedelta(days=days)
    whole = list(calendar.begun(first, last, BOOK))
    middle = first + timedelta(days=days // 2)
    some = list(calendar.begun(first, middle, BOOK))
    rest = list(calendar.begun(some[-1].due_on if some else first, last, BOOK))

    assert some + rest == whole


@pytest.mark.rule("R-192")
def test_reminders_go_out_three_days_and_one_day_before() -> None:
    days = [day for day in range(1, 32) if calendar.reminds(date(2026, 3, day), BOOK)]

    assert days == [9, 11, 24, 26]


@pytest.mark.rule("R-196")
@pytest.mark.parametrize(
    ("since", "until", "opened", "owed"),
    [
        (date(2026, 2, 26), None, True, True),
        (date(2026, 2, 27), None, False, False),
        (date(2026, 3, 1), None, False, False),
        (date(2026, 3, 13), None, False, False),
        (date(2025, 1, 1), date(2026, 3, 13), True, True),
        (date(2025, 1, 1), date(2026, 3, 12), True, False),
        (date(2025, 1, 1), date(2026, 2, 28), True, False),
        (date(2025, 1, 1), date(2026, 2, 27), True, False),
        (date(2025, 1, 1), date(2026, 2, 26), False, False),
    ],
)
def test_duty_begins_with_the_period_after_the_filing_and_rests_with_it(
    since: date,
    until: date | None,
    opened: bool,  # noqa: FBT001 - a table of cases
    owed: bool,  # noqa: FBT001 - a table of cases
) -> None:
    held = [Spell(since, until)]

    assert calendar.opens(PERIOD, held) is opened
    assert calendar.owes(PERIOD, held) is owed


@pytest.mark.rule("R-196")
def test_a_filing_that_goes_over_into_the_next_year_s_leaves_no_gap() -> None:
    turn = ReportPeriod(date(2026, 12, 27), date(2027, 1, 11), date(2027, 1, 12))
    old = Spell(date(2026, 1, 1), date(2027, 1, 1))

    assert calendar.owes(turn, [Spell(date(2027, 1, 1)), old])
    assert not calendar.owes(turn, [Spell(date(2027, 1, 2)), old])
    assert not calendar.owes(turn, [old])
    assert not calendar.owes(turn, [])


@pytest.mark.rule("R-196")
@given(st.lists(st.tuples(DAYS, st.one_of(st.none(), st.integers(0, 900)))))
def test_merging_keeps_every_day_and_adds_none(pairs: list[tuple[date, int | None]]) -> None:
    held = [
        Spell(since, None if days is None else since + timedelta(days=days))
        for since, days in pairs
    ]
    merged = calendar.merged(held)
    edges = {edge for one in held for edge in (one.since, one.until) if edge}
    for day in {edge + timedelta(days=step) for edge in edges for step in (-1, 0, 1)}:
        before = any(one.since <= day and (not one.until or day < one.until) for one in held)
        after = any(one.since <= day and (not one.until or day < one.until) for one in merged)
        assert before == after


@pytest.mark.rule("R-196")
def test_both_days_belong_to_a_break() -> None:
    rests = [Break(date(2026, 2, 12), date(2026, 2, 27))]

    assert [
        calendar.in_break(date(2026, month, day), rests)
        for month, day in ((1, 27), (2, 12), (2, 27), (3, 12))
    ] == [False, True, True, False]


@pytest.mark.rule("R-191")
@pytest.mark.parametrize("progress", ["", "  \n"])
def test_progress_is_required_and_nothing_else(progress: str) -> None:
    rules.check_parts({"progress": "已完成两批考核。"}, date(2026, 3, 1), BOOK)
    with pytest.raises(rules.PartMissing):
        rules.check_parts({"progress": progress, "cases": "x"}, date(2026, 3, 1), BOOK)
    assert [part.value for part in Part] == [
        "progress",
        "experience",
        "cases",
        "problems",
        "suggestions",
    ]


@pytest.mark.rule("R-193")
@pytest.mark.parametrize(
    ("state", "what"),
    [
        (State.DUE, Outcome.OPEN),
        (State.DRAFT, Outcome.OPEN),
        (State.SUBMITTED, Outcome.FILED),
        (State.ACCEPTED, Outcome.FILED),
        (State.RETURNED, Outcome.FILED),
        (State.MISSED, Outcome.MISSED),
        (State.LATE_SUBMITTED, Outcome.MISSED),
        (State.EXCUSED, Outcome.EXCUSED),
    ],
)
def test_late_is_missed_and_returned_is_not(state: State, what: Outcome) -> None:
    report = Filed(PERIOD.due_on, state)

    assert rules.outcome(report, date(2026, 3, 20), BOOK) is what


@pytest.mark.rule("R-257")
@pytest.mark.parametrize(
    ("entered_on", "today", "what"),
    [
        (None, date(2026, 3, 12), Outcome.OPEN),
        (None, date(2026, 3, 13), Outcome.MISSED),
        (date(2026, 3, 12), date(2026, 3, 13), Outcome.FILED),
        (date(2026, 3, 13), date(2026, 3, 20), Outcome.MISSED),
    ],
)
def test_where_the_entry_there_counts_only_its_day_decides(
    entered_on: date | None, today: date, what: Outcome
) -> None:
    report = Filed(PERIOD.due_on, State.SUBMITTED, entered_on)

    assert rules.counts_by(PERIOD.due_on, ENTERED) is CountsBy.ENTERED_THERE
    assert rules.outcome(report, today, ENTERED) is what
    assert rules.counts_by(PERIOD.due_on, BOOK) is CountsBy.FILED_HERE


@pytest.mark.rule("R-257")
def test_a_report_is_entered_there_in_its_period_or_later_and_not_ahead() -> None:
    for day in (date(2026, 2, 26), date(2026, 3, 21)):
        with pytest.raises(rules.EnteredBefore):
            rules.check_entered(day, PERIOD.since, date(2026, 3, 20))
    rules.check_entered(date(2026, 2, 27), PERIOD.since, date(2026, 3, 20))


@pytest.mark.rule("R-193")
@pytest.mark.parametrize(
    ("letters", "rows", "now"),
    [
        ("", [0], 0),
        ("MM", [2], 2),
        ("MMFM", [2, 1], 1),
        ("MEMOM", [3], 3),
        ("FFM", [0, 0, 1], 1),
        ("MMMMF", [4, 0], 0),
    ],
)
def test_only_a_filed_report_breaks_a_row(letters: str, rows: list[int], now: int) -> None:
    kinds = {"M": Outcome.MISSED, "F": Outcome.FILED, "E": Outcome.EXCUSED, "O": Outcome.OPEN}
    told = [(date(2026, 1, n + 1), kinds[letter]) for n, letter in enumerate(letters)]

    assert [len(run) for run in rules.runs(told)] == rows
    assert rules.in_a_row(told) == now


@pytest.mark.rule("R-193")
@given(st.lists(KINDS, max_size=28))
def test_every_miss_stands_in_exactly_one_row(kinds: list[Outcome]) -> None:
    told = [(date(2026, 1, n + 1), kind) for n, kind in enumerate(kinds)]
    rows = rules.runs(told)

    assert [day for run in rows for day in run] == [
        day for day, kind in told if kind is Outcome.MISSED
    ]
    assert len(rows) == 1 + sum(kind is Outcome.FILED for kind in kinds)


@pytest.mark.rule("R-193")
@given(st.integers(0, 9))
def test_the_first_three_of_a_row_are_the_grounds_however_long_it_grew(count: int) -> None:
    row = [date(2026, 1, n + 1) for n in range(count)]

    assert rules.grounds_for_notice(row, BOOK) == (tuple(row[:3]) if count >= 3 else ())


@pytest.mark.rule("R-193")
def test_who_missed_one_is_told_how_many_are_left() -> None:
    day = date(2026, 3, 1)

    assert [rules.misses_left(count, day, BOOK) for count in (0, 1, 2, 3, 5)] == [3, 2, 1, 0, 0]


@pytest.mark.rule("R-190")
@pytest.mark.rule("R-199")
def test_silence_accepts_after_five_working_days_and_suggestions_are_answered_in_ten() -> None:
    days = Calendar(frozenset({date(2026, 3, 16)}), frozenset())

    assert rules.accepted_by_silence_on(date(2026, 3, 12), days, BOOK) == date(2026, 3, 20)
    assert rules.answer_due_on(date(2026, 3, 12), days, BOOK) == date(2026, 3, 27)


def test_every_part_excuse_and_answer_has_a_name() -> None:
    assert set(rules.PARTS) == set(Part)
    assert set(rules.EXCUSES) == set(Excuse)
    assert set(rules.ANSWERS) == set(rules.Answer)

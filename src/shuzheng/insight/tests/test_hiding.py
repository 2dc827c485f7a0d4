"""What others see of a breakdown: small groups are hidden by persons, and stay hidden."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from shuzheng.insight.queries.dashboard import hiding
from shuzheng.insight.queries.dashboard.values import Line
from shuzheng.insight.rules import figures
from shuzheng.insight.rules.suppression import LEAST


def line(key: str, registered: int, passed: int, sat: int, issued: int) -> Line:
    return Line(
        key,
        key,
        link=f"city/{key}",
        registered=registered,
        sat=sat,
        rate=figures.pass_rate(figures.Sittings(sat, 0, passed, sat)),
        issued=issued,
        in_force=issued,
        completed=figures.completion(1, 2, 0),
    )


def test_a_group_is_small_by_its_persons_not_by_its_events() -> None:
    # three persons registered six times and took six papers
    found = [line("甲", 6, 4, 6, 0), line("乙", 40, 30, 38, 30), line("丙", 50, 40, 49, 40)]
    persons = {"registered": {"甲": 3, "乙": 40, "丙": 50}, "sat": {"甲": 3, "乙": 38, "丙": 49}}

    small, beside, rest = hiding.lines(found, persons)
    assert (small.registered, small.sat, small.rate) == (None, None, None)
    assert small.hidden == {"registered", "sat", "rate"}
    assert (beside.registered, beside.sat) == (None, None)
    assert (rest.registered, rest.sat) == (50, 49)
    # without the persons, six would have been shown
    assert hiding.lines(found, {})[0].registered == 6


def test_what_only_the_owner_sees_and_every_way_in_are_gone() -> None:
    (shown, _other) = hiding.lines([line("甲", 60, 40, 60, 40), line("乙", 60, 40, 60, 40)], {})

    assert (shown.completed, shown.in_force, shown.link) == (None, None, "")
    assert (shown.registered, shown.issued) == (60, 40)


def test_a_share_that_everybody_reached_closes_the_whole_breakdown() -> None:
    # three of three: the share would be known from the total, which other breakdowns show
    shown = hiding.lines([line("甲", 0, 3, 3, 0), line("乙", 0, 50, 50, 0)], {})

    assert [one.rate for one in shown] == [None, None]


def test_the_order_of_hidden_lines_says_nothing() -> None:
    shown = hiding.lines(
        [line("甲", 3, 0, 0, 0), line("乙", 2, 0, 0, 0), line("丙", 9, 0, 0, 0)], {}
    )

    assert [one.amount("registered") for one in shown] == [None, None, 9]


groups = st.lists(st.tuples(st.integers(0, 30), st.integers(1, 3)), min_size=1, max_size=6)


@given(groups)
def test_no_small_group_is_ever_shown_and_none_stands_alone_hidden(
    numbers: list[tuple[int, int]],
) -> None:
    found = [line(str(n), events, 0, 0, 0) for n, (events, _often) in enumerate(numbers)]
    heads = {str(n): -(-events // often) for n, (events, often) in enumerate(numbers)}

    shown = hiding.lines(found, {"registered": heads})
    for before, after in zip(found, shown, strict=True):
        assert after.registered in {None, before.registered}
        small = 0 < heads[before.key] < LEAST
        assert not (small and after.registered is not None)
    hidden = [one for one in shown if one.registered is None]
    # a single hidden group would be the total less the others
    assert len(hidden) != 1 or len([one for one in found if one.registered]) == 1

"""No hidden number can be worked out from the numbers that are shown."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, TypeVar

from hypothesis import given, settings
from hypothesis import strategies as st

from shuzheng.insight.rules import suppression

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping

K = TypeVar("K", bound="Hashable")

SLACK = 2
"""How far from the truth a reader's other possibilities are looked for."""


def possible(true: int, least: int) -> range:
    return range(max(least, true - SLACK), true + SLACK + 1)


def check_shown(values: Mapping[K, int], shown: Mapping[K, int | None]) -> None:
    """Assert that what is shown is true and that no small group is shown."""
    for key, value in shown.items():
        assert value is None or value == values[key]
        assert value is None or value == 0 or value >= suppression.LEAST
        assert value is not None or values[key] > 0


def guesses_list(values: Mapping[str, int], shown: suppression.Listed[str]) -> list[set[int]]:
    """Return, for every hidden number, the values that fit all that is shown."""
    hidden = [key for key, value in shown.cells.items() if value is None]
    found: list[set[int]] = [set() for _ in hidden]
    totals: set[int] = set()
    for guess in product(*(possible(values[key], 1) for key in hidden)):
        total = sum(value for value in shown.cells.values() if value is not None) + sum(guess)
        if shown.total in (None, total):
            totals.add(total)
            for possibilities, value in zip(found, guess, strict=True):
                possibilities.add(value)
    return [*found, totals] if shown.total is None else found


def test_small_groups_and_one_more_are_hidden() -> None:
    shown = suppression.hide_list({"合肥": 120, "芜湖": 45, "蚌埠": 3, "安庆": 18})

    assert shown.cells == {"合肥": 120, "芜湖": 45, "蚌埠": None, "安庆": None}
    assert shown.total == 186


def test_two_small_groups_hide_each_other_unless_both_must_be_one() -> None:
    both = suppression.hide_list({"甲": 3, "乙": 2, "丙": 50})
    ones = suppression.hide_list({"甲": 1, "乙": 1, "丙": 50, "丁": 60})

    assert both.cells == {"甲": None, "乙": None, "丙": 50}
    assert ones.cells == {"甲": None, "乙": None, "丙": None, "丁": 60}


def test_a_group_that_stands_alone_takes_its_total_with_it() -> None:
    shown = suppression.hide_list({"甲": 3, "乙": 0})

    assert (shown.cells, shown.total) == ({"甲": None, "乙": 0}, None)


def test_groups_of_five_and_of_nobody_are_shown() -> None:
    shown = suppression.hide_list({"甲": 5, "乙": 0, "丙": 9})

    assert (shown.cells, shown.total) == ({"甲": 5, "乙": 0, "丙": 9}, 14)
    assert suppression.hide_list({}).total == 0


def test_shares_hide_groups_whose_members_all_passed() -> None:
    shown = suppression.hide_shares({"甲": (3, 3), "乙": (40, 50), "丙": (70, 90)})

    assert shown.cells == {"甲": None, "乙": None, "丙": (70, 90)}
    assert shown.total == (113, 143)
    everybody = suppression.hide_shares({"甲": (3, 3), "乙": (50, 50), "丙": (70, 90)})
    assert everybody.cells["丙"] is None


cells = st.integers(0, 9)


@settings(deadline=None)
@given(st.lists(cells, max_size=7))
def test_no_hidden_number_of_a_list_can_be_derived(numbers: list[int]) -> None:
    values = {f"{n}": value for n, value in enumerate(numbers)}
    shown = suppression.hide_list(values)

    check_shown(values, shown.cells)
    if sum(value is None for value in shown.cells.values()) <= 5:
        assert all(len(set_of) > 1 for set_of in guesses_list(values, shown))


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.integers(0, 8).flatmap(lambda d: st.tuples(st.integers(0, d), st.just(d))), max_size=5
    )
)
def test_no_hidden_share_can_be_derived(numbers: list[tuple[int, int]]) -> None:
    values = {f"{n}": share for n, share in enumerate(numbers)}
    shown = suppression.hide_shares(values)

    hidden = [key for key, value in shown.cells.items() if value is None]
    for key, value in shown.cells.items():
        assert value in (None, values[key])
        assert value is None or value[1] == 0 or value[1] >= suppression.LEAST
    if len(hidden) > 3:
        return
    options = [
        [(n, d) for d in possible(values[key][1], 1) for n in possible(values[key][0], 0) if n <= d]
        for key in hidden
    ]
    found: list[set[int]] = [set() for _ in hidden]
    rest = [value for value in shown.cells.values() if value is not None]
    for guess in product(*options):
        whole = [*rest, *guess]
        total = (sum(n for n, _ in whole), sum(d for _, d in whole))
        if shown.total in (None, total):
            for possibilities, (n, _) in zip(found, guess, strict=True):
                possibilities.add(n)
    assert all(len(possibilities) > 1 for possibilities in found)

"""Tiles lie where the cities lie, and their steps need no colour in the page."""

from __future__ import annotations

from shuzheng.foundation.ui import cartogram
from shuzheng.foundation.ui.cartogram import Tile


def drawn(values: dict[str, float | None]) -> dict[str, tuple[int, int, int]]:
    tiles = {code: Tile(code, value, str(value)) for code, value in values.items()}
    placed = cartogram.draw(tiles, "anhui")["tiles"]
    return {str(one.tile.name): (one.row, one.column, one.step) for one in placed}


def test_anhui_has_sixteen_places_and_none_twice() -> None:
    places = cartogram.POSITIONS["anhui"]
    assert len(places) == 16
    assert len(set(places.values())) == 16


def test_a_city_without_data_has_no_step() -> None:
    assert drawn({"340100": None, "340200": 5.0}) == {"340100": (3, 2, 0), "340200": (3, 3, 1)}


def test_a_county_without_a_place_stands_in_a_row_below() -> None:
    assert drawn({"341822": 1.0})["341822"] == (6, 1, 1)


def test_even_groups_make_the_five_steps() -> None:
    bounds = cartogram.bins([10, 20, 30, 40, 50, 60, 70, 80, 90, 100])
    assert bounds == [30, 50, 70, 90]
    assert [cartogram.step_of(v, bounds) for v in (10, 29, 30, 50, 70, 90, 100)] == [
        1,
        1,
        2,
        3,
        4,
        5,
        5,
    ]


def test_fewer_values_than_steps_have_a_step_each() -> None:
    assert cartogram.bins([0, 0, 7]) == [7]


def test_the_legend_names_each_step_by_what_is_in_it() -> None:
    tiles = {code: Tile(code, v, "") for code, v in (("340100", 84.5), ("340200", 100.0))}
    assert cartogram.draw(tiles, "anhui")["legend"] == [(1, "84.5"), (2, "100.0")]
    fixed = cartogram.draw(tiles, "anhui", [85, 90, 95, 100])
    assert fixed["legend"] == [(1, "84.5"), (5, "100.0")]

"""How often Python looks for cycles: among few objects where somebody waits for a page."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

import pytest

from shuzheng.config import collecting

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    """Leave the collector as it was."""
    before = gc.get_threshold()
    yield
    gc.unfreeze()
    gc.set_threshold(*before)


@pytest.mark.parametrize(
    ("collect", "thresholds"),
    [
        (collecting.collect_little, (700, 50, 50)),
        (collecting.collect_seldom, (20_000, 20, 50)),
    ],
)
def test_what_is_loaded_stays_and_the_rest_is_swept_at_its_pace(
    collect: Callable[[], None], thresholds: tuple[int, int, int]
) -> None:
    collect()

    assert gc.get_threshold() == thresholds
    assert gc.get_freeze_count() > 1_000

"""What every test stands on: facts that only the harness may empty."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.core.cache import cache
from django.utils import translation

from shuzheng.foundation import append_only

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from django.conf import LazySettings


@pytest.fixture(autouse=True)
def _own_log(tmp_path: Path, settings: LazySettings) -> None:
    """Give each test a log folder of its own: a folder that is ahead of its database is refused."""
    settings.LOG_DIR = tmp_path / "log"


@pytest.fixture(autouse=True)
def _own_cache() -> None:
    """Give each test an empty cache: another test's rows had the same keys."""
    cache.clear()


@pytest.fixture(autouse=True)
def _in_chinese(settings: LazySettings) -> Iterator[None]:
    """Begin and end each test in the language of the platform, whatever another one chose."""
    translation.activate(settings.LANGUAGE_CODE)
    yield
    translation.deactivate()


@pytest.fixture
def several_at_once(transactional_db: None) -> Iterator[None]:  # noqa: ARG001 - ordered before it
    """Give a test real transactions, for two users at once; facts are emptied afterwards.

    The only place that lifts the guards: the harness must empty what nobody else may.
    """
    yield
    append_only.remove("default")

"""What every test stands on: facts that only the harness may empty."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.core.cache import cache
from django.db import connection
from django.utils import translation
from hypothesis import HealthCheck
from hypothesis import settings as searching
from tests import invariants

from shuzheng.foundation import append_only, facts
from shuzheng.foundation.tests.softhsm import softhsm, token

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from django.conf import LazySettings

__all__ = ["softhsm", "token"]

# How long an example takes is the machine's affair; `make bench` is what measures.
searching.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
searching.load_profile("untimed")


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


@pytest.fixture(autouse=True)
def _facts_hold(request: pytest.FixtureRequest) -> Iterator[None]:
    """See after every test that chain, facts and states agree, unless it is about breaking them."""
    stores = request.node.get_closest_marker("django_db") or "db" in request.fixturenames
    if not stores or request.node.get_closest_marker("breaks_facts"):
        yield
        return
    request.getfixturevalue("db")
    yield
    if not connection.needs_rollback:
        assert facts.check_chain() == []  # noqa: S101 - of the harness
        staged = request.node.get_closest_marker("staged")
        assert staged or invariants.faults() == []  # noqa: S101 - of the harness


@pytest.fixture
def several_at_once(transactional_db: None) -> Iterator[None]:  # noqa: ARG001 - ordered before it
    """Give a test real transactions, for two users at once; facts are emptied afterwards.

    The only place that lifts the guards: the harness must empty what nobody else may.
    """
    yield
    append_only.remove("default")

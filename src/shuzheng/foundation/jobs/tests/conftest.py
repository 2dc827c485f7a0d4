"""What the tests of jobs stand on: the cast's capacities can be resolved."""

from __future__ import annotations

import pytest

from shuzheng.foundation.jobs import actors
from shuzheng.foundation.jobs.tests import work


@pytest.fixture(autouse=True)
def cast_resolves(monkeypatch: pytest.MonkeyPatch) -> None:
    """Resolve the capacities of the cast, which is no part of identity, while a test runs."""
    monkeypatch.setattr(actors, "_resolvers", [work.resolve])

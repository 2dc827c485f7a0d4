"""The province of the first half's tests, with what must hold after every one of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from shuzheng.assessment.models import Plan
from shuzheng.assessment.rules.plan import State
from shuzheng.assessment.rules.registration import OPEN
from shuzheng.assessment.tests import cast, visitors

if TYPE_CHECKING:
    from collections.abc import Iterator

    from shuzheng.assessment.tests.cast import Province


@pytest.fixture
def here(db: None) -> Iterator[Province]:  # noqa: ARG001 - the province lies in the database
    """Yield the province; afterwards every place taken is accounted for."""
    yield cast.province()
    for plan in Plan.objects.exclude(state=State.CANCELLED):
        held = plan.registrations.filter(state__in=OPEN).count()
        assert plan.places_taken == held, plan.number


@pytest.fixture
def served_at_noon(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Serve the pages in English, at the cast's noon."""
    for _ in visitors.served(monkeypatch):
        visitors.Now.at = cast.NOON
        yield

"""A registration counts by the candidate's own yes; places, guardians and fees follow the rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from shuzheng.assessment.models import Plan, Registration
from shuzheng.assessment.rules.registration import State
from shuzheng.assessment.services import plans, registrations
from shuzheng.assessment.tests import cast
from shuzheng.assessment.tests.cast import NOON
from shuzheng.foundation import facts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from shuzheng.assessment.tests.cast import Province

pytestmark = pytest.mark.django_db


@pytest.fixture
def here() -> Iterator[Province]:
    yield cast.province()
    assert facts.check_chain() == []


def test_confirmed_and_guaranteed_is_accepted_at_once(here: Province) -> None:
    plan = here.opened()
    row = cast.drafted(here, plan, 1)

    registrations.confirm(row.pk, actor=cast.learner(row.person_id), now=NOON)

    row.refresh_from_db()
    assert row.state == State.ACCEPTED
    assert (row.confirmed_at, row.confirmation_method) == (NOON, "own_account")
    assert Plan.objects.get(pk=plan).places_taken == 1

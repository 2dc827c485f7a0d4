"""Two officers propose a notice on effort against one institution at the same time (R-195)."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from shuzheng.foundation import facts
from shuzheng.foundation.tests.together import together
from shuzheng.identity.rules.kinds import Role
from shuzheng.identity.tests.cast import actor, organisation
from shuzheng.standing.models import Notice
from shuzheng.standing.rules.effort import Ground, Indicator, NoticedAlready, Shown
from shuzheng.standing.services import effort

pytestmark = [pytest.mark.rule("R-195"), pytest.mark.usefixtures("several_at_once")]

NOW = datetime(2026, 10, 9, 4, 0, tzinfo=UTC)
SHOWN = [Shown(Indicator.REPORTS_MISSED, 5, 4)]


def test_of_two_who_propose_at_once_one_does() -> None:
    school = organisation("S1")
    officers = [actor(Role.OFFICE_OFFICER, person_id=n) for n in (1, 2, 3)]

    said = together(
        *(
            lambda me=me: effort.propose(school, Ground.WEAK_EFFORT, SHOWN, "-", actor=me, now=NOW)
            for me in officers
        )
    )

    assert sorted(one is None for one in said) == [False, False, True]
    assert set(said) == {None, NoticedAlready}
    assert Notice.objects.count() == 1
    assert facts.check_chain() == []

"""A site covers its city while it may be used: no decision bars it, and its approval lasts."""

from __future__ import annotations

from datetime import date

import pytest

from shuzheng.assessment.models import Site, SiteApproval
from shuzheng.identity.rules.kinds import Role
from shuzheng.identity.tests.cast import actor
from shuzheng.insight import access
from shuzheng.insight.queries import dashboard
from shuzheng.insight.services import cutting
from shuzheng.insight.tests.cast import CLOCK, HEFEI, NOW, province
from shuzheng.standing.rules.restrictions import Kind
from shuzheng.standing.services import restrictions


def lacking() -> tuple[str, ...]:
    cutting.take(actor=CLOCK, now=NOW)
    shown = dashboard.dashboard(access.province(own=True))
    assert shown is not None
    assert shown.totals.coverage is not None
    return shown.totals.coverage.lacking


@pytest.mark.rule("R-092")
@pytest.mark.django_db
def test_a_site_that_a_decision_bars_or_whose_approval_ran_out_covers_no_city() -> None:
    made, department = province(), actor(Role.PROVINCIAL_ADMIN)
    made.file(made.a, {"D10001": 10})
    made.use(made.a, made.x)
    made.site(made.a, made.x)
    site = Site.objects.get()
    assert lacking() == ()

    decision = restrictions.impose(
        made.a,
        Kind.SUSPENSION,
        since=date(2026, 6, 1),
        ground="R-212",
        reason="违规",
        decision_number="演示罚1号",
        site_code=site.code,
        actor=department,
        now=NOW,
    )
    assert lacking() == (HEFEI,)
    restrictions.lift(decision, "已整改", actor=department, now=NOW)
    assert lacking() == ()
    SiteApproval.objects.filter(site=site).update(approved_until=date(2026, 5, 31))
    assert lacking() == (HEFEI,)

"""The panel that was drawn for a year's review stands on the review's page."""

from __future__ import annotations

from datetime import date

import pytest

from shuzheng.adjustment.tests.cast import YEAR, cast
from shuzheng.foundation import clock
from shuzheng.gazette.tests.cast import text
from shuzheng.governance.queries import public_panels
from shuzheng.governance.rules.panel import Kind
from shuzheng.governance.services import panel_draws, panels, pool
from shuzheng.governance.services.panels import Called
from shuzheng.governance.services.pool import Entered
from shuzheng.identity.rules.kinds import Role
from shuzheng.identity.tests.browsers import browser
from shuzheng.identity.tests.cast import NOON

pytestmark = pytest.mark.django_db


@pytest.mark.rule("R-012", "R-230")
def test_the_experts_of_the_panel_are_offered_where_they_are_heard(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOON)
    here = cast()
    pk = here.frozen()
    given = [Entered(f"专家{n}", f"研究院{n}", "教授", ("制造",)) for n in range(1, 7)]
    pool.enter_all(given, actor=here.office, now=NOON)
    office = browser(Role.OFFICE_OFFICER, here.office.organisation_id, name="来访者")
    assert "研究院" not in text(office.get(f"/adjustment/{pk}/hear"))
    called = Called(
        Kind.CATALOGUE_REVIEW, "年度评审专家组", ["制造"], [], 3, date(2026, 3, 9), YEAR
    )
    panel = panels.plan(called, actor=here.office, now=NOON)
    panel_draws.begin(panel, actor=here.office, now=NOON)
    panel_draws.witness(panel, actor=here.department, now=NOON)
    for who in (here.department, here.office):
        panel_draws.reveal(panel, actor=who, now=NOON)
    found = public_panels.of_review(YEAR, here.office)
    assert found is not None
    assert len(found.experts) == 3
    for url in (f"/adjustment/{pk}/hear", f"/adjustment/{pk}"):
        page = text(office.get(url))
        assert all(name in page for name in found.experts)
    assert "年度评审专家组" in text(office.get(f"/adjustment/{pk}"))

"""A pool of experts and a panel that is drawn from it, for the tests of panels."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from shuzheng.governance.models import Seat
from shuzheng.governance.rules.panel import Kind
from shuzheng.governance.services import panel_draws, panels, pool
from shuzheng.governance.services.panels import Called
from shuzheng.governance.services.pool import Entered
from shuzheng.governance.tests.cast import at

if TYPE_CHECKING:
    from shuzheng.governance.tests import cast

NOW = at(3, 2)


def fill(here: cast.Here, count: int = 9) -> list[int]:
    """Return so many experts of making; the last works for a school of the cast."""
    given = [
        Entered(
            f"专家{number}",
            "江淮职业学院" if number == count else f"演示研究院{number}",
            "教授",
            ("现代制造",),
        )
        for number in range(1, count + 1)
    ]
    return pool.enter_all(given, actor=here.office, now=at(1, 12))


def called(here: cast.Here, **changes: object) -> Called:
    """Return an appraisal by three experts of making that concerns a school of the cast."""
    usual = Called(
        Kind.APPRAISAL, "专项论证", ["现代制造"], [here.world.leader], 3, date(2026, 3, 10)
    )
    return replace(usual, **changes)  # type: ignore[arg-type]


def planned(here: cast.Here, **changes: object) -> int:
    """Return a panel that the office planned."""
    return panels.plan(called(here, **changes), actor=here.office, now=NOW)


def frozen(here: cast.Here, **changes: object) -> int:
    """Return a panel whose lot is frozen."""
    pk = planned(here, **changes)
    panel_draws.begin(pk, actor=here.office, now=NOW)
    panel_draws.witness(pk, actor=here.department, now=NOW)
    return pk


def drawn(here: cast.Here, **changes: object) -> int:
    """Return a panel that both parties drew."""
    pk = frozen(here, **changes)
    assert panel_draws.reveal(pk, actor=here.department, now=NOW) is False
    assert not Seat.objects.filter(panel=pk).exists()
    assert panel_draws.reveal(pk, actor=here.office, now=NOW) is True
    return pk


def places(pk: int) -> list[tuple[int, str, str]]:
    """Return place, state and reason of every seat."""
    rows = Seat.objects.filter(panel=pk).order_by("place")
    return list(rows.values_list("place", "state", "why"))

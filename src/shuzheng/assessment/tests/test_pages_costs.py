"""The pages of what sessions cost, as the site, the office and others see and send them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from shuzheng.assessment.models import CostSheet
from shuzheng.assessment.tests import callers, cast_b, cast_costs, visitors
from shuzheng.assessment.tests.cast_b import MARKING_DAY

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = [pytest.mark.django_db, pytest.mark.rule("R-098")]
LIST = "/assessment/costs/"
SENT = {
    "premises": "1200",
    "equipment": "300.50",
    "consumables": "80",
    "people": "2,000",
    "note": "设备与另一场共用",
}


@pytest.fixture(autouse=True)
def now(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Serve the pages in English, two days after the session."""
    for _ in visitors.served(monkeypatch):
        visitors.Now.at = MARKING_DAY
        yield


def test_a_sheet_is_kept_corrected_and_compared_through_the_pages_alone() -> None:
    day = cast_b.scoring(3)
    host, url = visitors.host(day), f"/assessment/plans/{day.plan}/costs/"
    sheet = f"{url}{day.here.site}/"
    assert "Keep the cost sheet" in visitors.text(host.get("/desk/"))
    assert url in visitors.text(host.get(f"/assessment/plans/{day.plan}/"))
    assert "The cost sheet is not kept yet;" in callers.page(host, url)
    assert "Reason for the correction" not in visitors.text(host.get(sheet))
    wrong = visitors.text(host.post(sheet, {**SENT, "people": "2000.005"}), 422)
    assert "at most two decimals" in wrong
    zero = dict.fromkeys(("premises", "equipment", "consumables", "people"), "0")
    assert "say in the remark why" in visitors.text(host.post(sheet, {**zero, "note": ""}), 422)
    assert "between 0 and 10,000,000 yuan" in visitors.text(
        host.post(sheet, {**SENT, "people": "10000000.01"}), 422
    )

    assert host.post(sheet, SENT)["Location"] == url

    page = callers.page(host, url)
    assert [word in page for word in ("¥3,580.50", "¥1,193.50", "设备与另一场共用")] == [True] * 3
    assert "half a fen upwards" in page
    assert "R-098" in page
    assert "Shown from 3 sessions with a sheet on" in page
    form = visitors.text(host.get(sheet))
    assert 'value="300.50"' in form
    again = visitors.text(host.post(sheet, SENT), 422)
    assert "has a cost sheet of this session already" in again
    first = CostSheet.objects.get().pk
    change = {**SENT, "people": "2600", "seen": str(first), "reason": ""}
    assert "Fill in: Reason for the correction" in visitors.text(host.post(sheet, change), 422)
    host.post(sheet, {**change, "reason": "监考费漏记"})
    stale = visitors.text(host.post(sheet, {**change, "people": "1", "reason": "再改"}), 422)
    assert "changed this a moment ago" in stale
    page = callers.page(host, url)
    assert [word in page for word in ("¥4,180.50", "¥3,580.50", "监考费漏记")] == [True] * 3
    assert "corrected the cost sheet" in page


def test_the_office_lists_filters_and_exports() -> None:
    day = cast_b.scoring(2)
    office = visitors.officer(day)
    assert "No cost sheet is overdue" in callers.page(office, LIST)
    assert "A sheet is due 10 working days after" in callers.page(office, LIST)
    assert "Sheet not due yet" in callers.page(office, f"{LIST}?view=waiting")
    cast_costs.kept(day)
    page = callers.page(office, f"{LIST}?view=kept")
    assert "¥1,790.25" in page
    assert f"/assessment/plans/{day.plan}/costs/" in page
    shown = callers.page(office, f"/assessment/plans/{day.plan}/costs/")
    assert "Correct the cost sheet" not in shown
    callers.workbook(office, f"{LIST}?view=all&export=xlsx")
    assert callers.page(office, f"{LIST}?view=all&certificate={day.here.certificate}")
    assert callers.page(office, f"{LIST}?view=all&certificate=x&q=%00")


def test_a_cost_stands_on_the_page_beside_others() -> None:
    day = cast_b.scoring(2)
    cast_costs.kept(day)
    cast_costs.another(day, 300_000, days=-30)
    cast_costs.another(day, 100_000, days=-60)

    page = callers.page(visitors.host(day), f"/assessment/plans/{day.plan}/costs/")

    assert "Above the median" in page
    assert "¥1,500" in page
    assert "3 sessions with a sheet" in page
    assert "Earlier sessions here" in page


def test_whoever_only_sees_the_session_sees_no_cost() -> None:
    day = cast_b.scoring(1)
    cast_costs.kept(day)
    url = f"/assessment/plans/{day.plan}/costs/"
    assert url not in visitors.text(visitors.staff(day).get(f"/assessment/plans/{day.plan}/"))
    assert visitors.staff(day).get(url).status_code == 403
    assert visitors.staff(day).get(LIST).status_code == 403
    assert callers.neighbour(day.here).get(url).status_code == 404
    assert visitors.officer(day).get(f"{url}{day.here.site}/").status_code == 403
    assert callers.neighbour(day.here).get(f"{url}{day.here.site}/").status_code == 404


def test_the_list_takes_no_more_queries_for_more_sessions() -> None:
    day = cast_b.scoring(2)
    for n in range(12):
        cast_costs.another(day, 100_000 * (n % 2), days=-n)
    page = callers.page(visitors.officer(day), f"{LIST}?view=all")
    assert page.count("另一场") >= 12

"""Marks from workbooks, through the pages and the jobs: as blind and as strict as the grid."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from python_calamine import CalamineWorkbook

from shuzheng.assessment.models import Mark, Registration, Result
from shuzheng.assessment.services import reporting
from shuzheng.assessment.sheets import national_results
from shuzheng.assessment.tests import cast_b, visitors
from shuzheng.assessment.tests.cast_b import MARKING_DAY, PUBLISHING_DAY
from shuzheng.foundation import clock, jobs
from shuzheng.foundation.sheets import writing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.test import Client

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def now(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Serve the pages in English, at an instant that each test sets."""
    yield from visitors.served(monkeypatch)


def ticket(day: cast_b.Day, index: int = 0) -> str:
    return Registration.objects.get(pk=day.candidates[index]).ticket.number


def uploaded(client: Client, url: str, *lines: str) -> str:
    """Upload a table, let the platform check it, and return the upload's page."""
    body = "\n".join(lines).encode("utf-8-sig")
    answer = client.post(url, {"file": SimpleUploadedFile("评分.csv", body)})
    assert answer.status_code == 302, answer.content.decode()[-2000:]
    jobs.run_waiting(clock.now())
    return answer["Location"]


def test_a_marker_takes_marks_from_a_workbook_and_sees_only_the_own_ones() -> None:
    day = cast_b.scoring(2)
    cast_b.mark(day, 0, "83.5", "61")
    visitors.Now.at = MARKING_DAY
    client, url = visitors.assessor(day, 1), f"/assessment/plans/{day.plan}/marking/workbook/"
    template = client.get(f"{url}template.xlsx?filled")
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(template.content)).get_sheet_by_index(0)
    cells = [str(cell) for row in sheet.to_python() for cell in row]
    assert ticket(day) in cells
    assert not {"83.5", "61", "61.0"} & set(cells)

    page = uploaded(client, url, "准考证号,实操", f"{ticket(day, 0)},80", f"{ticket(day, 1)},65.5")
    client.post(f"{page}choose", {"choice": "good"})
    jobs.run_waiting(clock.now())

    assert [day.sheet(n).agreed for n in range(2)] == [8175, 6325]


def test_a_workbook_names_the_cells_that_cannot_be_taken() -> None:
    day = cast_b.scoring(1)
    visitors.Now.at = MARKING_DAY
    client, url = visitors.assessor(day), f"/assessment/plans/{day.plan}/marking/workbook/"

    page = uploaded(client, url, "准考证号,实操", f"{ticket(day)},80.3", "26040000199999999,70")

    shown = visitors.text(client.get(page))
    assert "marks are given in steps of 0.50" in shown
    assert "No paper of this assessment has this ticket number" in shown
    assert not Mark.objects.exists()


def test_a_machines_workbook_locks_its_marks() -> None:
    day = cast_b.scoring(2)
    visitors.Now.at = MARKING_DAY
    part = day.sheet(0, "theory").component_id
    client, url = visitors.staff(day), f"/assessment/parts/{part}/machine/workbook/"

    page = uploaded(client, url, "准考证号,理论", f"{ticket(day, 0)},71.25", f"{ticket(day, 1)},64")
    client.post(f"{page}choose", {"choice": "good"})
    jobs.run_waiting(clock.now())

    assert [day.sheet(n, "theory").agreed for n in range(2)] == [7125, 6400]
    assert day.sheet(0, "theory").state == "locked"


def test_the_national_workbook_has_the_platforms_shapes() -> None:
    day = cast_b.published("80", "50")

    rows = reporting.hand_over(day.plan, actor=day.staff(), now=PUBLISHING_DAY)

    assert sorted((row["score"], row["result"]) for row in rows) == [
        ("58.00", "未通过"),
        ("76.00", "已通过"),
    ]
    assert rows[0]["plan_name"] == "2026年4月演示智能财税职业技能等级证书考试"
    assert rows[0]["level"] == "中级"
    target = io.BytesIO()
    heading = writing.Heading("成绩数据", "经办人", PUBLISHING_DAY)
    assert writing.workbook(national_results.RESULTS, rows, target, heading) == 2
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(target.getvalue())).get_sheet_by_index(0)
    assert ["76.00", "已通过"] in [list(map(str, row[7:9])) for row in sheet.to_python()]
    assert Result.objects.filter(reported_to_national_at=PUBLISHING_DAY).count() == 2


def test_a_result_held_back_is_not_handed_over() -> None:
    day = cast_b.published("80", "50")
    Result.objects.filter(registration_id=day.candidates[0]).update(outcome="held_back")

    rows = reporting.hand_over(day.plan, actor=day.staff(), now=PUBLISHING_DAY)

    assert [row["ticket"] for row in rows] == [ticket(day, 1)]

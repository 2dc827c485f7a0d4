"""Workbooks of a measurement: what the platform does not count going in, the table going out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from shuzheng.foundation.sheets.findings import Finding, error
from shuzheng.foundation.sheets.kinds import Choice, Code, Date, Fen, Text, Whole
from shuzheng.foundation.sheets.schema import Column, Sheet
from shuzheng.kernel.wording import N_
from shuzheng.support.rules.measurement import BY_SHEET
from shuzheng.support.rules.unevenness import Measure

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

MEASURES: Final = {
    Measure.HOURS.value: "培训学时",
    Measure.SPENDING.value: "经费投入",
    Measure.TEACHERS.value: "具备资格教师",
    Measure.SEATS.value: "考核工位",
}


def _says_something(values: Mapping[str, Any]) -> Iterable[tuple[str, Finding]]:
    if all(values[measure.value] is None for measure in BY_SHEET):
        yield "hours", error("amounts", N_("The row says nothing: fill in at least one amount"))


AMOUNTS: Final = Sheet(
    name="support.amounts",
    title="院校条件数据",
    help=N_(
        "One row for each institution, over the twelve months measured. What is left empty has no "
        "data; an institution without data is neither low nor high."
    ),
    columns=(
        Column("code", "院校代码", Code(maximum=20), required=True),
        Column(
            "name", "院校名称", Text(maximum=100), width=30, help=N_("For people; the code decides")
        ),
        Column("hours", "培训学时", Whole(maximum=100_000_000)),
        Column("spending", "经费投入（元）", Fen()),
        Column("teachers", "具备资格教师（人）", Whole(maximum=100_000)),
        Column("source", "来源文件", Text(maximum=200), required=True, width=40),
        Column("as_of", "数据截止日期", Date(), required=True),
    ),
    key=("code",),
    examples=(
        {
            "code": "13001",
            "name": "示例职业技术学院",
            "hours": "12800",
            "spending": "860000.00",
            "teachers": "42",
            "source": "院校年度报告",
            "as_of": "2026-06-30",
        },
    ),
    checks=(_says_something,),
)

TABLE: Final = Sheet(
    name="support.table",
    title="院校实施条件差异",
    columns=(
        Column("code", "院校代码", Code(maximum=20)),
        Column("name", "院校", Text(maximum=100), width=30),
        Column("city", "市", Text(maximum=30)),
        Column("students", "试点学生", Text()),
        Column("hours", "生均培训学时", Text()),
        Column("spending", "生均经费投入（元）", Text()),
        Column("teachers", "生均具备资格教师", Text()),
        Column("seats", "生均考核工位", Text()),
        Column("low", "最低五分之一", Text(), width=36),
        Column("leads", "示范引领院校", Choice(labels={"yes": "是", "no": ""}), width=14),
    ),
)

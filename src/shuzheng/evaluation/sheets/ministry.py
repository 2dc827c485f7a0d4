"""The workbook of the ministry's results, in and out."""

from __future__ import annotations

from typing import Final

from shuzheng.foundation.sheets.kinds import Code, Date, Text, Whole
from shuzheng.foundation.sheets.schema import Column, Sheet
from shuzheng.kernel.wording import N_

MINISTRY: Final = Sheet(
    name="evaluation.ministry",
    title="教育部监测评估结果",
    help=N_("One row for each result, as the ministry’s document says it."),
    columns=(
        Column("code", "单位代码", Code(maximum=40), required=True),
        Column("name", "单位名称", Text(maximum=100), help=N_("For people; the code decides")),
        Column("year", "年度", Whole(minimum=2019, maximum=2100), required=True),
        Column("subject", "监测评估内容", Text(maximum=100), required=True, width=30),
        Column("result", "结果", Text(maximum=500), required=True, width=40),
        Column("document", "来源文件", Text(maximum=200), required=True, width=40),
        Column("dated_on", "文件日期", Date(), required=True),
    ),
    key=("code", "year", "subject"),
    examples=(
        {
            "code": "PJ001",
            "name": "示例评价组织",
            "year": "2026",
            "subject": "组织行为监测",
            "result": "合格",
            "document": "教职成司函〔2026〕1号",
            "dated_on": "2026-09-01",
        },
    ),
)

"""The workbook of results for the national platform. Source: handbook 4.3.

Score and result are in the shapes that the platform prints: "39.00", 已通过 or 未通过. A score is a
text here, because a spreadsheet would show 39.00 as 39.
"""

from __future__ import annotations

from typing import Final

from shuzheng.foundation.sheets.kinds import Text
from shuzheng.foundation.sheets.schema import Column, Sheet

RESULTS: Final = Sheet(
    name="assessment.national_results",
    title="成绩数据",
    columns=(
        Column("ticket", "准考证号", Text()),
        Column("name", "学生姓名", Text()),
        Column("plan_name", "考核计划", Text(), width=40),
        Column("certificate_code", "证书代码", Text()),
        Column("certificate", "证书名称", Text(), width=32),
        Column("level", "证书等级", Text()),
        Column("module", "模块", Text()),
        Column("score", "成绩", Text()),
        Column("result", "考核结果", Text()),
        Column("reference", "省平台编号", Text(), width=38),
        Column("external_id", "国家平台编号", Text()),
    ),
)

"""The workbook of organisations and sites that are built together, going out."""

from __future__ import annotations

from typing import Final

from shuzheng.alliances.rules.joint import Side
from shuzheng.foundation.sheets.kinds import Choice, Code, Date, Text
from shuzheng.foundation.sheets.schema import Column, Sheet

JOINT: Final = Sheet(
    name="alliances.joint",
    title="校企共建组织与站点",
    columns=(
        Column("code", "代码", Code(maximum=40), required=True),
        Column("name", "组织或站点", Text(maximum=100), width=30),
        Column(
            "side",
            "共建方类别",
            Choice(labels={Side.SCHOOL.value: "院校", Side.ENTERPRISE.value: "企业"}),
        ),
        Column("partner", "共建方", Text(maximum=100), width=30),
        Column("credit_code", "统一社会信用代码", Text(maximum=18), width=22),
        Column("share", "占比（%）", Text(maximum=6)),
        Column("number", "协议文号", Text(maximum=100), width=24),
        Column("since", "生效日期", Date()),
    ),
    key=("code", "partner"),
)

"""Workbook of what was held outside the pilot, going out (R-043): each row bears the mark."""

from __future__ import annotations

from typing import Final

from shuzheng.foundation.sheets.kinds import Choice, Date, Text, Whole
from shuzheng.foundation.sheets.schema import Column, Sheet
from shuzheng.pilots.rules.outside import Kind, State

MARK: Final = "试点范围外"
KINDS: Final = {
    Kind.TRAINING.value: "培训",
    Kind.EVALUATION.value: "评价",
    Kind.CERTIFICATION.value: "发证",
}
STATES: Final = {State.RECORDED.value: "已登记", State.WITHDRAWN.value: "已撤回"}

OUTSIDE: Final = Sheet(
    name="pilots.outside",
    title="试点范围外登记",
    columns=(
        Column("scope", "范围", Text(maximum=20), width=12),
        Column("code", "院校代码", Text(maximum=20)),
        Column("institution", "院校名称", Text(maximum=100), width=30),
        Column("kind", "类别", Choice(labels=KINDS), width=10),
        Column("certificate", "证书名称", Text(maximum=150), width=30),
        Column("issuer", "颁证单位", Text(maximum=150), width=30),
        Column("persons", "人数", Whole()),
        Column("since", "开始日期", Date()),
        Column("until", "结束日期", Date()),
        Column("words", "说明", Text(maximum=2000), width=40),
        Column("document", "附件", Text(maximum=200), width=24),
        Column("recorded_on", "登记日期", Date()),
        Column("state", "状态", Choice(labels=STATES), width=10),
        Column("withdrawn_on", "撤回日期", Date()),
        Column("reason", "撤回理由", Text(maximum=500), width=30),
    ),
)

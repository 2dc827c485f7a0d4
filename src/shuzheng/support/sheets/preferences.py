"""Workbook of preferences of pilot institutions, going out (R-024)."""

from __future__ import annotations

from typing import Final

from shuzheng.foundation.sheets.kinds import Choice, Date, Fen, Text
from shuzheng.foundation.sheets.schema import Column, Sheet
from shuzheng.support.rules.preference import Kind, State

KINDS: Final = {
    Kind.POLICY.value: "政策",
    Kind.MONEY.value: "资金",
    Kind.PROJECTS.value: "项目",
}
STATES: Final = {State.RECORDED.value: "已登记", State.WITHDRAWN.value: "已撤回"}

PREFERENCES: Final = Sheet(
    name="support.preferences",
    title="试点院校倾斜支持",
    columns=(
        Column("city", "所在市", Text(maximum=50), width=12),
        Column("code", "院校代码", Text(maximum=20)),
        Column("institution", "院校名称", Text(maximum=100), width=30),
        Column("given_by", "给予单位", Text(maximum=100), width=26),
        Column("kind", "类别", Choice(labels=KINDS), width=10),
        Column("title", "名称", Text(maximum=150), width=30),
        Column("words", "支持内容", Text(maximum=2000), width=40),
        Column("fen", "金额（元）", Fen(), width=16),
        Column("since", "起始日期", Date()),
        Column("until", "截止日期", Date()),
        Column("number", "文号", Text(maximum=60), width=24),
        Column("document", "附件", Text(maximum=200), width=24),
        Column("recorded_on", "登记日期", Date()),
        Column("state", "状态", Choice(labels=STATES), width=10),
        Column("withdrawn_on", "撤回日期", Date()),
        Column("reason", "撤回理由", Text(maximum=500), width=30),
    ),
)

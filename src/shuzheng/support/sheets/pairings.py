"""The workbook that lists pairings."""

from __future__ import annotations

from typing import Final

from shuzheng.foundation.sheets.kinds import Choice, Date, Text, Whole
from shuzheng.foundation.sheets.schema import Column, Sheet
from shuzheng.support.rules.pairing import Result, State

STATES: Final = {
    State.PROPOSED.value: "拟结对",
    State.AGREED.value: "已确认",
    State.RUNNING.value: "帮扶中",
    State.EVALUATED.value: "已评估",
    State.ENDED.value: "已结束",
    State.DROPPED.value: "未结对",
}
RESULTS: Final = {
    Result.REACHED.value: "达到目标",
    Result.PARTLY.value: "部分达到目标",
    Result.NOT_REACHED.value: "未达到目标",
}

PAIRINGS: Final = Sheet(
    name="support.pairings",
    title="结对帮扶",
    columns=(
        Column("helper", "帮扶院校", Text(maximum=100), width=28),
        Column("helped", "受援院校", Text(maximum=100), width=28),
        Column("measures", "帮扶事项", Text(), width=30),
        Column("shares", "共享资源", Text(), width=30),
        Column("goal", "帮扶目标", Text(maximum=2000), width=40),
        Column("since", "起始日期", Date()),
        Column("until", "截止日期", Date()),
        Column("state", "状态", Choice(labels=STATES), width=12),
        Column("proposed", "提出日期", Date()),
        Column("decided", "确认日期", Date()),
        Column("actions", "计划行动", Whole()),
        Column("done", "已完成行动", Whole()),
        Column("checks", "已检查次数", Whole()),
        Column("result", "结果", Choice(labels=RESULTS), width=14),
        Column("evaluation", "成效", Text(maximum=2000), width=40),
        Column("ended", "结束日期", Date()),
    ),
)

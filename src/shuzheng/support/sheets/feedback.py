"""Workbook of feedback on standards, going out (R-058)."""

from __future__ import annotations

from typing import Final

from shuzheng.foundation.sheets.kinds import Choice, Date, Text, YesNo
from shuzheng.foundation.sheets.schema import Column, Sheet
from shuzheng.support.rules.feedback import Matter, Outcome, State

MATTERS: Final = {
    Matter.LEVEL_SPLIT.value: "等级划分",
    Matter.REQUIREMENT.value: "职业技能要求",
    Matter.MAJORS.value: "适用专业",
    Matter.OTHER.value: "标准的其他内容",
}
STATES: Final = {
    State.GIVEN.value: "待答复",
    State.ANSWERED.value: "已答复",
    State.WITHDRAWN.value: "已撤回",
}
OUTCOMES: Final = {
    Outcome.ADOPTED.value: "下一版采纳",
    Outcome.NOT_ADOPTED.value: "不采纳",
    Outcome.COVERED.value: "标准已涵盖",
}

FEEDBACK: Final = Sheet(
    name="support.feedback",
    title="标准意见与答复",
    columns=(
        Column("code", "证书代码", Text(maximum=20)),
        Column("certificate", "证书", Text(maximum=100), width=30),
        Column("version", "标准版本", Text(maximum=10), width=10),
        Column("organisation", "评价组织", Text(maximum=100), width=30),
        Column("institution", "院校", Text(maximum=100), width=28),
        Column("matter", "类别", Choice(labels=MATTERS), width=16),
        Column("requirement", "涉及的职业技能要求", Text(maximum=2000), width=36),
        Column("words", "意见", Text(maximum=2000), width=40),
        Column("given_on", "提出日期", Date()),
        Column("due_on", "答复期限", Date()),
        Column("state", "状态", Choice(labels=STATES), width=12),
        Column("outcome", "处理结果", Choice(labels=OUTCOMES), width=14),
        Column("answer", "答复", Text(maximum=2000), width=40),
        Column("answered_on", "答复日期", Date()),
        Column("late", "逾期", YesNo()),
    ),
)

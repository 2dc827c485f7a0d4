"""The workbook that lists summaries of alliances."""

from __future__ import annotations

from typing import Final

from shuzheng.alliances.rules.summary import State
from shuzheng.foundation.sheets.kinds import Choice, Code, Date, Text, Whole
from shuzheng.foundation.sheets.schema import Column, Sheet
from shuzheng.pilots.rules.reporting import Answer

STATES: Final = {
    State.DUE.value: "待报送",
    State.SUBMITTED.value: "已报送",
    State.ANSWERED.value: "建议已答复",
    State.LAPSED.value: "随联盟终止",
}
ANSWERS: Final = {
    Answer.TAKEN_UP.value: "采纳",
    Answer.UNDER_STUDY.value: "研究中",
    Answer.PASSED_ON.value: "已转有关部门",
    Answer.NOT_TAKEN_UP.value: "不予采纳",
}

SUMMARIES: Final = Sheet(
    "alliances.summaries",
    "联盟总结",
    (
        Column("code", "证书代码", Code()),
        Column("certificate", "证书", Text(maximum=150), width=34),
        Column("alliance", "联盟", Text(maximum=100), width=24),
        Column("lead", "牵头院校", Text(maximum=100), width=24),
        Column("since", "起始日期", Date()),
        Column("until", "截止日期", Date()),
        Column("due_on", "报送期限", Date()),
        Column("submitted_on", "报送日期", Date()),
        Column("state", "状态", Choice(labels=STATES), width=14),
        Column("members", "成员院校", Whole()),
        Column("cities", "覆盖市", Whole()),
        Column("sites", "在用站点", Whole()),
        Column("sessions", "考核场次", Whole()),
        Column("sat", "参加考核人数", Whole()),
        Column("passed", "合格人数", Whole()),
        Column("situation", "试点情况", Text(maximum=5000), width=40),
        Column("results", "工作成效", Text(maximum=5000), width=40),
        Column("suggestions", "改进建议", Text(maximum=5000), width=40),
        Column("answer", "办理状态", Choice(labels=ANSWERS), width=14),
        Column("words", "答复", Text(maximum=5000), width=40),
        Column("answered_on", "答复日期", Date()),
    ),
)

"""The workbook that lists measures."""

from __future__ import annotations

from typing import Final

from shuzheng.foundation.sheets.kinds import Choice, Date, Text
from shuzheng.foundation.sheets.schema import Column, Sheet
from shuzheng.standing.rules.measures import Kind, State

KINDS: Final = {
    Kind.MEETING.value: "会议",
    Kind.PUBLIC_NOTICE.value: "通报",
    Kind.SUMMONS.value: "约谈",
}
STATES: Final = {
    State.OPEN.value: "待落实",
    State.REPORTED.value: "已报告落实情况",
    State.CLOSED.value: "已办结",
}

MEASURES = Sheet(
    "standing.measures",
    "会议通报约谈记录",
    (
        Column("organisation", "院校或机构", Text(maximum=100), width=34),
        Column("kind", "措施", Choice(labels=KINDS), width=14),
        Column("held_on", "日期", Date()),
        Column("reason", "事由", Text(maximum=500), width=40),
        Column("attendees", "参加人员", Text(maximum=500), width=30),
        Column("outcome", "结果", Text(maximum=1000), width=40),
        Column("follow_up", "后续要求", Text(maximum=500), width=40),
        Column("due_on", "落实期限", Date()),
        Column("done_on", "报告日期", Date()),
        Column("closed_on", "办结日期", Date()),
        Column("state", "状态", Choice(labels=STATES), width=16),
    ),
)

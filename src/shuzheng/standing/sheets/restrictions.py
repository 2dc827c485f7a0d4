"""The workbook that lists restrictions."""

from __future__ import annotations

from typing import Final

from shuzheng.foundation.sheets.kinds import Choice, Code, Date, Text, Whole
from shuzheng.foundation.sheets.schema import Column, Sheet
from shuzheng.standing.rules.restrictions import Kind, Party, State

KINDS: Final = {
    Kind.ELIGIBILITY_LOSS.value: "取消试点资格",
    Kind.SUSPENSION.value: "暂停",
    Kind.ISSUING_STOP.value: "停止发证",
}
PARTIES: Final = {
    Party.INSTITUTION.value: "院校",
    Party.EVALUATION_ORGANISATION.value: "评价组织",
    Party.SITE.value: "考核站点",
    Party.PERSON.value: "考评员",
}
STATES: Final = {
    State.COMING.value: "尚未生效",
    State.IN_FORCE.value: "生效中",
    State.OVER.value: "已到期",
    State.LIFTED.value: "已解除",
}

RESTRICTIONS = Sheet(
    "standing.restrictions",
    "限制决定",
    (
        Column("name", "对象", Text(maximum=100), width=34),
        Column("party", "对象类别", Choice(labels=PARTIES), width=14),
        Column("kind", "限制", Choice(labels=KINDS), width=16),
        Column("year", "年度", Whole()),
        Column("since", "生效日期", Date()),
        Column("until", "截止日期", Date()),
        Column("ground", "依据规则", Code(maximum=10)),
        Column("decision", "决定文号", Text(maximum=60), width=24),
        Column("decided_on", "决定日期", Date()),
        Column("decider", "决定机关", Text(maximum=100), width=24),
        Column("reason", "事由", Text(maximum=500), width=40),
        Column("lifted_on", "解除日期", Date()),
        Column("state", "状态", Choice(labels=STATES), width=12),
    ),
)

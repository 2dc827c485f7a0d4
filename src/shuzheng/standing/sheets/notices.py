"""The workbook that lists notices."""

from __future__ import annotations

from typing import Final

from shuzheng.foundation.sheets.kinds import Choice, Date, Text, Whole
from shuzheng.foundation.sheets.schema import Column, Sheet
from shuzheng.standing.rules.effort import Ground
from shuzheng.standing.rules.notices import State

STATES: Final = {
    State.PROPOSED.value: "拟通报",
    State.HEARD.value: "已听取院校陈述",
    State.ISSUED.value: "已通报",
    State.DROPPED.value: "不予通报",
    State.ELIGIBILITY_LOSS_PROPOSED.value: "拟取消资格",
    State.ELIGIBILITY_LOSS_DROPPED.value: "不取消资格",
    State.ELIGIBILITY_LOST.value: "已取消资格",
    State.OVERTURNED.value: "申诉后撤销",
    State.REVOKED.value: "通报已收回",
}

MISSES: Final = "misses"
GROUNDS: Final = {
    MISSES: "连续缺报双周报",
    Ground.SLOW_PROGRESS.value: "进展缓慢",
    Ground.WEAK_EFFORT.value: "推进不力",
}

NOTICES = Sheet(
    "standing.notices",
    "通报",
    (
        Column("organisation", "院校", Text(maximum=100), width=34),
        Column("number", "文号", Text(maximum=60), width=24),
        Column("ground", "事由", Choice(labels=GROUNDS), width=16),
        Column("grounds", "连续缺报次数", Whole()),
        Column("proposed_on", "提出日期", Date()),
        Column("heard_on", "听取陈述日期", Date()),
        Column("issued_on", "印发日期", Date()),
        Column("correction_due_on", "整改方案期限", Date()),
        Column("corrected_on", "提交整改方案日期", Date()),
        Column("further", "通报后缺报次数", Whole()),
        Column("decided_on", "资格决定日期", Date()),
        Column("appealed_on", "申诉日期", Date()),
        Column("revoked_on", "收回日期", Date()),
        Column("state", "状态", Choice(labels=STATES), width=16),
    ),
)

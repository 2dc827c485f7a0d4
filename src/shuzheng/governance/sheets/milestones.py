"""Workbooks of the plan: milestones in and out, a fixed list going out."""

from __future__ import annotations

from typing import Final

from shuzheng.foundation.sheets.kinds import Choice, Code, Date, Text, Whole
from shuzheng.foundation.sheets.schema import Column, Sheet
from shuzheng.governance.rules.milestone import Content, State
from shuzheng.kernel.wording import N_

CONTENTS: Final = {
    Content.ORGANISATIONS.value: "培育培训评价组织",
    Content.CERTIFICATES.value: "开发职业技能等级证书",
    Content.CURRICULUM.value: "融入专业人才培养",
    Content.TRAINING.value: "实施高质量职业培训",
    Content.ASSESSMENT.value: "考核与证书发放",
    Content.CREDIT_BANK.value: "探索建立学分银行",
    Content.SUPERVISION.value: "监督管理与服务",
}
STATES: Final = {
    State.PLANNED.value: "未启动",
    State.UNDER_WAY.value: "推进中",
    State.DONE.value: "已完成",
    State.CALLED_OFF.value: "已取消",
}

MILESTONES: Final = Sheet(
    name="governance.milestones",
    title="实施方案时间节点",
    help=N_("One row for each milestone; they are added to the plan of the year."),
    columns=(
        Column("name", "时间节点", Text(maximum=150), required=True, width=44),
        Column("content", "试点内容", Choice(CONTENTS), required=True, width=24),
        Column("owner", "责任单位", Text(maximum=100), required=True, width=30),
        Column("due_on", "完成期限", Date(), required=True),
    ),
    key=("name",),
)

MILESTONES_OUT: Final = Sheet(
    name="governance.milestones_out",
    title="实施方案时间节点进展",
    columns=(
        Column("year", "年度", Whole()),
        Column("name", "时间节点", Text(maximum=150), width=44),
        Column("content", "试点内容", Choice(CONTENTS), width=24),
        Column("owner", "责任单位", Text(maximum=100), width=30),
        Column("due_on", "完成期限", Date()),
        Column("state", "状态", Choice(STATES)),
        Column("ended_on", "完成日期", Date()),
        Column("late_days", "逾期天数", Whole()),
        Column("said", "完成情况或者说明", Text(maximum=2000), width=50),
    ),
)

LIST: Final = Sheet(
    name="governance.list",
    title="试点清单",
    columns=(
        Column("code", "代码", Code(), width=24),
        Column("name", "名称", Text(maximum=200), width=40),
        Column("place", "所在市", Text(maximum=60)),
        Column("detail", "说明", Text(maximum=200), width=40),
    ),
)

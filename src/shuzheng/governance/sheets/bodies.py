"""Workbooks of bodies, guidance and officers of certificates."""

from __future__ import annotations

from typing import Final

from shuzheng.foundation.sheets.kinds import Choice, Code, Date, Text
from shuzheng.foundation.sheets.schema import Column, Sheet
from shuzheng.governance.rules.body import Part
from shuzheng.governance.rules.care import Need
from shuzheng.governance.rules.guidance import Kind, State
from shuzheng.kernel.wording import N_

PARTS: Final = {
    Part.CHAIR.value: "主任（组长）",
    Part.DEPUTY.value: "副主任（副组长）",
    Part.MEMBER.value: "委员（成员）",
}
STATES: Final = {
    State.GIVEN.value: "已提出",
    State.IN_HAND.value: "办理中",
    State.TAKEN_UP.value: "已采纳",
    State.NOT_TAKEN_UP.value: "未采纳",
}
NEEDS: Final = {
    Need.NOBODY.value: "未明确负责人",
    Need.OVERDUE.value: "检视逾期",
    Need.DUE.value: "即将检视",
    Need.NOTHING.value: "正常",
}

MEMBERS: Final = Sheet(
    name="governance.members",
    title="组织成员名单",
    help=N_("One row for each member; several fields are separated by 、."),
    columns=(
        Column("name", "姓名", Text(maximum=50), required=True),
        Column("department", "单位", Text(maximum=100), required=True, width=30),
        Column("post", "职务", Text(maximum=100), required=True, width=24),
        Column("part", "组内职务", Choice(PARTS), required=True, width=18),
        Column("duties", "职责", Text(maximum=500), required=True, width=40),
        Column("fields", "所属领域", Text(maximum=200), width=24),
        Column("phone", "办公电话", Text(maximum=30), width=18),
    ),
    key=("name", "department"),
)

GUIDANCE: Final = Sheet(
    name="governance.guidance",
    title="指导委员会研究与指导",
    columns=(
        Column("kind", "类别", Choice({Kind.STUDY.value: "研究", Kind.GUIDANCE.value: "指导"})),
        Column("title", "题目", Text(maximum=150), width=40),
        Column("field", "领域", Text(maximum=60), width=20),
        Column("alliance", "联盟", Text(maximum=100), width=30),
        Column("given_on", "提出日期", Date()),
        Column("advice", "意见建议", Text(maximum=5000), width=50),
        Column("state", "办理状态", Choice(STATES)),
        Column("outcome", "落实情况", Text(maximum=5000), width=50),
    ),
)

CARE: Final = Sheet(
    name="governance.care",
    title="证书负责人",
    help=N_("One row for each certificate; the officer works in the coordination office."),
    columns=(
        Column("code", "证书代码", Code(), required=True),
        Column("officer", "负责人", Choice({}), required=True, width=18),
        Column("review_on", "下次检视日期", Date(), required=True),
    ),
    key=("code",),
)

CARE_OUT: Final = Sheet(
    name="governance.care_out",
    title="证书负责人和检视情况",
    columns=(
        Column("code", "证书代码", Code()),
        Column("name", "证书", Text(maximum=200), width=40),
        Column("officer", "负责人", Text(maximum=50), width=18),
        Column("review_on", "下次检视日期", Date()),
        Column("need", "情况", Choice(NEEDS), width=18),
    ),
)

"""Workbooks of organs: the leading group going in and out, and who lacks what going out."""

from __future__ import annotations

from typing import Final

from shuzheng.foundation.sheets.kinds import Choice, Code, Text, Whole
from shuzheng.foundation.sheets.schema import Column, Sheet
from shuzheng.kernel.wording import N_
from shuzheng.pilots.rules.completeness import GroupRole

ROLES: Final = {
    GroupRole.HEAD.value: "学校主要负责人",
    GroupRole.DEPUTY.value: "分管领导",
    GroupRole.DEPARTMENT.value: "二级院系",
    GroupRole.FUNCTIONAL_OFFICE.value: "职能部门",
}

GROUP: Final = Sheet(
    name="pilots.group",
    title="领导小组成员",
    help=N_("One row for each member. The whole group is named anew by what stands here."),
    columns=(
        Column("role", "组成", Choice(ROLES), required=True),
        Column("name", "姓名或部门", Text(maximum=50), required=True, aliases=("姓名",)),
        Column("duty", "职责", Text(maximum=100)),
    ),
    key=("role", "name"),
    examples=({"role": "学校主要负责人", "name": "张某某", "duty": "组长"},),
)

ORGANS: Final = Sheet(
    name="pilots.organs",
    title="机构与职责",
    columns=(
        Column("code", "院校代码", Code()),
        Column("institution", "院校", Text(), width=30),
        Column("city", "所在市", Text()),
        Column("group", "领导小组缺少", Text(), width=24),
        Column("unit", "试点工作机构", Text()),
        Column("liaisons", "缺对接人", Whole()),
        Column("parties", "应有对接人", Whole()),
        Column("party", "缺党组织记录年度", Text()),
        Column("duties", "缺职责分工证书", Whole()),
        Column("in_use", "在用证书", Whole()),
        Column("risks", "未关闭风险", Whole()),
    ),
)

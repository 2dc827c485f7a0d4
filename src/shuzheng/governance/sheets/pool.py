"""The workbook of the provincial expert pool, in and out."""

from __future__ import annotations

from typing import Final

from shuzheng.foundation.sheets.kinds import Choice, Date, Text, Whole
from shuzheng.foundation.sheets.schema import Column, Sheet
from shuzheng.governance.rules.pool import State
from shuzheng.kernel.wording import N_

STATES: Final = {
    State.IN_POOL.value: "在库",
    State.RESTING.value: "暂不抽调",
    State.LEFT.value: "已出库",
}

EXPERTS: Final = Sheet(
    name="governance.experts",
    title="省级专家库",
    help=N_("One row for each expert; several fields are separated by 、."),
    columns=(
        Column("name", "姓名", Text(maximum=50), required=True),
        Column("employer", "工作单位", Text(maximum=100), required=True, width=34),
        Column("post", "职务职称", Text(maximum=100), required=True, width=20),
        Column("fields", "专业领域", Text(maximum=200), required=True, width=30),
    ),
    key=("name", "employer"),
)

EXPERTS_OUT: Final = Sheet(
    name="governance.experts_out",
    title="省级专家库名单",
    columns=(
        *EXPERTS.columns,
        Column("state", "状态", Choice(STATES)),
        Column("since", "入库日期", Date()),
        Column("sat", "参加专家组次数", Whole()),
        Column("last_on", "最近一次", Date()),
    ),
)

"""Workbooks of layouts: one plan going in and out, and what there is in each city going out."""

from __future__ import annotations

from typing import Final

from shuzheng.alliances.rules.layout import MOST, Principle
from shuzheng.foundation.sheets.kinds import Choice, Code, Text, Whole, YesNo
from shuzheng.foundation.sheets.schema import Column, Sheet
from shuzheng.kernel.wording import N_

PRINCIPLES: Final = {
    Principle.SAVING.value: "集约资源",
    Principle.SHARING.value: "协同共享",
    Principle.NEARNESS.value: "方便学生就近考核",
}

LAYOUT: Final = Sheet(
    name="alliances.layout",
    title="站点布局规划",
    help=N_("One row for each city. The whole plan is made anew by what stands here."),
    columns=(
        Column("city", "市", Choice({}), required=True),
        Column("planned", "规划站点数", Whole(maximum=MOST), required=True),
        Column("principle", "主要布局原则", Choice(PRINCIPLES), width=20),
        Column("reason", "理由", Text(maximum=300), width=40),
    ),
    key=("city",),
)

COVERAGE: Final = Sheet(
    name="alliances.coverage",
    title="站点覆盖情况",
    columns=(
        Column("code", "证书代码", Code()),
        Column("certificate", "证书", Text(maximum=150), width=34),
        Column("alliance", "联盟", Text(maximum=100), width=24),
        Column("city", "市", Text(maximum=30)),
        Column("institutions", "使用院校", Whole()),
        Column("sites", "在用站点", Whole()),
        Column("planned", "规划站点数", Whole()),
        Column("principle", "主要布局原则", Choice(PRINCIPLES), width=20),
        Column("reason", "理由", Text(maximum=300), width=40),
        Column("lacks", "缺站点", YesNo()),
    ),
)

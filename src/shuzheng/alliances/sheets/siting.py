"""The workbook of a proposal of sites, going out."""

from __future__ import annotations

from typing import Final

from shuzheng.alliances.sheets.layouts import PRINCIPLES
from shuzheng.foundation.sheets.kinds import Choice, Code, Text, Whole, YesNo
from shuzheng.foundation.sheets.schema import Column, Sheet

SITING: Final = Sheet(
    name="alliances.siting",
    title="站点布局建议",
    columns=(
        Column("code", "证书代码", Code()),
        Column("certificate", "证书", Text(maximum=150), width=34),
        Column("city", "市", Text(maximum=30)),
        Column("institution", "建议设站院校", Text(maximum=100), width=30),
        Column("institutions", "服务院校数", Whole()),
        Column("learners", "服务学习者（人/年）", Whole(), width=20),
        Column("fills", "填补本市空白", YesNo()),
        Column("principle", "主要布局原则", Choice(PRINCIPLES), width=20),
    ),
)

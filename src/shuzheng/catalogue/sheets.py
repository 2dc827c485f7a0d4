"""The catalogue as a workbook."""

from __future__ import annotations

from typing import Final

from shuzheng.foundation.sheets.kinds import Text, Whole
from shuzheng.foundation.sheets.schema import Column, Sheet

CATALOGUE: Final = Sheet(
    name="catalogue.certificates",
    title="证书目录",
    columns=(
        Column("code", "代码", Text()),
        Column("name", "证书名称", Text(), width=48),
        Column("batch", "批次", Whole()),
        Column("levels", "等级", Text(), width=20),
        Column("organisation", "评价组织", Text(), width=48),
    ),
)

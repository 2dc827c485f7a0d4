"""The catalogue as a workbook."""

from __future__ import annotations

from typing import Final

from shuzheng.foundation.sheets.kinds import Choice, Code, Text, Whole
from shuzheng.foundation.sheets.schema import Column, Sheet
from shuzheng.kernel.wording import N_

CATALOGUE: Final = Sheet(
    name="catalogue.certificates",
    title="证书目录",
    columns=(
        Column("code", "代码", Text()),
        Column("name", "证书名称", Text(), width=48),
        Column("batch", "批次", Whole()),
        Column("levels", "等级", Text(), width=20),
        Column("field", "技能领域", Text(), width=20),
        Column("organisation", "评价组织", Text(), width=48),
    ),
)

FIELDS: Final = Sheet(
    name="catalogue.fields",
    title="证书技能领域",
    help=N_("One row for each kind of certificate; the skill fields are those of the list."),
    columns=(
        Column("code", "证书代码", Code(), required=True),
        Column("field", "技能领域", Choice({}), required=True, width=24),
    ),
    key=("code",),
)

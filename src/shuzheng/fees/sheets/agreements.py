"""The list of fee agreements, as it leaves the platform."""

from __future__ import annotations

from typing import Final

from shuzheng.catalogue.rules.levels import PRINTED
from shuzheng.foundation.sheets.kinds import Choice, Code, Date, Fen, Text
from shuzheng.foundation.sheets.schema import Column, Sheet

AGREEMENTS: Final = Sheet(
    name="fees.agreements",
    title="考核费用协议",
    columns=(
        Column("number", "协议编号", Code()),
        Column("certificate", "证书名称", Text()),
        Column("code", "证书代码", Code()),
        Column("level", "等级", Choice({level.value: word for level, word in PRINTED.items()})),
        Column("lead", "牵头院校", Text()),
        Column("organisation", "评价组织", Text()),
        Column("price", "考核费（元）", Fen()),
        Column("since", "起", Date()),
        Column("until", "止", Date()),
        Column("state", "状态", Text()),
    ),
)

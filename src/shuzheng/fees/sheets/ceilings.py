"""The table of ceilings that the provincial department loads (R-122)."""

from __future__ import annotations

from datetime import date
from typing import Final

from shuzheng.catalogue.rules.levels import PRINTED
from shuzheng.foundation.sheets.kinds import Choice, Code, Date, Fen, Text
from shuzheng.foundation.sheets.schema import Column, Sheet
from shuzheng.kernel.wording import N_

MOST_FEN: Final = 10_000_000
LEVELS: Final = {level.value: word for level, word in PRINTED.items()}

CEILINGS: Final = Sheet(
    name="fees.ceilings",
    title="考核成本上限",
    help=N_("One row for each certificate and level. A loaded ceiling is never changed."),
    columns=(
        Column("certificate", "证书代码", Code(maximum=10), required=True),
        Column("name", "证书名称", Text(maximum=100), help=N_("For people; the code decides")),
        Column("level", "等级", Choice(LEVELS), required=True),
        Column(
            "price",
            "上限（元）",
            Fen(minimum=1, maximum=MOST_FEN),
            required=True,
            aliases=("上限", "考核成本上限", "成本上限"),
        ),
        Column(
            "since",
            "执行日期",
            Date(date(2019, 1, 1), date(2100, 12, 31)),
            required=True,
            aliases=("生效日期",),
        ),
        Column("document", "文号", Text(maximum=60), required=True, aliases=("依据文件",)),
    ),
    key=("certificate", "level", "since"),
    examples=(
        {
            "certificate": "D10001",
            "name": "示例证书",
            "level": "中级",
            "price": "360",
            "since": "2026-01-01",
            "document": "示例〔2026〕1号",
        },
    ),
)

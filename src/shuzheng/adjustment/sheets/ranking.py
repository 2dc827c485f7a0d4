"""The ranking of a year's review as a workbook."""

from __future__ import annotations

from typing import Final

from shuzheng.adjustment.rules.ranking import Advice
from shuzheng.foundation.sheets.kinds import Choice, Code, Date, Text, Whole
from shuzheng.foundation.sheets.schema import Column, Sheet

ADVICES: Final = {
    Advice.OUTSIDE.value: "名额外退出",
    Advice.DROP.value: "排名拟退出",
    Advice.PROTECTED.value: "受保护，顺延",
    Advice.KEEP.value: "保留",
}

RANKING: Final = Sheet(
    name="adjustment.ranking",
    title="证书目录年度评审排名",
    columns=(
        Column("rank", "排名", Whole()),
        Column("code", "证书代码", Code(maximum=10)),
        Column("name", "证书名称", Text(maximum=100), width=40),
        Column("organisation", "评价组织", Text(maximum=100), width=34),
        Column("coldness", "冷门指数H", Text()),
        Column("registered", "年度报名人次", Whole()),
        Column("before", "两年前报名人次", Whole()),
        Column("institutions", "使用院校数", Whole()),
        Column("trend", "趋势g", Text()),
        Column("demand", "需求指数D", Text()),
        Column("met", "匹配值M", Text()),
        Column("used_since", "本省启用日期", Date()),
        Column("standard_on", "标准实施日期", Date()),
        Column("advice", "结果", Choice(labels=ADVICES), width=16),
        Column("protection", "保护理由", Text(), width=22),
    ),
)

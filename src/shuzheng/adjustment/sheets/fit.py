"""The workbook of how certificates fit the market, going out."""

from __future__ import annotations

from typing import Final

from shuzheng.adjustment.rules.fit import Fit
from shuzheng.foundation.sheets.kinds import Choice, Code, Text
from shuzheng.foundation.sheets.schema import Column, Sheet

FITS: Final = {
    Fit.SHORT.value: "低于匹配要求",
    Fit.UNKNOWN.value: "暂无数据",
    Fit.FITS.value: "符合匹配要求",
}
FIT: Final = Sheet(
    name="adjustment.fit",
    title="证书与市场需求匹配情况",
    columns=(
        Column("code", "证书代码", Code(maximum=10), required=True),
        Column("name", "证书名称", Text(maximum=100), width=30),
        Column("organisation", "培训评价组织", Text(maximum=100), width=30),
        Column("met", "匹配度M", Text(maximum=10)),
        Column("demand", "需求指数D", Text(maximum=10)),
        Column("satisfied", "企业满意占比", Text(maximum=10)),
        Column("freshness", "标准时效", Text(maximum=10)),
        Column("fit", "检查结果", Choice(labels=FITS), width=16),
    ),
    key=("code",),
)

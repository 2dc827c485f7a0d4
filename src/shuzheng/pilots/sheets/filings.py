"""The list of filings, as it leaves the platform."""

from __future__ import annotations

from typing import Final

from shuzheng.foundation.sheets.kinds import Code, Date, Text, Whole
from shuzheng.foundation.sheets.schema import Column, Sheet

FILINGS: Final = Sheet(
    name="pilots.filings",
    title="试点备案",
    columns=(
        Column("number", "备案号", Code()),
        Column("year", "年度", Whole()),
        Column("code", "院校代码", Code()),
        Column("institution", "院校", Text()),
        Column("kind", "类型", Text()),
        Column("city", "所在市", Text()),
        Column("certificates", "证书", Text()),
        Column("planned", "计划人数", Whole()),
        Column("presented", "提交日期", Date()),
        Column("state", "状态", Text()),
        Column("due", "期限", Date()),
    ),
)

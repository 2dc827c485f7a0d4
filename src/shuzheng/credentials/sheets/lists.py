"""The register of certificates as a workbook. No identity number: whoever reads it needs none."""

from __future__ import annotations

from typing import Final

from shuzheng.foundation.sheets.kinds import Date, Text
from shuzheng.foundation.sheets.schema import Column, Sheet

REGISTER: Final = Sheet(
    name="credentials.register",
    title="证书登记册",
    columns=(
        Column("number", "证书编号", Text(), width=24),
        Column("holder", "持有人", Text()),
        Column("certificate", "证书名称", Text(), width=32),
        Column("level", "等级", Text()),
        Column("module", "模块", Text()),
        Column("organisation", "评价组织", Text(), width=28),
        Column("institution", "院校", Text(), width=28),
        Column("plan", "考核计划", Text(), width=40),
        Column("issued_on", "颁发日期", Date()),
        Column("state", "状态", Text()),
        Column("since", "状态日期", Date()),
        Column("reported_on", "报送国家平台", Date()),
    ),
)

"""The list of who has signed for a document, as it leaves the platform."""

from __future__ import annotations

from typing import Final

from shuzheng.foundation.sheets.kinds import Code, Date, Text, Whole
from shuzheng.foundation.sheets.schema import Column, Sheet

RECEIPTS: Final = Sheet(
    name="gazette.receipts",
    title="公文签收情况",
    columns=(
        Column("code", "单位代码", Code()),
        Column("organisation", "单位", Text(maximum=100), width=34),
        Column("addressed_as", "主送类别", Text(), width=24),
        Column("state", "签收情况", Text()),
        Column("signed_at", "签收时间", Text(), width=18),
        Column("signed_by", "签收人", Text()),
        Column("reminders", "提醒次数", Whole()),
        Column("reminded_on", "最近提醒日期", Date(), width=16),
    ),
)

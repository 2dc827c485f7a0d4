"""Bi-weekly reports in the form in which the national platform takes them (R-257)."""

from __future__ import annotations

from typing import Final

from shuzheng.foundation.sheets.kinds import Code, Date, Text, Whole
from shuzheng.foundation.sheets.schema import Column, Sheet

LONGEST: Final = 5_000

REPORTS: Final = Sheet(
    name="pilots.reports",
    title="双周报",
    columns=(
        Column("code", "院校代码", Code()),
        Column("institution", "院校", Text(), width=30),
        Column("city", "所在市", Text()),
        Column("since", "报送期起", Date()),
        Column("until", "报送期止", Date()),
        Column("due", "报送截止日", Date()),
        Column("state", "状态", Text()),
        Column("filed", "本平台报送日期", Date()),
        Column("entered", "国家平台录入日期", Date()),
        Column("registrations", "本期受理报名人次", Whole()),
        Column("candidates", "本期参加考核人次", Whole()),
        Column("certificates", "本期颁发证书数", Whole()),
        Column("progress", "工作进展", Text(maximum=LONGEST), width=40),
        Column("experience", "工作经验", Text(maximum=LONGEST), width=40),
        Column("cases", "典型案例", Text(maximum=LONGEST), width=40),
        Column("problems", "存在问题", Text(maximum=LONGEST), width=40),
        Column("suggestions", "政策建议", Text(maximum=LONGEST), width=40),
    ),
)

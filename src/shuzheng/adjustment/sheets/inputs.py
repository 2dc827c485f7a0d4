"""Workbooks of a review: what later rooms will count, what certificates serve, and the ranking."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from shuzheng.adjustment.rules.cut import Input
from shuzheng.foundation.sheets.findings import Finding, error
from shuzheng.foundation.sheets.kinds import Choice, Code, Date, Text, Whole
from shuzheng.foundation.sheets.schema import Column, Sheet
from shuzheng.kernel.wording import N_

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

SEPARATORS: Final = re.compile(r"[,，、;；\n]+")
LONGEST: Final = 40
KINDS: Final = {
    Input.NEEDS.value: "岗位需求",
    Input.RECOGNISED.value: "企业认可",
    Input.MATCHED.value: "对口就业",
    Input.SATISFIED.value: "企业满意",
}


def names_of(text: str | None) -> tuple[str, ...]:
    """Return the names that a cell or a field lists, each once."""
    parts = (part.strip() for part in SEPARATORS.split(text or ""))
    return tuple(dict.fromkeys(part for part in parts if part))


def _short(text: str) -> Finding | None:
    for name in names_of(text):
        if len(name) > LONGEST:
            return error("long-name", N_("“{name}” is too long for a field"), name=name)
    return None


def _of_how_many(values: Mapping[str, Any]) -> Iterable[tuple[str, Finding]]:
    count, of = values["count"], values["of"]
    if values["what"] == Input.NEEDS.value:
        if of is not None:
            yield "of", error("of", N_("Needs are a plain count: leave this cell empty"))
    elif not of:
        yield "of", error("of", N_("A share needs the number asked"))
    elif count > of:
        yield "count", error("count", N_("More than were asked"))


INPUTS: Final = Sheet(
    name="adjustment.inputs",
    title="年度评审补充数据",
    help=N_(
        "One row for each figure of a certificate. What has no row has no data; its weight is "
        "spread over the other parts."
    ),
    columns=(
        Column("certificate", "证书代码", Code(maximum=10), required=True),
        Column("name", "证书名称", Text(maximum=100), help=N_("For people; the code decides")),
        Column("what", "指标", Choice(labels=KINDS), required=True, width=14),
        Column("count", "数量", Whole(maximum=10_000_000), required=True),
        Column("of", "调查总数", Whole(maximum=10_000_000)),
        Column("source", "来源文件", Text(maximum=200), required=True, width=40),
        Column("as_of", "数据截止日期", Date(), required=True),
    ),
    key=("certificate", "what"),
    examples=(
        {
            "certificate": "D10001",
            "name": "示例证书",
            "what": "企业认可",
            "count": "36",
            "of": "60",
            "source": "企业用人需求调查报告",
            "as_of": "2026-09-01",
        },
    ),
    checks=(_of_how_many,),
)

FIELDS: Final = Sheet(
    name="adjustment.fields",
    title="证书服务领域",
    help=N_(
        "Which shortage fields and key industries of the province’s plan a certificate serves."
    ),
    columns=(
        Column("certificate", "证书代码", Code(maximum=10), required=True),
        Column("name", "证书名称", Text(maximum=100), help=N_("For people; the code decides")),
        Column("shortage", "技能人才紧缺领域", Text(maximum=200), width=30, check=_short),
        Column("industries", "重点产业", Text(maximum=200), width=30, check=_short),
        Column("source", "来源文件", Text(maximum=200), required=True, width=40),
    ),
    key=("certificate",),
    examples=(
        {
            "certificate": "D10001",
            "name": "示例证书",
            "shortage": "养老服务",
            "industries": "生命健康、智能家电",
            "source": "省试点实施方案",
        },
    ),
)

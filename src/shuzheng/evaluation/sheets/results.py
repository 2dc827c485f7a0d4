"""The result of an evaluation as a workbook: one row a party, a column for each indicator."""

from __future__ import annotations

from typing import Final

from shuzheng.evaluation.rules import texts
from shuzheng.evaluation.rules.indicators import SETS, Kind
from shuzheng.foundation.sheets.kinds import Choice, Code, Text, Whole
from shuzheng.foundation.sheets.schema import Column, Sheet

GRADES: Final = {grade.value: word for grade, word in texts.GRADES.items()}


def _sheet(kind: Kind) -> Sheet:
    return Sheet(
        name=f"evaluation.results.{kind}",
        title=f"{texts.WHO[kind]}年度考核结果",
        columns=(
            Column("code", "代码", Code(maximum=40)),
            Column("name", "名称", Text(maximum=100), width=34),
            Column("city", "所在地", Text(maximum=60)),
            Column("score", "得分", Text()),
            Column("grade", "等级", Choice(labels=GRADES), width=22),
            *((Column("points", "综合考核折算分", Text()),) if kind is Kind.INSTITUTION else ()),
            *(Column(one.key, texts.NAMES[one.key], Text()) for one in SETS[kind]),
            Column("missing", "没有数据的指标", Text(), width=30),
            Column("corrected", "异议后更正的数据项数", Whole()),
            Column("vetoes", "一票否决决定文号", Text(), width=24),
            Column("stated", "自查自评", Text()),
            Column("opinion", "市级意见", Text(), width=30),
        ),
    )


RESULTS: Final = {kind: _sheet(kind) for kind in Kind}

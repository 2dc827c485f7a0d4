"""What the documents of a year's evaluation say: the indicators, and the result.

Rules: R-218, R-212. Official documents are Chinese whatever language their readers' pages are in.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from shuzheng.evaluation.rules import indicators
from shuzheng.evaluation.rules.indicators import Kind
from shuzheng.evaluation.rules.scoring import Grade
from shuzheng.kernel.rulebook import applies

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

WHO: Final = {
    Kind.INSTITUTION: "试点院校",
    Kind.SITE: "考核站点",
    Kind.ORGANISATION: "培训评价组织",
}
NAMES: Final = {
    "acquisition": "证书获取率",
    "majors": "专业覆盖率",
    "mapping": "课证融合覆盖率",
    "regularity": "考核规范率",
    "teachers": "教师持证比例",
    "reporting": "双周报报送",
    "guarantee": "首证保障",
    "rectification": "整改按期完成率",
    "completion": "计划完成率",
    "employment": "就业质量",
    "seats": "考位利用率",
    "candidates": "考生满意度",
    "enterprises": "企业满意度",
    "punctuality": "成绩和证书按期率",
    "complaints": "投诉情况",
    "freshness": "标准时效",
}
GRADES: Final = {
    Grade.A: "A等",
    Grade.B: "B等",
    Grade.C: "C等",
    Grade.D: "D等",
    Grade.FAILED: "不合格（一票否决）",
    Grade.NONE: "数据不足，不评定等级",
}


@dataclass(frozen=True, slots=True)
class Graded:
    """A party as the result names it; `score` to two places, empty without data."""

    name: str
    grade: Grade
    score: str


def title(kind: Kind, year: int, *, result: bool) -> str:
    """Return the title of a document."""
    what = "结果的通报" if result else "指标的通知"
    return f"关于{year}年度{WHO[kind]}1+X证书试点工作考核评价{what}"


@applies("R-218")
def published_set(kind: Kind, year: int, weights: Mapping[str, int]) -> str:
    """Return the text that publishes the indicators of a year."""
    lines = [
        f"现将{year}年度{WHO[kind]}1+X证书试点工作考核评价指标及权重公布如下，请对照开展工作。",
        *(
            f"{place}. {NAMES[one.key]}：权重{weights[one.key]}%。"
            for place, one in enumerate(
                (one for one in indicators.SETS[kind] if weights[one.key]), 1
            )
        ),
        "各项指标均折算为0至1的比值。没有数据的指标不计分，其权重按比例分摊到其他指标；有数据的指标权重合计"
        "不足一半的，不评定等级。有一票否决情形的，不论得分均为不合格。",
        "数据冻结后先由各单位自查自评，再听取市级教育行政部门意见；得分公布后可在规定期限内提出异议。",
    ]
    return "\n".join(lines)


@applies("R-212", "R-218")
def published_result(kind: Kind, year: int, digest: str, rows: Sequence[Graded]) -> str:
    """Return the text that publishes the grades of a year."""
    lines = [
        f"{year}年度{WHO[kind]}1+X证书试点工作考核评价已经完成，现将结果通报如下。",
        *(
            f"{GRADES[grade]}（{len(found)}个）：{'、'.join(_named(one) for one in found)}。"
            for grade in Grade
            if (found := [one for one in rows if one.grade is grade])
        ),
        f"考核数据已冻结并存证，数据摘要为{digest}。各单位可在本平台查看本单位各项指标的原始数据。",
    ]
    return "\n".join(lines)


def _named(one: Graded) -> str:
    return (
        f"{one.name}（{one.score}分）" if one.score and one.grade is not Grade.FAILED else one.name
    )


def points(total: int | None) -> str:
    """Return a score of ten-thousandths as points of 100 with two places; empty without data."""
    return "" if total is None else f"{total // 100}.{total % 100:02d}"

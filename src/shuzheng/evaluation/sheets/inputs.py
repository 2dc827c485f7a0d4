"""The workbook of what later rooms will count: one sheet for each kind of party."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from shuzheng.evaluation.rules.indicators import TOLD, Input, Kind
from shuzheng.foundation.sheets.findings import Finding, error
from shuzheng.foundation.sheets.kinds import Choice, Code, Date, Text, Whole
from shuzheng.foundation.sheets.schema import Column, Sheet
from shuzheng.kernel.wording import N_

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

WORDS: Final = {
    Input.MAJORS: "开设证书的招生专业",
    Input.MAPPED: "已融入课程的技能要求",
    Input.QUALIFIED: "持有效资格的专业教师",
    Input.REACHED: "已参加或已报名考核的毕业年级学生",
    Input.FREE: "首次考核免费的学生",
    Input.EXEMPT: "免收费用的困难学生",
    Input.MATCHED: "对口就业的持证毕业生",
    Input.RETAINED: "半年后仍在岗的持证毕业生",
    Input.SEATS_USED: "实际使用考位",
    Input.CANDIDATES_SATISFIED: "评价满意的考生",
    Input.ENTERPRISES_SATISFIED: "评价满意的企业",
    Input.PUNCTUAL: "按期公布成绩和发证",
    Input.UPHELD: "查实的投诉",
}
CODES: Final = {
    Kind.INSTITUTION: "院校代码",
    Kind.SITE: "站点代码",
    Kind.ORGANISATION: "评价组织代码",
}
EXAMPLES: Final = {Kind.INSTITUTION: "S10001", Kind.SITE: "0101", Kind.ORGANISATION: "PJ001"}


def _not_more(values: Mapping[str, Any]) -> Iterable[tuple[str, Finding]]:
    count, of, what = values["count"], values["of"], values["what"]
    if not of:
        yield "of", error("of", N_("A share needs the number asked"))
    elif count > of and what != Input.UPHELD.value:
        yield "count", error("count", N_("More than were asked"))


def _sheet(kind: Kind) -> Sheet:
    known = {what.value: WORDS[what] for what in Input if what in TOLD[kind]}
    first = next(iter(known.values()))
    return Sheet(
        name=f"evaluation.inputs.{kind}",
        title="年度考核补充数据",
        help=N_(
            "One row for each figure of a party. What has no row has no data; its weight is spread "
            "over the other indicators."
        ),
        columns=(
            Column("code", CODES[kind], Code(maximum=40), required=True),
            Column("name", "名称", Text(maximum=100), help=N_("For people; the code decides")),
            Column("what", "指标数据", Choice(labels=known), required=True, width=30),
            Column("count", "数量", Whole(maximum=10_000_000), required=True),
            Column("of", "总数", Whole(maximum=10_000_000), required=True),
            Column("source", "来源文件", Text(maximum=200), required=True, width=40),
            Column("as_of", "数据截止日期", Date(), required=True),
        ),
        key=("code", "what"),
        examples=(
            {
                "code": EXAMPLES[kind],
                "name": "示例单位",
                "what": first,
                "count": "36",
                "of": "60",
                "source": "年度统计报表",
                "as_of": "2026-09-01",
            },
        ),
        checks=(_not_more,),
    )


INPUTS: Final = {kind: _sheet(kind) for kind in Kind}

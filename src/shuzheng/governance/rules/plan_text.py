"""The text of a plan as its official document has it, Chinese as all papers are.

Rules: R-008, R-009. Headings are marked as gazette texts mark them: 一、 and （一）.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from shuzheng.governance.rules.plan import PRINTED, List

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from shuzheng.governance.rules.plan import Row

    Stone = tuple[date, str, str]

NUMERALS = "一二三"


def title(year: int, edition: int, place: str) -> str:
    """Return the title of a year's plan."""
    later = f"（第{edition}版）" if edition > 1 else ""
    return f"{place}{year}年度1+X证书制度试点实施方案{later}"


def lines(
    aims: str,
    industries: Sequence[str],
    milestones: Sequence[Stone],
    lists: Mapping[List, Sequence[Row]],
    fixed_on: date,
) -> Iterator[tuple[int, str]]:
    """Yield (level, text) of the plan; milestones are (due day, name, owner)."""
    yield 1, "一、工作目标"
    yield from ((0, line) for line in aims.splitlines() if line.strip())
    yield 1, "二、区域重点产业"
    yield 0, f"{'、'.join(industries)}。"
    yield 1, "三、时间表、路线图"
    for number, (due_on, name, owner) in enumerate(milestones, 1):
        yield 0, f"{number}. {_day(due_on)}前，{name}。责任单位：{owner}。"
    yield 1, "四、三份清单"
    yield 0, f"以下清单按{_day(fixed_on)}平台登记情况确定。"
    for number, one in enumerate(List):
        rows = lists[one]
        yield 2, f"（{NUMERALS[number]}）{PRINTED[one]}（共{len(rows)}项）"
        yield from ((0, text) for text in _rows(one, rows))


def body(blocks: Iterator[tuple[int, str]]) -> str:
    """Return the blocks as the text of a gazette document, one paragraph to a line."""
    return "\n".join(text for _level, text in blocks)


def _rows(one: List, rows: Sequence[Row]) -> Iterator[str]:
    """Yield a list as paragraphs: institutions by city, the others one to a line."""
    if one is List.INSTITUTIONS:
        ordered = sorted(rows, key=lambda row: (row.place, row.code))
        for place, found in groupby(ordered, key=lambda row: row.place):
            yield f"{place}：{'、'.join(row.name for row in found)}。"
        return
    for number, row in enumerate(sorted(rows, key=lambda row: (row.place, row.code)), 1):
        said = "，".join(text for text in (row.place, row.detail) if text)
        yield f"{number}. {row.name}（{said}）" if said else f"{number}. {row.name}"


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"

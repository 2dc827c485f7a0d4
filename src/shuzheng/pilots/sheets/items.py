"""The certificates of one filing, as a workbook: one row for each (R-033)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from shuzheng.catalogue.rules.levels import PRINTED
from shuzheng.foundation.sheets.findings import Finding, error
from shuzheng.foundation.sheets.kinds import Code, Text, Whole, YesNo
from shuzheng.foundation.sheets.schema import Column, Sheet
from shuzheng.kernel.wording import N_

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

SEPARATORS = re.compile(r"[\s,，、;；]+")
MAJOR = re.compile(r"[0-9]{6}K?")
MOST_MAJORS = 40


def majors_of(text: str) -> tuple[str, ...]:
    """Return the codes that a cell or a field lists, each once."""
    return tuple(dict.fromkeys(part for part in SEPARATORS.split(text.upper()) if part))


def _majors(text: str) -> Finding | None:
    codes = majors_of(text)
    for code in codes:
        if not MAJOR.fullmatch(code):
            return error("major", N_("{major} is not a code of six digits"), major=code)
    if len(codes) > MOST_MAJORS:
        return error("majors", N_("At most {most} majors to a certificate"), most=MOST_MAJORS)
    return None


def _some_level(values: Mapping[str, Any]) -> Iterable[tuple[str, Finding]]:
    if not any(values[level.value] for level in PRINTED):
        yield "elementary", error("level", N_("Choose at least one level"))


ITEMS: Final = Sheet(
    name="pilots.items",
    title="备案证书",
    help=N_(
        "One row for each certificate. What stands in the draft under the same code is replaced."
    ),
    columns=(
        Column("certificate", "证书代码", Code(maximum=10), required=True),
        Column("name", "证书名称", Text(maximum=100), help=N_("For people; the code decides")),
        *(Column(level.value, word, YesNo()) for level, word in PRINTED.items()),
        Column(
            "majors",
            "专业代码",
            Text(maximum=300),
            required=True,
            aliases=("专业",),
            help=N_("Codes of six digits, separated by spaces"),
            check=_majors,
        ),
        Column("planned", "计划人数", Whole(maximum=100_000)),
        Column("site", "拟用站点", Text()),
        Column("trainers", "培训师资", Text()),
        Column("dates", "时间安排", Text()),
    ),
    key=("certificate",),
    examples=(
        {
            "certificate": "D10001",
            "name": "示例证书",
            "elementary": "是",
            "intermediate": "是",
            "advanced": "否",
            "majors": "530302 730301",
            "planned": "120",
        },
    ),
    checks=(_some_level,),
)

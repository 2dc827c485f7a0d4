"""What the documents of a year's review say: the list on public show, and the decision.

Rules: R-230, R-231, R-232, R-233. Official documents are Chinese whatever language their readers'
pages are in.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from shuzheng.adjustment.rules.proposal import Fate, Ground
from shuzheng.kernel.rulebook import applies

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

GROUNDS: Final = {
    Ground.RANK: "年度评审排名",
    Ground.EXPERTS: "专家评审意见",
    Ground.VETO: "评价组织被一票否决",
    Ground.NATIONAL: "国家已退出",
}
HEADS: Final = {Fate.DROP: "拟退出的证书", Fate.WATCH: "拟列入观察的证书"}
DECIDED: Final = {Fate.DROP: "退出的证书", Fate.WATCH: "列入观察的证书"}


@dataclass(frozen=True, slots=True)
class Named:
    """A line of the list as documents name it."""

    code: str
    name: str
    organisation: str
    fate: Fate
    ground: Ground


@dataclass(frozen=True, slots=True)
class Added:
    """An addition as documents name it."""

    name: str
    field: str


def title(year: int, *, decided: bool) -> str:
    """Return the title of a document."""
    what = "调整" if decided else "调整建议的公示"
    return f"关于{year}年度职业技能等级证书目录{what}{'的通知' if decided else ''}"


@applies("R-231")
def entry(line: Named) -> str:
    """Return what a publicity says of a certificate that it names by itself."""
    return f"{HEADS[line.fate].removesuffix('的证书')}（{GROUNDS[line.ground]}）"


@applies("R-230", "R-231", "R-232")
def shown(
    year: int, counted: int, digest: str, lines: Sequence[Named], added: Sequence[Added]
) -> str:
    """Return the text with which a list is put on public show."""
    opening = (
        f"根据《年度动态调整机制》有关要求，对全省在用的{counted}种职业技能等级证书进行了{year}年度"
        "评审，经专家评审形成目录调整建议，现予公示。"
    )
    closing = (
        "任何单位和个人对公示内容有异议的，可在公示期内通过本平台提出。评审数据和排名全部公开，"
        f"可自行复算；数据摘要为{digest}。"
    )
    return "\n".join([opening, *_sections(lines, added, HEADS, "拟新增的证书"), closing])


@applies("R-230", "R-232", "R-233")
def decided(
    year: int,
    effective: date,
    closing: date,
    lines: Sequence[Named],
    added: Sequence[Added],
) -> str:
    """Return the text of the decision."""
    opening = f"经评审和公示，现将{year}年度职业技能等级证书目录调整事项通知如下。"
    effects = (
        f"以上调整自{_day(effective)}起施行。退出的证书不再受理新的准入，在办班级和已报名考生至迟于"
        f"{_day(closing)}完成培训考核；已经颁发的证书继续有效，可随时查验。"
    )
    return "\n".join([opening, *_sections(lines, added, DECIDED, "新增的证书"), effects])


def _sections(
    lines: Sequence[Named], added: Sequence[Added], heads: dict[Fate, str], head_added: str
) -> Iterable[str]:
    numerals = iter("一二三")
    for fate, head in heads.items():
        found = [line for line in lines if line.fate is fate]
        if found:
            yield f"{next(numerals)}、{head}"
            for line in found:
                said = (
                    f"{line.name}（{line.code}，{line.organisation}），依据：{GROUNDS[line.ground]}"
                )
                yield f"{said}。"
    if added:
        yield f"{next(numerals)}、{head_added}"
        for one in added:
            yield f"{one.name}（{one.field}）。"


def _day(on: date) -> str:
    return f"{on.year}年{on.month}月{on.day}日"

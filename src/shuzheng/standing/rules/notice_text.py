"""What a notice says: its title and its text, in the words of an official document.

Rules: R-193, R-195. Source: 皖教秘职成〔2021〕41号 三（二）; handbook 3.12. Official documents are
Chinese whatever language their readers' pages are in. Whoever prepares a notice may change it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from shuzheng.kernel.rulebook import applies
from shuzheng.standing.rules.effort import Ground, Indicator

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from shuzheng.kernel.rulebook import Provision, Rulebook
    from shuzheng.standing.rules.effort import Shown

WORDS: Mapping[Ground, str] = {Ground.SLOW_PROGRESS: "进展缓慢", Ground.WEAK_EFFORT: "推进不力"}
FIGURES: Mapping[Indicator, str] = {
    Indicator.COMPLETION: "年度计划完成率{value}%，低于同期最低进度{limit}%",
    Indicator.REPORTS_MISSED: "本年度累计缺报双周报{value}次，达到{limit}次的评价线",
}


@applies("R-193")
def title(institution: str, count: int) -> str:
    """Return the title of a notice for reports missed in a row."""
    return f"关于{institution}连续{count}次未报送双周报的通报"


@applies("R-193")
def text(institution: str, grounds: Sequence[date], today: date, book: Rulebook) -> str:
    """Return the text of a notice for reports missed in a row; `grounds` are their due days."""
    provision = book.on(today, "R-193")
    days = "、".join(f"{day.year}年{day.month}月{day.day}日" for day in sorted(grounds))
    return "\n".join(
        (
            f"经核查，{institution}应于{days}前报送的双周报均未报送，已连续{len(grounds)}次缺报。",
            *_announced(provision),
            f"自本通报印发之日起{provision.integer('correction_days')}个工作日内提交整改方案。"
            "逾期未提交，或者本年度内继续缺报的，按规定研究其下一年度参与试点的资格。",
        )
    )


@applies("R-195")
def title_on_effort(institution: str, ground: Ground) -> str:
    """Return the title of a notice for weak effort or slow progress."""
    return f"关于{institution}1+X证书制度试点工作{WORDS[ground]}的通报"


@applies("R-195")
def text_on_effort(
    institution: str,
    ground: Ground,
    shown: Sequence[Shown],
    why: str,
    today: date,
    book: Rulebook,
) -> str:
    """Return the text of a notice for weak effort or slow progress, with what the figures said.

    `why` is what the officer who proposed it wrote.
    """
    told = "；".join(
        FIGURES[one.indicator].format(value=one.value, limit=one.limit) for one in shown
    )
    days = book.on(today, "R-193").integer("correction_days")
    return "\n".join(
        (
            f"经核查，{institution}推进1+X证书制度试点工作{WORDS[ground]}：{told}。",
            *([why] if why else []),
            *_announced(book.on(today, "R-195")),
            f"自本通报印发之日起{days}个工作日内提交整改方案。"
            "逾期未提交的，按规定研究其下一年度参与试点的资格。",
        )
    )


def _announced(provision: Provision) -> tuple[str, ...]:
    return (
        "一、通报事项",
        f"按照{provision.document}关于“{provision.quotation}”的规定，现予通报。",
        "二、整改要求",
    )

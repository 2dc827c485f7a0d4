"""What a notice says: its title and its text, in the words of an official document.

Rule: R-193. Source: 皖教秘职成〔2021〕41号 三（二）; handbook 3.12. Official documents are Chinese
whatever language their readers' pages are in. Whoever prepares the notice may change the text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from shuzheng.kernel.rulebook import applies

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from shuzheng.kernel.rulebook import Rulebook


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
            "一、通报事项",
            f"按照{provision.document}关于“{provision.quotation}”的规定，现予通报。",
            "二、整改要求",
            f"自本通报印发之日起{provision.integer('correction_days')}个工作日内提交整改方案。"
            "逾期未提交，或者本年度内继续缺报的，按规定研究其下一年度参与试点的资格。",
        )
    )

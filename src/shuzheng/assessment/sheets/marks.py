"""The workbooks of marks: one row a paper, by ticket number; never a name, never another's mark.

The columns of a marker's workbook are the plan's own parts, so the sheet is made for the plan.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Final

from shuzheng.foundation.sheets.kinds import Code, Number
from shuzheng.foundation.sheets.schema import Column, Sheet
from shuzheng.kernel.wording import N_

if TYPE_CHECKING:
    from collections.abc import Iterable

HUNDRED: Final = 100
TICKET_DIGITS: Final = 17
PART: Final = "part_"
"""What the names of part columns begin with, before the component's id."""


def by_hand(parts: Iterable[tuple[int, str, int]]) -> Sheet:
    """Return the workbook of the parts (id, name, full mark in hundredths) that people mark."""
    return Sheet(
        name="assessment.marks",
        title="评分表",
        help=N_("One row for each paper, by ticket number. Empty cells stay as they are."),
        columns=(_ticket(), *(_part(key, name, full) for key, name, full in parts)),
        key=("ticket",),
    )


def by_machine(component_id: int, name: str, full: int) -> Sheet:
    """Return the workbook of a part that a machine marks."""
    return Sheet(
        name="assessment.machine_marks",
        title="机考成绩",
        help=N_("One row for each paper, by ticket number. Marks are locked at once."),
        columns=(_ticket(), _part(component_id, name, full, required=True)),
        key=("ticket",),
    )


def _ticket() -> Column:
    return Column(
        "ticket", "准考证号", Code(digits=TICKET_DIGITS), required=True, aliases=("准考证号码",)
    )


def _part(key: int, name: str, full: int, *, required: bool = False) -> Column:
    most = Decimal(full) / HUNDRED
    return Column(f"{PART}{key}", name, Number(maximum=most), required=required)

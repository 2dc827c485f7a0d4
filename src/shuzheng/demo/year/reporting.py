"""The bi-weekly reports of a year: 24 due days, who is late, misses, is excused or sent back.

Everybody files two days before the due day unless the table says otherwise. What three misses in a
row lead to is here too: a notice that falls with an excuse (F), and one that is issued, followed by
two more misses, and ends with the loss of next year's eligibility (E).
"""

from __future__ import annotations

from enum import StrEnum, auto
from functools import partial
from typing import TYPE_CHECKING

from shuzheng.demo.year.cast import LETTERS
from shuzheng.pilots.queries import pages_reports
from shuzheng.pilots.services import report_answers, reports
from shuzheng.standing.queries import notices as standing
from shuzheng.standing.services import notices

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from shuzheng.demo.year.cast import Year

DUE = tuple((month, day) for month in range(1, 13) for day in (12, 27))
EARLY, LATE_BY, BACK_AFTER, AGAIN_AFTER = 2, 3, 1, 4
"""Days from the due day: filed before it, filed late, sent back, filed again."""


class Does(StrEnum):
    """What an institution does with a report instead of filing it in time."""

    LATE = auto()
    MISSES = auto()
    CORRECTS = auto()


OTHERWISE: Mapping[str, Mapping[tuple[int, int], Does]] = {
    "A": {},
    "B": {(3, 12): Does.LATE},
    "C": {
        (4, 27): Does.MISSES,
        (5, 12): Does.MISSES,
        (6, 12): Does.CORRECTS,
        (7, 27): Does.MISSES,
    },
    "D": {(2, 27): Does.MISSES, (7, 27): Does.MISSES},
    "E": {
        (3, 27): Does.MISSES,
        (4, 12): Does.MISSES,
        (4, 27): Does.MISSES,
        (7, 27): Does.MISSES,
        (8, 12): Does.MISSES,
        (8, 27): Does.MISSES,
    },
    "F": {
        (5, 27): Does.MISSES,
        (6, 12): Does.MISSES,
        (6, 27): Does.MISSES,
        (7, 27): Does.MISSES,
    },
    "G": {(7, 27): Does.MISSES, (10, 12): Does.LATE},
}
EXCUSED = (("D", (2, 27), (3, 3)), ("F", (6, 12), (7, 1)))
"""Whose report of which day the office excuses when."""
BREAK_SAID, BREAK = (7, 1), ((7, 20), (7, 31))
NETWORK = "校园网络中断，已核实。（演示）"
SUMMER = "暑期放假。（演示）"
INCOMPLETE = "请补充本期考核数据。（演示）"
SAID = "人员调整导致漏报，已指定专人。（演示）"
PLAN = "明确专人负责，每期提前两日填报。（演示）"
AGAIN = "通报后仍连续两期未填报。（演示）"
APPEAL = "漏报系经办人休产假，请求从轻处理。（演示）"
UPHELD = "通报后未落实整改计划，维持原决定。（演示）"
PROGRESS = "本期按计划组织培训，运行平稳。（演示）"


def enter(year: Year) -> None:
    """Enter every report of the year, and what becomes of those that were missed."""
    for letter in LETTERS:
        for place in DUE:
            _report(year, letter, place, OTHERWISE[letter].get(place))
    for letter, place, when in EXCUSED:
        year.enter(*when, partial(_excuse, year, letter, year.on(*place)))
    since, until = (year.on(*day) for day in BREAK)
    office = year.world.office
    year.enter(
        *BREAK_SAID,
        lambda now: report_answers.declare_break(since, until, SUMMER, actor=office, now=now),
        16,
    )
    _notice(year)


def _report(year: Year, letter: str, place: tuple[int, int], does: Does | None) -> None:
    month, day = place
    due_on = year.on(month, day)
    file = partial(_file, year, letter, due_on)
    if does is Does.MISSES:
        return
    if does is Does.LATE:
        year.enter(month, day + LATE_BY, file, 9)
        return
    year.enter(month, day - EARLY, file, 9)
    if does is Does.CORRECTS:
        year.enter(month, day + BACK_AFTER, partial(_send_back, year, letter, due_on), 9)
        year.enter(month, day + AGAIN_AFTER, file, 9)


def _file(year: Year, letter: str, due_on: date, now: datetime) -> None:
    """Let an institution write and file its report, where one is asked of it."""
    by = year.schools[letter].liaison
    row = pages_reports.of_period(by, due_on, now)
    if row is None:
        return
    edition = pages_reports.detail(row.id, by, now).edition
    reports.write(row.id, {"progress": PROGRESS}, edition, actor=by, now=now)
    reports.file(row.id, actor=by, now=now)


def _id(year: Year, letter: str, due_on: date, now: datetime) -> int:
    row = pages_reports.of_period(year.schools[letter].liaison, due_on, now)
    assert row is not None  # noqa: S101 - the script asks for reports that are owed
    return row.id


def _send_back(year: Year, letter: str, due_on: date, now: datetime) -> None:
    pk = _id(year, letter, due_on, now)
    report_answers.send_back(pk, INCOMPLETE, actor=year.world.office, now=now)


def _excuse(year: Year, letter: str, due_on: date, now: datetime) -> None:
    pk = _id(year, letter, due_on, now)
    report_answers.excuse([pk], NETWORK, actor=year.world.office, now=now)


def _notice(year: Year) -> None:
    """Enter what follows the notice against E, from the hearing to the appeal."""
    for when, act in STEPS:
        year.enter(*when, partial(act, year), 15)


def _held(year: Year) -> int:
    """Return the notice against E."""
    school = year.schools["E"].id
    return standing.standing([school])[school][0].id


def _hear(year: Year, now: datetime) -> None:
    notices.hear(_held(year), now.date(), SAID, actor=year.world.office, now=now)


def _issue(year: Year, now: datetime) -> None:
    notices.issue(_held(year), actor=year.world.province, now=now)


def _correct(year: Year, now: datetime) -> None:
    notices.correct(_held(year), PLAN, actor=year.schools["E"].admin, now=now)


def _propose_loss(year: Year, now: datetime) -> None:
    notices.propose_loss(_held(year), AGAIN, actor=year.world.office, now=now)


def _hear_on_loss(year: Year, now: datetime) -> None:
    notices.hear_on_loss(_held(year), now.date(), SAID, actor=year.world.office, now=now)


def _take(year: Year, now: datetime) -> None:
    number = f"演示决〔{year.number}〕3号"
    by = year.world.province
    notices.take_eligibility(_held(year), number, AGAIN, actor=by, now=now)


def _appeal(year: Year, now: datetime) -> None:
    notices.appeal(_held(year), APPEAL, actor=year.schools["E"].admin, now=now)


def _decide_appeal(year: Year, now: datetime) -> None:
    notices.decide_appeal(_held(year), UPHELD, overturn=False, actor=year.second, now=now)


STEPS = (
    ((4, 30), _hear),
    ((5, 8), _issue),
    ((5, 15), _correct),
    ((9, 2), _propose_loss),
    ((9, 8), _hear_on_loss),
    ((9, 15), _take),
    ((9, 22), _appeal),
    ((9, 30), _decide_appeal),
)

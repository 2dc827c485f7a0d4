"""The filing round: who files when, what is sent back, filed by silence, late, refused; entries.

A, B and C were in the pilot in the year before and file for the next in December, so they owe all
24 reports; whoever is filed in January or later begins with the first period after that day.
"""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from shuzheng.catalogue.queries import certificates
from shuzheng.demo import names
from shuzheng.pilots.rules.completeness import GroupRole
from shuzheng.pilots.services import entries, filings, organs, rounds

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from shuzheng.demo.year.cast import Year

USES = {
    "A": (1, 4, 6, 8),
    "B": (1, 2, 3, 9),
    "C": (5, 6, 7),
    "D": (4, 5),
    "E": (2, 8),
    "F": (6, 7),
    "G": (1, 4, 9),
    "H": (8,),
}
"""Which certificates an institution takes up, by their places in the list."""
LATER, LATER_DAY = ("D", 10), (3, 10)
"""D takes up one more in March, so that it is young when the catalogue is reviewed."""
PLANNED = {("A", 1): 10, ("B", 1): 8, ("C", 6): 8, ("D", 4): 6, ("F", 6): 5, ("G", 4): 4}
"""Headcounts that filings name; all others stay empty."""
BEFORE = "ABC"
"""Who was in the pilot in the year before, too."""
DECEMBER, PUT_ON_FILE = (0, 16), (0, 20)
OPENS, CLOSES = (0, 15), (1, 20)
WEIGHTS = {"industry_fit": 30, "enterprise_recognition": 30, "major_fit": 20, "plan_fit": 20}
PASSED, FAILED = 82, 62
GROUP = (
    ("校长（演示）", GroupRole.HEAD, "组长"),
    ("分管副校长（演示）", GroupRole.DEPUTY, "副组长"),
    ("教务处", GroupRole.FUNCTIONAL_OFFICE, "成员"),
    ("牵头专业所在院系", GroupRole.DEPARTMENT, "成员"),
)
TEXTS = {
    "staff": "相关专业专任教师三十人，双师型教师占比过半。（演示）",
    "bases": "校内实训室八间，校企共建基地两处。（演示）",
    "sites": "拟依托本校考核站点组织考核。（演示）",
    "results": "上一年度考核组织规范，无违规情况。（演示）",
}
UNTRUE = "教师人数与人事名册不一致，请核对后重报。（演示）"


def enter(year: Year) -> None:
    """Enter the round of the year, what comes before it, and what comes of it."""
    _year_before(year)
    office = year.world.office
    year.enter(
        0,
        10,
        lambda now: rounds.open_round(
            year.number, year.on(*OPENS), year.on(*CLOSES), actor=office, now=now
        ),
    )
    for letter in BEFORE:
        _files(year, letter, DECEMBER, PUT_ON_FILE)
    for letter in USES:
        if letter not in BEFORE:
            year.enter(1, 3, partial(_prepare, year, letter), 9)
    _files(year, "D", (1, 6), (1, 8))
    _files(year, "E", (1, 7), None)
    year.enter(1, 9, lambda now: _send_back(year, "E", now))
    _files(year, "E", (1, 14), (1, 16))
    _files(year, "F", (1, 15), None)
    _files(year, "G", (2, 10), (2, 14))
    year.enter(1, 17, _refused(year, "T", year.number))
    year.enter(1, 18, partial(_draft, year, "H", year.number))
    year.enter(*LATER_DAY, lambda now: _take_up_one_more(year, now))
    year.enter(4, 2, lambda now: _review(year, "G", 3, FAILED, now))
    _next_year(year)


def _year_before(year: Year) -> None:
    """Open last year's round in September, and let three institutions be filed in it."""
    office, last = year.world.office, year.number - 1
    since, until = year.on(-3, 5), year.on(-3, 25)
    year.enter(-3, 4, lambda now: rounds.open_round(last, since, until, actor=office, now=now))
    for letter in BEFORE:
        year.enter(-3, 8, partial(_prepare, year, letter))
        _files(year, letter, (-3, 12), (-3, 15), last)


def _next_year(year: Year) -> None:
    """Open the next round in December: A files; E lost its place for that year."""
    office, coming = year.world.office, year.number + 1
    since, until = year.on(12, 15), year.on(13, 20)
    year.enter(12, 10, lambda now: rounds.open_round(coming, since, until, actor=office, now=now))
    _files(year, "A", (12, 16), (12, 20), coming)
    year.enter(12, 17, _refused(year, "E", coming))


def _refused(year: Year, letter: str, which: int) -> Callable[[datetime], None]:
    """Return the act of filing for a year, which the rules refuse."""

    def act(now: datetime) -> None:
        year.is_refused(f"{letter} files", partial(_draft, year, letter, which, now))

    return act


def _prepare(year: Year, letter: str, now: datetime) -> None:
    """Name the leading group, and review the certificates that an institution takes up."""
    organs.name_leading_group(GROUP, actor=year.schools[letter].liaison, now=now)
    for number in USES[letter]:
        _review(year, letter, number, PASSED, now)


def _review(year: Year, letter: str, number: int, points: int, now: datetime) -> None:
    by = year.schools[letter].liaison
    entry = entries.propose(year.certificate(number), actor=by, now=now)
    sheet = dict.fromkeys(WEIGHTS, points)
    entries.record_review(
        entry,
        experts=["专家甲（演示）", "专家乙（演示）", "专家丙（演示）"],
        sheets=[sheet, sheet, sheet],
        weights=WEIGHTS,
        pass_mark=70,
        reviewed_on=now.date() - timedelta(days=1),
        minutes_id=year.world.paper("证书准入论证纪要", by, now),
        actor=by,
        now=now,
    )


def _files(
    year: Year,
    letter: str,
    submitted: tuple[int, int],
    on_file: tuple[int, int] | None,
    number: int = 0,
) -> None:
    """Enter that an institution submits, and that the office puts it on file, unless None."""
    which = number or year.number
    office, by = year.world.office, year.schools[letter].liaison

    def submit(now: datetime) -> None:
        filings.submit(_draft(year, letter, which, now), actor=by, now=now)

    def file(now: datetime) -> None:
        filings.put_on_file(filings.begin(which, actor=by, now=now), actor=office, now=now)

    year.enter(*submitted, submit, 15)
    if on_file:
        year.enter(*on_file, file, 15)


def _draft(year: Year, letter: str, which: int, now: datetime) -> int:
    """Write a filing with every certificate in use; returns its id."""
    by = year.schools[letter].liaison
    pk = filings.begin(which, actor=by, now=now)
    filings.save_draft(pk, _content(year, letter, now), actor=by, now=now)
    return pk


def _content(year: Year, letter: str, now: datetime, more: tuple[int, ...] = ()) -> filings.Draft:
    numbers = (*USES[letter], *more)
    kinds = certificates.brief([year.certificate(number) for number in numbers])
    return filings.Draft(
        TEXTS,
        tuple(
            filings.Item(
                year.certificate(number),
                tuple(level.value for level in kinds[year.certificate(number)].levels),
                names.CERTIFICATES[number - 1].majors,
                planned_headcount=PLANNED.get((letter, number)),
            )
            for number in numbers
        ),
        confirmed_by_group_on=now.date(),
    )


def _send_back(year: Year, letter: str, now: datetime) -> None:
    pk = filings.begin(year.number, actor=year.schools[letter].liaison, now=now)
    place = "self_assessment.staff"
    filings.send_back(pk, "truth", place, UNTRUE, actor=year.world.office, now=now)


def _take_up_one_more(year: Year, now: datetime) -> None:
    """Let D review one more certificate and name it in an amendment, which is noted."""
    letter, number = LATER
    by = year.schools[letter].liaison
    _review(year, letter, number, PASSED, now)
    pk = filings.begin(year.number, actor=by, now=now)
    filings.save_draft(pk, _content(year, letter, now, (number,)), actor=by, now=now)
    filings.submit(pk, actor=by, now=now)
    filings.put_on_file(pk, actor=year.world.office, now=now)

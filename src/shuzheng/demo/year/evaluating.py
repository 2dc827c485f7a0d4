"""The annual evaluation of institutions, sites and organisations, from the indicators to the use.

E says nothing and is evaluated all the same; B objects and is right; A fails on the veto.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from shuzheng.demo.year.cast import LETTERS
from shuzheng.evaluation.queries import pages
from shuzheng.evaluation.rules.evaluation import Objection, Use
from shuzheng.evaluation.rules.indicators import Input, Kind
from shuzheng.evaluation.rules.self_check import Principle
from shuzheng.evaluation.services import (
    deciding,
    drafting,
    freezing,
    hearing,
    inputs,
    self_checks,
)
from shuzheng.evaluation.services.hearing import PutRight
from shuzheng.evaluation.services.inputs import Said
from shuzheng.foundation.ui import listing
from shuzheng.insight.services import cutting
from shuzheng.kernel.actor import CLOCK

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from shuzheng.demo.year.cast import Year
    from shuzheng.evaluation.queries.pages import SubjectLine
    from shuzheng.kernel.actor import Actor

EVERY = listing.Wish("all", "name", size=100)
SELF_CHECKED = (10, 22)
DRAFTED, PUBLISHED_SET, TOLD_ON, CUT, FROZEN, STATED = (
    (11, 4),
    (11, 5),
    (11, 10),
    (11, 11),
    (11, 12),
    (11, 14),
)
SILENT = "E"
CONTESTS, CONTESTED, ANSWERED = "B", (12, 3), (12, 5)
WHOLE = 100
OF_INSTITUTIONS = (
    Input.MAJORS,
    Input.MAPPED,
    Input.QUALIFIED,
    Input.REACHED,
    Input.FREE,
    Input.EXEMPT,
    Input.MATCHED,
    Input.RETAINED,
)
TOLD_OF_INSTITUTIONS = {
    "A": (100, 90, 80, 100, 100, 100, 70, 80),
    "B": (90, 50, 60, 90, 100, 100, 60, 70),
    "C": (80, 80, 70, 100, 100, 100, 80, 90),
    "D": (100, 100, 90, 100, 100, 100, 90, 90),
    "E": (40, 30, 20, 50, 100, 100, None, None),
    "F": (80, 60, 50, 80, 100, 100, None, None),
    "G": (60, 50, 40, 70, 100, 100, 50, 60),
}
"""What sheets say of each institution, of a hundred; None is nothing."""
RIGHT = PutRight(Input.MAPPED, 70, WHOLE, "课证融通台账复核记录（演示）")
OF_SITES = (Input.SEATS_USED, Input.CANDIDATES_SATISFIED)
TOLD_OF_SITES = {"A1": (90, 80), "A2": (90, 80), "A3": (90, 80), "C1": (80, 95), "D1": (100, 100)}
"""Seats used and satisfied candidates, of a hundred; of G1 nothing is known."""
TOLD_OF_ORGANISATIONS = (
    (0, ((14, 20), (10, 10), (1, 200))),
    (1, ((19, 20), (9, 10), (0, 100))),
    (2, ((16, 20), (10, 10), (0, 100))),
)
"""Enterprises that are satisfied, what was out in time, complaints upheld of candidates."""
OF_ORGANISATIONS = (Input.ENTERPRISES_SATISFIED, Input.PUNCTUAL, Input.UPHELD)
STEPS = {
    Kind.SITE: ((11, 17), (11, 20), (11, 21), (11, 24), (11, 25), (11, 26), (11, 28)),
    Kind.ORGANISATION: (None, None, (11, 18), (11, 20), (11, 21), (11, 24), (11, 25)),
    Kind.INSTITUTION: (None, (12, 1), (12, 2), (12, 4), (12, 8), (12, 9), (12, 10)),
}
"""When each kind is handed on to the cities (None: nobody, or the clock), when these give their
opinion, the scores are opened, confirmed, the hearing ends, grades are decided and published."""
USED, CLOSED = (12, 15), (12, 30)
SHEET = "年度统计报表（演示）"
SAID, OPINION = "数据属实，将继续改进。（演示）", "情况属实，同意自评意见。（演示）"
WRONG = "课证融通台账少计二十项，请更正。（演示）"
REASON = "经核实属实，予以更正。（演示）"


def enter(year: Year) -> None:
    """Enter the self-checks and the three evaluations of the year."""
    for letter in LETTERS:
        if letter != SILENT:
            year.enter(*SELF_CHECKED, partial(_self_check, year, letter))
    for kind in Kind:
        year.enter(*DRAFTED, partial(_draft, year, kind))
        year.enter(*PUBLISHED_SET, partial(_publish_set, year, kind))
        year.enter(*TOLD_ON, partial(_tell, year, kind))
        year.enter(*FROZEN, partial(_freeze, year, kind))
        year.enter(*STATED, partial(_state, year, kind))
        for when, act in zip(STEPS[kind], ACTS, strict=True):
            if when:
                year.enter(*when, partial(act, year, kind))
        year.enter(*CLOSED, partial(_close, year, kind))
    year.enter(*CUT, lambda now: cutting.take(actor=CLOCK, now=now), 7)
    year.enter(*CONTESTED, partial(_contest, year))
    year.enter(*ANSWERED, partial(_answer, year))
    year.enter(*USED, partial(_use, year))


def _self_check(year: Year, letter: str, now: datetime) -> None:
    by = year.schools[letter].liaison
    texts = dict.fromkeys(Principle, "对照要求逐项落实。（演示）")
    pk = self_checks.begin(texts, actor=by, now=now)
    self_checks.submit(pk, actor=by, now=now)


def _draft(year: Year, kind: Kind, now: datetime) -> None:
    year.evaluations[kind] = drafting.draft(kind, year.number, actor=year.world.office, now=now)


def _publish_set(year: Year, kind: Kind, now: datetime) -> None:
    drafting.publish_set(year.evaluations[kind], actor=year.world.province, now=now)


def _tell(year: Year, kind: Kind, now: datetime) -> None:
    """Take what no room counts from sheets."""
    said = [
        Said(code, what, count, of, SHEET, now.date())
        for code, what, count, of in _told(year, kind)
    ]
    inputs.tell(year.evaluations[kind], said, actor=year.world.office, now=now)


def _told(year: Year, kind: Kind) -> Iterator[tuple[str, Input, int, int]]:
    if kind is Kind.INSTITUTION:
        for letter, row in TOLD_OF_INSTITUTIONS.items():
            counts = zip(OF_INSTITUTIONS, row, strict=True)
            code = year.schools[letter].code
            yield from ((code, what, one, WHOLE) for what, one in counts if one is not None)
    elif kind is Kind.SITE:
        for name, counted in TOLD_OF_SITES.items():
            code = year.site_code(name)
            yield from (
                (code, what, one, WHOLE) for what, one in zip(OF_SITES, counted, strict=True)
            )
    else:
        for place, told in TOLD_OF_ORGANISATIONS:
            code = year.world.holders[place].code
            yield from (
                (code, what, *one) for what, one in zip(OF_ORGANISATIONS, told, strict=True)
            )


def _freeze(year: Year, kind: Kind, now: datetime) -> None:
    freezing.freeze(year.evaluations[kind], actor=year.world.office, now=now)


def subjects(year: Year, kind: Kind) -> list[SubjectLine]:
    """Return the parties of an evaluation."""
    return list(pages.parties(year.world.office, EVERY, year.evaluations[kind]).rows)


def _speaker(year: Year, one: SubjectLine) -> Actor:
    """Return who speaks for a party."""
    for school in year.schools.values():
        if school.id == one.party_id:
            return school.liaison
    return next(holder.staff for holder in year.world.holders if holder.id == one.party_id)


def _is(year: Year, one: SubjectLine, letter: str) -> bool:
    return one.party_id == year.schools[letter].id


def _state(year: Year, kind: Kind, now: datetime) -> None:
    for one in subjects(year, kind):
        if not _is(year, one, SILENT):
            hearing.state(one.id, SAID, actor=_speaker(year, one), now=now)


def _hand_on(year: Year, kind: Kind, now: datetime) -> None:
    hearing.hand_on(year.evaluations[kind], actor=year.world.office, now=now)


def _opine(year: Year, kind: Kind, now: datetime) -> None:
    cities = {school.id: school.city for school in year.schools.values()}
    for one in subjects(year, kind):
        bureau = year.world.cities[cities[one.party_id]]
        hearing.opine(one.id, OPINION, actor=bureau, now=now)


def _open(year: Year, kind: Kind, now: datetime) -> None:
    hearing.open_scores(year.evaluations[kind], actor=year.world.office, now=now)


def _confirm(year: Year, kind: Kind, now: datetime) -> None:
    for one in subjects(year, kind):
        if kind is not Kind.INSTITUTION or not _is(year, one, CONTESTS):
            hearing.confirm(one.id, actor=_speaker(year, one), now=now)


def _contesting(year: Year) -> SubjectLine:
    found = subjects(year, Kind.INSTITUTION)
    return next(one for one in found if _is(year, one, CONTESTS))


def _contest(year: Year, now: datetime) -> None:
    one = _contesting(year)
    hearing.contest(one.id, WRONG, actor=_speaker(year, one), now=now)


def _answer(year: Year, now: datetime) -> None:
    office = year.world.office
    pk = _contesting(year).id
    hearing.answer(pk, Objection.UPHELD, REASON, [RIGHT], actor=office, now=now)


def _end(year: Year, kind: Kind, now: datetime) -> None:
    hearing.end(year.evaluations[kind], actor=year.world.office, now=now)


def _decide(year: Year, kind: Kind, now: datetime) -> None:
    deciding.decide(year.evaluations[kind], actor=year.world.province, now=now)


def _publish(year: Year, kind: Kind, now: datetime) -> None:
    deciding.publish(year.evaluations[kind], actor=year.world.province, now=now)


ACTS = (_hand_on, _opine, _open, _confirm, _end, _decide, _publish)


def _use(year: Year, now: datetime) -> None:
    pk, reference = year.evaluations[Kind.INSTITUTION], f"演示发〔{year.number}〕9号"
    deciding.use(pk, Use.FUNDS, reference, actor=year.world.office, now=now)


def _close(year: Year, kind: Kind, now: datetime) -> None:
    deciding.close(year.evaluations[kind], actor=year.world.office, now=now)

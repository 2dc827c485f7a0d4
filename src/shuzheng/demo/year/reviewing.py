"""The catalogue review of the year: frozen in October, on public show, decided, in effect.

Ten certificates are in use. The coldest is young and only watched, so the next coldest is dropped.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from shuzheng.adjustment.queries import pages
from shuzheng.adjustment.rules.cut import Input
from shuzheng.adjustment.services import deciding, freezing, inputs, listing
from shuzheng.adjustment.services.inputs import Said, Serves
from shuzheng.catalogue.queries import certificates
from shuzheng.gazette.queries import publicity as shown
from shuzheng.gazette.services import publicity
from shuzheng.gazette.services.publicity import Who
from shuzheng.insight.services import cutting
from shuzheng.kernel.actor import CLOCK
from shuzheng.pilots.services import entries

if TYPE_CHECKING:
    from datetime import datetime

    from shuzheng.demo.year.cast import Year

TOLD_ON, CUT, FROZEN, HEARD, PROPOSED, SHOWN = (
    (10, 13),
    (10, 14),
    (10, 15),
    (10, 17),
    (10, 20),
    (10, 21),
)
OBJECTED, ANSWERED, DECIDED, REPORTED, EFFECTIVE = (10, 23), (10, 27), (11, 3), (11, 10), (12, 1)
TOO_LATE = (12, 5)
TOLD = {
    1: {
        Input.NEEDS: (80, 0),
        Input.RECOGNISED: (15, 20),
        Input.MATCHED: (8, 10),
        Input.SATISFIED: (16, 20),
    },
    2: {Input.NEEDS: (40, 0)},
    3: {Input.NEEDS: (20, 0)},
    4: {
        Input.NEEDS: (100, 0),
        Input.RECOGNISED: (18, 20),
        Input.MATCHED: (9, 10),
        Input.SATISFIED: (19, 20),
    },
    5: {Input.NEEDS: (10, 0)},
    6: {
        Input.NEEDS: (60, 0),
        Input.RECOGNISED: (12, 20),
        Input.MATCHED: (4, 4),
        Input.SATISFIED: (2, 20),
    },
    7: {Input.NEEDS: (30, 0)},
    8: {Input.NEEDS: (50, 0), Input.RECOGNISED: (10, 20)},
    10: {Input.NEEDS: (5, 0)},
}
"""What sheets say of each certificate, so many of so many; of the ninth nothing."""
SERVES = {
    1: "新一代信息技术",
    4: "智能装备",
    6: "生命健康",
    7: "生命健康",
    8: "现代物流",
    9: "绿色食品",
}
INDUSTRIES = ("新一代信息技术", "智能装备", "生命健康", "现代物流", "绿色食品")
SURVEY, PLAN = "岗位需求统计（演示）", "省试点实施方案（演示）"
EXPERTS = ("专家许某（演示）", "专家罗某（演示）", "专家章某（演示）")
OPINION = "排名客观反映使用情况。（演示）"
ADDED = ("碳资产管理（演示）", "新能源")
GROUNDS = "新兴领域岗位增长快，目录尚无对应证书。（演示）"
OBJECTION, REPLY = "建议保留云平台运维证书。（演示）", "依据评审排名，维持建议。（演示）"


def enter(year: Year) -> None:
    """Enter the review, from the sheets to its effect; the clock opens it on 1 October."""
    year.enter(*TOLD_ON, partial(_tell, year))
    year.enter(*CUT, lambda now: cutting.take(actor=CLOCK, now=now), 7)
    year.enter(*FROZEN, partial(_freeze, year))
    year.enter(*HEARD, partial(_hear, year))
    year.enter(*PROPOSED, partial(_propose, year))
    year.enter(*SHOWN, partial(_show, year))
    year.enter(*OBJECTED, partial(_object, year))
    year.enter(*ANSWERED, partial(_answer, year))
    year.enter(*DECIDED, partial(_decide, year))
    year.enter(*REPORTED, partial(_report, year))
    year.enter(*TOO_LATE, partial(_try_dropped, year))


def code_of(year: Year, number: int) -> str:
    """Return the code of a certificate by its place in the list."""
    pk = year.certificate(number)
    return certificates.brief([pk])[pk].code


def review_id(year: Year) -> int:
    """Return the review of the year."""
    lines = pages.listed(year.world.office)
    return next(one.id for one in lines if one.year == year.number)


def _tell(year: Year, now: datetime) -> None:
    pk, office = review_id(year), year.world.office
    said = [
        Said(code_of(year, number), what, count, of, SURVEY, now.date())
        for number, told in TOLD.items()
        for what, (count, of) in told.items()
    ]
    inputs.tell(pk, said, actor=office, now=now)
    served = [Serves(code_of(year, number), (), (one,), PLAN) for number, one in SERVES.items()]
    inputs.serve(pk, served, actor=office, now=now)


def _freeze(year: Year, now: datetime) -> None:
    freezing.freeze(review_id(year), INDUSTRIES, actor=year.world.office, now=now)


def _hear(year: Year, now: datetime) -> None:
    office = year.world.office
    listing.hear(
        review_id(year),
        now.date(),
        EXPERTS,
        OPINION,
        minutes_id=year.world.paper("专家评审会纪要", office, now),
        actor=office,
        now=now,
    )


def _propose(year: Year, now: datetime) -> None:
    pk, office = review_id(year), year.world.office
    listing.add(pk, *ADDED, GROUNDS, actor=office, now=now)
    listing.propose(pk, actor=office, now=now)


def _show(year: Year, now: datetime) -> None:
    deciding.show(review_id(year), actor=year.world.province, now=now)


def _object(year: Year, now: datetime) -> None:
    """Let somebody object to what is on show."""
    year.shown = pages.one(review_id(year), year.world.office).line.publicity_id or 0
    publicity.object_to(year.shown, OBJECTION, who=Who(), now=now)


def _answer(year: Year, now: datetime) -> None:
    office = year.world.office
    [line] = shown.objections(office)
    publicity.answer(line.id, REPLY, upheld=False, actor=office, now=now)


def _decide(year: Year, now: datetime) -> None:
    on = year.on(*EFFECTIVE)
    deciding.decide(review_id(year), on, actor=year.world.province, now=now)


def _report(year: Year, now: datetime) -> None:
    number = f"演示报〔{year.number}〕5号"
    deciding.report(review_id(year), now.date(), number, actor=year.world.office, now=now)


def _try_dropped(year: Year, now: datetime) -> None:
    """Try to take up what was dropped."""
    by, certificate = year.schools["D"].liaison, year.certificate(3)
    year.is_refused(
        "a dropped certificate is taken up",
        lambda: entries.propose(certificate, actor=by, now=now),
    )

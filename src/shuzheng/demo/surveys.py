"""What society and enterprises said over the years: results published, one corrected, a draft."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shuzheng.catalogue.queries import certificates
from shuzheng.reliance.rules.survey import About, Answers, Audience, Group, Line, Scope
from shuzheng.reliance.services import surveys

if TYPE_CHECKING:
    from uuid import UUID

    from shuzheng.demo.world import World

LAST, BEFORE, FIRST = 40, 410, 780
"""As of how many days ago; never two in one calendar year."""
BY = "省职业教育调查中心（演示）"
SOCIETY = "社会认可度调查报告（演示）"
ENTERPRISES = "企业满意度与用人调查报告（演示）"
MISTAKE = "教师答卷统计有误，按原始答卷更正。（演示）"
GROUPS = {
    Group.STUDENTS: (2400, 2016, 1552, 1411),
    Group.GUARDIANS: (800, 536, 348, 322),
    Group.TEACHERS: (600, 552, 464, 442),
    Group.EMPLOYERS: (400, 268, 188, 174),
    Group.OTHERS: (300, 162, 92, 86),
}
EVERY = 4
"""Of every fourth certificate nobody was asked."""


def build(world: World) -> None:
    """Publish two years of each survey, correct the older one, and leave a draft."""
    world.say("社会调查", 93)
    first = _society(world, FIRST, 8)
    surveys.publish(first, actor=world.office, now=world.at(FIRST - 20))
    better = surveys.correct(
        first, MISTAKE, _about(world, SOCIETY, FIRST), actor=world.office, now=world.at(FIRST - 60)
    )
    teachers = Line(Scope.GROUP, Group.TEACHERS, Answers(600, 540, 437, 416))
    surveys.tell(better, [teachers], actor=world.office, now=world.at(FIRST - 60))
    surveys.publish(better, actor=world.office, now=world.at(FIRST - 61))
    second = _society(world, BEFORE, 4)
    surveys.publish(second, actor=world.office, now=world.at(BEFORE - 20))
    _society(world, LAST, 0)
    for days, less in ((BEFORE, 3), (LAST, 0)):
        _enterprises(world, days, less)


def _society(world: World, days: int, less: int) -> UUID:
    """Tell what the groups said; `less` of a hundred fewer agreed in earlier years."""
    lines = [
        Line(
            Scope.GROUP,
            group,
            Answers(asked, valid, agreed - valid * less // 100, content - valid * less // 100),
        )
        for group, (asked, valid, agreed, content) in GROUPS.items()
    ]
    return _told(world, Audience.SOCIETY, days, lines)


def _enterprises(world: World, days: int, less: int) -> None:
    kinds = sorted(certificates.brief(world.certificates.values()).values(), key=lambda k: k.code)
    lines = [Line(Scope.PROVINCE, "", Answers(420, 312, None, 252 - 3 * less, 118 - less, 3060))]
    lines += [
        Line(
            Scope.CERTIFICATE,
            kind.code,
            Answers(
                80, 60, 30 + 4 * (place % 6), 39 - less + 3 * (place % 7), 9 + place, 40 * place
            ),
        )
        for place, kind in enumerate(kinds[:40])
        if place % EVERY
    ]
    lines += [
        Line(
            Scope.ORGANISATION,
            holder.code,
            Answers(120, 90, None, 66 - less + 4 * (place % 5), 25 + place),
        )
        for place, holder in enumerate(world.holders[:12])
    ]
    uid = _told(world, Audience.ENTERPRISES, days, lines)
    surveys.publish(uid, actor=world.office, now=world.at(days - 15))


def _told(world: World, audience: Audience, days: int, lines: list[Line]) -> UUID:
    title = SOCIETY if audience is Audience.SOCIETY else ENTERPRISES
    now = world.at(days - 10)
    about = _about(world, title, days)
    uid = surveys.begin(audience, about.as_of.year, about, actor=world.office, now=now)
    surveys.tell(uid, lines, actor=world.office, now=now)
    return uid


def _about(world: World, source: str, days: int) -> About:
    return About(BY, source, world.on(days))

"""The annual catalogue review: ranked from a frozen cut, heard by experts, now on public show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shuzheng.adjustment.queries import pages
from shuzheng.adjustment.rules.cut import Input
from shuzheng.adjustment.rules.proposal import Fate
from shuzheng.adjustment.services import deciding, freezing, inputs, listing, opening
from shuzheng.adjustment.services.inputs import Said, Serves
from shuzheng.catalogue.queries import certificates
from shuzheng.governance.queries import public_panels
from shuzheng.insight.queries import certificates as counted
from shuzheng.insight.queries import cuts
from shuzheng.kernel import periods

if TYPE_CHECKING:
    from datetime import datetime

    from shuzheng.demo.world import World

OPENED, ASKED_ON = 21, 30
SURVEY = "岗位需求统计（演示）"
PLAN = "省试点实施方案（演示）"
INDUSTRIES = ("新一代信息技术", "新能源汽车和智能网联汽车", "生命健康", "绿色食品")
EVERY = range(4)
"""Of every fourth certificate nothing is said."""
SHORTAGE = ("养老服务", "智能制造")
HOLDERS = 25
ADDED = (("碳资产管理（演示）", "新能源"), ("智能网联汽车技术（演示）", "智能汽车"))
GROUNDS = "新兴领域岗位增长快，目录尚无对应证书。（演示）"
EXPERTS = ("专家许某（演示）", "专家罗某（演示）", "专家章某（演示）")
REASON = "标准长期未修订，企业已不再按此用人，院校同意退出。（演示）"
OPINION = "排名客观反映使用情况，建议退出一种长期未修订的证书；新兴领域应尽快补充证书。（演示）"


def build(world: World, now: datetime) -> None:
    """Let the newest review come as far as its time on public show, this morning.

    It is ranked by the demonstration's one cut of the figures: a second would cost seconds.
    """
    world.say("证书目录年度评审", 94)
    year = opening.newest_due(world.on(OPENED))
    pk = opening.open_year(year, actor=world.office, now=world.at(OPENED, 9))
    _tell(world, pk)
    freezing.freeze(pk, INDUSTRIES, actor=world.office, now=now)
    minutes = world.paper("专家评审会纪要", world.office, now)
    panel = public_panels.of_review(year, world.office)
    heard = panel.experts if panel else EXPERTS
    listing.hear(
        pk, periods.day(now), heard, OPINION, minutes_id=minutes, actor=world.office, now=now
    )
    found = pages.one(pk, world.office).frozen
    if found:
        # Nothing here is older than the demonstration: rank alone drops nothing, experts may. Of
        # the few certificates of a small province none may be dropped, so there one is watched.
        fate = Fate.DROP if found.ranking.most else Fate.WATCH
        code = found.ranking.places[:2][-1].code
        listing.change(pk, code, fate, REASON, actor=world.office, now=now)
    for name, field in ADDED:
        listing.add(pk, name, field, GROUNDS, actor=world.office, now=now)
    listing.propose(pk, actor=world.office, now=now)
    deciding.show(pk, actor=world.province, now=now)


def _tell(world: World, pk: int) -> None:
    """Say how many jobs ask for most certificates, and whom they serve; not of all."""
    newest = cuts.newest()
    used = [one.certificate_type_id for one in counted.in_use(newest.id)] if newest else []
    kinds = sorted(certificates.brief(used).values(), key=lambda one: one.code)
    on, now = world.on(ASKED_ON), world.at(OPENED, 10)
    said, served = [], []
    for place, kind in enumerate(kinds):
        served.append(
            Serves(
                kind.code,
                (SHORTAGE[place],) if place < len(SHORTAGE) else (),
                (INDUSTRIES[place % len(EXPERTS)],),
                PLAN,
            )
        )
        if place % len(EVERY) == 0:
            continue
        said.append(Said(kind.code, Input.NEEDS, 12 + 17 * (place % 5), 0, SURVEY, on))
        if place % 2 == 0:
            said.append(Said(kind.code, Input.MATCHED, 12 + place % 9, HOLDERS, SURVEY, on))
    inputs.tell(pk, said, actor=world.office, now=now)
    inputs.serve(pk, served, actor=world.office, now=now)

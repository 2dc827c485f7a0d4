"""Build the demonstration province, once, on an empty installation, in a few dozen seconds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction

from shuzheng.credentials.services import keys, status
from shuzheng.demo import (
    adjustment,
    alliances,
    complaints,
    documents,
    effort,
    employers,
    evaluation,
    governance,
    inspections,
    learners,
    matters,
    organs,
    parties,
    pilots,
    plans,
    reminders,
    reports,
    sign_ins,
    sites,
    standards,
    support,
    surveys,
    voices,
)
from shuzheng.demo.world import WHOLE, Scale, World
from shuzheng.foundation import clock, facts
from shuzheng.identity.rules.kinds import Role
from shuzheng.insight.services import cutting
from shuzheng.kernel import periods
from shuzheng.transparency.services import log

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date, datetime

SEED = 20_260_401


def build(
    today: date, say: Callable[[str, int], None], scale: Scale = WHOLE, seed: int = SEED
) -> World:
    """Build everything; `say` is told what is being built and how many per cent are done."""
    world = World(seed, today, say, scale)
    # One transaction: a build that is cut off leaves nothing, and the disk is waited for once.
    with transaction.atomic():
        for stage in (
            parties,
            pilots,
            organs,
            learners,
            sites,
            governance,
            plans,
            matters,
            reports,
            voices,
            employers,
            documents,
            inspections,
            alliances,
            complaints,
            support,
            standards,
            surveys,
        ):
            stage.build(world)
        _offer(world)
        organs.record_outside(world)
        _publish_records(world)
        world.say("统计数据", 94)
        cutting.take(actor=world.office, now=_morning(world))
        effort.build(world, _morning(world))
        adjustment.build(world, _morning(world))
        evaluation.build(world, _morning(world))
    return world


def _publish_records(world: World) -> None:
    """Let two persons make the key with which the province signs whole records."""
    now = _morning(world)
    change = keys.propose_first("开通学习成果记录服务", actor=world.security, now=now)
    keys.confirm(change, actor=world.office, now=now)


def publish(world: World) -> None:
    """Publish the evidence log and the status lists; outside any transaction."""
    world.say("存证日志与证书状态", 95)
    now = _morning(world)
    status.publish(now=now)
    log.anchor_facts(now)
    log.publish(now=now)


def _morning(world: World) -> datetime:
    """Return seven o'clock of the day, or now: built before seven, it must not be dated ahead."""
    return min(world.at(0, 7), clock.now())


def _offer(world: World) -> None:
    """Choose whom the demonstration offers as sign-ins: people with something to do today."""
    first = world.holders[0]
    told = plans.stories(world)
    running = next(one for one in told if one.stage == "running")
    certificate = plans.certificate_of(world, running)
    site = world.sites[sites.hosts(world, certificate)[0].id]
    school = next(one for one in world.schools if one.certificates and one.id in world.sites)
    marking = next(one for one in told if one.stage == "marking")
    assessed = plans.certificate_of(world, marking)
    world.offered |= {
        Role.PROVINCIAL_ADMIN: world.province,
        Role.OFFICE_OFFICER: world.office,
        Role.CITY_OFFICER: world.cities["340100"],
        Role.LIAISON: school.liaison,
        Role.INSTITUTION_ADMIN: school.admin,
        Role.ALLIANCE_LEAD: pilots.leader(world, pilots.lead_of(world, assessed)),
        Role.ORGANISATION_STAFF: first.staff,
        Role.ORGANISATION_ISSUER: first.issuer,
        Role.SITE_ADMIN: site.admin,
        Role.INVIGILATOR: site.invigilator,
        Role.ASSESSOR: pilots.assessor(world, assessed, 1),
        Role.SECURITY_ADMIN: world.security,
        Role.INSPECTOR: inspections.offered(world),
    }


def is_empty() -> bool:
    """Return whether nothing has been founded here yet."""
    return facts.head()[0] == 0


def today() -> date:
    """Return the day in the province; for commands, which are doors."""
    return periods.day(clock.now())


def build_here(say: Callable[[str, int], None]) -> None:
    """Build the demonstration as of today, and its sign-ins, beside the database."""
    world = build(today(), say)
    publish(world)
    say("登录身份", 97)
    sign_ins.make(world, world.offered, settings.DATA_DIR)
    say("消息提醒", 99)
    reminders.tell(clock.now())

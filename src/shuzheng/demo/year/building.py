"""Let a year happen, on an empty installation, and say what it came to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import transaction

from shuzheng.credentials.services import status
from shuzheng.demo import sign_ins
from shuzheng.demo.year import (
    cast,
    complaining,
    evaluating,
    figures,
    filing,
    inspecting,
    measuring,
    reporting,
    reviewing,
    sessions,
    sites,
)
from shuzheng.identity.rules.kinds import Role
from shuzheng.insight.services import cutting
from shuzheng.kernel.actor import CLOCK
from shuzheng.transparency.services import log

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date, datetime

    from shuzheng.demo.year.cast import Year
    from shuzheng.kernel.actor import Actor

SCRIPT = (
    filing,
    reporting,
    sites,
    sessions,
    inspecting,
    complaining,
    reviewing,
    evaluating,
    measuring,
)
CLOCK_SINCE = (0, 27)
"""From here on the jobs run: on this day the period of the year's first report begins."""
CERTIFIED = 2
"""A candidate of the first session whom the door offers."""
FIRST_PERCENT, LAST_PERCENT = 12, 94


def build(number: int, say: Callable[[str, int], None]) -> Year:
    """Let the year `number` happen; `say` is told where it stands, in words and per cent.

    One transaction: a build that is cut off leaves nothing.
    """
    with transaction.atomic():
        year = cast.found(number, say)
        for part in SCRIPT:
            part.enter(year)
        year.diary.keep_clock(year.on(*CLOCK_SINCE), year.on(12, 31))
        year.diary.enter(last(year), lambda now: cutting.take(actor=CLOCK, now=now))
        year.diary.live(_progress(year, say))
    return year


def last(year: Year) -> datetime:
    """Return the instant of the last cut, after the last jobs of the year."""
    return year.at(12, 31, 23, 55)


def publish(year: Year) -> None:
    """Put the record of acts into the log and sign log and status lists; outside a transaction."""
    now = last(year)
    log.anchor_facts(now)
    status.publish(now=now)
    log.publish(now=now)


def newest(today: date) -> int:
    """Return the last whole calendar year before a day."""
    return today.year - 1


def build_here(number: int, say: Callable[[str, int], None]) -> dict[str, Any]:
    """Build the year with sign-ins beside the database; returns its final figures."""
    year = build(number, say)
    say("存证日志与证书状态", 95)
    publish(year)
    say("登录身份", 97)
    sign_ins.make(year.world, _offered(year), settings.DATA_DIR)
    return figures.final(year, last(year))


def _offered(year: Year) -> dict[Role, Actor]:
    """Return whom the door offers: who took the decisions of the year, and who lived with them."""
    world, school, site = year.world, year.schools["A"], year.sites["A1"]
    return year.platform | {
        Role.PROVINCIAL_ADMIN: world.province,
        Role.OFFICE_OFFICER: world.office,
        Role.CITY_OFFICER: world.cities["340100"],
        Role.INSPECTOR: year.inspectors[0],
        Role.LIAISON: school.liaison,
        Role.INSTITUTION_ADMIN: school.admin,
        Role.ALLIANCE_LEAD: sites.lead(year, 1),
        Role.SITE_ADMIN: site.admin,
        Role.INVIGILATOR: site.invigilator,
        Role.ASSESSOR: sites.assessor(year, 1, 0),
        Role.STUDENT: year.held["S1"].candidates[CERTIFIED][1],
        Role.ORGANISATION_STAFF: world.holders[0].staff,
        Role.ORGANISATION_ISSUER: world.holders[0].issuer,
        Role.SECURITY_ADMIN: world.security,
    }


def _progress(year: Year, say: Callable[[str, int], None]) -> Callable[[date], None]:
    first = year.on(*CLOCK_SINCE)
    whole = (year.on(12, 31) - first).days

    def said(day: date) -> None:
        done = max(0, (day - first).days) * (LAST_PERCENT - FIRST_PERCENT) // whole
        say(f"{day:%Y-%m-%d}", FIRST_PERCENT + done)

    return said

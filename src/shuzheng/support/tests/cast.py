"""A fixed cast for the tests of help for institutions: three schools in two cities."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TYPE_CHECKING

from shuzheng.identity.rules.kinds import OrganisationKind, Role
from shuzheng.identity.tests import cast
from shuzheng.kernel import canonical
from shuzheng.kernel.periods import SHANGHAI
from shuzheng.support.models import FrozenTable, Measurement
from shuzheng.support.rules import measurement
from shuzheng.support.rules.pairing import Agreement, Resource, Word
from shuzheng.support.rules.unevenness import Amount, Institution, Measure, Table, Terms
from shuzheng.support.services import acting, pairing

if TYPE_CHECKING:
    from shuzheng.kernel.actor import Actor

OFFICE = cast.actor(Role.OFFICE_OFFICER, person_id=13)
DEPARTMENT = cast.actor(Role.PROVINCIAL_ADMIN, person_id=14)
SOURCE = "院校年度报告（演示）"


@dataclass
class Here:
    """Who the tests speak of: a strong school, a weak one in another city, a stranger."""

    strong: int
    weak: int
    stranger: int
    office: int

    def head(self, school: int) -> Actor:
        """Return who answers for a school."""
        return cast.actor(Role.INSTITUTION_ADMIN, school, person_id=21)

    def liaison(self, school: int) -> Actor:
        """Return a school's liaison."""
        return cast.actor(Role.LIAISON, school, person_id=22)


def at(month: int, day: int, year: int = 2026) -> datetime:
    """Return ten in the morning of a day in the province."""
    return datetime.combine(date(year, month, day), time(10), SHANGHAI)


def city(area: str) -> Actor:
    """Return an officer of a city's bureau."""
    return cast.actor(Role.CITY_OFFICER, area=area)


def build() -> Here:
    """Let three schools be."""
    cast.city("340200", "芜湖市")
    strong = cast.organisation("S1", name="江淮职业学院")
    weak = cast.organisation("S2", name="秋浦职业学校", division="340200")
    stranger = cast.organisation("S3", name="皖南职业学校")
    office = cast.organisation("O1", OrganisationKind.COORDINATION_OFFICE)
    return Here(strong, weak, stranger, office)


def measured(until: date, weak_hours: int) -> int:
    """Freeze a measurement in which the weak school has these training hours for ten students."""
    terms = Terms(lowest_share=20, smallest_group=5)

    def one(code: str, name: str, hours: int) -> Institution:
        amounts = {Measure.HOURS: Amount(hours, SOURCE, until)}
        return Institution(code, name, "340100", 10, amounts=amounts)

    rows = (
        one("S1", "江淮职业学院", 600),
        one("S2", "秋浦职业学校", weak_hours),
        one("S3", "皖南职业学校", 500),
    )
    table = Table(date(until.year - 1, until.month, 1), until, terms, rows)
    row = Measurement.objects.create(
        since=table.since, until=until, state="frozen", opened_on=until, frozen_on=until
    )
    text = canonical.dumps(measurement.plain(table)).decode()
    FrozenTable.objects.create(
        measurement=row, text=text, digest="0" * 64, frozen_at=at(until.month, 1, until.year)
    )
    return row.pk


def agreement(since: date = date(2026, 4, 1), until: date = date(2027, 3, 31)) -> Agreement:
    """Return an agreement of a year."""
    return Agreement(
        since,
        until,
        [Measure.HOURS],
        [Resource.TEACHERS, Resource.BASES],
        "每学期选派两名骨干教师驻校（演示）。",
        "生均培训学时达到全省均值（演示）。",
    )


def proposed(here: Here) -> int:
    """Propose on 2 March 2026 that the strong school helps the weak one."""
    return pairing.propose(here.strong, here.weak, agreement(), actor=OFFICE, now=at(3, 2))


def agreed(here: Here) -> int:
    """Let both agree and the department confirm, on 5 March."""
    pk = proposed(here)
    for school in (here.strong, here.weak):
        pairing.answer(pk, Word.AGREES, "", actor=here.head(school), now=at(3, 4))
    pairing.agree(pk, "", actor=DEPARTMENT, now=at(3, 5))
    return pk


def running(here: Here) -> int:
    """Let the term come, with one action planned."""
    pk = agreed(here)
    acting.plan(
        pk,
        "选派两名教师驻校（演示）",
        date(2026, 6, 30),
        actor=here.liaison(here.strong),
        now=at(3, 9),
    )
    pairing.begin_due(now=at(4, 1))
    return pk

"""An installation to measure on: parties, one certificate, one plan, people without number.

Everybody here is invented. Rows that no measured act makes are written straight to the tables.
"""

from __future__ import annotations

import os
from datetime import date, datetime, timedelta
from itertools import product
from typing import TYPE_CHECKING

import django
from django.conf import settings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shuzheng.config.settings")
django.setup()

from django.core.management import call_command  # noqa: E402 - the rooms are loaded above
from django.db import connection  # noqa: E402
from django.urls import get_resolver  # noqa: E402

from shuzheng.assessment.models import Plan  # noqa: E402
from shuzheng.catalogue.models import (  # noqa: E402
    CertificateType,
    SkillRequirement,
    StandardVersion,
)
from shuzheng.config import collecting  # noqa: E402
from shuzheng.foundation import clock, grants  # noqa: E402
from shuzheng.identity.models import (  # noqa: E402
    Division,
    Membership,
    Organisation,
    OrganisationName,
    Person,
    User,
)
from shuzheng.identity.rules.kinds import REACH, DocumentKind, OrganisationKind, Role  # noqa: E402
from shuzheng.identity.services import persons  # noqa: E402
from shuzheng.identity.services.persons import PersonRow  # noqa: E402
from shuzheng.kernel import identifiers, periods  # noqa: E402
from shuzheng.kernel.actor import Actor  # noqa: E402
from shuzheng.pilots.models import InstitutionCertificate  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Sequence

LEVEL = "intermediate"
SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦许何吕施张孔曹严华金魏陶"
GIVEN = "安博晨丹恩帆歌涵嘉凯岚铭宁佩琪然书桐文希妍逸雨泽知子云志远晴"
FIRST_BIRTHDAY = date(2004, 1, 1)
SERIALS = 1_000
SKILLS = 12
SKILL = "能按照第{}项要求编写、复核并维护测试用例。"
AT_ONCE = 5_000


def found() -> None:
    """Make the tables, the parties, the certificate and its standard."""
    call_command("migrate", interactive=False, verbosity=0)
    province = Division.objects.create(
        code="340000", name="安徽省", full_name="安徽省", level="province"
    )
    city = Division.objects.create(
        code="340100", name="合肥市", full_name="安徽省合肥市", level="city", parent=province
    )
    holder = _organisation("E1", OrganisationKind.EVALUATION_ORGANISATION, "演示评价中心", city)
    school = _organisation("S1", OrganisationKind.INSTITUTION, "演示职业技术学院", city)
    kind = CertificateType.objects.create(
        code="D10001",
        name="演示软件测试职业技能等级证书",
        short_name="演示软件测试",
        organisation=holder,
        levels=[LEVEL],
        is_demonstration=True,
    )
    standard = StandardVersion.objects.create(
        certificate_type=kind, version="2.0", state="published", effective_on=FIRST_BIRTHDAY
    )
    SkillRequirement.objects.bulk_create(
        SkillRequirement(
            standard=standard,
            level=LEVEL,
            domain_number="1",
            domain="测试设计",
            task_number="1.1",
            task="用例编写",
            number=f"1.1.{n}",
            text=SKILL.format(n),
        )
        for n in range(1, SKILLS + 1)
    )
    InstitutionCertificate.objects.create(
        institution=school,
        certificate_type=kind,
        state="active",
        approved_on=FIRST_BIRTHDAY,
    )


def plan(seats: int, state: str = "open") -> int:
    """Return the id of a plan with so many places, open for registration or in another state."""
    now = clock.now()
    today = periods.day(now)
    kind = CertificateType.objects.get()
    made = Plan.objects.create(
        number="KH202600001",
        serial=1,
        organisation_id=holder(),
        certificate_type=kind,
        standard=StandardVersion.objects.get(),
        level=LEVEL,
        name="演示软件测试职业技能等级证书考试",
        state=state,
        registration_opens_at=now - timedelta(days=30),
        registration_closes_at=now + timedelta(days=30),
        first_on=today - timedelta(days=30) if state != "open" else today + timedelta(days=60),
        last_on=today + timedelta(days=60),
        seats=seats,
        price_fen=0,
        pass_rule="total >= 60",  # noqa: S106 - an expression
        review_until=today - timedelta(days=1),
        results_published_at=now,
    )
    made.institutions.add(school())
    return made.pk


def again(role: Role) -> Actor:
    """Return whoever was made a `member` in this role."""
    row = Membership.objects.select_related("person__user").get(role=role)
    return _actor(row, row.person.user.pk)


def school() -> int:
    """Return the id of the institution."""
    return Organisation.objects.get(kind=OrganisationKind.INSTITUTION).pk


def holder() -> int:
    """Return the id of the evaluation organisation."""
    return Organisation.objects.get(kind=OrganisationKind.EVALUATION_ORGANISATION).pk


def member(role: Role, organisation_id: int, serial: int) -> Actor:
    """Return somebody with an account, who acts for an organisation."""
    [person] = register([(f"演示{GIVEN[serial]}", _number(date(1985, 1, 1), serial))])
    now = clock.now()
    user = User.objects.create(username=f"user{serial}", person_id=person, created_at=now)
    since = periods.day(now) - timedelta(days=100)
    row = Membership.objects.create(
        person_id=person, organisation_id=organisation_id, role=role, since=since
    )
    return _actor(row, user.pk)


def people(count: int) -> list[tuple[str, str]]:
    """Return names and identity numbers of so many people who do not exist."""
    names = ["".join(parts) for parts in product(SURNAMES, GIVEN, GIVEN)]
    return [
        (
            names[n % len(names)],
            _number(FIRST_BIRTHDAY + timedelta(days=n // SERIALS), n % SERIALS),
        )
        for n in range(count)
    ]


def register(rows: Sequence[tuple[str, str]]) -> list[int]:
    """Return the ids of newly registered persons."""
    clerk = Actor(
        user_id=1,
        person_id=1,
        organisation_id=school(),
        role=Role.LIAISON,
        permissions=grants.of(Role.LIAISON),
        reach=REACH[Role.LIAISON],
    )
    wanted = [
        PersonRow(
            name, DocumentKind.RESIDENT_IDENTITY_CARD, number, "13800000017", is_demonstration=True
        )
        for name, number in rows
    ]
    ids: list[int] = []
    for start in range(0, len(wanted), AT_ONCE):
        part = wanted[start : start + AT_ONCE]
        made = persons.register(part, organisation_id=school(), actor=clerk, now=clock.now())
        ids += [one.person_id for one in made]
    return ids


def ready() -> None:
    """Be as a worker is that has started: addresses loaded, cycles collected seldom."""
    _ = get_resolver().url_patterns
    collecting.collect_seldom()


def settle_database() -> None:
    """Leave the database as one file (SQLite) or with fresh statistics (PostgreSQL)."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        else:
            cursor.execute("VACUUM ANALYZE")
    connection.close()


def vendor() -> str:
    """Return the name of the database engine."""
    return str(settings.DATABASES["default"]["ENGINE"]).rpartition(".")[2]


def moment() -> datetime:
    """Return this instant, as a door does."""
    return clock.now()


def persons_stored() -> int:
    """Return how many persons there are."""
    return Person.objects.count()


def _organisation(code: str, kind: OrganisationKind, name: str, city: Division) -> Organisation:
    row = Organisation.objects.create(
        kind=kind,
        code=code,
        name=name,
        division=city,
        institution_kind="higher_vocational" if kind == OrganisationKind.INSTITUTION else "",
        is_demonstration=True,
    )
    OrganisationName.objects.create(organisation=row, name=name, since=date(2020, 1, 1))
    return row


def _actor(row: Membership, user_id: int) -> Actor:
    role = Role(row.role)
    return Actor(
        user_id=user_id,
        person_id=row.person_id,
        organisation_id=row.organisation_id or 0,
        role=role,
        permissions=grants.of(role),
        reach=REACH[role],
        membership_id=row.pk,
    )


def _number(born: date, serial: int) -> str:
    first = f"349900{born:%Y%m%d}{serial:03d}"
    return first + identifiers.identity_check(first)


if __name__ == "__main__":
    found()
    settle_database()

"""A school that asks, a department that answers, and who hears of it, for the tests."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.test import Client

from shuzheng.foundation import sealing
from shuzheng.identity.models import Membership, Person, User
from shuzheng.identity.rules.kinds import OrganisationKind, Role
from shuzheng.identity.tests.browsers import BACKEND, LONG_AGO, person
from shuzheng.identity.tests.cast import NOON, actor, organisation
from shuzheng.reminders.models import Reminder, Wish
from shuzheng.reminders.rules import digest
from shuzheng.reminders.services import making
from shuzheng.support.rules.question import Topic
from shuzheng.support.services import asking

if TYPE_CHECKING:
    from datetime import date, datetime

    from shuzheng.kernel.actor import Actor

ADDRESS = "lian.luo@school.example"
PHONE = "13800000017"


def later(**elapsed: float) -> datetime:
    """Return an instant after the cast's noon."""
    return NOON + timedelta(**elapsed)


def account(person_id: int) -> User:
    """Return a new account of a person."""
    return User.objects.create(
        username=f"u{person_id}", person_id=person_id, created_at=NOON, password="!"
    )


def member(
    role: Role,
    organisation_id: int | None,
    *,
    since: date = LONG_AGO,
    until: date | None = None,
    opened: bool = True,
) -> Actor:
    """Return somebody new who acts for an organisation, with an account if `opened`."""
    pk = person(f"演示{chr(0x4E00 + Person.objects.count())}", 100 + Person.objects.count())
    Membership.objects.create(
        person_id=pk, organisation_id=organisation_id, role=role, since=since, until=until
    )
    if opened:
        account(pk)
    return actor(role, organisation_id or 0, person_id=pk)


def browser(who: Actor) -> Client:
    """Return the browser of somebody of the cast, with the pages in English."""
    client = Client(headers={"Accept-Language": "en"})
    client.force_login(User.objects.get(person_id=who.person_id), backend=BACKEND)
    return client


@dataclass
class Cast:
    """Two schools, and two people of the department."""

    school: int
    liaison: Actor
    head: Actor
    elsewhere: Actor
    department: Actor
    second: Actor

    def asked(self, now: datetime = NOON) -> int:
        """Return a question that the liaison asked."""
        return asking.ask(
            Topic.FILING, "名额如何计算", "请说明计划人数。", actor=self.liaison, now=now
        )

    def answered(self, now: datetime = NOON) -> int:
        """Return a question that the department answered."""
        pk = self.asked(now)
        asking.answer(pk, "按备案计算。", shared=False, actor=self.department, now=now)
        return pk


def cast() -> Cast:
    """Return a province in which one asks and another answers."""
    department = organisation("JYT", OrganisationKind.PROVINCIAL_DEPARTMENT)
    school, other = organisation("S1"), organisation("S2")
    return Cast(
        school,
        member(Role.LIAISON, school),
        member(Role.INSTITUTION_ADMIN, school),
        member(Role.LIAISON, other),
        member(Role.PROVINCIAL_ADMIN, department),
        member(Role.PROVINCIAL_ADMIN, department),
    )


def tell(now: datetime) -> int:
    """Let the job read the facts on to their end; returns how many it read."""
    read = 0
    while count := making.read_on(now):
        read += count
    return read


def verbs(who: Actor) -> list[str]:
    """Return of what somebody was told, in order."""
    rows = Reminder.objects.filter(person_id=who.person_id).order_by("fact_id")
    return list(rows.values_list("fact__verb", flat=True))


def reachable(who: Actor, address: str = ADDRESS, phone: str = "", **chosen: bool) -> Wish:
    """Give somebody an address and a telephone, and let him or her choose."""
    row = Wish(person_id=who.person_id, **chosen)
    row.address_sealed = sealing.seal(address, row.place())
    row.address_masked = digest.masked(address)
    row.save()
    someone = Person.objects.get(pk=who.person_id)
    Person.objects.filter(pk=someone.pk).update(
        phone_sealed=sealing.seal(phone, someone.place("phone")), phone_masked=phone[-4:]
    )
    return row

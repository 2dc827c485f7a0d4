"""Browsers of people in their roles, and a school with a class, for the tests of pages."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from shuzheng.foundation import clock
from shuzheng.identity.models import Membership, User
from shuzheng.identity.rules.kinds import DocumentKind, Role
from shuzheng.identity.services import enrolments, persons
from shuzheng.identity.tests.cast import NOON, actor, identity_number, organisation

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.test.client import _MonkeyPatchedWSGIResponse as Answer

    from shuzheng.kernel.actor import Actor

CARD = DocumentKind.RESIDENT_IDENTITY_CARD
LONG_AGO = date(2020, 1, 1)
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
MOST_QUERIES = 40
"""What a page may take in all, the frame with the other rooms' counters included."""
RECORD_QUERIES = 60
"""What the record of an evaluation organisation may take: six rooms hand sections in."""
STUDENTS = ("沈予安", "许文澜", "陆见川")


@dataclass
class School:
    """A school, who acts for it, one class of it and the class's students."""

    id: int
    clerk: Actor
    class_id: int
    students: list[int]
    numbers: list[str]


def school(code: str = "S1", first: int = 100, born: str = "20020101") -> School:
    """Return a school with one class of three students."""
    here = organisation(code)
    clerk = actor(Role.INSTITUTION_ADMIN, here, person_id=0)
    numbers = [identity_number(first + serial, born) for serial in range(len(STUDENTS))]
    rows = [
        persons.PersonRow(name, CARD, number, "13800000017")
        for name, number in zip(STUDENTS, numbers, strict=True)
    ]
    found = persons.register(rows, organisation_id=here, actor=clerk, now=NOON)
    ids = enrolments.ensure_classes(
        here, [enrolments.ClassRow("软件2401", 2024)], actor=clerk, now=NOON
    )
    [class_id] = ids.values()
    students = [one.person_id for one in found]
    enrolments.enrol(
        here,
        [
            enrolments.EnrolmentRow(pk, class_id, f"20240{serial}")
            for serial, pk in enumerate(students)
        ],
        actor=clerk,
        now=NOON,
    )
    return School(here, clerk, class_id, students, numbers)


def crowd(here: School, count: int = 30) -> None:
    """Enrol many more students in a school's class."""
    rows = [
        persons.PersonRow(f"学生{chr(0x4E00 + serial)}", CARD, identity_number(serial, "19990101"))
        for serial in range(count)
    ]
    found = persons.register(rows, organisation_id=here.id, actor=here.clerk, now=NOON)
    enrolments.enrol(
        here.id,
        [enrolments.EnrolmentRow(one.person_id, here.class_id) for one in found],
        actor=here.clerk,
        now=NOON,
    )


def person(name: str = "经办人", serial: int = 0) -> int:
    """Return somebody new, registered by nobody's list."""
    number = identity_number(serial or 500 + User.objects.count())
    row = persons.PersonRow(name, CARD, number)
    someone = actor(Role.SECURITY_ADMIN)
    [found] = persons.register([row], organisation_id=0, actor=someone, now=NOON)
    return found.person_id


def browser(role: Role, organisation_id: int | None = None, *, name: str = "经办人") -> Client:
    """Return the browser of somebody new in this role, with the pages in English."""
    person_id = person(name)
    user = User.objects.create(
        username=f"u{person_id}", person_id=person_id, created_at=NOON, password="!"
    )
    Membership.objects.create(
        person_id=person_id, organisation_id=organisation_id, role=role, since=LONG_AGO
    )
    client = Client(headers={"Accept-Language": "en"})
    client.force_login(user, backend=BACKEND)
    return client


def text(answer: Answer, status: int = 200) -> str:
    """Return a page's text; it must have this status, no inline style, and not be kept."""
    assert answer.status_code == status, answer.content.decode().split("<main")[-1][:3000]
    assert "no-store" in answer["Cache-Control"]
    page = answer.content.decode()
    assert "style=" not in page.replace('rel="stylesheet"', "")
    return page


def queries(client: Client, url: str) -> int:
    """Return how many queries a page takes, the second time it is asked for."""
    client.get(url)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


def workbook(*rows: Sequence[object], name: str = "名单.xlsx") -> SimpleUploadedFile:
    """Return a workbook with these rows as somebody would upload it."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        page = book.add_worksheet("名单")
        for number, row in enumerate(rows):
            for place, value in enumerate(row):
                page.write(number, place, value)
    return SimpleUploadedFile(name, target.getvalue())


def soon() -> datetime:
    """Return an instant at which what was queued just now is due."""
    return clock.now()

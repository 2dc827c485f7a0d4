"""A roster of thousands goes in by few statements; a row that cannot is refused by its place."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
import xlsxwriter
from django.db import connection
from django.test.utils import CaptureQueriesContext

from shuzheng.assessment.jobs import ROSTER
from shuzheng.assessment.models import Plan, Registration
from shuzheng.assessment.services import registrations
from shuzheng.assessment.sheets.roster import ROSTER as SHEET
from shuzheng.assessment.tests import cast
from shuzheng.assessment.tests.cast import NOON
from shuzheng.foundation.models import Fact
from shuzheng.foundation.sheets import checking, reading
from shuzheng.foundation.sheets.definitions import Occasion
from shuzheng.identity.models import Enrolment, IdentityCase, Membership, Person, SchoolClass
from shuzheng.identity.tests.cast import identity_number

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from shuzheng.assessment.tests.cast import Province
    from shuzheng.foundation.sheets.checking import Examination
    from shuzheng.foundation.sheets.rows import Row

pytestmark = pytest.mark.django_db

HEADINGS = ("姓名", "证件类型", "证件号码", "手机号", "班级", "学号", "入学年份", "专业代码")
CARD = "居民身份证"


def line(serial: int, **changes: str) -> tuple[str, ...]:
    """Return one row of a roster, with changes by heading."""
    values = {
        "姓名": f"学生{chr(0x4E00 + serial)}",
        "证件类型": CARD,
        "证件号码": number(serial),
        "手机号": "13800000017",
        "班级": "软件2401",
        "学号": f"2024{serial:06d}",
        "入学年份": "2024",
        "专业代码": "510203",
    }
    return tuple({**values, **changes}.values())


def number(serial: int) -> str:
    return identity_number(serial % 999 + 1, f"2005{serial // 999 + 1:02d}01")


def workbook(rows: Sequence[tuple[str, ...]]) -> bytes:
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target)
    page = book.add_worksheet("报名名单")
    for at, row in enumerate((HEADINGS, *rows)):
        for column, value in enumerate(row):
            page.write_string(at, column, value)
    book.close()
    return target.getvalue()


def occasion(here: Province, plan: int) -> Occasion:
    return Occasion(here.liaison(), NOON, {"plan": plan}, uuid4(), "名单.xlsx", "0")


def checked(here: Province, plan: int, rows: Sequence[tuple[str, ...]]) -> Examination:
    """Return what checking a roster finds."""
    when = occasion(here, plan)
    assert ROSTER.check is not None
    judge = ROSTER.check
    with reading.opened(workbook(rows), SHEET) as file:
        return checking.examine(file.rows(), lambda some: judge(some, when))


def taken(here: Province, plan: int, rows: Sequence[tuple[str, ...]]) -> Mapping[str, object]:
    """Take the good rows of a roster; returns what the import says."""
    when = occasion(here, plan)
    assert ROSTER.check is not None
    judge = ROSTER.check

    def chunks(source: Iterator[Row]) -> Iterator[list[Row]]:
        for chunk in checking.checked(source, lambda some: judge(some, when)):
            if good := [row for row in chunk if row.good]:
                yield good

    with reading.opened(workbook(rows), SHEET) as file:
        return ROSTER.apply(chunks(file.rows()), when)


def faults(found: Examination) -> list[tuple[int, str, str]]:
    return [
        (row.number, fault.column, fault.finding.code)
        for row in found.preview
        for fault in row.faults
        if fault.is_error
    ]


@pytest.mark.rule("R-034")
def test_two_thousand_students_are_registered_by_few_statements(here: Province) -> None:
    plan = here.opened(seats=20)
    Plan.objects.filter(pk=plan).update(seats=5_000)
    known = cast.person(1, line(0)[0], born="20050101")
    rows = [line(serial) for serial in range(2_000)]
    before = Person.objects.count()

    with CaptureQueriesContext(connection) as queries:
        result = taken(here, plan, rows)

    assert result == {"registered": 2_000, "new": 1_999}
    assert len(queries) < 90
    assert Registration.objects.filter(plan=plan, state="drafted").count() == 2_000
    assert Plan.objects.get(pk=plan).places_taken == 2_000
    assert Person.objects.count() - before == 1_999
    assert Enrolment.objects.filter(organisation_id=here.college).count() == 2_000
    assert Membership.objects.filter(role="student").count() == 2_000
    row = Registration.objects.get(person_id=known)
    assert row.school_class is not None
    assert (row.school_class.name, row.school_class.major_code) == ("软件2401", "510203")
    fact = Fact.objects.get(verb="assessment.registrations.drafted")
    assert (fact.subjects_count, fact.data) == (2_000, {"count": 2_000, "known": 0})


def test_the_same_roster_again_is_refused_row_by_row_and_does_nothing(here: Province) -> None:
    plan = here.opened()
    rows = [line(serial) for serial in range(3)]
    taken(here, plan, rows)

    found = checked(here, plan, rows)

    assert faults(found) == [(n, "number", "already-registered") for n in (2, 3, 4)]
    assert (found.total, found.errors) == (3, 3)
    assert Registration.objects.count() == 3


def test_each_row_that_cannot_be_taken_says_why_at_its_place(here: Province) -> None:
    plan = here.opened(seats=4)
    SchoolClass.objects.create(organisation_id=here.college, name="会计1班", entry_year=2023)
    SchoolClass.objects.create(organisation_id=here.college, name="会计1班", entry_year=2024)
    SchoolClass.objects.create(organisation_id=here.college, name="会计2班", entry_year=2024)
    cast.person(1, "另一个名字", born="20050101")
    declined = cast.drafted(here, plan, 700)
    registrations.decline(declined.pk, actor=cast.learner(declined.person_id), now=NOON)
    person = Person.objects.get(pk=declined.person_id)
    rows = [
        line(0),  # known under another name
        line(1, 班级="没有的班", 入学年份=""),
        line(2, 班级="会计1班", 入学年份=""),
        line(3, 班级="会计2班", 入学年份=""),
        line(4, 姓名=person.name, 证件号码=identity_number(700, "20040101")),
        line(5, 证件类型="护照", 证件号码="E-123/45"),
        *(line(serial) for serial in range(10, 14)),
    ]

    found = checked(here, plan, rows)

    assert faults(found) == [
        (2, "name", "other-name"),
        (3, "class", "class-unknown"),
        (4, "year", "class-ambiguous"),
        (6, "number", "declined"),
        (7, "number", "document"),
        (11, "", "plan-full"),
    ]
    assert found.codes["class-new"] == 6
    assert taken(here, plan, rows) == {"registered": 4, "new": 4}


def test_a_known_document_under_another_name_becomes_a_case_and_changes_nothing(
    here: Province,
) -> None:
    plan = here.opened()
    known = cast.person(1, "原来的名字", born="20050101")
    when = occasion(here, plan)
    assert ROSTER.check is not None
    assert ROSTER.refer is not None

    with reading.opened(workbook([line(0)]), SHEET) as file:
        rows = list(file.rows())
        ROSTER.check(rows, when)
        ROSTER.refer(rows, when)

    case = IdentityCase.objects.get()
    assert (case.person_id, case.given_name) == (known, line(0)[0])
    assert Person.objects.get(pk=known).name == "原来的名字"
    assert Registration.objects.count() == 0


def test_classes_of_later_batches_are_found_again(
    here: Province, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = here.opened()
    monkeypatch.setattr("shuzheng.assessment.services.registrations.roster.BATCH", 1)
    monkeypatch.setattr(checking, "AT_ONCE", 1)

    taken(here, plan, [line(1), line(2, 入学年份=""), line(3, 班级="软件2402")])

    assert list(SchoolClass.objects.order_by("name").values_list("name", "entry_year")) == [
        ("软件2401", 2024),
        ("软件2402", 2024),
    ]


def test_a_roster_is_for_who_may_register_now(here: Province) -> None:
    plan = here.opened()

    found = ROSTER.purpose(here.liaison(), {"plan": plan}, NOON)

    assert found.back_url == f"/assessment/plans/{plan}/registrations/"
    for other in (here.neighbour(), here.rival()):
        with pytest.raises(Exception, match="no such assessment plan"):
            ROSTER.purpose(other, {"plan": plan}, NOON)


@pytest.mark.rule("R-044")
def test_a_class_that_the_roster_makes_has_its_training_arrangement(
    here: Province, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = here.opened()
    SchoolClass.objects.create(organisation_id=here.college, name="软件2402", entry_year=2024)
    heads = (*HEADINGS, "培训组织形式")
    monkeypatch.setattr("shuzheng.assessment.tests.test_roster.HEADINGS", heads)

    taken(
        here,
        plan,
        [
            (*line(1), "1+X证书试点班"),
            (*line(2, 班级="软件2402"), "专业建设试点班"),
            (*line(3, 班级="软件2403"), ""),
        ],
    )

    assert list(SchoolClass.objects.order_by("name").values_list("name", "kind")) == [
        ("软件2401", "certificate_pilot"),
        ("软件2402", ""),
        ("软件2403", ""),
    ]

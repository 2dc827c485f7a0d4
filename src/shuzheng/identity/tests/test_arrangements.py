"""For what training arrangement a class was formed: recorded, shown in lists, counted."""

from __future__ import annotations

from datetime import date
from importlib.resources import files

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from shuzheng.foundation import jobs
from shuzheng.foundation.models import Fact
from shuzheng.foundation.moves import MovedMeanwhile
from shuzheng.identity.access import NoSuchClass
from shuzheng.identity.models import SchoolClass
from shuzheng.identity.queries.pages import class_kinds
from shuzheng.identity.rules import arrangements
from shuzheng.identity.rules.arrangements import UnknownArrangement
from shuzheng.identity.rules.kinds import OrganisationKind, Role
from shuzheng.identity.services import enrolments
from shuzheng.identity.services.enrolments import ClassRow
from shuzheng.identity.tests.browsers import (
    MOST_QUERIES,
    School,
    browser,
    queries,
    school,
    soon,
    text,
    workbook,
)
from shuzheng.identity.tests.cast import NOON, actor, identity_number, organisation
from shuzheng.kernel.actor import NotPermitted
from shuzheng.kernel.rulebook import Rulebook

pytestmark = [pytest.mark.django_db, pytest.mark.rule("R-044")]

BOOK = Rulebook.parse((files("shuzheng") / "rulebooks" / "anhui.toml").read_text("utf-8"))
TODAY = date(2026, 11, 2)
HEAD = ("姓名", "证件类型", "证件号码", "入学年份", "班级", "培训组织形式")
CARD = "居民身份证"


@pytest.fixture
def here() -> School:
    return school("S1")


def kind_of(pk: int) -> str:
    return SchoolClass.objects.get(pk=pk).kind


def test_the_province_records_three_kinds_and_others() -> None:
    assert [one.value for one in arrangements.in_use(TODAY, BOOK)] == [
        "certificate_pilot",
        "system_pilot",
        "major_pilot",
        "other_arrangement",
    ]
    assert arrangements.PRINTED[arrangements.ClassKind.SYSTEM_PILOT] == "1+X证书制度试点班"


@given(st.text(max_size=20) | st.sampled_from([*arrangements.ClassKind]))
def test_a_kind_is_one_of_the_rulebook_or_none_at_all(kind: str) -> None:
    known = {"", "certificate_pilot", "system_pilot", "major_pilot", "other_arrangement"}
    try:
        assert arrangements.checked(kind, TODAY, BOOK) == kind
        assert kind in known
    except UnknownArrangement:
        assert kind not in known


def test_a_kind_that_the_rulebook_dropped_is_not_recorded_any_more() -> None:
    book = Rulebook.parse(
        """
[province]
name = "安徽省"
division = "340000"

[[provision]]
rule = "R-044"
since = 2026-01-01
document = "一号文件"
quotation = "试点班"
class_kinds = ["certificate_pilot"]
"""
    )

    with pytest.raises(UnknownArrangement, match="“major_pilot” is not a kind"):
        arrangements.checked("major_pilot", TODAY, book)


def test_a_kind_is_recorded_changed_and_taken_away(here: School) -> None:
    pk, clerk = here.class_id, here.clerk
    before = Fact.objects.count()

    assert enrolments.arrange(pk, "major_pilot", seen="", actor=clerk, now=NOON)
    assert kind_of(pk) == "major_pilot"
    fact = Fact.objects.order_by("-seq")[0]
    assert (fact.verb, fact.data) == ("identity.class.arranged", {"kind": "major_pilot"})
    assert not enrolments.arrange(pk, "major_pilot", seen="major_pilot", actor=clerk, now=NOON)
    with pytest.raises(MovedMeanwhile):
        enrolments.arrange(pk, "system_pilot", seen="", actor=clerk, now=NOON)
    assert enrolments.arrange(pk, "", seen="major_pilot", actor=clerk, now=NOON)
    assert kind_of(pk) == ""
    assert Fact.objects.count() - before == 2


def test_a_kind_is_recorded_by_the_institution_itself_only(here: School) -> None:
    there = school("S2", 200)

    with pytest.raises(NoSuchClass):
        enrolments.arrange(there.class_id, "major_pilot", seen="", actor=here.clerk, now=NOON)
    office = actor(Role.OFFICE_OFFICER)
    with pytest.raises(NotPermitted):
        enrolments.arrange(here.class_id, "major_pilot", seen="", actor=office, now=NOON)
    with pytest.raises(UnknownArrangement):
        enrolments.arrange(here.class_id, "evening", seen="", actor=here.clerk, now=NOON)
    with pytest.raises(IntegrityError), transaction.atomic():
        SchoolClass.objects.filter(pk=here.class_id).update(kind="evening")


def test_a_new_class_has_the_kind_that_it_is_named_with_and_a_known_one_keeps_its(
    here: School,
) -> None:
    rows = [
        ClassRow("软件2401", 2024, kind="major_pilot"),
        ClassRow("软件2409", 2024, kind="system_pilot"),
    ]

    ids = enrolments.ensure_classes(here.id, rows, actor=here.clerk, now=NOON)

    assert [kind_of(ids[row]) for row in rows] == ["", "system_pilot"]
    bad = ClassRow("软件2410", 2024, kind="evening")
    with pytest.raises(UnknownArrangement):
        enrolments.ensure_classes(here.id, [bad], actor=here.clerk, now=NOON)


def test_classes_are_counted_by_department_and_by_institution(here: School) -> None:
    there = school("S2", 200)
    rows = [
        ClassRow("软件2402", 2024, "信息学院", kind="certificate_pilot"),
        ClassRow("软件2403", 2024, "信息学院", kind="certificate_pilot"),
        ClassRow("软件2501", 2025, "信息学院"),
        ClassRow("机电2401", 2024, "机电学院", kind="other_arrangement"),
    ]
    enrolments.ensure_classes(here.id, rows, actor=here.clerk, now=NOON)
    enrolments.arrange(here.class_id, "certificate_pilot", seen="", actor=here.clerk, now=NOON)

    own = class_kinds.lines(here.clerk)
    assert [(one.name, one.classes, one.students) for one in own] == [
        ("信息学院", {"": 1, "certificate_pilot": 2}, 0),
        ("机电学院", {"other_arrangement": 1}, 0),
        ("", {"certificate_pilot": 1}, 3),
    ]
    assert class_kinds.totals(own) == {"": 1, "certificate_pilot": 3, "other_arrangement": 1}
    every = class_kinds.lines(actor(Role.OFFICE_OFFICER))
    assert [(one.institution_id, one.total, one.students) for one in every] == [
        (here.id, 5, 3),
        (there.id, 1, 0),
    ]
    assert [one.total for one in class_kinds.lines(here.clerk, 2025)] == [1]
    with pytest.raises(NotPermitted):
        class_kinds.lines(actor(Role.CITY_OFFICER, area="3401"))


def test_the_pages_show_and_take_the_kind(here: School) -> None:
    liaison = browser(Role.LIAISON, here.id)
    url = f"/classes/{here.class_id}"
    assert "R-044" in text(liaison.get(f"{url}/kind"))

    answer = liaison.post(f"{url}/kind", {"kind": "system_pilot", "seen": ""})

    assert answer["Location"] == url
    assert "recorded the training arrangement: Pilot class of the 1+X system" in text(
        liaison.get(url)
    )
    assert "Pilot class of the 1+X system" in text(liaison.get("/classes"))
    assert f'href="{url}"' in text(liaison.get("/classes?kind=system_pilot"))
    assert f'href="{url}"' not in text(liaison.get("/classes?kind=none"))
    assert f'href="{url}"' not in text(liaison.get("/classes?kind=major_pilot"))
    late = liaison.post(f"{url}/kind", {"kind": "major_pilot", "seen": ""})
    assert late.status_code == 409
    assert liaison.post(f"{url}/kind", {"kind": "evening", "seen": ""}).status_code == 422
    assert "No department" in text(liaison.get("/classes/kinds"))


def test_the_office_counts_by_institution_without_more_queries_for_more(here: School) -> None:
    office = browser(Role.OFFICE_OFFICER, organisation("SDB", OrganisationKind.COORDINATION_OFFICE))
    page = text(office.get("/classes/kinds?year=2024"))
    assert f'href="/classes?organisation={here.id}"' in page
    assert "演示S1" in page
    first = queries(office, "/classes/kinds")
    for number in range(5):
        school(f"T{number}", 300 + 10 * number)

    assert queries(office, "/classes/kinds") <= first <= MOST_QUERIES


def test_the_kind_comes_in_with_the_students(here: School) -> None:
    liaison = browser(Role.LIAISON, here.id)
    number = identity_number(800, "20040101")
    other = identity_number(801, "20040101")

    answer = liaison.post(
        "/classes/import/",
        {
            "file": workbook(
                HEAD,
                ("许知夏", CARD, number, "2025", "护理2501", "1+X证书试点班"),
                ("宋明远", CARD, other, "2025", "护理2502", "夜校"),
            )
        },
    )
    assert "Choose one of" in text(liaison.get(answer["Location"]))
    liaison.post(f"{answer['Location']}choose", {"choice": "good"})
    jobs.run_waiting(soon())

    made = SchoolClass.objects.filter(entry_year=2025)
    assert list(made.values_list("name", "kind")) == [("护理2501", "certificate_pilot")]


def test_the_kind_is_given_with_a_student_who_opens_a_class(here: School) -> None:
    liaison = browser(Role.LIAISON, here.id)
    sent = {
        "name": "许知夏",
        "document_kind": "resident_identity_card",
        "document_number": identity_number(800, "20040101"),
        "class_name": "护理2501",
        "entry_year": "2025",
        "class_kind": "major_pilot",
    }

    assert liaison.post("/people/register?as=student", sent).status_code == 302
    assert SchoolClass.objects.get(name="护理2501").kind == "major_pilot"

"""Bodies have members by department and field, and records of meetings; numbers stay aside."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from importlib.resources import files
from typing import TYPE_CHECKING

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from shuzheng.alliances.rules.meeting import NobodyPresent, NotHeldYet
from shuzheng.foundation import clock
from shuzheng.foundation.models import Fact
from shuzheng.foundation.tests.together import together
from shuzheng.governance import access
from shuzheng.governance.models import Meeting, Member
from shuzheng.governance.queries import bodies as queries
from shuzheng.governance.rules import body as rules
from shuzheng.governance.rules.body import Body, Part
from shuzheng.governance.services import bodies
from shuzheng.governance.services.bodies import Held, Named
from shuzheng.governance.services.body_imports import split
from shuzheng.governance.tests import cast
from shuzheng.governance.tests.cast import at
from shuzheng.identity.rules.kinds import Role
from shuzheng.kernel.actor import NotPermitted
from shuzheng.kernel.rulebook import Rulebook
from shuzheng.pilots.rules.organs import NoOfficePhone
from shuzheng.pilots.tests.visitors import browser, text

if TYPE_CHECKING:
    from collections.abc import Sequence

BOOK = Rulebook.parse((files("shuzheng") / "rulebooks" / "anhui.toml").read_text("utf-8"))
PHONE = "0551-62831000"
CHAIR = Named("周明远", "省教育厅", "分管厅领导", Part.CHAIR, "统筹协调", phone=PHONE)
OTHER = Named("许安", "省人力资源社会保障厅", "处长", Part.MEMBER, "协调待遇政策")
EXPERT = Named("何知行", "演示大学", "教授", Part.MEMBER, "指导课程", ("现代制造", "现代服务"))


@pytest.fixture
def here(db: None) -> cast.Here:
    del db
    return cast.build()


@pytest.mark.rule("R-007")
@given(st.lists(st.sampled_from(["教育", "人社", "工信"])))
def test_a_task_force_is_of_as_many_departments_as_its_members_come_from(
    names: Sequence[str],
) -> None:
    count = rules.departments([(Body.TASK_FORCE, name) for name in names])
    assert count == len(set(names))
    assert rules.departments([(Body.COMMITTEE, name) for name in names]) == 0
    assert rules.lacks_departments(count, date(2026, 3, 2), BOOK) == (count < 2)


@pytest.mark.rule("R-007")
@pytest.mark.rule("R-011")
def test_members_have_duties_and_those_of_the_committee_fields() -> None:
    rules.check_member(Body.TASK_FORCE, "甲", "统筹", ())
    rules.check_member(Body.COMMITTEE, "甲", "指导", ("制造",))
    for body, duties, fields in (
        (Body.TASK_FORCE, " ", ()),
        (Body.COMMITTEE, "指导", ()),
        (Body.COMMITTEE, "", ("制造",)),
    ):
        with pytest.raises(rules.NoDuty, match="甲"):
            rules.check_member(body, "甲", duties, fields)
    assert split(" 制造、服务;制造 ，农业") == ("制造", "服务", "农业")


@pytest.mark.rule("R-007")
def test_a_meeting_was_held_with_members_of_that_day() -> None:
    today = date(2026, 3, 2)
    rules.check_meeting(today, today, [1], {1, 2})
    with pytest.raises(NotHeldYet):
        rules.check_meeting(date(2026, 3, 3), today, [1], {1})
    with pytest.raises(NobodyPresent):
        rules.check_meeting(today, today, [], {1})
    with pytest.raises(rules.NotAMemberThen, match="2026-03-02"):
        rules.check_meeting(today, today, [1, 3], {1, 2})


@pytest.mark.rule("R-007")
@pytest.mark.rule("R-011")
def test_members_are_named_end_and_stay_on_record(here: cast.Here) -> None:
    (first,) = bodies.name_all(Body.TASK_FORCE, [CHAIR], actor=here.department, now=at(2, 2))
    assert queries.lacking(here.office, at(2, 2)) == [Body.TASK_FORCE, Body.COMMITTEE]
    bodies.name_all(Body.TASK_FORCE, [OTHER], actor=here.office, now=at(2, 3))
    bodies.name_all(Body.COMMITTEE, [EXPERT], actor=here.office, now=at(2, 3))
    assert queries.lacking(here.office, at(2, 3)) == []
    for twice in (replace(OTHER, part=Part.DEPUTY), replace(EXPERT, part=Part.CHAIR)):
        with pytest.raises(bodies.MemberTwice, match=twice.name):
            bodies.name_all(Body.TASK_FORCE, [twice], actor=here.office, now=at(2, 4))
    with pytest.raises(NoOfficePhone):
        bodies.name_all(
            Body.COMMITTEE,
            [replace(CHAIR, fields=("a",), phone="13800138000")],
            actor=here.office,
            now=at(2, 4),
        )
    bodies.end(first, actor=here.office, now=at(5, 6))
    with pytest.raises(bodies.MemberGone):
        bodies.end(first, actor=here.office, now=at(5, 7))
    page = queries.page(Body.TASK_FORCE, here.office, at(5, 7))
    assert [one.name for one in page.members] == ["许安"]
    assert [(one.name, one.until) for one in page.former] == [("周明远", date(2026, 5, 6))]
    assert page.lacks_departments
    told = [one.data for one in Fact.objects.filter(verb="governance.members.named")]
    assert all(PHONE not in str(one) and "周明远" not in str(one) for one in told)


@pytest.mark.rule("R-007")
def test_a_meeting_is_recorded_with_who_was_a_member_then(here: cast.Here) -> None:
    chair, other = bodies.name_all(Body.TASK_FORCE, [CHAIR, OTHER], actor=here.office, now=at(2, 2))
    (late,) = bodies.name_all(
        Body.TASK_FORCE, [replace(OTHER, name="后来者")], actor=here.office, now=at(4, 2)
    )
    (outside,) = bodies.name_all(Body.COMMITTEE, [EXPERT], actor=here.office, now=at(2, 2))
    bodies.end(other, actor=here.office, now=at(4, 1))
    held = Held("第一次会议", date(2026, 3, 2), [chair, other], "议定任务分工。")
    bodies.record(Body.TASK_FORCE, held, actor=here.office, now=at(4, 3))
    for wrong in (late, outside):
        with pytest.raises(rules.NotAMemberThen):
            bodies.record(
                Body.TASK_FORCE,
                replace(held, present=[chair, wrong]),
                actor=here.office,
                now=at(4, 3),
            )
    assert set(Meeting.objects.get().present.values_list("pk", flat=True)) == {chair, other}


def test_nobody_else_keeps_bodies_or_reads_their_numbers(
    here: cast.Here, monkeypatch: pytest.MonkeyPatch
) -> None:
    bodies.name_all(Body.TASK_FORCE, [CHAIR, OTHER], actor=here.office, now=at(2, 2))
    monkeypatch.setattr(clock, "now", lambda: at(3, 2))
    page = text(Client().get("/programme-bodies"))
    assert "周明远" in page
    assert "省人力资源社会保障厅" in page
    assert PHONE not in page
    office = browser(Role.OFFICE_OFFICER, here.office.organisation_id)
    assert PHONE in text(office.get("/bodies/task_force"))
    assert office.get("/bodies/other").status_code == 404
    for who in (here.bureau, here.world.lead(), here.world.liaison()):
        with pytest.raises(NotPermitted):
            bodies.name_all(Body.TASK_FORCE, [OTHER], actor=who, now=at(3, 2))
        with pytest.raises(NotPermitted):
            access.members(who)
    bureau = browser(Role.CITY_OFFICER, here.bureau.organisation_id)
    assert bureau.get("/bodies/task_force").status_code == 403
    sent = {"name": "陆新", "department": "省发展改革委", "post": "处长", "part": "member"}
    office.post("/bodies/task_force/members/new", {**sent, "duties": "产业规划"})
    assert Member.objects.get(name="陆新").duties == "产业规划"


@pytest.mark.usefixtures("several_at_once")
def test_two_chairs_named_at_once_leave_one() -> None:
    here = cast.build()

    said = together(
        *(
            lambda name=name: bodies.name_all(
                Body.TASK_FORCE, [replace(CHAIR, name=name)], actor=here.office, now=at(2, 2)
            )
            for name in ("甲", "乙")
        )
    )

    assert Member.objects.filter(part="chair", until=None).count() == 1
    assert said.count(bodies.MemberTwice) == 1

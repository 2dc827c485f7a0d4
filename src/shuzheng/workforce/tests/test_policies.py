"""Policies on teachers: what they order is recorded in their words, and everybody reads it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from shuzheng.foundation import facts, todos
from shuzheng.foundation.models import Fact
from shuzheng.foundation.tests.together import together
from shuzheng.gazette.models import Document
from shuzheng.gazette.rules.documents import Issuer, Kind, Publicity, State, Topic
from shuzheng.identity.rules.kinds import OrganisationKind, Role
from shuzheng.identity.tests import cast
from shuzheng.identity.tests.browsers import browser
from shuzheng.kernel.actor import NotPermitted
from shuzheng.workforce import access
from shuzheng.workforce.models import PolicyOrders
from shuzheng.workforce.queries import policies as queries
from shuzheng.workforce.rules import policy as rules
from shuzheng.workforce.rules.policy import Orders
from shuzheng.workforce.services import policies as services

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_django import Settings

    from shuzheng.kernel.actor import Actor
    from shuzheng.kernel.refusals import Refusal

pytestmark = [pytest.mark.django_db, pytest.mark.rule("R-256")]
NOW = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
DATED = date(2026, 6, 1)
GOOD = Orders(("省人力资源社会保障厅",), DATED, "折算为教学工作量。", "")


@pytest.fixture(autouse=True)
def in_english(settings: Settings) -> Iterator[None]:
    """Serve the pages in English."""
    settings.LANGUAGE_CODE = "en"
    with translation.override("en"):
        yield


@pytest.fixture
def bureau() -> int:
    """Return the coordination office."""
    return cast.organisation("SDB", OrganisationKind.COORDINATION_OFFICE)


@pytest.fixture
def office(bureau: int) -> Actor:
    """Return an officer of it."""
    return cast.actor(Role.OFFICE_OFFICER, bureau, person_id=7)


def document(number: str = "演教〔2026〕8号", **changes: Any) -> int:  # noqa: ANN401 - any column
    values = {
        "kind": Kind.POLICY,
        "publicity": Publicity.PUBLIC,
        "topic": Topic.TEACHERS,
        "title": f"支持教师的措施（{number}）",
        "issued_by": Issuer.OTHER,
        "issuer_name": "演示省教育厅",
        "number": number,
        "dated_on": DATED,
        "state": State.PUBLISHED,
        "drafted_by_id": 1,
        "edited_by_id": 1,
        "changed_at": NOW,
        "published_at": NOW,
        "search_text": "",
    }
    return Document.objects.create(**{**values, **changes}).pk


@pytest.mark.parametrize(
    ("orders", "refusal"),
    [
        (Orders((), DATED, "x", "x"), rules.MadeAlone),
        (Orders((" ", ""), DATED, "x", "x"), rules.MadeAlone),
        (Orders(("a",), DATED, " ", "\n"), rules.OrdersNothing),
        (Orders(("a",), DATED - timedelta(days=1), "x", ""), rules.BeforeItsDocument),
    ],
)
def test_what_is_no_policy_of_this_kind_is_refused(orders: Orders, refusal: type[Refusal]) -> None:
    with pytest.raises(refusal):
        rules.checked(orders, DATED)


@given(
    names=st.lists(st.sampled_from(["省财政厅", " 省财政厅 ", "省 人社厅", " "]), max_size=5),
    workload=st.sampled_from(["", " ", "甲"]),
    programmes=st.sampled_from(["", "\n", "乙"]),
    days=st.integers(min_value=-3, max_value=3),
)
def test_orders_hold_when_somebody_took_part_something_is_ordered_and_the_day_is_right(
    names: list[str], workload: str, programmes: str, days: int
) -> None:
    orders = Orders(tuple(names), DATED + timedelta(days=days), workload, programmes)
    may = bool({*names} - {" "}) and (workload == "甲" or programmes == "乙") and days >= 0
    if not may:
        with pytest.raises((rules.MadeAlone, rules.OrdersNothing, rules.BeforeItsDocument)):
            rules.checked(orders, DATED)
        return
    held = rules.checked(orders, DATED)
    assert set(held.departments) <= {"省财政厅", "省 人社厅"}
    assert len(held.departments) == len(set(held.departments))
    assert (held.workload, held.programmes) == (workload.strip(), programmes.strip())


def test_what_was_recorded_stays_and_a_correction_is_a_new_record(office: Actor) -> None:
    pk = document()
    assert services.record(pk, GOOD, seen=0, actor=office, now=NOW) == 1
    more = Orders(("省财政厅",), DATED, "", "纳入省培。")
    assert services.record(pk, more, seen=1, actor=office, now=NOW) == 2
    rows = PolicyOrders.objects.order_by("revision").values_list("revision", "workload")
    assert list(rows) == [(1, "折算为教学工作量。"), (2, "")]
    [found] = queries.every()
    assert (found.revision, found.orders) == (2, more)
    assert list(Fact.objects.order_by("seq").values_list("data", flat=True)) == [
        {"number": "演教〔2026〕8号", "revision": 1},
        {"number": "演教〔2026〕8号", "revision": 2},
    ]
    assert facts.check_chain() == []
    with pytest.raises(rules.AlreadyRecorded):
        services.record(pk, GOOD, seen=1, actor=office, now=NOW)


@pytest.mark.parametrize(
    "changes",
    [
        {"topic": Topic.CHARGES},
        {"kind": Kind.NOTICE},
        {"publicity": Publicity.INTERNAL},
        {"state": State.DRAFT, "published_at": None},
    ],
)
def test_only_a_published_policy_on_teachers_has_orders(
    office: Actor, changes: dict[str, Any]
) -> None:
    with pytest.raises(access.NoSuchPolicy):
        services.record(document(**changes), GOOD, seen=0, actor=office, now=NOW)
    assert queries.every() == []


def test_only_the_province_records() -> None:
    school = cast.organisation("S1", OrganisationKind.INSTITUTION)
    liaison = cast.actor(Role.LIAISON, school, person_id=9)
    with pytest.raises(NotPermitted):
        services.record(document(), GOOD, seen=0, actor=liaison, now=NOW)


def test_of_two_who_record_at_once_one_is_told(
    office: Actor,
    several_at_once: None,  # noqa: ARG001 - the acts run beside each other
) -> None:
    pk = document()
    acts = [lambda: services.record(pk, GOOD, seen=0, actor=office, now=NOW)] * 2
    told = together(*acts)
    assert told.count(None) == 1
    assert told.count(rules.AlreadyRecorded) == 1
    assert PolicyOrders.objects.count() == 1


def test_the_office_is_asked_until_the_policy_in_force_has_its_orders(office: Actor) -> None:
    def asked() -> list[int | None]:
        every = todos.waiting_for(office, NOW)
        return [one.count for one in every if one.rule == "R-256"]

    document("演教〔2025〕3号", state=State.SUPERSEDED)
    assert asked() == []
    pk = document()
    assert asked() == [1]
    services.record(pk, GOOD, seen=0, actor=office, now=NOW)
    assert asked() == []


def test_everybody_reads_it_and_the_office_writes_it(bureau: int) -> None:
    pk = document()
    page = browser(Role.OFFICE_OFFICER, bureau)
    sent = {
        "departments": "省人力资源社会保障厅、省财政厅",
        "in_force_on": "2026-07-01",
        "workload": "列入工作量。",
        "programmes": "",
        "seen": "0",
    }
    wrong = page.post(f"/workforce/policies/{pk}", {**sent, "departments": ""})
    assert wrong.status_code == 422
    assert "Name at least one other department" in wrong.content.decode()
    assert page.post(f"/workforce/policies/{pk}", sent).status_code == 302
    school = cast.organisation("S1", OrganisationKind.INSTITUTION)
    teacher = browser(Role.TEACHER, school).get("/workforce/policies").content.decode()
    assert "列入工作量。" in teacher
    assert "省人力资源社会保障厅、省财政厅" in teacher
    assert "The policy orders nothing on it." in teacher
    assert "Correct what it orders" not in teacher
    assert "Correct what it orders" in page.get("/workforce/policies").content.decode()

"""The pages of marking, as each role sees and sends them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from shuzheng.assessment.models import (
    MarkingSheet,
    Registration,
)
from shuzheng.assessment.tests import cast_b, visitors
from shuzheng.assessment.tests.cast_b import (
    MARKING_DAY,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_django import DjangoAssertNumQueries

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def now(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Serve the pages in English, at an instant that each test sets."""
    yield from visitors.served(monkeypatch)


def test_a_room_is_marked_on_the_grid_blind() -> None:
    day = cast_b.scoring(3, frozenset({2}))
    cast_b.machine(day, "70", "70")
    visitors.Now.at = MARKING_DAY
    first, second = visitors.assessor(day, 0), visitors.assessor(day, 1)
    url = f"/assessment/plans/{day.plan}/marking/"
    assert "Assessments that wait for you" in visitors.text(first.get("/assessment/marking/"))
    sheets = [day.sheet(n).pk for n in range(2)]
    rooms = {pk: MarkingSheet.objects.get(pk=pk).registration.seat.seat.room_id for pk in sheets}

    for pk, mark in zip(sheets, ("83.5", "61"), strict=True):
        first.post(url, {"room": rooms[pk], f"s{pk}": mark, f"o{pk}": ""})

    for room in set(rooms.values()):
        page = visitors.text(second.get(url, {"room": room}))
        assert "83.5" not in page
        assert 'value="61' not in page
    pk = sheets[0]
    wrong = second.post(url, {"room": rooms[pk], f"s{pk}": "120", f"o{pk}": ""})
    page = visitors.text(wrong, 422)
    assert 'value="120"' in page
    assert "the full mark of" in page
    second.post(url, {"room": rooms[pk], f"s{pk}": "80", f"o{pk}": ""})
    page = visitors.text(second.get(url, {"room": rooms[pk]}))
    assert "83.50" in page
    assert day.sheet(0).agreed == 8175
    names = Registration.objects.values_list("person__name", flat=True)
    assert not any(name in page for name in names)


def test_marks_are_adjudicated_and_locked_on_their_page() -> None:
    day = cast_b.scoring(2)
    cast_b.mark(day, 0, "80", "70")
    cast_b.mark(day, 1, "60", "70")
    visitors.Now.at = MARKING_DAY
    url = f"/assessment/plans/{day.plan}/marks/"
    third, chief = visitors.assessor(day, 2), visitors.assessor(day, 0)
    assert "20.00" in visitors.text(third.get(url))
    assert "Waits for a third person" in visitors.text(visitors.staff(day).get(url))

    adjudicate = f"/assessment/marking/{day.sheet(0).pk}/adjudicate/"
    assert chief.get(adjudicate).status_code == 403
    assert "Full mark" in visitors.text(third.get(adjudicate))
    third.post(adjudicate, {"mark": "66"})
    chief.post(f"{url}lock/")

    assert [day.sheet(n).state for n in range(2)] == ["locked", "locked"]


def test_a_machines_marks_are_typed_and_locked() -> None:
    day = cast_b.scoring(2)
    visitors.Now.at = MARKING_DAY
    part = day.sheet(0, "theory").component_id
    url, client = f"/assessment/parts/{part}/machine/", visitors.staff(day)
    keys = [day.sheet(n, "theory").pk for n in range(2)]

    page = visitors.text(client.post(url, {f"s{keys[0]}": "x", f"s{keys[1]}": "70"}), 422)
    assert "is not a mark" in page
    client.post(url, {f"s{keys[0]}": "71", f"s{keys[1]}": "70"})

    assert [day.sheet(n, "theory").agreed for n in range(2)] == [7100, 7000]


BUDGET = 70


def test_no_page_works_candidate_by_candidate(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    day = cast_b.scoring(22, classes=3)
    for marker in (0, 1):
        cast_b.mark(day, marker, *("70" for _ in day.candidates))
    visitors.Now.at = MARKING_DAY
    places = [
        (visitors.host(day), f"/assessment/plans/{day.plan}/seats/"),
        (visitors.door(day), f"/assessment/plans/{day.plan}/day/"),
        (visitors.assessor(day), f"/assessment/plans/{day.plan}/marking/"),
        (visitors.assessor(day), f"/assessment/plans/{day.plan}/marks/"),
        (visitors.staff(day), f"/assessment/plans/{day.plan}/results/"),
        (visitors.staff(day), "/assessment/reviews/"),
    ]
    for client, url in places:
        with django_assert_max_num_queries(BUDGET):
            visitors.text(client.get(url))

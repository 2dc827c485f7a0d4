"""From paper to result: each step is an entry that commits to it, and a later change is found."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from django.db import DatabaseError, connection, transaction

from shuzheng.assessment.models import LoggedStep, MarkingSheet, Registration, Result
from shuzheng.assessment.queries import evidence
from shuzheng.assessment.services import reviews, seating
from shuzheng.assessment.tests import cast_b, visitors
from shuzheng.assessment.tests.cast_b import AFTER_CLOSE, PUBLISHING_DAY
from shuzheng.transparency.models import Entry
from shuzheng.transparency.queries.checking import check_log

if TYPE_CHECKING:
    from collections.abc import Iterator

    from shuzheng.assessment.tests.cast_b import Day

pytestmark = pytest.mark.django_db

# Computed with: printf %s 漏计2分 | sha256sum
REASON = "d249fce1a7485574277f49e4e0268a47c13b1a0c68ed14b4619f0a770b40af21"


@pytest.fixture
def _served(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    yield from visitors.served(monkeypatch)


def told(day: Day, index: int = 0) -> list[tuple[str, str, int]]:
    rows = LoggedStep.objects.filter(registration_id=day.candidates[index]).order_by("log_index")
    return list(rows.values_list("kind", "part", "version"))


def said(day: Day, kind: str, part: str = "", version: int = 1) -> dict[str, object]:
    row = LoggedStep.objects.get(
        registration_id=day.candidates[0], kind=kind, part=part, version=version
    )
    found: dict[str, object] = json.loads(row.payload)
    return found


def place(day: Day, kind: str, part: str = "", version: int = 1) -> int:
    rows = LoggedStep.objects.filter(registration_id=day.candidates[0], kind=kind, part=part)
    return rows.get(version=version).log_index


def corrected() -> Day:
    day = cast_b.published("80", "55")
    uid = Registration.objects.get(pk=day.candidates[0]).uid
    review = reviews.ask(uid, "疑漏计", actor=day.learner(), now=PUBLISHING_DAY)
    reviews.accept(review, actor=day.staff(), now=PUBLISHING_DAY)
    practice = day.sheet().component_id
    reviews.recheck(review, {practice: "82"}, "漏计2分", actor=day.staff(), now=PUBLISHING_DAY)
    return day


def test_one_path_leads_from_the_paper_to_the_published_result() -> None:
    day = cast_b.published("80", "55")
    uid = str(Registration.objects.get(pk=day.candidates[0]).uid)

    assert told(day) == [
        ("paper.handed-in", "theory", 1),
        ("paper.handed-in", "practice", 1),
        ("paper.passed-on", "practice", 1),
        ("paper.passed-on", "theory", 1),
        ("mark.locked", "theory", 1),
        ("mark.locked", "practice", 1),
        ("result.published", "", 1),
    ]
    assert said(day, "mark.locked", "practice") == {
        "registration": uid,
        "part": "practice",
        "version": 1,
        "points": 8000,
        "marks": [[1, 8000], [2, 8000]],
        "reason": "",
    }
    assert said(day, "result.published") == {
        "registration": uid,
        "version": 1,
        "outcome": "passed",
        "score": 7600,
        "marks": [place(day, "mark.locked", "theory"), place(day, "mark.locked", "practice")],
        "reason": "",
    }
    assert list(evidence.faults()) == []
    assert check_log() == []


def test_a_corrected_mark_is_a_second_entry_with_the_digest_of_its_reason() -> None:
    day = corrected()

    assert told(day)[-2:] == [("mark.locked", "practice", 2), ("result.published", "", 2)]
    again = said(day, "mark.locked", "practice", 2)
    assert (again["points"], again["marks"], again["reason"]) == (
        8200,
        [[1, 8000], [2, 8000]],
        REASON,
    )
    assert said(day, "result.published", version=2)["marks"] == [
        place(day, "mark.locked", "theory"),
        place(day, "mark.locked", "practice", 2),
    ]
    assert "漏计" not in "".join(LoggedStep.objects.values_list("payload", flat=True))
    assert list(evidence.faults()) == []


def test_nothing_of_a_candidate_stands_in_the_log() -> None:
    day = cast_b.published("80")

    entries = "".join(
        Entry.objects.exclude(kind__startswith="draw.").values_list("leaf", flat=True)
    )

    candidate = Registration.objects.select_related("person").get(pk=day.candidates[0])
    assert str(candidate.uid) not in entries
    assert candidate.person.name not in entries
    assert "8000" not in entries.replace("=", "")


def test_each_locking_of_the_seats_is_an_entry() -> None:
    day = cast_b.seated(3)
    (first,) = evidence.of_seats(day.plan)
    seat = cast_b.free_seat(day.plan)
    seating.change(day.candidates[0], seat.pk, "电脑故障", actor=day.host(), now=AFTER_CLOSE)
    seating.lock(day.plan, actor=day.host(), now=AFTER_CLOSE)

    before, after = LoggedStep.objects.filter(kind="seating.locked").order_by("version")

    assert (before.log_index, before.version, after.version) == (first.index, 1, 2)
    assert json.loads(before.payload)["seats"] != json.loads(after.payload)["seats"]
    assert json.loads(before.payload)["draw"] == json.loads(after.payload)["draw"]
    assert len(json.loads(after.payload)["draw"]) == 32


def test_a_mark_and_a_result_changed_in_secret_are_found() -> None:
    day = cast_b.published("80")
    MarkingSheet.objects.filter(pk=day.sheet().pk).update(agreed=9900)
    Result.objects.update(score=16900)

    assert list(evidence.faults()) == [
        f"sheet {day.sheet().pk} is not what the log was told",
        f"result {Result.objects.get().pk} is not what the log was told",
    ]


def test_the_database_refuses_to_change_what_was_told() -> None:
    day = cast_b.published("80")
    row = LoggedStep.objects.filter(registration_id=day.candidates[0])[0]

    for change in ({"payload": "{}"}, {"log_index": 10**6}, {"version": 9}):
        with pytest.raises(DatabaseError), transaction.atomic():
            LoggedStep.objects.filter(pk=row.pk).update(**change)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM assessment_loggedstep")


def test_erasing_a_candidate_leaves_log_and_others_whole() -> None:
    day = cast_b.published("80", "55")
    mine = LoggedStep.objects.filter(registration_id=day.candidates[0])

    Entry.objects.filter(index__in=mine.values("log_index")).update(salt="")
    mine.update(payload="")

    assert check_log() == []
    assert list(evidence.faults()) == []
    assert "8000" not in "".join(mine.values_list("payload", flat=True))


@pytest.mark.usefixtures("_served")
def test_whoever_may_see_a_result_sees_its_entries() -> None:
    day = corrected()
    mark, outcome = place(day, "mark.locked", "practice", 2), place(day, "result.published", "", 2)
    registration = f"/assessment/registrations/{day.candidates[0]}/"

    own = visitors.candidate(day).get(f"/assessment/mine/results/{visitors.uid(day)}/")
    for page in (
        own,
        visitors.staff(day).get(registration),
        visitors.officer(day).get(registration),
    ):
        shown = visitors.text(page)
        assert "In the evidence log" in shown
        assert f'href="/log/proof/{mark}"' in shown
        assert f'href="/log/proof/{outcome}"' in shown
    assert "In the evidence log" not in visitors.text(visitors.host(day).get(registration))


@pytest.mark.usefixtures("_served")
def test_nothing_is_shown_of_a_result_before_it_is_published() -> None:
    day = cast_b.marked("80")

    registration = f"/assessment/registrations/{day.candidates[0]}/"
    own = visitors.candidate(day).get(f"/assessment/mine/results/{visitors.uid(day)}/")

    assert "In the evidence log" not in visitors.text(own)
    assert "In the evidence log" not in visitors.text(visitors.staff(day).get(registration))


@pytest.mark.usefixtures("_served")
def test_the_door_sees_the_paper_change_hands_and_the_site_its_seats() -> None:
    day = cast_b.scoring(1)
    door = visitors.door(day).get(f"/assessment/sittings/{day.attendance().pk}/")
    assert f'href="/log/proof/{place(day, "paper.handed-in", "theory")}"' in visitors.text(door)

    seats = visitors.host(day).get(f"/assessment/plans/{day.plan}/seats/")
    (locked,) = evidence.of_seats(day.plan)
    assert f'href="/log/proof/{locked.index}"' in visitors.text(seats)

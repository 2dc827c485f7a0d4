"""Facts form one chain that nobody can edit, and whose personal part can be shredded."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest
from django.db import DatabaseError, connection, transaction

from shuzheng.foundation import append_only, facts
from shuzheng.foundation.models import Fact, FactPayload, FactSubject, FollowerCursor
from shuzheng.kernel.actor import Actor, Reach

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.breaks_facts

NOON = datetime(2026, 3, 2, 4, 0, tzinfo=UTC)
MA = Actor(3, 4, 5, "liaison", frozenset(), Reach.ORGANISATION)

facts.declare(
    "tests.cursor.moved", "moved the bookmark {name}", data=("name",), personal=("phone",)
)


@pytest.fixture
def bookmark(db: None) -> FollowerCursor:  # noqa: ARG001 - it needs the database
    return FollowerCursor.objects.create(name="a bookmark")


def record(bookmark: FollowerCursor, name: str = "first", **more: Any) -> Fact:  # noqa: ANN401 - what a fact takes
    with transaction.atomic():
        return facts.record("tests.cursor.moved", bookmark, actor=MA, now=NOON, name=name, **more)


@pytest.fixture
def _unguarded(db: None) -> Iterator[None]:  # noqa: ARG001 - it needs the database
    """Let a test do what somebody with the database's own password could."""
    with append_only.lifted():
        yield


def test_facts_follow_one_another_from_the_beginning(bookmark: FollowerCursor) -> None:
    first, second = record(bookmark, "first"), record(bookmark, "second")

    assert (first.seq, second.seq) == (1, 2)
    assert first.previous == "0" * 64
    assert second.previous == first.hash
    assert facts.head() == (2, second.hash)
    assert facts.check_chain() == []


def test_a_fact_names_its_actor_its_subject_and_where_it_moved(bookmark: FollowerCursor) -> None:
    fact = record(bookmark, moved=("draft", "submitted"))

    assert fact.subject == "foundation.followercursor:a bookmark"
    assert (fact.user_id, fact.person_id, fact.organisation_id, fact.role) == (3, 4, 5, "liaison")
    assert (fact.from_state, fact.to_state) == ("draft", "submitted")


def test_undeclared_data_is_a_defect_and_stores_nothing(bookmark: FollowerCursor) -> None:
    with pytest.raises(ValueError, match="declared"):
        record(bookmark, other="x")
    with pytest.raises(KeyError):
        facts.record("tests.cursor.eaten", bookmark, actor=MA, now=NOON)

    assert Fact.objects.count() == 0


@pytest.mark.parametrize(
    "change",
    [
        lambda: Fact.objects.filter(seq=1).update(verb="tests.cursor.stolen"),
        lambda: Fact.objects.filter(seq=1).delete(),
        lambda: FactSubject.objects.update(to_state="elsewhere"),
        lambda: FactPayload.objects.update(body="something else"),
    ],
)
def test_the_database_itself_refuses_to_change_a_fact(
    bookmark: FollowerCursor, change: object
) -> None:
    record(bookmark, passages=[facts.Passage("x.y:1", "a", "b")], personal={"phone": "13800000000"})

    with pytest.raises(DatabaseError), transaction.atomic():
        change()  # type: ignore[operator]

    assert facts.check_chain() == []


@pytest.mark.usefixtures("_unguarded")
def test_a_removed_middle_fact_is_found(bookmark: FollowerCursor) -> None:
    for name in ("first", "second", "third"):
        record(bookmark, name)
    Fact.objects.filter(seq=2).delete()

    assert facts.check_chain() == [
        "facts 2 to 2 are missing",
        "fact 3 does not follow the one before it",
    ]


@pytest.mark.usefixtures("_unguarded")
def test_an_edited_fact_is_found(bookmark: FollowerCursor) -> None:
    record(bookmark)
    Fact.objects.filter(seq=1).update(data={"name": "another"})

    assert facts.check_chain() == ["fact 1 was changed"]


@pytest.mark.usefixtures("_unguarded")
def test_an_edited_subject_of_a_bulk_fact_is_found(bookmark: FollowerCursor) -> None:
    passages = [
        facts.Passage(f"assessment.registration:{n}", "drafted", "confirmed") for n in (1, 2)
    ]
    record(bookmark, passages=passages)
    FactSubject.objects.filter(subject="assessment.registration:2").update(to_state="declined")

    assert facts.check_chain() == ["the subjects of fact 1 were changed"]


def test_a_subject_of_no_fact_is_found(bookmark: FollowerCursor) -> None:
    record(bookmark)
    FactSubject.objects.create(fact_id=7, subject="assessment.registration:2", to_state="drafted")

    assert facts.check_chain() == ["there are subjects of fact 7, which there is not"]


def test_the_personal_part_is_sealed_opens_again_and_can_be_shredded(
    bookmark: FollowerCursor,
) -> None:
    fact = record(bookmark, personal={"phone": "13800000000"})
    stored = FactPayload.objects.get()

    assert "13800000000" not in stored.body + str(fact.data)
    assert facts.personal_of(fact) == {"phone": "13800000000"}

    assert facts.shred([fact.seq]) == 1
    assert facts.personal_of(fact) == {}
    assert facts.check_chain() == []


@pytest.mark.usefixtures("several_at_once")
def test_a_fact_is_recorded_inside_an_act_only() -> None:
    bookmark = FollowerCursor.objects.create(name="a bookmark")

    with pytest.raises(transaction.TransactionManagementError):
        facts.record("tests.cursor.moved", bookmark, actor=MA, now=NOON, name="x")


@pytest.mark.django_db
def test_every_guarded_table_has_its_triggers() -> None:
    for guard in append_only.guards():
        with connection.cursor() as cursor:
            if connection.vendor == "sqlite":
                cursor.execute(
                    "SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s",
                    [guard.table],
                )
                expected = 2
            else:
                cursor.execute(
                    "SELECT count(DISTINCT trigger_name) FROM ("
                    " SELECT tgname AS trigger_name FROM pg_trigger"
                    " WHERE NOT tgisinternal AND tgrelid = %s::regclass) AS t",
                    [guard.table],
                )
                expected = 3
            assert cursor.fetchone() == (expected,), guard.table

"""A prepared query answers as its `values_list` would, whatever it was asked before."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

import pytest

from shuzheng.foundation.models import StoredFile
from shuzheng.foundation.prepared import Prepared

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from pytest_django import DjangoAssertNumQueries

pytestmark = pytest.mark.django_db

UID = UUID("5b2f7c1e-6f0a-4a53-9d55-0d6a1f2f7c11")
NOON = datetime(2026, 5, 1, 4, 0, tzinfo=UTC)


def wanted(name: str, kind: str) -> QuerySet[StoredFile, tuple[Any, ...]]:
    rows = StoredFile.objects.filter(name=name, media_type=kind, size__gt=1)
    return rows.order_by("-size").values_list("name", "uid", "stored_at", "body", "size")


def store(name: str, size: int, uid: UUID | None = None) -> None:
    StoredFile.objects.create(
        **({"uid": uid} if uid else {}),
        name=name,
        media_type="text/plain",
        size=size,
        digest="",
        body=b"\x00%s",
        organisation_id=1,
        user_id=1,
        stored_at=NOON,
    )


def test_a_row_comes_with_the_values_of_its_columns() -> None:
    store("甲.txt", 5)
    store("甲.txt", 7, UID)
    asked = Prepared(wanted, asked=2)

    row = asked.first("甲.txt", "text/plain")

    assert row is not None
    assert (row[0], row[1], row[2], bytes(row[3]), row[4]) == ("甲.txt", UID, NOON, b"\x00%s", 7)


def test_each_asking_sees_the_rows_of_its_own_words_as_they_are_now() -> None:
    store("甲.txt", 5)
    asked = Prepared(wanted, asked=2)
    assert asked.first("乙.txt", "text/plain") is None
    assert asked.first("甲.txt", "text/html") is None

    store("乙.txt", 6)

    found = asked.first("乙.txt", "text/plain")
    assert found is not None
    assert found[4] == 6


def test_words_are_values_and_never_sql() -> None:
    store("甲.txt", 5)
    asked = Prepared(wanted, asked=2)

    assert asked.first("甲.txt' OR '1'='1", "text/plain") is None
    assert asked.first("%s", "%") is None


def test_the_number_of_words_is_kept(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    asked = Prepared(wanted, asked=2)

    with django_assert_num_queries(0), pytest.raises(ValueError, match="shorter"):
        asked.first("甲.txt")


def test_the_sql_is_written_once() -> None:
    written = []

    def write(name: str) -> QuerySet[StoredFile, tuple[Any, ...]]:
        written.append(name)
        return wanted(name, "text/plain")

    asked = Prepared(write, asked=1)
    for name in ("甲.txt", "乙.txt", "丙.txt"):
        asked.first(name)

    assert len(written) == 1


def test_numbers_are_asked_for_as_words_are() -> None:
    for size in (5, 6, 7, 8):
        store(f"{size}.txt", size)

    def sized(one: int, other: int) -> QuerySet[StoredFile, tuple[Any, ...]]:
        return StoredFile.objects.filter(size__in=(one, other)).order_by("size").values_list("name")

    asked = Prepared(sized, asked=2, kind=int)

    assert asked.all(7, 5) == [("5.txt",), ("7.txt",)]
    assert asked.all(8, -1) == [("8.txt",)]
    assert asked.all(1, 2) == []
    assert asked.first(6, 8) == ("6.txt",)

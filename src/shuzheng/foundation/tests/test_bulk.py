"""Many rows go in by few statements, and read back as if they had been saved one by one."""

from __future__ import annotations

import contextlib
import uuid
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from django.db import DataError, IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from shuzheng.foundation import bulk
from shuzheng.foundation.models import Job, ScheduleMark, StoredFile

if TYPE_CHECKING:
    from collections.abc import Sequence

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 3, 2, 4, 0, tzinfo=UTC)
FIELDS = ("name", "period", "due_at", "marked_at")


def marks(*periods: str) -> Sequence[tuple[object, ...]]:
    return [("nightly", period, NOON, NOON) for period in periods]


def test_rows_read_back_as_they_were_given() -> None:
    uid = uuid.uuid4()
    fields = ("uid", "name", "media_type", "size", "digest", "body", "stored_at")
    row = (uid, "证明.pdf", "application/pdf", 3, "0" * 64, b"abc", NOON)

    bulk.insert(StoredFile, (*fields, "organisation_id", "user_id"), [(*row, 7, 8)])

    kept = StoredFile.objects.get()
    assert (kept.uid, kept.name, kept.size, bytes(kept.body)) == (uid, "证明.pdf", 3, b"abc")
    assert (kept.organisation_id, kept.user_id, kept.stored_at) == (7, 8, NOON)


def test_text_goes_in_as_it_is() -> None:
    names = ["a\\b\tc\nd", "\\N", "“引号”'\"", "𬬭·𠮷"]

    bulk.insert(ScheduleMark, FIELDS, [(name, "1", NOON, NOON) for name in names])

    assert list(ScheduleMark.objects.order_by("pk").values_list("name", flat=True)) == names


def test_fields_not_named_take_their_defaults() -> None:
    fields = ("uid", "name", "arguments", "user_id", "membership_id", "organisation_id")
    row = (uuid.uuid4(), "x", {"days": [1, "二"]}, 1, 2, 3, 3, NOON, NOON)

    bulk.insert(Job, (*fields, "attempts", "enqueued_at", "run_after"), [row])

    kept = Job.objects.get()
    assert (kept.arguments, kept.result) == ({"days": [1, "二"]}, {})
    assert (kept.state, kept.attempt, kept.note, kept.ended_at) == ("queued", 0, "", None)


def test_a_default_that_differs_from_row_to_row_is_not_made_up() -> None:
    with pytest.raises(ValueError, match="uid"):
        bulk.insert(Job, ("name",), [("x",)])


def test_hundreds_of_rows_are_one_statement() -> None:
    with CaptureQueriesContext(connection) as queries:
        bulk.insert(ScheduleMark, FIELDS, marks(*map(str, range(900))))

    assert ScheduleMark.objects.count() == 900
    assert len(queries) == 1


@pytest.mark.parametrize(
    ("held", "added", "counts"), [(0, 1_000, 1), (0, 900, 0), (2_000, 1_000, 1), (3_000, 1_000, 0)]
)
def test_postgresql_counts_a_table_that_grows_much(held: int, added: int, counts: int) -> None:
    bulk.insert(ScheduleMark, FIELDS, marks(*map(str, range(held))))

    with CaptureQueriesContext(connection) as queries:
        bulk.insert(ScheduleMark, FIELDS, marks(*map(str, range(held, held + added))))

    counted = sum("ANALYZE" in one["sql"] for one in queries.captured_queries)
    assert counted == (counts if connection.vendor == "postgresql" else 0)


def test_a_unique_constraint_refuses_or_is_passed_over() -> None:
    bulk.insert(ScheduleMark, FIELDS, marks("1"))

    bulk.insert(ScheduleMark, FIELDS, marks("1", "2"), pass_over=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        bulk.insert(ScheduleMark, FIELDS, marks("2", "3"))

    assert sorted(ScheduleMark.objects.values_list("period", flat=True)) == ["1", "2"]


def test_too_long_a_value_is_never_cut() -> None:
    expected = 0 if connection.vendor == "postgresql" else 1  # SQLite does not measure text

    with contextlib.suppress(DataError), transaction.atomic():
        bulk.insert(ScheduleMark, FIELDS, marks("x" * 500))

    assert ScheduleMark.objects.filter(period="x" * 500).count() == expected
    assert ScheduleMark.objects.count() == expected


def test_thousands_of_values_are_looked_up_by_one_parameter() -> None:
    bulk.insert(ScheduleMark, FIELDS, marks(*map(str, range(3_000))))
    wanted = [str(n) for n in range(2_990, 9_000)]

    with CaptureQueriesContext(connection) as queries:
        found = list(ScheduleMark.objects.filter(period__in=bulk.among(wanted)).order_by("pk"))
        by_number = ScheduleMark.objects.filter(pk__in=bulk.among([row.pk for row in found]))

        assert [row.period for row in found] == wanted[:10]
        assert by_number.count() == 10
    assert len(queries) == 2
    assert not ScheduleMark.objects.filter(period__in=bulk.among([])).exists()
    assert not ScheduleMark.objects.filter(pk__in=bulk.among([])).exists()
    assert (
        ScheduleMark.objects.exclude(pk__in=bulk.among([])).count() == ScheduleMark.objects.count()
    )


def test_looked_up_values_stay_values() -> None:
    bulk.insert(ScheduleMark, FIELDS, marks("'); --", '"二"'))

    assert ScheduleMark.objects.filter(period__in=bulk.among(["'); --", '"二"'])).count() == 2

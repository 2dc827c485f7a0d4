"""A check counts every row once, keeps a bounded preview, and remembers which rows are good."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from shuzheng.foundation.sheets import checking, reading, recognition
from shuzheng.foundation.sheets.checking import RowSet
from shuzheng.foundation.sheets.findings import Severity, notice
from shuzheng.foundation.sheets.tests import workbooks
from shuzheng.foundation.sheets.tests.workbooks import ROSTER, good
from shuzheng.kernel.wording import N_

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shuzheng.foundation.sheets.checking import Check, Examination
    from shuzheng.foundation.sheets.rows import Row


def examine(rows: list[list[object]], check: Check | None = None) -> Examination:
    with reading.opened(workbooks.xlsx(rows), ROSTER) as file:
        return checking.examine(file.rows(), check)


def test_rows_count_once_under_the_gravest_thing_said_about_them() -> None:
    found = examine(
        [
            good(1),
            good(2, name="𬸚洋", student="x1"),
            good(3, name="温　如玉"),
            good(4, name="", phone="1"),
            good(5, name="𬸚　洋", phone="1"),
        ]
    )
    assert found.counts() == {"total": 5, "errors": 2, "notices": 1, "corrected": 1, "cells": 3}
    assert found.clean == 2
    assert dict(found.codes) == {"rare": 2, "missing": 1, "phone-length": 2}
    assert [number for number in range(10) if number in found.good] == [2, 3, 4]


def test_a_room_sees_only_good_rows_and_its_word_counts() -> None:
    seen: list[int] = []

    def check(rows: Sequence[Row]) -> None:
        for row in rows:
            seen.append(row.number)
            if row.number == 2:
                row.refuse("student", "taken", N_("Taken"))
            if row.number == 4:
                row.remark("name", notice("again", N_("Registered before")))

    found = examine([good(1), good(2, phone="1"), good(3)], check)
    assert seen == [2, 4]
    assert (found.errors, found.notices) == (2, 1)


def test_a_preview_keeps_some_hundred_rows_of_each_severity() -> None:
    found = examine(
        [good(n, phone="1") for n in range(400)] + [good(n, name="𬸚洋") for n in range(400, 800)]
    )
    assert found.total == 800
    assert len(found.preview) == 600
    assert [row.number for row in found.preview if row.severity is Severity.NOTICE][:2] == [
        402,
        403,
    ]


def test_a_preview_is_stored_and_read_again() -> None:
    found = examine([good(1, phone="1380000001"), good(2, name="𬸚洋")])
    stored = json.loads(json.dumps(checking.dump_preview(found.preview)))
    assert checking.load_preview(stored) == found.preview
    row = found.preview[0]
    assert row.cells["phone"] == "138****0001"
    assert row.cells["number"].startswith("9999****")
    assert [fault.finding.code for fault in row.of("phone")] == ["phone-length"]
    assert row.of("name") == ()


@given(st.sets(st.integers(0, 300_000), max_size=50))
def test_a_set_of_rows_survives_storing(numbers: set[int]) -> None:
    rows = RowSet()
    for number in numbers:
        rows.add(number)
    again = RowSet.load(rows.dump())
    assert all(number in again for number in numbers)
    assert not [number for number in (0, 7, 8, 299_999) if (number in again) != (number in numbers)]


def test_the_same_file_has_the_same_digest() -> None:
    assert recognition.digest(b"abc") == (
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    )

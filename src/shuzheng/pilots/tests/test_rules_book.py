"""The rulebook cites its documents, owns up to its defaults, and knows when offices rest."""

from __future__ import annotations

import tomllib
from datetime import date
from importlib.resources import files

import pytest

from shuzheng.kernel.periods import Calendar
from shuzheng.kernel.rulebook import Provision, Rulebook

BOOKS = files("shuzheng") / "rulebooks"
BOOK = Rulebook.parse((BOOKS / "anhui.toml").read_text("utf-8"))
DAYS = tomllib.loads((BOOKS / "calendar.toml").read_text("utf-8"))
CALENDAR = Calendar(frozenset(DAYS["holidays"]), frozenset(DAYS["workdays"]))
PROVISIONS = [provision for found in BOOK.provisions.values() for provision in found]


@pytest.mark.parametrize("provision", PROVISIONS, ids=lambda p: f"{p.rule}-{p.since}")
def test_a_provision_cites_its_document_and_names_its_defaults(provision: Provision) -> None:
    assert provision.document.strip()
    assert provision.quotation.strip()
    defaults = provision.words("default") if "default" in provision.parameters else ()
    assert set(defaults) <= set(provision.parameters) - {"default"}


def test_no_day_is_both_a_holiday_and_a_workday_and_none_is_listed_twice() -> None:
    assert not CALENDAR.holidays & CALENDAR.workdays
    assert len(CALENDAR.holidays) == len(DAYS["holidays"])
    assert len(CALENDAR.workdays) == len(DAYS["workdays"])


def test_make_up_days_are_weekends() -> None:
    assert all(day.weekday() >= 5 for day in CALENDAR.workdays)


@pytest.mark.parametrize(
    ("start", "days", "end"),
    [
        (date(2024, 2, 9), 1, date(2024, 2, 18)),  # a Sunday made up for the Spring Festival
        (date(2025, 1, 27), 1, date(2025, 2, 5)),
        (date(2025, 9, 30), 2, date(2025, 10, 10)),
        (date(2026, 2, 13), 2, date(2026, 2, 24)),  # Saturday the 14th is worked
        (date(2026, 9, 30), 3, date(2026, 10, 10)),  # so is Saturday the 10th
        (date(2026, 11, 6), 10, date(2026, 11, 20)),
    ],
)
def test_deadlines_run_around_the_holidays_as_announced(start: date, days: int, end: date) -> None:
    assert CALENDAR.after(start, days) == end

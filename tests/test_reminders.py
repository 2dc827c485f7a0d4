"""Where reminders lead: to pages that open to whoever is told."""

from __future__ import annotations

from shuzheng.reminders.rules.table import TELLINGS
from tests import doors, samples

DOORS = {door.name: door for door in doors.read()}


def test_every_page_opens_to_every_role_that_is_led_there() -> None:
    wrong = [
        f"{one.verb} leads {role} to {one.page}"
        for one in TELLINGS
        for role in one.seen_by
        if one.page and role not in DOORS[one.page].roles
    ]

    assert wrong == []


def test_a_page_takes_the_rows_key_or_nothing() -> None:
    taken = dict(samples.addresses())

    assert {
        one.verb for one in TELLINGS if one.page and len(taken[one.page]) != one.by_key
    } == set()

"""Filings, reports, notices, how far the pilot reaches, what is in use, who is barred from what."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from shuzheng.demo.year.cast import LETTERS
from shuzheng.foundation import rulebooks
from shuzheng.foundation.ui import listing
from shuzheng.insight import access as scopes
from shuzheng.insight.queries import coverage as reaching
from shuzheng.insight.queries import dashboard
from shuzheng.kernel import periods
from shuzheng.pilots.queries import filings as filed
from shuzheng.pilots.queries import misses, pages_reports
from shuzheng.pilots.queries.pages_reports import Wanted
from shuzheng.pilots.rules import reporting as rules
from shuzheng.pilots.rules.reporting import State
from shuzheng.standing.queries import pages_notices, restrictions

if TYPE_CHECKING:
    from datetime import datetime

    from shuzheng.demo.year.cast import Year

ALL = listing.Wish("all", size=2_000)
COUNTED_AS = {
    State.SUBMITTED: "on_time",
    State.ACCEPTED: "on_time",
    State.RETURNED: "on_time",
    State.LATE_SUBMITTED: "late",
    State.MISSED: "missed",
    State.EXCUSED: "excused",
    State.DUE: "open",
    State.DRAFT: "open",
}


def filings(year: Year) -> dict[str, dict[str, str]]:
    """Return the state of each institution's filings of three years."""
    return {
        letter: {
            str(which): state
            for which in range(year.number - 1, year.number + 2)
            if (state := filed.state_of(school.id, which))
        }
        for letter, school in year.schools.items()
    }


def reports(year: Year, now: datetime) -> dict[str, dict[str, Any]]:
    """Return what became of the reports due in the year, by institution, with K-27."""
    lines = pages_reports.lines(year.world.office, ALL, Wanted(), now).rows
    row = misses.outcomes(
        [year.schools[letter].id for letter in LETTERS], periods.day(now), rulebooks.current()
    )
    found = {}
    for letter in LETTERS:
        key = year.schools[letter].id
        counted = Counter(
            COUNTED_AS[line.state]
            for line in lines
            if line.institution_id == key and line.due_on.year == year.number
        )
        due = counted.total()
        runs = rules.runs([one for one in row[key] if one[0].year == year.number])
        found[letter] = {
            "due": due,
            **{name: counted[name] for name in ("on_time", "late", "missed", "excused")},
            "K-27": f"{counted['on_time']}/{due - counted['excused']}",
            "longest_run": max(len(run) for run in runs),
        }
    return found


def notices(year: Year, now: datetime) -> list[dict[str, Any]]:
    """Return the notices of the year, in the order of their proposal."""
    letters = {school.id: letter for letter, school in year.schools.items()}
    wish = listing.Wish("all", "proposed")
    return [
        {
            "against": letters[one.organisation_id],
            "state": str(one.state),
            "grounds": [f"{day:%m-%d}" for day in one.grounds],
            "further": [f"{day:%m-%d}" for day in one.further],
            "proposed": f"{one.proposed_on:%m-%d}",
            "fell": one.fell,
        }
        for one in pages_notices.every(year.world.office, wish, now)
    ]


def coverage() -> dict[str, Any]:
    """Return K-07 and K-20 of the newest cut."""
    found = reaching.coverage(scopes.province(own=True))
    shown = dashboard.dashboard(scopes.province(own=True))
    if found is None or shown is None or shown.totals.coverage is None:
        return {}
    cities = shown.totals.coverage
    return {
        "K-07": f"{found.total.share.numerator}/{found.total.share.denominator}",
        "K-20": f"{cities.share.numerator}/{cities.share.denominator}",
        "cities without a site": list(cities.lacking),
    }


def use(year: Year) -> dict[str, Any]:
    """Return K-08 of the newest cut."""
    shown = dashboard.dashboard(scopes.province(own=True), year=year.number)
    if shown is None:
        return {}
    used = shown.totals.use
    return {
        "K-08": used.use.count.value,
        "entered": used.use.entered,
        "left": used.use.left,
        "by_field": dict(used.by_field),
        "by_level": dict(sorted(used.by_level.items())),
        "by_state": dict(sorted(used.by_state.items())),
        "institutions": used.institutions,
    }


def standing(year: Year, now: datetime) -> dict[str, list[str]]:
    """Return which decisions are in force against each institution on the last day."""
    found = {}
    for letter, school in year.schools.items():
        lines = restrictions.in_force([school.id], [], periods.day(now))
        found[letter] = [f"{one.kind} {one.year or ''}".strip() for one in lines]
    return found

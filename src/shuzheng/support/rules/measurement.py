"""A measurement of unevenness: opened, filled by sheets, frozen; and its text.

Rule: R-241. It covers some whole months before the month in which it is opened, so that two
measurements cover the same length and can be compared. What is frozen is canonical JSON; figures
and proposals are computed from that text and from nothing else.
"""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum, auto
from typing import TYPE_CHECKING, Any, Final

from shuzheng.kernel.lifecycle import Lifecycle
from shuzheng.kernel.refusals import Refusal
from shuzheng.kernel.rulebook import applies
from shuzheng.kernel.wording import N_
from shuzheng.support.rules.unevenness import (
    VERSION,
    Amount,
    Institution,
    Measure,
    Table,
    Terms,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from shuzheng.kernel.rulebook import Rulebook

MONTHS: Final = 12
BY_SHEET: Final = (Measure.HOURS, Measure.SPENDING, Measure.TEACHERS)
"""What the platform does not count: it comes by sheet with its source. Seats are counted."""


class State(StrEnum):
    """Where a measurement stands."""

    OPEN = auto()
    FROZEN = auto()


class Verb(StrEnum):
    """What can be done to it."""

    FREEZE = auto()


MEASUREMENT: Lifecycle[State, Verb] = Lifecycle(
    name="support.measurement",
    initial=State.OPEN,
    steps={(State.OPEN, Verb.FREEZE): State.FROZEN},
    labels={
        State.OPEN: N_("Open for figures"),
        State.FROZEN: N_("Frozen"),
        Verb.FREEZE: N_("Freeze the figures"),
    },
    path=(State.OPEN, State.FROZEN),
)


class NobodyToMeasure(Refusal):
    """No institution has pilot students in the period."""

    code = "measurement-of-nobody"
    template = (
        "No institution has pilot students from {since} to {until}: there is nothing to measure."
    )
    rule = "R-241"


class MeasuredAlready(Refusal):
    """One period is measured once."""

    code = "measurement-made-already"
    status = 409
    template = "The conditions from {since} to {until} are measured already."
    rule = "R-241"


@applies("R-241")
def period(today: date, book: Rulebook) -> tuple[date, date]:
    """Return the first and last day of the whole months before this one that are measured."""
    months = book.on(today, "R-241").integer("period_months")
    end = today.replace(day=1)
    count = end.year * MONTHS + end.month - 1 - months
    return date(count // MONTHS, count % MONTHS + 1, 1), end - timedelta(days=1)


def plain(table: Table) -> dict[str, Any]:
    """Return a table as plain JSON; institutions stand by code."""
    return {
        "version": VERSION,
        "since": table.since.isoformat(),
        "until": table.until.isoformat(),
        "terms": {name: getattr(table.terms, name) for name in Terms.__dataclass_fields__},
        "institutions": [
            _plain(one) for one in sorted(table.institutions, key=lambda one: one.code)
        ],
    }


def read(said: Mapping[str, Any]) -> Table:
    """Return the table that a frozen text holds."""
    return Table(
        date.fromisoformat(said["since"]),
        date.fromisoformat(said["until"]),
        Terms(**said["terms"]),
        tuple(_institution(one) for one in said["institutions"]),
    )


def _plain(one: Institution) -> dict[str, Any]:
    return {
        "code": one.code,
        "name": one.name,
        "city": one.city,
        "students": one.students,
        "fields": list(one.fields),
        "leads": one.leads,
        "amounts": {
            measure.value: {
                "amount": told.amount,
                "source": told.source,
                "on": told.on.isoformat(),
            }
            for measure, told in sorted(one.amounts.items())
        },
    }


def _institution(said: Mapping[str, Any]) -> Institution:
    return Institution(
        code=said["code"],
        name=said["name"],
        city=said["city"],
        students=said["students"],
        fields=tuple(said["fields"]),
        leads=said["leads"],
        amounts={
            Measure(name): Amount(one["amount"], one["source"], date.fromisoformat(one["on"]))
            for name, one in said["amounts"].items()
        },
    )

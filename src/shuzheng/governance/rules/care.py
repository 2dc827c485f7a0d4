"""The officer of each certificate in use, and the day of its next review (R-013)."""

from __future__ import annotations

from enum import StrEnum, auto
from typing import TYPE_CHECKING

from shuzheng.kernel.refusals import Refusal
from shuzheng.kernel.rulebook import applies
from shuzheng.kernel.wording import N_

if TYPE_CHECKING:
    from datetime import date

    from shuzheng.kernel.rulebook import Rulebook


class Need(StrEnum):
    """What a certificate in use needs of the office."""

    NOBODY = auto()
    OVERDUE = auto()
    DUE = auto()
    NOTHING = auto()


NEEDS = {
    Need.NOBODY: N_("Nobody in charge"),
    Need.OVERDUE: N_("Review overdue"),
    Need.DUE: N_("Review due soon"),
    Need.NOTHING: N_("No review due"),
}


class ReviewInPast(Refusal):
    """The next review lies ahead."""

    code = "care-review-in-past"
    template = "The next review lies ahead: not on {day}."
    rule = "R-013"


class ReviewFar(Refusal):
    """Whoever is reviewed once in a decade is not guided."""

    code = "care-review-far"
    template = "The next review is within {months} months: by {last}."
    rule = "R-013"


class NotInUse(Refusal):
    """Only certificates in use have an officer."""

    code = "care-not-in-use"
    status = 404
    template = "No institution uses this certificate."
    rule = "R-013"


class NoOfficer(Refusal):
    """An officer works in the office."""

    code = "care-no-officer"
    template = "Choose somebody who works in the coordination office."
    rule = "R-013"


class NothingFound(Refusal):
    """A review says what was found."""

    code = "care-nothing-found"
    template = "Say what was found."
    rule = "R-013"


@applies("R-013")
def need(review_on: date | None, today: date, book: Rulebook) -> Need:
    """Return what a certificate in use needs; `review_on` is None where nobody is in charge."""
    if review_on is None:
        return Need.NOBODY
    if review_on < today:
        return Need.OVERDUE
    ahead = book.on(today, "R-013").integer("review_warning_days")
    return Need.DUE if (review_on - today).days <= ahead else Need.NOTHING


@applies("R-013")
def check_review(review_on: date, today: date, book: Rulebook) -> None:
    """Refuse a next review that is over or too far off."""
    if review_on <= today:
        raise ReviewInPast(day=review_on)
    months = book.on(today, "R-013").integer("review_months")
    years, month = divmod(today.month - 1 + months, 12)
    last = today.replace(today.year + years, month + 1, min(today.day, 28))
    if review_on > last:
        raise ReviewFar(months=months, last=last)

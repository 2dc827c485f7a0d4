"""Open the review of a year: the clock in its month, or the office when it is late.

Rule: R-230. Source: handbook 3.15, 3.18.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction

from shuzheng.adjustment.access import Permission
from shuzheng.adjustment.models import Review
from shuzheng.adjustment.rules import review as rules
from shuzheng.adjustment.rules.review import REVIEW
from shuzheng.foundation import facts, rulebooks
from shuzheng.identity.queries import organisations
from shuzheng.identity.rules.kinds import OrganisationKind
from shuzheng.kernel import periods
from shuzheng.kernel.actor import CLOCK
from shuzheng.kernel.refusals import Refusal
from shuzheng.kernel.rulebook import applies

if TYPE_CHECKING:
    from datetime import date, datetime

    from shuzheng.kernel.actor import Actor


class OpenedAlready(Refusal):
    """A year has one review."""

    code = "review-opened-already"
    status = 409
    template = "The review of {year} has been opened already."
    rule = "R-230"


@applies("R-230")
def newest_due(today: date) -> int:
    """Return the newest year whose review may be open by now."""
    due = today >= rules.opens_on(today.year, rulebooks.current())
    return today.year if due else today.year - 1


@applies("R-230")
def open_due(*, now: datetime) -> int:
    """Open this year's review when its day has come; returns how many were opened."""
    today = periods.day(now)
    due = today >= rules.opens_on(today.year, rulebooks.current())
    if not due or Review.objects.filter(year=today.year).exists():
        return 0
    _open(today.year, CLOCK, now)
    return 1


@applies("R-230")
@transaction.atomic
def open_year(year: int, *, actor: Actor, now: datetime) -> int:
    """Open a year's review by hand, on its day or later; returns its id."""
    actor.require(Permission.REVIEW_PREPARE)
    on = rules.opens_on(year, rulebooks.current())
    if periods.day(now) < on:
        raise rules.NotYet(year=year, on=on)
    return _open(year, actor, now)


@transaction.atomic
def _open(year: int, actor: Actor, now: datetime) -> int:
    try:
        with transaction.atomic():
            row = Review.objects.create(
                year=year,
                state=REVIEW.initial,
                opened_on=periods.day(now),
                is_demonstration=_is_invented(),
            )
    except IntegrityError:
        raise OpenedAlready(year=year) from None
    facts.record("adjustment.review.opened", row, actor=actor, now=now, year=year)
    return row.pk


def _is_invented() -> bool:
    """Return whether the department here is an invented one."""
    found = organisations.of_kind(OrganisationKind.PROVINCIAL_DEPARTMENT)
    return any(one.is_demonstration for one in found)

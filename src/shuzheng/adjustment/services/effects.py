"""What a decided adjustment does: certificates phase out, are watched, and close in the end.

Rule: R-233. Source: handbook 3.2, 3.15. What was issued is never touched; institutions and running
sessions have the grace of the rulebook. Every function may run again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.db import transaction

from shuzheng.adjustment.models import Addition, ListLine, Review
from shuzheng.adjustment.rules import review as rules
from shuzheng.adjustment.rules.proposal import Fate
from shuzheng.adjustment.rules.review import REVIEW, State, Verb
from shuzheng.assessment.queries import under_way
from shuzheng.catalogue.queries import certificates
from shuzheng.catalogue.rules import standing
from shuzheng.catalogue.services import standing as kinds
from shuzheng.foundation import facts, moves
from shuzheng.kernel import periods
from shuzheng.kernel.actor import CLOCK
from shuzheng.kernel.rulebook import applies

if TYPE_CHECKING:
    from datetime import datetime

    from shuzheng.kernel.actor import Actor

DECIDED: Final = (State.DECIDED, State.REPORTED_TO_MINISTRY)


def concerns_ministry(row: Review) -> bool:
    """Return whether the list concerns the national list: it adds what is not on it."""
    return Addition.objects.filter(review=row, certificate_type=None).exists()


def take_effect_due(*, now: datetime) -> int:
    """Put in effect what is decided and due; what concerns the ministry waits for its report."""
    due = Review.objects.filter(state__in=DECIDED, effective_on__lte=periods.day(now))
    count = 0
    for row in due.order_by("pk"):
        if row.state == State.DECIDED and concerns_ministry(row):
            continue
        _take_effect(row, now)
        count += 1
    return count


@applies("R-230", "R-233")
@transaction.atomic
def _take_effect(row: Review, now: datetime) -> None:
    assert row.closing_on is not None  # noqa: S101 - every decision names it
    watched = {one.id for one in certificates.in_state(standing.State.WATCH)}
    wished = _ids(row, Fate.WATCH)
    kinds.move(watched - wished, standing.Verb.RELEASE, actor=CLOCK, now=now)
    kinds.move(wished, standing.Verb.WATCH, actor=CLOCK, now=now)
    gone = kinds.phase_out(_ids(row, Fate.DROP), row.number, row.closing_on, actor=CLOCK, now=now)
    moved = moves.move(row, REVIEW, Verb.TAKE_EFFECT)
    facts.record(
        "adjustment.review.took_effect",
        row,
        actor=CLOCK,
        now=now,
        moved=moved,
        dropped=len(gone),
    )


@applies("R-233")
def undo(row: Review, *, actor: Actor, now: datetime) -> None:
    """Bring back into use what phases out by this decision. Part of the withdrawal."""
    leaving = certificates.leaving(_ids(row, Fate.DROP))
    ours = [pk for pk, one in leaving.items() if one.decision == row.number]
    kinds.move(ours, standing.Verb.RESTORE, actor=actor, now=now)


@applies("R-233")
def close_due(*, now: datetime) -> int:
    """Close certificates whose last day is over and for whom nobody waits; then their reviews."""
    today = periods.day(now)
    leaving = {
        one.id: one.closing_on
        for one in certificates.in_state(standing.State.PHASING_OUT)
        if one.closing_on
    }
    running = under_way.of_certificates(leaving)
    due = [pk for pk, on in leaving.items() if rules.may_close(today, on, running.get(pk, ()))]
    with transaction.atomic():
        kinds.move(due, standing.Verb.CLOSE, actor=CLOCK, now=now)
    _close_reviews(now)
    return len(due)


def _close_reviews(now: datetime) -> None:
    """Close the reviews of whose drops none phases out any more."""
    for row in Review.objects.filter(state=State.EFFECTIVE).order_by("pk"):
        found = certificates.brief(_ids(row, Fate.DROP)).values()
        if any(
            one.state is standing.State.PHASING_OUT and one.decision == row.number for one in found
        ):
            continue
        with transaction.atomic():
            moved = moves.move(row, REVIEW, Verb.CLOSE)
            facts.record("adjustment.review.closed", row, actor=CLOCK, now=now, moved=moved)


def _ids(row: Review, fate: Fate) -> set[int]:
    rows = ListLine.objects.filter(review=row, fate=fate)
    return set(rows.values_list("certificate_type_id", flat=True))

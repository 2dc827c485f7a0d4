"""What is coming: assessment days, the end of registration and of reviews, within one's reach."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext as _

from shuzheng.assessment.access.permissions import Permission
from shuzheng.assessment.models import Plan
from shuzheng.assessment.rules.plan import State
from shuzheng.foundation.ui.parts import Term
from shuzheng.kernel import periods
from shuzheng.pilots.models import FilingRound

if TYPE_CHECKING:
    from datetime import date, datetime

    from shuzheng.kernel.actor import Actor

AHEAD: Final = frozenset(
    {State.REPORTED, State.OPEN, State.REGISTRATION_CLOSED, State.SEATED, State.IN_PROGRESS}
)
MOST: Final = 4


def coming(actor: Actor, now: datetime) -> list[tuple[date, Term]]:
    """Return the next days that matter to the actor, soonest first."""
    found = _round(now)
    if actor.may(Permission.PLAN_VIEW):
        found += _plans(actor, now)
    return sorted(found, key=lambda one: one[0])[:MOST]


def _plans(actor: Actor, now: datetime) -> list[tuple[date, Term]]:
    today, plans = periods.day(now), Plan.objects.within(actor)
    held = plans.filter(first_on__gte=today, state__in=sorted(AHEAD)).order_by("first_on", "pk")
    open_now = plans.filter(state=State.OPEN, registration_closes_at__gte=now)
    closing = open_now.order_by("registration_closes_at", "pk")
    reviewed = plans.filter(state=State.RESULTS_PUBLISHED, review_until__gte=today)
    return [
        *((row.first_on, Term(_("Assessment"), row.name)) for row in held[:MOST]),
        *(
            (periods.day(row.registration_closes_at), Term(_("Registration closes"), row.name))
            for row in closing[:MOST]
        ),
        *(
            (row.review_until, Term(_("Score reviews end"), row.name))
            for row in reviewed.order_by("review_until", "pk")[:MOST]
            if row.review_until
        ),
    ]


def _round(now: datetime) -> list[tuple[date, Term]]:
    today = periods.day(now)
    running = FilingRound.objects.filter(opens_on__lte=today, closes_on__gte=today)
    return [
        (row.closes_on, Term(_("Filing closes"), _("Filings for %(year)s") % {"year": row.year}))
        for row in running.order_by("closes_on")[:MOST]
    ]

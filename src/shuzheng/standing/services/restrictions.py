"""Impose and lift restrictions. Only the provincial department does, and always by a decision."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction

from shuzheng.foundation import facts
from shuzheng.identity.queries import organisations
from shuzheng.kernel import periods
from shuzheng.kernel.refusals import Refusal
from shuzheng.standing import access
from shuzheng.standing.access import Permission
from shuzheng.standing.models import Restriction
from shuzheng.standing.rules.restrictions import Kind

if TYPE_CHECKING:
    from datetime import date, datetime

    from shuzheng.kernel.actor import Actor


class YearNeeded(Refusal):
    """A loss of eligibility names its year; a suspension has none."""

    code = "year-needed"
    template = "A loss of eligibility names the year it is for; a suspension names none."


class LiftedAlready(Refusal):
    """The restriction was lifted before."""

    code = "lifted-already"
    status = 409
    template = "This decision was lifted on {lifted_on}."


class EndsBeforeItBegins(Refusal):
    """The last day of a restriction is before its first."""

    code = "restriction-ends-before"
    template = "The last day, {until}, is before the first, {since}."


class DecidedAlready(Refusal):
    """The same decision is on record for this organisation."""

    code = "decided-already"
    status = 409
    template = "Decision {decision} is on record for this organisation already."


class NoSuchParty(Refusal):
    """The organisation does not exist."""

    code = "no-such-party"
    status = 404
    template = "There is no such organisation."


def _require_sound(
    organisation_id: int, kind: Kind, since: date, until: date | None, year: int | None
) -> None:
    """Refuse a party that does not exist, a year that does not fit the kind, and reversed days."""
    if organisation_id not in organisations.brief([organisation_id]):
        raise NoSuchParty
    if (kind is Kind.ELIGIBILITY_LOSS) != (year is not None):
        raise YearNeeded
    if until is not None and until < since:
        raise EndsBeforeItBegins(until=until, since=since)


def _require_new(organisation_id: int, kind: Kind, year: int | None, decision: str) -> None:
    """Refuse a decision that is on record; the constraint cannot where the year is null."""
    same = Restriction.objects.filter(
        organisation_id=organisation_id, kind=kind, year=year, decision_number=decision
    )
    if same.exists():
        raise DecidedAlready(decision=decision)


@transaction.atomic
def impose(  # noqa: PLR0913 - a decision has this many particulars
    organisation_id: int,
    kind: Kind,
    *,
    since: date,
    ground: str,
    reason: str,
    decision_number: str,
    actor: Actor,
    now: datetime,
    until: date | None = None,
    year: int | None = None,
    decision_id: int | None = None,
) -> int:
    """Restrict an organisation from `since` on; returns the restriction's id.

    `decision_id` is the signed decision as a stored file. Refuses a year that does not fit the
    kind, a last day before the first, and the same decision twice.
    """
    actor.require(Permission.RESTRICTION_IMPOSE)
    _require_sound(organisation_id, kind, since, until, year)
    _require_new(organisation_id, kind, year, decision_number)
    try:
        with transaction.atomic():
            row = Restriction.objects.create(
                organisation_id=organisation_id,
                kind=kind,
                year=year,
                since=since,
                until=until,
                ground=ground,
                reason=reason,
                decision_number=decision_number,
                decision_id=decision_id,
            )
    except IntegrityError:
        raise DecidedAlready(decision=decision_number) from None
    facts.record(
        "standing.restriction.imposed",
        row,
        actor=actor,
        now=now,
        kind=kind.value,
        decision=decision_number,
    )
    return row.pk


@transaction.atomic
def lift(restriction_id: int, reason: str, *, actor: Actor, now: datetime) -> None:
    """Lift a restriction from today on; what it barred is possible again at once."""
    row = access.restriction(restriction_id, actor, Permission.RESTRICTION_LIFT)
    today = periods.day(now)
    lifted = Restriction.objects.filter(pk=row.pk, lifted_on=None)
    if not lifted.update(lifted_on=today, lifted_reason=reason):
        raise LiftedAlready(lifted_on=row.lifted_on)
    facts.record(
        "standing.restriction.lifted", row, actor=actor, now=now, decision=row.decision_number
    )

"""Impose and lift restrictions. Only the provincial department does, and always by a decision."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction

from shuzheng.foundation import facts
from shuzheng.identity.queries import organisations, persons
from shuzheng.kernel import periods
from shuzheng.kernel.refusals import Refusal
from shuzheng.kernel.rulebook import applies
from shuzheng.standing import access
from shuzheng.standing.access import Permission
from shuzheng.standing.models import Restriction, RunningSession
from shuzheng.standing.queries import running, sites
from shuzheng.standing.queries.running import Target
from shuzheng.standing.rules import restrictions as rules
from shuzheng.standing.rules import running as sessions
from shuzheng.standing.rules.restrictions import (
    EndsBeforeItBegins,
    Kind,
    LastDayNeeded,
    NotForParty,
    Party,
    YearNeeded,
)

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime
    from typing import Any

    from shuzheng.kernel.actor import Actor
    from shuzheng.standing.rules.running import Outcome

__all__ = [
    "DecidedAlready",
    "EndsBeforeItBegins",
    "LastDayNeeded",
    "LiftedAlready",
    "NoSuchParty",
    "NotForParty",
    "YearNeeded",
    "impose",
    "lift",
    "target",
]


class LiftedAlready(Refusal):
    """The restriction was lifted before."""

    code = "lifted-already"
    status = 409
    template = "This decision was lifted on {lifted_on}."


class DecidedAlready(Refusal):
    """The same decision is on record for this party."""

    code = "decided-already"
    status = 409
    template = "Decision {decision} is on record for this organisation already."


class NoSuchParty(Refusal):
    """The party does not exist."""

    code = "no-such-party"
    status = 404
    template = "There is no such organisation."


def target(
    organisation_id: int | None, site_code: str = "", person_id: int | None = None
) -> Target:
    """Return the party that a decision would be against; refuses one that does not exist."""
    if person_id is not None:
        if person_id not in persons.brief([person_id]):
            raise NoSuchParty
        return Target(Party.PERSON, person_id=person_id)
    if site_code:
        site = sites.by_code(site_code)
        if site is None or organisation_id not in {None, site.institution_id}:
            raise NoSuchParty
        return Target(Party.SITE, site.institution_id, site.code)
    found = organisations.brief([organisation_id or 0]).get(organisation_id or 0)
    if found is None or found.kind not in set(Party):
        raise NoSuchParty
    return Target(Party(found.kind), found.id)


@applies("R-038")
@transaction.atomic
def impose(  # noqa: PLR0913 - a decision has this many particulars
    organisation_id: int | None,
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
    site_code: str = "",
    person_id: int | None = None,
    decided_on: date | None = None,
    answers: Mapping[str, Outcome] | None = None,
) -> int:
    """Restrict an organisation, a site of it or a person from `since` on; returns the id.

    `decision_id` is the signed decision as a stored file, `decided_on` its day (today, or the first
    day if that was earlier). `answers` says what becomes of each session under way, by subject;
    without it what the rules say. Refuses what does not go together, and the same decision twice.
    """
    actor.require(Permission.RESTRICTION_IMPOSE)
    against, today = target(organisation_id, site_code, person_id), periods.day(now)
    rules.check_decision(kind, against.party, since, until, year)
    dated = decided_on or min(today, since)
    rules.check_dated(dated, since, today)
    row = _write(
        against,
        kind=kind,
        year=year,
        since=since,
        until=until,
        ground=ground,
        reason=reason,
        decision_number=decision_number,
        decided_on=dated,
        decider=_name_of(actor.organisation_id),
        decision_id=decision_id,
    )
    _keep_running(row, kind, against, answers)
    _record(row, actor, now)
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


def _write(against: Target, **columns: Any) -> Restriction:  # noqa: ANN401 - a row's columns
    """Write a decision, unless it is on record; the constraint cannot tell where years are null."""
    who = {
        "organisation_id": against.organisation_id,
        "site_code": against.site_code,
        "person_id": against.person_id,
    }
    same = {name: columns[name] for name in ("kind", "year", "decision_number")}
    if Restriction.objects.filter(**who, **same).exists():
        raise DecidedAlready(decision=columns["decision_number"])
    site = sites.by_code(against.site_code) if against.site_code else None
    try:
        with transaction.atomic():
            return Restriction.objects.create(**who, site_name=site.name if site else "", **columns)
    except IntegrityError:
        raise DecidedAlready(decision=columns["decision_number"]) from None


def _record(row: Restriction, actor: Actor, now: datetime) -> None:
    facts.record(
        "standing.restriction.imposed",
        row,
        actor=actor,
        now=now,
        kind=str(row.kind),
        decision=row.decision_number,
    )


def _keep_running(
    row: Restriction, kind: Kind, against: Target, answers: Mapping[str, Outcome] | None
) -> None:
    """Keep what the decision says of each session under way."""
    found = running.under_way(kind, against)
    outcomes = sessions.decided(kind, against.party, found, answers)
    RunningSession.objects.bulk_create(
        RunningSession(
            restriction=row, subject=one.subject, name=one.name, outcome=outcomes[one.subject]
        )
        for one in found
    )


def _name_of(organisation_id: int) -> str:
    found = organisations.brief([organisation_id]).get(organisation_id)
    return found.name if found else ""

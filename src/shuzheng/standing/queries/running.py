"""What is under way with a party, before a decision about it, and what decisions said afterwards.

The sessions are those of a room above, which `standing` cannot look up to: it declares a provider,
and follows the fact of the decision with what the decision named.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q

from shuzheng.standing.models import RunningSession
from shuzheng.standing.rules.restrictions import Kind, Party
from shuzheng.standing.rules.running import Outcome, Session

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date

    Provider = Callable[["Target"], Iterable[Session]]


@dataclass(frozen=True, slots=True)
class Target:
    """A party that a decision may be against; `organisation_id` of a site is its institution's."""

    party: Party
    organisation_id: int | None = None
    site_code: str = ""
    person_id: int | None = None


@dataclass(frozen=True, slots=True)
class Named:
    """A session that was under way, and what the decision said of it."""

    subject: str
    name: str
    outcome: Outcome


_providers: list[Provider] = []


def provide(provider: Provider) -> Provider:
    """Declare whoever knows sessions."""
    _providers.append(provider)
    return provider


def under_way(kind: Kind, target: Target) -> list[Session]:
    """Return every session under way that a decision of this kind would meet, the next first."""
    if kind is not Kind.SUSPENSION:
        return []
    found = [session for provider in _providers for session in provider(target)]
    return sorted(found, key=lambda session: (session.first_on, session.subject))


def named(restriction_id: int) -> list[Named]:
    """Return what a decision said of the sessions under way when it came."""
    rows = RunningSession.objects.filter(restriction_id=restriction_id).order_by("pk")
    return [Named(row.subject, row.name, Outcome(row.outcome)) for row in rows]


def postponing(subject: str, on: date) -> int | None:
    """Return the decision in force that postponed this very session of an organisation, or None."""
    rows = RunningSession.objects.filter(
        Q(restriction__lifted_on=None) | Q(restriction__lifted_on__gt=on),
        Q(restriction__until=None) | Q(restriction__until__gte=on),
        subject=subject,
        outcome=Outcome.POSTPONED,
        restriction__since__lte=on,
        restriction__site_code="",
    )
    return rows.order_by("pk").values_list("restriction_id", flat=True).first()

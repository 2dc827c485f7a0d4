"""The dated records that a plan rests on, gathered for one decision.

Whoever gathers them decides nothing: a record that is missing is None or an empty tuple, and an
approval that does not exist has the state "".
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from shuzheng.assessment.rules import site
    from shuzheng.fees.rules import agreement
    from shuzheng.kernel.refusals import Refusal


@dataclass(frozen=True, slots=True)
class Entry:
    """One institution's entry review of the certificate (R-050)."""

    institution: str
    state: str
    approved_on: date | None


@dataclass(frozen=True, slots=True)
class Report:
    """The activity report of the assessment (R-056); both days are included."""

    document: str
    state: str
    starts_on: date
    ends_on: date


@dataclass(frozen=True, slots=True)
class Room:
    """One room that the plan uses: its usable seats, and its newest checklist if it has one."""

    name: str
    seats: int
    checklist: site.Checklist | None


@dataclass(frozen=True, slots=True)
class Site:
    """One site of the plan, as approved for this certificate and level.

    `state` is "" where there is no approval for them. `seat_limit` is set where the office
    restricted the site. `barred` is the answer of a decision against the site, if there is one.
    """

    name: str
    state: str
    approved_until: date | None
    rooms: tuple[Room, ...]
    seat_limit: int | None
    barred: Refusal | None = None

    @property
    def seats(self) -> int:
        """The usable seats of its rooms, within its limit."""
        found = sum(room.seats for room in self.rooms)
        return found if self.seat_limit is None else min(found, self.seat_limit)


@dataclass(frozen=True, slots=True)
class Assessor:
    """One named assessor's qualification for the certificate and level; both days included."""

    name: str
    qualified_since: date
    qualified_until: date


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything dated that a plan rests on.

    `levels` are those of the certificate's listing. `price` is what the plan asks, in fen, and
    `ceiling` the one loaded for its category and level. `seats` is the number planned. `entries`
    has one record for each institution whose site the plan uses or whose candidates it invites.
    `barred` is the answer of a decision that bars the organisation from opening, if there is one.
    `closing_on` is the last day of a certificate that the province drops, by `closing_decision`.
    """

    certificate: str
    certificate_state: str
    organisation: str
    organisation_state: str
    level: str
    levels: frozenset[str]
    first_on: date
    last_on: date
    seats: int
    price: int
    sites: tuple[Site, ...]
    entries: tuple[Entry, ...]
    report: Report | None
    agreements: tuple[agreement.Terms, ...]
    ceiling: int | None
    waiver: agreement.Waiver | None
    assessors: tuple[Assessor, ...]
    barred: Refusal | None = None
    closing_on: date | None = None
    closing_decision: str = ""


@dataclass(frozen=True, slots=True)
class Counts:
    """How a plan's registrations stand when its seats are to be locked."""

    unconfirmed: int
    unconsented: int
    unsettled: int
    accepted: int

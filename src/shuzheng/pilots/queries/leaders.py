"""The institutions that are expected to lead, and which of them have not filed. Rule: R-004."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from shuzheng.foundation import rulebooks
from shuzheng.identity.queries import organisations
from shuzheng.identity.rules.kinds import OrganisationKind
from shuzheng.kernel import periods
from shuzheng.kernel.rulebook import applies
from shuzheng.pilots.access import Permission
from shuzheng.pilots.models import Filing, FilingRound
from shuzheng.pilots.rules import leading as rules
from shuzheng.pilots.rules.filing import State
from shuzheng.standing.queries import restrictions
from shuzheng.standing.rules.restrictions import Act

if TYPE_CHECKING:
    from datetime import date, datetime

    from shuzheng.identity.queries.organisations import OrganisationBrief
    from shuzheng.identity.rules.leading import LeadFlag
    from shuzheng.kernel.actor import Actor
    from shuzheng.pilots.rules.leading import Outlook

VIEWS = ("missing", "all")


@dataclass(frozen=True, slots=True)
class Leader:
    """An expected leader in the round of a year; `filing_id` is 0 where nothing was handed in."""

    institution_id: int
    institution: str
    code: str
    kind: str
    place: str
    flags: tuple[LeadFlag, ...]
    outlook: Outlook
    filing_id: int
    filing_state: State | None
    submitted_on: date | None

    @property
    def is_warned_of(self) -> bool:
        """Whether the platform warns that this one has not filed."""
        return self.outlook in rules.WARNED


@dataclass(frozen=True, slots=True)
class Round:
    """The round that a list of leaders is about; both days belong to it."""

    year: int
    opens_on: date
    closes_on: date


def round_of(year: int, now: datetime) -> Round | None:
    """Return the round of `year`; for 0, the newest that has begun, else the newest."""
    rows = FilingRound.objects.order_by("-year")
    if year:
        found = rows.filter(year=year).first()
    else:
        found = rows.filter(opens_on__lte=periods.day(now)).first() or rows.first()
    return Round(found.year, found.opens_on, found.closes_on) if found else None


def years() -> list[int]:
    """Return the years that have a round, newest first."""
    return list(FilingRound.objects.order_by("-year").values_list("year", flat=True))


@applies("R-004")
def leaders(actor: Actor, asked: Round, now: datetime) -> list[Leader]:
    """Return the expected leaders within reach, those of whom is warned first, then by code."""
    actor.require(Permission.LEADER_VIEW)
    today, book = periods.day(now), rulebooks.current()
    every = {
        one.id: (one, flags)
        for one in organisations.listing(actor=actor, kind=OrganisationKind.INSTITUTION)
        if (flags := rules.expected(one.lead_flags, one.institution_kind, today, book))
    }
    rows = Filing.objects.filter(year=asked.year, institution__in=every)
    handed_in = {row.institution_id: row for row in rows.exclude(state=State.DRAFT)}
    barred = restrictions.barring_organisations(set(every), Act.FILING, today, asked.year)
    found = [
        _leader(
            one,
            flags,
            handed_in.get(pk),
            rules.outlook(
                asked.opens_on,
                asked.closes_on,
                today,
                has_filed=pk in handed_in,
                is_barred=pk in barred,
            ),
        )
        for pk, (one, flags) in every.items()
    ]
    return sorted(found, key=lambda one: (not one.is_warned_of, one.code))


def missing(actor: Actor, now: datetime) -> tuple[Round, int] | None:
    """Return the round that has begun last and how many expected leaders have not filed in it.

    Nobody is warned of a year that is over.
    """
    asked = round_of(0, now)
    today = periods.day(now)
    if asked is None or asked.opens_on > today or asked.year < today.year:
        return None
    return asked, sum(one.is_warned_of for one in leaders(actor, asked, now))


@applies("R-004")
def is_expected(institution_id: int, now: datetime) -> bool:
    """Return whether an institution is expected to lead today."""
    one = organisations.brief([institution_id])[institution_id]
    today = periods.day(now)
    return bool(rules.expected(one.lead_flags, one.institution_kind, today, rulebooks.current()))


def _leader(
    one: OrganisationBrief, flags: tuple[LeadFlag, ...], row: Filing | None, outlook: Outlook
) -> Leader:
    return Leader(
        institution_id=one.id,
        institution=one.name,
        code=one.code,
        kind=one.institution_kind,
        place=one.division_name,
        flags=flags,
        outlook=outlook,
        filing_id=row.pk if row else 0,
        filing_state=State(row.state) if row else None,
        submitted_on=row.submitted_on if row else None,
    )

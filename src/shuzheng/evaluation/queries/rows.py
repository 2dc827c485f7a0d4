"""The raw rows behind an input that the platform counted: sessions, findings, reports, standards.

They are found by the same conditions as at the freezing, for the same days, as they are now: what
changed since shows as a difference to the frozen count, and the page says both. Rules: R-218,
R-099 (the same rows as of today).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse

from shuzheng.assessment.queries import sessions, targets
from shuzheng.catalogue.queries import certificates, standards
from shuzheng.evaluation.rules.indicators import Input, Kind
from shuzheng.foundation import rulebooks
from shuzheng.insight.rules import weighing
from shuzheng.kernel.refusals import Refusal
from shuzheng.pilots.queries import misses
from shuzheng.pilots.rules.reporting import Outcome
from shuzheng.quality.queries import figures as quality

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from shuzheng.evaluation.queries.pages import SubjectPage
    from shuzheng.evaluation.queries.running import Running
    from shuzheng.insight.rules.weighing import Told


class NoRawRows(Refusal):
    """What a sheet told has a source document, and no rows here."""

    code = "evaluation-no-rows"
    status = 404
    template = "There are no raw rows of this figure."


@dataclass(frozen=True, slots=True)
class About:
    """Whose figure it is, and of which days: `since` to `until`, standards as of `on`."""

    kind: Kind
    party_id: int
    site_id: int | None
    since: date
    until: date
    on: date


@dataclass(frozen=True, slots=True)
class RawRow:
    """One raw row: what it is, its day, whether it counts for the party, and where it opens."""

    name: str
    on: date | None
    counts: bool | None
    note: str
    url: str


def of(page: SubjectPage, what: Input) -> list[RawRow]:
    """Return the raw rows behind a counted input of one party's year."""
    line, head = page.line, page.kept.head
    about = About(
        line.evaluation.kind, line.party_id, line.site_id, head.since, head.until, head.on
    )
    return _read(about, page.year.row.inputs.get(what), what)


def running(found: Running, what: Input) -> list[RawRow]:
    """Return the raw rows behind a counted input of one party as of today (R-099)."""
    party, span = found.party, found.span
    about = About(found.kind, party.party_id, party.site_id, span.since, span.until, span.on)
    return _read(about, found.inputs.get(what), what)


def _read(about: About, told: Told | None, what: Input) -> list[RawRow]:
    found = READ.get(what)
    if found is None or told is None or told.source:
        raise NoRawRows
    return found(about)


def _sessions(about: About) -> list[RawRow]:
    sites = targets.institutions_of_sites()
    found = sessions.held(about.since, about.until)
    first = min((one.first_on for one in found), default=about.since)
    blemishes = quality.blemishes(first, about.until)
    made = []
    for one in found:
        mine = {
            Kind.SITE: about.site_id in one.sites,
            Kind.ORGANISATION: one.organisation_id == about.party_id,
            Kind.INSTITUTION: about.party_id in {sites.get(site) for site in one.sites},
        }[about.kind]
        if not mine:
            continue
        spoilt = [
            str(each.finding_id)
            for each in blemishes
            if each.site_id in one.sites and one.first_on <= each.happened_on <= one.last_on
        ]
        made.append(
            RawRow(
                f"{one.number} {one.name}",
                one.last_on,
                one.is_complete and not spoilt,
                " ".join(spoilt),
                "",
            )
        )
    return made


def _findings(about: About) -> list[RawRow]:
    by_site = about.kind is Kind.SITE
    return [
        RawRow(
            str(one.finding_id),
            one.due_on,
            one.in_time,
            one.closed_on.isoformat() if one.closed_on else "",
            reverse("quality:finding", args=[one.finding_id]),
        )
        for one in quality.due(about.since, about.until)
        if (one.site_id == about.site_id if by_site else one.party_id == about.party_id)
    ]


def _reports(about: About) -> list[RawRow]:
    counted = {Outcome.FILED: True, Outcome.MISSED: False}
    rows = misses.outcomes({about.party_id}, about.on, rulebooks.current())
    return [
        RawRow(due_on.isoformat(), due_on, counted.get(what), "", "")
        for due_on, what in rows.get(about.party_id, ())
        if about.since <= due_on <= about.until and what is not Outcome.OPEN
    ]


def _standards(about: About) -> list[RawRow]:
    on = about.on
    said = rulebooks.current().on(on, "R-234")
    fresh, stale = said.integer("fresh_months"), said.integer("stale_months")
    kinds = {one.id: one for one in certificates.listing(about.party_id)}
    days = standards.revised_on(list(kinds), on)
    made = []
    for pk, day in days.items():
        value = weighing.printed(weighing.freshness(day, on, fresh, stale), 1_000)
        note = "" if value is None else f"{value // 10}.{value % 10}%"
        url = reverse("catalogue:kind", args=[kinds[pk].code])
        made.append(RawRow(kinds[pk].name, day, None, note, url))
    return made


READ: dict[Input, Callable[[About], list[RawRow]]] = {
    Input.REGULAR: _sessions,
    Input.RECTIFIED: _findings,
    Input.ON_TIME: _reports,
    Input.FRESH: _standards,
}

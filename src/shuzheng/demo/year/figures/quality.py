"""Findings with their times, vetoes, how much was inspected, cases, tracking and summaries."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from shuzheng.alliances.queries import summaries
from shuzheng.assessment.queries import targets
from shuzheng.complaints.queries import cases
from shuzheng.complaints.queries import figures as complained
from shuzheng.complaints.rules.complaint import Kind
from shuzheng.foundation.ui import listing
from shuzheng.pilots.queries import pages_tracking
from shuzheng.quality.queries import figures as counted
from shuzheng.quality.queries import findings as found
from shuzheng.quality.queries import inspections, vetoes
from shuzheng.standing.queries import restrictions
from shuzheng.standing.rules.restrictions import Act

if TYPE_CHECKING:
    from datetime import datetime

    from shuzheng.demo.year.cast import Year
    from shuzheng.quality.queries.findings import FindingLine

ALL = listing.Wish("all", size=100)


def findings(year: Year) -> dict[str, Any]:
    """Return every finding with its days, the medians (R-215), and K-34 of the whole province."""
    office = year.world.office
    lines = sorted(found.listed(office, ALL).rows, key=lambda one: (one.found_on, one.id))
    times = found.times(office)
    due = counted.due(year.on(1, 1), year.on(12, 31))
    return {
        "each": [_finding(year, one) for one in lines],
        "days_to_find": times.found,
        "days_to_close": times.closed,
        "open": times.open,
        "K-34": f"{sum(one.in_time for one in due)}/{len(due)}",
    }


def _finding(year: Year, one: FindingLine) -> dict[str, Any]:
    closed = (one.closed_on - one.found_on).days if one.closed_on else None
    return {
        "against": year.called(one.party_id),
        "severity": str(one.severity),
        "state": str(one.state),
        "days": closed,
        "escalated": one.escalated,
    }


def inspected(year: Year) -> dict[str, Any]:
    """Return K-36 of sites, how the inspections stand, the vetoes, and what they bar."""
    office = year.world.office
    lines = inspections.listed(office, ALL).rows
    sites = {one.site for one in lines if one.arrived_at}
    return {
        "K-36": f"{len(sites)}/{len(targets.sites_in_use())}",
        "inspections": sorted(str(one.state) for one in lines),
        "vetoes": [str(one.state) for one in vetoes.listed(office, ALL).rows],
    }


def sites(year: Year) -> dict[str, str]:
    """Return how each site stands on the last day: in use, barred, or not approved."""
    last = year.on(12, 31)
    codes = {name: year.site_code(name) for name in year.sites}
    barred = restrictions.barring_sites(list(codes.values()), Act.OPENING, last)
    held = targets.approvals([site.id for site in year.sites.values()], last)
    found = {}
    for name, site in year.sites.items():
        _, working = held.get(site.id, (0, 0))
        stands = "barred" if codes[name] in barred else "in use" if working else "not approved"
        found[year.called(year.schools[name[0]].id, site.id)] = stands
    return dict(sorted(found.items()))


def cases_of(year: Year, now: datetime) -> dict[str, Any]:
    """Return K-35: cases by state, what was in time, who was satisfied."""
    office = year.world.office
    lines = cases.listed(office, ALL, now).rows
    times = complained.times(office)
    return {
        "complaints": sum(one.kind is Kind.COMPLAINT for one in lines),
        "cases": sorted(str(one.state) for one in lines),
        "accepted_in_time": f"{times.accepted_in_time}/{times.accepted}",
        "answered_in_time": f"{times.answered_in_time}/{times.answered}",
        "satisfied": f"{times.satisfied}/{times.closed}",
    }


def kept(year: Year, now: datetime) -> dict[str, Any]:
    """Return how many certificates were tracked, and how alliances summed up."""
    tracked = pages_tracking.counts(year.world.office, now)
    return {
        "tracking": {name: tracked[name] for name in ("recorded", "due")},
        "summaries": sorted(
            str(one.state) for one in summaries.lines(year.world.office, ALL, now).rows
        ),
    }

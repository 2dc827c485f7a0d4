"""Registrations, results, certificates, and the shares that the rooms count of the whole year."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from shuzheng.demo.year import reviewing
from shuzheng.demo.year.cast import CERTIFICATES, LETTERS
from shuzheng.evaluation.queries import gathering
from shuzheng.evaluation.queries.gathering import Span
from shuzheng.evaluation.rules.indicators import Input, Kind
from shuzheng.insight import access as scopes
from shuzheng.insight.core.dimensions import Dimension
from shuzheng.insight.queries import cuts, dashboard

if TYPE_CHECKING:
    from shuzheng.demo.year.cast import Year
    from shuzheng.insight.queries.dashboard import Line
    from shuzheng.insight.rules.figures import Share

COUNTED = {
    Kind.INSTITUTION: {
        Input.ACQUIRED: "K-02",
        Input.REGULAR: "K-15",
        Input.ON_TIME: "K-27",
        Input.RECTIFIED: "K-34",
        Input.COMPLETED: "K-39",
    },
    Kind.SITE: {Input.REGULAR: "K-15", Input.RECTIFIED: "K-34"},
    Kind.ORGANISATION: {Input.REGULAR: "K-15", Input.RECTIFIED: "K-34", Input.FRESH: "freshness"},
}


def candidates(year: Year) -> dict[str, Any]:
    """Return registrations, sittings and certificates, in all, by certificate, by institution."""
    scope = scopes.province(own=True)
    shown = dashboard.dashboard(scope, year=year.number, dimension=Dimension.INSTITUTION)
    if shown is None:
        return {}
    totals = shown.totals
    codes = {reviewing.code_of(year, number): number for number in range(1, CERTIFICATES + 1)}
    letters = {year.schools[letter].code: letter for letter in LETTERS}
    return {
        "K-01": _share(totals.rate),
        "K-02": _share(totals.acquired),
        "K-03": totals.registered,
        "K-39": _share(totals.completed),
        "issued": totals.issued,
        "in_force": totals.in_force,
        "by_certificate": {str(codes[one.code]): _line(one) for one in shown.certificates},
        "by_institution": {
            letters[one.code]: _line(one) for one in shown.breakdown.lines if one.registered
        },
    }


def _line(one: Line) -> dict[str, Any]:
    return {
        "registered": one.registered,
        "K-01": _share(one.rate),
        "issued": one.issued,
        "in_force": one.in_force,
    }


def _share(one: Share | None) -> str:
    return f"{one.numerator}/{one.denominator}" if one else ""


def shares(year: Year) -> dict[str, dict[str, dict[str, str]]]:
    """Return what the rooms count of every institution, site and organisation in the whole year."""
    newest = cuts.newest()
    first, last = year.on(1, 1), year.on(12, 31)
    span = Span(first, last, last, newest.id if newest else 0)
    found: dict[str, dict[str, dict[str, str]]] = {}
    for kind, names in COUNTED.items():
        parties = gathering.parties(kind, span.cut_id)
        counts = gathering.counted_of(kind, parties, span, year.number)
        found[str(kind)] = {
            year.called(one.party_id, one.site_id): {
                names[what]: f"{told.count}/{told.of}"
                for what, told in sorted(counts[one.key].items())
            }
            for one in sorted(parties, key=lambda party: party.code)
        }
    return found

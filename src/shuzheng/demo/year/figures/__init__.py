"""What a year came to, read from the rooms by their own queries, as plain values.

Shares stand as "so many/of so many" and figures as exact fractions: nothing is rounded.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from shuzheng.demo.year.figures import assessment, decided, pilots, quality

if TYPE_CHECKING:
    from datetime import datetime

    from shuzheng.demo.year.cast import Year


def final(year: Year, now: datetime) -> dict[str, Any]:
    """Return the final figures of a year as of `now`, by subject."""
    return {
        "year": year.number,
        "filings": pilots.filings(year),
        "reports": pilots.reports(year, now),
        "notices": pilots.notices(year, now),
        "coverage": pilots.coverage(),
        "use": pilots.use(year),
        "standing": pilots.standing(year, now),
        "sites": quality.sites(year),
        "candidates": assessment.candidates(year),
        "shares": assessment.shares(year),
        "findings": quality.findings(year),
        "inspected": quality.inspected(year),
        "cases": quality.cases_of(year, now),
        "kept": quality.kept(year, now),
        "K-26": decided.unevenness(year),
        "review": decided.review(year),
        "evaluation": decided.evaluation(year),
        "refused": dict(year.refused),
    }

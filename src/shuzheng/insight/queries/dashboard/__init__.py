"""The figures of one scope, from one cut, ready for a page, a workbook or the interface.

Figures: K-01, K-02, K-03, K-08, K-20, K-38, K-39. Within one's own reach they are whole; whoever
looks from outside gets them with small groups hidden (`hiding`), and nothing to follow.
"""

from shuzheng.insight.queries.dashboard.building import dashboard, open_dashboard
from shuzheng.insight.queries.dashboard.values import (
    Breakdown,
    Counts,
    Dashboard,
    Line,
    Totals,
    UseSummary,
)

__all__ = [
    "Breakdown",
    "Counts",
    "Dashboard",
    "Line",
    "Totals",
    "UseSummary",
    "dashboard",
    "open_dashboard",
]

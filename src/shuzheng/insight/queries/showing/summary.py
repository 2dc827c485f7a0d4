"""The upper half of a dashboard: figures, tiles, months. The desk shows it too."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shuzheng.foundation.ui import listing
from shuzheng.foundation.ui.parts import Tab
from shuzheng.insight.core.dimensions import Dimension
from shuzheng.insight.queries.showing import tables, words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from django.http import QueryDict

    from shuzheng.foundation.ui.cartogram import Tile
    from shuzheng.foundation.ui.parts import Figure
    from shuzheng.insight.queries.dashboard import Dashboard
    from shuzheng.insight.queries.showing.tables import Cell

MONTHLY: Final = ("registered", "sat", "issued")
BY_CERTIFICATE: Final = ("registered", "issued")
FEWEST: Final = 5
"""A chart of fewer bars says less than its table."""

MONTH_COLUMNS: Final = (
    listing.Column("month", gettext_lazy("Month"), lead=True),
    *(
        listing.Column(name, words.MEASURES[name], numeric=True, short=words.MEASURES[name])
        for name in MONTHLY
    ),
)
CERTIFICATE_COLUMNS: Final = (
    listing.Column("certificate", words.HEADS[Dimension.CERTIFICATE], lead=True),
    *(
        listing.Column(name, words.MEASURES[name], numeric=True, short=words.MEASURES[name])
        for name in BY_CERTIFICATE
    ),
)


@dataclass(frozen=True, slots=True)
class Summary:
    """What stands above the breakdown; `tiles` is None where there are no cities to compare."""

    figures: Sequence[Figure]
    tiles: Mapping[str, Tile] | None
    metrics: Sequence[Tab]
    metric_unit: str
    months: Sequence[tuple[str, Sequence[Cell]]]
    certificates: Sequence[tuple[str, Sequence[Cell]]]
    month_columns: Sequence[listing.Column] = MONTH_COLUMNS
    certificate_columns: Sequence[listing.Column] = CERTIFICATE_COLUMNS


def summary(shown: Dashboard, params: QueryDict, *, drills: bool) -> Summary:
    """Return the upper half of a dashboard; the address says which figure is on the tiles."""
    busiest = tables.busiest(shown.certificates)
    asked = params.get("metric", "")
    metric = asked if asked in tables.METRICS else tables.METRICS[0]
    return Summary(
        figures=tables.Figures(shown, drills=drills).all(),
        tiles=tables.tiles(shown.cities, metric) if shown.cities else None,
        metrics=[
            Tab(_(tables.METRIC_WORDS[one]), changed(params, metric=one), current=one == metric)
            for one in tables.METRICS
        ],
        metric_unit="" if metric in {"registered", "covered"} else "%",
        months=tables.charted(shown.monthly, MONTHLY),
        certificates=tables.charted(busiest, BY_CERTIFICATE) if len(busiest) >= FEWEST else (),
    )


def changed(params: QueryDict, **changes: str) -> str:
    """Return the present address with changes, at the first page and without an order."""
    kept = params.copy()
    for name in ("page", "export", "sort"):
        kept.pop(name, None)
    for name, value in changes.items():
        kept[name] = value
    return f"?{kept.urlencode()}"

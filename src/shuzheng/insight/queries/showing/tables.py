"""Turn a dashboard into what a page draws: figures, tiles, chart tables, rows of a breakdown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from shuzheng.foundation import rulebooks
from shuzheng.foundation.ui import formats, listing
from shuzheng.foundation.ui.cartogram import Tile
from shuzheng.foundation.ui.parts import Chip, Figure, Kind, Term
from shuzheng.insight.core.dimensions import Dimension
from shuzheng.insight.queries.rows_of import Of
from shuzheng.insight.queries.showing import words
from shuzheng.insight.rules import figures as formulas
from shuzheng.kernel import periods
from shuzheng.kernel.wording import N_
from shuzheng.pilots.rules import entry

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from shuzheng.foundation.ui.listing import Wish
    from shuzheng.insight.queries.dashboard import Dashboard, Line
    from shuzheng.insight.rules.figures import Share

METRICS = ("registered", "rate", "acquired", "covered")
METRIC_WORDS = {
    "registered": N_("Participation"),
    "rate": N_("Pass rate"),
    "acquired": N_("Acquisition rate"),
    "covered": N_("Site coverage"),
}
CHARTED = 12
RATES = {"rate", "acquired", "completed"}


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell's words, and what stands small below; `hidden` ones say why there is no number."""

    text: str
    sub: str = ""
    hidden: bool = False
    chip: Chip | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a breakdown: its name, where that leads, its cells by column."""

    name: str
    code: str
    url: str
    cells: Sequence[tuple[str, Cell]]


class Figures:
    """The figures above a dashboard; `drills` says whether they lead to their rows."""

    def __init__(self, shown: Dashboard, *, drills: bool) -> None:
        self.shown, self.totals, self.drills = shown, shown.totals, drills

    def all(self) -> list[Figure]:
        """Return the figures in their order: six, for whomever they are."""
        return [
            self.participation(),
            self.pass_rate(),
            self.acquisition(),
            self.in_use(),
            self.coverage() or self.social(),
            self.completion(),
        ]

    def participation(self) -> Figure:
        """Return K-03 with persons and social learners beside it."""
        totals = self.totals
        note = ""
        if totals.persons is not None and totals.social:
            note = _("%(persons)s people; social learners %(social)s") % {
                "persons": formats.number(totals.persons),
                "social": formats.number(totals.social),
            }
        elif totals.persons is not None:
            note = _("%(persons)s people") % {"persons": formats.number(totals.persons)}
        return self._count(
            _("Participation"), totals.registered, _("person-times"), note, Of.REGISTERED
        )

    def pass_rate(self) -> Figure:
        """Return K-01, with the rate that includes absent candidates, and what is awaited."""
        totals = self.totals
        note = self._parts(totals.rate)
        if totals.rate_of_accepted and totals.rate_of_accepted.percent:
            note = _("%(parts)s; %(percent)s%% with absent ones") % {
                "parts": note,
                "percent": totals.rate_of_accepted.percent,
            }
        chip = None
        if totals.awaiting:
            words_ = ngettext(
                "%(count)s more awaits results", "%(count)s more await results", totals.awaiting
            )
            chip = Chip(Kind.RUN, words_ % {"count": formats.number(totals.awaiting)})
        return self._share(_("Pass rate"), totals.rate, note, Of.SAT, chip)

    def acquisition(self) -> Figure:
        """Return K-02 over all entry years."""
        return self._share(
            _("Acquisition rate"),
            self.totals.acquired,
            _("%(parts)s students") % {"parts": self._parts(self.totals.acquired)}
            if self.totals.acquired and self.totals.acquired.percent
            else "",
            Of.STUDENTS,
        )

    def in_use(self) -> Figure:
        """Return K-08, with the certificates issued in the year."""
        totals = self.totals
        note = ""
        if totals.issued is not None:
            note = _("%(issued)s certificates issued this year") % {
                "issued": formats.number(totals.issued)
            }
        return self._count(
            _("Certificates in use"), totals.use.use.count.value, _("kinds"), note, Of.USES
        )

    def coverage(self) -> Figure | None:
        """Return K-20, None for an institution."""
        found = self.totals.coverage
        if found is None:
            return None
        chip = None
        if found.lacking:
            missing = ngettext(
                "%(count)d city without a site",
                "%(count)d cities without a site",
                len(found.lacking),
            ) % {"count": len(found.lacking)}
            chip = Chip(Kind.BAD, missing)
        note = ""
        if found.share.percent:
            note = _("%(parts)s cities") % {"parts": self._parts(found.share)}
        return self._share(_("City coverage by sites"), found.share, note, Dimension.CITY, chip)

    def social(self) -> Figure:
        """Return K-38."""
        found = self.totals.social_share
        label = _("Share of social learners")
        return self._share(label, found, self._parts(found), Dimension.KIND)

    def completion(self) -> Figure:
        """Return K-39, with a warning where it lags."""
        found = self.totals.completed
        chip = None
        today = periods.day(self.shown.cut.taken_at)
        own = self.shown.scope.is_own
        if own and found and formulas.falls_short(found, today, rulebooks.current()):
            chip = Chip(Kind.WAIT, _("far behind the plan"))
        by = Dimension.INSTITUTION if self._has(Dimension.INSTITUTION) else Dimension.CERTIFICATE
        return self._share(_("Completion of plan"), found, self._parts(found), by, chip)

    def _count(self, label: str, value: int | None, unit: str, note: str, of: Of) -> Figure:
        if value is None:
            return Figure(label, formats.NOTHING, note=words.TOO_FEW)
        return Figure(label, formats.number(value), unit, note, url=self._url(of))

    def _share(
        self,
        label: str,
        found: Share | None,
        note: str,
        of: Of | Dimension,
        chip: Chip | None = None,
    ) -> Figure:
        if found is None:
            return Figure(label, formats.NOTHING, note=words.TOO_FEW)
        if not found.percent:
            return Figure(label, _("No data"), note="", chip=chip)
        return Figure(label, found.percent, "%", note, chip, self._url(of))

    def _parts(self, found: Share | None) -> str:
        if found is None or not found.percent:
            return ""
        return f"{formats.number(found.numerator)} / {formats.number(found.denominator)}"

    def _has(self, dimension: Dimension) -> bool:
        return dimension in self.shown.dimensions

    def _url(self, behind: Of | Dimension) -> str:
        """Return where a figure leads: to its rows, or to the breakdown that explains it."""
        shown = self.shown
        if isinstance(behind, Of):
            return words.rows_url(shown.scope, behind, shown.year) if self.drills else ""
        if not shown.scope.is_own or not self._has(behind):
            return ""
        return f"{words.scope_url(shown.scope.slug)}?view={behind}&year={shown.year}#breakdown"


def tiles(lines: Iterable[Line], metric: str) -> dict[str, Tile]:
    """Return the tiles of one metric; a city's own figures are behind its tile, if one may."""
    return {line.key: _tile(line, metric) for line in lines if line.key}


def _tile(line: Line, metric: str) -> Tile:
    short = line.name.removesuffix("市").removesuffix("县")
    url = words.scope_url(line.link)
    if metric in line.hidden:
        return Tile(short, None, formats.NOTHING, url, f"{line.name}：{words.TOO_FEW}")
    if metric == "covered":
        if line.covered is None:
            return Tile(
                short, None, formats.NOTHING, url, _("%(city)s: no pilot") % {"city": line.name}
            )
        shown = _("yes") if line.covered else _("no")
        return Tile(short, float(line.covered), shown, url, line.name)
    if metric == "registered":
        value = line.registered or 0
        return Tile(short, float(value), formats.number(value), url, line.name)
    found: Share | None = getattr(line, metric)
    if found is None or found.tenths is None:
        return Tile(short, None, formats.NOTHING, url, f"{line.name}：{_('No data')}")
    title = f"{line.name}：{found.numerator}/{found.denominator}"
    return Tile(short, found.tenths / 10, found.percent, url, title)


def ordered(lines: Sequence[Line], wish: Wish) -> list[Line]:
    """Return lines in the asked order; what is hidden or missing comes last either way."""
    if not wish.sort:
        return list(lines)
    if wish.sort == "name":
        return list(reversed(lines)) if wish.descending else list(lines)
    known = [line for line in lines if line.amount(wish.sort) is not None]
    rest = [line for line in lines if line.amount(wish.sort) is None]
    known.sort(key=lambda line: line.amount(wish.sort) or 0, reverse=wish.descending)
    return [*known, *rest]


def row(line: Line, shown: Dashboard, columns: Sequence[listing.Column], *, drills: bool) -> Row:
    """Return a line as a row of the table."""
    url = words.scope_url(line.link)
    if not url and drills and line.key:
        of = Of.STUDENTS if shown.breakdown.dimension == Dimension.COHORT else Of.REGISTERED
        narrowed = {str(shown.breakdown.dimension): line.key}
        url = words.rows_url(shown.scope, of, shown.year, **narrowed)
    cells = [(column.key, cell(line, column.key)) for column in columns if not column.lead]
    return Row(line.name, line.code, url, cells)


def cell(line: Line, measure: str) -> Cell:
    """Return one measure of a line in words."""
    if measure in line.hidden:
        return Cell(str(words.TOO_FEW), hidden=True)
    value = getattr(line, measure)
    if value is None:
        return Cell("")
    if measure == "covered":
        chip = Chip(Kind.OK, _("has one")) if value else Chip(Kind.BAD, _("lacks one"))
        return Cell(str(chip.word), chip=chip)
    if measure not in RATES:
        return Cell(formats.number(value))
    if not value.percent:
        return Cell(_("No data"))
    parts = f"{formats.number(value.numerator)} / {formats.number(value.denominator)}"
    return Cell(f"{value.percent}%", parts)


def charted(lines: Sequence[Line], measures: Sequence[str]) -> list[tuple[str, list[Cell]]]:
    """Return the table behind a chart: names and plain numbers."""
    return [(line.name, [cell(line, measure) for measure in measures]) for line in lines]


def busiest(lines: Sequence[Line]) -> list[Line]:
    """Return the lines with most participation, for a chart that holds twelve."""
    known = [line for line in lines if line.registered]
    return sorted(known, key=lambda line: -(line.registered or 0))[:CHARTED]


def use_terms(shown: Dashboard) -> list[tuple[str, list[Term]]]:
    """Return certificates in use (K-08) by batch, level, field and state, each as terms."""
    use = shown.totals.use
    entered = _("%(entered)d taken up, %(left)d left this year") % {
        "entered": use.use.entered,
        "left": use.use.left,
    }
    return [
        (
            _("By batch"),
            _terms({_batch(key): count for key, count in use.by_batch.items()}),
        ),
        (
            _("By level"),
            _terms({words.level(k): n for k, n in sorted(use.by_level.items(), key=_low_first)}),
        ),
        (_("By field"), _terms({key or _("No field"): n for key, n in use.by_field.items()})),
        (
            _("In institutions, by state"),
            [
                *_terms(
                    {_(entry.ENTRY.labels[entry.State(k)]): n for k, n in use.by_state.items()}
                ),
                Term(_("In this year"), entered),
            ],
        ),
    ]


def _low_first(pair: tuple[str, int]) -> int:
    return ["elementary", "intermediate", "advanced"].index(pair[0])


def _batch(key: str) -> str:
    return _("Batch %(number)s") % {"number": key} if key else _("Without a batch")


def _terms(counts: Mapping[str, int]) -> list[Term]:
    return [Term(name, formats.number(count)) for name, count in counts.items()]

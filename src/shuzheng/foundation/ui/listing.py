"""Lists: what a visitor asked for, what was found, and every link between the two.

A page reads the address with `read`, its query orders the rows and takes one page with `cut`, and
`Listing` gives the template header links, removable filters and pages. All state is in the address,
so a list can be bookmarked, shared and walked without JavaScript. A wrong value in an address
falls back to the default; it is never an error.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from django.forms import BooleanField, ChoiceField, ModelChoiceField, MultipleChoiceField
from django.utils.translation import gettext as _

from shuzheng.foundation.ui.parts import Tab

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from django.db.models import QuerySet
    from django.forms import BaseForm, Field
    from django.http import QueryDict
    from django_stubs_ext import StrOrPromise

Row = TypeVar("Row")

PAGE_SIZE = 25
SIZES = (25, 50, 100)
EDGE = 2
NEAR = 1
EXPORTS = frozenset({"xlsx", "csv"})
OWN = frozenset({"sort", "page", "size", "view", "col", "cols", "export"})
"""Names in the address that belong to the list itself; no filter may use them."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: `key` names it in addresses and in `{% cell %}`.

    `short` is the label of the pair on a phone card ("" where the value speaks for itself).
    On a card, `wide` takes a line of its own, `end` goes to the right, `skip` is left out.
    `hidden` columns appear only when chosen; `fixed` ones cannot be hidden.
    """

    key: str
    label: StrOrPromise
    sortable: bool = False
    numeric: bool = False
    short: StrOrPromise = ""
    wide: bool = False
    end: bool = False
    skip: bool = False
    fixed: bool = False
    hidden: bool = False
    lead: bool = False


@dataclass(frozen=True, slots=True)
class View:
    """A saved view of a list, with the count of what it holds where that matters."""

    key: str
    label: StrOrPromise
    count: int | None = None


@dataclass(frozen=True, slots=True)
class Wish:
    """What the address asks for: one page of one view, in one order."""

    view: str = ""
    sort: str = ""
    descending: bool = False
    page: int = 1
    size: int = PAGE_SIZE
    hidden: frozenset[str] = frozenset()
    export: str = ""

    def order(self, fields: Mapping[str, str]) -> tuple[str, ...]:
        """Return arguments for `order_by` (ends by pk); `fields` maps column keys to fields."""
        name = fields.get(self.sort, "")
        if not name:
            return ("pk",)
        return (f"-{name}" if self.descending else name, "pk")


def read(
    params: QueryDict,
    columns: Sequence[Column],
    *,
    sort: str = "",
    views: Sequence[str] = (),
    size: int = PAGE_SIZE,
) -> Wish:
    """Read the address of a list. `sort` is the default order, such as "due" or "-filed"."""
    asked = params.get("sort", "")
    sortable = {column.key for column in columns if column.sortable}
    chosen = asked if asked.removeprefix("-") in sortable else sort
    number = params.get("page", "1")
    view = params.get("view", "")
    rows = params.get("size", "")
    export = params.get("export", "")
    return Wish(
        view=view if view in views else (views[0] if views else ""),
        sort=chosen.removeprefix("-"),
        descending=chosen.startswith("-"),
        page=_whole(number),
        size=int(rows) if rows in map(str, SIZES) else size,
        hidden=_hidden(params, columns),
        export=export if export in EXPORTS else "",
    )


def _whole(text: str) -> int:
    short = len(text) <= len("999999")
    return max(1, int(text)) if short and text.isascii() and text.isdigit() else 1


def _hidden(params: QueryDict, columns: Sequence[Column]) -> frozenset[str]:
    if "cols" not in params:
        return frozenset(column.key for column in columns if column.hidden)
    shown = set(params.getlist("col"))
    return frozenset(
        column.key
        for column in columns
        if not (column.fixed or column.lead) and column.key not in shown
    )


@dataclass(frozen=True, slots=True)
class Found(Generic[Row]):
    """One page of rows out of `total`; `page` is the page really given."""

    rows: Sequence[Row]
    total: int
    page: int = 1


def cut(rows: QuerySet[Any, Row], wish: Wish) -> Found[Row]:
    """Take the wished page of an ordered query set; a page beyond the end gives the last one."""
    total = rows.count()
    page = min(wish.page, max(1, -(-total // wish.size)))
    start = (page - 1) * wish.size
    return Found(list(rows[start : start + wish.size]), total, page)


def cut_list(rows: Sequence[Row], wish: Wish) -> Found[Row]:
    """Take the wished page of rows already in memory."""
    page = min(wish.page, max(1, -(-len(rows) // wish.size)))
    start = (page - 1) * wish.size
    return Found(rows[start : start + wish.size], len(rows), page)


def chosen(form: BaseForm) -> dict[str, Any]:
    """Return the filters that are set and valid; an invalid one counts as not set."""
    form.is_valid()
    return {
        name: value
        for name, value in form.cleaned_data.items()
        if value not in (None, "", False) and value != []
    }


@dataclass(frozen=True, slots=True)
class Header:
    """A column's head: its label, where a click leads, and the present direction."""

    column: Column
    url: str = ""
    direction: str = ""


@dataclass(frozen=True, slots=True)
class Active:
    """A filter that is set, in words, and the address without it."""

    name: str
    label: StrOrPromise
    value: str
    url: str


@dataclass(frozen=True, slots=True)
class PageLink:
    """A link of the pager; without an address it is the present page or a gap."""

    label: str
    url: str = ""
    current: bool = False


@dataclass(frozen=True)
class Listing(Generic[Row]):
    """A list as its page shows it.

    `filters` is a bound form with optional fields; `unit` is the counting word shown after totals
    (条, 人, 所); `without` gives the count when one filter (by field name) is dropped, asked only
    when nothing was found. `bulk_url` makes rows pickable and is where the bulk bar posts to.
    """

    params: QueryDict
    wish: Wish
    columns: Sequence[Column]
    found: Found[Row]
    filters: BaseForm | None = None
    saved: Sequence[View] = ()
    caption: StrOrPromise = ""
    unit: StrOrPromise = ""
    bulk_url: str = ""
    exports: Sequence[str] = ("xlsx",)
    without: Callable[[str], int] | None = None
    order_note: StrOrPromise = ""
    _active: list[Active] = field(default_factory=list, init=False, repr=False)

    @property
    def rows(self) -> Sequence[Row]:
        """The rows of this page."""
        return self.found.rows

    @property
    def total(self) -> int:
        """How many rows match."""
        return self.found.total

    @property
    def first(self) -> int:
        """The number of this page's first row, counted from 1."""
        return (self.found.page - 1) * self.wish.size + 1 if self.total else 0

    @property
    def last(self) -> int:
        """The number of this page's last row."""
        return self.first + len(self.rows) - 1 if self.total else 0

    @property
    def visible(self) -> list[Column]:
        """The columns on screen."""
        return [column for column in self.columns if column.key not in self.wish.hidden]

    @property
    def choosable(self) -> bool:
        """Whether there are columns that may be hidden or shown."""
        return any(not (column.fixed or column.lead) for column in self.columns)

    @property
    def headers(self) -> list[Header]:
        """The heads of the visible columns; a click on the present one turns the order."""
        return [self._header(column) for column in self.visible]

    def _header(self, column: Column) -> Header:
        if not column.sortable:
            return Header(column)
        direction = ""
        wanted = column.key
        if self.wish.sort == column.key:
            direction = "descending" if self.wish.descending else "ascending"
            wanted = column.key if self.wish.descending else f"-{column.key}"
        return Header(column, self.url(sort=wanted), direction)

    def url(self, *, without: Sequence[str] = (), **changes: str) -> str:
        """Return this list's address with changes; going elsewhere in it starts at page 1."""
        params = self.params.copy()
        for name in ("page", "export", *without):
            params.pop(name, None)
        for name, value in changes.items():
            params[name] = value
        return f"?{params.urlencode()}"

    @property
    def views(self) -> list[Tab]:
        """The saved views; changing view keeps the columns and drops the filters."""
        return [
            Tab(
                view.label,
                self.url(without=self._filter_names(), view=view.key),
                view.count,
                current=view.key == self.wish.view,
            )
            for view in self.saved
        ]

    @property
    def active(self) -> list[Active]:
        """The filters that are set, in words."""
        if self.filters is None or self._active:
            return self._active
        for name, value in chosen(self.filters).items():
            label = self.filters.fields[name].label or name
            shown = words_of(self.filters.fields[name], value)
            self._active.append(Active(name, label, shown, self.url(without=[name])))
        return self._active

    @property
    def clear_url(self) -> str:
        """The address without any filter."""
        return self.url(without=self._filter_names())

    def _filter_names(self) -> list[str]:
        return list(self.filters.fields) if self.filters else []

    @property
    def kept(self) -> list[tuple[str, str]]:
        """What the filter form carries along: the view and the order."""
        return [
            (name, self.params.get(name, ""))
            for name in ("view", "sort", "size")
            if name in self.params
        ]

    @property
    def way_out(self) -> tuple[Active, int] | None:
        """The filter whose removal gives the fewest rows but some, when nothing was found."""
        if self.total or self.without is None:
            return None
        counts = [(self.without(one.name), one) for one in self.active]
        some = sorted((count, i) for i, (count, _one) in enumerate(counts) if count)
        return (counts[some[0][1]][1], some[0][0]) if some else None

    @property
    def page(self) -> int:
        """The present page, from 1."""
        return self.found.page

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return max(1, -(-self.total // self.wish.size))

    @property
    def previous_url(self) -> str:
        """The address of the page before, or ""."""
        return self.url(page=str(self.page - 1)) if self.page > 1 else ""

    @property
    def next_url(self) -> str:
        """The address of the next page, or ""."""
        return self.url(page=str(self.page + 1)) if self.page < self.pages else ""

    @property
    def page_links(self) -> list[PageLink]:
        """The numbered pages: both ends, the present one's neighbours, gaps between."""
        near = {
            n
            for n in range(1, self.pages + 1)
            if n < EDGE or n > self.pages - EDGE + 1 or abs(n - self.page) <= NEAR
        }
        links: list[PageLink] = []
        before = 0
        for n in sorted(near):
            if n > before + 1:
                links.append(PageLink("…"))
            links.append(PageLink(str(n), self.url(page=str(n)), current=n == self.page))
            before = n
        return links

    @property
    def sizes(self) -> list[tuple[int, str, bool]]:
        """The page sizes to choose from, where there is more than the smallest holds."""
        if self.total <= SIZES[0]:
            return []
        return [(size, self.url(size=str(size)), size == self.wish.size) for size in SIZES]

    @property
    def export_links(self) -> list[tuple[str, str]]:
        """The formats this list leaves in: (format, address)."""
        return [(kind, self.url(export=kind)) for kind in self.exports]


def words_of(filter_field: Field, value: object) -> str:
    """Return a filter's value as the visitor chose it."""
    if isinstance(filter_field, ModelChoiceField):
        return str(value)
    if isinstance(filter_field, MultipleChoiceField):
        names = _choices(filter_field)
        assert isinstance(value, list)  # noqa: S101 - what a multiple choice cleans to
        return _(", ").join(names.get(str(one), str(one)) for one in value)
    if isinstance(filter_field, ChoiceField):
        return _choices(filter_field).get(str(value), str(value))
    if isinstance(filter_field, BooleanField):
        return _("yes")
    if isinstance(value, date | datetime):
        return value.isoformat()
    return str(value)


def _choices(filter_field: ChoiceField | MultipleChoiceField) -> dict[str, str]:
    flat: dict[str, str] = {}
    for key, label in list(filter_field.choices):  # type: ignore[arg-type]
        if isinstance(label, list | tuple):
            flat.update({str(k): str(v) for k, v in label})
        else:
            flat[str(key)] = str(label)
    return flat

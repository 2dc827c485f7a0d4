"""Tables and the tools around them: `{% table %}`, `{% row %}`, `{% lead %}`, `{% cell %}`.

A table knows its columns (`listing.Column`), so a cell names its column and gets alignment, the
phone card's label and hiding from there. Roles are written out because a table that turns into
cards loses its own in the browser.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.template import Library, Node
from django.template.base import token_kwargs
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from shuzheng.foundation.ui.components.inline import icon, nothing_known
from shuzheng.foundation.ui.listing import Column, Header, Listing

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from django.template.base import FilterExpression, NodeList, Parser, Token
    from django.template.context import Context
    from django_stubs_ext import StrOrPromise

register = Library()

KEY = "_table"
PARTIALS = "foundation/components"


@dataclass(frozen=True, slots=True)
class Frame:
    """What a cell must know of the table it stands in."""

    columns: Mapping[str, Column]
    hidden: frozenset[str]
    pick: bool


class TableNode(Node):
    """A table: head from its columns, rows from the template."""

    def __init__(self, nodelist: NodeList, source: FilterExpression, **options: Any) -> None:  # noqa: ANN401 - filter expressions
        self.nodelist = nodelist
        self.source = source
        self.options = options

    def render(self, context: Context) -> SafeString:
        """Draw the table."""
        source = self.source.resolve(context)
        options = {name: value.resolve(context) for name, value in self.options.items()}
        if isinstance(source, Listing):
            frame = Frame(
                {c.key: c for c in source.columns}, source.wish.hidden, bool(source.bulk_url)
            )
            headers = source.headers
            options = {"sticky": True, "wide": True, "caption": source.caption} | options
        else:
            frame = Frame({c.key: c for c in source}, frozenset(), pick=False)
            headers = [Header(column) for column in source]
        with context.push(**{KEY: frame}):
            body = SafeString(self.nodelist.render(context))
        return _table(headers, body, frame, options)


@register.tag
def table(parser: Parser, token: Token) -> TableNode:
    """Draw `{% table listing %}` or `{% table columns caption=… id=… %}` to `{% endtable %}`."""
    bits = token.split_contents()[1:]
    source = parser.compile_filter(bits.pop(0))
    options = token_kwargs(bits, parser)
    nodelist = parser.parse(("endtable",))
    parser.delete_first_token()
    return TableNode(nodelist, source, **options)


def _table(
    headers: Sequence[Header], body: SafeString, frame: Frame, options: Mapping[str, Any]
) -> SafeString:
    classes = "sz-table"
    classes += " sz-table--sticky" if options.get("sticky") else ""
    classes += " sz-table--cards" if options.get("cards", True) else ""
    classes += " sz-table--wide" if options.get("wide") else ""
    pick = ""
    if frame.pick:
        pick = format_html(
            '<th role="columnheader" scope="col" class="sz-col-pick">'
            '<input class="form-check-input" type="checkbox" aria-label="{}" data-pick-all hidden>'
            "</th>",
            _("Pick all on this page"),
        )
    wrap = "sz-tablewrap sz-tablewrap--page" if options.get("sticky") else "sz-tablewrap"
    caption = options.get("caption", "")
    return format_html(
        '<div class="{}"{}><table role="table" class="{}"{}{}>{}'
        '<thead role="rowgroup"><tr role="row">{}{}</tr></thead>'
        '<tbody role="rowgroup">{}</tbody></table></div>',
        wrap,
        SafeString("")
        if options.get("sticky")
        else format_html(' role="group" tabindex="0" aria-label="{}"', caption),
        classes,
        format_html(' id="{}"', options["id"]) if options.get("id") else "",
        SafeString(" data-pick") if frame.pick else "",
        format_html('<caption class="sz-sr">{}</caption>', caption) if caption else "",
        pick,
        format_html_join("", "{}", ((_head(header),) for header in headers)),
        body,
    )


def _head(header: Header) -> SafeString:
    column = header.column
    numeric = SafeString(' class="num"') if column.numeric else ""
    if not header.url:
        return format_html('<th role="columnheader" scope="col"{}>{}</th>', numeric, column.label)
    mark = {"": "updown", "ascending": "up", "descending": "down"}[header.direction]
    order = format_html(' aria-sort="{}"', header.direction) if header.direction else ""
    return format_html(
        '<th role="columnheader" scope="col"{}{}><a class="sz-sort" href="{}">{}{}</a></th>',
        numeric,
        order,
        header.url,
        column.label,
        icon(mark),
    )


@register.simple_block_tag(takes_context=True)
def row(
    context: Context,
    content: SafeString,
    key: object = "",
    label: StrOrPromise = "",
    *,
    picked: bool = False,
) -> SafeString:
    """One row; in a table with bulk acts `key` is what its box posts, `label` names the row."""
    box = ""
    frame = context.get(KEY)
    if isinstance(frame, Frame) and frame.pick:
        box = format_html(
            '<td role="cell" class="sz-pick"><input class="form-check-input" type="checkbox"'
            ' name="row" value="{}" aria-label="{}"{}></td>',
            key,
            _("Pick %(row)s") % {"row": label},
            SafeString(" checked") if picked else "",
        )
    return format_html('<tr role="row">{}{}</tr>', box, content)


@register.simple_block_tag
def lead(content: SafeString, url: str = "", sub: StrOrPromise = "") -> SafeString:
    """Draw the first cell of a row: the name (the row's only link) with the number under it."""
    name = (
        format_html('<a class="sz-table__main" href="{}">{}</a>', url, content)
        if url
        else format_html('<span class="sz-table__main">{}</span>', content)
    )
    below = format_html('<span class="sz-table__sub">{}</span>', sub) if sub else ""
    return format_html(
        '<th role="rowheader" scope="row" class="sz-card-lead">{}{}</th>', name, below
    )


@register.simple_block_tag(takes_context=True)
def cell(context: Context, content: SafeString, key: str = "") -> SafeString:
    """Draw a cell of the column `key`; an empty one shows that the value is not known."""
    frame = context.get(KEY)
    column = frame.columns.get(key) if isinstance(frame, Frame) else None
    if isinstance(frame, Frame) and key in frame.hidden:
        return SafeString("")
    if column is None:
        raise ValueError(f"no column {key!r} in this table")
    text = content.strip()
    classes = [
        name
        for name, wanted in (
            ("num", column.numeric),
            ("sz-card-wide", column.wide),
            ("sz-card-end", column.end),
            ("sz-card-skip", column.skip),
        )
        if wanted
    ]
    empty = text in {"", "None", "—"}
    if empty:
        classes.append("is-null")
    return format_html(
        '<td role="cell" data-label="{}"{}>{}</td>',
        column.short,
        format_html(' class="{}"', " ".join(classes)) if classes else "",
        nothing_known() if empty else SafeString(text),
    )


@register.inclusion_tag(f"{PARTIALS}/filters.html")
def filters(listing: Listing[Any], label: StrOrPromise = "") -> dict[str, Any]:
    """Draw the filter form, the column chooser and the set filters as removable chips."""
    return {"listing": listing, "label": label or _("Filter")}


@register.inclusion_tag(f"{PARTIALS}/pager.html")
def pager(listing: Listing[Any]) -> dict[str, Any]:
    """Draw which rows are shown and the other pages."""
    return {"listing": listing}


@register.inclusion_tag(f"{PARTIALS}/exports.html")
def exports(listing: Listing[Any], note: StrOrPromise = "") -> dict[str, Any]:
    """Draw the export panel of a list."""
    return {"listing": listing, "note": note}


@register.inclusion_tag(f"{PARTIALS}/nothing_found.html")
def nothing_found(listing: Listing[Any]) -> dict[str, Any]:
    """Say that no row meets the set filters, and how to get some."""
    return {"listing": listing, "way_out": listing.way_out}


@register.simple_block_tag
def bulk(content: SafeString) -> SafeString:
    """Draw the bar of acts on picked rows, inside the form that `foundation/list.html` makes."""
    return format_html(
        '<div class="sz-bulk" role="region" aria-label="{}" data-bulk>'
        '<span data-bulk-count hidden>{}</span><span class="sz-bulk__plain">{}</span>'
        '<span class="sz-push"></span>{}</div>',
        _("Acts on picked rows"),
        format_html(
            _("{count} picked"),
            count=SafeString("<output>0</output>"),
        ),
        _("With the picked rows:"),
        content,
    )

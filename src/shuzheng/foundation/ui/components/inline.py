"""Components within a line: icons, states, tags, counts, rule chips, times, deadlines, codes."""

from __future__ import annotations

import re
from datetime import datetime
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from django.contrib.staticfiles.storage import staticfiles_storage
from django.template import Library
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from shuzheng.foundation import clock
from shuzheng.foundation.ui import formats
from shuzheng.foundation.ui.parts import ICON_OF, KINDS, Chip, Kind
from shuzheng.kernel import periods

if TYPE_CHECKING:
    from datetime import date

    from django.template.context import Context
    from django_stubs_ext import StrOrPromise

register = Library()

SIZES = {"": "sz-i", "s": "sz-i sz-i--s", "l": "sz-i sz-i--l", "xl": "sz-i sz-i--xl"}


@cache
def icons() -> frozenset[str]:
    """Return the names of all icons."""
    drawing = files("shuzheng.foundation") / "static" / "foundation" / "icons.svg"
    return frozenset(re.findall(r'id="i-([a-z]+)"', drawing.read_text(encoding="utf-8")))


@register.simple_tag
def icon(name: str, size: str = "") -> SafeString:
    """Draw an icon of icons.svg; the word beside it carries the meaning."""
    if name not in icons():
        raise ValueError(f"{name!r} is not an icon: {', '.join(sorted(icons()))}")
    return format_html(
        '<svg class="{}" aria-hidden="true"><use href="{}#i-{}"/></svg>',
        SIZES[size],
        staticfiles_storage.url("foundation/icons.svg"),
        name,
    )


@register.simple_tag
def chip(
    kind: str | Chip,
    word: StrOrPromise = "",
    icon_name: str = "",
    *,
    large: bool = False,
    plain: bool = False,
) -> SafeString:
    """Show a state: `{% chip "ok" word %}` or `{% chip row.chip %}`."""
    it = kind if isinstance(kind, Chip) else Chip(kind, word, icon_name)
    if it.kind not in KINDS:
        raise ValueError(f"{it.kind!r} is not a kind of state: {', '.join(KINDS)}")
    classes = f"sz-chip is-{it.kind}"
    if large:
        classes += " sz-chip--l"
    if plain:
        classes += " sz-chip--plain"
    return format_html(
        '<span class="{}">{}{}</span>', classes, icon(it.icon or ICON_OF[Kind(it.kind)]), it.word
    )


@register.simple_tag
def tag(word: StrOrPromise) -> SafeString:
    """Show a kind of thing (notice, level); never a state."""
    return format_html('<span class="sz-tag">{}</span>', word)


@register.simple_tag
def count(number: int, hidden: StrOrPromise = "", *, bad: bool = False) -> SafeString:
    """Show how many wait; `hidden` are the words a screen reader adds after the number."""
    return format_html(
        '<span class="sz-count{}">{}{}</span>',
        " is-bad" if bad else "",
        formats.number(number),
        format_html('<span class="sz-sr">{}</span>', hidden) if hidden else "",
    )


@register.simple_tag
def rule(number: str) -> SafeString:
    """Cite a rule; links to its text in the rulebook where that is installed."""
    if not number:
        return SafeString("")
    inner = format_html('{}<span class="sz-sr">{} </span>{}', icon("book"), _("Rule"), number)
    try:
        url = reverse("rulebook:rule", args=[number])
    except NoReverseMatch:
        return format_html('<span class="sz-rule">{}</span>', inner)
    return format_html('<a class="sz-rule" href="{}">{}</a>', url, inner)


@register.simple_tag(takes_context=True)
def due(context: Context, until: date | datetime | None, *, compact: bool = False) -> SafeString:
    """Show a deadline as remaining time and day; `compact` for table cells: one line."""
    if until is None:
        return nothing_known()
    it = formats.due(until, _now(context))
    mark = icon("alert" if it.overdue else "clock")
    if compact:
        words = it.left
        if not it.overdue and it.days == 0:
            words = _("%(day)s %(hour)s") % {"day": it.left, "hour": it.hour}
        return format_html(
            '<span class="sz-due is-{}" title="{}"><b>{}{}</b></span>',
            it.kind,
            it.full,
            mark,
            words,
        )
    nearby = not it.overdue and it.days == 0
    below = _("by %(hour)s") % {"hour": it.hour} if nearby else it.day
    return format_html(
        '<span class="sz-due is-{}"><b>{}{}</b><span>{}</span></span>',
        it.kind,
        mark,
        it.left,
        below,
    )


@register.simple_tag(takes_context=True)
def when(context: Context, value: date | datetime | None, form: str = "cell") -> SafeString:
    """Write a `<time>`: form "cell" (11-24), "day" (11月24日), "full" (11-24 10:32), "time"."""
    if value is None:
        return nothing_known()
    now = _now(context)
    if not isinstance(value, datetime):
        shown = formats.day_cell(value, now) if form == "cell" else formats.day_words(value, now)
    elif form == "time":
        shown = formats.clock_time(value)
    elif form == "full":
        shown = formats.instant(value, now)
    elif form == "day":
        shown = formats.day_words(value, now)
    else:
        shown = formats.day_cell(value, now)
    machine = (
        value.astimezone(periods.SHANGHAI).isoformat(timespec="seconds")
        if isinstance(value, datetime)
        else value.isoformat()
    )
    return format_html('<time datetime="{}">{}</time>', machine, shown)


@register.simple_tag
def unknown() -> SafeString:
    """Show that a value is not known: a dash with hidden words, never 0."""
    return nothing_known()


def nothing_known() -> SafeString:
    """Return the dash for an unknown value."""
    return format_html(
        '<span aria-hidden="true">—</span><span class="sz-sr">{}</span>', _("not known")
    )


@register.simple_tag
def copyable(text: str, label: StrOrPromise = "") -> SafeString:
    """Show a code with a button that copies it (the button appears only with JavaScript)."""
    return format_html(
        '<span class="sz-copy"><span class="sz-code">{0}</span>'
        '<button class="btn btn-sm" type="button" data-copy="{0}" data-done="{1}" hidden>'
        "{2}<span>{3}</span></button></span>",
        text,
        _("Copied"),
        icon("clipboard"),
        label or _("Copy"),
    )


@register.simple_tag
def progress(value: int, maximum: int, label: StrOrPromise, *, small: bool = False) -> SafeString:
    """Show work of known length; say the rows beside it, not only the bar."""
    return format_html(
        '<progress class="sz-progress{}" value="{}" max="{}" aria-label="{}">{}</progress>',
        " sz-progress--s" if small else "",
        value,
        max(maximum, 1),
        label,
        formats.rate(value, maximum),
    )


@register.simple_tag
def meter(value: float, limit: float = 100, line: float = 60) -> SafeString:
    """Draw a score as a bar with the pass line; the number stands beside it."""
    bad = " bad" if value < line else ""
    return format_html(
        '<svg class="sz-meter" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">'
        '<rect width="100" height="4" rx="2"/><rect class="v{}" width="{}" height="4" rx="2"/>'
        '<rect class="line" x="{}" width="0.8" height="4"/></svg>',
        bad,
        round(100 * value / limit, 1),
        round(100 * line / limit, 1),
    )


@register.simple_tag
def skeleton(lines: int = 6) -> SafeString:
    """Draw the shape of content that is being read."""
    return format_html(
        '<div role="status"><span class="sz-sr">{}</span><div class="sz-wait">{}</div></div>',
        _("Loading"),
        SafeString("<i></i>" * lines),
    )


def _now(context: Context) -> datetime:
    now = context.get("now")
    return now if isinstance(now, datetime) else clock.now()

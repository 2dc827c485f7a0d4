"""Components around content: cards, notes, quotations, empty states, verdicts, the tally box."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.template import Library, Node, TemplateSyntaxError
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import slugify

from shuzheng.foundation.ui.components.inline import chip as chip_tag
from shuzheng.foundation.ui.components.inline import icon

if TYPE_CHECKING:
    from django.template.base import FilterExpression, NodeList, Parser, Token
    from django.template.context import Context
    from django_stubs_ext import StrOrPromise

    from shuzheng.foundation.ui.parts import Chip

register = Library()

NOTE_ICONS = {"": "info", "ok": "check", "wait": "clock", "bad": "alert"}
EMPTY_KINDS = frozenset({"yet", "found", "left", "broken"})


@register.simple_block_tag
def card(  # noqa: PLR0913 - a card has this many places
    content: SafeString,
    title: StrOrPromise = "",
    *,
    id: str = "",  # noqa: A002 - the attribute's own name
    note: StrOrPromise = "",
    count: int | None = None,
    chip: Chip | None = None,
    rule: str = "",
    more: StrOrPromise = "",
    more_url: str = "",
    foot: StrOrPromise = "",
    flush: bool = False,
    place: str = "",
) -> SafeString:
    """One subject with its own title. `flush` for tables, checks and to-dos; never nest cards."""
    return SafeString(
        render_to_string(
            "foundation/components/card.html",
            {
                "content": content,
                "title": title,
                "id": id or _id_of(title),
                "note": note,
                "count": count,
                "chip": chip,
                "rule": rule,
                "more": more,
                "more_url": more_url,
                "foot": foot,
                "flush": flush,
                "place": place,
            },
        )
    )


@register.simple_block_tag
def note(
    content: SafeString, kind: str = "", title: StrOrPromise = "", rule: str = ""
) -> SafeString:
    """One message beside its cause; kind "" (information), ok, wait or bad."""
    return SafeString(
        render_to_string(
            "foundation/components/note.html",
            {
                "content": content,
                "kind": kind,
                "title": title,
                "rule": rule,
                "icon_name": NOTE_ICONS[kind],
            },
        )
    )


@register.simple_block_tag
def quotation(content: SafeString, source: StrOrPromise = "") -> SafeString:
    """Words of a document, in Song; never our own words."""
    foot = format_html("<footer>{}</footer>", source) if source else ""
    return format_html('<blockquote class="sz-quote">{}{}</blockquote>', content, foot)


@register.simple_block_tag
def nothing(
    content: SafeString, kind: str, title: StrOrPromise, text: StrOrPromise = "", level: int = 2
) -> SafeString:
    """Say that nothing is here "yet", "found" or "left" to do, or is "broken"; acts inside."""
    if kind not in EMPTY_KINDS:
        raise ValueError(f"{kind!r} is not a kind of emptiness: {', '.join(sorted(EMPTY_KINDS))}")
    return SafeString(
        render_to_string(
            "foundation/components/nothing.html",
            {
                "content": SafeString(content.strip()),
                "kind": kind,
                "title": title,
                "text": text,
                "level": level,
            },
        )
    )


@register.simple_block_tag
def verdict(
    content: SafeString,
    kind: str,
    title: StrOrPromise,
    text: StrOrPromise = "",
    icon_name: str = "",
    level: int = 1,
) -> SafeString:
    """Say the result of a verification in one sentence; acts (print, try again) inside."""
    mark = icon_name or {"ok": "check", "wait": "pause", "bad": "ban", "off": "search"}[kind]
    return format_html(
        '<section class="sz-verdict is-{}"{}><span class="sz-verdict__mark">{}</span>'
        '<div><h{}>{}</h{}><p>{}</p></div><div class="sz-row">{}</div></section>',
        kind,
        SafeString(' role="status"') if level == 1 else "",
        icon(mark),
        level,
        title,
        level,
        text,
        content,
    )


@register.simple_block_tag
def next_step(
    content: SafeString, title: StrOrPromise, until: StrOrPromise = "", text: StrOrPromise = ""
) -> SafeString:
    """Show the one thing a learner has to do now; details and buttons inside."""
    head = format_html("<p>{} {}</p>", icon("clock", "s"), until) if until else ""
    return format_html(
        '<section class="sz-next" aria-labelledby="next-step">{}'
        '<h2 id="next-step">{}</h2>{}{}</section>',
        head,
        title,
        format_html("<p>{}</p>", text) if text else "",
        content,
    )


@register.simple_block_tag
def registration(
    content: SafeString, title: StrOrPromise, sub: StrOrPromise = "", chip: Chip | None = None
) -> SafeString:
    """One registration on a learner's page: title, state, and its way or result inside."""
    return format_html(
        '<article class="sz-reg"><header><div><h2>{}</h2>{}</div>{}</header>{}</article>',
        title,
        format_html('<p class="sz-small sz-muted">{}</p>', sub) if sub else "",
        chip_tag(chip) if chip else "",
        content,
    )


@register.simple_block_tag
def pop(
    content: SafeString, label: StrOrPromise, icon_name: str = "dots", *, quiet: bool = False
) -> SafeString:
    """Put a small panel behind a button (export, more); native, works without JavaScript."""
    return format_html(
        '<details class="sz-pop"><summary class="btn{}">{}{}{}</summary>'
        '<div class="sz-pop__panel">{}</div></details>',
        " sz-btn-quiet" if quiet else "",
        icon(icon_name),
        label,
        icon("down", "s"),
        content,
    )


@register.simple_block_tag
def disclose(content: SafeString, label: StrOrPromise) -> SafeString:
    """More of the same, folded away."""
    return format_html(
        '<details class="sz-disclose"><summary>{}{}</summary>{}</details>',
        icon("right", "s"),
        label,
        content,
    )


class TallyNode(Node):
    """Two halves that must meet, parted by `{% half title %}`."""

    child_nodelists = ("left", "right")

    def __init__(self, left: NodeList, right: NodeList, title: FilterExpression) -> None:
        self.left = left
        self.right = right
        self.title = title

    def render(self, context: Context) -> SafeString:
        """Draw the box."""
        return format_html(
            '<div class="sz-tallybox"><div>{}</div>'
            '<aside class="sz-tallybox__half" aria-labelledby="half">'
            '<h2 id="half">{}</h2>{}</aside></div>',
            SafeString(self.left.render(context)),
            self.title.resolve(context),
            SafeString(self.right.render(context)),
        )


@register.tag
def tallybox(parser: Parser, token: Token) -> TallyNode:
    """`{% tallybox %}what you hold{% half "what we check" %}what we hold{% endtallybox %}`."""
    del token
    left = parser.parse(("half",))
    bits = parser.next_token().split_contents()
    if len(bits) != len(("half", "title")):
        raise TemplateSyntaxError("{% half %} takes its title")
    right = parser.parse(("endtallybox",))
    parser.delete_first_token()
    return TallyNode(left, right, parser.compile_filter(bits[1]))


def _id_of(title: StrOrPromise) -> str:
    """Make an id that is the same on every rendering and legal for any title."""
    text = str(title)
    return f"c-{slugify(text, allow_unicode=True)}"

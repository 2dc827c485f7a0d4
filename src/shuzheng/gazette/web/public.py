"""Documents for anybody: the list with its search, one document, its files, its paper, the feed."""

from __future__ import annotations

from datetime import datetime, time
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import feedgenerator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext, pgettext_lazy
from django.views.decorators.http import require_safe

from shuzheng.foundation import files, rulebooks
from shuzheng.foundation.documents import papers
from shuzheng.foundation.ui import listing
from shuzheng.foundation.web import leaving
from shuzheng.foundation.web.files import attached
from shuzheng.gazette.queries import content, pages_public, publicity
from shuzheng.gazette.rules import documents as rules
from shuzheng.gazette.rules.publicity import State as PeriodState
from shuzheng.gazette.web import forms, words
from shuzheng.kernel.periods import SHANGHAI

if TYPE_CHECKING:
    from uuid import UUID

    from shuzheng.foundation.web.request import Request
    from shuzheng.gazette.queries.content import Content
    from shuzheng.gazette.queries.documents import DocumentBrief

COLUMNS = (
    listing.Column("title", pgettext_lazy("document", "Title"), lead=True),
    listing.Column("kind", pgettext_lazy("document", "Kind")),
    listing.Column("issuer", pgettext_lazy("document", "Issued by"), wide=True),
    listing.Column("dated", _("Date"), sortable=True, end=True),
)
ATOM = "application/atom+xml; charset=utf-8"


@require_safe
def index(request: Request) -> HttpResponse:
    """List the public documents, narrowed and searched."""
    wish = listing.read(request.GET, COLUMNS, sort="-dated")
    filters = forms.PublicFilters(
        request.GET, years=pages_public.years(), issuers=pages_public.issuers()
    )
    chosen = listing.chosen(filters)

    def without(name: str) -> int:
        return pages_public.total(**{key: one for key, one in chosen.items() if key != name})

    found = pages_public.lines(wish, **chosen)
    shown: listing.Listing[dict[str, Any]] = listing.Listing(
        request.GET,
        wish,
        COLUMNS,
        listing.Found([_row(line) for line in found.rows], found.total, found.page),
        filters=filters,
        caption=_("Official documents"),
        unit=pgettext("counting word", "documents"),
        without=without,
        exports=(),
    )
    return render(request, "gazette/public/list.html", {"listing": shown})


@require_safe
def document(request: Request, pk: int) -> HttpResponse:
    """Show a public document; of one that was withdrawn, that it was, and why."""
    page = content.public(pk)
    context = {
        "crumbs": words.trail(
            (_("Official documents"), reverse("gazette:index")), (page.document.title, "")
        ),
        **shown(page, request.now),
    }
    return render(request, "gazette/public/document.html", context)


def shown(page: Content, now: datetime) -> dict[str, Any]:
    """Return what every page that shows a document needs."""
    return {
        "page": page,
        "document": page.document,
        "chip": words.chip(page.document.state),
        "meta": words.meta(page.document, now),
        "printed_class": rules.PRINTED[page.document.publicity],
        "period": _period(page),
        "topic": words.topic(page.topic) if page.topic else "",
        "topic_rule": rules.rule_of(page.topic) if page.topic else "",
        "versions": [
            {
                "id": one.id,
                "label": words.version(one.version),
                "chip": words.chip(one.state),
                "published_at": one.published_at,
            }
            for one in page.versions
        ],
    }


def _period(page: Content) -> dict[str, Any] | None:
    """Return the publicity period of a document as its page shows it."""
    if page.document.kind is not rules.Kind.PUBLICITY or page.withdrawn_at:
        return None
    found = publicity.of(page.document.id)
    if found is None:
        return None
    return {
        "page": found,
        "chip": words.period_chip(found.outcome.state),
        "is_running": found.outcome.state is PeriodState.RUNNING,
    }


@require_safe
def paper(request: Request, pk: int) -> HttpResponse:
    """Answer with a document as its paper, to whoever may read it."""
    page = content.readable(pk, request.actor)
    one = page.document
    body = papers.official(
        papers.Official(
            issuer=one.issuer,
            number=one.number or "（未编号）",
            title=one.title,
            address=page.address,
            blocks=[*((block.level, block.text) for block in page.blocks), *_listed(one)],
            attachments=tuple(file.name for file in page.files),
            dated_on=one.dated_on or request.now.astimezone(SHANGHAI).date(),
            publicity=rules.PRINTED[one.publicity],
            remark=_remark(one),
        ),
        papers.Imprint(printed_at=request.now, demo=one.is_demonstration),
    )
    return leaving.file(f"{one.number or one.title}.pdf", body, leaving.PDF)


@require_safe
def attachment(request: Request, uid: UUID) -> HttpResponse:
    """Answer with a file of a document, to whoever may read it."""
    return attached(files.published(content.attached(uid, request.actor)))


@require_safe
def feed(request: Request) -> HttpResponse:
    """Answer with the newest public documents as an Atom feed; the same for everybody."""
    del request
    lines = pages_public.newest()
    name = f"{rulebooks.province().name}1+X证书制度试点文件"
    atom = feedgenerator.Atom1Feed(
        title=name,
        link=_absolute("gazette:index"),
        description=name,
        feed_url=_absolute("gazette:feed"),
        language="zh-Hans",
    )
    for one in lines:
        atom.add_item(
            title=f"{one.title}（{one.number}）",
            link=_absolute("gazette:document", one.id),
            description=f"{one.issuer}　{one.number}",
            unique_id=_absolute("gazette:document", one.id),
            author_name=one.issuer,
            pubdate=datetime.combine(one.dated_on, time(), SHANGHAI) if one.dated_on else None,
            updateddate=one.published_at,
            categories=(one.kind.value,),
        )
    return HttpResponse(atom.writeString("utf-8"), content_type=ATOM)


def _absolute(name: str, *arguments: object) -> str:
    return f"{settings.PUBLIC_URL}{reverse(name, args=arguments)}"


def _listed(one: DocumentBrief) -> list[tuple[int, str]]:
    """Return what a publicity shows, as paragraphs of its paper."""
    found = publicity.of(one.id) if one.kind is rules.Kind.PUBLICITY else None
    return [
        (0, f"{at}. {each.label}") for at, each in enumerate(found.subjects if found else (), 1)
    ]


def _remark(one: DocumentBrief) -> str:
    """Return what the paper says beside the number: its version, and where it is not in force."""
    said = [f"第{one.version}版"] if one.version > 1 else []
    beside = {
        rules.State.DRAFT: "草稿",
        rules.State.APPROVED: "未发布",
        rules.State.SUPERSEDED: "已被新版替代",
        rules.State.WITHDRAWN: "已撤回",
        rules.State.DISCARDED: "已弃用",
    }
    said += [beside[one.state]] if one.state in beside else []
    return "，".join(said)


def _row(line: DocumentBrief) -> dict[str, Any]:
    return {
        "document": line,
        "url": reverse("gazette:document", args=[line.id]),
        "kind": words.kind(line.kind),
        "chip": words.chip(line.state) if line.state is rules.State.WITHDRAWN else None,
        "version": words.version(line.version) if line.version > 1 else "",
    }

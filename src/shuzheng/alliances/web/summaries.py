"""Summaries of alliances: the list, one of them, its forms, its paper."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from shuzheng.alliances.access import Permission
from shuzheng.alliances.queries import summaries as queries
from shuzheng.alliances.rules.summary import PARTS, SUMMARY, Part, State, Verb
from shuzheng.alliances.services import summaries as services
from shuzheng.alliances.sheets.summaries import SUMMARIES
from shuzheng.alliances.web import summary_forms, words
from shuzheng.foundation import files
from shuzheng.foundation.documents import papers
from shuzheng.foundation.ui import listing, parts
from shuzheng.foundation.ui.parts import Act, Crumb, Fact, Figure
from shuzheng.foundation.web import acting, gate, leaving
from shuzheng.gazette.rules.documents import PRINTED, Publicity
from shuzheng.identity.queries import feed
from shuzheng.identity.services import exporting
from shuzheng.pilots.rules import reporting

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from django.core.files.uploadedfile import UploadedFile
    from django.http import HttpResponse

    from shuzheng.alliances.queries.summaries import SummaryLine
    from shuzheng.foundation.web.request import Request
    from shuzheng.kernel.actor import Actor

COLUMNS = (
    listing.Column("certificate", _("Certificate"), sortable=True, lead=True),
    listing.Column("alliance", _("Alliance"), wide=True),
    listing.Column("lead", _("Lead"), wide=True),
    listing.Column("days", _("Covers")),
    listing.Column("submitted", _("Submitted on"), sortable=True, short=_("submitted")),
    listing.Column("state", _("State"), fixed=True),
    listing.Column("due", _("Deadline"), sortable=True, end=True),
)
VIEWS = {
    "due": _("To be submitted"),
    "late": _("Overdue"),
    "unanswered": _("To be answered"),
    "answered": _("Suggestions answered"),
    "all": _("All"),
}
FIGURES = {
    "members": _("Member institutions"),
    "cities": _("Cities they are in"),
    "sites": _("Sites in use"),
    "sessions": _("Sessions held in these days"),
    "sat": _("Candidates who sat"),
    "passed": _("Candidates who passed"),
}
KINDS = ("pdf", "png", "jpeg")
SUBMITTED = frozenset({State.SUBMITTED, State.ANSWERED})
HEADINGS = {
    Part.SITUATION: "一、试点情况",
    Part.RESULTS: "二、工作成效",
    Part.SUGGESTIONS: "三、改进建议",
}
PRINTED_FIGURES = (
    "截至报送之日，联盟有成员院校{members}所，分布在{cities}个市，在用考核站点{sites}个。"
    "本期组织考核{sessions}场，{sat}人参加，已公布成绩合格{passed}人。"
)

form_methods = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@gate.signed_in
def index(request: Request) -> HttpResponse:
    """List the summaries whose inside the reader sees."""
    actor = request.actor
    counts = queries.counts(actor, request.now)
    wish = listing.read(request.GET, COLUMNS, sort="due", views=_views(actor))
    filters = summary_forms.SummaryFilters(request.GET, known=queries.known_periods(actor))
    if wish.export:
        return _exported(request, wish, listing.chosen(filters))
    found = queries.lines(actor, wish, request.now, **listing.chosen(filters))
    context = {
        "crumbs": [*words.crumbs(), Crumb(_("Summaries"))],
        "listing": listing.Listing(
            request.GET,
            wish,
            COLUMNS,
            listing.Found([row(one) for one in found.rows], found.total, found.page),
            filters=filters,
            saved=[listing.View(key, VIEWS[key], counts[key]) for key in _views(actor)],
            caption=_("Alliance summaries"),
            unit=_("summaries"),
        ),
    }
    return render(request, "alliances/summaries/list.html", context)


@require_safe
@gate.signed_in
def show(request: Request, summary: int) -> HttpResponse:
    """Show one summary."""
    page = queries.detail(summary, request.actor)
    line = page.line
    days = {
        State.DUE: line.due_on,
        State.SUBMITTED: line.submitted_on,
        State.ANSWERED: line.answered_on,
    }
    context = {
        "crumbs": [*crumbs(), Crumb(line.code)],
        "page": page,
        "line": line,
        "chip": words.summary_chip(line.state),
        "meta": [
            Fact("calendar", words.days(line.since, line.until)),
            Fact("building", line.lead),
        ],
        "life": parts.life(
            SUMMARY, line.state, notes={key: day.isoformat() for key, day in days.items() if day}
        ),
        "acts": list(_acts(line, request.actor)),
        "texts": [(gettext(PARTS[part]), text) for part, text in page.texts.items() if text],
        "figures": [Figure(label, str(page.figures.get(key, 0))) for key, label in FIGURES.items()],
        "frozen": line.state in SUBMITTED,
        "answer": gettext(reporting.ANSWERS[reporting.Answer(page.answer)]) if page.answer else "",
        "lines": feed.lines([f"alliances.summary:{summary}"]),
    }
    return render(request, "alliances/summaries/detail.html", context)


@form_methods
@gate.signed_in
def submit(request: Request, summary: int) -> HttpResponse:
    """Submit a summary."""
    page = queries.detail(summary, request.actor, Permission.ALLIANCE_RUN)
    SUMMARY.after(page.line.state, Verb.SUBMIT)
    form = summary_forms.Texts(acting.posted(request), acting.uploaded(request))

    def act(data: Mapping[str, Any]) -> None:
        kept = stored(request, data["document"])
        texts = {part: data[part.value] for part in Part}
        services.submit(summary, texts, kept, actor=request.actor, now=request.now)

    context = {
        **_frame(page.line, Verb.SUBMIT),
        "consequence": _("The figures that the platform knows freeze with it."),
        "rule": "R-198",
    }
    said = gettext("The summary is submitted. The office answers its suggestions.")
    return acting.answered(request, "alliances/form.html", form, context, act, said)


@form_methods
@gate.signed_in
def answer(request: Request, summary: int) -> HttpResponse:
    """Answer the suggestions of a summary."""
    page = queries.detail(summary, request.actor, Permission.SUMMARY_ANSWER)
    SUMMARY.after(page.line.state, Verb.ANSWER)
    form = summary_forms.Answer(acting.posted(request))

    def act(data: Mapping[str, Any]) -> None:
        what = reporting.Answer(data["answer"])
        services.answer(summary, what, data["words"], actor=request.actor, now=request.now)

    context = {
        **_frame(page.line, Verb.ANSWER),
        "rule": "R-199",
        "quoted": page.texts[Part.SUGGESTIONS],
        "source": page.line.lead,
    }
    said = gettext("The answer is with the alliance.")
    return acting.answered(request, "alliances/form.html", form, context, act, said)


@require_safe
@gate.signed_in
def paper(request: Request, summary: int) -> HttpResponse:
    """Answer with a submitted summary as its paper."""
    page = queries.detail(summary, request.actor)
    line = page.line
    if line.submitted_on is None:
        raise papers.NothingToPrint
    period = words.printed(line.since, line.until)
    blocks = [(0, PRINTED_FIGURES.format(**page.figures))]
    for part, text in page.texts.items():
        blocks.append((1, HEADINGS[part]))
        blocks.extend((0, one) for one in text.splitlines() if one.strip())
    body = papers.official(
        papers.Official(
            issuer=line.lead,
            number=f"{line.alliance}{period}",
            title=f"{line.certificate}{period}试点工作总结",
            address="省1+X证书制度试点工作协调推进办公室：",
            blocks=blocks,
            attachments=(page.document[1],) if page.document else (),
            dated_on=line.submitted_on,
            publicity=PRINTED[Publicity.INTERNAL],
        ),
        papers.Imprint(
            printed_at=request.now, printed_by=str(request.actor_label), demo=page.is_invented
        ),
    )
    return leaving.file(f"{line.alliance}{period}.pdf", body, leaving.PDF)


def stored(request: Request, upload: UploadedFile[bytes] | None) -> int | None:
    """Keep an uploaded document; returns its id, None where none came."""
    if not upload:
        return None
    return files.store(upload, actor=request.actor, now=request.now, kinds=KINDS).pk


def crumbs() -> list[Crumb]:
    """Return the way to a summary."""
    return [*words.crumbs(), Crumb(_("Summaries"), reverse("alliances:summaries"))]


def row(one: SummaryLine) -> dict[str, Any]:
    """Return a summary as lists show it."""
    due = {State.DUE: one.due_on, State.SUBMITTED: one.answer_due_on}
    return {
        "id": one.id,
        "url": reverse("alliances:summary", args=[one.id]),
        "certificate": one.certificate,
        "code": one.code,
        "name": one.alliance,
        "lead": one.lead,
        "days": words.days(one.since, one.until),
        "submitted": one.submitted_on,
        "is_late": one.is_late,
        "chip": words.summary_chip(one.state),
        "due": due.get(one.state),
    }


def _views(actor: Actor) -> tuple[str, ...]:
    """Return the views, first the one that holds what the reader has to do."""
    if actor.may(Permission.SUMMARY_ANSWER):
        return ("unanswered", "late", "due", "answered", "all")
    return queries.VIEWS if actor.may(Permission.ALLIANCE_RUN) else ("all", *queries.VIEWS[:-1])


def _exported(request: Request, wish: listing.Wish, chosen: Mapping[str, str]) -> HttpResponse:
    body = exporting.workbook(
        SUMMARIES,
        (
            {
                **asdict(page.line),
                "state": page.line.state.value,
                **{part.value: text for part, text in page.texts.items()},
                **page.figures,
                "answer": page.answer or None,
                "words": page.words,
            }
            for page in queries.every(request.actor, wish, request.now, **chosen)
        ),
        printed_by=str(request.actor_label),
        filter_words=str(VIEWS.get(wish.view, "")),
        actor=request.actor,
        now=request.now,
    )
    return leaving.file(f"{SUMMARIES.title}.xlsx", body, leaving.XLSX)


def _frame(line: SummaryLine, verb: Verb) -> dict[str, Any]:
    url, label = reverse("alliances:summary", args=[line.id]), gettext(SUMMARY.labels[verb])
    return {
        "crumbs": [*crumbs(), Crumb(line.code, url), Crumb(label)],
        "cancel_url": url,
        "heading": label,
        "submit": label,
        "name": f"{line.alliance}，{words.days(line.since, line.until)}",
    }


def _acts(line: SummaryLine, actor: Actor) -> Iterator[Act]:
    if SUMMARY.allows(line.state, Verb.SUBMIT) and actor.may(Permission.ALLIANCE_RUN):
        leads = line.alliance_id in queries.led(actor)
        barred = "" if leads else gettext("Only the lead of this alliance does this.")
        yield _act(Verb.SUBMIT, "submit", line, "send", barred=barred, rule="R-198")
    if SUMMARY.allows(line.state, Verb.ANSWER) and actor.may(Permission.SUMMARY_ANSWER):
        yield _act(Verb.ANSWER, "answer", line, "chat", rule="R-199")
    if line.state in SUBMITTED:
        yield Act(_("Print"), reverse("alliances:summary-print", args=[line.id]), "print")


def _act(verb: Verb, name: str, line: SummaryLine, icon: str, **more: Any) -> Act:  # noqa: ANN401 - an act's own
    url = reverse(f"alliances:summary-{name}", args=[line.id])
    return Act(gettext(SUMMARY.labels[verb]), url, icon, "primary", **more)

"""One party's year: for itself, its city and the province; every figure opens to what it is of."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from shuzheng.evaluation.access import Permission
from shuzheng.evaluation.queries import documents, outside, pages
from shuzheng.evaluation.queries import rows as raw
from shuzheng.evaluation.queries import self_checks as checks
from shuzheng.evaluation.rules import evaluation as rules
from shuzheng.evaluation.rules import indicators
from shuzheng.evaluation.rules.evaluation import EVALUATION, Objection, State
from shuzheng.evaluation.rules.indicators import IN_CITIES, Input, Kind
from shuzheng.evaluation.services import hearing
from shuzheng.evaluation.web import forms, shown, words
from shuzheng.foundation import files
from shuzheng.foundation.ui import listing, parts
from shuzheng.foundation.ui.parts import Act, Crumb, Fact, Figure
from shuzheng.foundation.web import acting, gate, leaving
from shuzheng.identity.queries import feed
from shuzheng.kernel import periods

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from django.core.files.uploadedfile import UploadedFile
    from django.http import HttpResponse

    from shuzheng.evaluation.queries.pages import SubjectLine, SubjectPage
    from shuzheng.foundation.web.request import Request

KINDS = ("pdf", "png", "jpeg")
form_methods = require_http_methods(["GET", "HEAD", "POST"])


@gate.signed_in
@require_safe
def index(request: Request) -> HttpResponse:
    """List the years within reach: one's own, or those of one's area."""
    actor = request.actor
    if actor.may(Permission.EVALUATION_VIEW):
        return redirect("evaluation:evaluations")
    actor.require(Permission.SUBJECT_VIEW)
    counts = pages.counts(actor)
    views = ("mine", "all") if counts["mine"] else ("all", "mine")
    wish = listing.read(request.GET, shown.OWN, sort="-name", views=views)
    filters = forms.PartyFilters(request.GET)
    found = pages.parties(actor, wish, **listing.chosen(filters))
    context = {
        "crumbs": [words.own_crumbs()[0], Crumb(_("Annual evaluation"))],
        "listing": listing.Listing(
            request.GET,
            wish,
            shown.OWN,
            listing.Found(shown.own(found.rows, actor), found.total, found.page),
            filters=filters,
            saved=[listing.View(key, shown.VIEWS[key], counts[key]) for key in ("mine", "all")],
            caption=_("Annual evaluation"),
            unit=_("evaluations"),
            exports=(),
        ),
    }
    return render(request, "evaluation/own.html", context)


@gate.signed_in
@require_safe
def show(request: Request, subject: int) -> HttpResponse:
    """Show one party's year with every figure behind it."""
    page = pages.party(subject, request.actor)
    line = page.line
    year = line.evaluation.year
    institution = line.evaluation.kind is Kind.INSTITUTION
    may_check = request.actor.may(Permission.CHECK_VIEW)
    context = {
        "crumbs": _crumbs(page, request),
        "page": page,
        "line": line,
        "name": words.name(line.evaluation.kind, year),
        "chip": words.grade(line.grade) or words.chip(line.evaluation.state),
        "meta": [Fact("pin", line.city), Fact("calendar", str(year))],
        "life": parts.life(EVALUATION, line.evaluation.state),
        "acts": list(_acts(page, request)),
        "figures": _figures(page),
        "indicator_columns": shown.PARTS,
        "indicators": shown.indicators_of(line.evaluation.kind, page.year.score),
        "raw_columns": shown.RAW,
        "raw": shown.raw_of(page),
        "missing": shown.missing_of(line.evaluation.kind, page.year.score),
        "answer": words.objection(line.answer) if line.answer else None,
        "has_city": line.evaluation.kind in IN_CITIES,
        "checks": checks.of(line.party_id, year) if institution and may_check else [],
        "ministry": outside.ministry_of(line.party_id, request.actor),
        "third_parties": outside.of(line.party_id, line.site_id, request.actor),
        "is_institution": institution,
        "happened": feed.lines([f"evaluation.subject:{line.id}"]),
    }
    return render(request, "evaluation/party.html", context)


@gate.signed_in
@require_safe
def rows(request: Request, subject: int, what: str) -> HttpResponse:
    """List the raw rows behind one counted figure."""
    page = pages.party(subject, request.actor)
    if what not in set(Input):
        raise raw.NoRawRows
    named = Input(what)
    found = raw.of(page, named)
    wish = listing.read(request.GET, shown.ROWS, size=50)
    told = page.year.row.inputs[named]
    context = {
        "crumbs": [
            *_crumbs(page, request)[:-1],
            Crumb(page.line.name, reverse("evaluation:party", args=[subject])),
            Crumb(_("Raw rows")),
        ],
        "heading": gettext(indicators.INPUTS[named]),
        "name": page.line.name,
        "frozen": gettext("Frozen: {count} out of {of}").format(count=told.count, of=told.of)
        if named is not Input.FRESH
        else "",
        "days": f"{page.kept.head.since.isoformat()} – {page.kept.head.until.isoformat()}",
        "listing": listing.Listing(
            request.GET,
            wish,
            shown.ROWS,
            listing.cut_list([shown.raw_row(one) for one in found], wish),
            caption=_("Raw rows"),
            unit=_("rows"),
            exports=(),
        ),
    }
    return render(request, "evaluation/rows.html", context)


@gate.signed_in
@require_safe
def document(request: Request, subject: int) -> HttpResponse:
    """Answer with the frozen texts of one party, to be checked against the log."""
    found = documents.of(subject, request.actor)
    body = json.dumps(found, ensure_ascii=False, separators=(",", ":")).encode()
    name = f"evaluation-{found['head']['year']}-{found['row']['code']}.json"
    return leaving.file(name, body, leaving.JSON)


@form_methods
@gate.signed_in
def state(request: Request, subject: int) -> HttpResponse:
    """Hand in what a party itself says of its data."""
    page = _at(request, subject, State.SELF_CHECK, Permission.SUBJECT_ANSWER)
    form = forms.Statement(acting.posted(request), acting.uploaded(request))

    def act(data: Mapping[str, Any]) -> None:
        kept = stored(request, data["document"])
        hearing.state(subject, data["text"], file_id=kept, actor=request.actor, now=request.now)

    context = _frame(page, request, gettext("Hand in the self-assessment"))
    context |= {"consequence": _("The city bureau and the office read it."), "rule": "R-218"}
    done = gettext("The self-assessment is handed in.")
    return acting.answered(request, "evaluation/form.html", form, context, act, done)


@form_methods
@gate.signed_in
def opine(request: Request, subject: int) -> HttpResponse:
    """Give the city bureau's opinion."""
    page = _at(request, subject, State.CITY_OPINION, Permission.OPINION_GIVE)
    form = forms.Opinion(acting.posted(request))

    def act(data: Mapping[str, Any]) -> None:
        hearing.opine(subject, data["text"], actor=request.actor, now=request.now)

    context = _frame(page, request, gettext("Give our opinion"))
    context |= {
        "consequence": _("The party and the office read it; the score follows from the figures."),
        "rule": "R-218",
    }
    done = gettext("The opinion is with the office.")
    return acting.answered(request, "evaluation/form.html", form, context, act, done)


@form_methods
@gate.signed_in
def contest(request: Request, subject: int) -> HttpResponse:
    """Object to the own score."""
    page = _at(request, subject, State.SCORED, Permission.SUBJECT_ANSWER)
    form = forms.Contesting(acting.posted(request), acting.uploaded(request))

    def act(data: Mapping[str, Any]) -> None:
        kept = stored(request, data["document"])
        hearing.contest(subject, data["text"], file_id=kept, actor=request.actor, now=request.now)

    context = _frame(page, request, gettext("Object to the score"))
    context |= {"consequence": _("The office answers before the grades are decided.")}
    context["rule"] = "R-218"
    done = gettext("The objection is with the office.")
    return acting.answered(request, "evaluation/form.html", form, context, act, done)


@form_methods
@gate.signed_in
def confirm(request: Request, subject: int) -> HttpResponse:
    """Confirm the own score."""
    page = _at(request, subject, State.SCORED, Permission.SUBJECT_ANSWER)
    form = forms.Confirmation(acting.posted(request))

    def act(_data: Mapping[str, Any]) -> None:
        hearing.confirm(subject, actor=request.actor, now=request.now)

    context = _frame(page, request, gettext("Confirm the score"))
    context |= {"consequence": _("After this no objection is taken from you."), "rule": "R-218"}
    done = gettext("The score is confirmed.")
    return acting.answered(request, "evaluation/form.html", form, context, act, done)


@form_methods
@gate.signed_in
def answer(request: Request, subject: int) -> HttpResponse:
    """Answer an objection, and put figures right where it is upheld."""
    page = _at(request, subject, State.SCORED, Permission.EVALUATION_PREPARE)
    if not page.line.is_contested:
        raise hearing.NotAtThisTime
    form = forms.Answering(acting.posted(request), kind=page.line.evaluation.kind)

    def act(data: Mapping[str, Any]) -> None:
        hearing.answer(
            subject,
            Objection(data["answer"]),
            data["reason"],
            form.corrections(data),
            actor=request.actor,
            now=request.now,
        )

    context = _frame(page, request, gettext("Answer the objection"))
    context |= {
        "consequence": _("The frozen figures stay as they are; corrections stand beside them."),
        "rule": "R-218",
        "quoted": page.line.objection,
    }
    done = gettext("The objection is answered.")
    return acting.answered(request, "evaluation/form.html", form, context, act, done)


def stored(request: Request, upload: UploadedFile[bytes] | None) -> int | None:
    """Keep an uploaded document; returns its id, None where none came."""
    if not upload:
        return None
    return files.store(upload, actor=request.actor, now=request.now, kinds=KINDS).pk


def _at(request: Request, subject: int, at: State, permission: Permission) -> SubjectPage:
    page = pages.party(subject, request.actor, permission)
    if page.line.evaluation.state is not at:
        raise hearing.NotAtThisTime
    return page


def _frame(page: SubjectPage, request: Request, heading: str) -> dict[str, Any]:
    url = reverse("evaluation:party", args=[page.line.id])
    return {
        "crumbs": [
            *_crumbs(page, request)[:-1],
            Crumb(page.line.name, url),
            Crumb(heading),
        ],
        "heading": heading,
        "submit": heading,
        "name": page.line.name,
        "cancel_url": url,
    }


def _crumbs(page: SubjectPage, request: Request) -> list[Crumb]:
    line = page.line
    if not request.actor.may(Permission.EVALUATION_VIEW):
        return [*words.own_crumbs(), Crumb(line.name)]
    url = reverse("evaluation:results", args=[line.evaluation.id])
    return [*words.crumbs(), Crumb(str(line.evaluation.year), url), Crumb(line.name)]


def _figures(page: SubjectPage) -> list[Figure]:
    if not page.sees_score:
        return []
    score = page.year.score
    return [
        Figure(
            _("Score"),
            words.points(score.total) or gettext("no data"),
            note=_("of 100, from the figures below"),
            chip=words.grade(page.line.grade),
        )
    ]


def _acts(page: SubjectPage, request: Request) -> Iterator[Act]:
    line, actor = page.line, request.actor
    at, today = line.evaluation.state, periods.day(request.now)
    if at is State.SELF_CHECK and line.stated_on is None and actor.may(Permission.SUBJECT_ANSWER):
        barred = ""
        if line.evaluation.kind is Kind.INSTITUTION and not checks.of(
            line.party_id, line.evaluation.year
        ):
            barred = gettext("Hand in a self-check of {year} first.").format(
                year=line.evaluation.year
            )
            yield Act(_("To the self-checks"), reverse("evaluation:checks"), "clipboard")
        label = _("Hand in the self-assessment")
        yield _act(label, "state", line, "send", barred or _late(line.evaluation.check_by, today))
    if at is State.CITY_OPINION and line.opinion_on is None and actor.may(Permission.OPINION_GIVE):
        barred = _late(line.evaluation.opinion_by, today)
        yield _act(_("Give our opinion"), "opine", line, "chat", barred)
    silent = line.objected_on is None and line.confirmed_on is None
    if at is State.SCORED and silent and actor.may(Permission.SUBJECT_ANSWER):
        barred = _late(line.evaluation.contest_by, today)
        yield _act(_("Confirm the score"), "confirm", line, "check", barred)
        yield _act(_("Object to the score"), "contest", line, "chat", barred)
    if at is State.SCORED and line.is_contested and actor.may(Permission.EVALUATION_PREPARE):
        yield _act(_("Answer the objection"), "answer", line, "gavel", "")


def _act(label: Any, name: str, line: SubjectLine, icon: str, barred: str) -> Act:  # noqa: ANN401 - a lazy word
    url = reverse(f"evaluation:party-{name}", args=[line.id])
    return Act(label, url, icon, "primary", barred=barred, rule="R-218")


def _late(until: Any, today: Any) -> str:  # noqa: ANN401 - days
    try:
        rules.check_open(until, today)
    except rules.TooLate:
        return gettext("The time for this was over on {until}.").format(until=until)
    return ""

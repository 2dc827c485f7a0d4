"""Cases against organisations: the list, one of them with its days, its steps, and who is told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from shuzheng.foundation import files
from shuzheng.foundation.ui import listing
from shuzheng.foundation.ui.parts import Act, Chip, Crumb, Fact, Kind
from shuzheng.foundation.web import acting, gate
from shuzheng.pilots.access import Permission
from shuzheng.pilots.queries import pages_cases
from shuzheng.pilots.rules.cases import CASE, State, Verb
from shuzheng.pilots.services import cases as services
from shuzheng.pilots.web import case_forms, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from django.http import HttpResponse

    from shuzheng.foundation.web.request import Request
    from shuzheng.kernel.actor import Actor
    from shuzheng.pilots.queries.pages_cases import Against, CasePage

COLUMNS = (
    listing.Column("title", _("Case against an organisation"), lead=True),
    listing.Column("organisation", _("Evaluation organisation"), wide=True),
    listing.Column("institution", _("Institution"), wide=True),
    listing.Column("opened", _("Case opened on"), sortable=True, short=_("opened on")),
    listing.Column("state", _("State"), fixed=True),
    listing.Column("due", _("Deadline"), end=True),
)
AGAINST = (
    listing.Column("certificate", _("Certificate"), lead=True),
    listing.Column("finding", _("Finding"), wide=True),
    listing.Column("outcome", _("What became of it"), wide=True),
    listing.Column("decided", _("Verified on")),
    listing.Column("state", _("State"), end=True),
)
VIEWS = {"open": _("Under way"), "closed": _("Over"), "all": _("All")}
CHIPS = {
    State.OPENED: Kind.WAIT,
    State.VERIFIED: Kind.RUN,
    State.NOT_VERIFIED: Kind.OFF,
    State.REPORTED_TO_MINISTRY: Kind.RUN,
    State.ANSWERED: Kind.RUN,
    State.CLOSED: Kind.OK,
}
BESIDE = {State.NOT_VERIFIED: State.VERIFIED}
form_methods = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@gate.signed_in
def index(request: Request) -> HttpResponse:
    """List the cases within reach."""
    actor = request.actor
    actor.require(Permission.CASE_VIEW)
    wish = listing.read(request.GET, COLUMNS, sort="opened", views=tuple(VIEWS))
    filters = case_forms.CaseFilters(request.GET)
    found = pages_cases.cases(actor, wish, **listing.chosen(filters))
    counts = pages_cases.case_counts(actor)
    context = {
        "crumbs": [Crumb(_("Desk"), "/desk/"), Crumb(_("Cases"))],
        "listing": listing.Listing(
            request.GET,
            wish,
            COLUMNS,
            listing.Found([_row(one) for one in found.rows], found.total, found.page),
            filters=filters,
            saved=[listing.View(view, label, counts[view]) for view, label in VIEWS.items()],
            caption=_("Cases"),
            unit=pgettext_lazy("unit", "cases"),
            exports=(),
        ),
        "may_open": actor.may(Permission.CASE_OPEN),
    }
    return render(request, "pilots/cases/list.html", context)


@require_safe
@gate.signed_in
def against(request: Request) -> HttpResponse:
    """List the verified cases against the reader's organisation."""
    wish = listing.read(request.GET, AGAINST)
    found = pages_cases.against(request.actor, wish)
    context = {
        "crumbs": [Crumb(_("Desk"), "/desk/"), Crumb(_("Cases against us"))],
        "listing": listing.Listing(
            request.GET,
            wish,
            AGAINST,
            listing.Found([_told(one) for one in found.rows], found.total, found.page),
            caption=_("Cases against us"),
            unit=pgettext_lazy("unit", "cases"),
            exports=(),
        ),
    }
    return render(request, "pilots/cases/against.html", context)


@form_methods
@gate.signed_in
def begin(request: Request) -> HttpResponse:
    """Open a case."""
    request.actor.require(Permission.CASE_OPEN)
    own = pages_cases.own_certificates(request.actor)
    choices = [(pk, f"{code} {name}") for pk, code, name in own]
    form = case_forms.Case(acting.posted(request), acting.uploaded(request), certificates=choices)

    def act(data: Mapping[str, Any]) -> None:
        upload = data["material"]
        kept = files.store(upload, actor=request.actor, now=request.now) if upload else None
        services.open_case(
            data["certificate"],
            data["title"],
            data["account"],
            material_id=kept.pk if kept else None,
            actor=request.actor,
            now=request.now,
        )

    context = {
        "crumbs": [*crumbs(), Crumb(_("Open a case"))],
        "cancel_url": reverse("pilots:cases"),
        "heading": _("Open a case against an organisation"),
        "consequence": _("An open case stops nothing; you may leave the certificate at any time."),
        "submit": _("Open the case"),
        "rule": "R-053",
    }
    said = gettext("The case is with the office.")
    return acting.answered(request, "pilots/form.html", form, context, act, said)


@require_safe
@gate.signed_in
def show(request: Request, pk: int) -> HttpResponse:
    """Show one case."""
    page = pages_cases.case(pk, request.actor)
    context = {
        "crumbs": [*crumbs(), Crumb(page.title)],
        "page": page,
        "chip": _chip(page.state),
        "meta": [
            Fact("building", page.institution),
            Fact("award", page.organisation),
            Fact("hash", page.code),
        ],
        "life": words.way(CASE, page.state, _notes(page), BESIDE),
        "acts": list(_acts(page, request.actor)),
        "lines": words.happened([f"pilots.case:{page.id}"]),
    }
    return render(request, "pilots/cases/detail.html", context)


@form_methods
@gate.signed_in
def decide(request: Request, pk: int) -> HttpResponse:
    """Record what checking found."""
    page = pages_cases.case(pk, request.actor, Permission.CASE_VERIFY)
    CASE.after(page.state, Verb.VERIFY)
    form = case_forms.Decision(acting.posted(request))

    def act(data: Mapping[str, Any]) -> None:
        services.decide(
            pk,
            data["finding"],
            verified=data["verified"] == "yes",
            actor=request.actor,
            now=request.now,
        )

    context = {
        **_frame(page),
        "heading": _("Record what the check found"),
        "submit": _("Record the outcome"),
    }
    said = gettext("The outcome of the check is recorded.")
    return acting.answered(request, "pilots/form.html", form, context, act, said)


@form_methods
@gate.signed_in
def report(request: Request, pk: int) -> HttpResponse:
    """Record that file and advice went to the ministry."""
    page = pages_cases.case(pk, request.actor, Permission.CASE_VERIFY)
    CASE.after(page.state, Verb.REPORT)
    said = gettext("The report to the ministry is recorded.")
    return _step(request, page, Verb.REPORT, services.report, said)


@form_methods
@gate.signed_in
def answer(request: Request, pk: int) -> HttpResponse:
    """Record the ministry's answer."""
    page = pages_cases.case(pk, request.actor, Permission.CASE_VERIFY)
    CASE.after(page.state, Verb.ANSWER)
    said = gettext("The ministry's answer is recorded.")
    return _step(request, page, Verb.ANSWER, services.answer, said)


@form_methods
@gate.signed_in
def close(request: Request, pk: int) -> HttpResponse:
    """Close a case."""
    page = pages_cases.case(pk, request.actor, Permission.CASE_VERIFY)
    CASE.after(page.state, Verb.CLOSE)
    form = case_forms.Words(acting.posted(request))

    def act(data: Mapping[str, Any]) -> None:
        services.close(pk, data["words"], actor=request.actor, now=request.now)

    context = {
        **_frame(page),
        "heading": gettext(CASE.labels[Verb.CLOSE]),
        "submit": gettext(CASE.labels[Verb.CLOSE]),
    }
    said = gettext("The case is closed.")
    return acting.answered(request, "pilots/form.html", form, context, act, said)


def crumbs() -> list[Crumb]:
    """Return the way to a case."""
    return [Crumb(_("Desk"), "/desk/"), Crumb(_("Cases"), reverse("pilots:cases"))]


def _step(request: Request, page: CasePage, verb: Verb, taken: Any, said: str) -> HttpResponse:  # noqa: ANN401 - one of two acts
    """Show and take a step outside the platform, with its day and document."""
    form = case_forms.Step(acting.posted(request), acting.uploaded(request))

    def act(data: Mapping[str, Any]) -> None:
        kept = files.store(data["document"], actor=request.actor, now=request.now)
        taken(page.id, data["words"], data["day"], kept.pk, actor=request.actor, now=request.now)

    label = gettext(CASE.labels[verb])
    context = {**_frame(page), "heading": label, "submit": label}
    return acting.answered(request, "pilots/form.html", form, context, act, said)


def _frame(page: CasePage) -> dict[str, Any]:
    url = reverse("pilots:case", args=[page.id])
    return {
        "crumbs": [*crumbs(), Crumb(page.title, url)],
        "cancel_url": url,
        "name": page.organisation,
        "rule": "R-053",
    }


def _notes(page: CasePage) -> dict[State, str]:
    days = {
        State.OPENED: page.opened_on,
        State.VERIFIED: page.decided_on,
        State.REPORTED_TO_MINISTRY: page.reported_on,
        State.ANSWERED: page.answered_on,
        State.CLOSED: page.closed_on,
    }
    return {state: day.isoformat() for state, day in days.items() if day}


def _acts(page: CasePage, actor: Actor) -> Iterator[Act]:
    if not actor.may(Permission.CASE_VERIFY):
        return
    for verb, name, icon in (
        (Verb.VERIFY, "decide", "check"),
        (Verb.REPORT, "report", "send"),
        (Verb.ANSWER, "answer", "chat"),
        (Verb.CLOSE, "close", "check"),
    ):
        if CASE.allows(page.state, verb):
            label = _("Record what the check found") if name == "decide" else CASE.labels[verb]
            yield Act(
                gettext(str(label)), reverse(f"pilots:case-{name}", args=[page.id]), icon, "primary"
            )


def _chip(state: State) -> Chip:
    return Chip(CHIPS[state], gettext(CASE.labels[state]))


def _row(one: CasePage) -> dict[str, Any]:
    return {
        "id": one.id,
        "url": reverse("pilots:case", args=[one.id]),
        "title": one.title,
        "code": one.code,
        "organisation": one.organisation,
        "institution": one.institution,
        "opened": one.opened_on,
        "chip": _chip(one.state),
        "due": one.due_on,
    }


def _told(one: Against) -> dict[str, Any]:
    return {
        "id": one.id,
        "certificate": one.certificate,
        "code": one.code,
        "finding": one.finding,
        "outcome": one.conclusion or one.answer,
        "decided": one.decided_on,
        "chip": _chip(one.state),
    }

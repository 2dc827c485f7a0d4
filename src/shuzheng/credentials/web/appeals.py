"""Appeals against revocations at the department, the office and the organisation that revoked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from shuzheng.credentials.access import Permission
from shuzheng.credentials.core import numbers
from shuzheng.credentials.queries import pages_appeals as pages
from shuzheng.credentials.rules.appeals import APPEAL, TookPart, Verb
from shuzheng.credentials.services import appeals
from shuzheng.credentials.web import trails, words
from shuzheng.credentials.web.forms import AnswerForm, StatementForm
from shuzheng.foundation.ui import listing
from shuzheng.foundation.ui.parts import Act, Crumb, Term
from shuzheng.foundation.web import acting, gate
from shuzheng.foundation.web.files import attached

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Any

    from django.http import HttpResponse

    from shuzheng.credentials.queries.pages_appeals import Page
    from shuzheng.foundation.web.request import Request

COLUMNS = (
    listing.Column("holder", gettext_lazy("Holder"), lead=True),
    listing.Column("organisation", gettext_lazy("Evaluation organisation")),
    listing.Column("ground", gettext_lazy("Kind of reason")),
    listing.Column("lodged", gettext_lazy("Lodged on")),
    listing.Column("state", gettext_lazy("State")),
    listing.Column("due", gettext_lazy("Answer due"), end=True),
)


@gate.signed_in
@require_safe
def index(request: Request) -> HttpResponse:
    """List the appeals within reach, the open ones first."""
    context = {
        "crumbs": trails.trail((_("Appeals against revocations"), "")),
        "columns": COLUMNS,
        "lines": [
            (one, words.appeal_chip(one.state), words.reason_kind(one.ground))
            for one in pages.lines(request.actor)
        ],
    }
    return render(request, "credentials/desk/appeals.html", context)


@gate.signed_in
@require_safe
def show(request: Request, appeal: int) -> HttpResponse:
    """Show one appeal: the revocation, what both sides say, the decision."""
    page = pages.page(appeal, request.actor)
    context = {
        "crumbs": _crumbs(page),
        "page": page,
        "chip": words.appeal_chip(page.line.state),
        "acts": list(_acts(page)),
        "revocation": _revocation(page),
        "decision": _decision(page),
        "lines": page.happened,
    }
    return render(request, "credentials/desk/appeal.html", context)


@gate.signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def state(request: Request, appeal: int) -> HttpResponse:
    """Make the statement of the organisation that revoked."""
    request.actor.require(Permission.APPEAL_STATE)
    page = pages.page(appeal, request.actor)
    form = StatementForm(acting.posted(request))

    def act(data: Mapping[str, Any]) -> None:
        appeals.make_statement(appeal, data["statement"], actor=request.actor, now=request.now)

    context = _context(page, _("Make a statement"))
    done = _("The statement is with the department; the holder reads it.")
    return acting.answered(request, "credentials/desk/statement.html", form, context, act, done)


@gate.signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def uphold(request: Request, appeal: int) -> HttpResponse:
    """Ask for the reason, then uphold the revocation."""
    page = _decidable(request, appeal, Verb.UPHOLD)
    form = AnswerForm(acting.posted(request))

    def act(data: Mapping[str, Any]) -> None:
        appeals.uphold(appeal, data["reason"], actor=request.actor, now=request.now)

    context = _context(page, _("Uphold the revocation"))
    done = _("The revocation is upheld; the holder reads the reason.")
    return acting.answered(request, "credentials/desk/uphold.html", form, context, act, done)


@gate.signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def overturn(request: Request, appeal: int) -> HttpResponse:
    """Ask for the reason, then overturn the revocation and issue the new certificate."""
    page = _decidable(request, appeal, Verb.OVERTURN)
    form = AnswerForm(acting.posted(request))

    def act(data: Mapping[str, Any]) -> None:
        made = appeals.overturn(appeal, data["reason"], actor=request.actor, now=request.now)
        trails.publish_soon(request)
        said = _("The revocation is overturned. The new certificate has the number {number}.")
        messages.success(request, said.format(number=numbers.spaced(made)))

    context = _context(page, _("Overturn the revocation"))
    if acting.done(request, form, act):
        return redirect(context["cancel_url"])
    return acting.page(request, "credentials/desk/overturn.html", form, context)


@gate.signed_in
@require_POST
def document(request: Request, appeal: int, document: int) -> HttpResponse:
    """Give out a document of an appeal; leaves a record."""
    return attached(appeals.open_document(appeal, document, actor=request.actor, now=request.now))


def _decidable(request: Request, appeal: int, verb: Verb) -> Page:
    request.actor.require(Permission.APPEAL_DECIDE)
    page = pages.page(appeal, request.actor)
    APPEAL.after(page.line.state, verb)
    return page


def _context(page: Page, label: str) -> dict[str, Any]:
    url = _url("appeal", page)
    crumbs = [*_crumbs(page)[:-1], Crumb(page.line.number_spaced, url), Crumb(label)]
    return {"crumbs": crumbs, "page": page, "cancel_url": url}


def _crumbs(page: Page) -> list[Crumb]:
    return trails.trail(
        (_("Appeals against revocations"), reverse("credentials:appeals")),
        (page.line.number_spaced, ""),
    )


def _acts(page: Page) -> Iterator[Act]:
    if page.may_state:
        yield Act(_("Make a statement"), _url("appeal-statement", page), "edit", "primary")
    if not page.may_decide:
        return
    barred = _(TookPart.template) if page.took_part else ""
    for name, label, icon, kind in (
        ("appeal-uphold", _("Uphold the revocation"), "gavel", "primary"),
        ("appeal-overturn", _("Overturn the revocation"), "undo", "danger"),
    ):
        yield Act(
            label, _url(name, page), icon, kind, dialog=not barred, barred=barred, rule="R-115"
        )


def _revocation(page: Page) -> list[Term]:
    line = page.line
    url = reverse("credentials:certificate", args=[page.number])
    return [
        Term(_("Holder"), line.holder),
        Term(_("Certificate"), page.certificate),
        Term(_("Certificate number"), line.number_spaced, url, code=True),
        Term(_("Evaluation organisation"), line.organisation),
        Term(_("Kind of reason"), words.reason_kind(line.ground)),
        Term(_("Particulars"), page.reason),
        Term(_("Day of the hearing"), words.full_day(page.heard_on)),
        Term(_("Proposed by"), page.proposed_by),
        Term(_("Revoked on"), words.full_day(page.revoked_on)),
        Term(_("Number of the decision"), page.decision_number, code=True),
    ]


def _decision(page: Page) -> list[Term]:
    """Return how the appeal ended; nothing while it is open."""
    if page.closed_on is None:
        return []
    terms = [
        Term(_("Outcome"), _(APPEAL.labels[page.line.state])),
        Term(_("Day"), words.full_day(page.closed_on)),
    ]
    if page.decided_by:
        terms += [Term(_("Decided by"), page.decided_by), Term(_("Reason"), page.said.answer)]
    if page.successor:
        url = reverse("credentials:certificate", args=[page.successor])
        terms.append(Term(_("New certificate"), numbers.spaced(page.successor), url, code=True))
    return terms


def _url(name: str, page: Page) -> str:
    return reverse(f"credentials:{name}", args=[page.line.id])

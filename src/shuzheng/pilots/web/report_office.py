"""What the office keeps beside the reports: breaks, and policy suggestions with their answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from shuzheng.foundation.ui import listing
from shuzheng.foundation.ui.parts import Chip, Crumb, Kind
from shuzheng.foundation.web import acting, gate
from shuzheng.pilots.access import Permission
from shuzheng.pilots.queries import pages_report_office
from shuzheng.pilots.rules import reporting as rules
from shuzheng.pilots.services import report_answers
from shuzheng.pilots.web import report_forms, reports

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpResponse

    from shuzheng.foundation.web.request import Request
    from shuzheng.pilots.queries.pages_reports import SuggestionLine

BREAKS = (
    listing.Column("since", _("First day"), lead=True),
    listing.Column("until", _("Last day"), short=_("until")),
    listing.Column("reason", _("Reason"), wide=True),
)
SUGGESTIONS = (
    listing.Column("name", _("Institution"), lead=True),
    listing.Column("text", _("Suggestion"), wide=True),
    listing.Column("state", _("State"), fixed=True),
    listing.Column("due", _("Deadline"), sortable=True, end=True),
)
VIEWS = {
    "waiting": _("Waiting for an answer"),
    "answered": pgettext_lazy("suggestion", "Answered"),
    "all": _("All"),
}
SHOWN = 120
"""How many characters of a suggestion a list shows."""

form_methods = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@gate.signed_in
def breaks(request: Request) -> HttpResponse:
    """List the breaks."""
    wish = listing.read(request.GET, BREAKS)
    found = listing.cut_list(pages_report_office.breaks(request.actor), wish)
    context = {
        "crumbs": [*reports.crumbs(), Crumb(_("Breaks"))],
        "listing": listing.Listing(
            request.GET,
            wish,
            BREAKS,
            found,
            caption=_("Breaks in reports"),
            unit=_("breaks"),
            exports=(),
        ),
        "may_declare": request.actor.may(Permission.REPORT_ANSWER),
    }
    return render(request, "pilots/reports/breaks.html", context)


@form_methods
@gate.signed_in
def declare(request: Request) -> HttpResponse:
    """Declare a break."""
    request.actor.require(Permission.REPORT_ANSWER)
    form = report_forms.Break(acting.posted(request))

    def act(data: Mapping[str, Any]) -> None:
        report_answers.declare_break(
            data["since"], data["until"], data["reason"], actor=request.actor, now=request.now
        )

    url = reverse("pilots:report-breaks")
    context = {
        "crumbs": [*reports.crumbs(), Crumb(_("Breaks"), url), Crumb(_("New break"))],
        "cancel_url": url,
        "heading": _("Declare a break in reports"),
        "consequence": _("A report due in these days is not counted as missed."),
        "submit": _("Declare the break"),
        "rule": "R-196",
    }
    said = gettext("The break is declared.")
    return acting.answered(request, "pilots/form.html", form, context, act, said)


@require_safe
@gate.signed_in
def suggestions(request: Request) -> HttpResponse:
    """List the policy suggestions: of the province, a city, or one's own institution."""
    wish = listing.read(request.GET, SUGGESTIONS, sort="due", views=tuple(VIEWS))
    found = pages_report_office.suggestions(request.actor, wish)
    counts = pages_report_office.counts(request.actor)
    context = {
        "crumbs": [Crumb(_("Desk"), "/desk/"), Crumb(_("Policy suggestions"))],
        "listing": listing.Listing(
            request.GET,
            wish,
            SUGGESTIONS,
            listing.Found([_row(one) for one in found.rows], found.total, found.page),
            saved=[listing.View(view, label, counts[view]) for view, label in VIEWS.items()],
            caption=_("Policy suggestions"),
            unit=_("suggestions"),
            exports=(),
        ),
    }
    return render(request, "pilots/reports/suggestions.html", context)


@form_methods
@gate.signed_in
def answer(request: Request, pk: int) -> HttpResponse:
    """Answer a suggestion."""
    line = pages_report_office.one(pk, request.actor)
    form = report_forms.Answer(acting.posted(request))

    def act(data: Mapping[str, Any]) -> None:
        what = rules.Answer(data["answer"])
        report_answers.answer(pk, what, data["words"], actor=request.actor, now=request.now)

    url = reverse("pilots:report", args=[line.report_id])
    context = {
        "crumbs": [
            Crumb(_("Desk"), "/desk/"),
            Crumb(_("Policy suggestions"), reverse("pilots:suggestions")),
            Crumb(_("Answer")),
        ],
        "cancel_url": url,
        "line": line,
    }
    said = gettext("The answer is with the institution.")
    return acting.answered(request, "pilots/reports/answer.html", form, context, act, said)


def _row(one: SuggestionLine) -> dict[str, Any]:
    text = one.text if len(one.text) <= SHOWN else f"{one.text[:SHOWN]}…"
    if one.answer:
        chip = Chip(Kind.OK, gettext(rules.ANSWERS[rules.Answer(one.answer)]))
    else:
        chip = Chip(Kind.WAIT, pgettext_lazy("suggestion", "Not answered"))
    return {
        "id": one.id,
        "url": reverse("pilots:report", args=[one.report_id]),
        "name": one.institution,
        "sub": one.due_on.isoformat(),
        "text": text,
        "chip": chip,
        "due": None if one.answer else one.answer_due_on,
    }

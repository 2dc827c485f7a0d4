"""Identity cases: the office decides which name a known document belongs to."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from django import forms as plain
from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from shuzheng.foundation.ui import formats, listing
from shuzheng.foundation.ui.parts import Chip, Kind, Term
from shuzheng.foundation.web import acting
from shuzheng.identity.queries.pages import cases as queries
from shuzheng.identity.services import cases
from shuzheng.identity.services.cases import Outcome
from shuzheng.identity.web import forms, personal, words

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpResponse

    from shuzheng.foundation.web.request import Request
    from shuzheng.identity.queries.pages.cases import CaseLine

COLUMNS = (
    listing.Column("name", _("Registered name"), lead=True),
    listing.Column("given", _("Name handed in")),
    listing.Column("organisation", _("Handed in by"), sortable=True, wide=True),
    listing.Column("opened", _("Since"), sortable=True, short=_("since")),
    listing.Column("state", _("State"), fixed=True, end=True),
)
OUTCOMES = {
    Outcome.KEPT: Chip(Kind.OK, _("Registered name kept")),
    Outcome.RENAMED: Chip(Kind.OK, _("Name corrected")),
}
WAITING = Chip(Kind.ODD, _("To be decided"))


class DecisionForm(forms.ReasonForm):
    """What the office found, and why."""

    field_order = ("outcome", "reason")
    outcome = plain.ChoiceField(
        label=_("Decision"),
        widget=plain.RadioSelect,
        choices=[
            (Outcome.KEPT.value, _("Keep the registered name")),
            (Outcome.RENAMED.value, _("Correct it to the name handed in")),
        ],
    )


@personal.page
@require_safe
def index(request: Request) -> HttpResponse:
    """List the cases."""
    counts = queries.counts(request.actor)
    wish = listing.read(request.GET, COLUMNS, sort="opened", views=queries.VIEWS)
    found = queries.listed(request.actor, wish)
    page = {
        "crumbs": words.trail((_("Identity cases"), "")),
        "listing": listing.Listing(
            request.GET,
            wish,
            COLUMNS,
            listing.Found([_row(line) for line in found.rows], found.total, found.page),
            saved=[
                listing.View("open", _("To be decided"), counts["open"]),
                listing.View("closed", _("Decided"), counts["closed"]),
            ],
            caption=_("Identity cases"),
            unit=_("cases"),
            exports=(),
        ),
    }
    return render(request, "identity/cases/list.html", page)


@personal.page
@sensitive_post_parameters("reason")
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: Request, case: int) -> HttpResponse:
    """Show one case; while it is open, take the decision."""
    found = queries.case(case, request.actor)
    form = DecisionForm(request.POST or None)

    def act(data: dict[str, Any]) -> HttpResponse:
        cases.close(
            case,
            Outcome(data["outcome"]),
            data["reason"].strip(),
            actor=request.actor,
            now=request.now,
        )
        messages.success(request, gettext("The case is decided."))
        return redirect("identity:cases")

    page = {
        "crumbs": words.trail(
            (_("Identity cases"), reverse("identity:cases")), (found.line.name, "")
        ),
        "case": found,
        "chip": _chip(found.line),
        "about": _about(found.line, request.now),
        "cancel_url": reverse("identity:cases"),
    }
    return acting.form(request, "identity/cases/detail.html", page, form, act)


def _row(line: CaseLine) -> dict[str, Any]:
    return {**asdict(line), "chip": _chip(line), "url": reverse("identity:case", args=[line.id])}


def _chip(line: CaseLine) -> Chip:
    return OUTCOMES[Outcome(line.outcome)] if line.outcome else WAITING


def _about(line: CaseLine, now: datetime) -> list[Term]:
    person = reverse("identity:person", args=[line.person_id])
    about = [
        Term(_("Registered name"), line.name, person),
        Term(_("Name handed in"), line.given_name),
        Term(words.label(line.document_kind), line.document_masked, code=True),
        Term(_("Handed in by"), line.organisation),
        Term(_("Since"), formats.instant(line.opened_at, now)),
    ]
    if line.closed_at is not None:
        about.append(Term(_("Decided at"), formats.instant(line.closed_at, now)))
        about.append(Term(_("Reason"), line.reason))
    return about

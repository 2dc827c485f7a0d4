"""Restrictions: the list, those of one party, imposing and lifting one."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.db import transaction
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from shuzheng.foundation import files
from shuzheng.foundation.ui import listing, navigation
from shuzheng.foundation.ui.parts import Chip, Crumb, Kind, Tab
from shuzheng.foundation.web import gate, leaving
from shuzheng.foundation.web.refusals import sentence
from shuzheng.identity.access import Permission as Party
from shuzheng.identity.queries.pages import parties
from shuzheng.identity.rules import kinds
from shuzheng.identity.services import exporting
from shuzheng.kernel import periods
from shuzheng.kernel.actor import Reach
from shuzheng.kernel.refusals import Refusal
from shuzheng.standing.access import Permission
from shuzheng.standing.queries import pages
from shuzheng.standing.rules import restrictions as rules
from shuzheng.standing.services import restrictions
from shuzheng.standing.sheets.restrictions import RESTRICTIONS
from shuzheng.standing.web import forms

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpResponse
    from django_stubs_ext import StrOrPromise

    from shuzheng.foundation.ui.listing import Wish
    from shuzheng.foundation.web.request import Request
    from shuzheng.standing.queries.pages import RestrictionLine

COLUMNS = (
    listing.Column("organisation", _("Organisation"), sortable=True, lead=True),
    listing.Column("kind", _("Restriction"), sortable=True),
    listing.Column("ground", _("Rule")),
    listing.Column("since", _("From"), sortable=True, short=_("from")),
    listing.Column("until", _("Until"), sortable=True, short=_("until")),
    listing.Column("state", _("State"), fixed=True, end=True),
)
RESTRICTED = frozenset(
    {kinds.OrganisationKind.INSTITUTION, kinds.OrganisationKind.EVALUATION_ORGANISATION}
)
"""The kinds of party that take part in the pilot, and may be kept from it."""
STATES = {
    rules.State.COMING: Chip(Kind.WAIT, _("Not yet in force")),
    rules.State.IN_FORCE: Chip(Kind.BAD, pgettext_lazy("restriction", "In force")),
    rules.State.OVER: Chip(Kind.OFF, _("Run out")),
    rules.State.LIFTED: Chip(Kind.OFF, _("Lifted")),
}
EFFECTS = {
    rules.Kind.ELIGIBILITY_LOSS: _("No filing of the pilot can be made for the year."),
    rules.Kind.SUSPENSION: _(
        "No new assessment plan and no new registration; what was accepted runs to its end."
    ),
}


@gate.signed_in
@require_safe
def index(request: Request) -> HttpResponse:
    """List the decisions of the province; a party is led to its own."""
    actor = request.actor
    actor.require(Permission.RESTRICTION_VIEW)
    if actor.reach is Reach.ORGANISATION:
        return redirect("standing:of", actor.organisation_id)
    today = periods.day(request.now)
    wish = listing.read(request.GET, COLUMNS, sort="-since", views=pages.VIEWS)
    filters = forms.RestrictionFilters(request.GET)
    chosen = listing.chosen(filters)
    if wish.export:
        return _exported(request, wish, chosen)
    found = pages.listed(actor, wish, today, **chosen)
    page = {
        "crumbs": _trail((_("Restrictions"), "")),
        "listing": listing.Listing(
            request.GET,
            wish,
            COLUMNS,
            listing.Found([_row(line) for line in found.rows], found.total, found.page),
            filters=filters,
            saved=[
                listing.View("force", pgettext_lazy("restriction", "In force")),
                listing.View("all", _("All")),
            ],
            caption=_("Restrictions"),
            unit=_("decisions"),
        ),
        "may_impose": actor.may(Permission.RESTRICTION_IMPOSE),
    }
    return render(request, "standing/list.html", page)


def _exported(request: Request, wish: Wish, chosen: Mapping[str, Any]) -> HttpResponse:
    today = periods.day(request.now)
    body = exporting.workbook(
        RESTRICTIONS,
        (
            {**asdict(line), "decision": line.decision_number}
            for line in pages.every(request.actor, wish, today, **chosen)
        ),
        printed_by=str(request.actor_label),
        filter_words="；".join(str(value) for value in chosen.values()),
        actor=request.actor,
        now=request.now,
    )
    return leaving.file(f"{RESTRICTIONS.title}.xlsx", body, leaving.XLSX)


@gate.signed_in
@require_safe
def of(request: Request, party: int) -> HttpResponse:
    """Show what one party may not do, and why: to the province and to the party itself."""
    actor = request.actor
    line = parties.line(party, actor, Party.ORGANISATION_VIEW)
    found = pages.of(party, actor, periods.day(request.now))
    page = {
        "crumbs": _trail(
            (line.name, reverse("identity:party", args=[party])), (_("Restrictions"), "")
        ),
        "party": line,
        "kind": gettext(_party_kind(line.institution_kind or line.kind)),
        "tabs": _tabs(party, request),
        "restrictions": [
            {**_row(one), "effect": EFFECTS[one.kind], "may_lift": _may_lift(one, request)}
            for one in found
        ],
        "may_impose": line.kind in RESTRICTED and actor.may(Permission.RESTRICTION_IMPOSE),
    }
    return render(request, "standing/of.html", page)


@gate.signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def impose(request: Request) -> HttpResponse:
    """Record a decision that restricts a party."""
    actor = request.actor
    actor.require(Permission.RESTRICTION_IMPOSE)
    form = forms.ImposeForm(
        request.POST if request.method == "POST" else None,
        request.FILES or None,
        initial={"organisation": request.GET.get("organisation", "")},
        parties=_choices(request),
    )
    if request.method == "POST" and form.is_valid():
        try:
            party = _impose(request, form.cleaned_data)
        except Refusal as refusal:
            form.add_error(None, sentence(refusal))
        else:
            messages.success(request, gettext("The decision is on record and in force as it says."))
            return redirect("standing:of", party)
    page = {
        "crumbs": _trail(
            (_("Restrictions"), reverse("standing:index")), (_("Restrict a party"), "")
        ),
        "form": form,
        "effects": [(gettext(rules.LABELS[kind]), effect) for kind, effect in EFFECTS.items()],
        "cancel_url": reverse("standing:index"),
    }
    return render(request, "standing/impose.html", page, status=422 if form.is_bound else 200)


@gate.signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def lift(request: Request, restriction: int) -> HttpResponse:
    """Lift a restriction, after a question."""
    today = periods.day(request.now)
    line = pages.one(restriction, request.actor, today, Permission.RESTRICTION_LIFT)
    form = forms.LiftForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            restrictions.lift(
                restriction, form.cleaned_data["reason"], actor=request.actor, now=request.now
            )
        except Refusal as refusal:
            form.add_error(None, sentence(refusal))
        else:
            messages.success(request, gettext("The decision is lifted."))
            return redirect("standing:of", line.organisation_id)
    url = reverse("standing:of", args=[line.organisation_id])
    page = {
        "crumbs": _trail((line.organisation, url), (_("Lift a decision"), "")),
        "line": line,
        "word": gettext(rules.LABELS[line.kind]),
        "effect": EFFECTS[line.kind],
        "form": form,
        "cancel_url": url,
    }
    return render(request, "standing/lift.html", page, status=422 if form.is_bound else 200)


@transaction.atomic
def _impose(request: Request, data: Mapping[str, Any]) -> int:
    """Store the signed decision and record it, both or neither; returns the party's id."""
    stored = files.store(
        data["decision"], actor=request.actor, now=request.now, kinds=("pdf", "png", "jpeg")
    )
    restrictions.impose(
        data["organisation"],
        rules.Kind(data["kind"]),
        since=data["since"],
        until=data["until"],
        year=data["year"],
        ground=data["ground"],
        reason=data["reason"],
        decision_number=data["decision_number"],
        decision_id=stored.pk,
        actor=request.actor,
        now=request.now,
    )
    party: int = data["organisation"]
    return party


def _trail(*steps: tuple[StrOrPromise, str]) -> list[Crumb]:
    return [
        Crumb(_("Desk"), navigation.url_of("desk:home")),
        *(Crumb(words, url) for words, url in steps),
    ]


def _row(line: RestrictionLine) -> dict[str, Any]:
    return {
        **asdict(line),
        "url": reverse("standing:of", args=[line.organisation_id]),
        "word": gettext(rules.LABELS[line.kind]),
        "chip": STATES[line.state],
    }


def _may_lift(line: RestrictionLine, request: Request) -> bool:
    return line.lifted_on is None and request.actor.may(Permission.RESTRICTION_LIFT)


def _party_kind(code: str) -> str:
    known = {str(key): word for key, word in kinds.LABELS.items()}
    return known.get(code, code)


def _choices(
    request: Request,
) -> list[tuple[str, StrOrPromise | list[tuple[str, StrOrPromise]]]]:
    groups: list[tuple[str, StrOrPromise | list[tuple[str, StrOrPromise]]]] = [("", "")]
    for kind, found in parties.choices(request.actor):
        if kind not in RESTRICTED:
            continue
        groups.append((gettext(_party_kind(kind)), [(str(pk), name) for pk, name in found]))
    return groups


def _tabs(party: int, request: Request) -> list[Tab]:
    tabs = [Tab(_("Overview"), reverse("identity:party", args=[party]))]
    if request.actor.may(Party.PERSON_VIEW):
        tabs.append(Tab(pgettext_lazy("party", "Staff"), reverse("identity:staff", args=[party])))
    return [*tabs, Tab(_("Restrictions"), reverse("standing:of", args=[party]), current=True)]

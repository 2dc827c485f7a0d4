"""Inspections on the desk: the list, one of them, its arrival, and what inspectors declare."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from shuzheng.foundation.ui import formats, listing, parts
from shuzheng.foundation.ui.parts import Act, Crumb, Fact, Term
from shuzheng.foundation.web import acting, gate
from shuzheng.identity.queries import feed, organisations
from shuzheng.identity.rules.kinds import OrganisationKind
from shuzheng.quality.access import Permission
from shuzheng.quality.queries import findings
from shuzheng.quality.queries import inspections as queries
from shuzheng.quality.rules import campaign, finding, form
from shuzheng.quality.rules import inspection as rules
from shuzheng.quality.rules.inspection import INSPECTION, State, Verb
from shuzheng.quality.services import campaigns, inspections
from shuzheng.quality.web import forms, words
from shuzheng.quality.web.on_site import kept

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from django.http import HttpResponse

    from shuzheng.foundation.web.request import Request
    from shuzheng.kernel.actor import Actor
    from shuzheng.quality.queries.inspections import InspectionLine, InspectionPage

COLUMNS = (
    listing.Column("target", _("Inspected"), sortable=True, lead=True),
    listing.Column("campaign", _("Campaign")),
    listing.Column("arrived", _("Arrived at"), sortable=True, short=_("arrived at")),
    listing.Column("state", _("State"), fixed=True, end=True),
)
VIEWS = {"open": _("Not over"), "all": _("All")}
FOUND = (
    listing.Column("text", _("What was found"), lead=True),
    listing.Column("severity", _("Severity")),
    listing.Column("due", _("Deadline")),
    listing.Column("state", _("State"), fixed=True),
)
TIES = (
    listing.Column("organisation", _("Institution or organisation"), lead=True),
    listing.Column("ground", _("What keeps you away")),
    listing.Column("declared", _("Declared on"), short=_("declared on")),
)


@gate.signed_in
@require_safe
def index(request: Request) -> HttpResponse:
    """List the inspections within reach."""
    counts = queries.counts(request.actor)
    wish = listing.read(request.GET, COLUMNS, sort="-arrived", views=queries.VIEWS)
    found = queries.listed(request.actor, wish)
    context = {
        "crumbs": [*words.inspection_crumbs()[:1], Crumb(_("Inspections"))],
        "listing": listing.Listing(
            request.GET,
            wish,
            COLUMNS,
            listing.Found([_row(one) for one in found.rows], found.total, found.page),
            saved=[listing.View(key, VIEWS[key], counts[key]) for key in queries.VIEWS],
            caption=_("Inspections"),
            unit=_("inspections"),
            exports=(),
        ),
        "inspects": request.actor.may(Permission.INSPECTION_CONDUCT),
    }
    return render(request, "quality/inspections/list.html", context)


@gate.signed_in
@require_safe
def show(request: Request, inspection: int) -> HttpResponse:
    """Show one inspection."""
    page = queries.one(inspection, request.actor)
    line = page.line
    notes = {}
    if line.arrived_at:
        notes[State.ON_SITE] = formats.day_words(line.arrived_at, request.now)
    days = {
        State.REPORTED: line.reported_on,
        State.CONFIRMED: line.confirmed_on,
        State.PUBLISHED: line.published_on,
        State.CLOSED: line.closed_on,
    }
    notes |= {state: day.isoformat() for state, day in days.items() if day}
    context = {
        **(kept(request, line) if request.actor.may(Permission.INSPECTION_CONDUCT) else {}),
        "crumbs": [*words.inspection_crumbs(), Crumb(line.target)],
        "page": page,
        "line": line,
        "chip": words.inspection_chip(line.state),
        "meta": [Fact("scan", line.campaign)],
        "life": parts.life(INSPECTION, line.state, notes=notes),
        "acts": list(_acts(page, request.actor)),
        "terms": _terms(page),
        "found": _found(page, request.actor),
        "columns": FOUND,
        "form": _form(page) if page.shows_content else [],
        "reported": _reported(page) if page.shows_content else [],
        "lines": feed.lines([f"quality.inspection:{line.id}"]),
    }
    return render(request, "quality/inspections/detail.html", context)


@require_POST
@gate.signed_in
def arrive(request: Request, inspection: int) -> HttpResponse:
    """Record the arrival, which breaks the seal."""
    return acting.pressed(
        request,
        lambda: inspections.arrive(inspection, actor=request.actor, now=request.now),
        _("The arrival is recorded. From now on the one inspected sees the inspection."),
        reverse("quality:inspection", args=[inspection]),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@gate.signed_in
def call_off(request: Request, inspection: int) -> HttpResponse:
    """Call a sealed inspection off."""
    page = queries.one(inspection, request.actor, Permission.INSPECTION_CONDUCT)
    INSPECTION.after(page.line.state, Verb.CALL_OFF)
    filled = forms.Reason(acting.posted(request))
    url = reverse("quality:inspection", args=[inspection])
    context = {
        "crumbs": [*words.inspection_crumbs(), Crumb(page.line.target, url)],
        "heading": gettext(INSPECTION.labels[Verb.CALL_OFF]),
        "name": page.line.target,
        "consequence": gettext("The office sees that it was called off, and why."),
        "submit": gettext(INSPECTION.labels[Verb.CALL_OFF]),
        "danger": True,
        "cancel_url": url,
    }

    def act(data: Mapping[str, Any]) -> None:
        inspections.call_off(inspection, data["reason"], actor=request.actor, now=request.now)

    said = gettext("The inspection is called off.")
    return acting.answered(request, "quality/form.html", filled, context, act, said)


@require_http_methods(["GET", "HEAD", "POST"])
@gate.signed_in
def ties(request: Request) -> HttpResponse:
    """Show what the inspector declared, and take another declaration."""
    request.actor.require(Permission.INSPECTION_CONDUCT)
    kinds = (OrganisationKind.INSTITUTION, OrganisationKind.EVALUATION_ORGANISATION)
    parties = [(one.id, one.name) for kind in kinds for one in organisations.of_kind(kind)]
    filled = forms.TieForm(acting.posted(request), parties=parties)
    context = {
        "crumbs": [*words.inspection_crumbs(), Crumb(_("What keeps you away"))],
        "columns": TIES,
        "ties": [
            {"name": one.organisation, "ground": gettext(campaign.GROUNDS[one.ground]), "line": one}
            for one in queries.ties(request.actor)
        ],
        "cancel_url": reverse("quality:ties"),
    }

    def act(data: Mapping[str, Any]) -> None:
        ground = campaign.Ground(data["ground"])
        campaigns.declare(data["organisation"], ground, actor=request.actor, now=request.now)

    said = gettext("Declared. No lot will send you there.")
    return acting.answered(request, "quality/inspections/ties.html", filled, context, act, said)


def _acts(page: InspectionPage, actor: Actor) -> Iterator[Act]:
    here = [page.line.id]
    if page.line.state is State.SEALED and actor.may(Permission.INSPECTION_CONDUCT):
        yield Act(
            gettext(INSPECTION.labels[Verb.ARRIVE]),
            reverse("quality:inspection-arrive", args=here),
            "pin",
            "primary",
            post=True,
            note=_("Press this at the door: it breaks the seal."),
        )
        url = reverse("quality:inspection-call-off", args=here)
        yield Act(gettext(INSPECTION.labels[Verb.CALL_OFF]), url, "ban", "danger")
    if page.line.state is State.ON_SITE and actor.may(Permission.INSPECTION_CONDUCT):
        url = reverse("quality:inspection-form", args=here)
        yield Act(_("Fill in the form"), url, "clipboard", "primary", rule="R-220")
        url = reverse("quality:finding-new", args=here)
        yield Act(_("Record a finding"), url, "flag")
        url = reverse("quality:inspection-report", args=here)
        yield Act(gettext(INSPECTION.labels[Verb.REPORT]), url, "send")
    if page.line.state is State.REPORTED and actor.may(Permission.INSPECTION_ANSWER):
        url = reverse("quality:inspection-confirm", args=here)
        yield Act(gettext(INSPECTION.labels[Verb.CONFIRM]), url, "chat", "primary")
    if actor.may(Permission.FINDING_DECIDE):
        yield from _office(page)


def _office(page: InspectionPage) -> Iterator[Act]:
    here = [page.line.id]
    if INSPECTION.allows(page.line.state, Verb.PUBLISH):
        url = reverse("quality:inspection-publish", args=here)
        yield Act(gettext(INSPECTION.labels[Verb.PUBLISH]), url, "eye", "primary", post=True)
    if INSPECTION.allows(page.line.state, Verb.CLOSE):
        url = reverse("quality:inspection-close", args=here)
        yield Act(gettext(INSPECTION.labels[Verb.CLOSE]), url, "check", post=True)


def _found(page: InspectionPage, actor: Actor) -> list[dict[str, Any]]:
    return [
        {
            "line": one,
            "url": reverse("quality:finding", args=[one.id]),
            "severity": gettext(finding.SEVERITIES[one.severity]),
            "chip": words.finding_chip(one.state),
        }
        for one in findings.of_inspection(page.line.id, actor)
    ]


def _form(page: InspectionPage) -> list[Term]:
    """Return what was answered of each item."""
    said = []
    for _section, code, word in form.items_of(page.sections):
        if code in page.answers:
            answer = gettext(rules.ANSWERS[rules.Answer(page.answers[code])])
            remark = page.remarks.get(code, "")
            said.append(Term(gettext(word), f"{answer}　{remark}" if remark else answer))
    return said


def _reported(page: InspectionPage) -> list[Term]:
    """Return the report and the hearing; nothing before the report."""
    line = page.line
    if line.reported_on is None:
        return []
    held, asked = line.score
    said = [
        (_("Report"), line.report),
        (_("Items in order"), f"{held}/{asked}"),
        (_("Result of the period"), gettext("Failed by veto") if line.vetoed else ""),
        (_("The record on site"), gettext(rules.SIGNATURES[rules.Signature(line.signature)])),
        (_("Heard until"), line.heard_by.isoformat() if line.heard_by else ""),
        (
            _("The one inspected"),
            gettext(rules.HEARD[rules.Heard(line.heard)]) if line.heard else "",
        ),
        (_("Statement"), line.statement),
    ]
    terms = [Term(label, value) for label, value in said if value]
    papers = (
        (_("The signed record"), page.record),
        (_("Signature of the team"), page.team_signature),
        (_("Signature of the one inspected"), page.party_signature),
    )
    for label, uid in papers:
        if uid:
            url = reverse("files:download", args=[uid])
            terms.append(Term(label, gettext("Download"), url))
    if page.place:
        terms.append(Term(_("Position of the phone"), words.place(page.place)))
    return terms


def _terms(page: InspectionPage) -> list[Term]:
    line = page.line
    return [
        Term(_("Institution or organisation"), line.party),
        *([Term(_("Address"), line.address)] if line.address else []),
        Term(_("Code in the draw"), line.code, code=True),
        Term(_("Sections of the form"), words.sections(page.sections)),
        *(
            [Term(_("Why it was called off"), line.called_off_reason)]
            if line.called_off_reason
            else []
        ),
    ]


def _row(one: InspectionLine) -> dict[str, Any]:
    return {
        "id": one.id,
        "url": reverse("quality:inspection", args=[one.id]),
        "name": one.target,
        "sub": one.party if one.site else "",
        "campaign": one.campaign,
        "arrived": one.arrived_at,
        "chip": words.inspection_chip(one.state),
    }

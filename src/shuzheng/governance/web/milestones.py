"""Milestones: the list, one of them, and what is done to it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from shuzheng.foundation.ui import listing, parts
from shuzheng.foundation.ui.parts import Act, Crumb, Fact
from shuzheng.foundation.web import gate, leaving
from shuzheng.governance.access import Permission
from shuzheng.governance.queries import milestones as queries
from shuzheng.governance.rules import milestone as rules
from shuzheng.governance.rules import plan as plans
from shuzheng.governance.rules.milestone import MILESTONE, State, Verb
from shuzheng.governance.services.milestones import NEEDS
from shuzheng.governance.sheets.milestones import MILESTONES_OUT
from shuzheng.governance.web import forms, words
from shuzheng.identity.queries import feed
from shuzheng.identity.services import exporting
from shuzheng.kernel import periods

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.http import HttpResponse

    from shuzheng.foundation.web.request import Request
    from shuzheng.governance.queries.milestones import MilestoneLine
    from shuzheng.kernel.actor import Actor

COLUMNS = (
    listing.Column("name", _("Milestone"), sortable=True, lead=True),
    listing.Column("year", _("Year"), sortable=True, skip=True),
    listing.Column("content", _("Content of the pilot"), wide=True),
    listing.Column("owner", _("Responsible body"), sortable=True, wide=True),
    listing.Column("state", _("State"), fixed=True),
    listing.Column("due", _("Due day"), sortable=True, end=True),
)
VIEWS = {"open": _("Not reached yet"), "late": _("Overdue"), "all": _("All")}
ICONS = {
    Verb.BEGIN: "run",
    Verb.FINISH: "check",
    Verb.CALL_OFF: "ban",
    Verb.TAKE_UP_AGAIN: "undo",
}


@require_safe
@gate.signed_in
def index(request: Request) -> HttpResponse:
    """List the milestones in reach."""
    actor, now = request.actor, request.now
    counts = queries.counts(actor, now)
    wish = listing.read(request.GET, COLUMNS, sort="due", views=queries.VIEWS)
    filters = forms.MilestoneFilters(request.GET, years=queries.years(actor))
    chosen = listing.chosen(filters)
    if wish.export:
        return _exported(request, queries.every(actor, wish, now, **chosen), wish.view)
    found = queries.lines(actor, wish, now, **chosen)
    context = {
        "crumbs": [words.desk(), Crumb(_("Milestones"))],
        "may_plan": actor.may(Permission.MILESTONE_PLAN),
        "year": plans.years(periods.day(now))[0],
        "listing": listing.Listing(
            request.GET,
            wish,
            COLUMNS,
            listing.Found([row(one) for one in found.rows], found.total, found.page),
            filters=filters,
            saved=[listing.View(key, VIEWS[key], counts[key]) for key in queries.VIEWS],
            caption=_("Milestones"),
            unit=_("milestones"),
        ),
    }
    return render(request, "governance/milestones/list.html", context)


@require_safe
@gate.signed_in
def show(request: Request, milestone: int) -> HttpResponse:
    """Show one milestone."""
    page = queries.detail(milestone, request.actor, request.now)
    line = page.line
    days = {State.UNDER_WAY: line.begun_on, State.DONE: line.ended_on}
    context = {
        "crumbs": [*words.milestone_crumbs(), Crumb(str(line.year))],
        "page": page,
        "line": line,
        "chip": words.milestone_chip(line),
        "late": words.late_chip(line),
        "meta": [
            Fact("building", line.owner),
            Fact("bookmark", words.content(line.content)),
        ],
        "life": parts.life(
            MILESTONE, line.state, notes={key: day.isoformat() for key, day in days.items() if day}
        ),
        "acts": list(_acts(line, request.actor)),
        "lines": feed.lines([f"governance.milestone:{milestone}"]),
    }
    return render(request, "governance/milestones/detail.html", context)


def row(one: MilestoneLine) -> dict[str, Any]:
    """Return a milestone as lists show it."""
    return {
        "id": one.id,
        "url": reverse("governance:milestone", args=[one.id]),
        "name": one.name,
        "year": one.year,
        "content": words.content(one.content),
        "owner": one.owner,
        "chip": words.milestone_chip(one),
        "late": words.late_chip(one),
        "due": one.due_on,
        "is_open": one.state in rules.OPEN,
        "said": one.said,
        "moved": one.moved,
    }


def _acts(line: MilestoneLine, actor: Actor) -> Iterator[Act]:
    for verb in Verb:
        if MILESTONE.allows(line.state, verb) and actor.may(NEEDS[verb]):
            kind = "primary" if verb in {Verb.BEGIN, Verb.FINISH} else ""
            yield Act(
                gettext(MILESTONE.labels[verb]),
                reverse(f"governance:milestone-{verb.value.replace('_', '-')}", args=[line.id]),
                ICONS[verb],
                kind,
                rule="R-008" if kind else "",
            )
    if line.state in rules.OPEN and actor.may(Permission.MILESTONE_PLAN):
        for label, name, icon in (
            (_("Move the due day"), "postpone", "clock"),
            (_("Edit"), "edit", "edit"),
        ):
            yield Act(label, reverse(f"governance:milestone-{name}", args=[line.id]), icon)


def _exported(request: Request, found: list[MilestoneLine], view: str) -> HttpResponse:
    body = exporting.workbook(
        MILESTONES_OUT,
        (
            {
                "year": one.year,
                "name": one.name,
                "content": one.content.value,
                "owner": one.owner,
                "due_on": one.due_on,
                "state": one.state.value,
                "ended_on": one.ended_on,
                "late_days": one.due.late_days,
                "said": one.said,
            }
            for one in found
        ),
        printed_by=str(request.actor_label),
        filter_words=str(VIEWS.get(view, "")),
        actor=request.actor,
        now=request.now,
    )
    return leaving.file(f"{MILESTONES_OUT.title}.xlsx", body, leaving.XLSX)

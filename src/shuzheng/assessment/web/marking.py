"""Pages of marking: the grid of a room, gaps, machine marks, progress and lock.

The grid is a plain form that works without a script: the kit's `data-marks` adds keyboard, paste
and limits. A refused cell keeps what was typed and says why beside it; nothing was stored then.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from shuzheng.assessment.access import Permission
from shuzheng.assessment.queries import marking as queries
from shuzheng.assessment.queries import plans as plan_queries
from shuzheng.assessment.queries.marking import Stage
from shuzheng.assessment.rules import marking as rules
from shuzheng.assessment.services import marking
from shuzheng.assessment.web import plan_frames, signs, words
from shuzheng.foundation.ui import forms as ui
from shuzheng.foundation.ui import listing
from shuzheng.foundation.ui.parts import Act, Crumb, Tab
from shuzheng.foundation.web import acting, gate, refusals

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from django.http import HttpResponse

    from shuzheng.assessment.queries.marking import Cell, Grid, Progress, Row
    from shuzheng.foundation.web.request import Request
    from shuzheng.kernel.actor import Actor
    from shuzheng.kernel.refusals import Refusal

PROGRESS = (
    listing.Column("part", _("Part"), lead=True),
    listing.Column("total", _("Papers"), numeric=True, short=_("papers")),
    listing.Column("unmarked", _("Not marked"), numeric=True, short=_("not marked")),
    listing.Column("once", _("Marked once"), numeric=True, short=_("marked once")),
    listing.Column("gaps", _("Need a third person"), numeric=True, short=_("third person")),
    listing.Column("agreed", _("Mark agreed"), numeric=True, short=_("agreed")),
    listing.Column("locked", _("Locked"), numeric=True, short=_("locked")),
    listing.Column("act", _("Enter"), end=True),
)
GAPS = (
    listing.Column("seat", _("Seat"), lead=True),
    listing.Column("part", _("Part")),
    listing.Column("first", _("First mark"), numeric=True, short=_("first")),
    listing.Column("second", _("Second mark"), numeric=True, short=_("second")),
    listing.Column("gap", _("Difference"), numeric=True, short=_("difference")),
    listing.Column("act", _("Decide"), end=True, wide=True),
)
PLANS = (
    listing.Column("name", _("Assessment"), lead=True),
    listing.Column("marks", _("Marks to give"), numeric=True, short=_("marks")),
    listing.Column("gaps", _("To adjudicate"), numeric=True, short=_("to adjudicate")),
)


class MarkForm(ui.Form):
    """The third person's mark."""

    mark = forms.CharField(
        label=_("Your mark"),
        max_length=10,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
    )


@require_safe
@gate.signed_in
def index(request: Request) -> HttpResponse:
    """List the plans that wait for an assessor."""
    request.actor.require(Permission.MARK_GIVE)
    context = {
        "crumbs": [Crumb(_("Desk"), "/desk/"), Crumb(_("Marking"))],
        "columns": PLANS,
        "rows": queries.waiting(request.actor),
    }
    return render(request, "assessment/marking/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@gate.signed_in
def grid(request: Request, pk: int) -> HttpResponse:
    """Show a room's marking grid, and take what was typed."""
    wanted = (request.POST if request.method == "POST" else request.GET).get("room", "")
    view = queries.grid(pk, request.actor, request.now, acting.key(wanted))
    typed: dict[int, str] = {}
    refused: dict[int, Refusal] = {}
    if request.method == "POST":
        entries = _entries(request, view)
        try:
            entered = marking.enter(pk, entries, actor=request.actor, now=request.now)
        except marking.MarksRefused as refusal:
            refused = refusal.cells
            typed = {entry.sheet_id: entry.text for entry in entries}
            view = queries.grid(pk, request.actor, request.now, view.room_id)
        else:
            messages.success(request, _said(entered))
            return redirect(f"{reverse('assessment:marking', args=[pk])}?room={view.room_id}")
    context = {
        "view": view,
        "parts": [(part, _plain(part.full), _plain(part.gap)) for part in view.parts],
        "open": any(cell and cell.is_open for row in view.rows for cell in row.cells),
        "import_url": reverse("assessment:marks-import", args=[pk]),
        "rows": [_row(row, view, typed, refused) for row in view.rows],
        "rooms": [
            Tab(one.name, f"?room={one.id}", one.waiting or None, current=one.id == view.room_id)
            for one in view.rooms
        ],
        "room_name": next((one.name for one in view.rooms if one.id == view.room_id), ""),
        "sums": len(view.parts) > 1,
        "span": len(view.parts) + (3 if len(view.parts) > 1 else 2),
        "refused": len(refused),
        "gaps": queries.gaps(pk, request.actor, request.now),
        "back": reverse("assessment:marking-plans"),
    }
    return render(request, "assessment/marking/grid.html", context, status=422 if refused else 200)


@require_safe
@gate.signed_in
def marks(request: Request, pk: int) -> HttpResponse:
    """Show how far marking is, which gaps wait, and lock what is agreed."""
    actor = request.actor
    found = queries.progress(pk, actor)
    context = {
        **plan_frames.frame(plan_queries.page(pk, actor, request.now), request, "marks"),
        "columns": PROGRESS,
        "rows": [
            {
                "line": one,
                "url": reverse("assessment:machine", args=[one.component_id])
                if one.by_machine and one.unmarked and actor.may(Permission.MARK_TAKE)
                else "",
            }
            for one in found
        ],
        "gap_columns": GAPS,
        "gaps": [(gap, _why(gap.barred)) for gap in queries.gaps(pk, actor, request.now)],
        "marks": actor.may(Permission.MARK_GIVE),
        "acts": list(_acts(pk, found, actor)),
        "lines": words.happened([f"assessment.plan:{pk}"]),
    }
    return render(request, "assessment/marking/detail.html", context)


@require_POST
@gate.signed_in
def lock(request: Request, pk: int) -> HttpResponse:
    """Lock every agreed mark."""
    return acting.pressed(
        request,
        lambda: marking.lock(pk, actor=request.actor, now=request.now),
        _("The agreed marks are locked; only a review changes them now."),
        reverse("assessment:marks", args=[pk]),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@gate.signed_in
def adjudicate(request: Request, pk: int) -> HttpResponse:
    """Decide between two marks that lie too far apart."""
    gap = queries.gap(pk, request.actor, request.now)
    if gap.barred is not None:
        raise gap.barred
    form = MarkForm(acting.posted(request))

    def act(data: Mapping[str, Any]) -> None:
        marking.adjudicate(pk, data["mark"], actor=request.actor, now=request.now)

    if acting.done(request, form, act):
        messages.success(request, gettext("Your mark decides."))
        return redirect("assessment:marks", gap.plan_id)
    context = {
        "crumbs": signs.crumbs(gap.plan_id, gap.plan_name, _("Adjudicate")),
        "gap": gap,
        "cancel_url": reverse("assessment:marks", args=[gap.plan_id]),
    }
    return acting.page(request, "assessment/marking/adjudicate.html", form, context)


@require_http_methods(["GET", "HEAD", "POST"])
@gate.signed_in
def machine(request: Request, pk: int) -> HttpResponse:
    """Show a part that a machine marks, by ticket number, and take the machine's marks."""
    part = queries.part(pk, request.actor)
    view = queries.machine(pk, request.actor)
    typed: dict[int, str] = {}
    refused: dict[int, Refusal] = {}
    if request.method == "POST":
        entries = [
            marking.Entry(line.sheet_id, text)
            for line in view
            if (text := request.POST.get(f"s{line.sheet_id}", "").strip())
        ]
        try:
            taken = marking.take_machine_marks(pk, entries, actor=request.actor, now=request.now)
        except marking.MarksRefused as refusal:
            refused, typed = refusal.cells, {entry.sheet_id: entry.text for entry in entries}
        else:
            said = ngettext("{n} mark is locked.", "{n} marks are locked.", taken)
            messages.success(request, said.format(n=taken))
            return redirect("assessment:marks", part.plan_id)
    context = {
        "part": part,
        "full": _plain(part.full),
        "rows": [
            (line, typed.get(line.sheet_id, ""), _why(refused.get(line.sheet_id))) for line in view
        ],
        "refused": len(refused),
        "back": reverse("assessment:marks", args=[part.plan_id]),
        "import_url": reverse("assessment:machine-marks-import", args=[pk]),
    }
    return render(
        request, "assessment/marking/machine.html", context, status=422 if refused else 200
    )


def _entries(request: Request, view: Grid) -> list[marking.Entry]:
    """Return what was typed into the open cells of the room that the form shows."""
    return [
        marking.Entry(
            cell.sheet_id,
            request.POST.get(f"s{cell.sheet_id}", ""),
            request.POST.get(f"o{cell.sheet_id}", ""),
        )
        for row in view.rows
        for cell in row.cells
        if cell is not None and f"s{cell.sheet_id}" in request.POST
    ]


def _row(
    row: Row, view: Grid, typed: Mapping[int, str], refused: Mapping[int, Refusal]
) -> dict[str, Any]:
    cells = [
        {
            "part": part,
            "cell": cell,
            "value": _shown(cell, typed),
            "error": _why(refused.get(cell.sheet_id)) if cell else "",
            "full": _plain(part.full),
        }
        for part, cell in zip(view.parts, row.cells, strict=True)
    ]
    stage = row.stage
    return {
        "row": row,
        "barred": _why(row.barred),
        "missed": gettext(row.missed) if row.missed else "",
        "cells": cells,
        "own": _sum([cell.own for cell in row.cells if cell], len(view.parts)),
        "other": _sum([cell.other for cell in row.cells if cell], len(view.parts)),
        "gap": stage == Stage.GAP,
        "chip": signs.stage_chip(stage),
    }


def _plain(hundredths: int) -> str:
    """Return a full mark or a gap without empty decimals."""
    return rules.points(hundredths).removesuffix(".00")


def _shown(cell: Cell | None, typed: Mapping[int, str]) -> str:
    if cell is None:
        return ""
    return typed.get(cell.sheet_id, cell.own.removesuffix(".00"))


def _sum(marks_of_row: list[str], parts: int) -> str:
    """Return the sum of a row's printed marks, "" while one is missing or may not be seen."""
    if len(marks_of_row) < parts or not all(marks_of_row):
        return ""
    return rules.points(sum(round(float(mark) * rules.HUNDRED) for mark in marks_of_row))


def _why(refusal: Refusal | None) -> str:
    return refusals.sentence(refusal) if refusal else ""


def _said(entered: marking.Entered) -> str:
    said = ngettext("{n} mark is kept.", "{n} marks are kept.", entered.taken)
    if entered.gaps:
        more = ngettext(
            "{n} paper needs a third person.", "{n} papers need a third person.", entered.gaps
        )
        return f"{said.format(n=entered.taken)} {more.format(n=entered.gaps)}"
    return said.format(n=entered.taken)


def _acts(pk: int, found: list[Progress], actor: Actor) -> Iterator[Act]:
    if actor.may(Permission.MARK_GIVE):
        url = reverse("assessment:marking", args=[pk])
        yield Act(_("Mark"), url, "edit", "primary")
    if actor.may(Permission.MARK_LOCK):
        ready = sum(one.agreed for one in found)
        barred = "" if ready else _("No mark is agreed and waits for locking.")
        yield Act(
            _("Lock the agreed marks"),
            reverse("assessment:marks-lock", args=[pk]),
            "lock",
            "" if actor.may(Permission.MARK_GIVE) else "primary",
            post=True,
            barred=barred,
            rule="R-104" if barred else "",
        )

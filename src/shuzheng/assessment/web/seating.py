"""Pages of seats and tickets: the rooms as grids, the draw, the lock, one change, the papers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from shuzheng.assessment.access import Permission
from shuzheng.assessment.queries import drawing as draw_queries
from shuzheng.assessment.queries import evidence, heads, seating_views, tickets
from shuzheng.assessment.queries import plans as plan_queries
from shuzheng.assessment.queries import seating as queries
from shuzheng.assessment.rules import plan as plan_rules
from shuzheng.assessment.rules import seating as rules
from shuzheng.assessment.services import papers, seating
from shuzheng.assessment.services import tickets as ticket_acts
from shuzheng.assessment.web import drawing, plan_frames, signs, words
from shuzheng.foundation import jobs
from shuzheng.foundation.ui import forms as ui
from shuzheng.foundation.ui.parts import Act, Term, failed_first
from shuzheng.foundation.web import acting, gate, leaving
from shuzheng.kernel.actor import Reach
from shuzheng.kernel.refusals import Refusal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from shuzheng.assessment.queries.heads import PlanHead
    from shuzheng.assessment.queries.seating import Recomputed
    from shuzheng.assessment.queries.seating_views import SeatingView
    from shuzheng.assessment.services.papers import Paper
    from shuzheng.foundation.web.request import Request

PAPERS: dict[str, Callable[..., Paper]] = {
    "tickets": papers.tickets,
    "doors": papers.door_lists,
    "desks": papers.desk_labels,
    "attendance": papers.attendance_sheets,
}


class NoSuchPaper(Refusal):
    """A kind of paper that is not printed here."""

    code = "no-such-paper"
    status = 404
    template = "There is no such paper."


class ChangeForm(ui.Form):
    """Where a candidate sits from now on, and why."""

    seat = forms.ChoiceField(label=_("New seat"))
    reason = forms.CharField(label=_("Reason"), max_length=200)

    def __init__(self, *args: Any, seats: list[tuple[int, str]], **kwargs: Any) -> None:  # noqa: ANN401 - a form's own
        super().__init__(*args, **kwargs)
        field = self.fields["seat"]
        field.choices = [("", "—"), *seats]  # type: ignore[attr-defined]


class ReasonForm(ui.Form):
    """Why something is done."""

    reason = forms.CharField(label=_("Reason"), max_length=200)


class PaperForm(forms.Form):
    """For which room or class papers are printed; neither is the whole plan."""

    room = forms.IntegerField(required=False, min_value=0, max_value=10**17)
    school_class = forms.IntegerField(required=False, min_value=0, max_value=10**17)


@require_safe
@gate.signed_in
def index(request: Request, pk: int) -> HttpResponse:
    """Show the seats of a plan, room by room, and the papers."""
    actor = request.actor
    row = heads.plan(pk, actor, Permission.SEATING_VIEW)
    page = plan_queries.page(pk, actor, request.now)
    view = seating_views.of(pk, actor)
    card = draw_queries.of(pk, actor)
    rooms, classes = tickets.groups(pk, actor)
    issued = row.state in signs.AFTER_SEATS
    may_plan = row.conducts and actor.may(Permission.SEATING_PLAN)
    context: dict[str, Any] = {
        **plan_frames.frame(page, request, "seating"),
        "plan": row,
        "view": view,
        "seating_chip": signs.seating_chip(view.state) if view else None,
        "checks": failed_first(_checks(row, request)) if may_plan and not issued else [],
        "draw": card.view if card else None,
        "may_fetch": card is not None and (row.conducts or actor.reach is Reach.PROVINCE),
        "acts": [
            *drawing.acts(row, card, may_plan=may_plan, drawn=view is not None),
            *(_acts(row, view) if may_plan else []),
        ],
        "about": list(_about(view)) if view and row.conducts else [],
        "logged": evidence.of_seats(pk) if view else (),
        "changeable": may_plan and row.state in seating.CHANGEABLE and view is not None,
        "may_print": issued and actor.may(Permission.TICKET_PRINT) and bool(rooms),
        "prints_rooms": row.conducts,
        "rooms": rooms,
        "classes": classes,
        "lines": words.happened([f"assessment.plan:{pk}"]),
    }
    return render(request, "assessment/seating/detail.html", context)


@require_POST
@gate.signed_in
def lock(request: Request, pk: int) -> HttpResponse:
    """Lock the seats; the first time, issue the tickets."""
    return acting.pressed(
        request,
        lambda: seating.lock(pk, actor=request.actor, now=request.now),
        _("The seats are locked."),
        reverse("assessment:seating", args=[pk]),
    )


@require_POST
@gate.signed_in
def prove(request: Request, pk: int) -> HttpResponse:
    """Draw the seats again from the frozen inputs and say whether they are the same."""
    heads.plan(pk, request.actor, Permission.SEATING_VIEW)
    proof = queries.recompute(pk)
    if proof is not None and proof.proved:
        messages.success(request, gettext("Drawn again: every seat is where the draw put it."))
    else:
        messages.error(request, _disproved(proof))
    return redirect("assessment:seating", pk)


@require_http_methods(["GET", "HEAD", "POST"])
@gate.signed_in
def change(request: Request, pk: int) -> HttpResponse:
    """Move one candidate to a free seat, with a reason."""
    candidate = heads.candidate(pk, request.actor, Permission.SEATING_PLAN)
    seats = seating_views.free_seats(pk, request.actor)
    form = ChangeForm(acting.posted(request), seats=seats)
    url = reverse("assessment:seating", args=[candidate.plan_id])

    def act(data: Mapping[str, Any]) -> None:
        seating.change(pk, int(data["seat"]), data["reason"], actor=request.actor, now=request.now)

    if acting.done(request, form, act):
        messages.success(request, gettext("The seat is changed. Lock the seats again."))
        return redirect(url)
    context = {
        "crumbs": signs.crumbs(candidate.plan_id, candidate.plan_name, _("Change a seat")),
        "heading": gettext("Change the seat of {name}").format(name=candidate.name),
        "now_at": f"{candidate.room} {candidate.seat}",
        "cancel_url": url,
    }
    return acting.page(request, "assessment/seating/change.html", form, context)


@require_http_methods(["GET", "HEAD", "POST"])
@gate.signed_in
def reissue(request: Request, pk: int) -> HttpResponse:
    """Count another copy of a ticket that was lost."""
    candidate = heads.candidate(pk, request.actor, Permission.TICKET_ISSUE)
    form = ReasonForm(acting.posted(request))
    url = reverse("assessment:seating", args=[candidate.plan_id])

    def act(data: Mapping[str, Any]) -> None:
        ticket_acts.reissue(pk, data["reason"], actor=request.actor, now=request.now)

    if acting.done(request, form, act):
        messages.success(request, gettext("Another copy is counted; print it below."))
        return redirect(url)
    context = {
        "crumbs": signs.crumbs(candidate.plan_id, candidate.plan_name, _("Another copy")),
        "heading": gettext("Another copy of the ticket of {name}").format(name=candidate.name),
        "cancel_url": url,
    }
    return acting.page(request, "assessment/tickets/reissue.html", form, context)


@require_POST
@gate.signed_in
def printed(request: Request, pk: int, kind: str) -> HttpResponse:
    """Answer with the papers as a PDF; many tickets are printed by a job."""
    if kind not in PAPERS:
        raise Http404
    if kind not in PAPERS:
        raise NoSuchPaper
    form = PaperForm(request.POST)
    chosen = form.cleaned_data if form.is_valid() else {}
    scope = {"room_id": chosen.get("room") or 0}
    if kind == "tickets":
        scope["class_id"] = chosen.get("school_class") or 0
        if papers.count(pk, request.actor, **scope) > papers.AT_ONCE:
            job = jobs.enqueue(
                "assessment.tickets.print",
                {"plan_id": pk, **scope},
                actor=request.actor,
                now=request.now,
            )
            return redirect("jobs:job", job.uid)
    paper = PAPERS[kind](pk, actor=request.actor, now=request.now, **scope)
    return pdf(paper)


def pdf(paper: Paper) -> HttpResponse:
    """Answer with a paper, to be saved."""
    return leaving.file(paper.name, paper.body, leaving.PDF)


def _checks(row: PlanHead, request: Request) -> list[Any]:
    guards = seating_views.conditions(row.id, request.actor, request.now)
    links = {
        "confirmed": (
            f"{reverse('assessment:registrations', args=[row.id])}?view=unconfirmed",
            _("See who has not confirmed"),
        )
    }
    return words.checks(guards, request.now, links)


def _acts(row: PlanHead, view: SeatingView | None) -> Iterator[Act]:
    closed = row.state == plan_rules.State.REGISTRATION_CLOSED
    lock_url = reverse("assessment:seating-lock", args=[row.id])
    if closed and view is not None:
        yield Act(_("Lock the seats and issue the tickets"), lock_url, "lock", "primary", post=True)
    if row.state in seating.CHANGEABLE and view and view.state == rules.State.CHANGED:
        yield Act(_("Lock the seats again"), lock_url, "lock", "primary", post=True)
    if view is not None:
        yield Act(
            _("Draw again and compare"),
            reverse("assessment:seating-prove", args=[row.id]),
            "shield",
            post=True,
            note=_("From the kept seed and the frozen lists; nothing is changed."),
        )


def _about(view: SeatingView) -> Iterator[Term]:
    yield Term(_("Method"), view.algorithm, code=True)
    yield Term(_("Seed"), view.seed, code=True)
    yield Term(_("Fingerprint of the lists"), view.digest, code=True)
    yield Term(_("Pairs that no seating avoids"), str(view.unavoidable))


def _disproved(proof: Recomputed | None) -> str:
    if proof is None:
        return gettext("The seats have not been drawn yet.")
    if not proof.inputs_kept:
        return gettext("The frozen lists are not those that were drawn from.")
    if not proof.seed_drawn:
        return gettext("The seed is not the one that the draw came to.")
    if not proof.method_known:
        return gettext("The seats were drawn by an older method, which is not kept any more.")
    said = ngettext(
        "{n} seat is not where the draw and the recorded changes put it.",
        "{n} seats are not where the draw and the recorded changes put them.",
        len(proof.differences),
    )
    return said.format(n=len(proof.differences))

"""Panels of the province on the desk: the list, one with its draw and members, its acts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from shuzheng.foundation import rulebooks
from shuzheng.foundation.ui import formats, listing, parts
from shuzheng.foundation.ui.parts import Act, Crumb, Fact, Term
from shuzheng.foundation.web import acting, gate
from shuzheng.governance.access import Permission
from shuzheng.governance.queries import panels as queries
from shuzheng.governance.queries import pool
from shuzheng.governance.rules import panel as rules
from shuzheng.governance.rules.panel import PANEL, SEAT, Kind, SeatState, SeatVerb, State, Verb, Why
from shuzheng.governance.rules.pool import BARS
from shuzheng.governance.services import panels as services
from shuzheng.governance.services.panels import Called
from shuzheng.governance.web import choices, panel_forms, words
from shuzheng.governance.web.forms import Confirmed
from shuzheng.identity.queries import feed
from shuzheng.kernel import periods

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from django.http import HttpResponse
    from django_stubs_ext import StrOrPromise

    from shuzheng.foundation.web.request import Request
    from shuzheng.governance.queries.panels import PanelLine, PanelPage, SeatLine
    from shuzheng.kernel.actor import Actor

COLUMNS = (
    listing.Column("title", _("Panel"), sortable=True, lead=True),
    listing.Column("what", _("What the panel is for")),
    listing.Column("fields", _("Fields of expertise"), wide=True),
    listing.Column("size", _("Experts"), numeric=True, short=_("Experts")),
    listing.Column("meets", _("Meets on"), sortable=True, short=_("meets on")),
    listing.Column("state", _("State"), fixed=True, end=True),
)
SEATS = (
    listing.Column("place", _("Place in the lot"), numeric=True, short=_("place in the lot")),
    listing.Column("name", _("Expert"), lead=True),
    listing.Column("employer", _("Employer of the expert"), wide=True),
    listing.Column("state", _("State"), fixed=True),
)
REPLACE = listing.Column("act", _("Replace"), end=True)
NAMED = 3
"""How many parties concerned are named before the others are counted."""
VIEWS = {"open": _("Not cancelled"), "all": _("All")}
form_methods = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@gate.signed_in
def index(request: Request) -> HttpResponse:
    """List the panels."""
    counts = queries.counts(request.actor)
    wish = listing.read(request.GET, COLUMNS, sort="-meets", views=queries.VIEWS)
    found = queries.listed(request.actor, wish)
    context = {
        "crumbs": [words.desk(), Crumb(_("Panels of the province"))],
        "may_plan": request.actor.may(Permission.PANEL_PLAN),
        "listing": listing.Listing(
            request.GET,
            wish,
            COLUMNS,
            listing.Found([_row(one) for one in found.rows], found.total, found.page),
            saved=[listing.View(key, VIEWS[key], counts[key]) for key in queries.VIEWS],
            caption=_("Panels of the province"),
            unit=_("panels"),
            exports=(),
        ),
    }
    return render(request, "governance/panels/list.html", context)


@require_safe
@gate.signed_in
def show(request: Request, panel: int) -> HttpResponse:
    """Show one panel: its draw, who sits, who would be next."""
    page = queries.page(panel, request.actor, request.now)
    line = page.line
    may_replace = line.state is State.STANDING and request.actor.may(Permission.PANEL_PLAN)
    context = {
        "crumbs": [*words.panel_crumbs(), Crumb(line.title)],
        "page": page,
        "line": line,
        "chip": words.panel_chip(line.state),
        "meta": [Fact("flag", words.panel_for(line.kind, line.year))],
        "life": parts.life(PANEL, line.state, notes=_notes(line)),
        "acts": list(_acts(page, request.actor)),
        "draw": page.card.view if page.card else None,
        "columns": (*SEATS, REPLACE) if may_replace else SEATS,
        "may_replace": may_replace,
        "seats": [_seat(one, may_replace=may_replace) for one in page.seats],
        "terms": list(_terms(page)),
        "lines": feed.lines([f"governance.panel:{line.id}"]),
    }
    return render(request, "governance/panels/detail.html", context)


@form_methods
@gate.signed_in
def plan(request: Request) -> HttpResponse:
    """Plan a panel."""
    actor = request.actor
    actor.require(Permission.PANEL_PLAN)
    today = periods.day(request.now)
    form = panel_forms.PanelForm(
        acting.posted(request),
        initial={"size": rules.least_size(today, rulebooks.current()), "kind": Kind.APPRAISAL},
        offered={
            "year": [(year, str(year)) for year in range(today.year - 1, today.year + 2)],
            "field": [(one, one) for one in pool.fields(actor)],
            "party": choices.parties(),
        },
    )
    context = {
        "crumbs": [*words.panel_crumbs(), Crumb(_("Plan a panel"))],
        "heading": gettext("Plan a panel"),
        "consequence": gettext("Who sits in it, only the lot will say."),
        "rule": "R-012",
        "submit": gettext("Plan the panel"),
        "cancel_url": reverse("governance:panels"),
    }
    made: list[int] = []

    def act(data: Mapping[str, Any]) -> None:
        given = Called(
            kind=Kind(data["kind"]),
            title=data["title"],
            fields=data["fields_wanted"],
            parties=data["party"],
            size=data["size"],
            meets_on=data["meets_on"],
            year=data["year"],
        )
        made.append(services.plan(given, actor=actor, now=request.now))

    if acting.done(request, form, act):
        return redirect("governance:panel", made[0])
    return acting.page(request, "governance/form.html", form, context)


@form_methods
@gate.signed_in
def cancel(request: Request, panel: int) -> HttpResponse:
    """Cancel a panel that is not drawn."""
    line = queries.one(panel, request.actor, Permission.PANEL_PLAN)
    PANEL.after(line.state, Verb.CANCEL)
    form = panel_forms.PublicReason(acting.posted(request))

    def act(data: Mapping[str, Any]) -> None:
        services.cancel(panel, data["reason"], actor=request.actor, now=request.now)

    context = _frame(line, PANEL.labels[Verb.CANCEL], danger=True)
    said = gettext("The panel is cancelled.")
    return acting.answered(request, "governance/form.html", form, context, act, said)


@form_methods
@gate.signed_in
def dissolve(request: Request, panel: int) -> HttpResponse:
    """Dissolve a panel that was drawn."""
    line = queries.one(panel, request.actor, Permission.PANEL_PLAN)
    PANEL.after(line.state, Verb.DISSOLVE)
    form = panel_forms.PublicReason(acting.posted(request))

    def act(data: Mapping[str, Any]) -> None:
        services.dissolve(panel, data["reason"], actor=request.actor, now=request.now)

    context = _frame(line, PANEL.labels[Verb.DISSOLVE], danger=True)
    context["consequence"] = gettext("The panel and its draw stay on the public page.")
    said = gettext("The panel is dissolved.")
    return acting.answered(request, "governance/form.html", form, context, act, said)


@form_methods
@gate.signed_in
def finish(request: Request, panel: int) -> HttpResponse:
    """Record that a panel has done its work."""
    line = queries.one(panel, request.actor, Permission.PANEL_PLAN)
    PANEL.after(line.state, Verb.FINISH)
    form = Confirmed(acting.posted(request))

    def act(data: Mapping[str, Any]) -> None:
        del data
        services.finish(panel, actor=request.actor, now=request.now)

    context = _frame(line, PANEL.labels[Verb.FINISH])
    if rules.shows_names(State.DONE, periods.day(request.now), rulebooks.current()):
        context["consequence"] = gettext("From now on everybody reads who sat in the panel.")
    said = gettext("The panel has done its work.")
    return acting.answered(request, "governance/form.html", form, context, act, said)


@form_methods
@gate.signed_in
def replace(request: Request, seat: int) -> HttpResponse:
    """Replace somebody who cannot sit by the next of the lot."""
    one, line = queries.seat(seat, request.actor)
    SEAT.after(one.state, SeatVerb.STEP_DOWN)
    form = panel_forms.ReplaceForm(acting.posted(request))

    def act(data: Mapping[str, Any]) -> None:
        why = Why(data["why"])
        services.replace(seat, why, data["reason"], actor=request.actor, now=request.now)

    context = _frame(line, SEAT.labels[SeatVerb.STEP_DOWN])
    context |= {
        "name": f"{one.name}（{one.employer}）",
        "consequence": gettext("Who comes instead follows from the lot."),
    }
    said = gettext("The next of the lot sits in the panel.")
    return acting.answered(request, "governance/form.html", form, context, act, said)


def _frame(line: PanelLine, label: StrOrPromise, *, danger: bool = False) -> dict[str, Any]:
    url, heading = reverse("governance:panel", args=[line.id]), gettext(str(label))
    return {
        "crumbs": [*words.panel_crumbs(), Crumb(line.title, url), Crumb(heading)],
        "cancel_url": url,
        "heading": heading,
        "submit": heading,
        "name": line.title,
        "rule": "R-012",
        "danger": danger,
    }


def _acts(page: PanelPage, actor: Actor) -> Iterator[Act]:
    line, card, here = page.line, page.card, [page.line.id]
    if card is not None and card.may_witness:
        url = reverse("governance:panel-witness", args=here)
        yield Act(_("Be the witness"), url, "users", "primary")
    if card is not None and card.may_reveal:
        url = reverse("governance:panel-reveal", args=here)
        note = "" if card.keeps_secret else _("The platform keeps it for you.")
        yield Act(
            _("Show the secret"), url, "eye", "primary", post=not card.keeps_secret, note=note
        )
    if not actor.may(Permission.PANEL_PLAN):
        return
    if line.state is State.PLANNED:
        url = reverse("governance:panel-draw", args=here)
        label = gettext(PANEL.labels[Verb.OPEN_DRAW])
        yield Act(label, url, "scan", "primary", post=True, rule="R-012")
        if card is not None and card.may_draw_alone:
            url = reverse("governance:panel-alone", args=here)
            yield Act(gettext(PANEL.labels[Verb.DRAW_ALONE]), url, "user", post=True)
        url = reverse("governance:panel-cancel", args=here)
        yield Act(gettext(PANEL.labels[Verb.CANCEL]), url, "ban", "danger")
    if line.state is State.STANDING:
        url = reverse("governance:panel-finish", args=here)
        yield Act(gettext(PANEL.labels[Verb.FINISH]), url, "check", "primary", rule="R-012")
        url = reverse("governance:panel-dissolve", args=here)
        yield Act(gettext(PANEL.labels[Verb.DISSOLVE]), url, "ban", "danger")


def _terms(page: PanelPage) -> Iterator[Term]:
    line = page.line
    yield Term(_("Fields of expertise"), "、".join(line.fields))
    yield Term(_("How many experts"), formats.number(line.size))
    yield Term(_("Meets on"), line.meets_on.isoformat())
    yield Term(_("Parties concerned"), _parties(page.parties))
    if page.seats:
        yield Term(_("Substitutes left"), formats.number(page.substitutes))


def _parties(names: tuple[str, ...]) -> str:
    if len(names) <= NAMED:
        return "、".join(names) or gettext("No party")
    more = gettext("{names} and {count} more")
    rest = formats.number(len(names) - NAMED)
    return more.format(names="、".join(names[:NAMED]), count=rest)


def _notes(line: PanelLine) -> dict[State, str]:
    days = ((State.STANDING, line.drawn_on), (State.DONE, line.done_on))
    return {state: day.isoformat() for state, day in days if day}


def _seat(one: SeatLine, *, may_replace: bool) -> dict[str, Any]:
    return {
        "one": one,
        "url": reverse("governance:expert", args=[one.expert_id]),
        "chip": words.seat_chip(one.state),
        "why": words.why(one.why),
        "bar": gettext(BARS[one.bar]) if one.bar else "",
        "replace_url": reverse("governance:seat-replace", args=[one.id])
        if may_replace and one.state is SeatState.SITTING
        else "",
    }


def _row(one: PanelLine) -> dict[str, Any]:
    return {
        "id": one.id,
        "url": reverse("governance:panel", args=[one.id]),
        "name": one.title,
        "what": words.panel_for(one.kind, one.year),
        "fields": one.fields,
        "size": one.size,
        "meets": one.meets_on,
        "chip": words.panel_chip(one.state),
    }

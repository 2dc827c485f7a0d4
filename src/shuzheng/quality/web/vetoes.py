"""Vetoes: the list, one of them, and its steps, each to whom may take it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from shuzheng.foundation.ui import listing, parts
from shuzheng.foundation.ui.parts import Act, Crumb, Fact, Term
from shuzheng.foundation.web import acting, gate
from shuzheng.identity.queries import feed
from shuzheng.quality.access import Permission
from shuzheng.quality.queries import findings
from shuzheng.quality.queries import vetoes as queries
from shuzheng.quality.rules import veto as rules
from shuzheng.quality.rules.veto import VETO, Ground, State, Verb
from shuzheng.quality.services import vetoes as services
from shuzheng.quality.web import forms, veto_forms, words
from shuzheng.quality.web.findings import name as finding_name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from django.http import HttpResponse
    from django.http.response import HttpResponseBase
    from django_stubs_ext import StrOrPromise

    from shuzheng.foundation.ui import forms as ui
    from shuzheng.foundation.web.request import Request
    from shuzheng.kernel.actor import Actor
    from shuzheng.quality.queries.vetoes import VetoLine

    Do = Callable[[Request, int, Mapping[str, Any]], None]

COLUMNS = (
    listing.Column("target", _("Against"), sortable=True, lead=True),
    listing.Column("ground", pgettext_lazy("veto", "Ground")),
    listing.Column("proposed", _("Proposed on"), sortable=True, short=_("proposed on")),
    listing.Column("state", _("State"), fixed=True, end=True),
)
VIEWS = {"mine": _("Waiting for me"), "open": _("Not over"), "all": _("All")}


@dataclass(frozen=True, slots=True)
class Step:
    """One step: who may take it, what is asked, what follows, what is said."""

    permission: Permission
    verb: Verb
    form: type[ui.Form]
    consequence: StrOrPromise
    said: StrOrPromise
    do: Do
    icon: str
    danger: bool = False


@gate.signed_in
@require_safe
def index(request: Request) -> HttpResponse:
    """List the vetoes within reach."""
    counts = queries.counts(request.actor)
    views = queries.VIEWS if counts["mine"] else ("open", "mine", "all")
    wish = listing.read(request.GET, COLUMNS, sort="-proposed", views=views)
    found = queries.listed(request.actor, wish)
    context = {
        "crumbs": [*words.veto_crumbs()[:1], Crumb(_("Vetoes"))],
        "listing": listing.Listing(
            request.GET,
            wish,
            COLUMNS,
            listing.Found([_row(one) for one in found.rows], found.total, found.page),
            saved=[listing.View(key, VIEWS[key], counts[key]) for key in queries.VIEWS],
            caption=_("Vetoes"),
            unit=_("vetoes"),
            exports=(),
        ),
    }
    return render(request, "quality/vetoes/list.html", context)


@gate.signed_in
@require_safe
def show(request: Request, veto: int) -> HttpResponse:
    """Show one veto."""
    line = queries.one(veto, request.actor)
    days = {
        State.PROPOSED: line.proposed_on,
        State.HEARD: line.heard_on,
        State.DECIDED: line.decided_on,
        State.IN_FORCE: line.enforced_on,
    }
    notes = {state: day.isoformat() for state, day in days.items() if day}
    context = {
        "crumbs": [*words.veto_crumbs(), Crumb(line.target)],
        "line": line,
        "chip": words.veto_chip(line.state),
        "meta": [Fact("gavel", gettext(rules.GROUNDS[line.ground]))],
        "life": parts.life(VETO, line.state, notes=notes),
        "acts": list(_acts(line, request.actor)),
        "terms": _terms(line),
        "lines": feed.lines([f"quality.veto:{line.id}"]),
    }
    return render(request, "quality/vetoes/detail.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@gate.signed_in
def propose(request: Request, finding: int) -> HttpResponse:
    """Propose a veto for a grave finding."""
    line = findings.one(finding, request.actor, Permission.INSPECTION_CONDUCT)
    form = veto_forms.Proposal(acting.posted(request))
    url = reverse("quality:finding", args=[finding])
    heading = gettext("Propose a veto")
    context = {
        "crumbs": [*words.finding_crumbs(), Crumb(line.target, url), Crumb(heading)],
        "heading": heading,
        "submit": heading,
        "danger": True,
        "name": finding_name(line),
        "consequence": gettext(
            "The one inspected is heard, and two persons of the department decide."
        ),
        "rule": "R-212",
        "cancel_url": url,
    }

    def act(data: Mapping[str, Any]) -> None:
        ground = Ground(data["ground"])
        services.propose(finding, ground, data["reason"], actor=request.actor, now=request.now)

    said = gettext("The veto is proposed.")
    return acting.answered(request, "quality/form.html", form, context, act, said)


def view(name: str) -> Callable[..., HttpResponseBase]:
    """Return the page of one step."""
    step = STEPS[name]

    @require_http_methods(["GET", "HEAD", "POST"])
    @gate.signed_in
    def page(request: Request, veto: int) -> HttpResponse:
        return _answer(request, veto, step)

    return page


def _answer(request: Request, pk: int, step: Step) -> HttpResponse:
    line = queries.one(pk, request.actor, step.permission)
    VETO.after(line.state, step.verb)
    form = step.form(acting.posted(request))
    url = reverse("quality:veto", args=[pk])
    heading = gettext(VETO.labels[step.verb])
    context = {
        "crumbs": [*words.veto_crumbs(), Crumb(line.target, url), Crumb(heading)],
        "heading": heading,
        "submit": heading,
        "danger": step.danger,
        "name": line.target,
        "consequence": step.consequence,
        "rule": "R-212",
        "cancel_url": url,
    }

    def act(data: Mapping[str, Any]) -> None:
        step.do(request, pk, data)

    return acting.answered(request, "quality/form.html", form, context, act, str(step.said))


def _hear(request: Request, pk: int, data: Mapping[str, Any]) -> None:
    services.hear(pk, data["heard_on"], data["statement"], actor=request.actor, now=request.now)


def _decide(request: Request, pk: int, data: Mapping[str, Any]) -> None:
    services.decide(
        pk,
        data["number"],
        data["reason"],
        data["review_on"],
        actor=request.actor,
        now=request.now,
    )


def _dismiss(request: Request, pk: int, data: Mapping[str, Any]) -> None:
    services.dismiss(pk, data["reason"], actor=request.actor, now=request.now)


def _enforce(request: Request, pk: int, data: Mapping[str, Any]) -> None:
    del data
    services.enforce(pk, actor=request.actor, now=request.now)


def _lift(request: Request, pk: int, data: Mapping[str, Any]) -> None:
    services.lift(pk, data["reason"], actor=request.actor, now=request.now)


def _overturn(request: Request, pk: int, data: Mapping[str, Any]) -> None:
    services.overturn(pk, data["reason"], actor=request.actor, now=request.now)


STEPS = {
    "hear": Step(
        Permission.FINDING_DECIDE,
        Verb.HEAR,
        veto_forms.Hearing,
        _("The veto goes to the department, where two persons decide."),
        _("The hearing is on record."),
        _hear,
        "chat",
    ),
    "decide": Step(
        Permission.VETO_DECIDE,
        Verb.DECIDE,
        veto_forms.Decision,
        _("A second person puts the veto in force; until then nothing is barred."),
        _("Decided. A second person puts it in force."),
        _decide,
        "gavel",
    ),
    "enforce": Step(
        Permission.VETO_DECIDE,
        Verb.ENFORCE,
        veto_forms.Confirmation,
        _("The period has failed, whatever the score, and the suspension begins now."),
        _("The veto is in force."),
        _enforce,
        "gavel",
        danger=True,
    ),
    "dismiss": Step(
        Permission.VETO_DECIDE,
        Verb.DISMISS,
        forms.Reason,
        _("The finding stands and is put right; nothing is barred."),
        _("The veto is dismissed."),
        _dismiss,
        "undo",
    ),
    "lift": Step(
        Permission.VETO_DECIDE,
        Verb.LIFT,
        forms.Reason,
        _("The suspension ends today."),
        _("The veto is lifted."),
        _lift,
        "check",
    ),
    "overturn": Step(
        Permission.VETO_DECIDE,
        Verb.OVERTURN,
        forms.Reason,
        _("Decided on appeal by somebody who took none of the steps; the suspension ends today."),
        _("The veto is overturned."),
        _overturn,
        "undo",
        danger=True,
    ),
}


def _acts(line: VetoLine, actor: Actor) -> Iterator[Act]:
    others = {Verb.DECIDE, Verb.ENFORCE, Verb.OVERTURN}
    for key, step in STEPS.items():
        if not VETO.allows(line.state, step.verb) or not actor.may(step.permission):
            continue
        took_part = step.verb in others and actor.person_id in line.took_part
        barred = gettext("You took part in this yourself: somebody else decides.")
        look = "danger" if step.danger else "" if key == "dismiss" else "primary"
        yield Act(
            gettext(VETO.labels[step.verb]),
            reverse(f"quality:veto-{key}", args=[line.id]),
            step.icon,
            look,
            barred=barred if took_part else "",
        )


def _terms(line: VetoLine) -> list[Term]:
    said = [
        (pgettext_lazy("veto", "Ground"), gettext(rules.GROUNDS[line.ground])),
        (_("Why it was proposed"), line.reason),
        (_("What the one inspected said"), line.statement),
        (_("Number of the decision"), line.number),
        (_("Grounds of the decision"), line.decision_reason),
        (_("Lifted at the earliest on"), line.review_on.isoformat() if line.review_on else ""),
        (_("How it ended"), line.ended_reason),
    ]
    return [Term(label, value) for label, value in said if value]


def _row(one: VetoLine) -> dict[str, Any]:
    return {
        "id": one.id,
        "url": reverse("quality:veto", args=[one.id]),
        "name": one.target,
        "sub": one.number,
        "ground": gettext(rules.GROUNDS[one.ground]),
        "proposed": one.proposed_on,
        "chip": words.veto_chip(one.state),
    }

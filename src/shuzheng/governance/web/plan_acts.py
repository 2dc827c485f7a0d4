"""Forms that write a plan, fix its lists and publish it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from shuzheng.foundation.ui.parts import Crumb
from shuzheng.foundation.web import acting, gate
from shuzheng.governance.access import Permission
from shuzheng.governance.queries import plans as queries
from shuzheng.governance.rules.plan import PLAN, Verb
from shuzheng.governance.services import plans as services
from shuzheng.governance.web import forms, words

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from django.http import HttpResponse, HttpResponseBase
    from django_stubs_ext import StrOrPromise

    from shuzheng.foundation.web.request import Request
    from shuzheng.governance.queries.plans import PlanLine

    Done = Callable[[Request, int, Mapping[str, Any]], object]

form_methods = require_http_methods(["GET", "HEAD", "POST"])


@dataclass(frozen=True)
class Step:
    """One step of a plan: who, by which verb, what is asked, what it means, what is said after."""

    permission: Permission
    verb: Verb
    form: type[forms.Confirmed | forms.Reason]
    consequence: StrOrPromise
    said: StrOrPromise
    act: Done
    icon: str
    kind: str = ""


def _fix(request: Request, plan: int, _data: Mapping[str, Any]) -> None:
    services.fix(plan, actor=request.actor, now=request.now)


def _publish(request: Request, plan: int, _data: Mapping[str, Any]) -> None:
    services.publish(plan, actor=request.actor, now=request.now)


def _reopen(request: Request, plan: int, data: Mapping[str, Any]) -> None:
    services.reopen(plan, data["reason"], actor=request.actor, now=request.now)


def _discard(request: Request, plan: int, _data: Mapping[str, Any]) -> None:
    services.discard(plan, actor=request.actor, now=request.now)


STEPS: Final = {
    "fix": Step(
        Permission.PLAN_PREPARE,
        Verb.FIX,
        forms.Confirmed,
        _("The lists are taken as the platform holds them today, and their digest is logged."),
        _("The three lists are fixed. The department publishes the plan."),
        _fix,
        "lock",
        "primary",
    ),
    "publish": Step(
        Permission.PLAN_PUBLISH,
        Verb.PUBLISH,
        forms.Confirmed,
        _("It becomes a numbered document of the department; an earlier edition is replaced."),
        _("The plan is published."),
        _publish,
        "send",
        "primary",
    ),
    "reopen": Step(
        Permission.PLAN_PREPARE,
        Verb.REOPEN,
        forms.Reason,
        _("The fixed lists are given up and taken anew later."),
        _("The plan is being drafted again."),
        _reopen,
        "undo",
    ),
    "discard": Step(
        Permission.PLAN_PREPARE,
        Verb.DISCARD,
        forms.Confirmed,
        _("The draft stays on record and is never published. The milestones stay."),
        _("The draft is discarded."),
        _discard,
        "x",
    ),
}


def step(name: str) -> Callable[..., HttpResponseBase]:
    """Return the page of one step."""
    one = STEPS[name]

    @form_methods
    @gate.signed_in
    def page(request: Request, plan: int) -> HttpResponse:
        line = queries.detail(plan, request.actor, one.permission).line
        PLAN.after(line.state, one.verb)
        form = one.form(acting.posted(request))
        label = gettext(PLAN.labels[one.verb])
        context = {
            **_frame(line, label),
            "consequence": one.consequence,
            "danger": one.verb is Verb.DISCARD,
            "rule": "R-009",
        }
        return acting.answered(
            request,
            "governance/form.html",
            form,
            context,
            lambda data: one.act(request, plan, data),
            str(one.said),
        )

    return page


@form_methods
@gate.signed_in
def new(request: Request) -> HttpResponse:
    """Begin an edition of a year's plan."""
    years = queries.open_years(request.actor, request.now)
    form = forms.NewPlan(acting.posted(request), years=years)
    made: list[int] = []

    def act(data: Mapping[str, Any]) -> None:
        lines = data["industries"].splitlines()
        made.append(
            services.draft(data["year"], data["aims"], lines, actor=request.actor, now=request.now)
        )

    context = {
        "crumbs": [*words.plan_crumbs(), Crumb(_("Draft a plan"))],
        "cancel_url": reverse("governance:plans"),
        "heading": _("Draft a plan"),
        "submit": _("Begin the draft"),
        "rule": "R-009",
    }
    if acting.done(request, form, act):
        messages.success(request, gettext("The plan is being drafted."))
        return redirect("governance:plan", made[0])
    return acting.page(request, "governance/form.html", form, context)


@form_methods
@gate.signed_in
def edit(request: Request, plan: int) -> HttpResponse:
    """Write a draft anew."""
    page = queries.detail(plan, request.actor, Permission.PLAN_PREPARE)
    PLAN.after(page.line.state, Verb.FIX)
    initial = {
        "aims": page.aims,
        "industries": "\n".join(page.line.industries),
        "revision": page.revision,
    }
    form = forms.Rewritten(acting.posted(request), initial=initial)

    def act(data: Mapping[str, Any]) -> None:
        services.rewrite(
            plan,
            data["aims"],
            data["industries"].splitlines(),
            data["revision"],
            actor=request.actor,
            now=request.now,
        )

    said = gettext("The draft is changed.")
    context = {**_frame(page.line, _("Edit")), "rule": "R-009"}
    return acting.answered(request, "governance/form.html", form, context, act, said)


def _frame(line: PlanLine, label: StrOrPromise) -> dict[str, Any]:
    url, title = (
        reverse("governance:plan", args=[line.id]),
        words.plan_title(line.year, line.edition),
    )
    return {
        "crumbs": [*words.plan_crumbs(), Crumb(title, url), Crumb(label)],
        "cancel_url": url,
        "heading": label,
        "submit": label,
        "name": title,
    }

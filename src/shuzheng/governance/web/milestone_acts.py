"""Forms that plan milestones, move their due days and take them along."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from shuzheng.foundation import files
from shuzheng.foundation.ui.parts import Crumb
from shuzheng.foundation.web import acting, gate
from shuzheng.governance.access import Permission
from shuzheng.governance.queries import milestones as queries
from shuzheng.governance.rules import milestone as rules
from shuzheng.governance.rules import plan as plans
from shuzheng.governance.rules.milestone import MILESTONE, Content, Verb
from shuzheng.governance.services import milestones as services
from shuzheng.governance.services.milestones import NEEDS, Stone
from shuzheng.governance.web import forms, words
from shuzheng.kernel import periods

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from django.core.files.uploadedfile import UploadedFile
    from django.http import HttpResponse, HttpResponseBase
    from django_stubs_ext import StrOrPromise

    from shuzheng.foundation.web.request import Request
    from shuzheng.governance.queries.milestones import MilestoneLine

    View = Callable[..., HttpResponseBase]

KINDS = ("pdf", "png", "jpeg")
FORMS = {Verb.BEGIN: forms.Confirmed, Verb.FINISH: forms.Reached}
SAID = {
    Verb.BEGIN: _("Work on the milestone has begun."),
    Verb.FINISH: _("The milestone is reached."),
    Verb.CALL_OFF: _("The milestone is called off."),
    Verb.TAKE_UP_AGAIN: _("The milestone is taken up again."),
}
CONSEQUENCES = {
    Verb.BEGIN: _("Everybody sees that it is under way."),
    Verb.FINISH: _("Everybody sees on which day it was reached, and what came of it."),
    Verb.CALL_OFF: _("It stays in the plan, with the reason."),
    Verb.TAKE_UP_AGAIN: _("It is open again and can be late again."),
}

form_methods = require_http_methods(["GET", "HEAD", "POST"])


@form_methods
@gate.signed_in
def new(request: Request, year: int) -> HttpResponse:
    """Add a milestone to a year's plan."""
    request.actor.require(Permission.MILESTONE_PLAN)
    plans.check_year(year, periods.day(request.now))
    form = forms.NewMilestone(acting.posted(request))

    def act(data: Mapping[str, Any]) -> None:
        given = _stone(data, data["due_on"])
        services.plan_all(year, [given], actor=request.actor, now=request.now)

    context = {
        "crumbs": [*words.milestone_crumbs(), Crumb(_("Add a milestone"))],
        "cancel_url": reverse("governance:milestones"),
        "heading": gettext("Add a milestone of {year}").format(year=year),
        "submit": _("Add the milestone"),
        "rule": "R-008",
    }
    said = gettext("The milestone is in the plan.")
    return acting.answered(request, "governance/form.html", form, context, act, said)


@form_methods
@gate.signed_in
def edit(request: Request, milestone: int) -> HttpResponse:
    """Write a milestone anew."""
    line = _open(request, milestone)
    initial = {"name": line.name, "content": line.content.value, "owner": line.owner}
    form = forms.MilestoneWords(acting.posted(request), initial=initial)

    def act(data: Mapping[str, Any]) -> None:
        given = _stone(data, line.due_on)
        services.rewrite(milestone, given, actor=request.actor, now=request.now)

    context = _frame(line, _("Edit"))
    said = gettext("The milestone is changed.")
    return acting.answered(request, "governance/form.html", form, context, act, said)


@form_methods
@gate.signed_in
def postpone(request: Request, milestone: int) -> HttpResponse:
    """Move the due day of a milestone."""
    line = _open(request, milestone)
    form = forms.Postponed(acting.posted(request))

    def act(data: Mapping[str, Any]) -> None:
        services.postpone(
            milestone, data["due_on"], data["reason"], actor=request.actor, now=request.now
        )

    context = {
        **_frame(line, _("Move the due day")),
        "consequence": _("What it was before stays with the milestone, with the reason."),
        "rule": "R-008",
    }
    said = gettext("The due day is moved.")
    return acting.answered(request, "governance/form.html", form, context, act, said)


def step(verb: Verb) -> View:
    """Return the page that takes a milestone along by a verb."""

    @form_methods
    @gate.signed_in
    def page(request: Request, milestone: int) -> HttpResponse:
        line = queries.detail(milestone, request.actor, request.now, NEEDS[verb]).line
        MILESTONE.after(line.state, verb)
        form = FORMS.get(verb, forms.Said)(acting.posted(request), acting.uploaded(request))

        def act(data: Mapping[str, Any]) -> None:
            services.step(
                milestone,
                verb,
                data.get("said", ""),
                _stored(request, data.get("document")),
                actor=request.actor,
                now=request.now,
            )

        context = {
            **_frame(line, gettext(MILESTONE.labels[verb])),
            "consequence": CONSEQUENCES[verb],
            "danger": verb is Verb.CALL_OFF,
            "rule": "R-008",
        }
        return acting.answered(request, "governance/form.html", form, context, act, str(SAID[verb]))

    return page


def _open(request: Request, milestone: int) -> MilestoneLine:
    line = queries.detail(milestone, request.actor, request.now, Permission.MILESTONE_PLAN).line
    if line.state not in rules.OPEN:
        raise rules.Settled
    return line


def _stone(data: Mapping[str, Any], due_on: Any) -> Stone:  # noqa: ANN401 - a day
    return Stone(data["name"], Content(data["content"]), data["owner"], due_on)


def _stored(request: Request, upload: UploadedFile[bytes] | None) -> int | None:
    if not upload:
        return None
    return files.store(upload, actor=request.actor, now=request.now, kinds=KINDS).pk


def _frame(line: MilestoneLine, label: StrOrPromise) -> dict[str, Any]:
    url = reverse("governance:milestone", args=[line.id])
    return {
        "crumbs": [*words.milestone_crumbs(), Crumb(line.name, url), Crumb(label)],
        "cancel_url": url,
        "heading": label,
        "submit": label,
        "name": line.name,
    }

"""Forms by which the office keeps results of surveys."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms as dj
from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from shuzheng.foundation.ui import forms as ui
from shuzheng.foundation.ui.parts import Crumb
from shuzheng.foundation.web import acting, gate
from shuzheng.kernel import periods
from shuzheng.reliance.access import Permission
from shuzheng.reliance.queries import surveys as queries
from shuzheng.reliance.rules import survey as rules
from shuzheng.reliance.rules.survey import SURVEY, About, Audience, Verb
from shuzheng.reliance.services import surveys as services
from shuzheng.reliance.web import surveys

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from uuid import UUID

    from django.http import HttpResponse

    from shuzheng.foundation.web.request import Request
    from shuzheng.reliance.queries.surveys import SurveyBrief

form_methods = require_http_methods(["GET", "HEAD", "POST"])


class AboutForm(ui.Form):
    """Who held a survey, what tells its result, and as of when."""

    conducted_by = dj.CharField(label=gettext_lazy("Held by"), max_length=100)
    source = dj.CharField(
        label=gettext_lazy("Document with the result"),
        max_length=200,
        help_text=gettext_lazy("Title, and the number if it has one."),
    )
    as_of = ui.Day(label=gettext_lazy("Data as of"))


class NewForm(AboutForm):
    """The result of a year's survey."""

    audience = dj.ChoiceField(label=gettext_lazy("Who was asked"), widget=dj.RadioSelect)
    year = dj.IntegerField(
        label=gettext_lazy("Year of the survey"), min_value=rules.FIRST_YEAR, max_value=9999
    )
    field_order = ("audience", "year", "conducted_by", "source", "as_of")


class CorrectForm(AboutForm):
    """What a correction says of itself."""

    reason = dj.CharField(
        label=gettext_lazy("Reason of the correction"),
        max_length=300,
        widget=dj.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Everybody reads it beside the corrected result."),
    )


class Confirmed(ui.Form):
    """Nothing but a yes."""


@form_methods
@gate.signed_in
def new(request: Request) -> HttpResponse:
    """Begin the result of a survey."""
    request.actor.require(Permission.SURVEY_KEEP)
    today = periods.day(request.now)
    form = NewForm(
        acting.posted(request), initial={"year": today.year, "audience": Audience.SOCIETY}
    )
    ui.choose(form, "audience", [(one.value, _(rules.AUDIENCES[one])) for one in Audience])

    def act(data: Mapping[str, Any]) -> HttpResponse:
        audience = Audience(data["audience"])
        uid = services.begin(
            audience, data["year"], _about(data), actor=request.actor, now=request.now
        )
        return _went_on(request, uid)

    page = _frame(_("Result of a survey"), reverse("reliance:surveys"), "R-222")
    return acting.form(request, "reliance/surveys/form.html", page, form, act)


@form_methods
@gate.signed_in
def correct(request: Request, survey: UUID) -> HttpResponse:
    """Begin the correction of a published result."""
    found = queries.one(survey, request.actor, Permission.SURVEY_KEEP)
    SURVEY.after(found.state, Verb.REPLACE)
    initial = {
        "conducted_by": found.conducted_by,
        "source": found.source,
        "as_of": found.as_of,
    }
    form = CorrectForm(acting.posted(request), initial=initial)

    def act(data: Mapping[str, Any]) -> HttpResponse:
        uid = services.correct(
            survey, data["reason"], _about(data), actor=request.actor, now=request.now
        )
        return _went_on(request, uid)

    page = _of(found, _("Correct the survey result"))
    page["consequence"] = _("The published result is in force until the correction is published.")
    return acting.form(request, "reliance/surveys/form.html", page, form, act)


@form_methods
@gate.signed_in
def publish(request: Request, survey: UUID) -> HttpResponse:
    """Publish a result."""
    said = _("The survey result is published.")
    consequence = _("Everybody reads it, and figures count it. Only a correction can change it.")
    return _confirm(request, survey, Verb.PUBLISH, (consequence, said), services.publish)


@form_methods
@gate.signed_in
def drop(request: Request, survey: UUID) -> HttpResponse:
    """Drop a draft."""
    said = _("The draft is dropped.")
    consequence = _("Its rows are not published; the year can be begun anew.")
    return _confirm(request, survey, Verb.DROP, (consequence, said), services.drop)


def _confirm(
    request: Request,
    survey: UUID,
    verb: Verb,
    words: tuple[str, str],
    service: Callable[..., None],
) -> HttpResponse:
    found = queries.one(survey, request.actor, Permission.SURVEY_KEEP)
    SURVEY.after(found.state, verb)
    form = Confirmed(acting.posted(request))

    def act(data: Mapping[str, Any]) -> None:
        del data
        service(survey, actor=request.actor, now=request.now)

    page = _of(found, _(SURVEY.labels[verb]))
    page["consequence"], said = words
    if verb is Verb.DROP:
        page["cancel_url"] = reverse("reliance:surveys")
    return acting.answered(request, "reliance/surveys/confirm.html", form, page, act, said)


def _about(data: Mapping[str, Any]) -> About:
    return About(data["conducted_by"], data["source"], data["as_of"])


def _went_on(request: Request, uid: UUID) -> HttpResponse:
    messages.success(request, _("The draft is there; import its rows next."))
    return redirect("reliance:survey", survey=uid)


def _of(found: SurveyBrief, heading: str) -> dict[str, Any]:
    url = reverse("reliance:survey", args=[found.uid])
    name = surveys.heading(found)
    frame = _frame(heading, url, rules.RULES[found.audience], Crumb(name, url))
    return {**frame, "name": name}


def _frame(heading: str, url: str, rule: str, *between: Crumb) -> dict[str, Any]:
    return {
        "crumbs": [*surveys.crumbs(), *between, Crumb(heading)],
        "heading": heading,
        "cancel_url": url,
        "rule": rule,
    }

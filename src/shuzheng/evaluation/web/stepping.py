"""The steps of an evaluation, each on a page of its own, to whom may take it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from shuzheng.evaluation.access import Permission
from shuzheng.evaluation.queries import pages
from shuzheng.evaluation.rules import evaluation as rules
from shuzheng.evaluation.rules.evaluation import EVALUATION, State, Use, Verb
from shuzheng.evaluation.rules.indicators import IN_CITIES
from shuzheng.evaluation.services import deciding, drafting, freezing, hearing
from shuzheng.evaluation.web import forms, words
from shuzheng.foundation import rulebooks
from shuzheng.foundation.ui import formats
from shuzheng.foundation.ui.parts import Act, Crumb
from shuzheng.foundation.web import acting, gate
from shuzheng.kernel import periods

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from datetime import date, datetime

    from django.http import HttpResponse
    from django.http.response import HttpResponseBase
    from django_stubs_ext import StrOrPromise

    from shuzheng.evaluation.queries.pages import EvaluationLine, EvaluationPage
    from shuzheng.foundation.ui import forms as ui
    from shuzheng.foundation.web.request import Request
    from shuzheng.kernel.actor import Actor
    from shuzheng.kernel.rulebook import Rulebook

    Do = Callable[[Request, int, Mapping[str, Any]], object]


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
    rule: str = "R-218"


def view(name: str) -> Callable[..., HttpResponseBase]:
    """Return the page of one step."""
    step = STEPS[name]

    @require_http_methods(["GET", "HEAD", "POST"])
    @gate.signed_in
    def page(request: Request, evaluation: int) -> HttpResponse:
        return _answer(request, evaluation, step)

    return page


def _answer(request: Request, pk: int, step: Step) -> HttpResponse:
    found = pages.one(pk, request.actor, step.permission)
    EVALUATION.after(found.line.state, step.verb)
    form = step.form(acting.posted(request))
    context = frame(found.line, gettext(EVALUATION.labels[step.verb]))
    context |= {"consequence": step.consequence, "rule": step.rule}

    def act(data: Mapping[str, Any]) -> None:
        step.do(request, pk, data)

    return acting.answered(request, "evaluation/form.html", form, context, act, str(step.said))


def frame(line: EvaluationLine, heading: str) -> dict[str, Any]:
    """Return what the page of a step is framed by."""
    url = reverse("evaluation:evaluation", args=[line.id])
    return {
        "crumbs": [*words.crumbs(), Crumb(str(line.year), url), Crumb(heading)],
        "heading": heading,
        "submit": heading,
        "name": words.name(line.kind, line.year),
        "cancel_url": url,
    }


def book() -> Rulebook:
    """Return the rulebook of the province."""
    return rulebooks.current()


def _publish_set(request: Request, pk: int, _data: Mapping[str, Any]) -> None:
    drafting.publish_set(pk, actor=request.actor, now=request.now)


def _freeze(request: Request, pk: int, _data: Mapping[str, Any]) -> None:
    freezing.freeze(pk, actor=request.actor, now=request.now)


def _hand_on(request: Request, pk: int, _data: Mapping[str, Any]) -> None:
    hearing.hand_on(pk, actor=request.actor, now=request.now)


def _score(request: Request, pk: int, _data: Mapping[str, Any]) -> None:
    hearing.open_scores(pk, actor=request.actor, now=request.now)


def _end(request: Request, pk: int, _data: Mapping[str, Any]) -> None:
    hearing.end(pk, actor=request.actor, now=request.now)


def _decide(request: Request, pk: int, _data: Mapping[str, Any]) -> None:
    deciding.decide(pk, actor=request.actor, now=request.now)


def _publish(request: Request, pk: int, _data: Mapping[str, Any]) -> None:
    deciding.publish(pk, actor=request.actor, now=request.now)


def _use(request: Request, pk: int, data: Mapping[str, Any]) -> None:
    deciding.use(pk, Use(data["use"]), data["reference"], actor=request.actor, now=request.now)


def _close(request: Request, pk: int, _data: Mapping[str, Any]) -> None:
    deciding.close(pk, actor=request.actor, now=request.now)


STEPS = {
    "publish-set": Step(
        Permission.EVALUATION_DECIDE,
        Verb.PUBLISH_SET,
        forms.Confirmation,
        _("The indicators and their weights are published as an official document and sent."),
        _("The indicators are published."),
        _publish_set,
        "check",
    ),
    "freeze": Step(
        Permission.EVALUATION_PREPARE,
        Verb.FREEZE,
        forms.Confirmation,
        _(
            "Every figure is fixed for this year, its digest goes into the evidence log, and the "
            "parties are asked for their self-check."
        ),
        _("The data are frozen, and the parties are asked."),
        _freeze,
        "lock",
    ),
    "hand-on": Step(
        Permission.EVALUATION_PREPARE,
        Verb.HAND_ON,
        forms.Confirmation,
        _("Whoever handed in nothing is recorded so; the city bureaus give their opinion next."),
        _("The city bureaus are asked."),
        _hand_on,
        "send",
    ),
    "score": Step(
        Permission.EVALUATION_PREPARE,
        Verb.SCORE,
        forms.Confirmation,
        _("Each party sees its own score with every figure behind it, and may object in time."),
        _("The scores are open to the parties."),
        _score,
        "chart",
    ),
    "hear": Step(
        Permission.EVALUATION_PREPARE,
        Verb.HEAR,
        forms.Confirmation,
        _("After this no objection is taken; the department decides the grades."),
        _("The hearing is over."),
        _end,
        "chat",
    ),
    "decide": Step(
        Permission.EVALUATION_DECIDE,
        Verb.DECIDE,
        forms.Confirmation,
        _("Grades follow from the scores; a veto in force fails a party whatever its score."),
        _("The grades are decided."),
        _decide,
        "gavel",
        rule="R-212",
    ),
    "publish": Step(
        Permission.EVALUATION_DECIDE,
        Verb.PUBLISH,
        forms.Confirmation,
        _("The grades are published as an official document and sent; anybody can read them."),
        _("The result is published."),
        _publish,
        "check",
    ),
    "use": Step(
        Permission.EVALUATION_PREPARE,
        Verb.USE,
        forms.Using,
        _("A use has a document of its own; the evaluation itself gives and takes nothing."),
        _("The use is on record."),
        _use,
        "edit",
    ),
    "close": Step(
        Permission.EVALUATION_PREPARE,
        Verb.CLOSE,
        forms.Confirmation,
        _("Nothing is added after this."),
        _("The evaluation is closed."),
        _close,
        "lock",
    ),
}


def acts(page: EvaluationPage, actor: Actor, now: datetime) -> Iterator[Act]:
    """Yield the steps that a page offers; one that must wait says for what."""
    line = page.line
    today = periods.day(now)
    for key, step in STEPS.items():
        if not EVALUATION.allows(line.state, step.verb) or not actor.may(step.permission):
            continue
        if key in {"hand-on", "score"} and (line.kind in IN_CITIES) is (
            key == "score" and line.state is State.SELF_CHECK
        ):
            continue
        yield Act(
            gettext(EVALUATION.labels[step.verb]),
            reverse(f"evaluation:evaluation-{key}", args=[line.id]),
            step.icon,
            "" if key == "close" else "primary",
            barred=_barred(key, page, actor, today),
            rule=step.rule,
        )
    if not actor.may(Permission.EVALUATION_PREPARE):
        return
    if line.state is State.DRAFTED:
        yield Act(_("Change the weights"), reverse("evaluation:weights", args=[line.id]), "edit")
    if line.state is State.INDICATOR_SET_PUBLISHED:
        url = reverse("evaluation:inputs-import", args=[line.id])
        yield Act(_("Import figures from a sheet"), url, "upload")


def _barred(key: str, page: EvaluationPage, actor: Actor, today: date) -> str:
    line = page.line
    own = {"publish-set": line.drafted_by, "decide": line.heard_by, "publish": line.heard_by}
    if key in own and actor.person_id == own[key]:
        return gettext("You prepared this step yourself: somebody else decides.")
    if key == "freeze" and today < (on := rules.freezes_from(line.year, book())):
        return gettext("The data of {year} are frozen from {on} on.").format(
            year=line.year, on=on.isoformat()
        )
    return _waits(key, page, today)


def _waits(key: str, page: EvaluationPage, today: date) -> str:
    """Return for whom a step still waits."""
    line = page.line
    asked = line.state is State.CITY_OPINION
    until = {
        "hand-on": line.check_by,
        "score": line.opinion_by if asked else line.check_by,
        "hear": line.contest_by,
    }.get(key)
    spoken = {
        "hand-on": page.stated,
        "score": page.opined if asked else page.stated,
        "hear": page.objected + page.confirmed,
    }.get(key, -1)
    if until and today <= until and spoken != page.subjects:
        return gettext("The parties have until {until}.").format(until=until.isoformat())
    if key == "hear" and page.unanswered:
        return gettext("{count} objections are not answered yet.").format(
            count=formats.number(page.unanswered)
        )
    return ""


NOTES: dict[State, tuple[StrOrPromise, StrOrPromise]] = {
    State.DRAFTED: (
        _("Not published yet."),
        _("The department publishes the indicators before any figure of the year is frozen."),
    ),
    State.INDICATOR_SET_PUBLISHED: (
        _("Before the data are frozen."),
        _(
            "What the platform counts comes from its newest cut. Everything else comes from sheets "
            "with their source; what is missing has no data, and its weight is spread over the "
            "other indicators."
        ),
    ),
    State.SELF_CHECK: (
        _("The parties are asked."),
        _("Each party sees its own frozen data. Silence is recorded and stops nothing."),
    ),
    State.CITY_OPINION: (
        _("The city bureaus are asked."),
        _("Each bureau sees the parties of its area. Silence is recorded and stops nothing."),
    ),
    State.SCORED: (
        _("The scores are open to the parties."),
        _("Objections are taken until their last day, and each is answered before the decision."),
    ),
}


def note(line: EvaluationLine) -> tuple[StrOrPromise, StrOrPromise] | None:
    """Return what is going on now, in words; None where the state says it all."""
    return NOTES.get(line.state)

"""What others found: the ministry's results, and third-party evaluations with their steps."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from django import forms as django_forms
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from shuzheng.evaluation.access import Permission
from shuzheng.evaluation.queries import outside as queries
from shuzheng.evaluation.rules import third_party as rules
from shuzheng.evaluation.rules.third_party import THIRD_PARTY, State, Verb
from shuzheng.evaluation.services import outside as services
from shuzheng.evaluation.services.outside import Commission
from shuzheng.evaluation.sheets.ministry import MINISTRY
from shuzheng.evaluation.web import forms, parties, words
from shuzheng.foundation.ui import forms as ui
from shuzheng.foundation.ui import listing, parts
from shuzheng.foundation.ui.parts import Act, Chip, Crumb, Fact, Kind
from shuzheng.foundation.web import acting, gate, leaving
from shuzheng.identity.queries import feed
from shuzheng.kernel import periods

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from django.http import HttpResponse

    from shuzheng.evaluation.queries.outside import ThirdPartyLine
    from shuzheng.foundation.web.request import Request
    from shuzheng.kernel.actor import Actor

MINISTRY_COLUMNS = (
    listing.Column("name", _("Party"), sortable=True, lead=True),
    listing.Column("year", _("Year"), sortable=True, short=_("Year")),
    listing.Column("subject", _("What was monitored"), wide=True),
    listing.Column("result", _("What the ministry found"), wide=True),
    listing.Column("document", _("Source document"), wide=True),
)
COLUMNS = (
    listing.Column("name", _("Party"), sortable=True, lead=True),
    listing.Column("evaluator", _("Third party"), wide=True),
    listing.Column("subject", _("About"), wide=True),
    listing.Column("commissioned", _("Commissioned on"), sortable=True, short=_("Commissioned on")),
    listing.Column("state", _("State"), fixed=True, end=True),
)
CHIPS = {
    State.COMMISSIONED: Kind.WAIT,
    State.INDEPENDENT: Kind.RUN,
    State.REPORTED: Kind.OK,
    State.CALLED_OFF: Kind.OFF,
}
form_methods = require_http_methods(["GET", "HEAD", "POST"])


class Commissioning(ui.Form):
    """Of whom, by whom, what about."""

    code = django_forms.CharField(
        label=_("Code of the institution, organisation or site"), max_length=40
    )
    evaluator = django_forms.CharField(label=_("Third party"), max_length=100)
    subject = django_forms.CharField(label=_("About"), max_length=200)
    contract = django_forms.CharField(label=_("Number of the commission"), max_length=60)
    commissioned_on = ui.Day(label=_("Commissioned on"))


class Declaring(ui.Form):
    """The declaration of independence."""

    declaration = forms.text(_("What is declared"), forms.LONGEST_TEXT, 4)
    declared_on = ui.Day(label=_("Declared on"))
    document = django_forms.FileField(
        label=_("Signed declaration"), help_text=_("PDF, or a photo or scan of it")
    )


class Reporting(ui.Form):
    """The third party's report."""

    result = forms.text(_("What the third party found"), forms.LONGEST_TEXT, 8)
    score = django_forms.IntegerField(
        label=_("Score of 100, if it gives one"),
        min_value=0,
        max_value=rules.MOST,
        required=False,
    )
    reported_on = ui.Day(label=_("Reported on"))
    document = django_forms.FileField(
        label=_("Report"), help_text=_("PDF, or a photo or scan of it")
    )


class CallingOff(ui.Form):
    """Why."""

    reason = forms.text(_("Reason"), forms.LONGEST_REASON, 4)


@gate.signed_in
@require_safe
def ministry(request: Request) -> HttpResponse:
    """List the ministry's results within reach, and give them as a workbook."""
    actor = request.actor
    wish = listing.read(request.GET, MINISTRY_COLUMNS, sort="-year")
    filters = forms.PartyFilters(request.GET)
    found = queries.ministry(actor, wish, **listing.chosen(filters))
    if wish.export:
        rows = (asdict(one) for one in found.rows)
        return leaving.workbook(request, MINISTRY, rows, kind=wish.export)
    context = {
        "crumbs": [words.crumbs()[0], Crumb(_("Results of the ministry"))],
        "may_file": actor.may(Permission.OUTSIDE_FILE),
        "listing": listing.Listing(
            request.GET,
            wish,
            MINISTRY_COLUMNS,
            found,
            filters=filters,
            caption=_("Results of the ministry"),
            unit=_("results"),
        ),
    }
    return render(request, "evaluation/outside/ministry.html", context)


@gate.signed_in
@require_safe
def index(request: Request) -> HttpResponse:
    """List the third-party evaluations within reach."""
    actor = request.actor
    wish = listing.read(request.GET, COLUMNS, sort="-commissioned")
    filters = forms.PartyFilters(request.GET)
    found = queries.third_parties(actor, wish, **listing.chosen(filters))
    rows = [
        {"one": one, "url": reverse("evaluation:outside", args=[one.id]), "chip": chip(one.state)}
        for one in found.rows
    ]
    context = {
        "crumbs": [words.crumbs()[0], Crumb(_("Third-party evaluations"))],
        "may_commission": actor.may(Permission.THIRD_PARTY_COMMISSION),
        "listing": listing.Listing(
            request.GET,
            wish,
            COLUMNS,
            listing.Found(rows, found.total, found.page),
            filters=filters,
            caption=_("Third-party evaluations"),
            unit=_("evaluations"),
            exports=(),
        ),
    }
    return render(request, "evaluation/outside/list.html", context)


@gate.signed_in
@require_safe
def show(request: Request, outside: int) -> HttpResponse:
    """Show one third-party evaluation."""
    line = queries.one(outside, request.actor)
    days = {
        State.COMMISSIONED: line.commissioned_on,
        State.INDEPENDENT: line.declared_on,
        State.REPORTED: line.reported_on,
    }
    context = {
        "crumbs": [*_crumbs(), Crumb(line.name)],
        "line": line,
        "chip": chip(line.state),
        "meta": [Fact("users", line.evaluator), Fact("file", line.contract)],
        "life": parts.life(
            THIRD_PARTY, line.state, notes={at: day.isoformat() for at, day in days.items() if day}
        ),
        "acts": list(_acts(line, request.actor)),
        "happened": feed.lines([f"evaluation.thirdparty:{outside}"]),
    }
    return render(request, "evaluation/outside/detail.html", context)


@form_methods
@gate.signed_in
def commission(request: Request) -> HttpResponse:
    """Commission a third party."""
    request.actor.require(Permission.THIRD_PARTY_COMMISSION)
    today = periods.day(request.now)
    form = Commissioning(acting.posted(request), initial={"commissioned_on": today})
    heading = gettext("Commission a third party")
    context = {
        "crumbs": [*_crumbs(), Crumb(heading)],
        "heading": heading,
        "submit": heading,
        "consequence": _("The one evaluated learns of it with the report."),
        "rule": "R-211",
        "cancel_url": reverse("evaluation:outsides"),
    }

    def act(data: dict[str, Any]) -> HttpResponse:
        made = services.commission(Commission(**data), actor=request.actor, now=request.now)
        return redirect("evaluation:outside", made)

    return acting.form(request, "evaluation/form.html", context, form, act)


@form_methods
@gate.signed_in
def declare(request: Request, outside: int) -> HttpResponse:
    """Record the declaration of independence."""
    line = _at(request, outside, Verb.DECLARE)
    initial = {"declared_on": periods.day(request.now)}
    form = Declaring(acting.posted(request), acting.uploaded(request), initial=initial)

    def act(data: Mapping[str, Any]) -> None:
        kept = parties.stored(request, data["document"]) or 0
        services.declare(
            outside,
            data["declaration"],
            data["declared_on"],
            file_id=kept,
            actor=request.actor,
            now=request.now,
        )

    context = _frame(line, Verb.DECLARE)
    done = gettext("The declaration is on record.")
    return acting.answered(request, "evaluation/form.html", form, context, act, done)


@form_methods
@gate.signed_in
def report(request: Request, outside: int) -> HttpResponse:
    """Record the third party's report."""
    line = _at(request, outside, Verb.REPORT)
    initial = {"reported_on": periods.day(request.now)}
    form = Reporting(acting.posted(request), acting.uploaded(request), initial=initial)

    def act(data: Mapping[str, Any]) -> None:
        kept = parties.stored(request, data["document"]) or 0
        services.report(
            outside,
            data["result"],
            data["reported_on"],
            score=data["score"],
            file_id=kept,
            actor=request.actor,
            now=request.now,
        )

    context = _frame(line, Verb.REPORT)
    context["consequence"] = _("The one evaluated and its city read it; it changes no score.")
    done = gettext("The report is on record.")
    return acting.answered(request, "evaluation/form.html", form, context, act, done)


@form_methods
@gate.signed_in
def call_off(request: Request, outside: int) -> HttpResponse:
    """Call a commission off."""
    line = _at(request, outside, Verb.CALL_OFF)
    form = CallingOff(acting.posted(request))

    def act(data: Mapping[str, Any]) -> None:
        services.call_off(outside, data["reason"], actor=request.actor, now=request.now)

    context = _frame(line, Verb.CALL_OFF)
    done = gettext("The commission is called off.")
    return acting.answered(request, "evaluation/form.html", form, context, act, done)


def chip(state: State) -> Chip:
    """Return the state of a third-party evaluation as a chip."""
    return Chip(CHIPS[state], gettext(THIRD_PARTY.labels[state]))


def _at(request: Request, outside: int, verb: Verb) -> ThirdPartyLine:
    line = queries.one(outside, request.actor, Permission.THIRD_PARTY_COMMISSION)
    THIRD_PARTY.after(line.state, verb)
    return line


def _crumbs() -> list[Crumb]:
    return [
        words.crumbs()[0],
        Crumb(_("Third-party evaluations"), reverse("evaluation:outsides")),
    ]


def _frame(line: ThirdPartyLine, verb: Verb) -> dict[str, Any]:
    url, heading = reverse("evaluation:outside", args=[line.id]), THIRD_PARTY.labels[verb]
    return {
        "crumbs": [*_crumbs(), Crumb(line.name, url), Crumb(gettext(heading))],
        "heading": gettext(heading),
        "submit": gettext(heading),
        "name": line.name,
        "rule": "R-211",
        "cancel_url": url,
    }


def _acts(line: ThirdPartyLine, actor: Actor) -> Iterator[Act]:
    if not actor.may(Permission.THIRD_PARTY_COMMISSION):
        return
    for verb, name, icon, kind in (
        (Verb.DECLARE, "declare", "sign", "primary"),
        (Verb.REPORT, "report", "file", "primary"),
        (Verb.CALL_OFF, "call-off", "undo", "danger"),
    ):
        if THIRD_PARTY.allows(line.state, verb):
            url = reverse(f"evaluation:outside-{name}", args=[line.id])
            yield Act(gettext(THIRD_PARTY.labels[verb]), url, icon, kind, rule="R-211")

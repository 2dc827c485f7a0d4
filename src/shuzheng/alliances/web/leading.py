"""Who leads an alliance: the office names, records, dissolves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from shuzheng.alliances import access
from shuzheng.alliances.access import Permission
from shuzheng.alliances.web import forms, words
from shuzheng.foundation.ui.parts import Crumb
from shuzheng.foundation.web import acting, gate
from shuzheng.pilots.access import Permission as Pilots
from shuzheng.pilots.queries import pages_alliances
from shuzheng.pilots.rules.alliance import ALLIANCE, State, Verb
from shuzheng.pilots.services import alliances as services

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpResponse
    from django_stubs_ext import StrOrPromise

    from shuzheng.foundation.web.request import Request
    from shuzheng.pilots.queries.pages_alliances import AllianceLine

form_methods = require_http_methods(["GET", "HEAD", "POST"])


@form_methods
@gate.signed_in
def begin(request: Request) -> HttpResponse:
    """Name an acting lead for a certificate that nobody leads."""
    request.actor.require(Pilots.ALLIANCE_NAME)
    form = forms.NewAlliance(
        acting.posted(request),
        certificates=pages_alliances.without(),
        institutions=pages_alliances.institutions(),
    )

    def act(data: Mapping[str, Any]) -> None:
        services.name_acting_lead(
            data["certificate"], data["name"], data["lead"], actor=request.actor, now=request.now
        )

    context = {
        "crumbs": [*words.crumbs(), Crumb(_("Acting lead"))],
        "cancel_url": reverse("alliances:alliances"),
        **_words(Verb.NAME, _("It acts until the institutions have formed the alliance.")),
    }
    said = gettext("The acting lead is named.")
    return acting.answered(request, "alliances/form.html", form, context, act, said)


@form_methods
@gate.signed_in
def name(request: Request, alliance: int) -> HttpResponse:
    """Name another acting lead, or one for an alliance that begins anew."""
    line = _line(request, alliance, Verb.NAME)
    form = forms.ActingLead(
        acting.posted(request),
        institutions=pages_alliances.institutions(),
        initial={"name": line.name, "lead": line.lead_id or ""},
    )

    def act(data: Mapping[str, Any]) -> None:
        services.name_acting_lead(
            line.certificate_type_id,
            data["name"],
            data["lead"],
            actor=request.actor,
            now=request.now,
        )

    context = {
        **_frame(line, _("Acting lead")),
        **_words(Verb.NAME, _("It acts until the institutions have formed the alliance.")),
    }
    said = gettext("The acting lead is named.")
    return acting.answered(request, "alliances/form.html", form, context, act, said)


@form_methods
@gate.signed_in
def form(request: Request, alliance: int) -> HttpResponse:
    """Record the lead that the institutions chose."""
    line = access.alliance(alliance, request.actor, Permission.ALLIANCE_VIEW)
    verb = Verb.CHANGE_LEAD if line.state is State.FORMED else Verb.FORM
    _line(request, alliance, verb)
    members = pages_alliances.members(line.certificate_type_id)
    chosen = forms.Formed(
        acting.posted(request), members=[(member.id, member.name) for member in members]
    )

    def act(data: Mapping[str, Any]) -> None:
        services.form(line.certificate_type_id, data["lead"], actor=request.actor, now=request.now)

    context = {
        **_frame(line, _("Lead")),
        **_words(verb, _("The lead is one of the institutions that use the certificate.")),
    }
    said = gettext("The alliance and its lead are recorded.")
    return acting.answered(request, "alliances/form.html", chosen, context, act, said)


@form_methods
@gate.signed_in
def dissolve(request: Request, alliance: int) -> HttpResponse:
    """Dissolve an alliance whose certificate nobody uses any more."""
    line = _line(request, alliance, Verb.DISSOLVE)
    confirmed = forms.Confirmed(acting.posted(request))

    def act(data: Mapping[str, Any]) -> None:
        del data
        services.dissolve(line.certificate_type_id, actor=request.actor, now=request.now)

    consequence = _("Nobody leads it any more, and what is due from it lapses. It can begin anew.")
    context = {
        **_frame(line, _("Dissolve")),
        **_words(Verb.DISSOLVE, consequence),
        "danger": True,
    }
    said = gettext("The alliance is dissolved.")
    return acting.answered(request, "alliances/confirm.html", confirmed, context, act, said)


def _line(request: Request, alliance: int, verb: Verb) -> AllianceLine:
    line = access.alliance(alliance, request.actor, Permission.ALLIANCE_VIEW)
    request.actor.require(Pilots.ALLIANCE_NAME)
    ALLIANCE.after(line.state, verb)
    return line


def _frame(line: AllianceLine, last: StrOrPromise) -> dict[str, Any]:
    return {
        "crumbs": [*words.crumbs_of(line), Crumb(last)],
        "cancel_url": reverse("alliances:alliance", args=[line.id]),
        "name": line.name,
    }


def _words(verb: Verb, consequence: StrOrPromise) -> dict[str, Any]:
    label = gettext(ALLIANCE.labels[verb])
    return {"heading": label, "submit": label, "consequence": consequence, "rule": "R-253"}

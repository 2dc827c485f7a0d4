"""The steps by which a case leads elsewhere: finding, institution's case, pointer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from shuzheng.complaints.rules import effects as rules
from shuzheng.complaints.rules.effects import Effect
from shuzheng.complaints.services import effects as services
from shuzheng.complaints.web import forms, steps
from shuzheng.foundation.ui.parts import Act, Term
from shuzheng.foundation.web import acting, gate
from shuzheng.pilots.access import Permission as PilotPermission
from shuzheng.pilots.queries import pages_cases
from shuzheng.quality.access import Permission as QualityPermission
from shuzheng.quality.rules.finding import Severity
from shuzheng.quality.services.findings import Found

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from django.http import HttpResponse

    from shuzheng.complaints.queries.authors import OwnCase
    from shuzheng.complaints.queries.cases import CasePage
    from shuzheng.foundation.web.request import Request
    from shuzheng.kernel.actor import Actor

form_methods = require_http_methods(["GET", "HEAD", "POST"])


@form_methods
@gate.signed_in
def finding(request: Request, complaint: int) -> HttpResponse:
    """Open a finding against a party that the case is about."""
    page = steps.page_of(request, complaint, is_owner=True)
    request.actor.require(QualityPermission.FINDING_DECIDE)
    parties = [(one.organisation_id, one.name) for one in page.parties]
    form = forms.Finding(acting.posted(request), parties=parties)

    def act(data: Mapping[str, Any]) -> None:
        found = Found(Severity(data["severity"]), data["text"], data["happened_on"])
        party = int(data["party"])
        services.open_finding(complaint, party, found, actor=request.actor, now=request.now)

    context = {
        **steps.frame(page, _("Open a finding"), "R-213"),
        "consequence": _("The party puts it right by a deadline and does not learn of the case."),
    }
    said = gettext("The finding is open.")
    return acting.answered(request, "complaints/desk/form.html", form, context, act, said)


@form_methods
@gate.signed_in
def case(request: Request, complaint: int) -> HttpResponse:
    """Open a case of the owner's institution against an organisation."""
    page = steps.page_of(request, complaint, is_owner=True)
    request.actor.require(PilotPermission.CASE_OPEN)
    own = pages_cases.own_certificates(request.actor)
    form = forms.InstitutionCase(
        acting.posted(request), certificates=[(pk, f"{code} {name}") for pk, code, name in own]
    )

    def act(data: Mapping[str, Any]) -> None:
        services.open_case(
            complaint,
            int(data["certificate"]),
            data["title"],
            data["account"],
            actor=request.actor,
            now=request.now,
        )

    context = {
        **steps.frame(page, _("Open a case against an organisation"), "R-053"),
        "consequence": _("It goes to the office, and verified to the ministry."),
    }
    said = gettext("The case is with the office.")
    return acting.answered(request, "complaints/desk/form.html", form, context, act, said)


@form_methods
@gate.signed_in
def point(request: Request, complaint: int) -> HttpResponse:
    """Point the complainant to a score review or a refund."""
    page = steps.page_of(request, complaint, is_owner=True)
    form = forms.Pointer(acting.posted(request))

    def act(data: Mapping[str, Any]) -> None:
        services.point(complaint, Effect(data["effect"]), actor=request.actor, now=request.now)

    context = {
        **steps.frame(page, _("Point to a score review or a refund"), "R-216"),
        "consequence": _("Only the candidate can ask for it; the complainant reads where."),
    }
    said = gettext("The complainant reads where to ask for it.")
    return acting.answered(request, "complaints/desk/form.html", form, context, act, said)


def acts(page: CasePage, actor: Actor) -> Iterator[Act]:
    """Yield what the owner can set in motion now."""
    if not page.line.is_own or page.line.state not in rules.POSSIBLE:
        return
    done = {one.effect for one in page.effects}
    pk = page.line.id
    if Effect.FINDING not in done and page.parties and actor.may(QualityPermission.FINDING_DECIDE):
        yield Act(_("Open a finding"), reverse("complaints:finding", args=[pk]), "flag")
    if Effect.CASE not in done and actor.may(PilotPermission.CASE_OPEN):
        url = reverse("complaints:institution-case", args=[pk])
        yield Act(_("Open a case against an organisation"), url, "gavel")
    if not set(rules.POINTERS) <= done:
        url = reverse("complaints:point", args=[pk])
        yield Act(_("Point to a score review or a refund"), url, "go")


def followed(page: CasePage) -> list[Term]:
    """Return what followed from a case, each with its place."""
    urls = {
        Effect.FINDING: lambda one: reverse("quality:finding", args=[one.finding_id]),
        Effect.CASE: lambda one: reverse("pilots:case", args=[one.case_id]),
    }
    found = []
    for one in page.effects:
        url = urls[one.effect](one) if one.effect in urls else ""
        found.append(Term(_("What followed"), gettext(rules.EFFECTS[one.effect]), url))
    return found


def told(case: OwnCase) -> list[str]:
    """Return what the complainant reads of what followed."""
    words = {**rules.EFFECTS, **rules.POINTERS}
    return [gettext(words[one]) for one in case.effects]

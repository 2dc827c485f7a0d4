"""Forms by which an institution, or a city bureau, names who is in charge."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from shuzheng.foundation import files
from shuzheng.foundation.ui.parts import Crumb
from shuzheng.foundation.web import acting, gate
from shuzheng.pilots.access import Permission
from shuzheng.pilots.queries import pages_filing, pages_organs
from shuzheng.pilots.rules import organs as rules
from shuzheng.pilots.rules.completeness import GroupRole
from shuzheng.pilots.rules.organs import Counterpart, Party, RecordKind, RiskVerb
from shuzheng.pilots.services import organs as services
from shuzheng.pilots.web import filing_forms, forms, organ_forms, organs

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpResponse

    from shuzheng.foundation.web.request import Request

form_methods = require_http_methods(["GET", "HEAD", "POST"])


@form_methods
@gate.signed_in
def group(request: Request) -> HttpResponse:
    """Name the leading group anew."""
    request.actor.require(Permission.ORGAN_WRITE)
    present = pages_filing.group_of(request.actor.organisation_id)
    initial = [{"name": one.name, "role": one.role.value, "duty": one.duty} for one in present]
    form = forms.Empty(acting.posted(request))
    lines = filing_forms.Members(acting.posted(request), initial=initial, prefix="group")

    def act(data: Mapping[str, Any]) -> None:
        del data
        members = [
            (one["name"], GroupRole(one["role"]), one["duty"])
            for one in lines.cleaned_data
            if one.get("name")
        ]
        services.name_leading_group(members, actor=request.actor, now=request.now)

    context = _frame(request, _("Leading group"))
    said = gettext("The leading group is named.")
    return acting.answered(request, "pilots/organs/group.html", form, context, act, said, lines)


@form_methods
@gate.signed_in
def unit(request: Request) -> HttpResponse:
    """Name the unit in charge."""
    present = pages_organs.own_unit(request.actor)
    initial = (
        {"name": present.name, "head": present.head, "duties": present.duties} if present else {}
    )
    form = organ_forms.Unit(acting.posted(request), initial=initial)

    def act(data: Mapping[str, Any]) -> None:
        services.name_unit(
            data["name"], data["head"], data["duties"], actor=request.actor, now=request.now
        )

    context = {
        **_frame(request, _("Unit in charge")),
        "heading": _("Name the unit in charge of the pilot"),
        "submit": _("Name the unit"),
        "rule": "R-018",
    }
    said = gettext("The unit in charge is named.")
    return acting.answered(request, "pilots/form.html", form, context, act, said)


@form_methods
@gate.signed_in
def liaison(request: Request) -> HttpResponse:
    """Name the liaison for one party."""
    parties = {
        f"{party.kind}-{party.id}": organs.party_name(party.kind, name)
        for party, name in pages_organs.own_parties(request.actor)
    }
    form = organ_forms.Liaison(acting.posted(request), parties=list(parties.items()))

    def act(data: Mapping[str, Any]) -> None:
        kind, _dash, key = data["party"].partition("-")
        services.name_liaison(
            Party(Counterpart(kind), int(key)),
            data["name"],
            data["phone"],
            replaces=data["replaces"],
            actor=request.actor,
            now=request.now,
        )

    context = {
        **_frame(request, _("Liaison")),
        "heading": _("Name a liaison"),
        "consequence": _("One party, one liaison: none and two are both wrong."),
        "submit": _("Name the liaison"),
        "rule": "R-018",
    }
    said = gettext("The liaison is named.")
    return acting.answered(request, "pilots/form.html", form, context, act, said)


@form_methods
@gate.signed_in
def duty(request: Request) -> HttpResponse:
    """Write down who does what for one certificate."""
    lines = pages_organs.own_duties(request.actor)
    choices = [(one.certificate_type_id, f"{one.code} {one.certificate}") for one in lines]
    form = organ_forms.Duty(acting.posted(request), certificates=choices)

    def act(data: Mapping[str, Any]) -> None:
        services.split_duty(
            data["certificate"],
            data["name"],
            data["duties"],
            actor=request.actor,
            now=request.now,
        )

    context = {
        **_frame(request, _("Duties")),
        "heading": _("Write down duties for a certificate"),
        "submit": _("Write down the duties"),
        "rule": "R-020",
    }
    said = gettext("The duties are written down.")
    return acting.answered(request, "pilots/form.html", form, context, act, said)


@form_methods
@gate.signed_in
def record(request: Request) -> HttpResponse:
    """Record a decision or meeting of the Party organisation."""
    request.actor.require(Permission.ORGAN_WRITE)
    form = organ_forms.Record(acting.posted(request), acting.uploaded(request))

    def act(data: Mapping[str, Any]) -> None:
        kept = files.store(data["document"], actor=request.actor, now=request.now)
        services.record_party(
            RecordKind(data["kind"]),
            data["title"],
            data["held_on"],
            kept.pk,
            actor=request.actor,
            now=request.now,
        )

    context = {
        **_frame(request, _("Party leadership")),
        "heading": _("Record how the Party organisation led the pilot"),
        "consequence": _("A decision or a meeting, at least once a year"),
        "submit": _("Put on record"),
        "rule": "R-019",
    }
    said = gettext("The record is kept.")
    return acting.answered(request, "pilots/form.html", form, context, act, said)


@form_methods
@gate.signed_in
def risk_new(request: Request) -> HttpResponse:
    """Note a risk."""
    request.actor.require(Permission.ORGAN_WRITE)
    form = organ_forms.Risk(acting.posted(request))

    def act(data: Mapping[str, Any]) -> None:
        services.note_risk(
            data["risk"], data["measure"], data["owner"], actor=request.actor, now=request.now
        )

    context = {
        **_frame(request, _("Risk")),
        "heading": _("Note a risk of the pilot"),
        "submit": _("Note the risk"),
        "rule": "R-021",
    }
    said = gettext("The risk is noted.")
    return acting.answered(request, "pilots/form.html", form, context, act, said)


@form_methods
@gate.signed_in
def risk(request: Request, pk: int) -> HttpResponse:
    """Take a risk along."""
    line = pages_organs.risk(pk, request.actor)
    verbs = [
        (verb.value, gettext(rules.RISK.labels[verb]))
        for verb in RiskVerb
        if rules.RISK.allows(line.state, verb)
    ]
    initial = {"measure": line.measure, "owner": line.owner}
    form = organ_forms.RiskStep(acting.posted(request), verbs=verbs, initial=initial)

    def act(data: Mapping[str, Any]) -> None:
        services.move_risk(
            pk,
            RiskVerb(data["verb"]),
            data["measure"],
            data["owner"],
            actor=request.actor,
            now=request.now,
        )

    context = {
        **_frame(request, _("Risk")),
        "heading": _("Take the risk along"),
        "name": line.risk,
        "submit": _("Record the step"),
        "rule": "R-021",
    }
    said = gettext("The step is recorded.")
    return acting.answered(request, "pilots/form.html", form, context, act, said)


@form_methods
@gate.signed_in
def contact(request: Request) -> HttpResponse:
    """Name the department in charge in the reader's city, and whom to ask."""
    request.actor.require(Permission.CONTACT_NAME)
    form = organ_forms.Contact(acting.posted(request))

    def act(data: Mapping[str, Any]) -> None:
        services.name_contact(
            data["department"], data["name"], data["phone"], actor=request.actor, now=request.now
        )

    url = reverse("pilots:bureaus")
    context = {
        "crumbs": [
            *organs.crumbs(request.actor),
            Crumb(_("City bureaus"), url),
            Crumb(_("Contact person")),
        ],
        "cancel_url": url,
        "heading": _("Name the department in charge and a contact"),
        "submit": _("Name them"),
        "rule": "R-022",
    }
    said = gettext("Department and contact are named.")
    return acting.answered(request, "pilots/form.html", form, context, act, said)


def _frame(request: Request, last: Any) -> dict[str, Any]:  # noqa: ANN401 - lazy words
    url = reverse("pilots:organ", args=[request.actor.organisation_id])
    return {
        "crumbs": [
            *organs.crumbs(request.actor),
            Crumb(_("Organs and duties"), url),
            Crumb(last),
        ],
        "cancel_url": url,
    }

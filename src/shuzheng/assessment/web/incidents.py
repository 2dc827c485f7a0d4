"""Pages of incidents: the form, the list, a misconduct case and its decision."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from shuzheng.assessment.access import Permission
from shuzheng.assessment.queries import heads
from shuzheng.assessment.queries import sittings as queries
from shuzheng.assessment.rules import sitting as rules
from shuzheng.assessment.services import sittings
from shuzheng.assessment.web import signs
from shuzheng.assessment.web import sittings as door
from shuzheng.foundation.ui import forms as ui
from shuzheng.foundation.ui import listing
from shuzheng.foundation.web import acting, gate
from shuzheng.kernel import periods

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from django.http import HttpResponse

    from shuzheng.foundation.web.request import Request


INCIDENTS = (
    listing.Column("kind", _("Incident"), lead=True),
    listing.Column("part", _("Part")),
    listing.Column("said", _("What happened"), wide=True),
    listing.Column("state", _("State")),
    listing.Column("at", _("Reported"), end=True),
)


class IncidentForm(ui.Form):
    """What happened."""

    kind = forms.ChoiceField(label=_("Kind"))
    description = forms.CharField(
        label=_("What happened"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("What was seen, by whom, when; no guesses."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - a form's own
        super().__init__(*args, **kwargs)
        labels = [(kind.value, gettext(rules.INCIDENT_LABELS[kind])) for kind in rules.IncidentKind]
        self.fields["kind"].choices = [("", "—"), *labels]  # type: ignore[attr-defined]


class DecisionForm(ui.Form):
    """A decision after a hearing."""

    heard_on = ui.Day(label=_("Heard on"))
    statement = forms.CharField(
        label=_("What the candidate said"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    decision = forms.ChoiceField(
        label=_("Decision"),
        choices=[("upheld", _("Misconduct found")), ("dismissed", _("Case dismissed"))],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=_("Reason"), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )


@require_http_methods(["GET", "HEAD", "POST"])
@gate.signed_in
def incident(request: Request, pk: int) -> HttpResponse:
    """File the form of an incident."""
    row = queries.entry(pk, request.actor)
    form = IncidentForm(acting.posted(request))

    def act(data: Mapping[str, Any]) -> None:
        sittings.report_incident(
            pk,
            rules.IncidentKind(data["kind"]),
            data["description"],
            actor=request.actor,
            now=request.now,
        )

    if acting.done(request, form, act):
        messages.success(request, gettext("The incident is on file."))
        return redirect(door.back(row))
    context = {
        **door.frame(row, _("Incident form")),
        "heading": gettext("Incident: {name}").format(name=row.name),
        "submit": _("File the form"),
        "hint": _("Misconduct opens a case, which is decided after the candidate was heard."),
    }
    return acting.page(request, "assessment/sittings/form.html", form, context)


@require_safe
@gate.signed_in
def incidents(request: Request, pk: int) -> HttpResponse:
    """List the incidents of a plan."""
    found = queries.incidents_of(pk, request.actor)
    row = heads.plan(pk, request.actor, Permission.SITTING_VIEW)
    decides = row.is_own and request.actor.may(Permission.MISCONDUCT_DECIDE)
    context = {
        "plan": row,
        "crumbs": signs.crumbs(pk, row.name, _("Incidents")),
        "columns": INCIDENTS,
        "rows": [
            {
                "url": reverse("assessment:incident", args=[one.id])
                if decides and one.kind == rules.IncidentKind.MISCONDUCT
                else "",
                "kind": gettext(rules.INCIDENT_LABELS[one.kind]),
                "chip": signs.sitting_chip(one.state),
                "line": one,
            }
            for one in found
        ],
    }
    return render(request, "assessment/sittings/incidents.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@gate.signed_in
def decide(request: Request, pk: int) -> HttpResponse:
    """Show a misconduct case and decide it after the hearing."""
    line = queries.incident(pk, request.actor)
    form = DecisionForm(acting.posted(request))
    url = reverse("assessment:incidents", args=[line.plan_id])

    def act(data: Mapping[str, Any]) -> None:
        sittings.decide(
            pk,
            upheld=data["decision"] == "upheld",
            heard_at=_heard(data, request.now),
            statement=data["statement"],
            reason=data["reason"],
            actor=request.actor,
            now=request.now,
        )

    if acting.done(request, form, act):
        messages.success(request, gettext("The case is decided. The candidate may appeal."))
        return redirect(url)
    context = {
        "crumbs": signs.crumbs(line.plan_id, line.plan_name, _("Misconduct case")),
        "heading": gettext("Misconduct case {ticket}").format(ticket=line.ticket),
        "case": line,
        "chip": signs.sitting_chip(line.state),
        "is_open": not line.decision,
        "cancel_url": url,
    }
    return acting.page(request, "assessment/sittings/decide.html", form, context)


def _heard(data: Mapping[str, Any], now: datetime) -> datetime:
    """Return when a hearing was: on its day, never after this instant."""
    start: datetime = periods.start_of(data["heard_on"])
    return min(start, now) if periods.day(now) >= data["heard_on"] else start

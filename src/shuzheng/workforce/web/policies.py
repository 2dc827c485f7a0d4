"""Policies that encourage teachers: everybody reads them, the province records what they order."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from django import forms as dj
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
from django.views.decorators.http import require_http_methods, require_safe

from shuzheng.foundation.ui import formats
from shuzheng.foundation.ui import forms as ui
from shuzheng.foundation.ui.parts import Chip, Crumb, Kind, Term
from shuzheng.foundation.web import acting, gate
from shuzheng.gazette.rules.documents import State
from shuzheng.workforce.access import Permission
from shuzheng.workforce.queries import policies as queries
from shuzheng.workforce.rules.policy import Orders
from shuzheng.workforce.services import policies as services

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from django.http import HttpResponse

    from shuzheng.foundation.web.request import Request
    from shuzheng.workforce.queries.policies import Policy

SEPARATORS = re.compile(r"[、,，;；\n]+")
LONGEST = 4_000


class OrdersForm(ui.Form):
    """What a policy orders; `seen` is the revision that the page showed."""

    departments = dj.CharField(
        label=gettext_lazy("Made together with"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("Other departments of the province, separated by 、."),
    )
    in_force_on = ui.Day(label=gettext_lazy("In force from"))
    workload = dj.CharField(
        label=gettext_lazy("On the workload of teachers and of teaching managers"),
        max_length=LONGEST,
        required=False,
        widget=dj.Textarea(attrs={"rows": 5}),
    )
    programmes = dj.CharField(
        label=gettext_lazy("On programmes that train teachers"),
        max_length=LONGEST,
        required=False,
        widget=dj.Textarea(attrs={"rows": 5}),
    )
    seen = dj.IntegerField(min_value=0, widget=dj.HiddenInput)


@require_safe
def index(request: Request) -> HttpResponse:
    """Show every version of every policy on teachers, the newest first."""
    may_record = request.actor.may(Permission.POLICY_RECORD)
    page = {
        "policies": [
            {
                "id": one.document.id,
                "title": one.document.title,
                "url": reverse("gazette:document", args=[one.document.id]),
                "chip": _chip(one),
                "terms": _terms(one, request.now),
                "orders": one.orders,
            }
            for one in queries.every()
        ],
        "may_record": may_record,
    }
    return render(request, "workforce/policies.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
@gate.signed_in
def record(request: Request, document: int) -> HttpResponse:
    """Record what a policy orders, or correct what was recorded."""
    found = queries.one(document, request.actor)
    form = OrdersForm(acting.posted(request), initial=_initial(found))

    def act(data: Mapping[str, Any]) -> None:
        services.record(
            document,
            Orders(
                tuple(SEPARATORS.split(data["departments"])),
                data["in_force_on"],
                data["workload"],
                data["programmes"],
            ),
            seen=data["seen"],
            actor=request.actor,
            now=request.now,
        )

    url = reverse("workforce:policies")
    heading = _("What the policy orders")
    page = {
        "crumbs": [Crumb(_("Policies that encourage teachers"), url), Crumb(heading)],
        "heading": heading,
        "title": found.document.title,
        "cancel_url": url,
    }
    said = _("Everybody reads it beside the policy.")
    return acting.answered(request, "workforce/policy_orders.html", form, page, act, said)


def _initial(found: Policy) -> dict[str, Any]:
    if found.orders is None:
        return {"seen": 0, "in_force_on": found.document.dated_on}
    return {
        "departments": "、".join(found.orders.departments),
        "in_force_on": found.orders.in_force_on,
        "workload": found.orders.workload,
        "programmes": found.orders.programmes,
        "seen": found.revision,
    }


def _terms(one: Policy, now: datetime) -> list[Term]:
    document = one.document
    orders = one.orders
    return [
        Term(pgettext("official document", "Number"), document.number),
        Term(pgettext("official document", "Issued by"), document.issuer),
        Term(_("Version"), str(document.version)),
        *(
            [
                Term(_("Made together with"), "、".join(orders.departments)),
                Term(_("In force from"), formats.day_words(orders.in_force_on, now)),
            ]
            if orders
            else []
        ),
        *([Term(_("Revision of the record"), str(one.revision))] if one.revision > 1 else []),
    ]


def _chip(one: Policy) -> Chip:
    if one.document.state is State.PUBLISHED:
        return Chip(Kind.OK, _("Current version"))
    if one.document.state is State.SUPERSEDED:
        return Chip(Kind.OFF, _("Replaced by a new version"))
    return Chip(Kind.OFF, _("Withdrawn"))

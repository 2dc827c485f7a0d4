"""The demonstration's door: choose an invented person and step in, without a password.

It exists in demonstration mode only, which never listens beyond this machine unless forced.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.auth import login
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from shuzheng.credentials.queries import numbers
from shuzheng.credentials.rules.status import LABELS
from shuzheng.demo import sign_ins
from shuzheng.foundation import todos
from shuzheng.foundation.ui.parts import Term
from shuzheng.identity.queries import accounts, capacities
from shuzheng.identity.rules.kinds import Role
from shuzheng.kernel import periods

if TYPE_CHECKING:
    from django.http import HttpResponse

    from shuzheng.demo.sign_ins import SignIn
    from shuzheng.foundation.web.request import Request

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
TITLES = {
    "province": _("Province and cities"),
    "schools": _("Institutions"),
    "assessment": _("Evaluation and assessment"),
    "employers": _("Employers"),
    "learners": _("Learners"),
    "platform": _("The platform itself"),
}
WORK = {
    Role.OFFICE_OFFICER: ("clipboard", _("filings, activity reports, revocations")),
    Role.PROVINCIAL_ADMIN: ("gavel", _("rounds, decisions, ceilings")),
    Role.CITY_OFFICER: ("city", _("filings of the city's schools")),
    Role.INSPECTOR: ("search", _("inspections drawn by lot")),
    Role.LIAISON: ("building", _("filing, registration, confirmations")),
    Role.INSTITUTION_ADMIN: ("users", _("people, classes, hardship")),
    Role.TEACHER: ("cap", _("classes taught")),
    Role.ALLIANCE_LEAD: ("link", _("fee agreements, opinions on sites")),
    Role.ORGANISATION_STAFF: ("award", _("plans, assessors, results")),
    Role.ORGANISATION_ISSUER: ("shield", _("issuing, revoking")),
    Role.SITE_ADMIN: ("pin", _("rooms, seating, papers")),
    Role.INVIGILATOR: ("eye", _("check-in, incidents")),
    Role.ASSESSOR: ("edit", _("marking, only what is assigned")),
    Role.ENTERPRISE_USER: ("scan", _("checks certificates of applicants")),
    Role.STUDENT: ("phone", _("registration, ticket, result, certificate")),
    Role.SOCIAL_LEARNER: ("user", _("registers by oneself")),
    Role.GUARDIAN: ("users", _("consents for a minor")),
    Role.SYSTEM_ADMIN: ("box", _("jobs and schedules")),
    Role.SECURITY_ADMIN: ("lock", _("accounts and roles")),
    Role.AUDITOR: ("history", _("reads every fact")),
}


@require_http_methods(["GET", "POST"])
def door(request: Request) -> HttpResponse:
    """Offer one invented person per role; step in as the one chosen."""
    if settings.IS_PRODUCTION:
        raise Http404
    offered = sign_ins.read(settings.DATA_DIR)
    chosen = request.POST.get("as", "")
    for one in offered:
        if request.method == "POST" and one.username == chosen:
            login(request, accounts.user(one.user_id), backend=BACKEND)
            return redirect("desk:home")
    groups = [
        (TITLES[group], [_card(one, request) for one in offered if one.group == group])
        for group in dict.fromkeys(one.group for one in offered)
    ]
    context = {
        "groups": groups,
        "offered": offered,
        "password": sign_ins.PASSWORD,
        "tries": _tries(offered, request),
    }
    return render(request, "demo/door.html", context)


def _tries(offered: list[SignIn], request: Request) -> list[Term]:
    """Return a certificate in each state with its holder: what one types to check it."""
    office = next((one for one in offered if one.role == Role.OFFICE_OFFICER), None)
    if office is None:
        return []
    held = capacities.of(accounts.user(office.user_id), periods.day(request.now))
    return [
        Term(gettext(LABELS[one.state]), f"{one.holder}　{one.number}")
        for one in numbers.examples(held[0].actor)
    ]


def _card(one: SignIn, request: Request) -> dict[str, object]:
    icon, work = WORK[Role(one.role)]
    held = capacities.of(accounts.user(one.user_id), periods.day(request.now))
    mine = next((capacity for capacity in held if capacity.role == one.role), None)
    waiting = len(todos.waiting_for(mine.actor, request.now)) if mine else 0
    return {
        "username": one.username,
        "label": sign_ins.label(one.role),
        "name": one.name,
        "organisation": one.organisation,
        "icon": icon,
        "work": work,
        "waiting": waiting,
    }


app_name = "demo"
urlpatterns = [path("demo", door, name="door")]

"""The desk (我的工作台): what has to be done, what changed, how things stand, by role.

Learners have their own home on the phone and are sent there. The platform's own administrators get
desks of their own, because no duty of the programme ever waits for them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from shuzheng.desk import jobs as desk_jobs
from shuzheng.desk import starting
from shuzheng.desk.access import Permission
from shuzheng.desk.web import administering
from shuzheng.foundation import todos
from shuzheng.foundation.ui import formats, navigation
from shuzheng.foundation.ui.parts import Line
from shuzheng.foundation.web import gate
from shuzheng.identity.queries import accounts
from shuzheng.identity.rules.kinds import LEARNER_ROLES, Role
from shuzheng.insight import access as figures_access
from shuzheng.insight.queries import agenda, dashboard, happenings, operations
from shuzheng.insight.queries.showing import summary, words
from shuzheng.kernel import periods
from shuzheng.reminders.queries import pages as delivery

if TYPE_CHECKING:
    from django.http import HttpResponse

    from shuzheng.foundation.web.request import Request

SHOWN, NEWS = 8, 5


@require_safe
@gate.signed_in
def home(request: Request) -> HttpResponse:
    """Show the desk of the present capacity."""
    role = request.actor.role
    if role in LEARNER_ROLES:
        pocket = navigation.url_of("assessment:pocket", "assessment:my-registrations")
        if pocket:
            return redirect(pocket)
    pages = {
        Role.AUDITOR: _auditor,
        Role.SECURITY_ADMIN: _security,
        Role.SYSTEM_ADMIN: _platform,
    }
    page = {str(one): view for one, view in pages.items()}.get(role, _desk)
    return page(request)


def _desk(request: Request) -> HttpResponse:
    actor, now = request.actor, request.now
    duties = todos.waiting_for(actor, now)
    shown = duties if "all" in request.GET else duties[:SHOWN]
    context = {
        "today": periods.day(now),
        "weekday": formats.weekday(periods.day(now)),
        "todos": shown,
        "total": len(duties),
        "more": len(duties) - len(shown),
        "starts": starting.starts(actor),
        "agenda": _agenda(request),
        "news": happenings.news(actor, now, NEWS),
    }
    return render(request, "desk/home.html", context | _figures(request))


def _agenda(request: Request) -> list[Line]:
    return [
        Line(term.label, periods.start_of(day), note=term.value)
        for day, term in agenda.coming(request.actor, request.now)
    ]


def _figures(request: Request) -> dict[str, object]:
    actor = request.actor
    if not actor.may(figures_access.Permission.FIGURES_VIEW):
        return {}
    try:
        scope = figures_access.own(actor)
    except figures_access.NoSuchScope:
        return {}
    shown = dashboard.dashboard(scope)
    if shown is None:
        return {"no_cut": True}
    drills = actor.may(figures_access.Permission.ROWS_VIEW)
    return {
        "figures_of": scope.name,
        "figures_url": words.scope_url(scope.slug),
        "cut": shown.cut,
        "summary": summary.summary(shown, request.GET, drills=drills),
    }


def _auditor(request: Request) -> HttpResponse:
    context = {
        "chain": happenings.chain(request.actor),
        "last": administering.last_check(),
        "may_check": request.actor.may(Permission.CHAIN_CHECK),
        "newest": happenings.listed(request.actor, administering.NEWEST).rows,
        "check_name": desk_jobs.CHECK,
    }
    return render(request, "desk/auditor.html", context)


def _security(request: Request) -> HttpResponse:
    context = {
        "todos": todos.waiting_for(request.actor, request.now),
        "devices": accounts.busy_devices(request.now),
        "many": accounts.MANY,
        "device_columns": administering.DEVICE_COLUMNS,
        "lockouts": operations.lockouts(request.actor, Permission.LOCKOUT_RESET, request.now),
        "lockout_columns": administering.LOCKOUT_COLUMNS,
        "activations_url": navigation.url_of("identity:activations"),
    }
    return render(request, "desk/security.html", context)


def _platform(request: Request) -> HttpResponse:
    actor, now = request.actor, request.now
    context = {
        "figures": administering.figures(
            operations.counts(actor),
            operations.oldest_waiting(actor),
            delivery.delivery(actor, now),
            now,
        ),
        "failing": [administering.job(one) for one in operations.failing(actor, now)],
        "failing_columns": administering.FAILING_COLUMNS,
        "schedules": [administering.schedule(one) for one in operations.schedules(actor)],
        "schedule_columns": administering.SCHEDULE_COLUMNS,
        "storage": administering.storage(operations.storage(actor)),
        "storage_title": _("Storage"),
    }
    return render(request, "desk/platform.html", context)

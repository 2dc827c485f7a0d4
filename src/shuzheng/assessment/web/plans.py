"""Pages of plans: the list, one plan with its conditions, its assessors, its record."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from shuzheng.assessment.access import Permission
from shuzheng.assessment.queries import plans as queries
from shuzheng.assessment.queries.plans import OPENING, SEATING
from shuzheng.assessment.rules.plan import State
from shuzheng.assessment.sheets import lists
from shuzheng.assessment.web import plan_actions, plan_forms, plan_frames, words
from shuzheng.assessment.web.sites import room_chip
from shuzheng.foundation.ui import formats, listing
from shuzheng.foundation.ui.parts import Chip, Crumb, Kind, Term, failed_first
from shuzheng.foundation.web import gate, leaving
from shuzheng.kernel import periods
from shuzheng.kernel.actor import Reach
from shuzheng.workforce.rules import qualifications

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from django.http import HttpResponse

    from shuzheng.assessment.queries.plans import PlanLine, PlanPage
    from shuzheng.foundation.ui.parts import Check
    from shuzheng.foundation.web.request import Request
    from shuzheng.kernel.actor import Actor

COLUMNS = (
    listing.Column("name", _("Plan"), sortable=True, lead=True),
    listing.Column("level", _("Level")),
    listing.Column("organisation", _("Evaluation organisation"), sortable=True, wide=True),
    listing.Column("sites", _("Assessment sites"), wide=True, skip=True),
    listing.Column("first", _("First sitting"), sortable=True, short=_("first sitting")),
    listing.Column(
        "registered", _("Registered"), numeric=True, sortable=True, short=_("registered")
    ),
    listing.Column("state", _("State"), fixed=True),
    listing.Column("closes", _("Registration closes"), sortable=True, end=True),
)
ASSESSORS = (
    listing.Column("name", _("Assessor"), lead=True),
    listing.Column("background", _("Comes from")),
    listing.Column("number", _("Qualification"), short=_("number")),
    listing.Column("until", _("Valid until"), short=_("until")),
    listing.Column("act", _("Act"), end=True),
)
VIEWS = {
    "running": _("Running"),
    "mine": _("Waiting for me"),
    "over": _("Over"),
    "all": _("All"),
}


@require_safe
@gate.signed_in
def index(request: Request) -> HttpResponse:
    """List the plans within reach."""
    actor = request.actor
    counts = queries.counts(actor)
    views = ("mine", "running", "over", "all") if counts["mine"] else queries.VIEWS
    wish = listing.read(request.GET, COLUMNS, sort="-first", views=views)
    filters = plan_forms.PlanFilters(request.GET)
    if wish.export:
        return _exported(request, wish, filters)
    found = queries.lines(actor, wish, **listing.chosen(filters))
    rows = [_row(line, request.now) for line in found.rows]
    context = {
        "crumbs": [Crumb(_("Desk"), "/desk/"), Crumb(_("Assessment plans"))],
        "listing": listing.Listing(
            request.GET,
            wish,
            COLUMNS,
            listing.Found(rows, found.total, found.page),
            filters=filters,
            saved=tuple(listing.View(view, VIEWS[view], counts.get(view)) for view in views),
            caption=_("Assessment plans"),
            unit=_("plans"),
        ),
        "may_draft": actor.may(Permission.PLAN_WRITE),
        "waits": counts["mine"],
    }
    return render(request, "assessment/plans/list.html", context)


@require_safe
@gate.signed_in
def show(request: Request, pk: int) -> HttpResponse:
    """Show one plan: its conditions, its rooms and sittings, what may be done."""
    page = queries.page(pk, request.actor, request.now)
    guards = queries.guards(pk, request.actor, request.now)
    checks = words.checks(guards, request.now, _links(page, request.actor))
    kept = words.kept_checks(page.evidence, request.now)
    context = {
        **plan_frames.frame(page, request, "overview"),
        "checks": failed_first(checks) if checks else kept,
        "checks_title": _checks_title(page.state),
        "checks_chip": _checks_chip(checks),
        "checks_note": gettext("Checked just now") if checks else _kept_on(page, request.now),
        "room_columns": _room_columns(page),
        "rooms": [_room(room, page) for room in page.rooms],
        "rooms_note": gettext("{rooms} rooms, {sittings} sittings, {seats} seats").format(
            rooms=len(page.rooms), sittings=len(page.sittings), seats=page.seat_count
        ),
        "acts": plan_actions.of(page, checks, request.actor, request.now),
        "about": _about(page, request.now),
        "institutions": page.institutions,
        "lines": words.happened([f"assessment.plan:{pk}"]),
    }
    return render(request, "assessment/plans/detail.html", context)


@require_safe
@gate.signed_in
def assessors(request: Request, pk: int) -> HttpResponse:
    """Show who assesses in a plan."""
    page = queries.page(pk, request.actor, request.now)
    staffs = page.is_own and request.actor.may(Permission.PLAN_WRITE) and page.state in STAFFED
    columns = ASSESSORS if staffs else ASSESSORS[:-1]
    context = {
        **plan_frames.frame(page, request, "assessors"),
        "columns": columns,
        "assessors": [
            {
                "id": one.person_id,
                "name": one.name,
                "is_chief": one.is_chief,
                "background": gettext(
                    qualifications.LABELS[qualifications.Background(one.background)]
                ),
                "number": one.number,
                "until": one.expires_on,
                "short": one.expires_on < page.last_on,
                "release_url": reverse(
                    "assessment:plan-assessor-release", args=[pk, one.person_id]
                ),
            }
            for one in page.assessors
        ],
        "staffs": staffs,
    }
    return render(request, "assessment/plans/assessors.html", context)


@require_safe
@gate.signed_in
def record(request: Request, pk: int) -> HttpResponse:
    """Show everything that happened to a plan."""
    page = queries.page(pk, request.actor, request.now)
    context = {
        **plan_frames.frame(page, request, "record"),
        "lines": words.happened([f"assessment.plan:{pk}"], 200),
    }
    return render(request, "assessment/plans/record.html", context)


STAFFED = (*OPENING, State.OPEN, State.REGISTRATION_CLOSED, State.SEATED, State.POSTPONED)


def _checks_title(state: State) -> str:
    if state in SEATING:
        return gettext("Conditions for locking the seats")
    if state in OPENING:
        return gettext("Conditions for opening registration")
    return gettext("Conditions under which registration opened")


def _checks_chip(checks: Sequence[Check]) -> Chip | None:
    failed = sum(1 for check in checks if not check.held)
    if not checks:
        return None
    if not failed:
        return Chip(Kind.OK, gettext("All {all} hold").format(all=len(checks)))
    return Chip(
        Kind.BAD, gettext("{failed} of {all} not met").format(failed=failed, all=len(checks))
    )


def _kept_on(page: PlanPage, now: datetime) -> str:
    opened = page.reached.get(State.OPEN)
    if opened is None:
        return ""
    return gettext("As checked on {day}").format(day=formats.day_words(opened, now))


def _links(page: PlanPage, actor: Actor) -> dict[str, tuple[str, Any]]:
    """Return where each condition's offenders are to be seen."""
    sees_sites = page.is_own or actor.reach is Reach.PROVINCE
    site = reverse("assessment:site", args=[page.sites[0][0]]) if page.sites and sees_sites else ""
    unconfirmed = f"{plan_frames.address('registrations', page)}?view=unconfirmed"
    links: dict[str, tuple[str, Any]] = {
        "site": (site, _("See the site")),
        "rooms": (site, _("See the checks")),
        "assessors": (plan_frames.address("plan-assessors", page), _("See the assessors")),
    }
    if actor.may(Permission.REGISTRATION_VIEW):
        links["confirmed"] = (unconfirmed, _("See who"))
        links["settled"] = (plan_frames.address("registrations", page), _("See who"))
    if page.is_own and actor.may(Permission.PLAN_WRITE) and page.state in OPENING:
        links["report"] = (plan_frames.address("plan-report", page), _("Attach the report"))
        links["seats"] = links["entry"] = (
            plan_frames.address("plan-edit", page),
            _("Change the plan"),
        )
    return links


def _room_columns(page: PlanPage) -> tuple[listing.Column, ...]:
    return (
        listing.Column("name", _("Room"), lead=True),
        *(
            listing.Column(f"part-{number}", one.name, short=one.name)
            for number, one in enumerate(page.sittings)
        ),
        listing.Column("seats", _("Seats"), numeric=True, short=_("seats")),
        listing.Column("check", _("Check"), wide=True),
    )


def _room(room: Any, page: PlanPage) -> dict[str, Any]:  # noqa: ANN401 - a room's line
    return {
        "id": room.id,
        "name": room.name,
        "site": page.room_sites[room.id],
        "times": [
            (f"part-{number}", one.starts_at, one.ends_at)
            for number, one in enumerate(page.sittings)
        ],
        "seats": room.seats,
        "chip": room_chip(room),
    }


def _about(page: PlanPage, now: datetime) -> list[Term]:
    parts = gettext(", ").join(f"{part.name}{part.weight}%" for part in page.parts)
    standard = gettext("Version {version}").format(version=page.standard)
    opens, closes = formats.instant(page.opens_at, now), formats.instant(page.closes_at, now)
    terms = [
        Term(_("Evaluation organisation"), page.organisation),
        Term(_("Certificate"), words.certificate(page.certificate, page.level, page.module)),
        Term(_("Standard"), standard),
        Term(_("Parts"), parts),
        Term(_("Pass rule"), page.pass_rule, code=True),
        Term(_("Fee"), formats.yuan(page.price_fen)),
        Term(_("Registration"), gettext("{since} to {until}").format(since=opens, until=closes)),
        Term(_("Activity report"), page.report_number),
        Term(
            _("Invited institutions"),
            ngettext("{n} institution", "{n} institutions", len(page.institutions)).format(
                n=len(page.institutions)
            ),
        ),
    ]
    if page.reason:
        terms.append(Term(_("Reason"), page.reason))
    if page.next_on:
        terms.append(Term(_("Next date"), formats.day_words(page.next_on, now)))
    return terms


def _row(line: PlanLine, now: datetime) -> dict[str, Any]:
    waits = line.state in (*OPENING, State.OPEN)
    return {
        "id": line.id,
        "url": reverse("assessment:plan", args=[line.id]),
        "number": line.number,
        "name": line.name,
        "level": words.level(line.level),
        "organisation": line.organisation,
        "sites": line.sites,
        "first": line.first_on,
        "registered": f"{formats.number(line.registered)} / {formats.number(line.seats)}",
        "chip": words.plan_chip(line.state),
        "due": line.closes_at if waits and line.closes_at > now else None,
        "closes": line.closes_at,
    }


def _exported(
    request: Request, wish: listing.Wish, filters: plan_forms.PlanFilters
) -> HttpResponse:
    whole = listing.Wish(wish.view, wish.sort, wish.descending, size=leaving.EVERYTHING)
    found = queries.lines(request.actor, whole, **listing.chosen(filters))
    rows = (
        {
            "number": line.number,
            "name": line.name,
            "level": words.level(line.level),
            "organisation": line.organisation,
            "sites": "；".join(line.sites),
            "first_on": line.first_on,
            "closes_on": periods.day(line.closes_at),
            "seats": line.seats,
            "registered": line.registered,
            "state": words.plan_word(line.state),
        }
        for line in found.rows
    )
    shown = listing.Listing(request.GET, wish, COLUMNS, found, filters=filters)
    said = leaving.filters_in_words(shown)
    return leaving.workbook(request, lists.PLANS, rows, said=said, kind=wish.export)

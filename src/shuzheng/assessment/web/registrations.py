"""Pages of a plan's registrations: figures, list, workbooks, one registration."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from shuzheng.assessment.access import Permission
from shuzheng.assessment.queries import evidence
from shuzheng.assessment.queries import plans as plan_queries
from shuzheng.assessment.queries import registrations as queries
from shuzheng.assessment.rules import admission
from shuzheng.assessment.rules.plan import State as PlanState
from shuzheng.assessment.rules.registration import HOLDS_PLACE, State
from shuzheng.assessment.services import registrations as services
from shuzheng.assessment.sheets import lists, national
from shuzheng.assessment.web import plan_frames, registration_forms, words
from shuzheng.fees.queries import settlements
from shuzheng.foundation.ui import formats, listing
from shuzheng.foundation.ui.parts import Act, Crumb, Fact, Figure, Term
from shuzheng.foundation.web import gate, leaving
from shuzheng.kernel import periods

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from django.http import HttpResponse

    from shuzheng.assessment.queries.plans import PlanPage
    from shuzheng.assessment.queries.registrations import (
        RegistrationLine,
        RegistrationPage,
        Tally,
    )
    from shuzheng.foundation.web.request import Request
    from shuzheng.kernel.actor import Actor

COLUMNS = (
    listing.Column("name", _("Candidate"), sortable=True, lead=True),
    listing.Column("class", _("Institution and class"), sortable=True, wide=True),
    listing.Column("document", _("Document number"), short=_("document")),
    listing.Column("confirmed", _("Own confirmation"), sortable=True, short=_("confirmed")),
    listing.Column("fee", _("Fee"), short=_("fee")),
    listing.Column("state", _("State"), fixed=True),
    listing.Column("drafted", _("Registered at"), sortable=True, end=True),
)
VIEWS = {
    "open": _("Open"),
    "unconfirmed": _("Not confirmed"),
    "asked": _("Ask to sit later"),
    "ended": pgettext_lazy("registrations", "Ended"),
    "all": _("All"),
}


@require_safe
@gate.signed_in
def index(request: Request, pk: int) -> HttpResponse:
    """List a plan's registrations within reach, under their figures."""
    actor, now = request.actor, request.now
    page = plan_queries.page(pk, actor, now)
    actor.require(Permission.REGISTRATION_VIEW)
    columns = _columns(actor)
    wish = listing.read(request.GET, columns, sort="name", views=queries.VIEWS)
    filters = registration_forms.RegistrationFilters(
        request.GET, institutions=queries.institutions(pk, actor)
    )
    if wish.export:
        return _exported(request, page, wish, filters)
    found = queries.lines(pk, actor, wish, **listing.chosen(filters))
    counts = queries.counts(pk, actor)
    tally = queries.tally(pk, actor)
    context = {
        **plan_frames.frame(page, request, "registrations"),
        "figures": _figures(tally, page),
        "listing": listing.Listing(
            request.GET,
            wish,
            columns,
            listing.Found([_row(line) for line in found.rows], found.total, found.page),
            filters=filters,
            saved=tuple(
                listing.View(view, VIEWS[view], counts.get(view)) for view in queries.VIEWS
            ),
            caption=_("Registrations"),
            unit=_("people"),
        ),
        "shows_fees": settlements.keeps_receipts(actor),
        "acts": list(_acts(page, tally, actor, now)),
        "answer_until": queries.answer_until(page.first_on),
        "unconfirmed": tally.unconfirmed + tally.waiting_guardian,
    }
    return render(request, "assessment/registrations/list.html", context)


@require_safe
@gate.signed_in
def show(request: Request, pk: int) -> HttpResponse:
    """Show one registration."""
    page = queries.page(pk, request.actor)
    line = page.line
    context = {
        "page": page,
        "chip": words.registration_chip(line.state, waits_for_guardian=line.waits_for_guardian),
        "crumbs": [
            Crumb(_("Desk"), "/desk/"),
            Crumb(page.plan_number, reverse("assessment:plan", args=[page.plan_id])),
            Crumb(_("Registrations"), reverse("assessment:registrations", args=[page.plan_id])),
            Crumb(line.name),
        ],
        "meta_facts": [
            Fact("calendar", words.certificate(page.plan, page.level)),
            Fact("building", line.institution or gettext("Social learner")),
        ],
        "about": _about(page, request.now),
        "finding": words.sentence(page.finding.template, page.finding.params, request.now)
        if page.finding
        else "",
        "acts": list(_own_acts(page, request.actor, request.now)),
        "lines": words.happened([f"assessment.registration:{pk}"], 30),
        "logged": evidence.of_registration(pk, request.actor),
    }
    return render(request, "assessment/registrations/detail.html", context)


@require_safe
@gate.signed_in
def unconfirmed(request: Request, pk: int) -> HttpResponse:
    """Hand out the list of whoever has not confirmed, by institution and class."""
    page = plan_queries.page(pk, request.actor, request.now)
    rows = (
        {
            "institution": line.institution,
            "class_name": line.class_name,
            "name": line.name,
            "student_number": line.student_number,
            "document": line.document_masked,
            "phone": line.phone_masked,
            "drafted_on": periods.day(line.drafted_at),
            "waits_for": gettext("the guardian")
            if line.waits_for_guardian
            else gettext("the candidate"),
        }
        for line in queries.unconfirmed(pk, request.actor)
    )
    name = f"{lists.UNCONFIRMED.title} {page.number}"
    return leaving.workbook(request, lists.UNCONFIRMED, rows, name=name)


@require_POST
@gate.signed_in
def hand_over(request: Request, pk: int) -> HttpResponse:
    """Hand out the workbook for the national platform; its rows count as reported."""
    rows = services.hand_over(pk, actor=request.actor, now=request.now)
    name = f"{national.REGISTRATIONS.title} {rows[0]['plan_number']}"
    return leaving.workbook(request, national.REGISTRATIONS, rows, name=name)


def _columns(actor: Actor) -> tuple[listing.Column, ...]:
    """Return the columns that an actor may see: fees are for whoever keeps the receipts (R-128)."""
    shown = settlements.keeps_receipts(actor)
    return tuple(column for column in COLUMNS if shown or column.key != "fee")


def _figures(tally: Tally, page: PlanPage) -> list[Figure]:
    people = gettext("people")
    waiting = tally.unconfirmed + tally.waiting_guardian
    return [
        Figure(
            _("Registered"),
            formats.number(tally.total),
            people,
            gettext("{students} students, {social} social learners").format(
                students=tally.students, social=tally.social
            ),
        ),
        Figure(
            _("Confirmed in person"),
            formats.number(tally.confirmed),
            people,
            gettext("{n} not confirmed").format(n=waiting) if waiting else gettext("Everybody"),
            url="?view=unconfirmed" if waiting else "",
        ),
        Figure(
            _("Eligible"),
            formats.number(tally.eligible),
            people,
            gettext("{n} not eligible").format(n=tally.ineligible),
        ),
        Figure(
            _("Accepted"),
            formats.number(tally.accepted),
            people,
            gettext("{taken} of {seats} places taken").format(
                taken=formats.number(page.taken), seats=formats.number(page.seats)
            ),
        ),
        Figure(
            _("Needs care"),
            formats.number(tally.accessible),
            people,
            gettext("accessible seats"),
        ),
    ]


def _acts(page: PlanPage, tally: Tally, actor: Actor, now: datetime) -> Iterator[Act]:
    """Yield what the actor may do with a plan's registrations."""
    if (
        page.state == PlanState.OPEN
        and page.is_invited
        and actor.may(Permission.REGISTRATION_DRAFT)
    ):
        running = page.opens_at <= now < page.closes_at
        yield Act(
            _("Import the roster"),
            reverse("assessment:roster-import", args=[page.id]),
            "upload",
            "primary",
            barred="" if running else _("Registration is not open at this hour."),
        )
    waiting = tally.unconfirmed + tally.waiting_guardian
    if waiting:
        yield Act(
            _("List of who has not confirmed"),
            reverse("assessment:registrations-unconfirmed", args=[page.id]),
            "download",
        )
    closes = page.state in {PlanState.REGISTRATION_CLOSED, PlanState.POSTPONED}
    side = page.is_own or (page.is_invited and actor.may(Permission.REGISTRATION_DRAFT))
    if closes and tally.unconfirmed and side:
        yield Act(
            _("Withdraw who has not confirmed"),
            reverse("assessment:registrations-withdraw", args=[page.id]),
            "undo",
            "danger",
            dialog=True,
        )
    if tally.accepted and side and actor.may(Permission.REGISTRATION_REPORT):
        yield Act(
            _("Workbook for the national platform"),
            reverse("assessment:registrations-national", args=[page.id]),
            "share",
            post=True,
            note=_("Holds whole document numbers; handing it out is recorded."),
        )


def _own_acts(page: RegistrationPage, actor: Actor, now: datetime) -> Iterator[Act]:
    state = page.line.state
    drafts = page.is_own_school and actor.may(Permission.REGISTRATION_DRAFT)
    running = page.plan_state == PlanState.OPEN and now < page.closes_at
    if drafts and running:
        yield Act(
            _("Correct"), reverse("assessment:registration-correct", args=[page.line.id]), "edit"
        )
        confirmed = state not in {State.DRAFTED, State.INELIGIBLE}
        if state in {State.DRAFTED, State.INELIGIBLE} or confirmed:
            yield Act(
                _("Withdraw the registration"),
                reverse("assessment:registration-withdraw", args=[page.line.id]),
                "undo",
                "danger",
                dialog=not confirmed,
                barred=_("The candidate has confirmed; only the candidate can withdraw now.")
                if confirmed
                else "",
                rule="R-034" if confirmed else "",
            )
    if page.is_own_plan and actor.may(Permission.REGISTRATION_DEFER) and state in HOLDS_PLACE:
        primary = "primary" if page.deferral_reason else ""
        yield Act(
            _("Defer the sitting"),
            reverse("assessment:registration-defer", args=[page.line.id]),
            "history",
            primary,
            dialog=True,
        )
        if page.deferral_reason:
            yield Act(
                _("Do not defer"),
                reverse("assessment:registration-refuse-deferral", args=[page.line.id]),
                "x",
                dialog=True,
            )


def _about(page: RegistrationPage, now: datetime) -> list[Term]:
    line = page.line
    terms = [
        Term(_("Document number"), line.document_masked),
        Term(_("Mobile number"), line.phone_masked),
        Term(_("Class"), line.class_name),
        Term(_("Student number"), line.student_number),
        Term(_("Registered at"), formats.instant(line.drafted_at, now)),
    ]
    if line.confirmed_at:
        terms.append(Term(_("Confirmed at"), formats.instant(line.confirmed_at, now)))
        method = gettext(admission.METHOD_LABELS[admission.Method(page.confirmation_method)])
        terms.append(Term(_("Method"), method))
    if page.consented_at:
        terms.append(Term(_("Guardian's consent"), formats.instant(page.consented_at, now)))
    if line.fee is not None:
        terms.append(Term(_("Fee"), words.fee(line.fee)))
    if line.needs_accessible_seat:
        terms.append(Term(_("Seat"), gettext("Needs an accessible seat")))
    if page.reason:
        terms.append(Term(_("Reason"), page.reason))
    return terms


def _row(line: RegistrationLine) -> dict[str, Any]:
    return {
        "id": line.id,
        "url": reverse("assessment:registration", args=[line.id]),
        "name": line.name,
        "institution": line.institution,
        "class_name": line.class_name,
        "document": line.document_masked,
        "confirmed_at": line.confirmed_at,
        "guardian": line.waits_for_guardian,
        "waits": line.state == State.DRAFTED,
        "fee": words.fee(line.fee),
        "chip": words.registration_chip(line.state, waits_for_guardian=line.waits_for_guardian),
        "asked": line.deferral_asked,
        "drafted_at": line.drafted_at,
    }


def _exported(
    request: Request,
    page: PlanPage,
    wish: listing.Wish,
    filters: registration_forms.RegistrationFilters,
) -> HttpResponse:
    whole = listing.Wish(wish.view, wish.sort, wish.descending, size=leaving.EVERYTHING)
    found = queries.lines(page.id, request.actor, whole, **listing.chosen(filters))
    rows = (
        {
            "name": line.name,
            "document": line.document_masked,
            "institution": line.institution,
            "class_name": line.class_name,
            "student_number": line.student_number,
            "phone": line.phone_masked,
            "drafted_on": periods.day(line.drafted_at),
            "confirmed_on": periods.day(line.confirmed_at) if line.confirmed_at else None,
            "fee": words.fee(line.fee),
            "state": words.registration_chip(
                line.state, waits_for_guardian=line.waits_for_guardian
            ).word,
        }
        for line in found.rows
    )
    shown = listing.Listing(request.GET, wish, _columns(request.actor), found, filters=filters)
    with_fees = settlements.keeps_receipts(request.actor)
    sheet = lists.REGISTRATIONS if with_fees else lists.REGISTRATIONS_WITHOUT_FEES
    said = leaving.filters_in_words(shown)
    name = f"{lists.REGISTRATIONS.title} {page.number}"
    return leaving.workbook(request, sheet, rows, said=said, kind=wish.export, name=name)

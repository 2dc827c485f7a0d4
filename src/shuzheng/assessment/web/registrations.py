"""Pages of a plan's registrations: figures, list, workbooks, one registration."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from shuzheng.assessment.access import Permission
from shuzheng.assessment.queries import plans as plan_queries
from shuzheng.assessment.queries import registrations as queries
from shuzheng.assessment.rules import admission
from shuzheng.assessment.rules.plan import State as PlanState
from shuzheng.assessment.rules.registration import HOLDS_PLACE, State
from shuzheng.assessment.services import registrations as services
from shuzheng.assessment.sheets import lists, national
from shuzheng.assessment.web import acting, leaving, plans, registration_forms, words
from shuzheng.foundation.ui import formats, listing
from shuzheng.foundation.ui.parts import Act, Crumb, Fact, Figure, Term
from shuzheng.foundation.web import gate
from shuzheng.identity.queries import enrolments
from shuzheng.kernel import periods

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

    from django.http import HttpResponse
    from django_stubs_ext import StrOrPromise

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
    "ended": _("Ended"),
    "all": _("All"),
}
FORM, CONFIRM = "assessment/form.html", "assessment/confirm.html"
FORMS = ["GET", "HEAD", "POST"]


@require_safe
@gate.signed_in
def index(request: Request, pk: int) -> HttpResponse:
    """List a plan's registrations within reach, under their figures."""
    actor, now = request.actor, request.now
    page = plan_queries.page(pk, actor, now)
    actor.require(Permission.REGISTRATION_VIEW)
    wish = listing.read(request.GET, COLUMNS, sort="name", views=queries.VIEWS)
    filters = registration_forms.RegistrationFilters(
        request.GET, institutions=queries.institutions(pk, actor)
    )
    if wish.export:
        return _exported(request, page, wish, filters)
    found = queries.lines(pk, actor, wish, **listing.chosen(filters))
    counts = queries.counts(pk, actor)
    tally = queries.tally(pk, actor)
    context = {
        **plans.frame(page, request, "registrations"),
        "figures": _figures(tally, page),
        "listing": listing.Listing(
            request.GET,
            wish,
            COLUMNS,
            listing.Found([_row(line) for line in found.rows], found.total, found.page),
            filters=filters,
            saved=tuple(
                listing.View(view, VIEWS[view], counts.get(view)) for view in queries.VIEWS
            ),
            caption=_("Registrations"),
            unit=_("people"),
        ),
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


@require_http_methods(FORMS)
@gate.signed_in
def withdraw_unconfirmed(request: Request, pk: int) -> HttpResponse:
    """Withdraw whoever has not confirmed once registration is closed."""
    page = plan_queries.page(pk, request.actor, request.now)
    tally = queries.tally(pk, request.actor)
    form = registration_forms.Empty(acting.posted(request))
    url = reverse("assessment:registrations", args=[pk])
    gone: list[int] = []
    if acting.done(
        request,
        form,
        lambda _data: gone.append(
            services.withdraw_unconfirmed(pk, actor=request.actor, now=request.now)
        ),
    ):
        said = ngettext(
            "{n} registration is withdrawn.", "{n} registrations are withdrawn.", gone[0]
        )
        messages.success(request, said.format(n=gone[0]))
        return redirect(url)
    until = formats.day_words(queries.answer_until(page.first_on), request.now)
    context = {
        "crumbs": [Crumb(page.number, url), Crumb(_("Withdraw"))],
        "heading": gettext("Withdraw the registrations that nobody confirmed?"),
        "consequence": ngettext(
            "{n} candidate loses the place. It would happen by itself after {until}.",
            "{n} candidates lose their places. It would happen by itself after {until}.",
            tally.unconfirmed,
        ).format(n=tally.unconfirmed, until=until),
        "rule": "R-034",
        "submit": _("Withdraw them"),
        "keep": _("Wait for them"),
        "danger": True,
        "cancel_url": url,
    }
    return acting.page(request, CONFIRM, form, context)


@require_http_methods(FORMS)
@gate.signed_in
def withdraw(request: Request, pk: int) -> HttpResponse:
    """Withdraw a registration that its candidate has not confirmed."""
    request.actor.require(Permission.REGISTRATION_DRAFT)
    return _one(
        request,
        pk,
        registration_forms.OptionalReason(acting.posted(request)),
        lambda data: services.withdraw(
            pk, reason=data["reason"], actor=request.actor, now=request.now
        ),
        gettext("Withdraw the registration of {name}?"),
        _("Withdraw the registration"),
    )


@require_http_methods(FORMS)
@gate.signed_in
def defer(request: Request, pk: int) -> HttpResponse:
    """Defer a candidate's sitting."""
    request.actor.require(Permission.REGISTRATION_DEFER)
    return _one(
        request,
        pk,
        registration_forms.Reason(acting.posted(request)),
        lambda data: services.defer(pk, data["reason"], actor=request.actor, now=request.now),
        gettext("Let {name} sit at a later assessment?"),
        _("Defer the sitting"),
    )


@require_http_methods(FORMS)
@gate.signed_in
def refuse_deferral(request: Request, pk: int) -> HttpResponse:
    """Answer that a sitting is not deferred."""
    request.actor.require(Permission.REGISTRATION_DEFER)
    return _one(
        request,
        pk,
        registration_forms.Reason(acting.posted(request)),
        lambda data: services.refuse_deferral(
            pk, data["reason"], actor=request.actor, now=request.now
        ),
        gettext("Tell {name} that the sitting is not deferred?"),
        _("Do not defer"),
    )


@require_http_methods(FORMS)
@gate.signed_in
def correct(request: Request, pk: int) -> HttpResponse:
    """Correct a registration's class and kind of seat."""
    request.actor.require(Permission.REGISTRATION_DRAFT)
    page = queries.page(pk, request.actor)
    classes = [
        (one.id, f"{one.name}（{one.entry_year}）")
        for one in enrolments.classes(request.actor.organisation_id)
    ]
    form = registration_forms.Correction(
        acting.posted(request),
        classes=classes,
        initial={
            "school_class": page.class_id,
            "needs_accessible_seat": page.line.needs_accessible_seat,
        },
    )
    url = reverse("assessment:registration", args=[pk])
    if acting.done(
        request,
        form,
        lambda data: services.correct(
            pk,
            class_id=data.get("school_class"),
            needs_accessible_seat=data["needs_accessible_seat"],
            actor=request.actor,
            now=request.now,
        ),
    ):
        messages.success(request, gettext("The registration is corrected."))
        return redirect(url)
    context = {
        "crumbs": [Crumb(page.line.name, url), Crumb(_("Correct"))],
        "heading": gettext("Correct the registration of {name}").format(name=page.line.name),
        "submit": _("Save the correction"),
        "cancel_url": url,
    }
    return acting.page(request, FORM, form, context)


def _one(
    request: Request,
    pk: int,
    form: Any,  # noqa: ANN401 - one of the reasons
    act: Callable[..., object],
    question: str,
    verb: StrOrPromise,
) -> HttpResponse:
    """Ask, do, and go back to the registration."""
    page = queries.page(pk, request.actor)
    url = reverse("assessment:registration", args=[pk])
    if acting.done(request, form, act):
        messages.success(request, gettext("Done: {verb}").format(verb=verb))
        return redirect(url)
    context = {
        "crumbs": [Crumb(page.line.name, url), Crumb(verb)],
        "heading": question.format(name=page.line.name),
        "consequence": words.certificate(page.plan, page.level),
        "submit": verb,
        "rule": "R-115",
        "cancel_url": url,
    }
    return acting.page(request, CONFIRM, form, context)


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
    shown = listing.Listing(request.GET, wish, COLUMNS, found, filters=filters)
    said = leaving.filters_in_words(shown)
    name = f"{lists.REGISTRATIONS.title} {page.number}"
    return leaving.workbook(
        request, lists.REGISTRATIONS, rows, said=said, kind=wish.export, name=name
    )

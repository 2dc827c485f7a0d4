"""The learner's pages: answer, see where one stands, leave, sit later, find a plan, consent.

One thing to do stands first; everything else is below it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from shuzheng.assessment.access import Permission
from shuzheng.assessment.queries import learners as queries
from shuzheng.assessment.rules.plan import State as PlanState
from shuzheng.assessment.rules.registration import HOLDS_PLACE, State
from shuzheng.assessment.services import registrations as services
from shuzheng.assessment.web import learner_words, registration_forms
from shuzheng.fees.access import Permission as FeePermission
from shuzheng.foundation.ui import formats
from shuzheng.foundation.ui.parts import Door
from shuzheng.foundation.web import acting, gate

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from django.http import HttpResponse
    from django_stubs_ext import StrOrPromise

    from shuzheng.assessment.queries.learners import Own
    from shuzheng.foundation.web.request import Request

FORMS = ["GET", "HEAD", "POST"]
ASKABLE = (PlanState.OPEN, PlanState.REGISTRATION_CLOSED, PlanState.SEATED)


@require_safe
@gate.signed_in
def index(request: Request) -> HttpResponse:
    """Show one's registrations: what is to be answered first, then where each stands."""
    found = queries.mine(request.actor, request.now)
    wards = queries.wards(request.actor, request.now)
    first = next((own for own in found if own.waits_for_answer), None)
    consent = next((own for own in wards if own.waits_for_consent), None)
    context = {
        "first": _asked(first, request) if first else None,
        "consent": _asked(consent, request) if consent and not first else None,
        "cards": [
            learner_words.card(own, request.now)
            for own in found
            if first is None or own.id != first.id
        ],
        "doors": _doors(found, wards, request),
        "none": not found,
        "may_enter": request.actor.may(Permission.REGISTRATION_ENTER),
    }
    return render(request, "assessment/mine/index.html", context)


@require_safe
@gate.signed_in
def show(request: Request, pk: int) -> HttpResponse:
    """Show one registration and the rights that go with it."""
    own = queries.one(pk, request.actor, request.now)
    is_own = own.person_id == request.actor.person_id
    context = {
        "own": own,
        "title": learner_words.title(own),
        "asked": _asked(own, request)
        if (own.waits_for_answer and is_own) or (own.waits_for_consent and not is_own)
        else None,
        "card": learner_words.card(own, request.now),
        "about": learner_words.about(own, request.now),
        "rights": _rights(own, request) if is_own else [],
    }
    return render(request, "assessment/mine/detail.html", context)


@require_http_methods(FORMS)
@gate.signed_in
def confirm(request: Request, pk: int) -> HttpResponse:
    """Say yes to one's own registration; asks for a date of birth where nobody knows it."""
    own = queries.one(pk, request.actor, request.now, Permission.REGISTRATION_CONFIRM)
    knows = queries.knows_birth(request.actor)
    form: Any = (registration_forms.Empty if knows else registration_forms.Born)(
        acting.posted(request)
    )

    def act(data: Mapping[str, Any]) -> None:
        services.confirm(pk, born_on=data.get("born_on"), actor=request.actor, now=request.now)

    if acting.done(request, form, act):
        messages.success(
            request, gettext("You have confirmed: {plan}").format(plan=learner_words.title(own))
        )
        return redirect("assessment:my-registrations")
    return _ask(
        request,
        form,
        own,
        gettext("Register for this assessment?"),
        gettext("Your answer is kept with its time. You can leave until registration closes."),
        _("I register"),
    )


@require_http_methods(FORMS)
@gate.signed_in
def decline(request: Request, pk: int) -> HttpResponse:
    """Say no; it needs no reason and has no consequence."""
    return _do(
        request,
        pk,
        registration_forms.Empty(acting.posted(request)),
        lambda _data: services.decline(pk, actor=request.actor, now=request.now),
        gettext("Not register for this assessment?"),
        gettext("No reason is needed, and it has no consequence of any kind."),
        _("I do not register"),
    )


@require_http_methods(FORMS)
@gate.signed_in
def consent(request: Request, pk: int) -> HttpResponse:
    """Consent as a guardian."""
    own = queries.one(pk, request.actor, request.now)
    said = gettext("{person} is registered for this assessment and under age.").format(
        person=own.person
    )
    return _do(
        request,
        pk,
        registration_forms.Empty(acting.posted(request)),
        lambda _data: services.consent(pk, actor=request.actor, now=request.now),
        gettext("Consent to this registration?"),
        said,
        _("I consent"),
        as_guardian=True,
    )


@require_http_methods(FORMS)
@gate.signed_in
def withdraw(request: Request, pk: int) -> HttpResponse:
    """Leave a plan; whatever was paid is refunded."""
    return _do(
        request,
        pk,
        registration_forms.OptionalReason(acting.posted(request)),
        lambda data: services.withdraw(
            pk, reason=data["reason"], actor=request.actor, now=request.now
        ),
        gettext("Leave this assessment?"),
        gettext("Your place is free for somebody else at once. What you paid is refunded."),
        _("Leave the assessment"),
    )


@require_http_methods(FORMS)
@gate.signed_in
def ask_deferral(request: Request, pk: int) -> HttpResponse:
    """Ask to sit later."""
    return _do(
        request,
        pk,
        registration_forms.Reason(acting.posted(request)),
        lambda data: services.ask_deferral(
            pk, data["reason"], actor=request.actor, now=request.now
        ),
        gettext("Ask to sit at a later assessment?"),
        gettext("The evaluation organisation answers; until then nothing changes."),
        _("Ask for a deferral"),
    )


@require_http_methods(FORMS)
@gate.signed_in
def seat(request: Request, pk: int) -> HttpResponse:
    """Say whether one needs an accessible seat."""
    own = queries.one(pk, request.actor, request.now)
    form = registration_forms.Correction(
        acting.posted(request),
        classes=(),
        initial={"needs_accessible_seat": own.needs_accessible_seat},
    )
    return _do(
        request,
        pk,
        form,
        lambda data: services.correct(
            pk,
            needs_accessible_seat=data["needs_accessible_seat"],
            actor=request.actor,
            now=request.now,
        ),
        gettext("Which seat do you need?"),
        gettext("Tell it before registration closes, so that the site can prepare."),
        _("Save"),
    )


@require_safe
@gate.signed_in
def find(request: Request) -> HttpResponse:
    """Show the plans that one could enter."""
    request.actor.require(Permission.REGISTRATION_ENTER)
    form = registration_forms.Search(request.GET)
    q = form.cleaned_data["q"] if form.is_valid() else ""
    found = queries.open_plans(request.actor, request.now, q=q)
    context = {
        "form": form,
        "q": q,
        "plans": [learner_words.open_plan(one, request.now) for one in found],
        "knows_birth": queries.knows_birth(request.actor),
    }
    return render(request, "assessment/mine/find.html", context)


@require_http_methods(FORMS)
@gate.signed_in
def enter(request: Request, pk: int) -> HttpResponse:
    """Register oneself."""
    request.actor.require(Permission.REGISTRATION_ENTER)
    found = queries.open_plans(request.actor, request.now)
    plan = next((one for one in found if one.id == pk), None)
    knows = queries.knows_birth(request.actor)
    form: Any = (registration_forms.Empty if knows else registration_forms.Born)(
        acting.posted(request)
    )

    def act(data: Mapping[str, Any]) -> None:
        services.enter(pk, born_on=data.get("born_on"), actor=request.actor, now=request.now)

    if acting.done(request, form, act):
        messages.success(request, gettext("You are registered."))
        return redirect("assessment:my-registrations")
    context = {
        "plan": learner_words.open_plan(plan, request.now) if plan else None,
        "heading": gettext("Register for this assessment?"),
        "consequence": gettext(
            "Your answer is kept with its time. You can leave until registration closes."
        ),
        "submit": _("I register"),
        "cancel_url": reverse("assessment:find"),
    }
    return acting.page(request, "assessment/mine/enter.html", form, context)


@require_safe
@gate.signed_in
def wards(request: Request) -> HttpResponse:
    """Show the registrations of one's wards: what waits for consent first."""
    found = queries.wards(request.actor, request.now)
    waits = [own for own in found if own.waits_for_consent]
    context = {
        "waits": [_asked(own, request) for own in waits],
        "cards": [
            learner_words.card(own, request.now, named=True)
            for own in found
            if not own.waits_for_consent
        ],
        "none": not found,
        "doors": _exemption(request),
    }
    return render(request, "assessment/mine/wards.html", context)


def _asked(own: Own, request: Request) -> dict[str, Any]:
    """Return what the one thing to do shows: until when, what, and the two answers."""
    return {
        "id": own.id,
        "until": formats.due(own.answer_until, request.now),
        "title": learner_words.question(own, request.actor.person_id),
        "text": learner_words.why_asked(own, request.actor.person_id),
        "facts": learner_words.asked_facts(own, request.now),
        "is_own": own.person_id == request.actor.person_id,
        "knows_birth": own.person_id != request.actor.person_id
        or queries.knows_birth(request.actor),
    }


def _doors(found: list[Own], wards: list[Own], request: Request) -> list[Door]:
    doors = []
    if request.actor.may(Permission.REGISTRATION_ENTER):
        doors.append(
            Door(
                _("Find an assessment"),
                reverse("assessment:find"),
                "search",
                _("Open ones you may register for"),
            )
        )
    if wards or request.actor.may(Permission.REGISTRATION_CONSENT):
        doors.append(
            Door(_("My wards"), reverse("assessment:wards"), "users", _("Consent as a guardian"))
        )
    here = next((own for own in found if own.is_open and own.state != State.DRAFTED), None)
    if here:
        url = reverse("assessment:my-registration", args=[here.id])
        doors.append(
            Door(
                _("Leave, sit later, correct"),
                url,
                "undo",
                _("Your rights for the next assessment"),
            )
        )
    return [*doors, *_exemption(request)]


def _exemption(request: Request) -> list[Door]:
    """Return the way to one's claim of hardship: the same for everybody who could claim (R-128)."""
    if not request.actor.may(FeePermission.HARDSHIP_CLAIM):
        return []
    return [
        Door(
            _("Exemption from fees"),
            reverse("fees:own-claims"),
            "coins",
            _("For families in hardship; others do not see it"),
        )
    ]


def _rights(own: Own, request: Request) -> list[Door]:
    """Return what a candidate may do with a registration now (R-115)."""
    doors = []
    running = own.plan_state == PlanState.OPEN and request.now < own.closes_at
    may_leave = running or own.plan_state == PlanState.POSTPONED
    if own.is_open and may_leave and not own.waits_for_answer:
        doors.append(
            Door(
                _("Leave and be refunded"),
                reverse("assessment:my-withdraw", args=[own.id]),
                "undo",
                _("Whatever you paid comes back"),
            )
        )
    if own.is_open and running:
        doors.append(
            Door(
                _("Seat"),
                reverse("assessment:my-seat", args=[own.id]),
                "seat",
                _("An accessible one, if you need it"),
            )
        )
    if own.state in HOLDS_PLACE and own.plan_state in ASKABLE and not own.deferral_asked_at:
        doors.append(
            Door(
                _("Sit later"),
                reverse("assessment:my-deferral", args=[own.id]),
                "history",
                _("Ill or in trouble: ask to sit at a later assessment"),
            )
        )
    return [*doors, *_exemption(request)]


def _do(
    request: Request,
    pk: int,
    form: Any,  # noqa: ANN401 - whichever form the act needs
    act: Callable[[Mapping[str, Any]], object],
    question: str,
    consequence: str,
    verb: StrOrPromise,
    *,
    as_guardian: bool = False,
) -> HttpResponse:
    needed = Permission.REGISTRATION_CONSENT if as_guardian else Permission.REGISTRATION_CONFIRM
    own = queries.one(pk, request.actor, request.now, needed)
    if acting.done(request, form, act):
        messages.success(request, gettext("Done: {verb}").format(verb=verb))
        return redirect("assessment:wards" if as_guardian else "assessment:my-registrations")
    return _ask(request, form, own, question, consequence, verb)


def _ask(
    request: Request,
    form: Any,  # noqa: ANN401 - whichever form the act needs
    own: Own,
    question: str,
    consequence: str,
    verb: StrOrPromise,
) -> HttpResponse:
    context = {
        "own": own,
        "title": learner_words.title(own),
        "facts": learner_words.asked_facts(own, request.now),
        "heading": question,
        "consequence": consequence,
        "submit": verb,
        "cancel_url": reverse("assessment:my-registration", args=[own.id]),
    }
    return acting.page(request, "assessment/mine/ask.html", form, context)

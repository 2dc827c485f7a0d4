"""Register one person, with the place he or she gets: a class, a role, or none yet.

Each kind of place has a form of its own at the same address (`?as=student`), because each asks for
something else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from shuzheng.foundation.ui.parts import Tab
from shuzheng.foundation.web import acting
from shuzheng.identity.access import Permission
from shuzheng.identity.queries.pages import parties
from shuzheng.identity.rules import roles
from shuzheng.identity.rules.kinds import OrganisationKind, Role
from shuzheng.identity.services import admissions
from shuzheng.identity.web import forms, personal, words
from shuzheng.identity.web.people import CASE_OPENED
from shuzheng.kernel import periods
from shuzheng.kernel.actor import Reach

if TYPE_CHECKING:
    from django.http import HttpResponse

    from shuzheng.foundation.web.request import Request
    from shuzheng.identity.services.persons import Found
    from shuzheng.kernel.actor import Actor

STUDENT, STAFF, LEARNER, ALONE = "student", "staff", "learner", "alone"
LABELS = {
    STUDENT: pgettext_lazy("registered as", "Student"),
    STAFF: pgettext_lazy("registered as", "Member of staff"),
    LEARNER: pgettext_lazy("registered as", "Social learner"),
    ALONE: pgettext_lazy("registered as", "Without a role yet"),
}


@personal.page
@sensitive_post_parameters("name", "document_number", "phone")
@require_http_methods(["GET", "HEAD", "POST"])
def register(request: Request) -> HttpResponse:
    """Register one person and give him or her a place."""
    request.actor.require(Permission.PERSON_REGISTER)
    possible = _possible(request.actor)
    if not possible:
        request.actor.require(Permission.MEMBERSHIP_GRANT)
    wanted = request.GET.get("as", "")
    place = wanted if wanted in possible else possible[0]
    form = _form(place, request)

    def act(data: dict[str, Any]) -> HttpResponse:
        return _answer(request, _admit(place, form, data, request))

    page = {
        "crumbs": words.trail(
            (_("People"), reverse("identity:people")), (_("Register a person"), "")
        ),
        "tabs": [Tab(LABELS[one], f"?as={one}", current=one == place) for one in possible],
        "cancel_url": reverse("identity:people"),
    }
    return acting.form(request, "identity/people/register.html", page, form, act)


def _possible(actor: Actor) -> list[str]:
    """Return as what the actor may register people."""
    if actor.reach is Reach.PROVINCE:
        return [LEARNER, ALONE] if not actor.may(Permission.MEMBERSHIP_GRANT) else [ALONE, LEARNER]
    here = parties.kind_of_party(actor.organisation_id, actor)
    possible = [STUDENT] if here is OrganisationKind.INSTITUTION else []
    if actor.may(Permission.MEMBERSHIP_GRANT):
        possible.append(STAFF)
    return possible


def _form(place: str, request: Request) -> forms.PersonForm:
    sent = request.POST or None
    if place == STUDENT:
        return forms.StudentForm(sent, today=periods.day(request.now))
    if place == STAFF:
        here = parties.kind_of_party(request.actor.organisation_id, request.actor)
        return forms.StaffForm(sent, roles=words.choices(roles.staff_roles(here)))
    return forms.PersonForm(sent)


def _admit(place: str, form: forms.PersonForm, data: dict[str, Any], request: Request) -> Found:
    actor, now = request.actor, request.now
    here = actor.organisation_id
    if isinstance(form, forms.StudentForm):
        number = data["student_number"].strip()
        return admissions.student(
            form.row(), form.school_class(), number, organisation_id=here, actor=actor, now=now
        )
    if isinstance(form, forms.StaffForm):
        role = Role(data["role"])
        return admissions.staff(form.row(), role, organisation_id=here, actor=actor, now=now)
    if place == LEARNER:
        return admissions.social_learner(form.row(), actor=actor, now=now)
    return admissions.person(form.row(), actor=actor, now=now)


def _answer(request: Request, found: Found) -> HttpResponse:
    """Say what came of it and lead on to the person."""
    if not found.person_id:
        messages.warning(request, CASE_OPENED)
        return redirect("identity:people")
    if found.is_new:
        messages.success(request, gettext("Registered."))
    else:
        messages.info(request, gettext("This person was known already; nothing is twice."))
    return redirect("identity:person", found.person_id)

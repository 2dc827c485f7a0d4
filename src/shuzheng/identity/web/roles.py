"""Roles: the staff of an organisation, granting a role to a person, ending one."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from shuzheng.foundation.ui import forms as ui
from shuzheng.foundation.ui import listing
from shuzheng.foundation.web import acting
from shuzheng.identity.access import Permission
from shuzheng.identity.queries.pages import parties, people
from shuzheng.identity.rules import roles as rules
from shuzheng.identity.rules.kinds import OrganisationKind, Role
from shuzheng.identity.services import memberships
from shuzheng.identity.web import forms, personal, words
from shuzheng.identity.web.parties import kind_of, tabs
from shuzheng.identity.web.people import choose_party
from shuzheng.kernel.actor import Reach

if TYPE_CHECKING:
    from django.forms import Form
    from django.http import HttpResponse

    from shuzheng.foundation.web.request import Request
    from shuzheng.kernel.actor import Actor

STAFF = (
    listing.Column("name", _("Name"), lead=True),
    listing.Column("role", pgettext_lazy("capacity", "Role")),
    listing.Column("since", _("From"), short=_("from")),
    listing.Column("account", _("Account")),
    listing.Column("act", _("What can be done"), end=True),
)


@personal.page
@require_safe
def staff(request: Request, party: int) -> HttpResponse:
    """List who holds a role in an organisation."""
    actor = request.actor
    line = parties.line(party, actor, Permission.PERSON_VIEW)
    found = people.staff(party, actor, request.now)
    page = {
        "crumbs": words.trail(
            (line.name, reverse("identity:party", args=[party])),
            (pgettext_lazy("party", "Staff"), ""),
        ),
        "party": line,
        "kind": kind_of(line),
        "tabs": tabs(party, request, "staff"),
        "columns": STAFF,
        "staff": [
            {
                **asdict(one),
                "role_word": words.label(one.role),
                "chip": words.ACCOUNTS[one.account],
            }
            for one in found
        ],
        "may_end": actor.may(Permission.MEMBERSHIP_GRANT),
        "may_register": actor.may(Permission.MEMBERSHIP_GRANT)
        and actor.reach is Reach.ORGANISATION,
    }
    return render(request, "identity/people/staff.html", page)


@personal.page
@require_http_methods(["GET", "HEAD", "POST"])
def grant(request: Request, person: int) -> HttpResponse:
    """Give a person a role: in the own organisation, or province-wide in any."""
    actor = request.actor
    line = people.brief(person, actor, Permission.MEMBERSHIP_GRANT)
    form = _form(request)

    def act(data: dict[str, Any]) -> HttpResponse:
        memberships.grant(
            person,
            int(data.get("organisation") or actor.organisation_id),
            Role(data["role"]),
            actor=actor,
            now=request.now,
        )
        messages.success(request, gettext("The role is granted and counts from today."))
        return redirect("identity:person", person)

    url = reverse("identity:person", args=[person])
    page = {
        "crumbs": words.trail(
            (_("People"), reverse("identity:people")), (line.name, url), (_("Grant a role"), "")
        ),
        "person": line,
        "cancel_url": url,
    }
    return acting.form(request, "identity/people/role.html", page, form, act)


@personal.page
@require_http_methods(["GET", "HEAD", "POST"])
def end(request: Request, membership: int) -> HttpResponse:
    """End a role today, after a question."""
    held, line = people.membership(membership, request.actor)
    if request.method == "POST":
        memberships.end(membership, actor=request.actor, now=request.now)
        messages.success(request, gettext("The role has ended."))
        return redirect("identity:person", line.id)
    url = reverse("identity:person", args=[line.id])
    page = {
        "crumbs": words.trail((line.name, url), (_("End a role"), "")),
        "person": line,
        "held": held,
        "role": words.label(held.role),
        "cancel_url": url,
    }
    return render(request, "identity/people/role_end.html", page)


def _form(request: Request) -> forms.RoleForm:
    form = forms.RoleForm(request.POST or None)
    actor = request.actor
    if actor.reach is Reach.ORGANISATION:
        here = parties.kind_of_party(actor.organisation_id, actor)
        ui.choose(form, "role", [forms.NOTHING, *words.choices(rules.staff_roles(here))])
        del form.fields["organisation"]
        return form
    _everywhere(form, actor)
    return form


def _everywhere(form: Form, actor: Actor) -> None:
    """Offer every organisation and, by the kind that holds them, every role of staff."""
    choose_party(form, "organisation", actor, "—")
    form.fields["organisation"].required = True
    groups: dict[tuple[Role, ...], list[str]] = {}
    for kind in OrganisationKind:
        groups.setdefault(rules.staff_roles(kind), []).append(words.label(kind))
    ui.choose(
        form,
        "role",
        [
            forms.NOTHING,
            *((gettext(", ").join(kinds), words.choices(some)) for some, kinds in groups.items()),
        ],
    )

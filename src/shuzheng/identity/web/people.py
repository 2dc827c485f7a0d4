"""Persons: the list, the search, one of them, registering, guardians, opening a sealed number."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any, Literal, cast

from django import forms as plain
from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from shuzheng.foundation.ui import formats, listing
from shuzheng.foundation.ui import forms as ui
from shuzheng.foundation.ui.parts import Act, Chip, Fact, Kind, Term
from shuzheng.foundation.web import acting
from shuzheng.identity.access import Permission
from shuzheng.identity.queries.pages import parties, people
from shuzheng.identity.queries.pages.people import Account
from shuzheng.identity.rules import guardianship
from shuzheng.identity.services import guardians, unmasking
from shuzheng.identity.web import forms, personal, words
from shuzheng.kernel.actor import Reach

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpResponse
    from django_stubs_ext import StrOrPromise

    from shuzheng.foundation.web.request import Request
    from shuzheng.identity.queries.pages.people import PersonLine, PersonPage
    from shuzheng.kernel.actor import Actor

COLUMNS = (
    listing.Column("name", _("Name"), sortable=True, lead=True),
    listing.Column("roles", pgettext_lazy("capacity", "Role"), wide=True),
    listing.Column("places", _("Class or organisation"), wide=True),
    listing.Column("account", _("Account"), fixed=True, end=True),
)
VIEWS = {
    "all": _("All"),
    "students": _("Students"),
    "staff": pgettext_lazy("party", "Staff"),
    "others": _("Guardians and others"),
}
MEMBERSHIPS = (
    listing.Column("role", pgettext_lazy("capacity", "Role"), lead=True),
    listing.Column("organisation", _("Organisation"), wide=True),
    listing.Column("since", _("From"), short=_("from")),
    listing.Column("until", _("Until"), short=_("until")),
    listing.Column("act", _("What can be done"), end=True),
)
ENROLMENTS = (
    listing.Column("class", _("Class"), lead=True),
    listing.Column("organisation", _("Institution"), wide=True),
    listing.Column("number", _("Student number")),
    listing.Column("since", _("From"), short=_("from")),
    listing.Column("until", _("Until"), short=_("until")),
)
KIN = (
    listing.Column("name", _("Name"), lead=True),
    listing.Column("relation", _("Relation")),
    listing.Column("phone", _("Telephone"), end=True),
)
CASE_CHIP = Chip(Kind.ODD, _("Identity case open"))
CASE_OPENED = _(
    "This document is registered under another name. Nothing was changed; the office will decide."
)


class PeopleFilters(plain.Form):
    """How the list is narrowed; never by anything personal, because filters stand in addresses."""

    organisation = plain.TypedChoiceField(label=_("Organisation"), required=False, coerce=int)
    account = plain.ChoiceField(
        label=_("Account"),
        required=False,
        choices=[
            ("", _("With and without an account")),
            (Account.ACTIVE, _("Can sign in")),
            (Account.NONE, _("Cannot sign in yet")),
        ],
    )

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:  # noqa: ANN401 - a form's own arguments
        super().__init__(*args, **kwargs)
        if actor.reach is Reach.ORGANISATION:
            del self.fields["organisation"]
        else:
            choose_party(self, "organisation", actor, pgettext_lazy("party", "All organisations"))


@personal.page
@sensitive_post_parameters("q")
@require_http_methods(["GET", "HEAD", "POST"])
def index(request: Request) -> HttpResponse:
    """List the persons within reach; a search comes by POST and is answered here."""
    actor = request.actor
    actor.require(Permission.PERSON_VIEW)
    page: dict[str, Any] = {
        "crumbs": words.trail((_("People"), "")),
        "may_register": actor.may(Permission.PERSON_REGISTER),
        "search": forms.SearchForm(request.POST or None),
    }
    if request.method == "POST":
        return _search(request, page)
    wish = listing.read(request.GET, COLUMNS, sort="name", views=tuple(VIEWS))
    filters = PeopleFilters(request.GET, actor=actor)
    found = people.listed(actor, wish, request.now, **listing.chosen(filters))
    page["listing"] = listing.Listing(
        request.GET,
        wish,
        COLUMNS,
        listing.Found([row_of(line) for line in found.rows], found.total, found.page),
        filters=filters,
        saved=[listing.View(view, label) for view, label in VIEWS.items()],
        caption=_("People"),
        unit=_("people"),
        exports=(),
    )
    return render(request, "identity/people/list.html", page)


def _search(request: Request, page: dict[str, Any]) -> HttpResponse:
    form = page["search"]
    if not form.is_valid():
        return render(request, "identity/people/found.html", page, status=422)
    found = people.search(request.actor, form.cleaned_data["q"], request.now)
    page |= {
        "columns": COLUMNS,
        "rows": [row_of(line) for line in found.lines],
        "beyond": found.beyond,
        "most": people.MOST_FOUND,
    }
    return render(request, "identity/people/found.html", page)


@personal.page
@require_safe
def show(request: Request, person: int) -> HttpResponse:
    """Show one person, masked."""
    found = people.person(person, request.actor, request.now)
    page = {
        "crumbs": words.trail((_("People"), reverse("identity:people")), (found.line.name, "")),
        "person": found,
        "chip": words.ACCOUNTS[found.line.account],
        "case": CASE_CHIP if found.has_open_case else None,
        "meta": _meta(found),
        "about": _about(found, request.now),
        "acts": _acts(found, request.actor),
        "columns": {
            "memberships": _columns(found),
            "enrolments": ENROLMENTS,
            "kin": KIN,
        },
        "memberships": [(one, words.label(one.role)) for one in found.memberships],
        "guardians": [(one, gettext(guardianship.label(one.relation))) for one in found.guardians],
        "wards": [(one, gettext(guardianship.label(one.relation))) for one in found.wards],
    }
    return render(request, "identity/people/detail.html", page)


@personal.page
@sensitive_post_parameters("name", "document_number", "phone")
@require_http_methods(["GET", "HEAD", "POST"])
def guardian(request: Request, person: int) -> HttpResponse:
    """Name a guardian of a person, registering him or her."""
    ward = people.brief(person, request.actor, Permission.GUARDIAN_NAME)
    form = forms.GuardianForm(request.POST or None)

    def act(data: dict[str, Any]) -> HttpResponse:
        found = guardians.register_and_name(
            person, form.row(), data["relation"], actor=request.actor, now=request.now
        )
        if not found.person_id:
            messages.warning(request, CASE_OPENED)
        else:
            messages.success(request, gettext("The guardian is on record."))
        return redirect("identity:person", person)

    page = {**_about_person(ward, _("Name a guardian")), "person": ward}
    return acting.form(request, "identity/people/guardian.html", page, form, act)


@personal.page
@sensitive_post_parameters("reason")
@require_http_methods(["GET", "HEAD", "POST"])
def unmask(request: Request, person: int) -> HttpResponse:
    """Open a sealed number for a reason: shown in this one answer and nowhere else."""
    line = people.brief(person, request.actor, Permission.PERSON_UNMASK)
    found = people.person(person, request.actor, request.now)
    form = forms.UnmaskForm(request.POST or None, has_phone=bool(found.phone_masked))
    page = {**_about_person(line, _("Show a whole number")), "person": line}

    def act(data: dict[str, Any]) -> HttpResponse:
        field = cast("Literal['document', 'phone']", data["field"])
        value = unmasking.unmask(
            person, field, data["reason"], actor=request.actor, now=request.now
        )
        shown = {**page, "value": value, "is_phone": field == "phone"}
        return render(request, "identity/people/unmasked.html", shown)

    return acting.form(request, "identity/people/unmask.html", page, form, act)


def row_of(line: PersonLine) -> dict[str, Any]:
    """Return a person as a row of a table shows him or her."""
    return {
        **asdict(line),
        "url": reverse("identity:person", args=[line.id]),
        "role_words": words.labels(line.roles),
        "place_words": gettext(", ").join(line.places),
        "chip": words.ACCOUNTS[line.account],
    }


def choose_party(form: plain.Form, name: str, actor: Actor, everything: StrOrPromise = "") -> None:
    """Offer the organisations within reach, by kind."""
    groups = [
        (words.label(kind), [(str(pk), name) for pk, name in found])
        for kind, found in parties.choices(actor)
    ]
    ui.choose(form, name, [("", everything), *groups])


def _columns(found: PersonPage) -> tuple[listing.Column, ...]:
    """Return the columns of the roles; the last one only where a role can be ended."""
    return MEMBERSHIPS if any(one.may_end for one in found.memberships) else MEMBERSHIPS[:-1]


def _about_person(line: PersonLine, title: StrOrPromise) -> dict[str, Any]:
    url = reverse("identity:person", args=[line.id])
    return {
        "crumbs": words.trail(
            (_("People"), reverse("identity:people")), (line.name, url), (title, "")
        ),
        "cancel_url": url,
    }


def _meta(found: PersonPage) -> list[Fact]:
    line = found.line
    facts = [Fact("user", words.labels(line.roles) or gettext("No role at present"))]
    facts += [Fact("building", place) for place in line.places]
    if line.is_demonstration:
        facts.append(Fact("flag", pgettext_lazy("party", "Demonstration")))
    return facts


def _about(found: PersonPage, now: datetime) -> list[Term]:
    line = found.line
    about = [
        Term(words.label(line.document_kind), line.document_masked, code=True),
        Term(_("Telephone"), found.phone_masked, code=True),
        Term(_("Sex"), words.SEXES.get(found.sex, "")),
    ]
    if found.is_minor:
        about.append(Term(_("Age"), _("Under 18")))
    if found.activated_at is not None:
        about.append(Term(_("Account since"), formats.instant(found.activated_at, now)))
    return about


def _acts(found: PersonPage, actor: Actor) -> list[Act]:
    pk = [found.line.id]
    acts = []
    if actor.may(Permission.PERSON_UNMASK):
        url = reverse("identity:person-unmask", args=pk)
        acts.append(Act(_("Show a whole number"), url, "eye"))
    if actor.may(Permission.GUARDIAN_NAME) and found.enrolments:
        url = reverse("identity:person-guardian", args=pk)
        acts.append(Act(_("Name a guardian"), url, "users"))
    if actor.may(Permission.MEMBERSHIP_GRANT):
        acts.append(Act(_("Grant a role"), reverse("identity:role-grant", args=pk), "briefcase"))
    if actor.may(Permission.CODE_ISSUE):
        acts.append(_code_act(found))
    return acts


def _code_act(found: PersonPage) -> Act:
    url = reverse("identity:person-code", args=[found.line.id])
    is_active = found.line.account is Account.ACTIVE
    label = _("Issue a code for a new password") if is_active else _("Issue a one-time code")
    barred = (
        ""
        if found.code_possible
        else _("This person holds a role elsewhere or one that needs the security administrator.")
    )
    return Act(label, url, "lock", barred=barred)

"""Institutions and organisations: the list, one of them, registering and renaming."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from shuzheng.foundation import rulebooks
from shuzheng.foundation.ui import formats, listing
from shuzheng.foundation.ui import forms as ui
from shuzheng.foundation.ui.parts import Act, Fact, Tab, Term
from shuzheng.foundation.web import acting, leaving
from shuzheng.identity.access import Permission
from shuzheng.identity.queries import beside
from shuzheng.identity.queries import organisations as parties
from shuzheng.identity.queries.pages import parties as queries
from shuzheng.identity.queries.pages import profile
from shuzheng.identity.rules.kinds import (
    EnterpriseKind,
    EvaluationKind,
    InstitutionKind,
    OrganisationKind,
)
from shuzheng.identity.services import exporting, organisations
from shuzheng.identity.sheets.institutions import LISTED, flag_words
from shuzheng.identity.web import personal, words
from shuzheng.kernel import periods
from shuzheng.kernel.actor import Reach

if TYPE_CHECKING:
    from datetime import date

    from django.http import HttpResponse
    from django_stubs_ext import StrOrPromise

    from shuzheng.foundation.ui.listing import Wish
    from shuzheng.foundation.web.request import Request
    from shuzheng.identity.queries.pages.parties import PartyLine, PartyPage

COLUMNS = (
    listing.Column("name", pgettext_lazy("organisation", "Name"), sortable=True, lead=True),
    listing.Column("kind", pgettext_lazy("party", "Kind"), sortable=True),
    listing.Column("division", _("Where it is"), sortable=True),
    listing.Column("credit_code", _("Unified social credit code"), hidden=True),
    listing.Column("source", pgettext_lazy("provenance", "Source"), hidden=True),
    listing.Column("confidence", _("Confidence"), hidden=True),
)
NAMES = (
    listing.Column("name", pgettext_lazy("organisation", "Name"), lead=True),
    listing.Column("since", _("From"), short=_("from")),
    listing.Column("until", _("Until"), short=_("until")),
)
CONTACTS = (
    listing.Column("name", _("Person"), lead=True),
    listing.Column("role", pgettext_lazy("capacity", "Role")),
    listing.Column("phone", _("Telephone"), end=True),
)
VIEWS = {
    "institution": _("Institutions"),
    "evaluation": _("Evaluation organisations"),
    "enterprise": _("Enterprises"),
    "bureau": _("Education bureaus"),
    "province": pgettext_lazy("party", "Province"),
    "all": _("All"),
}
RESTRICTION_VIEW = "standing:restriction:view"
"""A permission of a room above, whose page is a side of an organisation's record."""
PROVINCE_DIGITS = 2
LONGEST_NAME, LONGEST_CODE, CREDIT_LENGTH, DIVISION_LENGTH = 100, 20, 18, 6


class PartyFilters(forms.Form):
    """How the list is narrowed."""

    q = forms.CharField(label=_("Name or code"), required=False, max_length=60)
    city = forms.ChoiceField(label=_("City"), required=False)
    kind = forms.ChoiceField(label=pgettext_lazy("party", "Kind"), required=False)
    field = forms.ChoiceField(label=_("Field"), required=False)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:  # noqa: ANN401 - a form's own arguments
        super().__init__(*args, **kwargs)
        cities = parties.cities(rulebooks.province().division[:PROVINCE_DIGITS])
        self.fields["city"].choices = [  # type: ignore[attr-defined]
            ("", _("All cities")),
            *((one.code, one.name) for one in cities),
        ]
        self.fields["kind"].choices = [  # type: ignore[attr-defined]
            ("", pgettext_lazy("party", "All kinds")),
            *words.choices((*InstitutionKind, *EvaluationKind)),
        ]
        self.fields["field"].choices = [  # type: ignore[attr-defined]
            ("", _("All fields")),
            *((code, words.field(code)) for code in profile.fields(today)),
            (queries.UNRECORDED, _("Not recorded")),
        ]


class PartyForm(ui.Form):
    """A new organisation."""

    kind = forms.ChoiceField(label=_("Kind of organisation"))
    institution_kind = forms.ChoiceField(
        label=_("Kind of institution"), required=False, help_text=_("only for an institution")
    )
    enterprise_kind = forms.ChoiceField(
        label=_("Kind of enterprise"), required=False, help_text=_("only for an enterprise")
    )
    code = forms.CharField(
        label=_("Code"), max_length=LONGEST_CODE, help_text=_("as lists and workbooks name it")
    )
    name = forms.CharField(label=pgettext_lazy("organisation", "Name"), max_length=LONGEST_NAME)
    division_code = forms.CharField(
        label=_("Division code"),
        max_length=DIVISION_LENGTH,
        help_text=_("six digits, of the city or county it lies in"),
    )
    credit_code = forms.CharField(
        label=_("Unified social credit code"), required=False, max_length=CREDIT_LENGTH
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - a form's own arguments
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = words.choices(OrganisationKind)  # type: ignore[attr-defined]
        self.fields["institution_kind"].choices = [  # type: ignore[attr-defined]
            ("", "—"),
            *words.choices(InstitutionKind),
        ]
        self.fields["enterprise_kind"].choices = [  # type: ignore[attr-defined]
            ("", "—"),
            *words.choices(EnterpriseKind),
        ]

    def clean(self) -> dict[str, Any]:
        """Ask for the kind of an institution or an enterprise, and for no other."""
        data = super().clean() or {}
        is_institution = data.get("kind") == OrganisationKind.INSTITUTION
        if is_institution and not data.get("institution_kind"):
            self.add_error("institution_kind", _("Choose the kind of the institution"))
        if not is_institution:
            data["institution_kind"] = ""
        if data.get("kind") != OrganisationKind.ENTERPRISE:
            data["enterprise_kind"] = ""
        data["credit_code"] = str(data.get("credit_code", "")).upper()
        return data


class RenameForm(ui.Form):
    """A new name and its first day."""

    name = forms.CharField(label=_("New name"), max_length=LONGEST_NAME)
    since = ui.Day(
        label=_("First day of the new name"),
        help_text=_("Papers of earlier days keep the name of their day."),
    )


@personal.page
@require_safe
def index(request: Request) -> HttpResponse:
    """List the organisations; who acts for one only is led to its own page."""
    actor = request.actor
    if actor.reach is Reach.ORGANISATION and actor.may(Permission.ORGANISATION_VIEW):
        return redirect("identity:party", actor.organisation_id)
    counts = queries.counts(actor)
    wish = listing.read(request.GET, COLUMNS, sort="code", views=tuple(VIEWS))
    filters = PartyFilters(request.GET, today=periods.day(request.now))
    chosen = listing.chosen(filters)
    if wish.export:
        return _exported(request, wish, filters, chosen)
    found = queries.listed(actor, wish, **chosen)
    rows = [{**asdict(line), "kind_label": _in_list(line)} for line in found.rows]
    listed = listing.Listing(
        request.GET,
        wish,
        COLUMNS,
        listing.Found(rows, found.total, found.page),
        filters=filters,
        saved=[listing.View(view, label, counts[view]) for view, label in VIEWS.items()],
        caption=_("Parties"),
        unit=_("parties"),
    )
    page = {
        "crumbs": words.trail((_("Parties"), "")),
        "listing": listed,
        "may_register": actor.may(Permission.ORGANISATION_REGISTER),
    }
    return render(request, "identity/parties/list.html", page)


def _exported(
    request: Request, wish: Wish, filters: PartyFilters, chosen: dict[str, Any]
) -> HttpResponse:
    body = exporting.workbook(
        LISTED,
        (
            {
                "code": line.code,
                "name": line.name,
                "party": line.kind,
                "kind": line.institution_kind or None,
                "division": line.division_code,
                "division_name": line.division_name,
                "credit_code": line.credit_code,
                "lead_flags": flag_words(line.lead_flags),
                "evaluation_kind": line.evaluation_kind or None,
                "field": line.field or None,
            }
            for line in queries.every(request.actor, wish, **chosen)
        ),
        printed_by=str(request.actor_label),
        filter_words="；".join(
            f"{filters.fields[name].label}：{listing.words_of(filters.fields[name], value)}"
            for name, value in chosen.items()
        ),
        actor=request.actor,
        now=request.now,
    )
    return leaving.file(f"{LISTED.title}.xlsx", body, leaving.XLSX)


@personal.page
@require_safe
def show(request: Request, party: int) -> HttpResponse:
    """Show one organisation."""
    found = queries.party(party, request.actor)
    page = {
        "crumbs": words.trail(*way(request), (found.line.name, "")),
        "party": found,
        "meta": _meta(found),
        "flags": words.lead_flags(found.line.lead_flags, periods.day(request.now)),
        "tabs": tabs(found.line.id, request, "party"),
        "about": _about(found, periods.day(request.now)),
        "about_rule": "R-062" if found.line.is_evaluation_organisation else "",
        "sections": _sections(found, request),
        "acts": _acts(found, request),
        "columns": {"names": NAMES, "contacts": CONTACTS},
        "contacts": [(one, words.label(one.role), one.phone_masked) for one in found.contacts],
    }
    return render(request, "identity/parties/detail.html", page)


@personal.page
@require_http_methods(["GET", "HEAD", "POST"])
def register(request: Request) -> HttpResponse:
    """Register an organisation."""
    request.actor.require(Permission.ORGANISATION_REGISTER)

    def act(data: dict[str, Any]) -> HttpResponse:
        made = organisations.register(
            kind=OrganisationKind(data["kind"]),
            code=data["code"],
            name=data["name"],
            division_code=data["division_code"],
            institution_kind=data["institution_kind"],
            enterprise_kind=data["enterprise_kind"],
            credit_code=data["credit_code"],
            actor=request.actor,
            now=request.now,
        )
        messages.success(request, gettext("Registered."))
        return redirect("identity:party", made)

    page = {
        "crumbs": words.trail(*way(request), (_("Register an organisation"), "")),
        "cancel_url": reverse("identity:parties"),
    }
    form = PartyForm(request.POST or None)
    return acting.form(request, "identity/parties/register.html", page, form, act)


@personal.page
@require_http_methods(["GET", "HEAD", "POST"])
def rename(request: Request, party: int) -> HttpResponse:
    """Give an organisation a new name from a day on."""
    line = queries.line(party, request.actor, Permission.ORGANISATION_RENAME)

    def act(data: dict[str, Any]) -> HttpResponse:
        organisations.rename(
            party, data["name"], data["since"], actor=request.actor, now=request.now
        )
        messages.success(request, gettext("The new name is on record."))
        return redirect("identity:party", party)

    url = reverse("identity:party", args=[party])
    page = {
        "crumbs": words.trail(*way(request), (line.name, url), (_("Rename"), "")),
        "party": line,
        "cancel_url": url,
    }
    form = RenameForm(request.POST or None)
    return acting.form(request, "identity/parties/rename.html", page, form, act)


def kind_of(line: PartyLine) -> str:
    """Return what an organisation is, in words: by its own kind where it has one."""
    return words.label(line.institution_kind or line.enterprise_kind or line.kind)


def tabs(party: int, request: Request, here: str) -> list[Tab]:
    """Return the sides of an organisation's record that the actor may open."""
    actor = request.actor
    sides: list[tuple[str, StrOrPromise, str]] = [
        ("party", _("Overview"), reverse("identity:party", args=[party]))
    ]
    if actor.may(Permission.PERSON_VIEW):
        url = reverse("identity:staff", args=[party])
        sides.append(("staff", pgettext_lazy("party", "Staff"), url))
    if actor.may(RESTRICTION_VIEW):
        url = reverse("standing:of", args=[party])
        sides.append(("restrictions", _("Restrictions"), url))
    return [Tab(label, url, current=name == here) for name, label, url in sides]


def way(request: Request) -> list[tuple[StrOrPromise, str]]:
    """Return the list of organisations as a step of the way, for whoever has one."""
    if request.actor.reach is Reach.ORGANISATION:
        return []
    return [(_("Parties"), reverse("identity:parties"))]


def _meta(found: PartyPage) -> list[Fact]:
    line = found.line
    facts = [Fact("building", kind_of(line)), Fact("pin", line.division_name)]
    if line.is_demonstration:
        facts.append(Fact("flag", pgettext_lazy("party", "Demonstration")))
    return facts


def _about(found: PartyPage, today: date) -> list[Term]:
    line = found.line
    about = [
        Term(_("Code"), line.code, code=True),
        Term(pgettext_lazy("party", "Kind"), kind_of(line)),
        *(_profile(line) if line.is_evaluation_organisation else []),
        Term(_("Where it is"), f"{line.division_name}（{line.division_code}）"),
        Term(_("Unified social credit code"), line.credit_code, code=True),
        Term(_("Staff with a role"), formats.number(found.staff)),
    ]
    if line.is_evaluation_organisation:
        recruits = formats.number(profile.recruits(line.id, today))
        about.append(Term(_("Recruited this year"), recruits))
    if found.departments:
        about.append(Term(_("Departments"), gettext(", ").join(found.departments)))
    if line.source:
        about.append(Term(pgettext_lazy("provenance", "Source"), line.source))
        about.append(Term(_("Confidence"), line.confidence))
    return about


def _in_list(line: PartyLine) -> str:
    """Return what an organisation is and, of an evaluation organisation, its kind and field."""
    if not line.field:
        return kind_of(line)
    return " · ".join((kind_of(line), words.label(line.evaluation_kind), words.field(line.field)))


def _profile(line: PartyLine) -> list[Term]:
    missing = gettext("Not recorded")
    kind = words.label(line.evaluation_kind) if line.evaluation_kind else missing
    return [
        Term(_("Kind of evaluation organisation"), kind),
        Term(_("Field"), words.field(line.field) if line.field else missing),
    ]


def _sections(found: PartyPage, request: Request) -> list[beside.Section]:
    if not found.line.is_evaluation_organisation:
        return []
    return beside.of(found.line.id, request.actor, request.now)


def _acts(found: PartyPage, request: Request) -> list[Act]:
    actor, party = request.actor, found.line.id
    acts = []
    if actor.may(Permission.ORGANISATION_RENAME):
        url = reverse("identity:party-rename", args=[party])
        acts.append(Act(_("Record a new name"), url, "edit"))
    if actor.may(Permission.ORGANISATION_FLAG) and found.line.is_institution:
        url = reverse("identity:party-flags", args=[party])
        acts.append(Act(_("Set the lead flags"), url, "flag", rule="R-004"))
    if actor.may(Permission.ORGANISATION_DESCRIBE) and found.line.is_evaluation_organisation:
        url = reverse("identity:party-profile", args=[party])
        acts.append(Act(_("Record kind and field"), url, "edit", rule="R-062"))
    if actor.may(Permission.CLASS_VIEW) and found.line.is_institution:
        url = f"{reverse('identity:classes')}?organisation={party}"
        acts.append(Act(_("See the classes"), url, "users"))
    return acts

"""The provincial expert pool: the list, one expert, interests, panels."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from django import forms
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from shuzheng.foundation.ui import forms as ui
from shuzheng.foundation.ui import listing
from shuzheng.foundation.ui.forms import choose
from shuzheng.foundation.ui.parts import Act, Chip, Crumb, Fact, Kind
from shuzheng.foundation.web import acting, gate, leaving
from shuzheng.governance.access import Permission
from shuzheng.governance.queries import pool as queries
from shuzheng.governance.rules.pool import EXPERT, State, Verb
from shuzheng.governance.services import pool as services
from shuzheng.governance.services.body_imports import split
from shuzheng.governance.services.pool import Called, Entered
from shuzheng.governance.sheets.pool import EXPERTS_OUT
from shuzheng.governance.web import words
from shuzheng.governance.web.forms import Confirmed, text
from shuzheng.identity.queries import feed, organisations
from shuzheng.identity.rules.kinds import OrganisationKind
from shuzheng.identity.services import exporting

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from django.http import HttpResponse, HttpResponseBase
    from django_stubs_ext import StrOrPromise

    from shuzheng.foundation.web.request import Request
    from shuzheng.governance.queries.pool import ExpertLine
    from shuzheng.kernel.actor import Actor

    Choices = Sequence[tuple[Any, str]]

COLUMNS = (
    listing.Column("name", _("Name"), lead=True),
    listing.Column("employer", _("Employer of the expert"), wide=True),
    listing.Column("fields", _("Fields of expertise"), wide=True),
    listing.Column("sat", _("Panels sat in"), numeric=True, short=_("panels")),
    listing.Column("state", _("State"), end=True, fixed=True),
)
PANELS = (
    listing.Column("title", _("Panel"), lead=True),
    listing.Column("field", _("Field of certificates")),
    listing.Column("experts", _("Experts"), wide=True),
    listing.Column("parties", _("Parties concerned"), wide=True),
    listing.Column("meets", _("Meets on"), end=True),
)
VIEWS = {"in_pool": _("In the pool"), "all": _("All")}
CHIPS = {State.IN_POOL: Kind.OK, State.RESTING: Kind.WAIT, State.LEFT: Kind.OFF}
ICONS = {Verb.REST: "pause", Verb.RETURN: "undo", Verb.LEAVE: "logout"}
CONCERNED = (OrganisationKind.INSTITUTION, OrganisationKind.EVALUATION_ORGANISATION)

form_methods = require_http_methods(["GET", "HEAD", "POST"])


class PoolFilters(forms.Form):
    """What the pool can be narrowed by."""

    q = forms.CharField(label=_("Name, employer or field"), required=False)


class ExpertForm(ui.Form):
    """An expert of the pool."""

    name = forms.CharField(label=_("Name"), max_length=50)
    employer = forms.CharField(
        label=_("Employer of the expert"),
        max_length=100,
        help_text=_("By its full name: who works for a party concerned does not sit."),
    )
    post = forms.CharField(label=_("Post or title"), max_length=100)
    fields_named = forms.CharField(
        label=_("Fields of expertise"), max_length=200, help_text=_("Several are separated by 、")
    )


class InterestForm(ui.Form):
    """An interest of an expert in a party."""

    party = forms.TypedChoiceField(label=_("Party"), coerce=int)
    reason = text(_("What the interest is"), 300, 3)

    def __init__(self, *args: Any, parties: Choices, **more: Any) -> None:  # noqa: ANN401 - a form's own arguments
        super().__init__(*args, **more)
        choose(self, "party", [("", _("Choose")), *parties])


class PanelAsked(forms.Form):
    """What a panel is for, asked by address before who can sit is shown."""

    field = forms.ChoiceField(label=_("Field of certificates"))
    party = forms.TypedMultipleChoiceField(label=_("Parties concerned"), coerce=int, required=False)

    def __init__(self, *args: Any, fields: Choices, parties: Choices, **more: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **more)
        choose(self, "field", fields)
        choose(self, "party", parties)


class PanelForm(ui.Form):
    """A panel: what for, when, who sits."""

    title = forms.CharField(label=_("What the panel is for"), max_length=150)
    field = forms.ChoiceField(label=_("Field of certificates"))
    meets_on = ui.Day(label=_("Meets on"))
    party = forms.TypedMultipleChoiceField(
        label=_("Parties concerned"),
        coerce=int,
        required=False,
        help_text=_("Whoever works for one of them or has an interest in it does not sit."),
    )
    experts = forms.TypedMultipleChoiceField(
        label=_("Experts"),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Who has sat least stands first. An odd number, at least three."),
    )

    def __init__(self, *args: Any, offered: Mapping[str, Choices], **more: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **more)
        choose(self, "field", [("", _("Choose")), *offered["field"]])
        choose(self, "party", offered["party"])
        choose(self, "experts", offered["experts"])


@require_safe
@gate.signed_in
def index(request: Request) -> HttpResponse:
    """List the experts of the pool, and the panels made up from it."""
    actor = request.actor
    wish = listing.read(request.GET, COLUMNS, views=queries.VIEWS)
    filters = PoolFilters(request.GET)
    found = queries.lines(actor, wish.view, **listing.chosen(filters))
    if wish.export:
        return _exported(request, found)
    context = {
        "crumbs": [words.desk(), Crumb(_("Provincial expert pool"))],
        "may_keep": actor.may(Permission.POOL_KEEP),
        "columns": PANELS,
        "panels": queries.panels(actor),
        "listing": listing.Listing(
            request.GET,
            wish,
            COLUMNS,
            listing.cut_list([_row(one) for one in found], wish),
            filters=filters,
            saved=[
                listing.View(key, VIEWS[key], len(queries.lines(actor, key)))
                for key in queries.VIEWS
            ],
            caption=_("Provincial expert pool"),
            unit=_("experts"),
        ),
    }
    return render(request, "governance/experts/list.html", context)


@require_safe
@gate.signed_in
def show(request: Request, expert: int) -> HttpResponse:
    """Show one expert: fields, declared interests, panels."""
    page = queries.detail(expert, request.actor)
    one = page.line
    context = {
        "crumbs": [*_crumbs(), Crumb(one.name)],
        "page": page,
        "expert": one,
        "chip": _chip(one.state),
        "meta": [Fact("building", one.employer), Fact("user", one.post)],
        "columns": PANELS,
        "acts": list(_acts(one, request.actor)),
        "lines": feed.lines([f"governance.expert:{expert}"]),
    }
    return render(request, "governance/experts/detail.html", context)


@form_methods
@gate.signed_in
def enter(request: Request) -> HttpResponse:
    """Enter an expert into the pool."""
    request.actor.require(Permission.POOL_KEEP)
    form = ExpertForm(acting.posted(request))

    def act(data: Mapping[str, Any]) -> None:
        fields = split(data["fields_named"])
        given = Entered(data["name"], data["employer"], data["post"], fields)
        services.enter_all([given], actor=request.actor, now=request.now)

    said = gettext("The expert is in the pool.")
    context = _frame(_("Enter an expert"))
    return acting.answered(request, "governance/form.html", form, context, act, said)


@form_methods
@gate.signed_in
def declare(request: Request, expert: int) -> HttpResponse:
    """Declare an interest of an expert in a party."""
    one = queries.detail(expert, request.actor, Permission.POOL_KEEP).line
    form = InterestForm(acting.posted(request), parties=_parties())

    def act(data: Mapping[str, Any]) -> None:
        services.declare(
            expert, data["party"], data["reason"], actor=request.actor, now=request.now
        )

    said = gettext("The interest is declared.")
    context = _frame(_("Declare an interest"), one)
    return acting.answered(request, "governance/form.html", form, context, act, said)


def step(verb: Verb) -> Callable[..., HttpResponseBase]:
    """Return the page that lets an expert rest, return or leave."""

    @form_methods
    @gate.signed_in
    def page(request: Request, expert: int) -> HttpResponse:
        one = queries.detail(expert, request.actor, Permission.POOL_KEEP).line
        EXPERT.after(one.state, verb)
        form = Confirmed(acting.posted(request))

        def act(data: Mapping[str, Any]) -> None:
            del data
            services.step(expert, verb, actor=request.actor, now=request.now)

        said = gettext("The pool is changed.")
        context = _frame(gettext(EXPERT.labels[verb]), one)
        return acting.answered(request, "governance/form.html", form, context, act, said)

    return page


@form_methods
@gate.signed_in
def form_panel(request: Request) -> HttpResponse:
    """Make up a panel: who can sit follows from the field and the parties."""
    actor = request.actor
    actor.require(Permission.POOL_KEEP)
    fields, parties = [(one, one) for one in queries.fields(actor)], _parties()
    asked = PanelAsked(request.POST or request.GET, fields=fields, parties=parties)
    asked.is_valid()
    field, concerned = asked.cleaned_data.get("field", ""), asked.cleaned_data.get("party", [])
    form = PanelForm(
        acting.posted(request),
        initial={"field": field, "party": concerned},
        offered={
            "field": fields,
            "party": parties,
            "experts": queries.proposed(field, concerned, actor) if field else _everybody(actor),
        },
    )

    def act(data: Mapping[str, Any]) -> None:
        given = Called(data["title"], data["field"], data["party"], data["meets_on"])
        services.form_panel(given, data["experts"], actor=actor, now=request.now)

    said = gettext("The panel is made up.")
    context = _frame(_("Make up a panel"))
    return acting.answered(request, "governance/form.html", form, context, act, said)


def _everybody(actor: Actor) -> list[tuple[int, str]]:
    found = sorted(queries.lines(actor, "in_pool"), key=lambda one: (one.sat, one.id))
    return [(one.id, f"{one.name}（{one.employer}，{'、'.join(one.fields)}）") for one in found]


def _parties() -> list[tuple[int, str]]:
    found = [one for kind in CONCERNED for one in organisations.of_kind(kind)]
    return sorted(((one.id, one.name) for one in found), key=lambda pair: pair[1])


def _acts(one: ExpertLine, actor: Actor) -> Iterator[Act]:
    if not actor.may(Permission.POOL_KEEP):
        return
    url = reverse("governance:expert-declare", args=[one.id])
    yield Act(_("Declare an interest"), url, "alert", "primary", rule="R-012")
    for verb in Verb:
        if EXPERT.allows(one.state, verb):
            url = reverse(f"governance:expert-{verb.value}", args=[one.id])
            yield Act(gettext(EXPERT.labels[verb]), url, ICONS[verb])


def _crumbs() -> list[Crumb]:
    return [words.desk(), Crumb(_("Provincial expert pool"), reverse("governance:experts"))]


def _frame(label: StrOrPromise, one: ExpertLine | None = None) -> dict[str, Any]:
    url = reverse("governance:expert", args=[one.id]) if one else reverse("governance:experts")
    return {
        "crumbs": [*_crumbs(), *([Crumb(one.name, url)] if one else []), Crumb(label)],
        "cancel_url": url,
        "heading": label,
        "submit": label,
        "name": f"{one.name}（{one.employer}）" if one else "",
        "rule": "R-012",
    }


def _chip(state: State) -> Chip:
    return Chip(CHIPS[state], gettext(EXPERT.labels[state]))


def _row(one: ExpertLine) -> dict[str, Any]:
    url = reverse("governance:expert", args=[one.id])
    return {**asdict(one), "url": url, "chip": _chip(one.state)}


def _exported(request: Request, found: list[ExpertLine]) -> HttpResponse:
    body = exporting.workbook(
        EXPERTS_OUT,
        (
            {**asdict(one), "fields": "、".join(one.fields), "state": one.state.value}
            for one in found
        ),
        printed_by=str(request.actor_label),
        actor=request.actor,
        now=request.now,
    )
    return leaving.file(f"{EXPERTS_OUT.title}.xlsx", body, leaving.XLSX)

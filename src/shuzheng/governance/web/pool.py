"""The provincial expert pool: the list, one expert, interests."""

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
from shuzheng.governance.rules.panel import SEAT
from shuzheng.governance.rules.pool import EXPERT, TIES, State, Tie, Verb
from shuzheng.governance.services import pool as services
from shuzheng.governance.services.body_imports import split
from shuzheng.governance.services.pool import Declared, Entered
from shuzheng.governance.sheets.pool import EXPERTS_OUT
from shuzheng.governance.web import choices, words
from shuzheng.governance.web.forms import Confirmed, text
from shuzheng.identity.queries import feed
from shuzheng.identity.services import exporting

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from django.http import HttpResponse, HttpResponseBase
    from django_stubs_ext import StrOrPromise

    from shuzheng.foundation.web.request import Request
    from shuzheng.governance.queries.pool import ExpertLine, Served
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
    listing.Column("meets", _("Meets on"), short=_("meets on")),
    listing.Column("seat", _("Part in the panel"), short=_("part in the panel")),
    listing.Column("state", _("State"), end=True, fixed=True),
)
VIEWS = {"in_pool": _("In the pool"), "all": _("All")}
CHIPS = {State.IN_POOL: Kind.OK, State.RESTING: Kind.WAIT, State.LEFT: Kind.OFF}
ICONS = {Verb.REST: "pause", Verb.RETURN: "undo", Verb.LEAVE: "logout"}

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
    tie = forms.ChoiceField(label=_("What the expert declares"), widget=forms.RadioSelect)
    reason = text(_("What the interest is"), 300, 3)

    def __init__(self, *args: Any, parties: Choices, **more: Any) -> None:  # noqa: ANN401 - a form's own arguments
        super().__init__(*args, **more)
        choose(self, "party", [("", _("Choose")), *parties])
        choose(self, "tie", [(one.value, gettext(TIES[one])) for one in Tie])


@require_safe
@gate.signed_in
def index(request: Request) -> HttpResponse:
    """List the experts of the pool."""
    actor = request.actor
    wish = listing.read(request.GET, COLUMNS, views=queries.VIEWS)
    filters = PoolFilters(request.GET)
    found = queries.lines(actor, wish.view, **listing.chosen(filters))
    if wish.export:
        return _exported(request, found)
    context = {
        "crumbs": [words.desk(), Crumb(_("Provincial expert pool"))],
        "may_keep": actor.may(Permission.POOL_KEEP),
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
        "interests": [(told, gettext(TIES[told.tie])) for told in page.interests],
        "panels": [_served(each) for each in page.panels],
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
    form = InterestForm(
        acting.posted(request), parties=choices.parties(), initial={"tie": Tie.INTEREST}
    )

    def act(data: Mapping[str, Any]) -> None:
        given = Declared(data["party"], data["reason"], Tie(data["tie"]))
        services.declare(expert, given, actor=request.actor, now=request.now)

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


def _served(one: Served) -> dict[str, Any]:
    return {
        "one": one,
        "url": reverse("governance:panel", args=[one.panel_id]),
        "seat": gettext(SEAT.labels[one.seat]),
        "why": words.why(one.why),
        "chip": words.panel_chip(one.state),
    }


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

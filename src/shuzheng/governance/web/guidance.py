"""What the steering committee studies and advises: the list, one of them, its forms."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from shuzheng.foundation.ui import listing, parts
from shuzheng.foundation.ui.parts import Act, Chip, Crumb, Fact, Kind
from shuzheng.foundation.web import acting, gate, leaving
from shuzheng.governance.access import Permission
from shuzheng.governance.queries import guidance as queries
from shuzheng.governance.rules import guidance as rules
from shuzheng.governance.rules.guidance import GUIDANCE, State, Verb
from shuzheng.governance.services import guidance as services
from shuzheng.governance.services.guidance import Given
from shuzheng.governance.sheets.bodies import GUIDANCE as SHEET
from shuzheng.governance.web import body_forms, words
from shuzheng.governance.web.bodies import stored
from shuzheng.governance.web.forms import Confirmed
from shuzheng.identity.queries import feed
from shuzheng.identity.services import exporting
from shuzheng.pilots.queries import pages_alliances

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from django.http import HttpResponse, HttpResponseBase

    from shuzheng.foundation.web.request import Request
    from shuzheng.governance.queries.guidance import GuidanceLine
    from shuzheng.kernel.actor import Actor

COLUMNS = (
    listing.Column("title", _("Title of the advice"), sortable=True, lead=True),
    listing.Column("kind", _("Study or guidance")),
    listing.Column("about", _("Field or alliance"), wide=True),
    listing.Column("state", _("State"), fixed=True),
    listing.Column("given", _("Given on"), sortable=True, end=True),
)
VIEWS = {"open": _("Not settled yet"), "all": _("All")}
CHIPS = {
    State.GIVEN: Kind.WAIT,
    State.IN_HAND: Kind.RUN,
    State.TAKEN_UP: Kind.OK,
    State.NOT_TAKEN_UP: Kind.OFF,
}
ICONS = {Verb.TAKE_IN_HAND: "run", Verb.TAKE_UP: "check", Verb.DECLINE: "x"}

form_methods = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@gate.signed_in
def index(request: Request) -> HttpResponse:
    """List what was advised, in reach."""
    actor = request.actor
    counts = queries.counts(actor)
    wish = listing.read(request.GET, COLUMNS, sort="-given", views=queries.VIEWS)
    filters = body_forms.GuidanceFilters(request.GET)
    chosen = listing.chosen(filters)
    if wish.export:
        return _exported(request, queries.every(actor, wish, **chosen), wish.view)
    found = queries.lines(actor, wish, **chosen)
    context = {
        "crumbs": [words.desk(), Crumb(_("Guidance by the committee"))],
        "may_keep": actor.may(Permission.GUIDANCE_KEEP),
        "listing": listing.Listing(
            request.GET,
            wish,
            COLUMNS,
            listing.Found([_row(one) for one in found.rows], found.total, found.page),
            filters=filters,
            saved=[listing.View(key, VIEWS[key], counts[key]) for key in queries.VIEWS],
            caption=_("Guidance by the committee"),
            unit=_("pieces of advice"),
        ),
    }
    return render(request, "governance/guidance/list.html", context)


@require_safe
@gate.signed_in
def show(request: Request, guidance: int) -> HttpResponse:
    """Show one study or advice."""
    page = queries.detail(guidance, request.actor)
    line = page.line
    days = {State.GIVEN: line.given_on}
    if line.settled_on:
        days[line.state] = line.settled_on
    context = {
        "crumbs": [*_crumbs(), Crumb(gettext(rules.KINDS[line.kind]))],
        "page": page,
        "line": line,
        "chip": _chip(line.state),
        "meta": [
            Fact("bookmark", gettext(rules.KINDS[line.kind])),
            *([Fact("hash", line.field)] if line.field else []),
            *([Fact("link", line.alliance)] if line.alliance else []),
        ],
        "life": parts.life(
            GUIDANCE, line.state, notes={key: day.isoformat() for key, day in days.items()}
        ),
        "acts": list(_acts(line, request.actor)),
        "lines": feed.lines([f"governance.guidance:{guidance}"]),
    }
    return render(request, "governance/guidance/detail.html", context)


@form_methods
@gate.signed_in
def file(request: Request) -> HttpResponse:
    """File a study or an advice."""
    request.actor.require(Permission.GUIDANCE_KEEP)
    known = pages_alliances.several().values()
    form = body_forms.GuidanceForm(
        acting.posted(request),
        acting.uploaded(request),
        alliances=[(one.id, one.name) for one in known],
    )

    def act(data: Mapping[str, Any]) -> None:
        given = Given(
            rules.Kind(data["kind"]),
            data["title"],
            data["field"],
            data["alliance"] or None,
            data["advice"],
            data["given_on"],
        )
        kept = [stored(request, data[name]) for name in ("first", "second") if data[name]]
        papers = [pk for pk in kept if pk]
        services.file(given, papers, actor=request.actor, now=request.now)

    context = {
        "crumbs": [*_crumbs(), Crumb(_("File what the committee says"))],
        "cancel_url": reverse("governance:guidance"),
        "heading": _("File what the committee says"),
        "submit": _("File the advice"),
        "consequence": _("The members of an alliance read what is about it."),
        "rule": "R-202",
    }
    said = gettext("The advice is on file.")
    return acting.answered(request, "governance/form.html", form, context, act, said)


def step(verb: Verb) -> Callable[..., HttpResponseBase]:
    """Return the page that takes an advice along by a verb."""

    @form_methods
    @gate.signed_in
    def page(request: Request, guidance: int) -> HttpResponse:
        line = queries.detail(guidance, request.actor, Permission.GUIDANCE_KEEP).line
        GUIDANCE.after(line.state, verb)
        asked = Confirmed if verb is Verb.TAKE_IN_HAND else body_forms.Outcome
        form = asked(acting.posted(request))

        def act(data: Mapping[str, Any]) -> None:
            said = data.get("words", "")
            services.step(guidance, verb, said, actor=request.actor, now=request.now)

        label = gettext(GUIDANCE.labels[verb])
        url = reverse("governance:guidance-one", args=[guidance])
        context = {
            "crumbs": [*_crumbs(), Crumb(line.title, url), Crumb(label)],
            "cancel_url": url,
            "heading": label,
            "submit": label,
            "name": line.title,
            "rule": "R-202",
        }
        said = gettext("What became of the advice is on record.")
        return acting.answered(request, "governance/form.html", form, context, act, said)

    return page


def _acts(line: GuidanceLine, actor: Actor) -> Iterator[Act]:
    for verb in Verb:
        if GUIDANCE.allows(line.state, verb) and actor.may(Permission.GUIDANCE_KEEP):
            name = f"governance:guidance-{verb.value.replace('_', '-')}"
            kind = "primary" if verb is Verb.TAKE_UP else ""
            label = gettext(GUIDANCE.labels[verb])
            yield Act(label, reverse(name, args=[line.id]), ICONS[verb], kind)


def _crumbs() -> list[Crumb]:
    url = reverse("governance:guidance")
    return [words.desk(), Crumb(_("Guidance by the committee"), url)]


def _chip(state: State) -> Chip:
    return Chip(CHIPS[state], gettext(GUIDANCE.labels[state]))


def _row(one: GuidanceLine) -> dict[str, Any]:
    return {
        "id": one.id,
        "url": reverse("governance:guidance-one", args=[one.id]),
        "title": one.title,
        "kind": gettext(rules.KINDS[one.kind]),
        "about": one.alliance or one.field,
        "chip": _chip(one.state),
        "given": one.given_on,
    }


def _exported(request: Request, found: list[GuidanceLine], view: str) -> HttpResponse:
    body = exporting.workbook(
        SHEET,
        ({**asdict(one), "kind": one.kind.value, "state": one.state.value} for one in found),
        printed_by=str(request.actor_label),
        filter_words=str(VIEWS.get(view, "")),
        actor=request.actor,
        now=request.now,
    )
    return leaving.file(f"{SHEET.title}.xlsx", body, leaving.XLSX)

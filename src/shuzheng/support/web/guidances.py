"""Guidance: the list, one of them, its forms."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms as dj
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from shuzheng.foundation.ui import forms as ui
from shuzheng.foundation.ui import listing, parts
from shuzheng.foundation.ui.forms import choose
from shuzheng.foundation.ui.parts import Act, Chip, Crumb, Fact, Kind, Term
from shuzheng.foundation.web import acting, gate, leaving
from shuzheng.identity.queries import feed
from shuzheng.identity.services import exporting
from shuzheng.kernel import periods
from shuzheng.support import access
from shuzheng.support.access import Permission
from shuzheng.support.queries import guidance as queries
from shuzheng.support.rules import guidance as rules
from shuzheng.support.rules.guidance import GUIDANCE, State, Verb
from shuzheng.support.services import guiding
from shuzheng.support.sheets.guidance import GIVEN
from shuzheng.support.web import words
from shuzheng.support.web.forms import (
    LONGEST_REASON,
    LONGEST_TEXT,
    LONGEST_TITLE,
    PairingFilters,
    words_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from django.http import HttpResponse

    from shuzheng.foundation.web.request import Request
    from shuzheng.kernel.actor import Actor
    from shuzheng.support.queries.guidance import GuidanceLine

COLUMNS = (
    listing.Column("subject", _("Subject of the guidance"), lead=True),
    listing.Column("institution", _("Institution"), sortable=True, wide=True),
    listing.Column("way", _("How")),
    listing.Column("given", _("Guidance given on"), sortable=True),
    listing.Column("state", _("State"), fixed=True),
    listing.Column("due", _("Deadline"), sortable=True, end=True),
)
VIEWS = {
    "open": _("To be followed up"),
    "late": _("Overdue"),
    "closed": _("Followed up"),
    "all": _("All"),
}
CHIPS = {State.OPEN: Kind.WAIT, State.REPORTED: Kind.RUN, State.CLOSED: Kind.OK}
form_methods = require_http_methods(["GET", "HEAD", "POST"])


def text(label: Any, longest: int = LONGEST_TEXT, **more: Any) -> dj.CharField:  # noqa: ANN401 - a field's own
    """Return a field of several lines."""
    area = dj.Textarea(attrs={"rows": 4})
    return dj.CharField(label=label, max_length=longest, widget=area, **more)


class GuidanceForm(ui.Form):
    """One guidance with what is asked for."""

    institution = dj.TypedChoiceField(label=_("Institution"), coerce=int)
    way = dj.ChoiceField(label=_("How"), widget=dj.RadioSelect)
    given_on = ui.Day(label=_("Guidance given on"))
    subject = dj.CharField(label=_("Subject of the guidance"), max_length=LONGEST_TITLE)
    words = text(_("What was advised"))
    follow_up = dj.CharField(
        label=_("What is to be done"), max_length=LONGEST_REASON, required=False
    )
    due_on = ui.Day(label=_("Follow-up by"), required=False)

    def __init__(self, *args: Any, institutions: Sequence[tuple[int, str]], **more: Any) -> None:  # noqa: ANN401 - a form's own arguments
        super().__init__(*args, **more)
        choose(self, "institution", [("", _("Choose")), *institutions])
        choose(self, "way", words_of(rules.WAYS))


class ToldForm(ui.Form):
    """What followed from a guidance."""

    told = text(_("What the institution did"))


class ClosedForm(ui.Form):
    """What came of a guidance."""

    outcome = text(_("Outcome"), LONGEST_REASON)


@require_safe
@gate.signed_in
def index(request: Request) -> HttpResponse:
    """List the guidance within reach."""
    actor = request.actor
    counts = queries.counts(actor, request.now)
    wish = listing.read(request.GET, COLUMNS, sort="-given", views=queries.VIEWS)
    filters = PairingFilters(request.GET)
    chosen = listing.chosen(filters)
    if wish.export:
        return _exported(request, wish, chosen)
    found = queries.lines(actor, wish, request.now, **chosen)
    context = {
        "crumbs": [words.desk(), Crumb(_("Guidance on record"))],
        "listing": listing.Listing(
            request.GET,
            wish,
            COLUMNS,
            listing.Found([_row(one) for one in found.rows], found.total, found.page),
            filters=filters,
            saved=[listing.View(key, VIEWS[key], counts[key]) for key in queries.VIEWS],
            caption=_("Guidance on record"),
            unit=_("records"),
        ),
        "may_give": actor.may(Permission.GUIDANCE_GIVE),
    }
    return render(request, "support/guidance/list.html", context)


@require_safe
@gate.signed_in
def show(request: Request, guidance: int) -> HttpResponse:
    """Show one guidance."""
    line = queries.one(guidance, request.actor, Permission.GUIDANCE_VIEW)
    context = {
        "crumbs": [*_crumbs(), Crumb(line.subject)],
        "line": line,
        "chip": Chip(CHIPS[line.state], gettext(GUIDANCE.labels[line.state])),
        "meta": [Fact("building", line.institution), Fact("calendar", line.given_on.isoformat())],
        "life": parts.life(GUIDANCE, line.state) if line.follow_up else None,
        "acts": list(_acts(line, request.actor)),
        "about": [
            Term(_("How"), gettext(rules.WAYS[line.way])),
            Term(_("Given by"), line.given_by),
            Term(_("What was advised"), line.words),
            *([Term(_("What is to be done"), line.follow_up)] if line.follow_up else []),
            *([Term(_("What the institution did"), line.told)] if line.told else []),
            *([Term(_("Outcome"), line.outcome)] if line.outcome else []),
        ],
        "waits": line.state is State.OPEN,
        "lines": feed.lines([f"support.guidance:{guidance}"]),
    }
    return render(request, "support/guidance/detail.html", context)


@form_methods
@gate.signed_in
def give(request: Request) -> HttpResponse:
    """Record a guidance."""
    request.actor.require(Permission.GUIDANCE_GIVE)
    form = GuidanceForm(
        acting.posted(request),
        institutions=institutions(request.actor),
        initial={"given_on": periods.day(request.now)},
    )

    def act(data: Mapping[str, Any]) -> None:
        given = guiding.Given(
            data["institution"],
            rules.Way(data["way"]),
            data["given_on"],
            data["subject"],
            data["words"],
            data["follow_up"],
            data["due_on"],
        )
        guiding.give(given, actor=request.actor, now=request.now)

    context = frame(_crumbs(), reverse("support:guidances"), gettext("Record guidance"), "R-250")
    said = gettext("The guidance is on record.")
    return acting.answered(request, "support/form.html", form, context, act, said)


@form_methods
@gate.signed_in
def report(request: Request, guidance: int) -> HttpResponse:
    """Tell what followed."""
    line = queries.one(guidance, request.actor, Permission.GUIDANCE_REPORT)
    GUIDANCE.after(line.state, Verb.REPORT)
    form = ToldForm(acting.posted(request))

    def act(data: Mapping[str, Any]) -> None:
        guiding.report(guidance, data["told"], actor=request.actor, now=request.now)

    context = _of(line, gettext(GUIDANCE.labels[Verb.REPORT]))
    context |= {"quoted": line.follow_up, "source": line.given_by}
    said = gettext("Your report is on record.")
    return acting.answered(request, "support/form.html", form, context, act, said)


@form_methods
@gate.signed_in
def close(request: Request, guidance: int) -> HttpResponse:
    """Say what came of a guidance."""
    line = queries.one(guidance, request.actor, Permission.GUIDANCE_GIVE)
    GUIDANCE.after(line.state, Verb.CLOSE)
    form = ClosedForm(acting.posted(request))

    def act(data: Mapping[str, Any]) -> None:
        guiding.close(guidance, data["outcome"], actor=request.actor, now=request.now)

    context = _of(line, gettext(GUIDANCE.labels[Verb.CLOSE]))
    if line.told:
        context |= {"quoted": line.told, "source": line.institution}
    said = gettext("The guidance is closed.")
    return acting.answered(request, "support/form.html", form, context, act, said)


def institutions(actor: Actor) -> list[tuple[int, str]]:
    """Return the institutions within reach as choices."""
    return [(one.id, one.name) for one in access.institutions(actor).values()]


def _crumbs() -> list[Crumb]:
    return [words.desk(), Crumb(_("Guidance on record"), reverse("support:guidances"))]


def frame(crumbs: list[Crumb], url: str, heading: str, rule: str, name: str = "") -> dict[str, Any]:
    """Return what the page of an act shows around its form."""
    return {
        "crumbs": [*crumbs, Crumb(heading)],
        "cancel_url": url,
        "heading": heading,
        "submit": heading,
        "name": name,
        "rule": rule,
    }


def _of(line: GuidanceLine, heading: str) -> dict[str, Any]:
    url = reverse("support:guidance", args=[line.id])
    crumbs = [*_crumbs(), Crumb(line.subject, url)]
    return frame(crumbs, url, heading, "R-250", line.institution)


def _row(one: GuidanceLine) -> dict[str, Any]:
    return {
        "id": one.id,
        "url": reverse("support:guidance", args=[one.id]),
        "subject": one.subject,
        "institution": one.institution,
        "way": gettext(rules.WAYS[one.way]),
        "given": one.given_on,
        "chip": Chip(CHIPS[one.state], gettext(GUIDANCE.labels[one.state])),
        "due": one.due_on if one.state is State.OPEN else None,
    }


def _acts(line: GuidanceLine, actor: Actor) -> Iterator[Act]:
    if GUIDANCE.allows(line.state, Verb.REPORT) and actor.may(Permission.GUIDANCE_REPORT):
        url = reverse("support:guidance-report", args=[line.id])
        yield Act(gettext(GUIDANCE.labels[Verb.REPORT]), url, "send", "primary", rule="R-250")
    if GUIDANCE.allows(line.state, Verb.CLOSE) and actor.may(Permission.GUIDANCE_GIVE):
        url = reverse("support:guidance-close", args=[line.id])
        kind = "primary" if line.state is State.REPORTED else ""
        yield Act(gettext(GUIDANCE.labels[Verb.CLOSE]), url, "check", kind, rule="R-250")


def _exported(request: Request, wish: listing.Wish, chosen: Mapping[str, str]) -> HttpResponse:
    body = exporting.workbook(
        GIVEN,
        (
            {
                "code": one.code,
                "name": one.institution,
                "way": one.way.value,
                "given_on": one.given_on,
                "subject": one.subject,
                "words": one.words,
                "follow_up": one.follow_up,
                "due_on": one.due_on,
                "state": one.state.value,
                "told": one.told,
                "outcome": one.outcome,
            }
            for one in queries.every(request.actor, wish, request.now, **chosen)
        ),
        printed_by=str(request.actor_label),
        filter_words=str(VIEWS.get(wish.view, "")),
        actor=request.actor,
        now=request.now,
    )
    return leaving.file(f"{GIVEN.title}.xlsx", body, leaving.XLSX)

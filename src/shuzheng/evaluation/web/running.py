"""The running assessment of sites and organisations: the list, one party, the rows of a figure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from shuzheng.assessment.queries import beside as beside_sites
from shuzheng.evaluation.access import Permission
from shuzheng.evaluation.queries import record as years
from shuzheng.evaluation.queries import rows as raw
from shuzheng.evaluation.queries import running as queries
from shuzheng.evaluation.rules import indicators
from shuzheng.evaluation.rules import running as rules
from shuzheng.evaluation.rules.indicators import Input, Kind
from shuzheng.evaluation.web import forms, record, shown, words
from shuzheng.foundation.ui import listing
from shuzheng.foundation.ui.parts import Crumb, Fact, Figure
from shuzheng.foundation.web import gate
from shuzheng.identity.queries import beside
from shuzheng.identity.queries.beside import Item, Section
from shuzheng.identity.rules.kinds import Role
from shuzheng.kernel import periods
from shuzheng.kernel.actor import Reach
from shuzheng.kernel.rulebook import applies
from shuzheng.standing.rules import restrictions

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from django.http import HttpResponse

    from shuzheng.evaluation.queries.running import Running
    from shuzheng.foundation.web.request import Request
    from shuzheng.kernel.actor import Actor

COLUMNS = (
    listing.Column("name", _("Party"), sortable=True, lead=True),
    listing.Column("at", _("Institution"), wide=True),
    listing.Column("qualified", _("What it is admitted to"), wide=True),
    listing.Column("index", _("Index today"), sortable=True, numeric=True, short=_("Index today")),
    listing.Column("parts", _("Parts of the index"), wide=True),
    listing.Column("standing", _("Standing"), fixed=True, end=True),
)
LOWEST: Final = -1
"""Where a party without an index stands in the order: before those with the lowest one."""


@gate.signed_in
@require_safe
def index(request: Request) -> HttpResponse:
    """List the sites or the organisations within reach, each with its index as of today."""
    actor, today = request.actor, periods.day(request.now)
    actor.require(Permission.SUBJECT_VIEW)
    kinds = _kinds(actor)
    wish = listing.read(request.GET, COLUMNS, sort="name", views=[str(one) for one in kinds])
    filters = forms.RunningFilters(request.GET)
    chosen = listing.chosen(filters)
    found = queries.listed(Kind(wish.view), actor, today, chosen.get("q", ""))
    if chosen.get("standing"):
        found = [one for one in found if one.standing == chosen["standing"]]
    cut = listing.cut_list(_sorted(found, wish), wish)
    context = {
        "crumbs": [words.crumbs()[0], Crumb(_("Running assessment"))],
        "listing": listing.Listing(
            request.GET,
            wish,
            [one for one in COLUMNS if one.key != "at" or wish.view == Kind.SITE],
            listing.Found([_row(one) for one in cut.rows], cut.total, cut.page),
            filters=filters,
            saved=[listing.View(str(one), _kind(one)) for one in kinds],
            caption=_("Running assessment"),
            unit=_("parties"),
            exports=(),
        ),
    }
    return render(request, "evaluation/running/list.html", context)


@gate.signed_in
@require_safe
def show(request: Request, kind: Kind, key: int) -> HttpResponse:
    """Show one party as of today, with every figure behind its index."""
    found = queries.one(kind, key, request.actor, periods.day(request.now))
    party = found.party
    context = {
        "crumbs": [*_crumbs(kind), Crumb(party.name)],
        "found": found,
        "party": party,
        "chip": words.standing(found.standing),
        "meta": [
            Fact("hash", party.code),
            Fact("pin", f"{found.at.division_name} {found.at.name if party.site_id else ''}"),
            Fact("calendar", f"{found.span.since.isoformat()} – {found.span.until.isoformat()}"),
        ],
        "figures": [
            Figure(
                _("Index today"),
                words.points(found.index) or gettext("no data"),
                note=_("of 100, from the figures below"),
            )
        ],
        "vetoes": "、".join(one.number for one in found.vetoes),
        "indicator_columns": shown.PARTS,
        "indicators": shown.indicators_of(kind, found.score),
        "raw_columns": shown.RAW,
        "raw": _raw(found),
        "missing": shown.missing_of(kind, found.score),
        "decisions": _decisions(found),
        "qualified": _qualified(found),
        "party_url": _party_url(found),
        "years": [record.year(one, kind) for one in years.years(key, request.actor, kind)],
    }
    return render(request, "evaluation/running/detail.html", context)


@gate.signed_in
@require_safe
def rows(request: Request, kind: Kind, key: int, what: str) -> HttpResponse:
    """List the raw rows behind one counted figure of today."""
    found = queries.one(kind, key, request.actor, periods.day(request.now))
    if what not in set(Input):
        raise raw.NoRawRows
    named = Input(what)
    wish = listing.read(request.GET, shown.ROWS, size=50)
    lines = [shown.raw_row(one) for one in raw.running(found, named)]
    context = {
        "crumbs": [
            *_crumbs(kind),
            Crumb(found.party.name, _url(found)),
            Crumb(_("Raw rows")),
        ],
        "heading": gettext(indicators.INPUTS[named]),
        "name": found.party.name,
        "days": f"{found.span.since.isoformat()} – {found.span.until.isoformat()}",
        "is_running": True,
        "listing": listing.Listing(
            request.GET,
            wish,
            shown.ROWS,
            listing.cut_list(lines, wish),
            caption=_("Raw rows"),
            unit=_("rows"),
            exports=(),
        ),
    }
    return render(request, "evaluation/rows.html", context)


@beside.provide
@applies("R-099")
def organisation_beside(organisation_id: int, actor: Actor, now: datetime) -> Section | None:
    """Return the index of today for the organisation's record; None for whoever may not see it."""
    return _section(Kind.ORGANISATION, organisation_id, actor, now)


@beside_sites.provide
@applies("R-099")
def site_beside(site_id: int, actor: Actor, now: datetime) -> Section | None:
    """Return the index of today for the site's page; None for whoever may not see it."""
    return _section(Kind.SITE, site_id, actor, now)


def _section(kind: Kind, key: int, actor: Actor, now: datetime) -> Section | None:
    found = queries.of(kind, key, actor, periods.day(now))
    if found is None:
        return None
    points, missing = words.points(found.index), shown.missing_of(kind, found.score)
    said = gettext("{points} points of 100").format(points=points) if points else ""
    note = gettext("No data: {missing}").format(missing=missing) if missing else ""
    item = Item(
        words=said or gettext("Too little data for an index"),
        url=_url(found),
        note=note,
        chip=words.standing(found.standing),
    )
    return Section("running", gettext("Running assessment"), "R-099", (item,), "")


def _kinds(actor: Actor) -> tuple[Kind, ...]:
    if actor.reach is Reach.PROVINCE:
        return rules.ASSESSED
    return (Kind.ORGANISATION,) if actor.role == Role.ORGANISATION_STAFF else (Kind.SITE,)


def _kind(kind: Kind) -> str:
    return gettext(indicators.KINDS[kind])


def _sorted(found: Sequence[Running], wish: listing.Wish) -> list[Running]:
    if wish.sort == "index":
        return sorted(
            found,
            key=lambda one: LOWEST if one.index is None else one.index,
            reverse=wish.descending,
        )
    return sorted(found, key=lambda one: one.party.code, reverse=wish.descending)


def _row(one: Running) -> dict[str, Any]:
    return {
        "one": one,
        "url": _url(one),
        "at": one.at.name if one.party.site_id else "",
        "qualified": _qualified(one),
        "index": words.points(one.index),
        "parts": [
            (line["name"], line["value"]) for line in shown.indicators_of(one.kind, one.score)
        ],
        "chip": words.standing(one.standing),
        "grounds": _decisions(one),
    }


def _raw(found: Running) -> list[dict[str, Any]]:
    made = []
    for one in found.score.lines:
        for part in one.parts:
            line = shown.input_of(found.kind, one, part, found.terms.smallest_group)
            counted = part.told is not None and not part.told.source
            args = [found.key, str(part.what)]
            line["url"] = (
                reverse(f"evaluation:running-{found.kind}-rows", args=args) if counted else ""
            )
            made.append(line)
    return made


def _decisions(found: Running) -> list[dict[str, Any]]:
    """Return the decisions in force today: what each is, its ground, and where it opens."""
    return [
        {
            "word": gettext(restrictions.LABELS[restrictions.Kind(line.kind)]),
            "number": line.decision_number,
            "ground": line.ground,
            "since": line.since,
            "until": line.until,
            "url": reverse("standing:decision", args=[line.id]),
        }
        for line in found.decisions
    ]


def _qualified(found: Running) -> str:
    said, about = (
        found.qualified,
        {"held": found.qualified.held, "working": found.qualified.working},
    )
    if found.kind is Kind.SITE:
        if said.held == said.working:
            return gettext("{held} approvals in force").format(**about)
        return gettext("{working} of {held} approvals in force").format(**about)
    return gettext("{working} of {held} certificates on the national list").format(**about)


def _url(found: Running) -> str:
    return reverse(f"evaluation:running-{found.kind}", args=[found.key])


def _party_url(found: Running) -> str:
    name = "assessment:site" if found.party.site_id else "identity:party"
    return reverse(name, args=[found.key])


def _crumbs(kind: Kind) -> list[Crumb]:
    url = f"{reverse('evaluation:running')}?view={kind}"
    return [words.crumbs()[0], Crumb(_("Running assessment"), url)]

"""Pages of provincial assessment centres: the count by city, designating, withdrawing (R-096)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms as dj
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from shuzheng.assessment.access import Permission
from shuzheng.assessment.queries import centres as queries
from shuzheng.assessment.queries import sites
from shuzheng.assessment.rules.centre import CENTRE, State, Verb
from shuzheng.assessment.services import centres as services
from shuzheng.assessment.sheets import lists
from shuzheng.assessment.web.site_acts import CONFIRM, FORM, FORMS, frame
from shuzheng.assessment.web.site_forms import text_field
from shuzheng.foundation.ui import formats, listing
from shuzheng.foundation.ui import forms as ui
from shuzheng.foundation.ui.parts import Act, Chip, Crumb, Figure, Kind, Term
from shuzheng.foundation.web import acting, gate, leaving
from shuzheng.kernel import periods

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from django.http import HttpResponse

    from shuzheng.assessment.queries.centres import CentreLine, Overview
    from shuzheng.assessment.queries.sites import SitePage
    from shuzheng.foundation.web.request import Request
    from shuzheng.kernel.actor import Actor

COLUMNS = (
    listing.Column("name", _("Site"), sortable=True, lead=True),
    listing.Column("institution", _("Institution"), sortable=True, wide=True),
    listing.Column("city", _("City")),
    listing.Column("number", _("Number of the document"), wide=True),
    listing.Column("on", _("Designated on"), sortable=True),
    listing.Column("state", _("State"), fixed=True, end=True),
)
CITIES = (
    listing.Column("city", _("City"), lead=True),
    listing.Column("counted", _("Counted today"), numeric=True, short=_("Counted today")),
    listing.Column("uncounted", _("Not counted"), numeric=True, short=_("Not counted"), end=True),
)
VIEWS = {
    "counted": _("Counted today"),
    "uncounted": _("Not counted"),
    "withdrawn": _("Designation withdrawn"),
    "all": _("All"),
}
LONGEST_NUMBER = 60


class Filters(dj.Form):
    """What the list can be narrowed by."""

    q = dj.CharField(label=_("Site, institution or document number"), required=False, max_length=60)
    city = dj.ChoiceField(label=_("City"), required=False)

    def __init__(self, *args: Any, cities: Sequence[tuple[str, str]], **more: Any) -> None:  # noqa: ANN401 - a form's own arguments
        super().__init__(*args, **more)
        ui.choose(self, "city", [("", _("All cities")), *cities])


class Designation(ui.Form):
    """The document that makes a site a provincial assessment centre."""

    number = dj.CharField(label=_("Number of the document"), max_length=LONGEST_NUMBER)
    designated_on = ui.Day(label=_("Date of the document"))


class Withdrawal(ui.Form):
    """Why a designation is withdrawn."""

    reason = text_field(_("Reason"), help_text=_("The institution reads it; no names of persons."))


@require_safe
@gate.signed_in
def index(request: Request) -> HttpResponse:
    """Count the centres by city beside the target, and list them."""
    actor, today = request.actor, periods.day(request.now)
    wish = listing.read(request.GET, COLUMNS, sort="name", views=queries.VIEWS)
    every = queries.every(actor, today, wish.order(queries.ORDER))
    filters = Filters(request.GET, cities=queries.choices(every))
    chosen = listing.chosen(filters)
    kept = queries.viewed(every, wish.view, **chosen)
    found = listing.cut_list(kept, wish)
    open_to = queries.reachable(found.rows, actor)
    rows = [_row(one, linked=one.site_id in open_to) for one in found.rows]
    shown = listing.Listing(
        request.GET,
        wish,
        COLUMNS,
        listing.Found(rows, found.total, found.page),
        filters=filters,
        saved=[
            listing.View(key, word, len(queries.viewed(every, key))) for key, word in VIEWS.items()
        ],
        caption=_("Provincial assessment centres"),
        unit=_("sites"),
    )
    if wish.export:
        said = leaving.filters_in_words(shown)
        out = (_exported(one) for one in kept)
        return leaving.workbook(request, lists.CENTRES, out, said=said, kind=wish.export)
    whole = queries.overview(every, today)
    context = {
        "crumbs": [Crumb(_("Desk"), "/desk/"), Crumb(_("Provincial assessment centres"))],
        "listing": shown,
        "figures": list(_figures(whole)),
        "tally": whole.tally,
        "cities": whole.cities,
        "city_columns": CITIES,
        "uncounted": whole.uncounted,
    }
    return render(request, "assessment/centres/list.html", context)


@require_http_methods(FORMS)
@gate.signed_in
def designate(request: Request, pk: int) -> HttpResponse:
    """Designate a site by a document."""
    site = sites.page(pk, request.actor, request.now)
    request.actor.require(Permission.CENTRE_DESIGNATE)
    form = Designation(acting.posted(request))

    def act(data: Mapping[str, Any]) -> None:
        services.designate(
            pk, data["number"], data["designated_on"], actor=request.actor, now=request.now
        )

    heading, url = gettext("Designate as a provincial assessment centre"), _site(pk)
    context = frame(heading, url, _("Designate"), site.name) | {"rule": "R-096"}
    said = gettext("The site is a provincial assessment centre.")
    return acting.answered(request, FORM, form, context, act, said)


@require_http_methods(FORMS)
@gate.signed_in
def withdraw(request: Request, pk: int) -> HttpResponse:
    """Withdraw a designation with its reason."""
    today, may = periods.day(request.now), Permission.CENTRE_DESIGNATE
    line = queries.one(pk, request.actor, may, today)
    CENTRE.after(line.state, Verb.WITHDRAW)
    form = Withdrawal(acting.posted(request))

    def act(data: Mapping[str, Any]) -> None:
        services.withdraw(pk, data["reason"], actor=request.actor, now=request.now)

    heading = gettext(CENTRE.labels[Verb.WITHDRAW])
    context = frame(heading, _site(line.site_id), heading, line.site) | {
        "rule": "R-096",
        "danger": True,
        "consequence": _("It stays on record with the reason and no longer counts."),
    }
    said = gettext("The designation is withdrawn.")
    return acting.answered(request, CONFIRM, form, context, act, said)


def ranks(site_id: int, request: Request) -> list[CentreLine]:
    """Return a site's designations, the newest first, for its own page."""
    return queries.of_site(site_id, request.actor, periods.day(request.now))


def rank(lines: Sequence[CentreLine]) -> dict[str, Any]:
    """Return what a site's own page shows of its rank: a chip, and by which document."""
    if not lines:
        return {}
    line = lines[0]
    return {"rank": _chip(line), "ranked": list(_terms(line))}


def acts(page: SitePage, lines: Sequence[CentreLine], actor: Actor) -> Iterator[Act]:
    """Yield what the actor may do with a site's rank."""
    if not actor.may(Permission.CENTRE_DESIGNATE):
        return
    if lines and CENTRE.allows(lines[0].state, Verb.WITHDRAW):
        url = reverse("assessment:centre-withdraw", args=[lines[0].id])
        yield Act(gettext(CENTRE.labels[Verb.WITHDRAW]), url, "undo", rule="R-096")
    else:
        url = reverse("assessment:site-designate", args=[page.id])
        yield Act(_("Designate as a provincial assessment centre"), url, "flag", rule="R-096")


def _site(pk: int) -> str:
    return reverse("assessment:site", args=[pk])


def _chip(line: CentreLine) -> Chip:
    if line.state is State.DESIGNATED and not line.counts:
        return Chip(Kind.WAIT, gettext("Provincial assessment centre, not counted today"))
    kind = Kind.OK if line.counts else Kind.OFF
    return Chip(kind, gettext(CENTRE.labels[line.state]))


def _terms(line: CentreLine) -> Iterator[Term]:
    yield Term(_("Number of the document"), line.number)
    yield Term(_("Designated on"), line.designated_on.isoformat())
    if line.withdrawn_on:
        yield Term(_("Withdrawn on"), line.withdrawn_on.isoformat())
        yield Term(_("Reason"), line.reason)


def _row(line: CentreLine, *, linked: bool) -> dict[str, Any]:
    return {
        "id": line.id,
        "url": _site(line.site_id) if linked else "",
        "code": line.code,
        "name": line.site,
        "institution": line.institution,
        "city": line.city,
        "number": line.number,
        "on": line.designated_on,
        "chip": _chip(line),
    }


def _exported(line: CentreLine) -> dict[str, Any]:
    return {
        "code": line.code,
        "name": line.site,
        "institution": line.institution,
        "city": line.city,
        "number": line.number,
        "designated_on": line.designated_on,
        "state": str(_chip(line).word),
        "withdrawn_on": line.withdrawn_on,
        "reason": line.reason,
    }


def _figures(whole: Overview) -> Iterator[Figure]:
    tally = whole.tally
    chip = (
        Chip(Kind.OK, gettext("Target reached"))
        if tally.is_reached
        else Chip(
            Kind.WAIT,
            ngettext("{n} to the target", "{n} to the target", tally.missing).format(
                n=formats.number(tally.missing)
            ),
        )
    )
    yield Figure(_("Counted today"), formats.number(tally.count), chip=chip)
    yield Figure(_("Target"), formats.number(tally.target))
    yield Figure(
        _("Not counted"),
        formats.number(whole.uncounted),
        note=_("Designated, but without an approval that is valid today"),
    )

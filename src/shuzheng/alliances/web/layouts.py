"""Layout of sites: what is lacking where, one alliance's plan, and its new edition."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from shuzheng.alliances.access import Permission
from shuzheng.alliances.queries import coverage, siting
from shuzheng.alliances.queries import layouts as queries
from shuzheng.alliances.rules import layout as rules
from shuzheng.alliances.services import layouts as services
from shuzheng.alliances.sheets.layouts import COVERAGE, LAYOUT
from shuzheng.alliances.web import layout_forms, words
from shuzheng.foundation.ui import listing
from shuzheng.foundation.ui.parts import Act, Chip, Crumb, Fact, Kind, Tab
from shuzheng.foundation.web import acting, gate, leaving
from shuzheng.identity.queries import feed
from shuzheng.identity.services import exporting
from shuzheng.kernel import periods
from shuzheng.kernel.actor import Reach

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from django.http import HttpResponse

    from shuzheng.alliances.queries.coverage import CoverageLine
    from shuzheng.alliances.queries.layouts import CityLine, LayoutPage
    from shuzheng.foundation.web.request import Request
    from shuzheng.kernel.actor import Actor

COLUMNS = (
    listing.Column("certificate", _("Certificate"), sortable=True, lead=True),
    listing.Column("city", _("City"), sortable=True),
    listing.Column(
        "institutions", _("Institutions"), numeric=True, sortable=True, short=_("institutions")
    ),
    listing.Column("sites", _("Sites in use"), numeric=True, short=_("sites in use")),
    listing.Column("planned", _("Planned sites"), numeric=True, short=_("planned sites")),
    listing.Column("reason", _("Why"), wide=True),
    listing.Column("state", _("State"), fixed=True, end=True),
)
CITIES = (
    listing.Column("city", _("City"), lead=True),
    listing.Column("institutions", _("Institutions"), numeric=True, short=_("institutions")),
    listing.Column("sites", _("Sites in use"), numeric=True, short=_("sites in use")),
    listing.Column("planned", _("Planned sites"), numeric=True, short=_("planned sites")),
    listing.Column("reason", _("Why"), wide=True),
    listing.Column("state", _("State"), end=True),
)
VIEWS = {"gaps": _("A site is lacking"), "all": _("All")}


@require_safe
@gate.signed_in
def index(request: Request) -> HttpResponse:
    """List what there is in each city: a bureau's own cities, over all alliances."""
    actor = request.actor
    wish = listing.read(request.GET, COLUMNS, sort="city", views=tuple(VIEWS))
    filters = layout_forms.LayoutFilters(request.GET)
    every = coverage.of(actor, request.now)
    found = coverage.chosen(every, wish, **listing.chosen(filters))
    if wish.export:
        return _exported(request, wish, found)
    counts = {"gaps": sum(one.lacks for one in every), "all": len(every)}
    cut = listing.cut_list(found, wish)
    context = {
        "crumbs": [*words.crumbs(), Crumb(_("Layout of sites"))],
        "without": coverage.cities_without(every),
        "is_city": actor.reach is Reach.AREA,
        "sees_siting": actor.may(Permission.SITING_VIEW),
        "listing": listing.Listing(
            request.GET,
            wish,
            COLUMNS,
            listing.Found(
                [_row(one, periods.day(request.now).year) for one in cut.rows], cut.total, cut.page
            ),
            filters=filters,
            saved=[listing.View(view, label, counts[view]) for view, label in VIEWS.items()],
            caption=_("Layout of sites"),
            unit=_("rows"),
        ),
    }
    return render(request, "alliances/layouts/list.html", context)


@require_safe
@gate.signed_in
def show(request: Request, alliance: int, year: int) -> HttpResponse:
    """Show a year's plan of one alliance, beside what there is."""
    number = acting.key(request.GET.get("edition", ""))
    page = queries.detail(alliance, year, request.actor, request.now, number=number)
    if request.GET.get("export"):
        return _plan_exported(request, page)
    url = reverse("alliances:layout", args=[alliance, year])
    context = {
        "crumbs": [*words.crumbs_of(page.line), Crumb(gettext("Layout {year}").format(year=year))],
        "page": page,
        "line": page.line,
        "meta": [Fact("bookmark", page.line.certificate), Fact("calendar", str(year))],
        "tabs": [
            Tab(str(one), reverse("alliances:layout", args=[alliance, one]), current=one == year)
            for one in queries.years(alliance, request.now)
        ],
        "acts": list(_acts(page, request.actor, rules.years(periods.day(request.now)))),
        "columns": CITIES,
        "rows": [_city(one) for one in page.rows],
        "total": layout_forms.total(page.rows),
        "editions": [(one, f"{url}?edition={one.number}") for one in page.editions],
        "lines": feed.lines([f"alliances.layoutplan:{pk}" for pk in page.ids]),
    }
    return render(request, "alliances/layouts/detail.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@gate.signed_in
def edit(request: Request, alliance: int, year: int) -> HttpResponse:
    """Plan a new edition."""
    page = queries.to_write(alliance, year, request.actor, request.now)
    form = layout_forms.LayoutForm(
        acting.posted(request), page=page, initial=layout_forms.initial(page)
    )

    def act(data: Mapping[str, Any]) -> None:
        services.lay_out(
            alliance,
            year,
            form.rows(data),
            after=data["after"],
            actor=request.actor,
            now=request.now,
        )

    url = reverse("alliances:layout", args=[alliance, year])
    context = {
        "cancel_url": url,
        "heading": gettext("Plan the layout of {year}").format(year=year),
        "proposed": siting.of_certificate(page.line.certificate_type_id, request.actor),
        "name": page.line.name,
    }
    said = gettext("The layout is planned. Earlier editions are kept.")
    return acting.answered(request, "alliances/layouts/edit.html", form, context, act, said)


def _acts(page: LayoutPage, actor: Actor, open_years: tuple[int, int]) -> Iterator[Act]:
    arguments = [page.line.id, page.year]
    if actor.may(Permission.ALLIANCE_RUN) and page.year in open_years:
        barred = "" if page.leads else gettext("Only the lead of this alliance does this.")
        label = _("Plan a new edition") if page.edition else _("Plan the layout")
        url = reverse("alliances:layout-edit", args=arguments)
        yield Act(label, url, "edit", "primary", barred=barred, rule="R-091")
        if page.leads:
            url = reverse("alliances:layout-import", args=arguments)
            yield Act(_("From a workbook"), url, "upload")
    if page.edition:
        url = f"{reverse('alliances:layout', args=arguments)}?edition={page.edition.number}"
        yield Act(_("As a workbook"), f"{url}&export=xlsx", "download")


def _exported(request: Request, wish: listing.Wish, found: list[CoverageLine]) -> HttpResponse:
    body = exporting.workbook(
        COVERAGE,
        (
            {**asdict(one), "principle": one.principle.value if one.principle else None}
            for one in found
        ),
        printed_by=str(request.actor_label),
        filter_words=str(VIEWS.get(wish.view, "")),
        actor=request.actor,
        now=request.now,
    )
    return leaving.file(f"{COVERAGE.title}.xlsx", body, leaving.XLSX)


def _plan_exported(request: Request, page: LayoutPage) -> HttpResponse:
    body = exporting.workbook(
        LAYOUT.with_choices("city", coverage.cities()),
        (queries.cells(one) for one in page.rows if one.planned is not None),
        printed_by=str(request.actor_label),
        filter_words=f"{page.line.name} {page.year}",
        actor=request.actor,
        now=request.now,
    )
    return leaving.file(f"{page.line.name}{page.year}{LAYOUT.title}.xlsx", body, leaving.XLSX)


def _row(one: CoverageLine, year: int) -> dict[str, Any]:
    return {
        "id": f"{one.alliance_id}-{one.city_code}",
        "url": reverse("alliances:layout", args=[one.alliance_id, year]),
        "certificate": one.certificate,
        "code": one.code,
        **_shared(one),
    }


def _city(one: CityLine) -> dict[str, Any]:
    return {"id": one.city_code, **_shared(one)}


def _shared(one: CoverageLine | CityLine) -> dict[str, Any]:
    return {
        "city": one.city,
        "institutions": one.institutions,
        "sites": one.sites,
        "planned": one.planned,
        "principle": layout_forms.principle(one.principle),
        "reason": one.reason,
        "chip": _chip(one),
    }


def _chip(one: CoverageLine | CityLine) -> Chip | None:
    if one.lacks:
        return Chip(Kind.BAD, gettext("No site here"))
    return Chip(Kind.OK, gettext("Has a site")) if one.sites else None

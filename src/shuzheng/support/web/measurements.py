"""Measurements of conditions: the list, one of them, where everybody stands, its acts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from shuzheng.foundation.ui import listing, parts
from shuzheng.foundation.ui.parts import Act, Crumb, Fact, Figure
from shuzheng.foundation.web import acting, gate, leaving
from shuzheng.identity.queries import feed
from shuzheng.identity.services import exporting
from shuzheng.kernel.actor import Reach
from shuzheng.pilots.queries import pages_reports
from shuzheng.support.access import Permission
from shuzheng.support.queries import conditions
from shuzheng.support.rules import unevenness
from shuzheng.support.rules.measurement import BY_SHEET, MEASUREMENT, State, Verb
from shuzheng.support.rules.unevenness import Measure
from shuzheng.support.services import measuring
from shuzheng.support.sheets.amounts import TABLE
from shuzheng.support.web import forms, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from django.http import HttpResponse

    from shuzheng.foundation.web.request import Request
    from shuzheng.kernel.actor import Actor
    from shuzheng.support.queries.conditions import MeasurementPage, StandingLine

LINES = (
    listing.Column("period", _("Period"), lead=True),
    listing.Column("institutions", _("Institutions"), numeric=True),
    listing.Column("state", _("State"), fixed=True),
    listing.Column("frozen", _("Frozen on"), end=True),
)
COLUMNS = (
    listing.Column("name", _("Institution"), sortable=True, lead=True),
    listing.Column("city", _("City")),
    listing.Column("students", _("Pilot students"), numeric=True),
    *(
        listing.Column(one.value, _(unevenness.MEASURES[one]), numeric=True, sortable=True)
        for one in Measure
    ),
    listing.Column("low", _("Among the lowest fifth in"), wide=True),
)
SHORT = (COLUMNS[0], COLUMNS[1], COLUMNS[-1])
PAIRS = (
    listing.Column("helped", _("Helped institution"), lead=True),
    listing.Column("measures", _("In what")),
    listing.Column("helper", _("Helping institution")),
    listing.Column("why", _("What speaks for it"), wide=True),
)
VIEWS = {"low": _("Among the lowest"), "measured": _("With data"), "all": _("All")}
FIRST = 10


@require_safe
@gate.signed_in
def index(request: Request) -> HttpResponse:
    """List the measurements."""
    wish = listing.read(request.GET, LINES)
    rows = [
        {
            "id": one.id,
            "period": words.days(one.since, one.until),
            "url": reverse("support:measurement", args=[one.id]),
            "institutions": one.institutions,
            "chip": words.measurement_chip(one.state),
            "frozen": one.frozen_on,
        }
        for one in conditions.lines(request.actor)
    ]
    context = {
        "crumbs": [words.desk(), Crumb(_("Conditions of institutions"))],
        "listing": listing.Listing(
            request.GET,
            wish,
            LINES,
            listing.cut_list(rows, wish),
            caption=_("Conditions of institutions"),
            unit=_("measurements"),
            exports=(),
        ),
        "may_open": request.actor.may(Permission.MEASUREMENT_MAKE),
    }
    return render(request, "support/measurements/list.html", context)


@require_POST
@gate.signed_in
def begin(request: Request) -> HttpResponse:
    """Open the measurement of the months before this one."""

    def act() -> None:
        measuring.open_measurement(actor=request.actor, now=request.now)

    said = gettext("The measurement is open. Take the figures from the institutions’ sheets.")
    return acting.pressed(request, act, said, reverse("support:measurements"))


@require_safe
@gate.signed_in
def show(request: Request, measurement: int) -> HttpResponse:
    """Show one measurement: how uneven, who stands lowest, who could help whom."""
    actor = request.actor
    page = conditions.detail(measurement, actor)
    frozen = page.line.state is State.FROZEN
    wish = listing.Wish("low" if _oversees(actor) else "all", "low", size=FIRST)
    found = conditions.standings(measurement, actor, wish) if frozen else None
    pairs = _pairs(measurement, request) if frozen and _oversees(actor) else []
    context = {
        "crumbs": [
            *words.measurement_crumbs(),
            Crumb(words.days(page.line.since, page.line.until)),
        ],
        "page": page,
        "period": words.days(page.line.since, page.line.until),
        "chip": words.measurement_chip(page.line.state),
        "meta": [Fact("building", words.institutions(page.line.institutions))] if frozen else [],
        "life": parts.life(MEASUREMENT, page.line.state),
        "acts": list(_acts(page, actor)),
        "frozen": frozen,
        "figures": _figures(page),
        "told": [
            parts.Term(_(unevenness.MEASURES[one]), str(page.told.get(one, 0))) for one in BY_SHEET
        ],
        "rows": [row(one) for one in found.rows] if found else [],
        "total": found.total if found else 0,
        "columns": SHORT,
        "pair_columns": PAIRS,
        "pairs": pairs[:FIRST],
        "further": pairs[FIRST:],
        "pair_count": len(pairs),
        "oversees": _oversees(actor),
        "may_propose": actor.may(Permission.PAIRING_PROPOSE),
        "lines": feed.lines([f"support.measurement:{measurement}"]) if _oversees(actor) else [],
    }
    return render(request, "support/measurements/detail.html", context)


@require_safe
@gate.signed_in
def standings(request: Request, measurement: int) -> HttpResponse:
    """List where every institution within reach stands."""
    actor = request.actor
    page = conditions.detail(measurement, actor)
    wish = listing.read(request.GET, COLUMNS, sort="low", views=_views(actor))
    filters = forms.StandingFilters(request.GET, cities=pages_reports.city_choices(actor))
    chosen = listing.chosen(filters)
    if wish.export:
        return _exported(request, measurement, wish, chosen)
    found = conditions.standings(measurement, actor, wish, **chosen)
    counts = conditions.counts(measurement, actor)
    period = words.days(page.line.since, page.line.until)
    url = reverse("support:measurement", args=[measurement])
    context = {
        "crumbs": [*words.measurement_crumbs(), Crumb(period, url), Crumb(_("Institutions"))],
        "period": period,
        "page": page,
        "listing": listing.Listing(
            request.GET,
            wish,
            COLUMNS,
            listing.Found([row(one) for one in found.rows], found.total, found.page),
            filters=filters,
            saved=[listing.View(key, VIEWS[key], counts[key]) for key in _views(actor)],
            caption=_("Conditions of institutions"),
            unit=pgettext_lazy("unit", "institutions"),
        ),
    }
    return render(request, "support/measurements/standings.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@gate.signed_in
def freeze(request: Request, measurement: int) -> HttpResponse:
    """Freeze a measurement."""
    page = conditions.detail(measurement, request.actor, Permission.MEASUREMENT_MAKE)
    MEASUREMENT.after(page.line.state, Verb.FREEZE)
    form = forms.Confirmed(acting.posted(request))
    url = reverse("support:measurement", args=[measurement])
    heading = gettext(MEASUREMENT.labels[Verb.FREEZE])

    def act(data: Mapping[str, Any]) -> None:
        del data
        measuring.freeze(measurement, actor=request.actor, now=request.now)

    context = {
        "crumbs": [
            *words.measurement_crumbs(),
            Crumb(words.days(page.line.since, page.line.until), url),
            Crumb(heading),
        ],
        "cancel_url": url,
        "heading": heading,
        "submit": heading,
        "name": words.days(page.line.since, page.line.until),
        "rule": "R-241",
        "consequence": _("Pilot students and seats are counted now. Nothing can be added later."),
    }
    said = gettext("The conditions are frozen.")
    return acting.answered(request, "support/confirm.html", form, context, act, said)


def row(one: StandingLine) -> dict[str, Any]:
    """Return where an institution stands as lists show it."""
    return {
        "id": one.id,
        "code": one.code,
        "name": one.name,
        "city": one.city,
        "students": one.students,
        "figures": [
            (measure.value, figure, measure in one.low) for measure, figure in one.figures.items()
        ],
        "low": words.measures(one.low),
        "leads": one.leads,
    }


def _oversees(actor: Actor) -> bool:
    return actor.reach is Reach.PROVINCE


def _views(actor: Actor) -> tuple[str, ...]:
    return conditions.VIEWS if _oversees(actor) else tuple(reversed(conditions.VIEWS))


def _figures(page: MeasurementPage) -> list[Figure]:
    none = gettext("no data")
    return [
        Figure(
            words.PER_STUDENT[measure],
            spread.variation or none,
            note=gettext("Gini {gini}; mean {mean}; {count} institutions with data").format(
                gini=none if spread.gini is None else unevenness.rounded(spread.gini, 3),
                mean=none if spread.mean is None else conditions.printed(measure, spread.mean),
                count=spread.count,
            ),
        )
        for measure, spread in page.spreads.items()
    ]


def _pairs(measurement: int, request: Request) -> list[dict[str, Any]]:
    new = reverse("support:pairing-new")
    return [
        {
            "helped": one.helped,
            "measures": words.measures(one.measures),
            "helper": one.helper,
            "why": _why(one),
            "url": f"{new}?helped={one.helped_id}&helper={one.helper_id}",
        }
        for one in conditions.proposals(measurement, request.actor, request.now)
    ]


def _why(one: conditions.ProposalLine) -> str:
    found = [gettext("same city")] if one.same_city else []
    if one.shared_fields:
        fields = gettext(", ").join(one.shared_fields)
        found.append(gettext("same field ({fields})").format(fields=fields))
    if one.leads:
        found.append(gettext("expected to lead"))
    return gettext("; ").join(found)


def _acts(page: MeasurementPage, actor: Actor) -> Iterator[Act]:
    pk = page.line.id
    if page.line.state is State.OPEN and actor.may(Permission.MEASUREMENT_MAKE):
        url = reverse("support:amounts-import", args=[pk])
        yield Act(_("Import figures"), url, "upload", "primary", rule="R-241")
        yield Act(
            gettext(MEASUREMENT.labels[Verb.FREEZE]),
            reverse("support:freeze", args=[pk]),
            "lock",
            rule="R-241",
        )


def _exported(
    request: Request, measurement: int, wish: listing.Wish, chosen: Mapping[str, str]
) -> HttpResponse:
    found = conditions.every(measurement, request.actor, wish, **chosen)
    body = exporting.workbook(
        TABLE,
        (
            {
                "code": one.code,
                "name": one.name,
                "city": one.city,
                "students": "" if one.students is None else str(one.students),
                **{measure.value: figure for measure, figure in one.figures.items()},
                "low": "、".join(words.PRINTED_MEASURES[low] for low in one.low),
                "leads": "yes" if one.leads else "no",
            }
            for one in found
        ),
        printed_by=str(request.actor_label),
        filter_words=str(VIEWS.get(wish.view, "")),
        actor=request.actor,
        now=request.now,
    )
    return leaving.file(f"{TABLE.title}.xlsx", body, leaving.XLSX)

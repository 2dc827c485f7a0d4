"""Pages of what sessions cost: a session's sheets, keeping and correcting one, the list (R-098)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms as dj
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from shuzheng.assessment.queries import costs as queries
from shuzheng.assessment.queries import plans as plan_queries
from shuzheng.assessment.rules.cost import Costs
from shuzheng.assessment.services import costs as services
from shuzheng.assessment.sheets import lists
from shuzheng.assessment.web import plan_frames, signs, words
from shuzheng.assessment.web.site_acts import FORM, FORMS
from shuzheng.assessment.web.site_forms import text_field
from shuzheng.foundation.ui import formats, listing
from shuzheng.foundation.ui import forms as ui
from shuzheng.foundation.ui.parts import Act, Chip, Crumb, Figure, Kind, Term
from shuzheng.foundation.web import acting, gate, leaving
from shuzheng.kernel import periods

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from django.http import HttpResponse

    from shuzheng.assessment.queries.costs import CostLine, Filling, Median, PlaceCosts, Version
    from shuzheng.foundation.web.request import Request

KINDS = {
    "premises": _("Premises"),
    "equipment": _("Equipment"),
    "consumables": _("Consumables"),
    "people": _("People"),
}
COLUMNS = (
    listing.Column("plan", _("Session"), sortable=True, lead=True),
    listing.Column("certificate", _("Certificate and level")),
    listing.Column("site", _("Site"), sortable=True, wide=True),
    listing.Column("last", _("Session ended on"), sortable=True),
    listing.Column("came", _("Attended"), numeric=True, short=_("attended")),
    listing.Column("total", _("Total cost"), numeric=True, short=_("in all")),
    listing.Column("each", _("Per candidate"), numeric=True, short=_("per candidate")),
    listing.Column("sheet", _("Cost sheet"), fixed=True, end=True),
)
EARLIER = (
    listing.Column("plan", _("Session"), lead=True),
    listing.Column("last", _("Session ended on")),
    listing.Column("came", _("Attended"), numeric=True, short=_("attended")),
    listing.Column("total", _("Total cost"), numeric=True, short=_("in all")),
    listing.Column("each", _("Per candidate"), numeric=True, short=_("per candidate")),
)
VERSIONS = (
    listing.Column("version", _("Version"), lead=True),
    *(listing.Column(kind, word, numeric=True, short=word) for kind, word in KINDS.items()),
    listing.Column("total", _("Total cost"), numeric=True, short=_("in all")),
    listing.Column("note", _("Remark"), wide=True),
    listing.Column("reason", _("Reason for the correction"), wide=True),
)
VIEWS = {
    "missing": _("Sheet overdue"),
    "waiting": _("Sheet not due yet"),
    "kept": _("Sheet kept"),
    "all": _("All"),
}


class Filters(dj.Form):
    """What the list can be narrowed by."""

    q = dj.CharField(
        label=_("Session, plan number, site or institution"), required=False, max_length=60
    )
    certificate = dj.TypedChoiceField(label=_("Certificate"), required=False, coerce=int)

    def __init__(self, *args: Any, certificates: Sequence[tuple[int, str]], **more: Any) -> None:  # noqa: ANN401 - a form's own arguments
        super().__init__(*args, **more)
        ui.choose(self, "certificate", [("", _("All certificates")), *certificates])


class SheetForm(ui.Form):
    """What a session cost, in yuan, by kind; a correction says why."""

    premises = ui.Yuan(label=_("Premises"), help_text=_("Rooms, power, heating, cleaning; in yuan"))
    equipment = ui.Yuan(
        label=_("Equipment"), help_text=_("Hire, wear and repair for this session; in yuan")
    )
    consumables = ui.Yuan(
        label=_("Consumables"), help_text=_("Material used up, printing; in yuan")
    )
    people = ui.Yuan(
        label=_("People"), help_text=_("Invigilators, assessors, technicians; in yuan")
    )
    note = text_field(
        _("Remark"),
        required=False,
        help_text=_("What was shared with other sessions or given free; no names of persons."),
    )
    reason = text_field(_("Reason for the correction"))
    seen = dj.IntegerField(widget=dj.HiddenInput)

    def __init__(self, *args: Any, corrects: bool, **more: Any) -> None:  # noqa: ANN401 - a form's own arguments
        super().__init__(*args, **more)
        if not corrects:
            del self.fields["reason"], self.fields["seen"]


@require_safe
@gate.signed_in
def index(request: Request) -> HttpResponse:
    """List the sessions that are over, with what they cost."""
    actor, today = request.actor, periods.day(request.now)
    wish = listing.read(request.GET, COLUMNS, sort="-last", views=queries.VIEWS)
    counts = queries.counts(actor, today)
    filters = Filters(request.GET, certificates=queries.choices(actor))
    chosen = listing.chosen(filters)
    if wish.export:
        whole = listing.Wish(wish.view, wish.sort, wish.descending, size=leaving.EVERYTHING)
        every = queries.lines(actor, whole, today, **chosen)
        said = leaving.filters_in_words(
            listing.Listing(request.GET, wish, COLUMNS, every, filters=filters)
        )
        out = (_exported(one) for one in every.rows)
        return leaving.workbook(request, lists.COSTS, out, said=said, kind=wish.export)
    found = queries.lines(actor, wish, today, **chosen)
    days = queries.days(today)
    context = {
        "crumbs": [Crumb(_("Desk"), "/desk/"), Crumb(_("Costs of sessions"))],
        "due": ngettext(
            "A sheet is due {n} working day after the last day of the session.",
            "A sheet is due {n} working days after the last day of the session.",
            days,
        ).format(n=days),
        "listing": listing.Listing(
            request.GET,
            wish,
            COLUMNS,
            listing.Found([_row(one) for one in found.rows], found.total, found.page),
            filters=filters,
            saved=[listing.View(view, word, counts[view]) for view, word in VIEWS.items()],
            caption=_("Costs of sessions"),
            unit=_("sessions held"),
        ),
    }
    return render(request, "assessment/costs/list.html", context)


@require_safe
@gate.signed_in
def show(request: Request, pk: int) -> HttpResponse:
    """Show what a session cost at each site that one may see, beside others."""
    page = plan_queries.page(pk, request.actor, request.now)
    today = periods.day(request.now)
    found = queries.of_plan(pk, request.actor)
    subjects = [f"assessment.costsheet:{one.id}" for place in found for one in place.versions]
    context = {
        **plan_frames.frame(page, request, "costs"),
        "places": [_place(one, today) for one in found],
        "acts": list(_acts(found, pk)),
        "earlier_columns": EARLIER,
        "version_columns": VERSIONS,
        "lines": words.happened(subjects) if subjects else [],
    }
    return render(request, "assessment/costs/detail.html", context)


@require_http_methods(FORMS)
@gate.signed_in
def enter(request: Request, pk: int, site: int) -> HttpResponse:
    """Keep the sheet of a session at one's own site, or correct it."""
    filling = queries.filling(pk, site, request.actor)
    # A form that was opened before anybody kept a sheet is no correction of the one kept since.
    corrects = "seen" in request.POST if request.method == "POST" else bool(filling.version)
    form = SheetForm(acting.posted(request), initial=_initial(filling), corrects=corrects)

    def act(data: Mapping[str, Any]) -> None:
        costs = Costs(*(data[kind] for kind in KINDS))
        corrected, me, now = (costs, data["note"]), request.actor, request.now
        if not corrects:
            services.keep(pk, site, *corrected, actor=me, now=now)
        else:
            seen, reason = data["seen"], data["reason"]
            services.correct(pk, site, seen, corrected, reason, actor=me, now=now)

    heading = _heading(filling.version)
    context = {
        "crumbs": signs.crumbs(pk, filling.plan, heading),
        "heading": heading,
        "sub": filling.site,
        "rule": "R-098",
        "submit": heading,
        "cancel_url": _url(pk),
        "consequence": gettext("The earlier version stays on record with this one.")
        if filling.version
        else "",
    }
    return acting.answered(request, FORM, form, context, act, gettext("The cost sheet is kept."))


def _url(plan: int) -> str:
    return reverse("assessment:costs", args=[plan])


def _heading(version: Version | None) -> str:
    return gettext("Correct the cost sheet") if version else gettext("Keep the cost sheet")


def _initial(filling: Filling) -> dict[str, Any]:
    version = filling.version
    if version is None:
        return {}
    amounts = {kind: getattr(version.costs, kind) for kind in KINDS}
    return {**amounts, "note": version.note, "seen": version.id}


def _acts(found: Sequence[PlaceCosts], pk: int) -> Iterator[Act]:
    """Yield what may be done with the sheets; a site is named where there are several."""
    for place in found:
        if not place.may_keep:
            continue
        held = place.versions[0] if place.versions else None
        label = _heading(held)
        if len(found) > 1:
            label = gettext("{act}: {site}").format(act=label, site=place.site)
        url = reverse("assessment:cost-sheet", args=[pk, place.site_id])
        yield Act(label, url, "edit", "" if held else "primary", rule="R-098")


def _place(place: PlaceCosts, today: date) -> dict[str, Any]:
    held = place.versions[0] if place.versions else None
    return {
        "site": place.site,
        "chip": _sheet_chip(held is not None, place.due_on < today),
        "due": None if held else place.due_on,
        "figures": list(_figures(place)),
        "amounts": [(word, getattr(held.costs, kind)) for kind, word in KINDS.items()]
        if held
        else (),
        "total": held.costs.total if held else None,
        "terms": list(_terms(held)) if held else (),
        "versions": place.versions if len(place.versions) > 1 else (),
        "earlier": [(one, _url(one.plan_id)) for one in place.earlier],
    }


def _terms(held: Version) -> Iterator[Term]:
    if held.note:
        yield Term(_("Remark"), held.note)
    if held.reason:
        yield Term(_("Reason for the correction"), held.reason)
    yield Term(_("Recorded on"), held.recorded_on.isoformat())


def _figures(place: PlaceCosts) -> Iterator[Figure]:
    came = ngettext("{n} candidate attended", "{n} candidates attended", place.came)
    yield Figure(
        _("Per candidate"),
        formats.yuan(place.per_head),
        note=came.format(n=formats.number(place.came)),
        chip=_against(place),
    )
    before = place.earlier[0] if place.earlier else None
    yield Figure(
        _("The session before, here"),
        formats.yuan(before.per_head if before else None),
        note=before.name if before else gettext("No earlier session with a sheet here"),
    )
    yield Figure(
        _("Median of the province"),
        formats.yuan(place.median.value),
        note=_behind(place.median),
    )


def _against(place: PlaceCosts) -> Chip | None:
    """Say how the cost stands to the province's median."""
    own, middle = place.per_head, place.median.value
    if own is None or middle is None:
        return None
    if own > middle:
        return Chip(Kind.WAIT, gettext("Above the median"))
    return Chip(Kind.OK, gettext("At the median") if own == middle else gettext("Below the median"))


def _behind(median: Median) -> str:
    if median.value is None:
        return gettext("Shown from {n} sessions with a sheet on").format(n=median.fewest)
    said = ngettext("{n} session with a sheet", "{n} sessions with a sheet", median.sessions)
    return said.format(n=formats.number(median.sessions))


def _sheet_chip(kept: bool, overdue: bool) -> Chip:  # noqa: FBT001 - two facts, named where they are passed
    if kept:
        return Chip(Kind.OK, gettext("Sheet kept"))
    if overdue:
        return Chip(Kind.BAD, gettext("Sheet overdue"))
    return Chip(Kind.WAIT, gettext("Sheet not due yet"))


def _row(line: CostLine) -> dict[str, Any]:
    return {
        "id": f"{line.plan_id}-{line.site_id}",
        "url": _url(line.plan_id),
        "number": line.number,
        "name": line.name,
        "certificate": words.certificate(line.certificate, line.level),
        "site": line.site,
        "institution": line.institution,
        "last": line.last_on,
        "came": line.came,
        "total": line.costs.total if line.costs else None,
        "each": line.per_head,
        "chip": _sheet_chip(line.costs is not None, line.is_overdue),
        "due": None if line.costs else line.due_on,
    }


def _exported(line: CostLine) -> dict[str, Any]:
    return {
        "number": line.number,
        "name": line.name,
        "certificate": words.certificate(line.certificate, line.level),
        "site": line.site,
        "institution": line.institution,
        "last_on": line.last_on,
        "came": line.came,
        **{kind: getattr(line.costs, kind) if line.costs else None for kind in KINDS},
        "total": line.costs.total if line.costs else None,
        "per_head": line.per_head,
        "state": str(_sheet_chip(line.costs is not None, line.is_overdue).word),
        "due_on": line.due_on,
        "recorded_on": line.recorded_on,
        "version": line.version or None,
    }

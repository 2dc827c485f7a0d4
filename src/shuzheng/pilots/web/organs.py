"""Organs and duties: who lacks what, one institution's page, liaisons sent to us, city bureaus."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from shuzheng.foundation.ui import listing
from shuzheng.foundation.ui.parts import Act, Check, Chip, Crumb, Fact, Kind
from shuzheng.foundation.web import gate, leaving
from shuzheng.kernel.actor import Reach
from shuzheng.pilots.access import Permission
from shuzheng.pilots.queries import pages_organs
from shuzheng.pilots.rules import organs as rules
from shuzheng.pilots.rules.organs import Counterpart, RiskState
from shuzheng.pilots.services import exporting
from shuzheng.pilots.sheets.organs import ORGANS
from shuzheng.pilots.web import organ_forms, words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.http import HttpResponse

    from shuzheng.foundation.web.request import Request
    from shuzheng.kernel.actor import Actor
    from shuzheng.pilots.queries.pages_organs import LiaisonLine, OrganPage, OverviewLine, RiskLine

COLUMNS = (
    listing.Column("name", _("Institution"), sortable=True, lead=True),
    listing.Column("city", _("City"), sortable=True),
    listing.Column("group", _("Leading group"), short=_("leading group")),
    listing.Column("liaisons", _("Liaisons"), numeric=True, short=_("Liaisons")),
    listing.Column("party", _("Party leadership"), short=_("Party record")),
    listing.Column("duties", _("Duties by certificate"), numeric=True, short=_("duties")),
    listing.Column("risks", _("Open risks"), numeric=True, short=_("risks")),
    listing.Column("lacking", _("Lacking"), sortable=True, numeric=True, fixed=True, end=True),
)
SENT = (
    listing.Column("name", _("Institution"), sortable=True, lead=True),
    listing.Column("city", _("City")),
    listing.Column("party", _("For"), wide=True),
    listing.Column("liaison", _("Liaison")),
    listing.Column("phone", _("Office phone")),
    listing.Column("since", _("Named on"), sortable=True, end=True),
)
BUREAUS = (
    listing.Column("name", _("City bureau"), lead=True),
    listing.Column("department", _("Department in charge"), wide=True),
    listing.Column("contact", _("Contact person")),
    listing.Column("phone", _("Office phone")),
    listing.Column("since", _("Named on"), end=True),
)
LIAISONS = (
    listing.Column("party", _("For"), lead=True),
    listing.Column("name", _("Liaison")),
    listing.Column("phone", _("Office phone")),
    listing.Column("since", _("Named on"), end=True),
)
DUTIES = (
    listing.Column("certificate", _("Certificate"), lead=True),
    listing.Column("name", _("In charge")),
    listing.Column("duties", _("Duties"), wide=True),
)
RECORDS = (
    listing.Column("title", _("Title"), lead=True),
    listing.Column("kind", pgettext_lazy("party record", "Kind")),
    listing.Column("held", _("Held on"), end=True),
)
RISKS = (
    listing.Column("risk", _("Risk"), lead=True),
    listing.Column("measure", _("Measure"), wide=True),
    listing.Column("owner", _("Owner")),
    listing.Column("state", _("State"), end=True),
)
VIEWS = {"lacking": _("Something is lacking"), "all": _("All")}
RISK_CHIPS = {
    RiskState.OPEN: Kind.WAIT,
    RiskState.UNDER_CONTROL: Kind.RUN,
    RiskState.CLOSED: Kind.OFF,
}


@require_safe
@gate.signed_in
def index(request: Request) -> HttpResponse:
    """List who lacks what; an institution is led to its own page."""
    actor = request.actor
    actor.require(Permission.ORGAN_VIEW)
    if actor.reach is Reach.ORGANISATION:
        return redirect("pilots:organ", actor.organisation_id)
    wish = listing.read(request.GET, COLUMNS, sort="-lacking", views=pages_organs.VIEWS)
    filters = organ_forms.Search(request.GET)
    found, counts = pages_organs.overview(actor, wish, request.now, **listing.chosen(filters))
    if wish.export:
        return _exported(request, wish, found)
    context = {
        "crumbs": [Crumb(_("Desk"), "/desk/"), Crumb(_("Organs and duties"))],
        "listing": listing.Listing(
            request.GET,
            wish,
            COLUMNS,
            listing.Found([_row(one) for one in found.rows], found.total, found.page),
            filters=filters,
            saved=[listing.View(view, label, counts[view]) for view, label in VIEWS.items()],
            caption=_("Organs and duties"),
            unit=pgettext_lazy("unit", "institutions"),
            exports=("xlsx", "csv"),
        ),
        "bureaus": actor.may(Permission.CONTACT_VIEW),
    }
    return render(request, "pilots/organs/list.html", context)


@require_safe
@gate.signed_in
def show(request: Request, pk: int) -> HttpResponse:
    """Show the organs of one institution."""
    page = pages_organs.detail(pk, request.actor, request.now)
    writes = request.actor.may(Permission.ORGAN_WRITE)
    context = {
        "crumbs": [*crumbs(request.actor), Crumb(page.institution)],
        "page": page,
        "writes": writes,
        "meta": [Fact("hash", page.code), Fact("pin", page.city)],
        "chip": Chip(Kind.WAIT, gettext("{count} lacking").format(count=page.lacks.count))
        if page.lacks.count
        else Chip(Kind.OK, gettext("Nothing lacking")),
        "checks": list(_checks(page, writes=writes)),
        "acts": list(_acts()) if writes else [],
        "group": [(words.group_role(one.role), one) for one in page.group],
        "liaisons": [_liaison(one) for one in page.liaisons],
        "records": [(one, gettext(rules.RECORDS[one.kind])) for one in page.records],
        "risks": [_risk(one, writes=writes) for one in page.risks],
        "tables": {"liaisons": LIAISONS, "duties": DUTIES, "records": RECORDS, "risks": RISKS},
    }
    return render(request, "pilots/organs/detail.html", context)


@require_safe
@gate.signed_in
def sent(request: Request) -> HttpResponse:
    """List the liaisons whom institutions named for the reader's party."""
    wish = listing.read(request.GET, SENT, sort="name")
    filters = organ_forms.Search(request.GET)
    found = pages_organs.sent(request.actor, wish, **listing.chosen(filters))
    context = {
        "crumbs": [Crumb(_("Desk"), "/desk/"), Crumb(_("Liaisons"))],
        "listing": listing.Listing(
            request.GET,
            wish,
            SENT,
            found,
            filters=filters,
            caption=_("Liaisons"),
            unit=_("liaisons"),
            exports=(),
        ),
        "office": gettext(rules.COUNTERPARTS[Counterpart.OFFICE]),
    }
    return render(request, "pilots/organs/liaisons.html", context)


@require_safe
@gate.signed_in
def bureaus(request: Request) -> HttpResponse:
    """List the city bureaus with their contacts."""
    lines = pages_organs.bureaus(request.actor)
    wish = listing.read(request.GET, BUREAUS)
    context = {
        "crumbs": [*crumbs(request.actor), Crumb(_("City bureaus"))],
        "listing": listing.Listing(
            request.GET,
            wish,
            BUREAUS,
            listing.cut_list(lines, wish),
            caption=_("City bureaus"),
            unit=_("bureaus"),
            exports=(),
        ),
        "lacking": sum(not one.name for one in lines),
        "may_name": request.actor.may(Permission.CONTACT_NAME),
    }
    return render(request, "pilots/organs/bureaus.html", context)


def crumbs(actor: Actor) -> list[Crumb]:
    """Return the way to an institution's organs; its own people come straight from the desk."""
    desk = Crumb(_("Desk"), "/desk/")
    if actor.reach is Reach.ORGANISATION:
        return [desk]
    return [desk, Crumb(_("Organs and duties"), reverse("pilots:organs"))]


def party_name(kind: Counterpart, name: str) -> str:
    """Return a party's own name; the office has none but its own word."""
    return name or gettext(rules.COUNTERPARTS[kind])


def _checks(page: OrganPage, *, writes: bool) -> Iterator[Check]:
    """Yield what has to be there; what fails leads to where it is named."""
    lacks = page.lacks

    def check(title: Any, held: bool, reason: str, rule: str, act: str) -> Check:  # noqa: ANN401, FBT001 - a lazy word; a row of a table
        url = reverse(f"pilots:organ-{act}") if writes and not held else ""
        return Check(
            title, held, "" if held else reason, rule, url, _("Complete it") if url else ""
        )

    roles = gettext(", ").join(words.group_role(role) for role in lacks.roles)
    yield check(_("Leading group"), not lacks.roles, roles, "R-017", "group")
    yield check(_("Unit in charge"), not lacks.unit, gettext("None is named"), "R-018", "unit")
    none = [one for one in page.liaisons if not one.name]
    nobody = gettext(", ").join(party_name(one.party.kind, one.party_name) for one in none)
    yield check(
        _("One liaison for each party"),
        not lacks.faults,
        gettext("Nobody in charge: {names}").format(names=nobody),
        "R-018",
        "liaison",
    )
    years = gettext(", ").join(map(str, lacks.years))
    yield check(
        _("Party leadership recorded each year"),
        not lacks.years,
        gettext("No record: {years}").format(years=years),
        "R-019",
        "record",
    )
    yield check(
        _("Duties split by certificate"),
        not lacks.duties,
        gettext("{count} of {all} without").format(count=len(lacks.duties), all=lacks.in_use),
        "R-020",
        "duty",
    )


def _acts() -> Iterator[Act]:
    for label, name, icon in (
        (_("Name the leading group"), "group", "users"),
        (_("Name the unit in charge"), "unit", "building"),
        (_("Name a liaison"), "liaison", "user"),
        (_("Write down duties"), "duty", "clipboard"),
        (_("Record Party leadership"), "record", "flag"),
        (_("Note a risk"), "risk-new", "alert"),
    ):
        yield Act(label, reverse(f"pilots:organ-{name}"), icon)
    yield Act(_("Import the leading group"), reverse("pilots:group-import"), "upload")


def _liaison(one: LiaisonLine) -> dict[str, Any]:
    return {
        "party": party_name(one.party.kind, one.party_name),
        "kind": gettext(rules.COUNTERPARTS[one.party.kind]) if one.party_name else "",
        "name": one.name,
        "phone": one.phone,
        "since": one.since,
    }


def _risk(one: RiskLine, *, writes: bool) -> dict[str, Any]:
    return {
        "url": reverse("pilots:risk", args=[one.id]) if writes else "",
        "risk": one.risk,
        "noted": one.noted_on,
        "measure": one.measure,
        "owner": one.owner,
        "chip": Chip(RISK_CHIPS[one.state], gettext(rules.RISK.labels[one.state])),
    }


def _row(one: OverviewLine) -> dict[str, Any]:
    lacks = one.lacks
    return {
        "id": one.id,
        "url": reverse("pilots:organ", args=[one.id]),
        "name": one.name,
        "code": one.code,
        "city": one.city,
        "group": gettext("Lacks {roles}").format(
            roles=gettext(", ").join(words.group_role(role) for role in lacks.roles)
        )
        if lacks.roles
        else gettext("Complete"),
        "liaisons": f"{len(lacks.parties) - len(lacks.faults)} / {len(lacks.parties)}",
        "party": gettext("No record: {years}").format(
            years=gettext(", ").join(map(str, lacks.years))
        )
        if lacks.years
        else gettext("Recorded"),
        "duties": f"{lacks.in_use - len(lacks.duties)} / {lacks.in_use}",
        "risks": lacks.risks,
        "lacking": lacks.count,
    }


def _exported(
    request: Request, wish: listing.Wish, found: listing.Found[OverviewLine]
) -> HttpResponse:
    """Answer with who lacks what; the export leaves a fact."""
    rows = [
        {
            "code": one.code,
            "institution": one.name,
            "city": one.city,
            "group": "、".join(words.group_role(role) for role in one.lacks.roles),
            "unit": gettext("None is named") if one.lacks.unit else "",
            "liaisons": len(one.lacks.faults),
            "parties": len(one.lacks.parties),
            "party": "、".join(map(str, one.lacks.years)),
            "duties": len(one.lacks.duties),
            "in_use": one.lacks.in_use,
            "risks": one.lacks.risks,
        }
        for one in found.rows
    ]
    exporting.organs(len(rows), actor=request.actor, now=request.now)
    return leaving.workbook(request, ORGANS, rows, kind=wish.export)

"""Pages of sites: the list, one site with its rooms, one application."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from shuzheng.assessment.access import Permission
from shuzheng.assessment.queries import beside
from shuzheng.assessment.queries import sites as queries
from shuzheng.assessment.rules import site as rules
from shuzheng.assessment.rules.site import SITE, State, Verb
from shuzheng.assessment.sheets import lists
from shuzheng.assessment.web import centres, site_forms, words
from shuzheng.foundation.ui import formats, listing
from shuzheng.foundation.ui.parts import Act, Chip, Crumb, Fact, Kind, Term, life
from shuzheng.foundation.web import gate, leaving
from shuzheng.identity.rules.kinds import Role
from shuzheng.kernel import periods
from shuzheng.kernel.actor import Reach

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from django.http import HttpResponse

    from shuzheng.assessment.queries.sites import ApprovalPage, RoomLine, SiteLine, SitePage
    from shuzheng.foundation.web.request import Request
    from shuzheng.kernel.actor import Actor

COLUMNS = (
    listing.Column("name", _("Site"), sortable=True, lead=True),
    listing.Column("institution", _("Institution"), sortable=True, wide=True),
    listing.Column("city", _("Place"), sortable=True),
    listing.Column("rooms", _("Rooms"), numeric=True, short=_("rooms")),
    listing.Column("seats", _("Usable seats"), numeric=True, short=_("seats")),
    listing.Column("active", _("Certificates and levels"), sortable=True, fixed=True, wide=True),
)
ROOMS = (
    listing.Column("name", _("Room"), lead=True),
    listing.Column("grid", _("Rows × seats")),
    listing.Column("seats", _("Usable seats"), numeric=True, short=_("seats")),
    listing.Column("accessible", _("Accessible"), numeric=True, short=_("accessible")),
    listing.Column("checked", _("Last check"), short=_("checked")),
    listing.Column("state", _("Check"), wide=True),
)
APPROVALS = (
    listing.Column("certificate", _("Certificate and level"), lead=True),
    listing.Column("state", _("State")),
    listing.Column("until", _("Approved until"), short=_("until")),
    listing.Column("due", _("Deadline"), end=True),
)


@require_safe
@gate.signed_in
def index(request: Request) -> HttpResponse:
    """List the sites within reach."""
    waits = queries.waiting(request.actor)
    views = ("mine", "all") if waits else queries.VIEWS
    wish = listing.read(request.GET, COLUMNS, sort="name", views=views)
    filters = site_forms.SiteFilters(request.GET)
    if wish.export:
        whole = listing.Wish(wish.view, wish.sort, wish.descending, size=leaving.EVERYTHING)
        found = queries.lines(request.actor, whole, **listing.chosen(filters))
        shown = listing.Listing(request.GET, wish, COLUMNS, found, filters=filters)
        return leaving.workbook(
            request,
            lists.SITES,
            (_exported(line) for line in found.rows),
            said=leaving.filters_in_words(shown),
            kind=wish.export,
        )
    found = queries.lines(request.actor, wish, **listing.chosen(filters))
    rows = [_row(line) for line in found.rows]
    context = {
        "crumbs": [Crumb(_("Desk"), "/desk/"), Crumb(_("Assessment sites"))],
        "listing": listing.Listing(
            request.GET,
            wish,
            COLUMNS,
            listing.Found(rows, found.total, found.page),
            filters=filters,
            saved=(
                listing.View("mine", _("Waiting for me"), waits),
                listing.View("all", _("All")),
            ),
            caption=_("Assessment sites"),
            unit=_("sites"),
        ),
        "may_register": request.actor.may(Permission.SITE_REGISTER),
        "waits": waits,
    }
    return render(request, "assessment/sites/list.html", context)


@require_safe
@gate.signed_in
def show(request: Request, pk: int) -> HttpResponse:
    """Show one site: its rooms, its applications and approvals."""
    page = queries.page(pk, request.actor, request.now)
    ranks = centres.ranks(pk, request)
    subjects = [
        f"assessment.site:{pk}",
        *(f"assessment.centre:{one.id}" for one in ranks),
        *(f"assessment.room:{room.id}" for room in page.rooms),
        *(f"assessment.siteapproval:{one.id}" for one in page.approvals),
    ]
    context = {
        "page": page,
        "crumbs": [
            Crumb(_("Desk"), "/desk/"),
            Crumb(_("Assessment sites"), reverse("assessment:sites")),
            Crumb(page.code),
        ],
        "meta_facts": [
            Fact("hash", gettext("Site code {code}").format(code=page.code)),
            Fact("building", page.institution),
            Fact("pin", f"{page.city} {page.address}"),
        ],
        **centres.rank(ranks),
        "rooms_columns": ROOMS,
        "rooms": [_room(room, page) for room in page.rooms],
        "rooms_note": gettext("{rooms} rooms, {seats} usable seats").format(
            rooms=len(page.rooms), seats=page.seats
        ),
        "approval_columns": APPROVALS,
        "approvals": [
            {
                "id": one.id,
                "url": reverse("assessment:site-approval", args=[one.id]),
                "certificate": words.certificate(one.certificate, one.level),
                "chip": words.site_chip(one.state),
                "until": one.approved_until,
                "due": one.due_on,
            }
            for one in page.approvals
        ],
        "acts": [*_site_acts(page, request.actor), *centres.acts(page, ranks, request.actor)],
        "sections": beside.of(pk, request.actor, request.now),
        "lines": words.happened(subjects),
    }
    return render(request, "assessment/sites/detail.html", context)


@require_safe
@gate.signed_in
def approval(request: Request, pk: int) -> HttpResponse:
    """Show one application: where it stands, what it says, what may be done."""
    page = queries.approval(pk, request.actor, request.now)
    line = page.line
    context = {
        "page": page,
        "title": words.certificate(line.certificate, line.level),
        "chip": words.site_chip(line.state),
        "crumbs": [
            Crumb(_("Desk"), "/desk/"),
            Crumb(_("Assessment sites"), reverse("assessment:sites")),
            Crumb(line.site, reverse("assessment:site", args=[line.site_id])),
            Crumb(words.certificate(line.certificate, line.level)),
        ],
        "meta_facts": [
            Fact("pin", line.site),
            Fact("building", line.institution),
            *([Fact("clock", formats.due(line.due_on, request.now).full)] if line.due_on else []),
        ],
        "life": life(
            SITE,
            line.state,
            notes=_notes(page, request.now),
        ),
        "about": _about(page, request.now),
        "texts": [
            (gettext(rules.label(topic)), text) for topic, text in page.texts if text.strip()
        ],
        "rooms_columns": ROOMS,
        "rooms": [_room(room, None) for room in page.rooms],
        "acts": list(_approval_acts(page, request.actor, request.now)),
        "lines": words.happened([f"assessment.siteapproval:{pk}"]),
    }
    return render(request, "assessment/sites/approval.html", context)


def _row(line: SiteLine) -> dict[str, Any]:
    return {
        "id": line.id,
        "url": reverse("assessment:site", args=[line.id]),
        "code": line.code,
        "name": line.name,
        "institution": line.institution,
        "city": line.city,
        "rooms": line.rooms,
        "seats": line.seats,
        "chips": _site_chips(line),
    }


def _site_chips(line: SiteLine) -> list[Chip]:
    said = [
        (line.active, Kind.OK, ngettext("{n} active", "{n} active", line.active)),
        (line.under_way, Kind.RUN, ngettext("{n} under way", "{n} under way", line.under_way)),
        (line.limited, Kind.BAD, ngettext("{n} limited", "{n} limited", line.limited)),
    ]
    return [Chip(kind, word.format(n=number)) for number, kind, word in said if number]


def _exported(line: SiteLine) -> dict[str, Any]:
    return {
        "code": line.code,
        "name": line.name,
        "institution": line.institution,
        "city": line.city,
        "address": line.address,
        "rooms": line.rooms,
        "seats": line.seats,
        "active": line.active,
        "waiting": line.under_way,
    }


def _room(room: RoomLine, page: SitePage | None) -> dict[str, Any]:
    own = page is not None and page.is_own
    return {
        "id": room.id,
        "url": reverse("assessment:room-check", args=[room.id]) if own else "",
        "code": room.code,
        "name": room.name,
        "grid": f"{room.rows} × {room.columns}",
        "seats": room.seats,
        "accessible": room.accessible,
        "checked": room.checked_on,
        "chip": room_chip(room),
        "document": reverse("files:download", args=[room.document]) if room.document else "",
    }


def room_chip(room: RoomLine) -> Chip:
    """Return how a room's newest check stands today."""
    if room.checked_on is None:
        return Chip(Kind.OFF, gettext("Never checked"))
    if room.failing:
        names = gettext(", ").join(gettext(rules.label(item)) for item in room.failing)
        return Chip(Kind.BAD, gettext("Wanting: {items}").format(items=names))
    if not room.is_good:
        return Chip(Kind.WAIT, gettext("Of an earlier season"))
    return Chip(Kind.OK, gettext("Passed"))


def _site_acts(page: SitePage, actor: Actor) -> Iterator[Act]:
    if not page.is_own:
        return
    if actor.may(Permission.SITE_APPLY):
        yield Act(
            _("Apply for a certificate"),
            reverse("assessment:site-apply", args=[page.id]),
            "send",
            "primary",
            barred="" if page.rooms else _("Set up a room first."),
            rule="R-090",
        )
    if actor.may(Permission.SITE_REGISTER):
        yield Act(_("Set up a room"), reverse("assessment:room-new", args=[page.id]), "plus")
        yield Act(
            _("Correct name or address"), reverse("assessment:site-edit", args=[page.id]), "edit"
        )


def _notes(page: ApprovalPage, now: datetime) -> dict[State, str]:
    reached = {
        State.SUBMITTED: page.submitted_on,
        State.ALLIANCE_OPINION: page.opinion_on,
        State.APPROVED: page.approved_on,
        State.ACTIVE: page.active_since,
    }
    return {state: formats.day_cell(on, now) for state, on in reached.items() if on}


def _about(page: ApprovalPage, now: datetime) -> list[Term]:
    """Return what is known of an application; what is not known yet is left out."""
    return [
        Term(_("Evaluation organisation"), page.organisation),
        Term(_("Alliance"), page.alliance),
        *_decided(page, now),
        *_limited(page),
    ]


def _decided(page: ApprovalPage, now: datetime) -> Iterator[Term]:
    if page.opinion_on:
        said = page.opinion or gettext("No objection: no opinion came in time")
        yield Term(_("Alliance's opinion"), said)
    if page.visited_on:
        how = gettext("by video") if page.by_video else gettext("on the spot")
        on = formats.day_words(page.visited_on, now)
        yield Term(_("Reviewed"), gettext("{on}, {how}").format(on=on, how=how))
    if page.document:
        url = reverse("files:download", args=[page.document])
        yield Term(_("Record of the review"), gettext("Open the document"), url)
    if page.line.approved_until:
        yield Term(_("Approved until"), formats.day_words(page.line.approved_until, now))
    if page.rechecked_on:
        yield Term(_("Re-checked on"), formats.day_words(page.rechecked_on, now))


def _limited(page: ApprovalPage) -> Iterator[Term]:
    if page.refusal:
        yield Term(_("Reason of the refusal"), page.refusal)
    if page.limit_reason:
        yield Term(_("Limited by"), page.limited_by)
        yield Term(_("Reason of the limit"), page.limit_reason)
    if page.seat_limit:
        yield Term(_("Seats that may be used"), formats.number(page.seat_limit))


def _approval_acts(page: ApprovalPage, actor: Actor, now: datetime) -> Iterator[Act]:
    """Yield what the actor may do with an application now."""
    state = page.line.state
    yield from _opinion_acts(page, actor, state)
    yield from _review_acts(page, actor, state, now)
    if SITE.allows(state, Verb.RECORD) and actor.may(Permission.SITE_RECORD):
        yield Act(_("Record the site"), _url("record", page), "check", "primary", post=True)
    if (
        SITE.allows(state, Verb.RECHECK)
        and actor.may(Permission.SITE_CHECK)
        and actor.organisation_id == page.institution_id
    ):
        yield Act(_("Record a re-check"), _url("recheck", page), "refresh", post=True)
    yield from _limit_acts(page, actor, state)


def _opinion_acts(page: ApprovalPage, actor: Actor, state: State) -> Iterator[Act]:
    if not (SITE.allows(state, Verb.GIVE_OPINION) and actor.may(Permission.SITE_OPINE)):
        return
    here = actor.organisation_id
    applies_itself = page.institution_id == page.lead_id
    if (here == page.lead_id) != applies_itself and here != page.institution_id:
        yield Act(_("Give the opinion"), _url("opinion", page), "chat", "primary")


def _review_acts(page: ApprovalPage, actor: Actor, state: State, now: datetime) -> Iterator[Act]:
    if state not in {State.ALLIANCE_OPINION, State.ORG_REVIEW}:
        return
    own = actor.organisation_id == page.organisation_id and actor.may(Permission.SITE_REVIEW)
    late = page.line.due_on is not None and periods.day(now) > page.line.due_on
    if not own and not (late and actor.may(Permission.SITE_RECORD)):
        return
    if own and SITE.allows(state, Verb.BEGIN_REVIEW):
        yield Act(_("Begin the review"), _url("review", page), "eye", post=True)
    good = any(room.is_good and not room.failing for room in page.rooms)
    yield Act(
        _("Approve the site"),
        _url("approve", page),
        "check",
        "primary",
        barred="" if good else _("No room passes the checklist today."),
        rule="" if good else "R-097",
    )
    yield Act(_("Refuse the site"), _url("refuse", page), "ban", "danger", dialog=True)


def _limit_acts(page: ApprovalPage, actor: Actor, state: State) -> Iterator[Act]:
    if actor.may(Permission.SITE_LIMIT):
        if SITE.allows(state, Verb.REINSTATE):
            mine = page.limited_by_id in {None, actor.organisation_id}
            yield Act(
                _("Reinstate the site"),
                _url("reinstate", page),
                "undo",
                "primary",
                dialog=mine,
                barred=""
                if mine
                else gettext("Whoever set the limit lifts it: {organisation}.").format(
                    organisation=page.limited_by
                ),
            )
        if SITE.allows(state, Verb.RESTRICT) and actor.role == Role.OFFICE_OFFICER:
            yield Act(_("Restrict the site"), _url("restrict", page), "pause", dialog=True)
        if SITE.allows(state, Verb.SUSPEND):
            yield Act(_("Suspend the site"), _url("suspend", page), "ban", "danger", dialog=True)
    parties = {page.institution_id, page.organisation_id}
    party = actor.reach is Reach.PROVINCE or actor.organisation_id in parties
    if SITE.allows(state, Verb.CLOSE) and actor.may(Permission.SITE_CLOSE) and party:
        yield Act(_("Close the site"), _url("close", page), "x", "danger", dialog=True)


def _url(act: str, page: ApprovalPage) -> str:
    return reverse(f"assessment:site-{act}", args=[page.line.id])

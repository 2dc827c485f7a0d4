"""Notices: the list, and one of them with its grounds, its steps and what can be done."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext, pgettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from shuzheng.foundation.ui import listing, parts
from shuzheng.foundation.ui.parts import Act, Chip, Crumb, Fact, Kind, Term
from shuzheng.foundation.web import gate, leaving
from shuzheng.identity.queries import feed
from shuzheng.identity.services import exporting
from shuzheng.kernel import periods
from shuzheng.standing.access import Permission
from shuzheng.standing.queries import pages_notices
from shuzheng.standing.rules.effort import LABELS, SENTENCES
from shuzheng.standing.rules.notices import NOTICE, PENDING, State, Verb
from shuzheng.standing.sheets.notices import MISSES, NOTICES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from django.http import HttpResponse

    from shuzheng.foundation.web.request import Request
    from shuzheng.kernel.actor import Actor
    from shuzheng.standing.queries.pages_notices import NoticeLine
    from shuzheng.standing.rules.effort import Shown

COLUMNS = (
    listing.Column("organisation", _("Institution"), sortable=True, lead=True),
    listing.Column("ground", pgettext_lazy("notice", "Ground")),
    listing.Column("grounds", _("Reports missed"), numeric=True, short=_("reports missed")),
    listing.Column("further", _("Missed since"), numeric=True, short=_("missed since")),
    listing.Column("proposed", _("Proposed on"), sortable=True, short=_("proposed on")),
    listing.Column("state", _("State"), fixed=True, end=True),
)
VIEWS = {"mine": _("Waiting for me"), "open": _("Not over"), "all": _("All")}
KINDS = {
    State.PROPOSED: Kind.WAIT,
    State.HEARD: Kind.RUN,
    State.ISSUED: Kind.BAD,
    State.DROPPED: Kind.OFF,
    State.ELIGIBILITY_LOSS_PROPOSED: Kind.WAIT,
    State.ELIGIBILITY_LOSS_DROPPED: Kind.OFF,
    State.ELIGIBILITY_LOST: Kind.BAD,
    State.OVERTURNED: Kind.OFF,
    State.REVOKED: Kind.OFF,
}


@gate.signed_in
@require_safe
def index(request: Request) -> HttpResponse:
    """List the notices of the province, a city, or one's own institution."""
    actor = request.actor
    actor.require(Permission.NOTICE_VIEW)
    counts = pages_notices.counts(actor, request.now)
    views = pages_notices.VIEWS if counts["mine"] else ("open", "mine", "all")
    wish = listing.read(request.GET, COLUMNS, sort="-proposed", views=views)
    if wish.export:
        return _exported(request, wish)
    found = pages_notices.listed(actor, wish, request.now)
    context = {
        "crumbs": [Crumb(_("Desk"), "/desk/"), Crumb(_("Notices"))],
        "listing": listing.Listing(
            request.GET,
            wish,
            COLUMNS,
            listing.Found([row(one) for one in found.rows], found.total, found.page),
            saved=[listing.View(key, VIEWS[key], counts[key]) for key in pages_notices.VIEWS],
            caption=_("Notices"),
            unit=_("notices"),
        ),
    }
    return render(request, "standing/notices/list.html", context)


def _exported(request: Request, wish: listing.Wish) -> HttpResponse:
    body = exporting.workbook(
        NOTICES,
        (
            {
                **asdict(line),
                "ground": line.ground or MISSES,
                "grounds": len(line.grounds),
                "further": len(line.further),
            }
            for line in pages_notices.every(request.actor, wish, request.now)
        ),
        printed_by=str(request.actor_label),
        filter_words=str(VIEWS.get(wish.view, "")),
        actor=request.actor,
        now=request.now,
    )
    return leaving.file(f"{NOTICES.title}.xlsx", body, leaving.XLSX)


@gate.signed_in
@require_safe
def show(request: Request, notice: int) -> HttpResponse:
    """Show one notice."""
    line = pages_notices.one(notice, request.actor, request.now)
    context = {
        "crumbs": [*crumbs(), Crumb(line.organisation)],
        "line": line,
        "ground": ground(line),
        "shown": [shown(one) for one in line.shown],
        "chip": chip(line.state),
        "meta": [
            Fact("hash", line.number or pgettext("notice", "no number yet")),
            Fact("calendar", gettext("Proposed on {day}").format(day=line.proposed_on)),
        ],
        "life": parts.life(NOTICE, line.state, notes=_notes(line)),
        "acts": list(_acts(line, request.actor, periods.day(request.now))),
        "loss": _loss(line),
        "lines": feed.lines([f"standing.notice:{line.id}"]),
    }
    return render(request, "standing/notices/detail.html", context)


def crumbs() -> list[Crumb]:
    """Return the way to a notice."""
    return [Crumb(_("Desk"), "/desk/"), Crumb(_("Notices"), reverse("standing:notices"))]


def ground(line: NoticeLine) -> str:
    """Return for what a notice is, in words."""
    return gettext(LABELS[line.ground]) if line.ground else gettext("Reports missed in a row")


def shown(one: Shown) -> str:
    """Return what a figure said when a notice was proposed, in words."""
    return gettext(SENTENCES[one.indicator]).format(value=one.value, limit=one.limit)


def chip(state: State) -> Chip:
    """Return a notice's state as a chip."""
    return Chip(KINDS[state], gettext(NOTICE.labels[state]))


def _notes(line: NoticeLine) -> dict[State, str]:
    days = {
        State.PROPOSED: line.proposed_on,
        State.HEARD: line.heard_on,
        State.ISSUED: line.issued_on,
        State.ELIGIBILITY_LOSS_PROPOSED: line.loss_proposed_on,
        State.ELIGIBILITY_LOST: line.decided_on,
    }
    return {state: on.isoformat() for state, on in days.items() if on}


def _loss(line: NoticeLine) -> list[Term]:
    """Return what is to be said of a loss of eligibility; nothing where none was proposed."""
    if line.loss_proposed_on is None:
        return []
    return [
        Term(_("Why it was proposed"), line.loss_reason),
        Term(_("Heard on"), line.loss_heard_on.isoformat() if line.loss_heard_on else ""),
        Term(_("What the institution said"), line.loss_statement),
        Term(_("Why it was not pursued"), line.loss_dropped_reason),
        Term(_("Appeal until"), line.appeal_until.isoformat() if line.appeal_until else ""),
        Term(_("Appeal"), line.appeal),
        Term(_("Grounds of the decision on it"), line.appeal_reason),
    ]


def _acts(line: NoticeLine, actor: Actor, today: date) -> Iterator[Act]:
    if actor.may(Permission.NOTICE_PREPARE):
        yield from _office(line, today)
    if actor.may(Permission.NOTICE_DECIDE):
        yield from _department(line, actor.person_id)
    if actor.may(Permission.NOTICE_ANSWER):
        yield from _institution(line, today)


def _office(line: NoticeLine, today: date) -> Iterator[Act]:
    """Yield what the office prepares."""
    if line.state is State.PROPOSED:
        yield _act(Verb.HEAR, "hear", line, "chat", "primary")
    if line.state in PENDING:
        yield _act(Verb.DROP, "drop", line, "ban", dialog=True)
    if line.state is State.ISSUED:
        allowed = pages_notices.may_propose_loss(line, today)
        barred = gettext(
            "{count} further misses of {needed}, and the plan of correction is not overdue."
        ).format(count=len(line.further), needed=line.needed)
        yield _act(
            Verb.PROPOSE_LOSS, "propose-loss", line, "gavel", barred="" if allowed else barred
        )
    if line.state is State.ELIGIBILITY_LOSS_PROPOSED and line.loss_heard_on is None:
        yield _act(Verb.HEAR_ON_LOSS, "hear-on-loss", line, "chat", "primary")


def _department(line: NoticeLine, person: int) -> Iterator[Act]:
    """Yield what the department decides, barred to whoever took part."""
    other = gettext("You took part in this yourself: somebody else decides.")
    if line.state is State.HEARD:
        barred = other if person in {line.proposed_by, line.prepared_by} else ""
        yield _act(Verb.ISSUE, "issue", line, "gavel", "primary", barred=barred)
    if (line.state, Verb.REVOKE) in NOTICE.steps:
        yield _act(Verb.REVOKE, "revoke", line, "undo", dialog=True)
    if line.state is State.ELIGIBILITY_LOSS_PROPOSED:
        took_part = person in {line.prepared_by, line.loss_prepared_by}
        unheard = gettext("The institution has not been heard on the loss of eligibility.")
        barred = unheard if line.loss_heard_on is None else other if took_part else ""
        yield _act(Verb.TAKE_ELIGIBILITY, "take", line, "gavel", "danger", barred=barred)
        yield _act(Verb.DROP_LOSS, "drop-loss", line, "undo", dialog=True)
    if line.appealed_on and not line.appeal_decided_on:
        took_part = person in {line.prepared_by, line.loss_prepared_by, line.decided_by}
        yield Act(
            _("Decide the appeal"),
            reverse("standing:notice-decide", args=[line.id]),
            "gavel",
            "primary",
            barred=other if took_part else "",
        )


def _institution(line: NoticeLine, today: date) -> Iterator[Act]:
    """Yield what the institution answers."""
    if line.state is State.ISSUED and line.corrected_on is None:
        yield Act(
            _("Hand in the plan of correction"),
            reverse("standing:notice-correct", args=[line.id]),
            "edit",
            "primary",
        )
    if line.state is State.ELIGIBILITY_LOST and line.appealed_on is None:
        until = line.appeal_until or today
        over = gettext("An appeal was possible once, until {until}.").format(until=until)
        yield _act(Verb.APPEAL, "appeal", line, "chat", barred=over if today > until else "")


def _act(
    verb: Verb,
    name: str,
    line: NoticeLine,
    icon: str,
    look: str = "",
    **more: Any,  # noqa: ANN401 - an act's own
) -> Act:
    url = reverse(f"standing:notice-{name}", args=[line.id])
    return Act(gettext(NOTICE.labels[verb]), url, icon, look, **more)


def row(one: NoticeLine) -> dict[str, Any]:
    """Return a notice as lists show it."""
    return {
        "id": one.id,
        "url": reverse("standing:notice", args=[one.id]),
        "name": one.organisation,
        "sub": one.number,
        "ground": ground(one),
        "grounds": len(one.grounds) or "",
        "further": len(one.further) if one.grounds else "",
        "proposed": one.proposed_on,
        "appeal_until": one.appeal_until if one.appealed_on is None else None,
        "chip": chip(one.state),
    }

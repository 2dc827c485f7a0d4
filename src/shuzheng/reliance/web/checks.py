"""The lists that an enterprise had checked: all of them, one of them, its answers as a workbook.

The office sees the same list for every enterprise, in figures only.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from shuzheng.foundation.ui import formats, listing, parts
from shuzheng.foundation.ui.parts import Fact, Term
from shuzheng.foundation.web import gate, leaving
from shuzheng.kernel import periods
from shuzheng.kernel.actor import Reach
from shuzheng.reliance.access import Permission
from shuzheng.reliance.queries import checks as queries
from shuzheng.reliance.rules.checking import CHECK, LABELS, Outcome, State
from shuzheng.reliance.sheets.checks import RESULTS
from shuzheng.reliance.web import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime
    from uuid import UUID

    from django.http import HttpResponse

    from shuzheng.foundation.web.request import Request
    from shuzheng.reliance.queries.answers import Said
    from shuzheng.reliance.queries.checks import CheckLine, Left

COLUMNS = (
    listing.Column("handed", _("Handed in"), sortable=True, lead=True),
    listing.Column("organisation", _("Enterprise"), sortable=True),
    listing.Column("asked", _("Certificates"), numeric=True, sortable=True),
    listing.Column("valid", _("Genuine, in force"), numeric=True, short=_("in force")),
    listing.Column("absent", _("Not found"), numeric=True, short=_("not found")),
    listing.Column("channel", _("How it came")),
    listing.Column("state", _("State"), fixed=True, end=True),
)


@gate.signed_in
@require_safe
def index(request: Request) -> HttpResponse:
    """List the checks of the own enterprise, or of all of them for the office."""
    actor = request.actor
    columns: tuple[listing.Column, ...] = COLUMNS
    if actor.reach is Reach.ORGANISATION:
        columns = tuple(column for column in COLUMNS if column.key != "organisation")
    wish = listing.read(request.GET, columns, sort="-handed")
    found = queries.listed(actor, wish)
    may_check = actor.may(Permission.CHECK_MAKE)
    page = {
        "crumbs": words.trail((_("Checked lists"), "")),
        "listing": listing.Listing(
            request.GET,
            wish,
            columns,
            listing.Found([_row(one) for one in found.rows], found.total, found.page),
            caption=_("Checked lists"),
            unit=_("lists"),
        ),
        "may_check": may_check,
        "left": _left(queries.left(actor, request.now)) if may_check else "",
    }
    return render(request, "reliance/checks/list.html", page)


@gate.signed_in
@require_safe
def show(request: Request, uid: UUID) -> HttpResponse:
    """Show one check in figures, and where its answers are to be had."""
    found = queries.one(uid, request.actor)
    page = {
        "crumbs": words.trail(
            (_("Checked lists"), reverse("reliance:checks")), (_moment(found.asked_at), "")
        ),
        "check": found,
        "moment": _moment(found.asked_at),
        "meta": [
            Fact("building", found.organisation),
            Fact("file", _(LABELS[found.channel])),
        ],
        "tally": [
            (words.chip(one), formats.number(count)) for one, count in found.outcomes.items()
        ],
        "about": [
            Term(_("Certificates"), formats.number(found.asked)),
            Term(_("As of"), _moment(found.answered_at) if found.answered_at else ""),
            Term(_("Answers are deleted"), formats.day_words(found.expires_at, request.now)),
        ],
        "life": parts.life(CHECK, found.state),
        "waits": found.state is State.WAITING,
        "may_take": found.is_own
        and found.state is State.ANSWERED
        and request.actor.may(Permission.CHECK_MAKE),
    }
    return render(request, "reliance/checks/detail.html", page)


@gate.signed_in
@require_safe
def result(request: Request, uid: UUID) -> HttpResponse:
    """Hand out the answers as a workbook, row by row as they were asked."""
    at, said = queries.answered(uid, request.actor)
    name = f"{RESULTS.title}-{periods.day(at):%Y%m%d}"
    return leaving.workbook(request, RESULTS, _answers(said, at), name=name)


def _answers(said: Iterable[Said], at: datetime) -> Iterator[dict[str, Any]]:
    checked_at = f"{at.astimezone(periods.SHANGHAI):%Y-%m-%d %H:%M}"
    for one in said:
        yield {
            **asdict(one),
            "outcome": one.outcome.value,
            "level": one.level or None,
            "since": periods.day(one.since) if one.since else None,
            "checked_at": checked_at,
        }


def _row(line: CheckLine) -> dict[str, Any]:
    return {
        "url": reverse("reliance:check", args=[line.uid]),
        "handed": _moment(line.asked_at),
        "chip": words.STATES[line.state],
        "organisation": line.organisation,
        "asked": line.asked,
        "valid": line.outcomes.get(Outcome.VALID, 0),
        "absent": line.outcomes.get(Outcome.ABSENT, 0),
        "channel": _(LABELS[line.channel]),
    }


def _left(left: Left) -> str:
    return gettext("{rows} certificates may still be checked today, {most} in one list.").format(
        rows=formats.number(left.rows), most=formats.number(left.within.at_once)
    )


def _moment(at: datetime) -> str:
    return f"{at.astimezone(periods.SHANGHAI):%Y-%m-%d %H:%M}"

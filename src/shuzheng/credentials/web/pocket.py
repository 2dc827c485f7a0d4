"""A holder's own certificates on the phone: the list, the certificate, what to do with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from shuzheng.catalogue.rules import levels
from shuzheng.credentials.queries import pages_appeals
from shuzheng.credentials.queries import pages_pocket as pages
from shuzheng.credentials.web import drawing, further, words
from shuzheng.foundation.ui.parts import Door
from shuzheng.foundation.web import gate

if TYPE_CHECKING:
    from django.http import HttpResponse

    from shuzheng.credentials.queries.pages_verification import Sheet
    from shuzheng.foundation.web.request import Request


@gate.signed_in
@require_safe
def mine(request: Request) -> HttpResponse:
    """List one's own certificates and those of one's wards."""
    found = pages.mine(request.actor)
    context = {
        "own": [
            (
                one,
                _(levels.LABELS[one.level]),
                words.full_day(one.issued_on),
                words.STATES[one.state],
            )
            for one in found
        ],
    }
    return render(request, "credentials/pocket/list.html", context)


@gate.signed_in
@require_safe
def one(request: Request, number: str) -> HttpResponse:
    """Show one of one's own certificates, to be shown, sent and kept."""
    sheet = pages.one(number, request.actor)
    own = pages_appeals.own(number, request.actor, request.now)
    context = {
        "sheet": sheet,
        "level": _(levels.LABELS[sheet.level]),
        "chip": words.STATES[sheet.state],
        "drawing": drawing.of(sheet),
        "link": sheet.url,
        "ended": words.ended(sheet),
        "appeal": own,
        "appeal_chip": words.appeal_chip(own.state) if own and own.state else None,
        "changes": words.changes(pages.changes(number, request.actor)),
        "doors": _doors(sheet),
        "offers": further.offers(number, sheet.state),
    }
    return render(request, "credentials/pocket/one.html", context)


def _doors(sheet: Sheet) -> list[Door]:
    return [
        Door(
            _("What the certificate says you can do"),
            words.standard_url(sheet),
            "book",
            _("The skill requirements of this level"),
        ),
        Door(
            _("What others see"),
            reverse("credentials:code", args=[sheet.token]),
            "eye",
            _("Name, certificate, level, organisation, date and status; no score"),
        ),
        Door(
            _("Checking without us"),
            reverse("credentials:offline"),
            "shield",
            _("The file proves itself, without this platform and without a network"),
        ),
    ]

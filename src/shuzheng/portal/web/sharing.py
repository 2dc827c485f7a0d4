"""What is shared with whom: every list of the platform, and how far each side reads it (R-223)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from shuzheng.foundation import grants
from shuzheng.foundation.ui import listing, navigation
from shuzheng.portal.rules import sharing as rules

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from django.http import HttpResponse

    from shuzheng.foundation.ui.navigation import Entry
    from shuzheng.foundation.web.request import Request
    from shuzheng.portal.rules.sharing import Shared

APART = frozenset({navigation.Section.DESK, navigation.Section.PLATFORM})
"""Sections of which nothing is shared: one's own desk, and the platform's own affairs."""

COLUMNS = (
    listing.Column("name", _("What is shared"), lead=True),
    *(listing.Column(side.value, _(words), short=_(words)) for side, words in rules.SIDES.items()),
)


@never_cache
@require_safe
def sharing(request: Request) -> HttpResponse:
    """Show every list by its section, and who reads it how far."""
    entries = [one for one in navigation.entries() if one.section not in APART]
    public = [*navigation.links(""), *(one for _, found in navigation.footer() for one in found)]
    page = {
        "sections": [
            {
                "id": section.value,
                "title": navigation.SECTION_LABELS[section],
                "rows": _rows([one for one in entries if one.section is section], request),
            }
            for section in navigation.Section
        ],
        "columns": COLUMNS,
        "public": list({one.url: one for one in public}.values()),
    }
    return render(request, "portal/sharing.html", page)


def _rows(entries: list[Entry], request: Request) -> list[dict[str, Any]]:
    """Return a section's lists; a record that two sides reach by lists of their own is one row."""
    shared: dict[str, Shared] = {}
    urls: dict[str, str] = {}
    for one in entries:
        found = rules.readers(one.permission, one.roles, grants.of)
        name = str(one.label)
        shared[name] = found.with_(shared[name]) if name in shared else found
        if one.shown_to(request.actor):
            urls[name] = navigation.url_of(one.url_name)
    return [
        {"name": name, "url": urls.get(name, ""), "cells": list(_cells(found))}
        for name, found in shared.items()
        if found.extents
    ]


def _cells(found: Shared) -> Iterator[tuple[str, str]]:
    between = pgettext("between clauses", ", ")
    for side in rules.Side:
        extents = found.extents.get(side, ())
        yield side.value, between.join(gettext(rules.EXTENTS[one]) for one in extents)

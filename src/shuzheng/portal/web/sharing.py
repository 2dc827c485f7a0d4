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

APART = frozenset({navigation.Section.DESK, navigation.Section.PLATFORM})
"""Sections of which nothing is shared: one's own desk, and the platform's own affairs."""

COLUMNS = (
    listing.Column("name", _("List"), lead=True),
    *(listing.Column(side.value, _(words), short=_(words)) for side, words in rules.SIDES.items()),
)


@never_cache
@require_safe
def sharing(request: Request) -> HttpResponse:
    """Show every list by its section, and who reads it how far."""
    entries = [one for one in navigation.entries() if one.section not in APART]
    page = {
        "sections": [
            {
                "id": section.value,
                "title": navigation.SECTION_LABELS[section],
                "rows": list(_rows(entries, section, request)),
            }
            for section in navigation.Section
            if any(one.section is section for one in entries)
        ],
        "columns": COLUMNS,
        "footer": navigation.footer(),
        "header": navigation.links(request.path),
    }
    return render(request, "portal/sharing.html", page)


def _rows(
    entries: list[Entry], section: navigation.Section, request: Request
) -> Iterator[dict[str, Any]]:
    for one in entries:
        if one.section is not section:
            continue
        shared = rules.readers(one.permission, one.roles, grants.of)
        if not shared.extents:
            continue
        between = pgettext("between clauses", ", ")
        yield {
            "id": one.url_name,
            "name": one.label,
            "url": navigation.url_of(one.url_name) if one.shown_to(request.actor) else "",
            "cells": [
                (
                    side.value,
                    between.join(gettext(rules.EXTENTS[x]) for x in shared.extents.get(side, ())),
                )
                for side in rules.Side
            ],
        }

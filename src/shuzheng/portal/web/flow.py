"""The whole flow of the programme for anybody: each step, where it is done, how often (R-010)."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.shortcuts import render
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from shuzheng.foundation.ui import formats, listing, navigation
from shuzheng.insight.queries import acts
from shuzheng.portal.rules import flow as rules

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from typing import Any

    from django.http import HttpResponse

    from shuzheng.foundation.web.request import Request
    from shuzheng.portal.rules.flow import Step

YEAR = timedelta(days=365)
COLUMNS = (
    listing.Column("words", _("Step"), lead=True),
    listing.Column("who", _("Who does it"), short=_("Who does it")),
    listing.Column("ways", _("How"), short=_("How")),
    listing.Column("count", _("Acts in the last 365 days"), numeric=True, short=_("Acts")),
)


@require_safe
def flow(request: Request) -> HttpResponse:
    """Show every step from filing to figures, with how often its act was recorded in a year."""
    found = acts.counted([one.verb for one in rules.STEPS], request.now - YEAR)
    reached = {one.url_name for one in navigation.entries() if one.shown_to(request.actor)}
    page = {
        "parts": [
            {
                "id": part.value,
                "title": gettext(words),
                "rows": [_row(one, found, reached) for one in rules.steps_of(part)],
            }
            for part, words in rules.PARTS.items()
        ],
        "columns": COLUMNS,
    }
    return render(request, "portal/flow.html", page)


def _row(one: Step, found: Mapping[str, int], reached: Collection[str]) -> dict[str, Any]:
    """Return a step; its page is linked for whoever has it among his or her own."""
    between = pgettext("between clauses", ", ")
    return {
        "id": one.verb,
        "words": gettext(one.words),
        "url": navigation.url_of(one.url_name) if one.url_name in reached else "",
        "who": gettext(one.who),
        "ways": between.join(gettext(rules.WAYS[way]) for way in one.ways),
        "count": formats.number(found.get(one.verb, 0)),
    }

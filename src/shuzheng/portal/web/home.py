"""The public home: verify a certificate, see where the programme stands, find the way in.

Figures come from the newest cut of `insight` and carry its time, so that they agree with the open
figures to the last digit; where there is no cut yet, none are shown.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.cache import cache
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from shuzheng.assessment.queries import openly
from shuzheng.catalogue.queries import pages as catalogue
from shuzheng.catalogue.rules import levels
from shuzheng.foundation import register, rulebooks
from shuzheng.foundation.ui import formats, navigation
from shuzheng.foundation.ui.parts import Figure, Term
from shuzheng.insight import access as reach
from shuzheng.insight.queries import cuts, dashboard
from shuzheng.insight.queries.showing import tables, words
from shuzheng.transparency.queries import heads

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpResponse

    from shuzheng.foundation.web.request import Request

OPEN_SHOWN = 6
KEPT = 3600
"""How long the figures of a cut are kept, in seconds."""


@never_cache
@require_safe
def home(request: Request) -> HttpResponse:
    """Show the verification box, the figures with their time, what is open, how it works."""
    cut = cuts.newest()
    head = heads.newest()
    context = {
        "province": rulebooks.province().name,
        "figures": _figures_of(cut) if cut else [],
        "as_of": cut.taken_at if cut else None,
        "open_plans": [
            (plan, _(levels.LABELS[plan.level]))
            for plan in openly.open_plans(request.now, OPEN_SHOWN)
        ],
        "head": head,
        "log": _log(head, request.now) if head else [],
        "rules": _rules(),
        "register_url": navigation.url_of("assessment:my-registrations", "account_login"),
    }
    return render(request, "portal/home.html", context)


def _figures_of(cut: cuts.CutBrief) -> list[Figure]:
    """Return the figures of a cut in the reader's language, counted once; a cut never changes."""
    key = f"portal.home.{cut.id}.{cut.taken_at.isoformat()}.{get_language()}"
    return cache.get_or_set(key, _figures, KEPT) or []


def _figures() -> list[Figure]:
    """Return six figures of the newest cut, as anybody may see them."""
    shown = dashboard.open_dashboard(reach.province(own=False))
    if shown is None:
        return []
    drawn, totals = tables.Figures(shown, drills=False), shown.totals
    held = _held(totals.in_force, totals.issued)
    schools = Figure(
        _("Institutions that use certificates"),
        formats.number(totals.use.institutions),
        pgettext("counting word", "institutions"),
    )
    kinds = Figure(
        _("Kinds in use"),
        formats.number(totals.use.use.count.value),
        pgettext("counting word", "kinds"),
        _("{n} kinds in the catalogue").format(n=formats.number(catalogue.stock()["certificates"])),
        url=reverse("catalogue:index"),
    )
    rest = [drawn.participation(), drawn.pass_rate(), drawn.coverage() or drawn.social()]
    return [held, schools, kinds, *rest]


def _held(in_force: int | None, issued: int | None) -> Figure:
    """Return the certificates in force; a small group is hidden like everywhere."""
    url = reverse("insight:open")
    if in_force is None:
        return Figure(_("Certificates in force"), formats.NOTHING, note=words.TOO_FEW, url=url)
    note = ""
    if issued is not None:
        note = ngettext("{n} issued this year", "{n} issued this year", issued)
    return Figure(
        _("Certificates in force"),
        formats.number(in_force),
        pgettext("counting word", "certificates"),
        note.format(n=formats.number(issued)),
        url=url,
    )


def _log(head: heads.Head, now: datetime) -> list[Term]:
    return [
        Term(_("Entries"), formats.number(head.size)),
        Term(_("Signed at"), formats.instant(head.published_at, now)),
        Term(_("Root hash"), f"{head.root_text[:16]}…", code=True),
    ]


def _rules() -> dict[str, int]:
    entries = register.entries()
    return {"all": len(entries), "applied": sum(entry.live for entry in entries.values())}

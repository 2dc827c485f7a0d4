"""The list of filings: views, filters, filing several at once, export."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext, ngettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from shuzheng.foundation.ui import listing
from shuzheng.foundation.ui.parts import Crumb
from shuzheng.foundation.web import gate, refusals
from shuzheng.kernel.actor import Reach
from shuzheng.kernel.refusals import Refusal
from shuzheng.pilots.access import Permission
from shuzheng.pilots.queries import pages_filing, pages_filings
from shuzheng.pilots.queries.pages_filings import Wanted
from shuzheng.pilots.services import filings as services
from shuzheng.pilots.web import filings_export, forms, words

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from django.http import HttpResponse

    from shuzheng.foundation.web.request import Request
    from shuzheng.pilots.queries.pages_filings import FilingLine, Round

ID_DIGITS = 18
VIEWS = {
    "mine": _("Waiting for me"),
    "all": _("All"),
    "returned": _("Returned for completion"),
    "amended": _("Amendments"),
    "missing": _("Eligible, not filed"),
}
COLUMNS = (
    listing.Column("name", _("Institution"), sortable=True, lead=True),
    listing.Column("kind", pgettext_lazy("institution", "Kind")),
    listing.Column("city", _("City"), sortable=True),
    listing.Column("certificates", _("Certificates"), wide=True),
    listing.Column("planned", _("Planned headcount"), numeric=True, short=_("planned")),
    listing.Column("presented", _("Submitted"), sortable=True, short=_("submitted")),
    listing.Column("state", _("State"), sortable=True, fixed=True),
    listing.Column("due", _("Deadline"), sortable=True, end=True),
)
OWN_COLUMNS = (
    listing.Column("name", _("Year"), lead=True),
    *(one for one in COLUMNS if one.key in {"certificates", "planned", "presented", "state"}),
    listing.Column("due", _("Deadline"), end=True),
)


@require_safe
@gate.signed_in
def index(request: Request) -> HttpResponse:
    """List the filings of a year; for an institution, its own of every year."""
    actor = request.actor
    actor.require(Permission.FILING_VIEW)
    own = actor.reach is Reach.ORGANISATION
    year = pages_filings.year_shown(_year(request.GET.get("year", "")), request.now)
    columns = OWN_COLUMNS if own else COLUMNS
    views = pages_filings.views_of(actor)
    counts = pages_filings.counts(actor, year, request.now)
    opening = views if counts.get("mine", 1) or own else ("all", *views)
    wish = listing.read(request.GET, columns, sort="-year" if own else "due", views=opening)
    rounds = pages_filings.rounds()
    filters = forms.FilingFilters(
        request.GET,
        years=[one.year for one in rounds],
        cities=[] if own else pages_filings.city_choices(actor),
        certificates=pages_filings.certificate_choices(actor, year),
    )
    chosen = {name: value for name, value in listing.chosen(filters).items() if name != "year"}
    found = pages_filings.lines(actor, wish, Wanted(year, **chosen), request.now)
    if wish.export:
        return filings_export.answer(request, wish, found, filters, year)

    def without(name: str) -> int:
        rest = {key: value for key, value in chosen.items() if key != name}
        return pages_filings.lines(actor, wish, Wanted(year, **rest), request.now).total

    context = {
        "crumbs": [Crumb(_("Desk"), "/desk/"), Crumb(_("Pilot filings"))],
        "listing": _listing(request, wish, found, None if own else filters, counts, without),
        "year": year,
        "own": own,
        "round": next((one for one in rounds if one.year == year), None),
        "begun": counts["all"],
        "absent": counts.get("missing"),
        "to_begin": _to_begin(rounds, found, actor.may(Permission.FILING_WRITE)),
        "may_open": actor.may(Permission.ROUND_OPEN),
    }
    return render(request, "pilots/filings/list.html", context)


def _listing(
    request: Request,
    wish: listing.Wish,
    found: listing.Found[FilingLine],
    filters: forms.FilingFilters | None,
    counts: Mapping[str, int],
    without: Callable[[str], int],
) -> listing.Listing[dict[str, Any]]:
    """Return the list as its page shows it; without filters it is an institution's own."""
    own = filters is None
    files = request.actor.may(Permission.FILING_FILE) and wish.view in {"mine", "amended"}
    return listing.Listing(
        request.GET,
        wish,
        OWN_COLUMNS if own else COLUMNS,
        listing.Found([_row(one, own=own) for one in found.rows], found.total, found.page),
        filters=filters,
        saved=[] if own else [listing.View(view, VIEWS[view], counts[view]) for view in counts],
        caption=_("Pilot filings"),
        unit=_("filings"),
        exports=("xlsx", "csv"),
        bulk_url=reverse("pilots:filings-file") if files else "",
        without=without,
        order_note=_("the nearest deadline first") if wish.sort == "due" else "",
    )


@require_POST
@gate.signed_in
def put_on_file(request: Request) -> HttpResponse:
    """Record the picked filings as filed; what cannot be is named with the reason."""
    request.actor.require(Permission.FILING_FILE)
    picked = [int(one) for one in request.POST.getlist("row") if _is_id(one)]
    filed, refused = 0, []
    for pk in picked:
        try:
            services.put_on_file(pk, actor=request.actor, now=request.now)
        except Refusal as refusal:
            refused.append((pk, refusals.sentence(refusal)))
        else:
            filed += 1
    if filed:
        said = ngettext("{count} filing is on file.", "{count} filings are on file.", filed)
        messages.success(request, said.format(count=filed))
    for pk, sentence in refused:
        messages.warning(request, _exception(request, pk, sentence))
    if not picked:
        messages.info(request, gettext("Pick at least one filing."))
    return redirect(f"{reverse('pilots:filings')}?view=mine")


def _exception(request: Request, pk: int, sentence: str) -> str:
    try:
        name = pages_filing.detail(pk, request.actor, request.now).institution
    except Refusal:
        return sentence
    return gettext("{institution} is not on file: {reason}").format(
        institution=name, reason=sentence
    )


def _is_id(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= ID_DIGITS


def _year(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) == len("2027") else 0


def _to_begin(rounds: list[Round], found: listing.Found[FilingLine], may: object) -> list[Round]:
    """Return the rounds for which the institution has not begun a filing, newest first."""
    if not may:
        return []
    begun = {one.year for one in found.rows}
    return [one for one in rounds if one.year not in begun][:2]


def _certificates(line: FilingLine) -> str:
    if len(line.certificates) > 2:  # noqa: PLR2004 - two names fit in a cell
        return gettext("{first}, {second} and others, {count} in all").format(
            first=line.certificates[0], second=line.certificates[1], count=len(line.certificates)
        )
    return gettext(", ").join(line.certificates)


def _row(line: FilingLine, *, own: bool) -> dict[str, Any]:
    return {
        "id": line.id,
        "url": reverse("pilots:filing", args=[line.id]) if line.id else "",
        "name": gettext("Filing of {year}").format(year=line.year) if own else line.institution,
        "sub": line.number or (line.code if not line.id else gettext("no number yet")),
        "kind": words.institution_kind(line.kind),
        "city": line.city,
        "certificates": _certificates(line),
        "planned": line.planned,
        "presented": line.presented_on,
        "chip": words.filing_chip(line.state, amends=line.amends, was_returned=line.was_returned)
        if line.state
        else None,
        "is_late": line.is_late,
        "due": line.due_on,
    }

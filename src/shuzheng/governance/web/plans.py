"""Plans of the years: the list, one edition, its lists, its paper."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from shuzheng.foundation import rulebooks
from shuzheng.foundation.documents import papers
from shuzheng.foundation.ui import formats, listing, parts
from shuzheng.foundation.ui.parts import Act, Crumb, Fact, Term
from shuzheng.foundation.web import gate, leaving
from shuzheng.gazette.rules.documents import PRINTED as PUBLICITY
from shuzheng.gazette.rules.documents import Publicity
from shuzheng.governance.access import Permission
from shuzheng.governance.queries import milestones as stones
from shuzheng.governance.queries import plans as queries
from shuzheng.governance.rules import plan as rules
from shuzheng.governance.rules import plan_text
from shuzheng.governance.rules.plan import LISTS, PRINTED, List, State
from shuzheng.governance.sheets.milestones import LIST
from shuzheng.governance.web import milestones, words
from shuzheng.governance.web.plan_acts import STEPS
from shuzheng.identity.queries import feed
from shuzheng.identity.services import exporting
from shuzheng.kernel.refusals import Refusal

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from django.http import HttpResponse

    from shuzheng.foundation.web.request import Request
    from shuzheng.governance.queries.plans import PlanLine, PlanPage
    from shuzheng.governance.rules.plan import Row
    from shuzheng.kernel.actor import Actor

PLANS = (
    listing.Column("plan", _("Plan"), lead=True),
    listing.Column("industries", _("Key industries"), wide=True),
    listing.Column("fixed", _("Lists fixed on"), short=_("lists fixed")),
    listing.Column("number", _("Document number")),
    listing.Column("state", _("State"), end=True),
)
STONES = (
    listing.Column("name", _("Milestone"), lead=True),
    listing.Column("owner", _("Responsible body"), wide=True),
    listing.Column("state", _("State")),
    listing.Column("due", _("Due day"), end=True),
)
ROWS = (
    listing.Column("name", pgettext_lazy("list", "Name"), sortable=True, lead=True),
    listing.Column("place", _("City"), sortable=True),
    listing.Column("detail", _("Remark"), wide=True),
    listing.Column("today", _("Today"), fixed=True, end=True),
)


class NoSuchList(Refusal):
    """A plan has three lists."""

    code = "no-such-list-of-the-plan"
    status = 404
    template = "A plan has no such list."


@require_safe
@gate.signed_in
def index(request: Request) -> HttpResponse:
    """List the editions of all years."""
    found = queries.lines(request.actor)
    may = request.actor.may(Permission.PLAN_PREPARE)
    context = {
        "crumbs": [words.desk(), Crumb(_("Plan of the year"))],
        "columns": PLANS,
        "rows": [_line(one) for one in found],
        "may_begin": may and bool(queries.open_years(request.actor, request.now)),
    }
    return render(request, "governance/plans/list.html", context)


@require_safe
@gate.signed_in
def show(request: Request, plan: int) -> HttpResponse:
    """Show one edition: what it says, its milestones, its lists beside today's."""
    page = queries.detail(plan, request.actor)
    line = page.line
    days = {State.DRAFTING: line.drafted_on, State.FIXED: line.fixed_on}
    days[State.IN_FORCE] = line.published_on
    context = {
        "crumbs": [*words.plan_crumbs(), Crumb(str(line.year))],
        "heading": words.plan_title(line.year, line.edition),
        "page": page,
        "line": line,
        "chip": words.plan_chip(line.state),
        "meta": [Fact("hash", line.number)] if line.number else [],
        "life": parts.life(
            rules.PLAN,
            line.state,
            notes={key: day.isoformat() for key, day in days.items() if day},
        ),
        "acts": list(_acts(line, request.actor)),
        "columns": STONES,
        "milestones": [milestones.row(one) for one in stones.of_year(line.year, request.now)],
        "lists": [list_card(page, one, "governance:plan-list") for one in List],
        "fixed": list(_fixed(page, request.now)),
        "lines": feed.lines([f"governance.plan:{plan}"]),
    }
    return render(request, "governance/plans/detail.html", context)


@require_safe
@gate.signed_in
def rows(request: Request, plan: int, kind: str) -> HttpResponse:
    """Show one list of an edition, row by row, and what is different today."""
    page, one = queries.detail(plan, request.actor), list_of(kind)
    if request.GET.get("export"):
        return _exported(request, page, one)
    found = _compared(page, one)
    wish = listing.read(request.GET, ROWS, sort="place", views=("all", "different"))
    shown = [row for row in found if wish.view == "all" or row["chip"]]
    key = wish.sort or "place"
    shown.sort(key=lambda row: (row[key], row["id"]), reverse=wish.descending)
    different = sum(1 for row in found if row["chip"])
    url = reverse("governance:plan", args=[plan])
    title = words.plan_title(page.line.year, page.line.edition)
    context = {
        "crumbs": [*words.plan_crumbs(), Crumb(title, url), Crumb(gettext(LISTS[one]))],
        "heading": gettext(LISTS[one]),
        "name": title,
        "line": page.line,
        "listing": listing.Listing(
            request.GET,
            wish,
            ROWS,
            listing.cut_list(shown, wish),
            saved=[
                listing.View("all", _("All"), len(found)),
                listing.View("different", _("Different today"), different),
            ],
            caption=gettext(LISTS[one]),
            unit=_("rows"),
        ),
    }
    return render(request, "governance/plans/rows.html", context)


@require_safe
@gate.signed_in
def paper(request: Request, plan: int) -> HttpResponse:
    """Answer with a fixed plan and its three lists as an official document."""
    line, blocks = queries.printable(plan, request.actor)
    if line.fixed_on is None:
        raise papers.NothingToPrint
    place = rulebooks.province().name
    body = papers.official(
        papers.Official(
            issuer=f"{place}教育厅",
            number=line.number or "（未编号）",
            title=plan_text.title(line.year, line.edition, place),
            address="",
            blocks=blocks,
            attachments=(),
            dated_on=line.published_on or line.fixed_on,
            publicity=PUBLICITY[Publicity.PUBLIC],
            remark="" if line.published_on else "未发布",
        ),
        papers.Imprint(
            printed_at=request.now,
            printed_by=str(request.actor_label),
            demo=line.number.startswith("演示"),
        ),
    )
    return leaving.file(f"{line.year}年度试点实施方案.pdf", body, leaving.PDF)


def list_of(kind: str) -> List:
    """Return the list of this name, or refuse."""
    found = next((one for one in List if one.value == kind), None)
    if found is None:
        raise NoSuchList
    return found


def list_card(page: PlanPage, one: List, name: str) -> dict[str, Any]:
    """Return a list of a plan as a card shows it."""
    return {
        "label": gettext(LISTS[one]),
        "count": len(page.lists[one]),
        "different": page.differences[one].count,
        "url": reverse(name, args=[page.line.id, one.value]),
    }


def _acts(line: PlanLine, actor: Actor) -> Iterator[Act]:
    if line.state is State.DRAFTING and actor.may(Permission.PLAN_PREPARE):
        yield Act(_("Edit"), reverse("governance:plan-edit", args=[line.id]), "edit")
        url = reverse("governance:milestone-new", args=[line.year])
        yield Act(_("Add a milestone"), url, "plus")
        url = reverse("governance:milestones-import", args=[line.year])
        yield Act(_("Import milestones"), url, "upload")
    for name, one in STEPS.items():
        if rules.PLAN.allows(line.state, one.verb) and actor.may(one.permission):
            label = gettext(rules.PLAN.labels[one.verb])
            url = reverse(f"governance:plan-{name}", args=[line.id])
            yield Act(label, url, one.icon, one.kind, rule="R-009" if one.kind else "")
    if line.fixed_on:
        yield Act(_("Print"), reverse("governance:plan-print", args=[line.id]), "print")


def _fixed(page: PlanPage, now: datetime) -> Iterator[Term]:
    """Yield what shows that the lists are as they were fixed."""
    if page.line.fixed_on is None:
        return
    yield Term(_("Lists fixed on"), formats.day_words(page.line.fixed_on, now))
    if page.fixed_by:
        yield Term(_("Fixed by"), page.fixed_by)
    yield Term(_("Digest"), f"{page.digest[:16]}…", code=True)
    if page.log_index is not None:
        url = reverse("transparency:proof", args=[page.log_index])
        yield Term(_("Entry in the evidence log"), str(page.log_index), url)


def _compared(page: PlanPage, one: List) -> list[dict[str, Any]]:
    """Return a fixed list's rows with those that are new today, each with what is different."""
    found = page.differences[one]
    gone, changed = set(found.gone), dict(found.changed)
    rows = [
        _row(row, gettext("No longer held today"))
        if row in gone
        else _row(row, _now(row, changed[row]) if row in changed else "")
        for row in page.lists[one]
    ]
    return rows + [_row(row, gettext("New since then")) for row in found.new]


def _now(was: Row, now: Row) -> str:
    said = [
        text
        for before, text in ((was.name, now.name), (was.place, now.place), (was.detail, now.detail))
        if before != text
    ]
    return gettext("Today: {text}").format(text="，".join(said))


def _row(row: Row, different: str) -> dict[str, Any]:
    return {**asdict(row), "id": row.code, "chip": different}


def _line(one: PlanLine) -> dict[str, Any]:
    return {
        "id": one.id,
        "url": reverse("governance:plan", args=[one.id]),
        "plan": words.plan_title(one.year, one.edition),
        "industries": "、".join(one.industries),
        "fixed": one.fixed_on,
        "number": one.number,
        "chip": words.plan_chip(one.state),
    }


def _exported(request: Request, page: PlanPage, one: List) -> HttpResponse:
    title = f"{page.line.year}年度{PRINTED[one]}"
    body = exporting.workbook(
        LIST,
        (asdict(row) for row in page.lists[one]),
        printed_by=str(request.actor_label),
        filter_words=title,
        actor=request.actor,
        now=request.now,
    )
    return leaving.file(f"{title}.xlsx", body, leaving.XLSX)

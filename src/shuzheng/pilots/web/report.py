"""One bi-weekly report: its parts and figures, where it stands, and what can be done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from shuzheng.foundation.ui.parts import Act, Chip, Crumb, Fact, Kind, Term
from shuzheng.foundation.web import gate
from shuzheng.gazette.rules.documents import DOCUMENT
from shuzheng.pilots.access import Permission
from shuzheng.pilots.queries import pages_reports
from shuzheng.pilots.rules import reporting as rules
from shuzheng.pilots.rules.reporting import REPORT, Part, State, Verb
from shuzheng.pilots.web import reports, words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.http import HttpResponse
    from django_stubs_ext import StrOrPromise

    from shuzheng.foundation.web.request import Request
    from shuzheng.kernel.actor import Actor
    from shuzheng.pilots.queries.pages_reports import ReportPage

BESIDE = {
    State.MISSED: State.SUBMITTED,
    State.LATE_SUBMITTED: State.SUBMITTED,
    State.RETURNED: State.SUBMITTED,
    State.EXCUSED: State.ACCEPTED,
}
"""States off the ordinary way stand in the place of one on it."""


TAKE_UP = {
    Part.EXPERIENCE: _("Take the experience up for the portal"),
    Part.CASES: _("Take the case up for the portal"),
}
ADDRESSES = {Part.EXPERIENCE: "experience", Part.CASES: "case"}


@require_safe
@gate.signed_in
def show(request: Request, pk: int) -> HttpResponse:
    """Show one report."""
    page = pages_reports.detail(pk, request.actor, request.now)
    line = page.line
    context = {
        "crumbs": [*reports.crumbs(), Crumb(name(page))],
        "page": page,
        "name": name(page),
        "chip": words.report_chip(line.state),
        "meta": [
            Fact("building", line.institution),
            Fact("calendar", days(page)),
        ],
        "life": words.way(REPORT, line.state, _notes(page), BESIDE),
        "acts": list(_acts(page, request.actor)),
        "parts": [(words.part(part), text) for part, text in line.parts.items() if text],
        "figures": figures(page),
        "terms": _terms(page),
        "answer": gettext(rules.ANSWERS[rules.Answer(page.suggestion.answer)])
        if page.suggestion and page.suggestion.answer
        else "",
        "excuse": gettext(rules.EXCUSES[rules.Excuse(line.excuse)]) if line.excuse else "",
        "taken": list(_taken(page, request.actor)),
        "lines": words.happened([f"pilots.report:{line.id}"]),
    }
    return render(request, "pilots/reports/detail.html", context)


def _taken(page: ReportPage, actor: Actor) -> Iterator[tuple[StrOrPromise, str, Chip]]:
    """Yield what was taken up: its title, where it stands to be read, and how far it has come."""
    at_desk = actor.may(Permission.REPORT_ANSWER)
    for one in page.taken.values():
        url = reverse("gazette:document", args=[one.document.id]) if one.is_public else ""
        if at_desk:
            url = reverse("gazette:paper", args=[one.document.id])
        shown = one.document.title if at_desk or one.is_public else words.part(one.part)
        kind = Kind.OK if one.is_public else Kind.RUN
        yield shown, url, Chip(kind, gettext(DOCUMENT.labels[one.document.state]))


def name(page: ReportPage) -> str:
    """Return what a report is called."""
    return gettext("Report due on {day}").format(day=page.line.due_on)


def days(page: ReportPage) -> str:
    """Return the days that a report covers."""
    return gettext("{since} to {until}").format(since=page.line.since, until=page.line.until)


def figures(page: ReportPage) -> list[Term]:
    """Return the prefilled figures; none before they were counted."""
    if page.figures_at is None:
        return []
    return [
        Term(gettext(label), str(page.line.figures.get(key, 0)))
        for key, label in words.FIGURES.items()
    ]


def _notes(page: ReportPage) -> dict[State, str]:
    line = page.line
    said = {State.SUBMITTED: line.submitted_on, State.ACCEPTED: page.accepted_on}
    notes = {state: on.isoformat() for state, on in said.items() if on}
    if page.accepts_on:
        notes[State.ACCEPTED] = gettext("by itself after {day}").format(day=page.accepts_on)
    elif page.accepted_by_silence and page.accepted_on:
        notes[State.ACCEPTED] = gettext("{day}, by silence").format(day=page.accepted_on)
    return notes


def _terms(page: ReportPage) -> list[Term]:
    line = page.line
    return [
        Term(_("Institution"), line.institution),
        Term(_("City"), line.city),
        Term(_("Covers"), days(page)),
        Term(_("Due on"), line.due_on.isoformat()),
        Term(_("Filed on"), line.submitted_on.isoformat() if line.submitted_on else ""),
        Term(
            _("Entered on the national platform"),
            line.entered_on.isoformat() if line.entered_on else "",
        ),
        Term(_("Misses in a row"), str(line.misses)),
        Term(_("Reminded on"), page.reminded_on.isoformat() if page.reminded_on else ""),
    ]


def _acts(page: ReportPage, actor: Actor) -> Iterator[Act]:
    if actor.may(Permission.REPORT_WRITE):
        yield from _institution(page)
    if actor.may(Permission.REPORT_ANSWER):
        yield from _office(page)


def _institution(page: ReportPage) -> Iterator[Act]:
    state = page.line.state
    if REPORT.allows(state, Verb.WRITE):
        late = state is State.MISSED
        over = gettext("It could be filed late until {day}.").format(day=page.late_until)
        yield Act(
            _("Write and file late") if late else _("Write and file"),
            _url("edit", page),
            "edit",
            "primary",
            note=gettext("It counts as missed all the same.") if late else "",
            barred=over if late and not page.may_late else "",
            rule="R-190" if late and not page.may_late else "",
        )
    yield Act(
        _("Record the entry on the national platform"),
        _url("entry", page),
        "calendar",
        dialog=True,
    )


def _office(page: ReportPage) -> Iterator[Act]:
    state = page.line.state
    if REPORT.allows(state, Verb.ACCEPT):
        yield Act(
            _("Accept the report"),
            _url("accept", page),
            "check",
            "primary",
            post=True,
            note=gettext("Otherwise it is accepted by itself after {day}.").format(
                day=page.accepts_on
            ),
        )
        yield Act(_("Return as incomplete"), _url("return", page), "undo", dialog=True)
    if state in rules.MISSED:
        yield Act(_("Excuse the miss"), _url("excuse", page), "check", dialog=True)
    for part in page.to_take:
        label = TAKE_UP[part]
        yield Act(label, _url(ADDRESSES[part], page), "upload")
    suggestion = page.suggestion
    if suggestion and not suggestion.answered_on:
        url = reverse("pilots:suggestion-answer", args=[suggestion.id])
        yield Act(_("Answer the suggestion"), url, "chat")


def _url(act: str, page: ReportPage) -> str:
    return reverse(f"pilots:report-{act}", args=[page.line.id])

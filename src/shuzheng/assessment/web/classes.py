"""A teacher's own classes: who has answered, who has a ticket, who passed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from shuzheng.assessment.queries import classes as queries
from shuzheng.assessment.queries.classes import Answer
from shuzheng.assessment.rules.result import OUTCOME_LABELS, Outcome
from shuzheng.assessment.web import words
from shuzheng.foundation.ui import formats, listing
from shuzheng.foundation.ui.parts import Chip, Crumb, Fact, Figure, Kind
from shuzheng.foundation.web import gate
from shuzheng.kernel import periods

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpResponse

    from shuzheng.assessment.queries.classes import ClassLine, ClassPage, StudentLine
    from shuzheng.foundation.web.request import Request

COLUMNS = (
    listing.Column("name", _("Class"), lead=True),
    listing.Column(
        "students", pgettext_lazy("class", "Students"), numeric=True, short=_("students")
    ),
    listing.Column("registered", _("Registered"), numeric=True, short=_("registered")),
    listing.Column("passed", _("Passed, of results that are out"), numeric=True, short=_("Passed")),
    listing.Column("state", _("Own confirmation"), fixed=True, end=True),
)
STUDENTS = (
    listing.Column("name", _("Candidate"), sortable=True, lead=True),
    listing.Column("plan", _("Assessment"), sortable=True, wide=True),
    listing.Column("answer", _("Own confirmation"), short=_("confirmed")),
    listing.Column("ticket", _("Ticket"), short=_("Ticket")),
    listing.Column("result", _("Result"), fixed=True, end=True),
)
VIEWS = {
    "open": _("Running"),
    "waiting": _("Not confirmed"),
    "over": _("Over"),
    "all": _("All"),
}
ANSWERS = {
    Answer.WAITING: Chip(Kind.WAIT, _("Not confirmed")),
    Answer.GUARDIAN: Chip(Kind.WAIT, _("Waiting for the guardian")),
    Answer.CONFIRMED: Chip(Kind.OK, _("Confirmed")),
    Answer.NOT_ELIGIBLE: Chip(Kind.BAD, _("Not eligible")),
    Answer.LEFT: Chip(Kind.OFF, _("Not registered any more")),
    Answer.LATER: Chip(Kind.OFF, _("Sits later")),
}
OUTCOMES = {
    Outcome.PASSED: Kind.OK,
    Outcome.FAILED: Kind.OFF,
    Outcome.ABSENT: Kind.OFF,
    Outcome.ANNULLED: Kind.OFF,
}


@require_safe
@gate.signed_in
def index(request: Request) -> HttpResponse:
    """List the classes that one teaches."""
    found = queries.taught(request.actor)
    context = {
        "crumbs": [Crumb(_("Desk"), "/desk/"), Crumb(_("My classes"))],
        "listing": listing.Listing(
            request.GET,
            listing.read(request.GET, COLUMNS),
            COLUMNS,
            listing.Found([_row(line) for line in found], len(found), 1),
            caption=_("My classes"),
            unit=_("classes"),
            exports=(),
        ),
    }
    return render(request, "assessment/classes/list.html", context)


@require_safe
@gate.signed_in
def show(request: Request, pk: int) -> HttpResponse:
    """Show how the students of one class stand in their assessments."""
    wish = listing.read(request.GET, STUDENTS, sort="name", views=queries.VIEWS)
    page = queries.school_class(pk, request.actor, wish)
    found = page.found
    today = periods.day(request.now)
    rows = [_student(one, today, request.now) for one in found.rows]
    brief = page.line.brief
    context = {
        "crumbs": [
            Crumb(_("Desk"), "/desk/"),
            Crumb(_("My classes"), reverse("assessment:classes")),
            Crumb(brief.name),
        ],
        "name": brief.name,
        "meta_facts": [Fact("cap", part) for part in (brief.department, brief.major_code) if part],
        "figures": _figures(page),
        "without": page.without,
        "listing": listing.Listing(
            request.GET,
            wish,
            STUDENTS,
            listing.Found(rows, found.total, found.page),
            saved=tuple(
                listing.View(view, VIEWS[view], page.counts.get(view)) for view in queries.VIEWS
            ),
            caption=_("Registrations"),
            unit=_("registrations"),
            exports=(),
        ),
    }
    return render(request, "assessment/classes/detail.html", context)


def _row(line: ClassLine) -> dict[str, Any]:
    brief = line.brief
    passed = ""
    if line.results:
        passed = gettext("{passed} of {results}").format(
            passed=formats.number(line.passed), results=formats.number(line.results)
        )
    return {
        "id": brief.id,
        "url": reverse("assessment:class", args=[brief.id]),
        "name": brief.name,
        "sub": " · ".join(
            filter(None, (str(brief.entry_year), brief.department, brief.major_code))
        ),
        "students": line.students,
        "registered": line.registered,
        "passed": passed,
        "chip": _waiting(line),
    }


def _waiting(line: ClassLine) -> Chip:
    if line.waiting:
        said = gettext("{n} not confirmed").format(n=formats.number(line.waiting))
        return Chip(Kind.WAIT, said)
    if line.registered:
        return Chip(Kind.OK, _("Everybody has confirmed"))
    return Chip(Kind.OFF, _("Nobody is registered"))


def _figures(page: ClassPage) -> list[Figure]:
    line, people = page.line, gettext("people")
    return [
        Figure(pgettext_lazy("class", "Students"), formats.number(line.students), people),
        Figure(
            _("Registered"),
            formats.number(line.registered),
            people,
            gettext("in an assessment that runs"),
        ),
        Figure(
            _("Not confirmed"),
            formats.number(line.waiting),
            gettext("registrations"),
            gettext("remind them: only they can confirm") if line.waiting else gettext("Everybody"),
            url="?view=waiting" if line.waiting else "",
        ),
        Figure(
            _("Passed"),
            formats.number(line.passed),
            gettext("registrations"),
            gettext("of {results} results that are out").format(
                results=formats.number(line.results)
            ),
        ),
    ]


def _student(line: StudentLine, today: Any, now: datetime) -> dict[str, Any]:  # noqa: ANN401 - a day
    ticket, sub = "", ""
    if line.ticket and line.ticket_from:
        ticket = line.ticket
        if line.ticket_from > today:
            sub = gettext("from {day}").format(day=formats.day_words(line.ticket_from, now))
    return {
        "id": line.id,
        "name": line.name,
        "number": line.student_number,
        "plan": words.certificate(line.plan, line.level, line.module),
        "first_on": line.first_on,
        "answer": ANSWERS[line.answer],
        "ticket": ticket,
        "ticket_sub": sub,
        "result": _result(line),
    }


def _result(line: StudentLine) -> Chip | None:
    if line.outcome is None or line.outcome not in OUTCOMES:
        return None
    label = OUTCOME_LABELS[line.outcome]
    if line.outcome is Outcome.ANNULLED:
        # A case of misconduct is between the candidate and who decides it.
        label = OUTCOME_LABELS[Outcome.FAILED]
    return Chip(OUTCOMES[line.outcome], gettext(label))

"""What may be done with a plan now, and which of its sides come later in its life.

The first half is of the plan and its registrations; whoever adds seats, sittings, marks and results
appends to `of` and to `later_tabs`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from shuzheng.assessment.access import Permission
from shuzheng.assessment.queries import costs
from shuzheng.assessment.queries.plans import OPENING
from shuzheng.assessment.rules.plan import State, Verb
from shuzheng.assessment.web.signs import AFTER_SEATS, AFTER_SITTINGS
from shuzheng.foundation.ui import formats
from shuzheng.foundation.ui.parts import Act, Tab
from shuzheng.pilots import access as pilots

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from shuzheng.assessment.queries.plans import PlanPage
    from shuzheng.foundation.ui.parts import Check
    from shuzheng.kernel.actor import Actor


def of(page: PlanPage, checks: Sequence[Check], actor: Actor, now: datetime) -> list[Act]:
    """Return the acts of a plan's page, the one that moves things on first."""
    own = page.is_own and actor.may(Permission.PLAN_WRITE)
    return [
        *(_forward(page, checks) if own else ()),
        *_school(page, actor, now),
        *_later(page, actor),
        *_problems(page, actor),
        *(_changes(page) if own else ()),
        *_endings(page, actor),
    ]


def later_tabs(page: PlanPage, actor: Actor, current: str) -> list[Tab]:
    """Return the tabs of seats, sittings, marks, results and costs, once there are any."""
    return [
        Tab(label, _side(name, page), current=name == current)
        for name, label, shown in (
            ("seating", _("Seats and tickets"), _has_seats(page, actor)),
            ("custody", _("Packages of papers"), _has_papers(page, actor)),
            ("day", _("Assessment day"), _has_day(page, actor)),
            ("marks", _("Marks"), _has_marks(page, actor)),
            ("results", _("Results"), _has_results(page, actor)),
            ("costs", _("Costs"), _has_costs(page, actor)),
        )
        if shown
    ]


def _has_seats(page: PlanPage, actor: Actor) -> bool:
    return actor.may(Permission.SEATING_VIEW) and (
        page.state in AFTER_SEATS or page.state == State.REGISTRATION_CLOSED
    )


def _has_papers(page: PlanPage, actor: Actor) -> bool:
    return _has_seats(page, actor) and actor.may(Permission.SITTING_VIEW)


def _has_day(page: PlanPage, actor: Actor) -> bool:
    return actor.may(Permission.SITTING_VIEW) and page.state in AFTER_SEATS


def _has_marks(page: PlanPage, actor: Actor) -> bool:
    appointed = actor.may(Permission.MARK_GIVE) and any(
        one.person_id == actor.person_id for one in page.assessors
    )
    oversees = page.is_own and actor.may(Permission.MARK_VIEW)
    return page.state in AFTER_SITTINGS and (appointed or oversees)


def _has_results(page: PlanPage, actor: Actor) -> bool:
    return actor.may(Permission.RESULT_VIEW) and page.state in AFTER_SITTINGS


def _has_costs(page: PlanPage, actor: Actor) -> bool:
    return page.state in AFTER_SITTINGS and costs.shows(page, actor)


def _later(page: PlanPage, actor: Actor) -> Iterator[Act]:
    """Yield the way to what comes next, from the draw to publication."""
    state = page.state
    if state == State.REGISTRATION_CLOSED and actor.may(Permission.SEATING_PLAN):
        yield Act(_("Draw and lock the seats"), _side("seating", page), "seat", "primary")
    if state in {State.SEATED, State.IN_PROGRESS} and actor.may(Permission.SITTING_RECORD):
        yield Act(_("To the list at the door"), _side("day", page), "users", "primary")
    if state == State.SCORING and _has_marks(page, actor):
        yield Act(_("To the marks"), _side("marks", page), "edit", "primary")
    publishes = page.is_own and actor.may(Permission.RESULT_PUBLISH)
    if state in {State.SCORING, State.RESULTS_REVIEWED} and publishes:
        yield Act(_("To the results"), _side("results", page), "chart")


def _side(name: str, page: PlanPage) -> str:
    return reverse(f"assessment:{name}", args=[page.id])


def _forward(page: PlanPage, checks: Sequence[Check]) -> Iterator[Act]:
    """Yield what takes a plan from draft to closed registration."""
    failed = sum(1 for check in checks if not check.held)
    if page.allows(Verb.SUBMIT):
        yield Act(_("Submit the plan"), _url("submit", page), "send", "primary", post=True)
    if page.allows(Verb.REPORT):
        yield Act(_("Attach the activity report"), _url("report", page), "flag", "primary")
    if page.allows(Verb.OPEN_REGISTRATION):
        said = ngettext("{n} condition is not met.", "{n} conditions are not met.", failed).format(
            n=failed
        )
        yield Act(
            _("Open registration"),
            _url("open", page),
            "check",
            "primary",
            post=True,
            barred=said if failed else "",
            rule="R-100" if failed else "",
        )
    if page.allows(Verb.CLOSE_REGISTRATION):
        yield Act(_("Close registration now"), _url("close", page), "lock", dialog=True)
    if page.allows(Verb.RESCHEDULE):
        yield Act(_("Set the new date"), _url("reschedule", page), "calendar", "primary")


def _school(page: PlanPage, actor: Actor, now: datetime) -> Iterator[Act]:
    """Yield what an invited institution does: hand in its roster."""
    if not (page.is_invited and actor.may(Permission.REGISTRATION_DRAFT)):
        return
    if page.state == State.OPEN:
        early = now < page.opens_at
        yield Act(
            _("Import the roster"),
            reverse("assessment:roster-import", args=[page.id]),
            "upload",
            "primary",
            barred=gettext("Registration opens at {moment}.").format(
                moment=formats.instant(page.opens_at, now)
            )
            if early
            else "",
        )


def _problems(page: PlanPage, actor: Actor) -> Iterator[Act]:
    """Yield the way from a plan to a report of what goes wrong in it (R-059)."""
    if page.is_invited and actor.may(pilots.Permission.PROBLEM_REPORT):
        about = urlencode({"plan": page.number, "certificate": page.certificate_type_id})
        yield Act(_("Report a problem"), f"{reverse('pilots:problem-new')}?{about}", "alert")


def _changes(page: PlanPage) -> Iterator[Act]:
    if page.state in OPENING:
        yield Act(_("Change the plan"), _url("edit", page), "edit")
    if page.state == State.REPORTED:
        yield Act(_("Attach another report"), _url("report", page), "flag")


def _endings(page: PlanPage, actor: Actor) -> Iterator[Act]:
    if not page.is_own:
        return
    if page.allows(Verb.POSTPONE) and actor.may(Permission.PLAN_WRITE):
        yield Act(_("Postpone"), _url("postpone", page), "pause", dialog=True)
    if page.allows(Verb.CANCEL) and actor.may(Permission.PLAN_CANCEL):
        said = ngettext(
            "Refunds every fee and tells {n} candidate; a reason is asked for.",
            "Refunds every fee and tells {n} candidates; a reason is asked for.",
            page.taken,
        ).format(n=formats.number(page.taken))
        yield Act(
            _("Cancel the assessment"),
            _url("cancel", page),
            "ban",
            "danger",
            dialog=True,
            note=said if page.taken else "",
        )


def _url(act: str, page: PlanPage) -> str:
    return reverse(f"assessment:plan-{act}", args=[page.id])

"""What every page of a plan shows: the way to it, title, state, life cycle, its sides as tabs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from shuzheng.assessment.access import Permission
from shuzheng.assessment.queries import registrations
from shuzheng.assessment.rules.plan import PLAN, State
from shuzheng.assessment.web import plan_actions, words
from shuzheng.foundation.ui import formats
from shuzheng.foundation.ui.parts import Crumb, Fact, Tab, life
from shuzheng.kernel import periods

if TYPE_CHECKING:
    from datetime import datetime

    from shuzheng.assessment.queries.plans import PlanPage
    from shuzheng.foundation.web.request import Request
    from shuzheng.kernel.actor import Actor


def frame(page: PlanPage, request: Request, tab: str) -> dict[str, Any]:
    """Return what every page of a plan shows: way, title, state, life cycle, tabs."""
    return {
        "page": page,
        "title": words.certificate(page.name, page.level, page.module),
        "chip": words.plan_chip(page.state),
        "crumbs": [
            Crumb(_("Desk"), "/desk/"),
            Crumb(_("Assessment plans"), reverse("assessment:plans")),
            Crumb(page.number, "" if tab == "overview" else address("plan", page)),
        ],
        "meta_facts": _meta(page, request.now),
        "life": life(
            PLAN,
            page.state,
            notes=_notes(page, request.now),
        ),
        "tabs": tabs(page, request.actor, tab),
    }


def tabs(page: PlanPage, actor: Actor, current: str) -> list[Tab]:
    """Return the sides of a plan that the actor may see."""
    found = [Tab(_("Overview"), address("plan", page), current=current == "overview")]
    if actor.may(Permission.REGISTRATION_VIEW):
        total = registrations.open_count(page.id, actor)
        found.append(
            Tab(
                _("Registrations"),
                address("registrations", page),
                total,
                current=current == "registrations",
            )
        )
    found.append(
        Tab(
            _("Assessors"),
            address("plan-assessors", page),
            len(page.assessors),
            current=current == "assessors",
        )
    )
    found += plan_actions.later_tabs(page, actor, current)
    found.append(Tab(_("Record"), address("plan-record", page), current=current == "record"))
    return found


def _meta(page: PlanPage, now: datetime) -> list[Fact]:
    days = formats.day_words(page.first_on, now)
    if page.last_on != page.first_on:
        last = formats.day_words(page.last_on, now)
        days = gettext("{since} to {until}").format(since=days, until=last)
    places = gettext(", ").join(name for _pk, name in page.sites) or gettext("No site yet")
    people = ngettext("{taken} of {seats} place", "{taken} of {seats} places", page.seats)
    return [
        Fact("hash", gettext("Plan {number}").format(number=page.number)),
        Fact("pin", places),
        Fact("calendar", days),
        Fact(
            "users",
            people.format(taken=formats.number(page.taken), seats=formats.number(page.seats)),
        ),
    ]


def _notes(page: PlanPage, now: datetime) -> dict[State, str]:
    """Return the day of every state that was reached, and the days that are set ahead."""
    ahead = {
        State.OPEN: page.opens_at,
        State.REGISTRATION_CLOSED: page.closes_at,
        State.IN_PROGRESS: periods.start_of(page.first_on),
    }
    before = {
        state: gettext("by {day}").format(day=formats.day_cell(on, now))
        for state, on in ((State.RESULTS_PUBLISHED, page.results_due_on),)
        if on is not None
    }
    planned = {state: formats.day_cell(moment, now) for state, moment in ahead.items()}
    reached = {state: formats.day_cell(moment, now) for state, moment in page.reached.items()}
    if page.state not in PLAN.path:
        return reached
    return {**planned, **before, **_passed(reached, page.state)}


def _passed(reached: dict[State, str], here: State) -> dict[State, str]:
    """Keep the days of the states up to the present one: a plan may have gone back."""
    way = PLAN.path[: PLAN.path.index(here) + 1]
    return {state: day for state, day in reached.items() if state in way}


def address(name: str, page: PlanPage) -> str:
    """Return the address of a page of a plan."""
    return reverse(f"assessment:{name}", args=[page.id])

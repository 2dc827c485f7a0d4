"""What waits for somebody in pilots, with the days on which silence would decide."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from shuzheng.foundation import todos
from shuzheng.foundation.todos import Todo
from shuzheng.pilots.access import Permission
from shuzheng.pilots.queries import (
    leaders,
    next_steps,
    pages_activities,
    pages_cases,
    pages_entries,
    pages_filings,
    pages_organs,
    pages_tracking,
    report_todos,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from shuzheng.kernel.actor import Actor


@todos.provide("pilots")
def todos_for(actor: Actor, now: datetime) -> Iterator[Todo]:
    """Yield the filings, reviews and reports that wait for the actor."""
    if actor.may(Permission.FILING_VIEW):
        yield from _filings(actor, now)
    yield from _entries(actor)
    if actor.may(Permission.ACTIVITY_VIEW):
        yield from _reports(actor, now)
    yield from _organs(actor, now)
    yield from _cases(actor, now)
    yield from _tracking(actor)
    if actor.may(Permission.REPORT_VIEW):
        yield from report_todos.todos_for(actor, now)


def _entries(actor: Actor) -> Iterator[Todo]:
    count = pages_entries.to_review(actor)
    if count:
        url = f"{reverse('pilots:entries')}?view=open"
        yield Todo(_("Certificates wait for your entry review"), url, count=count, rule="R-051")
    filed = next_steps.unreviewed(actor)
    if filed:
        url = reverse("pilots:entry-new")
        yield Todo(_("Filed certificates without an entry review"), url, count=filed, rule="R-050")


def _filings(actor: Actor, now: datetime) -> Iterator[Todo]:
    begins = next_steps.round_to_begin(actor, now)
    if begins:
        year, closes_on = begins
        yield Todo(
            gettext("File for {year}").format(year=year),
            reverse("pilots:filings"),
            due_on=closes_on,
            detail=_("Your institution is expected to lead.")
            if leaders.is_expected(actor.organisation_id, now)
            else "",
            rule="R-032",
        )
    yield from _leaders(actor, now)
    count = pages_filings.waiting(actor, now)
    if count:
        writes = actor.may(Permission.FILING_WRITE)
        yield Todo(
            _("Filings to be completed") if writes else _("Filings to be checked"),
            f"{reverse('pilots:filings')}?view=mine",
            due_on=pages_filings.earliest_due_on(actor, now),
            detail="" if writes else _("What nobody answers is filed by itself"),
            count=count,
            rule="R-030",
        )


def _leaders(actor: Actor, now: datetime) -> Iterator[Todo]:
    """Warn the office of expected leaders without a filing, while the round is open or over."""
    if not (actor.may(Permission.LEADER_VIEW) and actor.may(Permission.FILING_FILE)):
        return
    found = leaders.missing(actor, now)
    if found and found[1]:
        asked, count = found
        yield Todo(
            gettext("Lead institutions that have not filed for {year}").format(year=asked.year),
            f"{reverse('pilots:leaders')}?view=missing",
            due_on=asked.closes_on,
            count=count,
            rule="R-004",
        )


def _reports(actor: Actor, now: datetime) -> Iterator[Todo]:
    count = pages_activities.waiting(actor, now)
    if count:
        answers = actor.may(Permission.ACTIVITY_ANSWER)
        yield Todo(
            _("Activity reports to be answered")
            if answers
            else _("Activity reports to go on with"),
            f"{reverse('pilots:activities')}?view=mine",
            due_on=pages_activities.earliest_due_on(actor) if answers else None,
            count=count,
            rule="R-056",
        )


def _organs(actor: Actor, now: datetime) -> Iterator[Todo]:
    lacking = pages_organs.lacking(actor, now)
    if lacking:
        url = reverse("pilots:organs")
        yield Todo(_("Organs and duties: something is lacking"), url, count=lacking, rule="R-018")
    if pages_organs.contact_missing(actor):
        yield Todo(
            _("Name the department in charge of the pilot and a contact"),
            reverse("pilots:bureau-contact"),
            rule="R-022",
        )


def _cases(actor: Actor, now: datetime) -> Iterator[Todo]:
    problems, cases, due_on = pages_cases.waiting(actor, now)
    if problems:
        url = reverse("pilots:problems")
        yield Todo(_("Problems reported by institutions"), url, count=problems, rule="R-016")
    if cases:
        yield Todo(
            _("Cases against organisations to be decided"),
            reverse("pilots:cases"),
            due_on=due_on,
            count=cases,
            rule="R-053",
        )


def _tracking(actor: Actor) -> Iterator[Todo]:
    count, due_on = pages_tracking.waiting(actor)
    if count:
        url = reverse("pilots:trackings")
        yield Todo(
            _("Certificates in use to be tracked"), url, due_on=due_on, count=count, rule="R-052"
        )

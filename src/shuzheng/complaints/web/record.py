"""What complaints hand in to the record of an evaluation organisation (R-055)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext

from shuzheng.complaints.access import Permission
from shuzheng.complaints.queries import record
from shuzheng.complaints.web import words
from shuzheng.foundation.ui import formats
from shuzheng.foundation.ui.parts import Chip, Kind
from shuzheng.identity.queries import beside
from shuzheng.identity.queries.beside import Item, Section
from shuzheng.kernel.rulebook import applies

if TYPE_CHECKING:
    from datetime import datetime

    from shuzheng.complaints.queries.asked import Question
    from shuzheng.complaints.queries.record import RecordCase
    from shuzheng.kernel.actor import Actor


@beside.provide
@applies("R-055")
def complaints_beside(organisation_id: int, actor: Actor, now: datetime) -> Section | None:
    """Return the cases that the actor may know of; the organisation itself sees what it was asked.

    None for whoever neither handles cases nor belongs to the organisation.
    """
    if actor.organisation_id == organisation_id:
        return _asked(actor, now) if actor.may(Permission.COMPLAINT_STATE) else None
    if not actor.may(Permission.COMPLAINT_HANDLE):
        return None
    return Section(
        id="complaints",
        title=gettext("Complaints and opinions"),
        rule="R-055",
        items=tuple(_case(one, now) for one in record.cases(organisation_id, actor)),
        nothing=gettext(
            "There is no complaint or opinion about it or its certificates that you may see."
        ),
    )


def _asked(actor: Actor, now: datetime) -> Section:
    return Section(
        id="complaints",
        title=gettext("Accounts asked for"),
        rule="R-055",
        items=tuple(_question(one, now) for one in record.questions(actor)),
        nothing=gettext("No account was asked for because of a complaint or an opinion."),
    )


def _case(one: RecordCase, now: datetime) -> Item:
    received = gettext("received on {day}").format(day=formats.day_words(one.received_on, now))
    parts = (one.about, received, words.outcome(one.outcome))
    return Item(
        words=f"{words.kind(one.kind)} {one.number}",
        url=reverse("complaints:case", args=[one.id]),
        note=" · ".join(part for part in parts if part),
        chip=words.chip(one.state),
    )


def _question(one: Question, now: datetime) -> Item:
    outcome = Chip(Kind.OK, words.outcome(one.outcome)) if one.outcome else None
    waits = Chip(Kind.WAIT, gettext("Account is waited for")) if one.is_open else None
    return Item(
        words=one.question,
        url=reverse("complaints:asked"),
        note=gettext("asked on {day}").format(day=formats.day_words(one.asked_on, now)),
        chip=outcome or waits,
    )

"""What the annual evaluation hands in to the record of an evaluation organisation (R-055)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext

from shuzheng.evaluation import access
from shuzheng.evaluation.queries import outside, record
from shuzheng.evaluation.rules import texts
from shuzheng.evaluation.rules.indicators import Kind
from shuzheng.evaluation.rules.scoring import Grade
from shuzheng.evaluation.web import words
from shuzheng.foundation.ui import formats
from shuzheng.identity.queries import beside
from shuzheng.identity.queries.beside import Item, Section
from shuzheng.kernel.rulebook import applies

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from shuzheng.evaluation.queries.record import RecordYear
    from shuzheng.kernel.actor import Actor


@beside.provide
@applies("R-055")
def years_beside(organisation_id: int, actor: Actor, now: datetime) -> Section:  # noqa: ARG001 - a year is known from its publication on, not from a day on
    """Return the years that are published or that the actor reaches, with score and grade."""
    return Section(
        id="evaluations",
        title=gettext("Annual evaluation"),
        rule="R-055",
        items=tuple(year(one) for one in record.years(organisation_id, actor)),
        nothing=gettext("There is no annual evaluation of it that you may see."),
    )


@beside.provide
@applies("R-055")
def outside_beside(organisation_id: int, actor: Actor, now: datetime) -> Section | None:
    """Return what the ministry and third parties found; None for whoever may not read it."""
    if not access.hears_outside(organisation_id, actor):
        return None
    return Section(
        id="outside",
        title=gettext("What the ministry and third parties found"),
        rule="R-055",
        items=tuple(_outside(organisation_id, actor, now)),
        nothing=gettext("Neither the ministry nor a third party has reported on it."),
    )


def year(one: RecordYear, kind: Kind = Kind.ORGANISATION) -> Item:
    """Return one year of a party as a line, with what the reader may know of its result."""
    url = reverse("evaluation:public-result", args=[one.uid])
    if one.subject_id is not None:
        url = reverse("evaluation:party", args=[one.subject_id])
    points = "" if one.grade is Grade.FAILED else texts.points(one.total)
    return Item(
        words=words.name(kind, one.year),
        url=url,
        note=gettext("{points} points of 100").format(points=points) if points else "",
        chip=words.grade(one.grade) or words.chip(one.state),
    )


def _outside(organisation_id: int, actor: Actor, now: datetime) -> Iterator[Item]:
    for line in outside.ministry_of(organisation_id, actor):
        yield Item(
            words=f"{line.subject}（{line.year}）",
            url=reverse("evaluation:ministry"),
            note=f"{line.result} · {line.document}",
        )
    for one in outside.of(organisation_id, None, actor):
        parts = [one.evaluator]
        if one.score is not None:
            parts.append(gettext("{points} points of 100").format(points=one.score))
        if one.reported_on:
            day = formats.day_words(one.reported_on, now)
            parts.append(gettext("reported on {day}").format(day=day))
        yield Item(
            words=one.subject,
            url=reverse("evaluation:outside", args=[one.id]),
            note=" · ".join(parts),
        )

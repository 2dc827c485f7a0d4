"""Begin and break off publicity periods as their documents are published and taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shuzheng.foundation import facts, moves, rulebooks
from shuzheng.gazette.models import Document, Period
from shuzheng.gazette.rules import publicity as rules
from shuzheng.gazette.rules.documents import Kind
from shuzheng.gazette.rules.publicity import PERIOD, State, Verb

if TYPE_CHECKING:
    from datetime import date

    from shuzheng.foundation.facts import Passage


def copy(old: Document, new: Document) -> None:
    """Let a new version show what the old one shows; its period begins anew."""
    period = Period.objects.filter(document=old).first()
    if period is None:
        return
    made = Period.objects.create(document=new, days=period.days, state=PERIOD.initial)
    for one in period.subjects.order_by("pk"):
        one.pk, one.period = None, made
        one.save(force_insert=True)


def require(row: Document) -> None:
    """Refuse a publicity that shows nothing."""
    if row.kind == Kind.PUBLICITY and not Period.objects.filter(document=row).exists():
        raise rules.NothingOnShow


def begin(row: Document, today: date) -> list[Passage]:
    """Begin the period of a publicity that is published."""
    period = Period.objects.filter(document=row).first()
    if period is None or row.kind != Kind.PUBLICITY:
        return []
    last = rules.until(today, period.days, rulebooks.calendar())
    moved = moves.move(period, PERIOD, Verb.OPEN, since=today, until=last)
    return facts.passages_of(period, moved)


def stop(row: Document) -> list[Passage]:
    """Break off the period of a publicity that is withdrawn or replaced, if it still runs."""
    period = Period.objects.filter(document=row, state=State.RUNNING).first()
    if period is None:
        return []
    moved = moves.move(period, PERIOD, Verb.STOP)
    return facts.passages_of(period, moved)

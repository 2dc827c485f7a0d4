"""Open rounds of tracking, remind, take what institutions say of a certificate in use (R-052)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from shuzheng.foundation import bulk, facts, moves, rulebooks
from shuzheng.foundation.facts import Passage
from shuzheng.kernel import periods
from shuzheng.kernel.actor import CLOCK
from shuzheng.kernel.refusals import Refusal
from shuzheng.kernel.rulebook import applies
from shuzheng.pilots import access
from shuzheng.pilots.access import Permission
from shuzheng.pilots.models import InstitutionCertificate, Tracking, TrackingRound
from shuzheng.pilots.queries import tracking_figures
from shuzheng.pilots.rules import entry
from shuzheng.pilots.rules import tracking as rules
from shuzheng.pilots.rules.tracking import Aspect, State, Verb

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from shuzheng.kernel.actor import Actor


class AspectEmpty(Refusal):
    """All three aspects are tracked."""

    code = "tracking-aspect-empty"
    template = "“{aspect}” is empty."
    rule = "R-052"


@applies("R-052")
@transaction.atomic
def catch_up(*, now: datetime) -> dict[str, int]:
    """Open this day's round for every certificate in use; what was left since then lapses."""
    span = rules.round_of(periods.day(now), rulebooks.current())
    row, _ = TrackingRound.objects.get_or_create(since=span.since, defaults={"until": span.until})
    used = InstitutionCertificate.objects.filter(state__in=sorted(entry.IN_USE))
    unasked = used.exclude(trackings__round=row).order_by("pk")
    made = [
        Tracking(round=row, entry_id=pk, state=State.DUE)
        for pk, approved_on in unasked.values_list("pk", "approved_on")
        if rules.is_asked(approved_on, span.since)
    ]
    Tracking.objects.bulk_create(made, ignore_conflicts=True)
    left = Tracking.objects.filter(state=State.DUE).exclude(entry__in=used.values("pk"))
    ids = list(left.order_by("pk").values_list("pk", flat=True))
    gone = Tracking.objects.filter(pk__in=bulk.among(ids))
    moves.move_all(gone, rules.TRACKING, State.DUE, Verb.LAPSE)
    if made or ids:
        passages = [Passage(f"pilots.tracking:{pk}", State.DUE, State.LAPSED) for pk in ids]
        facts.record(
            "pilots.tracking.opened",
            row,
            actor=CLOCK,
            now=now,
            passages=passages,
            asked=len(made),
            lapsed=len(ids),
        )
    return {"asked": len(made), "lapsed": len(ids)}


@applies("R-052")
@transaction.atomic
def remind(*, now: datetime) -> int:
    """Remind whoever has not recorded this round's tracking, once a day; returns how many."""
    today, book = periods.day(now), rulebooks.current()
    if not rules.reminds(today, book):
        return 0
    row = TrackingRound.objects.filter(since=rules.round_of(today, book).since).first()
    if row is None or not (
        TrackingRound.objects.filter(pk=row.pk, reminded_on=row.reminded_on)
        .exclude(reminded_on=today)
        .update(reminded_on=today)
    ):
        return 0
    due = Tracking.objects.filter(round=row, state=State.DUE).order_by("pk")
    passages = [Passage(f"pilots.tracking:{pk}") for pk in due.values_list("pk", flat=True)]
    facts.record(
        "pilots.tracking.reminded",
        row,
        actor=CLOCK,
        now=now,
        passages=passages,
        due=str(row.until),
        count=len(passages),
    )
    return len(passages)


@applies("R-052")
@transaction.atomic
def record(tracking_id: int, texts: Mapping[Aspect, str], *, actor: Actor, now: datetime) -> None:
    """Record what the institution says of the three aspects; the figures freeze with it."""
    row = access.tracking(tracking_id, actor, Permission.TRACKING_WRITE)
    rules.TRACKING.after(State(row.state), Verb.RECORD)
    for aspect in Aspect:
        if not texts[aspect].strip():
            raise AspectEmpty(aspect=rules.ASPECTS[aspect])
    moved = moves.move(
        row,
        rules.TRACKING,
        Verb.RECORD,
        **{aspect.value: texts[aspect] for aspect in Aspect},
        figures=tracking_figures.of(row.entry, row.round.since, row.round.until),
        recorded_on=periods.day(now),
    )
    late = periods.day(now) > row.round.until
    facts.record("pilots.tracking.recorded", row, actor=actor, now=now, moved=moved, late=late)

"""Ask for summaries, remind, take them, answer their suggestions (R-198, R-199)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from shuzheng.alliances import access
from shuzheng.alliances.access import Permission
from shuzheng.alliances.models import Summary, SummaryPeriod
from shuzheng.alliances.queries import figures
from shuzheng.alliances.rules import summary as rules
from shuzheng.alliances.rules.summary import SUMMARY, Part, State, Verb
from shuzheng.foundation import bulk, facts, moves, rulebooks
from shuzheng.foundation.facts import Passage
from shuzheng.kernel import periods
from shuzheng.kernel.actor import CLOCK
from shuzheng.kernel.rulebook import applies
from shuzheng.pilots.queries import pages_alliances
from shuzheng.pilots.rules import alliance, reporting

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from shuzheng.kernel.actor import Actor


@applies("R-198")
@transaction.atomic
def catch_up(*, now: datetime) -> dict[str, int]:
    """Ask each alliance to sum up every period that has ended; of dissolved ones it lapses.

    However late it runs and however often: no period is left out, and none is asked for twice.
    """
    today, book = periods.day(now), rulebooks.current()
    newest = SummaryPeriod.objects.order_by("-until").values_list("since", flat=True).first()
    asked = lapsed = 0
    for one in rules.ended(newest, today, book):
        row, _ = SummaryPeriod.objects.get_or_create(
            since=one.since, defaults={"until": one.until, "due_on": one.due_on}
        )
        made = _ask(row)
        gone = _lapse(row)
        if made or gone:
            facts.record(
                "alliances.summaries.opened",
                row,
                actor=CLOCK,
                now=now,
                passages=[_passage(pk, State.DUE, State.LAPSED) for pk in gone],
                asked=made,
                lapsed=len(gone),
            )
        asked, lapsed = asked + made, lapsed + len(gone)
    return {"asked": asked, "lapsed": lapsed}


@applies("R-198")
@transaction.atomic
def remind(*, now: datetime) -> int:
    """Remind the leads of what is due, once a day on the rulebook's days; returns how many."""
    today, book = periods.day(now), rulebooks.current()
    row = SummaryPeriod.objects.order_by("-until").first()
    if row is None or not rules.reminds(row.due_on, today, book):
        return 0
    fresh = SummaryPeriod.objects.filter(pk=row.pk).exclude(reminded_on=today)
    if not fresh.update(reminded_on=today):
        return 0
    due = Summary.objects.filter(period=row, state=State.DUE).order_by("pk")
    passages = [_passage(pk) for pk in due.values_list("pk", flat=True)]
    facts.record(
        "alliances.summaries.reminded",
        row,
        actor=CLOCK,
        now=now,
        passages=passages,
        due=row.due_on.isoformat(),
        count=len(passages),
    )
    return len(passages)


@applies("R-198")
@transaction.atomic
def submit(
    summary_id: int,
    texts: Mapping[Part, str],
    document_id: int | None = None,
    *,
    actor: Actor,
    now: datetime,
) -> None:
    """Submit the summary as the alliance's lead; late is taken too, and stays late."""
    row = access.summary(summary_id, actor, Permission.ALLIANCE_RUN)
    SUMMARY.after(State(row.state), Verb.SUBMIT)
    rules.check_parts(texts)
    today = periods.day(now)
    moved = moves.move(
        row,
        SUMMARY,
        Verb.SUBMIT,
        **{part.value: texts[part] for part in Part},
        figures=figures.of(row.alliance_id, row.period.since, row.period.until),
        lead_id=actor.organisation_id,
        document_id=document_id,
        submitted_on=today,
        answer_due_on=reporting.answer_due_on(today, rulebooks.calendar(), rulebooks.current()),
    )
    late = today > row.period.due_on
    facts.record("alliances.summary.submitted", row, actor=actor, now=now, moved=moved, late=late)


@applies("R-199")
@transaction.atomic
def answer(
    summary_id: int, what: reporting.Answer, words: str, *, actor: Actor, now: datetime
) -> None:
    """Answer the suggestions of a summary: what becomes of them, and why."""
    row = access.summary(summary_id, actor, Permission.SUMMARY_ANSWER)
    moved = moves.move(
        row, SUMMARY, Verb.ANSWER, answer=what, words=words, answered_on=periods.day(now)
    )
    facts.record(
        "alliances.summary.answered", row, actor=actor, now=now, moved=moved, answer=what.value
    )


def _ask(row: SummaryPeriod) -> int:
    """Ask every alliance that owes a summary of this period and was not asked yet."""
    had = set(Summary.objects.filter(period=row).values_list("alliance_id", flat=True))
    made = [
        Summary(period=row, alliance_id=one.id, state=SUMMARY.initial)
        for one in pages_alliances.several().values()
        if one.state is not alliance.State.DISSOLVED
        and one.id not in had
        and rules.is_asked(one.named_on, row.until)
    ]
    Summary.objects.bulk_create(made, ignore_conflicts=True)
    return len(made)


def _lapse(row: SummaryPeriod) -> list[int]:
    """Let lapse what dissolved alliances owe, of this period and of those before."""
    left = Summary.objects.filter(
        period__until__lte=row.until,
        state=State.DUE,
        alliance__state=alliance.State.DISSOLVED,
    )
    ids = list(left.order_by("pk").values_list("pk", flat=True))
    gone = Summary.objects.filter(pk__in=bulk.among(ids))
    moves.move_all(gone, SUMMARY, State.DUE, Verb.LAPSE)
    return ids


def _passage(pk: int, source: str = "", target: str = "") -> Passage:
    return Passage(f"alliances.summary:{pk}", source, target)

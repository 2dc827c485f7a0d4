"""What parties and cities say of a frozen year, and what becomes of an objection to a score.

Rules: R-218, R-025. Everybody has a deadline; what is not said in time counts as not said, and the
year goes on. An upheld objection puts inputs right beside the frozen ones, which stay as they are.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from shuzheng.evaluation import access
from shuzheng.evaluation.access import Permission
from shuzheng.evaluation.models import Correction, Evaluation, SelfCheck, Subject
from shuzheng.evaluation.rules import evaluation as rules
from shuzheng.evaluation.rules import indicators, self_check
from shuzheng.evaluation.rules.evaluation import EVALUATION, Objection, State, Verb
from shuzheng.evaluation.rules.indicators import IN_CITIES, Input, Kind
from shuzheng.foundation import facts, moves, rulebooks
from shuzheng.kernel import periods
from shuzheng.kernel.actor import CLOCK
from shuzheng.kernel.refusals import Refusal
from shuzheng.kernel.rulebook import applies

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from django.db.models import QuerySet

    from shuzheng.kernel.actor import Actor


class NotAtThisTime(Refusal):
    """Each party speaks at its own step."""

    code = "evaluation-not-at-this-time"
    status = 409
    template = "The evaluation is not at this step."
    rule = "R-218"


class SpokenAlready(Refusal):
    """Each party speaks once at each step."""

    code = "evaluation-spoken-already"
    status = 409
    template = "This has been said already."
    rule = "R-218"


class NoSuchInput(Refusal):
    """A correction puts right what this kind of party is evaluated by."""

    code = "evaluation-no-such-input"
    template = "Parties of this kind are not evaluated by this figure, or it is not a share."
    rule = "R-218"


@dataclass(frozen=True, slots=True)
class PutRight:
    """An input as it should have been, by which document."""

    what: Input
    count: int
    of: int
    source: str


@applies("R-218", "R-025")
@transaction.atomic
def state(pk: int, text: str, *, file_id: int | None = None, actor: Actor, now: datetime) -> None:
    """Hand in what a party itself says of its frozen data; an institution after its self-check."""
    row = access.subject(pk, actor, Permission.SUBJECT_ANSWER)
    today = periods.day(now)
    _require(row, State.SELF_CHECK, row.evaluation.check_by, today)
    if row.evaluation.kind == Kind.INSTITUTION:
        year = row.evaluation.year
        done = SelfCheck.objects.filter(
            institution_id=row.party_id, year=year, state=self_check.State.SUBMITTED
        )
        self_check.check_handed_in(done.count(), year)
    _once(
        _held(row, State.SELF_CHECK, stated_on=None),
        statement=text,
        statement_file_id=file_id,
        stated_on=today,
    )
    facts.record("evaluation.statement.made", row, actor=actor, now=now)


@applies("R-218")
@transaction.atomic
def hand_on(pk: int, *, actor: Actor, now: datetime) -> None:
    """Ask the city bureaus once the time for self-checks is over, or everybody has spoken."""
    row = access.evaluation(pk, actor, Permission.EVALUATION_PREPARE)
    EVALUATION.after(State(row.state), Verb.HAND_ON)
    rules.check_opinions(Kind(row.kind), asked=True)
    silent = _silent(row, "stated_on")
    rules.check_over(row.check_by, periods.day(now), everybody=not silent)
    _hand_on(row, silent, actor, now)


@applies("R-218")
@transaction.atomic
def opine(pk: int, text: str, *, actor: Actor, now: datetime) -> None:
    """Give a city bureau's opinion on a party of its area."""
    row = access.subject(pk, actor, Permission.OPINION_GIVE)
    today = periods.day(now)
    _require(row, State.CITY_OPINION, row.evaluation.opinion_by, today)
    _once(
        _held(row, State.CITY_OPINION, opinion_on=None),
        opinion=text,
        opinion_on=today,
        opinion_by_id=actor.organisation_id,
    )
    facts.record("evaluation.opinion.given", row, actor=actor, now=now)


@applies("R-218")
@transaction.atomic
def open_scores(pk: int, *, actor: Actor, now: datetime) -> None:
    """Open the scores to the parties, once the city bureaus' time is over or all have spoken."""
    row = access.evaluation(pk, actor, Permission.EVALUATION_PREPARE)
    EVALUATION.after(State(row.state), Verb.SCORE)
    today, asked = periods.day(now), row.state == State.CITY_OPINION
    rules.check_opinions(Kind(row.kind), asked=asked)
    silent = _silent(row, "opinion_on" if asked else "stated_on")
    until = row.opinion_by if asked else row.check_by
    rules.check_over(until, today, everybody=not silent)
    moved = moves.move(
        row,
        EVALUATION,
        Verb.SCORE,
        scored_on=today,
        contest_by=rules.contest_by(today, rulebooks.current()),
    )
    facts.record("evaluation.scores.opened", row, actor=actor, now=now, moved=moved, silent=silent)


@applies("R-218")
@transaction.atomic
def contest(pk: int, text: str, *, file_id: int | None = None, actor: Actor, now: datetime) -> None:
    """Object to a party's own score, once and in time."""
    row = access.subject(pk, actor, Permission.SUBJECT_ANSWER)
    today = periods.day(now)
    _require(row, State.SCORED, row.evaluation.contest_by, today)
    _once(
        _held(row, State.SCORED, objected_on=None, confirmed_on=None),
        objection=text,
        objection_file_id=file_id,
        objected_on=today,
    )
    facts.record("evaluation.score.contested", row, actor=actor, now=now)


@applies("R-218")
@transaction.atomic
def confirm(pk: int, *, actor: Actor, now: datetime) -> None:
    """Confirm a party's own score: it does not object. Once all have spoken nobody has to wait."""
    row = access.subject(pk, actor, Permission.SUBJECT_ANSWER)
    today = periods.day(now)
    _require(row, State.SCORED, row.evaluation.contest_by, today)
    _once(_held(row, State.SCORED, objected_on=None, confirmed_on=None), confirmed_on=today)
    facts.record("evaluation.score.confirmed", row, actor=actor, now=now)


@applies("R-218")
@transaction.atomic
def answer(
    pk: int,
    what: Objection,
    reason: str,
    right: Sequence[PutRight] = (),
    *,
    actor: Actor,
    now: datetime,
) -> None:
    """Answer an objection; one that is upheld puts inputs right, each with its document."""
    row = access.subject(pk, actor, Permission.EVALUATION_PREPARE)
    today = periods.day(now)
    if row.evaluation.state != State.SCORED or row.objected_on is None:
        raise NotAtThisTime
    _once(
        _held(row, State.SCORED, answer="", objected_on__isnull=False),
        answer=what,
        answer_reason=reason,
        answered_on=today,
    )
    facts.record("evaluation.objection.answered", row, actor=actor, now=now, answer=what.value)
    for one in right if what is Objection.UPHELD else ():
        _correct(row, one, today)
        facts.record("evaluation.input.corrected", row, actor=actor, now=now, what=one.what.value)


@applies("R-218")
@transaction.atomic
def end(pk: int, *, actor: Actor, now: datetime) -> None:
    """End the hearing, once its time is over and every objection is answered."""
    row = access.evaluation(pk, actor, Permission.EVALUATION_PREPARE)
    EVALUATION.after(State(row.state), Verb.HEAR)
    today = periods.day(now)
    found = Subject.objects.filter(evaluation=row)
    silent = found.filter(objected_on=None, confirmed_on=None)
    rules.check_over(row.contest_by, today, everybody=not silent.exists())
    waiting = found.filter(objected_on__isnull=False, answer="")
    rules.check_answered(waiting.count())
    moved = moves.move(row, EVALUATION, Verb.HEAR, heard_on=today, heard_by=actor.person_id)
    facts.record("evaluation.hearing.ended", row, actor=actor, now=now, moved=moved)


@applies("R-218")
def hand_on_due(*, now: datetime) -> int:
    """Ask the city bureaus where the time for self-checks is over; returns how many evaluations."""
    rows = Evaluation.objects.filter(
        state=State.SELF_CHECK, check_by__lt=periods.day(now), kind__in=sorted(IN_CITIES)
    )
    due = list(rows.order_by("pk"))
    for row in due:
        with transaction.atomic():
            _hand_on(row, _silent(row, "stated_on"), CLOCK, now)
    return len(due)


def _hand_on(row: Evaluation, silent: int, actor: Actor, now: datetime) -> None:
    today = periods.day(now)
    by = rules.opinion_by(today, rulebooks.calendar(), rulebooks.current())
    moved = moves.move(row, EVALUATION, Verb.HAND_ON, opinion_by=by)
    facts.record("evaluation.cities.asked", row, actor=actor, now=now, moved=moved, silent=silent)


def _correct(row: Subject, one: PutRight, today: date) -> None:
    parts = {part for each in indicators.SETS[Kind(row.evaluation.kind)] for part in each.parts}
    if one.what not in parts or one.of <= 0 or one.count < 0:
        raise NoSuchInput
    Correction.objects.create(
        subject=row,
        what=one.what,
        count=one.count,
        of=one.of,
        source=one.source,
        made_on=today,
    )


def _require(row: Subject, at: State, until: date | None, today: date) -> None:
    if row.evaluation.state != at:
        raise NotAtThisTime
    rules.check_open(until, today)


def _held(row: Subject, at: State, **free: object) -> QuerySet[Subject]:
    """Return the row as long as nobody spoke meanwhile and the evaluation stands where it stood."""
    open_now = Evaluation.objects.filter(pk=row.evaluation_id, state=at)
    return Subject.objects.filter(pk=row.pk, evaluation__in=open_now.values("pk"), **free)


def _once(held: QuerySet[Subject], **changes: object) -> None:
    if not held.update(**changes):
        raise SpokenAlready


def _silent(row: Evaluation, said: str) -> int:
    return Subject.objects.filter(evaluation=row, **{f"{said}__isnull": True}).count()

"""Compute results, confirm them after a look at their distribution, publish them.

Rules: R-109 (pass rule over locked marks), R-115 (review window), R-255 (due days). Source:
handbook 3.6. Whose case is open is held back: neither published nor shown as failed, and published
by `release` once it is decided. A plan is computed, confirmed and published in a few statements.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction

from shuzheng.assessment.access import Permission, plans
from shuzheng.assessment.access import results as access
from shuzheng.assessment.models import Plan, Registration, Result
from shuzheng.assessment.queries import verdicts
from shuzheng.assessment.rules import plan as plan_rules
from shuzheng.assessment.rules import result as rules
from shuzheng.assessment.rules import review
from shuzheng.assessment.rules.result import RESULT, Outcome, State, Verb
from shuzheng.assessment.services import logged
from shuzheng.assessment.services.plans import running
from shuzheng.foundation import facts, moves, rulebooks
from shuzheng.kernel import periods
from shuzheng.kernel.refusals import Refusal
from shuzheng.kernel.rulebook import applies
from shuzheng.kernel.wording import N_

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from django.db.models import QuerySet

    from shuzheng.kernel.actor import Actor

AT_ONCE = 1_000
REASON_LENGTH = 200
FIELDS = ("state", "outcome", "score", "passed", "trace", "computed_at", "rule_since")
PUBLISHED = (plan_rules.State.RESULTS_PUBLISHED, plan_rules.State.CERTIFIED)


@dataclass(frozen=True, slots=True)
class Corrected:
    """What became of a result that was corrected: its score before and after, and its step."""

    before: str
    after: str
    passages: list[facts.Passage]


class NotScoring(Refusal):
    """Results are computed while the plan is being marked."""

    code = "results-not-scoring"
    status = 409
    template = "Results are computed after the sittings and before they are confirmed."


class NotComputed(Refusal):
    """What is confirmed is what the marks come to now."""

    code = "results-not-computed"
    status = 409
    template = (
        "The marks or cases have changed since the results were computed. Compute them again."
    )
    rule = "R-109"


class NobodySat(Refusal):
    """Results are of candidates."""

    code = "results-of-nobody"
    status = 409
    template = "The plan has no candidates with a ticket."


class DistributionNotChecked(Refusal):
    """Whoever confirms has looked at the distribution and says what was seen."""

    code = "distribution-not-checked"
    template = "Say what you found when you looked at the distribution."
    rule = "R-061"


class NotHeldBack(Refusal):
    """Only a result that was held back is published by itself."""

    code = "result-not-held-back"
    status = 409
    template = "This result was not held back."


class StillHeldBack(Refusal):
    """The case is not decided yet."""

    code = "result-still-held-back"
    status = 409
    template = "The case of this candidate is still open."
    rule = "R-115"


@applies("R-109")
@transaction.atomic
def compute(plan_id: int, *, actor: Actor, now: datetime) -> int:
    """Compute every result from the locked marks, again if need be; returns how many."""
    row = plans.own_plan(plan_id, actor, Permission.RESULT_PUBLISH)
    if row.state != plan_rules.State.SCORING:
        raise NotScoring
    found = verdicts.compute(row)
    if not found:
        raise NobodySat
    passages = _store(found, _rule_since(now), now)
    facts.record(
        "assessment.results.computed",
        row,
        actor=actor,
        now=now,
        count=len(found),
        passed=sum(one.outcome == Outcome.PASSED for one in found.values()),
        personal={"scores": _listed(found)},
        passages=passages,
    )
    return len(found)


@applies("R-109", "R-061")
@transaction.atomic
def confirm(plan_id: int, finding: str, *, actor: Actor, now: datetime) -> int:
    """Confirm the computed results; `finding` says what their distribution showed.

    Refuses where the marks come to something else by now. Returns how many were confirmed.
    """
    row = plans.own_plan(plan_id, actor, Permission.RESULT_PUBLISH)
    if not finding.strip():
        raise DistributionNotChecked
    _check_current(row)
    moved = moves.move(row, plan_rules.PLAN, plan_rules.Verb.REVIEW_RESULTS)
    rows = Result.objects.filter(registration__plan=row).exclude(outcome=Outcome.HELD_BACK)
    found = _in(rows, State.COMPUTED)
    moves.move_all(rows, RESULT, State.COMPUTED, Verb.CONFIRM)
    facts.record(
        "assessment.results.confirmed",
        row,
        actor=actor,
        now=now,
        moved=moved,
        count=len(found),
        finding=finding.strip(),
        passages=[
            facts.Passage(f"assessment.result:{pk}", State.COMPUTED, State.REVIEWED) for pk in found
        ],
    )
    return len(found)


@applies("R-115", "R-255")
@transaction.atomic
def publish(plan_id: int, *, actor: Actor, now: datetime) -> int:
    """Publish the confirmed results of a plan; returns how many.

    From now on each candidate sees the own result, and reviews can be asked for.
    """
    facts.lock_chain()  # before any row: the log is told in the middle
    row = plans.own_plan(plan_id, actor, Permission.RESULT_PUBLISH)
    until = _window(periods.day(now))
    due_on = rules.certificates_due_on(until, rulebooks.calendar(), rulebooks.current())
    moved = moves.move(
        row,
        plan_rules.PLAN,
        plan_rules.Verb.PUBLISH_RESULTS,
        results_published_at=now,
        review_until=until,
        certificates_due_on=due_on,
    )
    rows = Result.objects.filter(registration__plan=row)
    published = _in(rows, State.REVIEWED)
    moves.move_all(rows, RESULT, State.REVIEWED, Verb.PUBLISH, published_at=now, review_until=until)
    logged.results_published(row, published, now=now)
    running.end_registrations(row.pk)
    late = rules.days_late(row.results_due_on, periods.day(now), None) if row.results_due_on else 0
    facts.record(
        "assessment.results.published",
        row,
        actor=actor,
        now=now,
        moved=moved,
        count=len(published),
        late=late,
        passages=[
            passage
            for pk, key in published.items()
            for passage in _passages(pk, key, State.REVIEWED, State.PUBLISHED)
        ],
    )
    return len(published)


@applies("R-109", "R-115")
@transaction.atomic
def release(result_id: int, *, actor: Actor, now: datetime) -> None:
    """Publish one result that was held back, once its case is decided and its paper is marked.

    The candidate has a review window of the own.
    """
    facts.lock_chain()  # before any row: the log is told in the middle
    row = access.held_result(result_id, actor, Permission.RESULT_PUBLISH)
    plan = row.registration.plan
    if row.outcome != Outcome.HELD_BACK or plan.state not in PUBLISHED:
        raise NotHeldBack
    found = verdicts.compute(plan, only=row.registration_id)[row.registration_id]
    if found.outcome == Outcome.HELD_BACK:
        raise StillHeldBack
    until = _window(periods.day(now))
    told = {"published_at": now, "review_until": until}
    fields = _fields(found, _rule_since(now), now)
    if row.state == State.PUBLISHED:
        version = {"version": row.version + 1, "version_reason": N_("Case decided")}
        steps = [moves.move(row, RESULT, Verb.CORRECT, **fields, **told, **version)]
    else:
        steps = [
            moves.move(row, RESULT, Verb.RECOMPUTE, **fields),
            moves.move(row, RESULT, Verb.CONFIRM),
            moves.move(row, RESULT, Verb.PUBLISH, **told),
        ]
    logged.results_published(plan, [row.pk], now=now)
    facts.record(
        "assessment.result.released",
        row.registration,
        actor=actor,
        now=now,
        passages=facts.passages_of(row, *steps),
        personal={"score": rules.score_text(found.score), "outcome": str(found.outcome)},
    )


@applies("R-109")
def correct(candidate: Registration, reason: str, *, now: datetime) -> Corrected:
    """Give a published result a new version, from marks that a review changed; part of that act."""
    row = Result.objects.get(registration=candidate)
    before = rules.score_text(row.score)
    found = verdicts.compute(candidate.plan, only=candidate.pk)[candidate.pk]
    moved = moves.move(
        row,
        RESULT,
        Verb.CORRECT,
        **_fields(found, _rule_since(now), now),
        version=row.version + 1,
        version_reason=reason[:REASON_LENGTH],
    )
    logged.results_published(candidate.plan, [row.pk], now=now)
    return Corrected(before, rules.score_text(row.score), facts.passages_of(row, moved))


def _store(found: Mapping[int, rules.Computed], since: date, now: datetime) -> list[facts.Passage]:
    """Write computed results: new rows, and those that were computed before."""
    old = {row.registration_id: row for row in Result.objects.filter(registration_id__in=found)}
    before = {key: row.state for key, row in old.items()}
    for row in old.values():
        RESULT.after(State(row.state), Verb.RECOMPUTE)
        for name, value in _fields(found[row.registration_id], since, now).items():
            setattr(row, name, value)
        row.state = State.COMPUTED
    new = [
        Result(registration_id=key, state=RESULT.initial, **_fields(one, since, now))
        for key, one in found.items()
        if key not in old
    ]
    try:
        with transaction.atomic():
            Result.objects.bulk_create(new, batch_size=AT_ONCE)
    except IntegrityError:
        raise moves.MovedMeanwhile from None
    Result.objects.bulk_update(old.values(), FIELDS, batch_size=AT_ONCE)
    return [
        passage
        for row in (*old.values(), *new)
        for passage in _passages(
            row.pk, row.registration_id, before.get(row.registration_id, ""), State.COMPUTED
        )
    ]


def _in(rows: QuerySet[Result], state: State) -> dict[int, int]:
    """Return results in a state with their registrations, as ids."""
    found = rows.filter(state=state).order_by("registration_id")
    return dict(found.values_list("pk", "registration_id"))


def _passages(pk: int, key: int, source: str, target: State) -> tuple[facts.Passage, ...]:
    """Return what a fact says of one result: its step, and whose registration it is told with."""
    return (
        facts.Passage(f"assessment.result:{pk}", source, target),
        facts.Passage(f"assessment.registration:{key}"),
    )


def _fields(found: rules.Computed, since: date, now: datetime) -> dict[str, object]:
    return {
        "outcome": found.outcome,
        "score": found.score,
        "passed": found.outcome == Outcome.PASSED,
        "trace": verdicts.trace(found),
        "computed_at": now,
        "rule_since": since,
    }


def _check_current(row: Plan) -> None:
    """Refuse where the stored results are not what the marks come to now."""
    found = verdicts.compute(row)
    stored = {
        key: (outcome, score)
        for key, outcome, score in Result.objects.filter(registration__plan=row).values_list(
            "registration_id", "outcome", "score"
        )
    }
    if stored != {key: (one.outcome, one.score) for key, one in found.items()}:
        raise NotComputed


def _window(today: date) -> date:
    return review.window_closes_on(today, rulebooks.calendar(), rulebooks.current())


def _rule_since(now: datetime) -> date:
    return rulebooks.current().on(periods.day(now), "R-109").since


def _listed(found: Mapping[int, rules.Computed]) -> str:
    """Return results as the chain keeps them, sealed: registration, outcome, hundredths."""
    return " ".join(f"{key}:{one.outcome}:{one.score or 0}" for key, one in sorted(found.items()))

"""Reviews of scores: asked, accepted or refused, rechecked by another person, told, closed.

Rules: R-115 (the right, the window, another person), R-255 (answers are due). Source: handbook 3.7.
A changed mark gives the sheet and the result a new version with its reason; the old marks stay.
Whoever is told may take it to the office once; unless that happens within the window after the
answer, the review closes by itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction

from shuzheng.assessment.access import Permission
from shuzheng.assessment.access import results as access
from shuzheng.assessment.models import Mark, MarkingSheet, Result, ScoreReview
from shuzheng.assessment.queries import markers
from shuzheng.assessment.rules import marking
from shuzheng.assessment.rules import result as result_rules
from shuzheng.assessment.rules import review as rules
from shuzheng.assessment.rules.review import REVIEW, State, Verb
from shuzheng.assessment.services import logged, results
from shuzheng.foundation import facts, moves, rulebooks
from shuzheng.kernel import periods
from shuzheng.kernel.actor import CLOCK, Reach
from shuzheng.kernel.refusals import Refusal
from shuzheng.kernel.rulebook import applies

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime
    from uuid import UUID

    from shuzheng.kernel.actor import Actor


class ReasonMissing(Refusal):
    """Requests, refusals and answers are explained."""

    code = "review-reason-missing"
    template = "Say why."


class NotForReview(Refusal):
    """There is nothing to review in a result without marks."""

    code = "nothing-to-review"
    status = 409
    template = "This result rests on no marks. Against a finding of misconduct, appeal instead."
    rule = "R-115"


class NotOnThePaper(Refusal):
    """A recheck speaks of the paper's own parts."""

    code = "recheck-of-other-part"
    template = "The paper has no such part."


class NotYetOver(Refusal):
    """The candidate may still take the answer to the office."""

    code = "review-not-over"
    status = 403
    template = "Only the candidate ends the review before {until}."
    rule = "R-115"


@applies("R-115", "R-255")
@transaction.atomic
def ask(uid: UUID, reason: str, *, actor: Actor, now: datetime) -> int:
    """Ask for a review of one's own published score (or a ward's); returns the review's id."""
    candidate = access.own_registration(uid, actor, Permission.REVIEW_ASK)
    today, calendar, book = periods.day(now), rulebooks.calendar(), rulebooks.current()
    words = _reason(reason)
    kept = Result.objects.filter(registration=candidate, state=result_rules.State.PUBLISHED).first()
    published_on = periods.day(kept.published_at) if kept and kept.published_at else None
    earlier = candidate.reviews.count()
    rules.check_request(published_on, today, earlier, calendar, book)
    if not candidate.sheets.filter(state=marking.State.LOCKED).exists():
        raise NotForReview
    row = ScoreReview(
        registration=candidate,
        state=REVIEW.initial,
        reason=words,
        requested_on=today,
        answer_due_on=rules.answer_due_on(today, calendar, book),
    )
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        raise rules.AskedBefore from None
    facts.record("assessment.review.asked", candidate, actor=actor, now=now)
    return row.pk


@transaction.atomic
def accept(review_id: int, *, actor: Actor, now: datetime) -> None:
    """Accept a request: the paper will be rechecked."""
    row = access.review(review_id, actor, Permission.REVIEW_ANSWER)
    moved = moves.move(row, REVIEW, Verb.ACCEPT)
    facts.record(
        "assessment.review.accepted",
        row.registration,
        actor=actor,
        now=now,
        passages=facts.passages_of(row, moved),
    )


@transaction.atomic
def refuse(review_id: int, reason: str, *, actor: Actor, now: datetime) -> None:
    """Refuse a request with its reason, and tell the candidate, who may go to the office."""
    row, words = access.review(review_id, actor, Permission.REVIEW_ANSWER), _reason(reason)
    today = periods.day(now)
    steps = [
        moves.move(row, REVIEW, Verb.REFUSE, answer=words, answered_on=today),
        moves.move(row, REVIEW, Verb.NOTIFY),
    ]
    facts.record(
        "assessment.review.refused",
        row.registration,
        actor=actor,
        now=now,
        passages=facts.passages_of(row, *steps),
        reason=words,
    )


@applies("R-115")
@transaction.atomic
def recheck(
    review_id: int, marks: Mapping[int, str], answer: str, *, actor: Actor, now: datetime
) -> bool:
    """Record a recheck and tell the candidate; returns whether anything changed.

    `marks` gives a new mark by component's id; what is left out, empty or equal stays. Refuses
    whoever marked the paper.
    """
    facts.lock_chain()  # before any row: the log is told in the middle
    row, words = access.review(review_id, actor, Permission.REVIEW_ANSWER), _reason(answer)
    sheets = list(
        MarkingSheet.objects.filter(registration=row.registration).select_related("component")
    )
    marked_by = Mark.objects.filter(sheet__in=sheets, marker__isnull=False)
    rules.check_rechecker(actor.person_id, set(marked_by.values_list("marker_id", flat=True)))
    changed = _changed(sheets, marks, now)
    steps = [moves.move(row, REVIEW, Verb.RECHECK, checker_id=actor.person_id)]
    others: list[facts.Passage] = []
    personal = None
    if changed:
        others = _write(changed, words)
        plan = row.registration.plan
        logged.marks_locked(plan, [sheet.pk for sheet, _ in changed], now=now)
        corrected = results.correct(row.registration, words, now=now)
        others += corrected.passages
        listed = " ".join(f"{sheet.pk}:{mark}" for sheet, mark in changed)
        personal = {"before": corrected.before, "after": corrected.after, "marks": listed}
    steps += [
        moves.move(row, REVIEW, Verb.CHANGE if changed else Verb.KEEP),
        moves.move(row, REVIEW, Verb.NOTIFY, answer=words, answered_on=periods.day(now)),
    ]
    facts.record(
        "assessment.review.rechecked",
        row.registration,
        actor=actor,
        now=now,
        passages=[*facts.passages_of(row, *steps), *others],
        finding=str(REVIEW.labels[State.CHANGED if changed else State.UNCHANGED]),
        personal=personal,
    )
    return bool(changed)


@applies("R-115")
@transaction.atomic
def escalate(review_id: int, reason: str, *, actor: Actor, now: datetime) -> None:
    """Take an answer to the office, once, on procedure only."""
    row, words = access.review(review_id, actor, Permission.REVIEW_ASK), _reason(reason)
    rules.check_escalation(row.escalated)
    moved = moves.move(
        row, REVIEW, Verb.ESCALATE, escalated=row.escalated + 1, escalation_reason=words
    )
    facts.record(
        "assessment.review.escalated",
        row.registration,
        actor=actor,
        now=now,
        passages=facts.passages_of(row, moved),
    )


@applies("R-255")
@transaction.atomic
def decide(review_id: int, *, upheld: bool, answer: str, actor: Actor, now: datetime) -> None:
    """Decide at the office: uphold the answer, which ends the review, or order a new recheck."""
    row, words = access.review(review_id, actor, Permission.REVIEW_DECIDE), _reason(answer)
    today = periods.day(now)
    verb = Verb.UPHOLD if upheld else Verb.SEND_BACK
    due = rules.answer_due_on(today, rulebooks.calendar(), rulebooks.current())
    steps = [moves.move(row, REVIEW, verb, office_answer=words, answer_due_on=due)]
    if upheld:
        steps.append(moves.move(row, REVIEW, Verb.CLOSE, closed_on=today))
    facts.record(
        "assessment.review.decided",
        row.registration,
        actor=actor,
        now=now,
        passages=facts.passages_of(row, *steps),
        decision=str(REVIEW.labels[verb]),
    )


@transaction.atomic
def close(review_id: int, *, actor: Actor, now: datetime) -> None:
    """End a review whose answer the candidate takes."""
    row = access.review(review_id, actor, Permission.REVIEW_ASK)
    if actor.reach is not Reach.SELF:
        raise NotYetOver(until=_until(row))
    _close(row, "candidate", actor=actor, now=now)


@applies("R-115")
def close_by_silence(*, now: datetime) -> int:
    """End the reviews whose answers nobody took to the office in time; returns how many."""
    today, counted = periods.day(now), 0
    for row in ScoreReview.objects.filter(state=State.NOTIFIED).order_by("pk"):
        if row.answered_on and today > _until(row):
            with transaction.atomic():
                _close(row, "silence", actor=CLOCK, now=now)
            counted += 1
    return counted


def _close(row: ScoreReview, how: str, *, actor: Actor, now: datetime) -> None:
    moved = moves.move(row, REVIEW, Verb.CLOSE, closed_on=periods.day(now))
    facts.record(
        "assessment.review.closed",
        row.registration,
        actor=actor,
        now=now,
        passages=facts.passages_of(row, moved),
        how=how,
    )


def _until(row: ScoreReview) -> date:
    answered = row.answered_on or row.requested_on
    return rules.window_closes_on(answered, rulebooks.calendar(), rulebooks.current())


def _reason(text: str) -> str:
    words = text.strip()
    if not words:
        raise ReasonMissing
    return words


def _changed(
    sheets: list[MarkingSheet], marks: Mapping[int, str], now: datetime
) -> list[tuple[MarkingSheet, int]]:
    """Return the sheets whose mark a recheck changes, with the new marks."""
    by_part = {sheet.component_id: sheet for sheet in sheets}
    if set(marks) - set(by_part):
        raise NotOnThePaper
    today, book = periods.day(now), rulebooks.current()
    found = []
    for key, text in marks.items():
        if text.strip():
            sheet = by_part[key]
            mark = marking.read_mark(text, markers.named(sheet.component), today, book)
            if mark != sheet.agreed:
                found.append((sheet, mark))
    return found


def _write(changed: list[tuple[MarkingSheet, int]], reason: str) -> list[facts.Passage]:
    """Give sheets a new version; the marks that were given stay as they are."""
    passages: list[facts.Passage] = []
    for sheet, mark in changed:
        moved = moves.move(
            sheet,
            marking.MARK,
            marking.Verb.CHANGE_ON_REVIEW,
            agreed=mark,
            version=sheet.version + 1,
            version_reason=reason[: results.REASON_LENGTH],
        )
        passages += facts.passages_of(sheet, moved)
    return passages

"""At the door: the start, check-in by two people, papers, absences, corrections.

Rules: R-102 (doors and times), R-103 (two people). Source: handbook 3.6. Whoever stands at the door
acts for the rooms of the own institution only. Nobody is marked absent by default.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from shuzheng.assessment.access import Permission, conduct
from shuzheng.assessment.core import steps
from shuzheng.assessment.models import (
    Attendance,
    Plan,
    PlanSession,
    Registration,
)
from shuzheng.assessment.rules import custody, registration, sitting
from shuzheng.assessment.rules import plan as plans
from shuzheng.assessment.rules.sitting import SITTING, State, Verb
from shuzheng.assessment.services import logged
from shuzheng.foundation import facts, moves, rulebooks
from shuzheng.identity.queries import persons
from shuzheng.kernel import periods
from shuzheng.kernel.refusals import Refusal
from shuzheng.kernel.rulebook import applies

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from shuzheng.kernel.actor import Actor


AT_ONCE = 1_000
NAME_LENGTH = 50


class NotTheDay(Refusal):
    """An assessment starts on its day."""

    code = "not-the-day"
    status = 409
    template = "The assessment begins on {first_on}."
    rule = "R-102"


class NotRunning(Refusal):
    """Entries at the door are made while the assessment is running."""

    code = "assessment-not-running"
    status = 409
    template = "The assessment has not been started, or its sittings are over."


class SeatsChanged(Refusal):
    """A changed seating is locked again before the day begins."""

    code = "seating-not-locked"
    status = 409
    template = "A seat was changed and the seating is not locked again."


class NobodyChosen(Refusal):
    """An entry at the door names at least one candidate."""

    code = "nobody-chosen"
    template = "Choose at least one candidate."


class SecondNameMissing(Refusal):
    """Two people check identities, and hand papers over or open them."""

    code = "second-person-missing"
    template = "Name the second person who was present."
    rule = "R-103"


class ReasonMissing(Refusal):
    """A correction and a decision are explained."""

    code = "sitting-reason-missing"
    template = "Say why."


@transaction.atomic
def start(plan_id: int, *, actor: Actor, now: datetime) -> None:
    """Start the assessment on its first day: from now on candidates can be checked in."""
    row = conduct.plan(plan_id, actor, Permission.SITTING_RECORD)
    if periods.day(now) < row.first_on:
        raise NotTheDay(first_on=row.first_on)
    kept = getattr(row, "seating", None)
    if kept is not None and kept.state != "locked":
        raise SeatsChanged
    moved = moves.move(row, plans.PLAN, plans.Verb.START)
    sessions = list(row.sessions.order_by("starts_at", "pk"))
    seated = Registration.objects.filter(
        plan=row, state=registration.State.TICKETED, seat__isnull=False
    )
    keys = list(seated.order_by("pk").values_list("pk", flat=True))
    Attendance.objects.bulk_create(
        (
            Attendance(registration_id=key, session=session, state=SITTING.initial)
            for session in sessions
            for key in keys
        ),
        batch_size=AT_ONCE,
    )
    facts.record(
        "assessment.plan.started", row, actor=actor, now=now, moved=moved, candidates=len(keys)
    )


@applies("R-102", "R-103")
@transaction.atomic
def check_in(
    session_id: int, ids: Collection[int], second: str, *, actor: Actor, now: datetime
) -> int:
    """Check candidates (attendances' ids) in; `second` names the other person who compared them.

    Refuses after the doors have closed, and where one person would act as both.
    """
    session = running(session_id, actor)
    sitting.check_admission(session.starts_at, now, rulebooks.current())
    name = second_person(second, actor)
    return _move(
        session,
        ids,
        State.NOT_STARTED,
        Verb.CHECK_IN,
        actor=actor,
        now=now,
        checked_by_id=actor.person_id,
        second_checker=name,
        checked_in_at=now,
    )


@applies("R-102", "R-103")
@transaction.atomic
def begin(session_id: int, *, actor: Actor, now: datetime) -> int:
    """Begin the paper for everybody checked in in the actor's rooms; returns how many.

    Refuses while the packages of papers that came to the actor's site are all unopened.
    """
    session = running(session_id, actor)
    sitting.check_begin(session.starts_at, now)
    here = session.packages.filter(site__institution_id=actor.organisation_id)
    custody.check_begin([custody.State(state) for state in here.values_list("state", flat=True)])
    rows = conduct.attendances(session.pk, actor).filter(state=State.CHECKED_IN)
    ids = list(rows.values_list("pk", flat=True))
    return _move(session, ids, State.CHECKED_IN, Verb.BEGIN, actor=actor, now=now)


@applies("R-103")
@transaction.atomic
def hand_in(session_id: int, ids: Collection[int], *, actor: Actor, now: datetime) -> int:
    """Record that candidates handed their papers in; the site has them from now on."""
    facts.lock_chain()  # before any row: the log is told in the middle
    session = running(session_id, actor)
    return _move(session, ids, State.PRESENT, Verb.HAND_IN, actor=actor, now=now, handed_in_at=now)


@applies("R-102")
@transaction.atomic
def record_absence(session_id: int, ids: Collection[int], *, actor: Actor, now: datetime) -> int:
    """Record candidates who did not come as absent, once the doors have closed."""
    session = running(session_id, actor)
    sitting.check_late(session.starts_at, now, rulebooks.current())
    return _move(session, ids, State.NOT_STARTED, Verb.RECORD_ABSENCE, actor=actor, now=now)


@applies("R-102")
@transaction.atomic
def refuse_late(session_id: int, ids: Collection[int], *, actor: Actor, now: datetime) -> int:
    """Record candidates who came after the doors had closed and were not admitted."""
    session = running(session_id, actor)
    sitting.check_late(session.starts_at, now, rulebooks.current())
    return _move(session, ids, State.NOT_STARTED, Verb.REFUSE_LATE, actor=actor, now=now)


@transaction.atomic
def record_illness(attendance_id: int, *, actor: Actor, now: datetime) -> None:
    """Record that a candidate is ill, before or during the paper; of what is not kept."""
    row = own(attendance_id, actor)
    moved = moves.move(row, SITTING, Verb.RECORD_ILLNESS)
    _note(row, Verb.RECORD_ILLNESS, "", moved, actor=actor, now=now)


@transaction.atomic
def correct(attendance_id: int, reason: str, *, actor: Actor, now: datetime) -> None:
    """Take an entry made by mistake at the door back, with a reason."""
    row = own(attendance_id, actor)
    if not reason.strip():
        raise ReasonMissing
    moved = moves.move(
        row,
        SITTING,
        Verb.CORRECT,
        checked_by_id=None,
        second_checker="",
        checked_in_at=None,
    )
    _note(row, Verb.CORRECT, reason.strip(), moved, actor=actor, now=now)


@applies("R-103")
def second_person(given: str, actor: Actor) -> str:
    """Return the name of whoever did something together with the actor; refuse none, or himself."""
    name = readable(given)
    if not name:
        raise SecondNameMissing
    own = persons.brief([actor.person_id]).get(actor.person_id)
    if own is not None and own.name == name:
        raise sitting.SamePerson
    return name


def readable(name: str) -> str:
    """Return a typed name without signs that cannot be seen, as long as its place holds."""
    seen = "".join(sign for sign in name if sign.isprintable())
    return " ".join(seen.split())[:NAME_LENGTH]


def running(session_id: int, actor: Actor) -> PlanSession:
    """Fetch a sitting whose door the actor keeps, while the assessment is running."""
    session = conduct.session(session_id, actor, Permission.SITTING_RECORD)
    require_running(session.plan)
    return session


def require_running(row: Plan) -> None:
    """Refuse entries before the start and after the end."""
    if row.state != plans.State.IN_PROGRESS:
        raise NotRunning


def own(attendance_id: int, actor: Actor) -> Attendance:
    """Fetch one attendance in the actor's rooms, while the assessment is running."""
    row = conduct.attendance(attendance_id, actor, Permission.SITTING_RECORD)
    require_running(row.session.plan)
    return row


def _move(
    session: PlanSession,
    ids: Collection[int],
    source: State,
    verb: Verb,
    *,
    actor: Actor,
    now: datetime,
    **changes: object,
) -> int:
    """Take these attendances along together, or none of them."""
    if not ids:
        raise NobodyChosen
    rows = conduct.attending(session.pk, ids, actor)
    found = list(rows.order_by("pk").values_list("pk", "registration_id"))
    target = SITTING.after(source, verb)
    if moves.move_all(rows, SITTING, source, verb, **changes) != len(found):
        raise moves.MovedMeanwhile
    if verb is Verb.HAND_IN:
        given = [(key, session.component_code) for _, key in found]
        logged.papers(session.plan, steps.Kind.PAPER_HANDED_IN, given, now=now)
    facts.record(
        "assessment.sittings.recorded",
        session.plan,
        actor=actor,
        now=now,
        count=len(found),
        what=str(SITTING.labels[verb]),
        passages=[
            passage
            for pk, key in found
            for passage in (
                facts.Passage(f"assessment.attendance:{pk}", source, target),
                facts.Passage(f"assessment.registration:{key}"),
            )
        ],
    )
    return len(found)


def _note(
    row: Attendance,
    verb: Verb,
    reason: str,
    moved: tuple[State, State],
    *,
    actor: Actor,
    now: datetime,
) -> None:
    facts.record(
        "assessment.sitting.recorded",
        row.registration,
        actor=actor,
        now=now,
        what=str(SITTING.labels[verb]),
        reason=reason,
        passages=facts.passages_of(row, moved),
    )

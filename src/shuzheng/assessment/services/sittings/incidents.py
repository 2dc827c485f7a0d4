"""Incident forms, and misconduct decided after a hearing.

Rule: R-115 (nobody is found against without having been heard). Source: handbook 3.6.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction

from shuzheng.assessment.access import Permission, conduct
from shuzheng.assessment.models import (
    Incident,
)
from shuzheng.assessment.rules import sitting
from shuzheng.assessment.rules.sitting import SITTING, Verb
from shuzheng.assessment.services.sittings import door, scoring
from shuzheng.foundation import facts, moves
from shuzheng.kernel.refusals import Refusal
from shuzheng.kernel.rulebook import applies

if TYPE_CHECKING:
    from datetime import datetime

    from shuzheng.kernel.actor import Actor


class CaseOpenAlready(Refusal):
    """One misconduct case to a sitting."""

    code = "misconduct-open-already"
    status = 409
    template = "There is a misconduct case for this sitting already."


class NotACase(Refusal):
    """Only misconduct is decided."""

    code = "incident-no-case"
    status = 409
    template = "This incident needs no decision."


class NotHeard(Refusal):
    """Nobody is found against without having been heard."""

    code = "candidate-not-heard"
    template = "Say when the candidate was heard, and what the candidate said."
    rule = "R-115"


@transaction.atomic
def report_incident(
    attendance_id: int,
    kind: sitting.IncidentKind,
    description: str,
    *,
    actor: Actor,
    now: datetime,
) -> int:
    """File the form of an incident; one of misconduct opens a case. Returns the incident's id."""
    row = door.own(attendance_id, actor)
    words = description.strip()
    if not words:
        raise door.ReasonMissing
    moved = None
    if kind == sitting.IncidentKind.MISCONDUCT:
        moved = moves.move(row, SITTING, Verb.OPEN_MISCONDUCT)
    try:
        with transaction.atomic():
            kept = Incident.objects.create(
                attendance=row,
                kind=kind,
                description=words,
                reported_by_id=actor.person_id,
                reported_at=now,
            )
    except IntegrityError:
        raise CaseOpenAlready from None
    facts.record(
        "assessment.incident.reported",
        row.registration,
        actor=actor,
        now=now,
        kind=str(sitting.INCIDENT_LABELS[kind]),
        passages=facts.passages_of(row, moved) if moved else (),
    )
    return kept.pk


@applies("R-115")
@transaction.atomic
def decide(
    incident_id: int,
    *,
    upheld: bool,
    heard_at: datetime,
    statement: str,
    reason: str,
    actor: Actor,
    now: datetime,
) -> None:
    """Decide a misconduct case after the candidate was heard; a dismissed one's paper is marked."""
    facts.lock_chain()  # before any row: the log is told in the middle
    row = conduct.incident(incident_id, actor, Permission.MISCONDUCT_DECIDE)
    if row.kind != sitting.IncidentKind.MISCONDUCT:
        raise NotACase
    if heard_at > now or not statement.strip():
        raise NotHeard
    if not reason.strip():
        raise door.ReasonMissing
    verb = Verb.UPHOLD_MISCONDUCT if upheld else Verb.DISMISS_MISCONDUCT
    moved = moves.move(row.attendance, SITTING, verb)
    Incident.objects.filter(pk=row.pk).update(
        heard_at=heard_at,
        statement=statement.strip(),
        decision="upheld" if upheld else "dismissed",
        decision_reason=reason.strip(),
        decided_by_id=actor.person_id,
        decided_at=now,
    )
    if not upheld:
        scoring.admit_to_marking(row.attendance, now=now)
    facts.record(
        "assessment.misconduct.decided",
        row.attendance.registration,
        actor=actor,
        now=now,
        decision=str(SITTING.labels[moved[1]]),
        passages=facts.passages_of(row.attendance, moved),
    )

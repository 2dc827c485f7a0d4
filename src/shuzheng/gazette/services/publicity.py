"""Put something on show, take objections, answer them, and end the period.

Rule: R-201. Other rooms open a publicity with `open_draft` and ask `queries.publicity.outcome` what
came of it. Who objects is anonymous by construction: the act is the public's even when somebody is
signed in, name and contact are optional and sealed, and seeing them is an act of its own.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from shuzheng.foundation import facts, moves, rulebooks, sealing
from shuzheng.gazette import access
from shuzheng.gazette.access import Permission
from shuzheng.gazette.models import Objection, Period, Subject
from shuzheng.gazette.rules import publicity as rules
from shuzheng.gazette.rules.documents import Kind
from shuzheng.gazette.rules.publicity import OBJECTION, PERIOD, ObjectionState, ObjectionVerb, State
from shuzheng.gazette.services import documents
from shuzheng.kernel import periods
from shuzheng.kernel.actor import CLOCK, PUBLIC
from shuzheng.kernel.refusals import Refusal
from shuzheng.kernel.rulebook import applies

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from shuzheng.gazette.models import Document
    from shuzheng.kernel.actor import Actor

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
CODE_LENGTH = 16


class NoPublicity(Refusal):
    """Only a document of the kind 公示 has a period."""

    code = "document-is-no-publicity"
    status = 409
    template = "This document is not a publicity."
    rule = "R-201"


@dataclass(frozen=True, slots=True)
class Who:
    """Who objects, if he or she says so."""

    name: str = ""
    contact: str = ""


@transaction.atomic
def open_draft(
    given: documents.Draft,
    subjects: Sequence[rules.Subject],
    *,
    actor: Actor,
    now: datetime,
    days: int | None = None,
) -> int:
    """Draft a publicity of `subjects`; its period begins when it is published. Returns its id."""
    pk = documents.draft(given, actor=actor, now=now)
    show(pk, subjects, days=days, actor=actor, now=now)
    return pk


@applies("R-201")
@transaction.atomic
def show(
    document_id: int,
    subjects: Sequence[rules.Subject],
    *,
    actor: Actor,
    now: datetime,
    days: int | None = None,
) -> None:
    """Say what a draft puts on show, for how many working days."""
    row = access.document(document_id, actor, Permission.DOCUMENT_DRAFT)
    if row.kind != Kind.PUBLICITY:
        raise NoPublicity
    documents.rewrite(row, row.revision, actor=actor, now=now)
    length = attach(row, subjects, days, now)
    facts.record(
        "gazette.publicity.prepared",
        row,
        actor=actor,
        now=now,
        count=len(subjects),
        days=length,
    )


@applies("R-201")
def attach(
    row: Document, subjects: Sequence[rules.Subject], days: int | None, now: datetime
) -> int:
    """Write what a draft puts on show; returns for how many working days. Part of larger acts."""
    rules.check_shown(subjects)
    length = rules.days(days, periods.day(now), rulebooks.current())
    period, _ = Period.objects.update_or_create(
        document=row, defaults={"days": length, "state": PERIOD.initial}
    )
    period.subjects.all().delete()
    Subject.objects.bulk_create(
        Subject(
            period=period,
            text=one.text,
            organisation_id=one.organisation_id,
            certificate_type_id=one.certificate_type_id,
        )
        for one in subjects
    )
    return length


@applies("R-201")
@transaction.atomic
def object_to(
    document_id: int,
    text: str,
    *,
    who: Who,
    now: datetime,
    subject_id: int | None = None,
) -> str:
    """Lodge an objection of anybody; returns the code by which its author asks for the answer."""
    row = access.public(document_id)
    period = Period.objects.filter(document=row).first()
    if period is None or period.since is None or period.until is None:
        raise NoPublicity
    if period.state != State.RUNNING:
        raise rules.PeriodOver(since=period.since, until=period.until)
    rules.check_running(period.since, period.until, periods.day(now))
    _hold(period)
    code = "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH))
    made = Objection(
        period=period,
        subject=period.subjects.filter(pk=subject_id or 0).first(),
        code_index=index_of(code),
        lodged_at=now,
        state=OBJECTION.initial,
    )
    made.text_sealed = sealing.seal(text, made.place("text"))
    made.name_sealed = sealing.seal(who.name, made.place("name"))
    made.contact_sealed = sealing.seal(who.contact, made.place("contact"))
    made.save(force_insert=True)
    facts.record("gazette.objection.lodged", made, actor=PUBLIC, now=now, number=row.number)
    return code


@applies("R-201")
@transaction.atomic
def answer(objection_id: int, text: str, *, upheld: bool, actor: Actor, now: datetime) -> None:
    """Answer one objection; the last answer after the last day ends the period."""
    row = access.objection(objection_id, actor)
    verb = ObjectionVerb.UPHOLD if upheld else ObjectionVerb.REJECT
    moved = moves.move(row, OBJECTION, verb, answer=text, answered_at=now)
    facts.record(
        "gazette.objection.answered",
        row,
        actor=actor,
        now=now,
        moved=moved,
        number=row.period.document.number,
    )
    _end(row.period, actor=actor, now=now)


@transaction.atomic
def reveal(objection_id: int, reason: str, *, actor: Actor, now: datetime) -> Who:
    """Return who objects, as far as it was said; that it was looked at is recorded with the reason.

    Nobody is told of it but the auditor: the record names neither the objector nor the objection.
    """
    row = access.objection(objection_id, actor)
    facts.record("gazette.objection.opened", row, actor=actor, now=now, reason=reason)
    return Who(
        sealing.unseal(row.name_sealed, row.place("name")),
        sealing.unseal(row.contact_sealed, row.place("contact")),
    )


def end_due(*, now: datetime) -> int:
    """End the periods whose last day is over and whose objections are answered; how many."""
    today, ended = periods.day(now), 0
    due = Period.objects.filter(state=State.RUNNING, until__lt=today).select_related("document")
    for row in due.order_by("pk"):
        with transaction.atomic():
            ended += _end(row, actor=CLOCK, now=now)
    return ended


def index_of(code: str) -> str:
    """Return what finds an objection by its code, however it is spaced."""
    return sealing.index("gazette.objection.code", "".join(code.split()).upper().replace("-", ""))


def _hold(period: Period) -> None:
    """Keep the period from ending while an objection comes in, or the other way round."""
    if not Period.objects.filter(pk=period.pk, state=State.RUNNING).update(state=State.RUNNING):
        raise moves.MovedMeanwhile


def _end(period: Period, *, actor: Actor, now: datetime) -> bool:
    if period.state != State.RUNNING or period.until is None:
        return False
    _hold(period)
    answers = [ObjectionState(state) for state in period.objections.values_list("state", flat=True)]
    verb = rules.end(period.until, periods.day(now), answers)
    if verb is None:
        return False
    moved = moves.move(period, PERIOD, verb, ended_at=now)
    facts.record(
        "gazette.publicity.ended",
        period,
        actor=actor,
        now=now,
        moved=moved,
        number=period.document.number,
        objections=len(answers),
    )
    return True

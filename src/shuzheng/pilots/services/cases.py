"""A case against an organisation, from the institution's account to the ministry's answer (R-053).

Every step is dated. The organisation sees a case once it is verified, in the office's words, and
never whose it is (R-060).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from shuzheng.catalogue.queries import certificates
from shuzheng.foundation import facts, moves, rulebooks
from shuzheng.kernel import periods
from shuzheng.kernel.rulebook import applies
from shuzheng.pilots import access
from shuzheng.pilots.access import Permission
from shuzheng.pilots.models import Case
from shuzheng.pilots.rules import cases as rules
from shuzheng.pilots.rules.cases import State, Verb
from shuzheng.pilots.services import problems

if TYPE_CHECKING:
    from datetime import date, datetime

    from shuzheng.kernel.actor import Actor


@applies("R-053", "R-060")
@transaction.atomic
def open_case(
    certificate_type_id: int,
    title: str,
    account: str,
    *,
    material_id: int | None = None,
    actor: Actor,
    now: datetime,
) -> int:
    """Open a case of the actor's institution against a certificate's organisation; its id."""
    actor.require(Permission.CASE_OPEN)
    here, today = actor.organisation_id, periods.day(now)
    problems.check_taken_up(here, certificate_type_id)
    holder = certificates.brief([certificate_type_id])[certificate_type_id].organisation_id
    if holder is None:
        raise rules.CertificateOfNobody
    calendar, book = rulebooks.calendar(), rulebooks.current()
    row = Case.objects.create(
        institution_id=here,
        organisation_id=holder,
        certificate_type_id=certificate_type_id,
        title=title,
        account=account,
        material_id=material_id,
        state=State.OPENED,
        opened_on=today,
        verify_due_on=rules.verify_due_on(today, calendar, book),
        report_due_on=rules.report_due_on(today, calendar, book),
    )
    facts.record("pilots.case.opened", row, actor=actor, now=now)
    return row.pk


@applies("R-053")
@transaction.atomic
def decide(case_id: int, finding: str, *, verified: bool, actor: Actor, now: datetime) -> None:
    """Record what checking found; a verified case is shown to the organisation in these words."""
    row = access.case(case_id, actor, Permission.CASE_VERIFY)
    verb = Verb.VERIFY if verified else Verb.NOT_VERIFY
    moved = moves.move(row, rules.CASE, verb, finding=finding, decided_on=periods.day(now))
    facts.record("pilots.case.decided", row, actor=actor, now=now, moved=moved, verified=verified)


@applies("R-053")
@transaction.atomic
def report(
    case_id: int,
    advice: str,
    reported_on: date,
    document_id: int,
    *,
    actor: Actor,
    now: datetime,
) -> None:
    """Record that file and advice of a verified case went to the ministry."""
    row = access.case(case_id, actor, Permission.CASE_VERIFY)
    _check(row, Verb.REPORT, reported_on, row.decided_on, now)
    moved = moves.move(
        row,
        rules.CASE,
        Verb.REPORT,
        advice=advice,
        reported_on=reported_on,
        advice_document_id=document_id,
    )
    day = str(reported_on)
    facts.record("pilots.case.reported", row, actor=actor, now=now, moved=moved, day=day)


@applies("R-053")
@transaction.atomic
def answer(
    case_id: int,
    words: str,
    answered_on: date,
    document_id: int,
    *,
    actor: Actor,
    now: datetime,
) -> None:
    """Record the ministry's answer, with the document that it came in."""
    row = access.case(case_id, actor, Permission.CASE_VERIFY)
    _check(row, Verb.ANSWER, answered_on, row.reported_on, now)
    moved = moves.move(
        row,
        rules.CASE,
        Verb.ANSWER,
        answer=words,
        answered_on=answered_on,
        answer_document_id=document_id,
    )
    day = str(answered_on)
    facts.record("pilots.case.answered", row, actor=actor, now=now, moved=moved, day=day)


@applies("R-053")
@transaction.atomic
def close(case_id: int, conclusion: str, *, actor: Actor, now: datetime) -> None:
    """Close a case with what became of it."""
    row = access.case(case_id, actor, Permission.CASE_VERIFY)
    moved = moves.move(
        row, rules.CASE, Verb.CLOSE, conclusion=conclusion, closed_on=periods.day(now)
    )
    facts.record("pilots.case.closed", row, actor=actor, now=now, moved=moved)


def _check(row: Case, verb: Verb, day: date, before: date | None, now: datetime) -> None:
    """Refuse a step from the wrong state first, then one on an impossible day."""
    rules.CASE.after(State(row.state), verb)
    rules.check_step(day, before or row.opened_on, periods.day(now))

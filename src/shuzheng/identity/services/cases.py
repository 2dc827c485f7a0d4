"""Close a case of a known document under another name."""

from __future__ import annotations

from enum import StrEnum, auto
from typing import TYPE_CHECKING

from django.db import transaction

from shuzheng.foundation import facts
from shuzheng.identity.access import Permission
from shuzheng.identity.models import IdentityCase, Person
from shuzheng.kernel.refusals import Refusal

if TYPE_CHECKING:
    from datetime import datetime

    from shuzheng.kernel.actor import Actor


class Outcome(StrEnum):
    """What the office found."""

    KEPT = auto()
    RENAMED = auto()


class NoSuchCase(Refusal):
    """Closed before, or never opened."""

    code = "no-such-case"
    status = 404
    template = "There is no such open case."


@transaction.atomic
def close(case_id: int, outcome: Outcome, reason: str, *, actor: Actor, now: datetime) -> None:
    """Keep the registered name, or correct it to the one handed in, for a reason in words."""
    actor.require(Permission.CASE_CLOSE)
    row = IdentityCase.objects.filter(pk=case_id, closed_at=None).first()
    closed = IdentityCase.objects.filter(pk=case_id, closed_at=None)
    if row is None or not closed.update(closed_at=now, outcome=outcome, reason=reason):
        raise NoSuchCase
    if outcome is Outcome.RENAMED:
        Person.objects.filter(pk=row.person_id).update(name=row.given_name)
    facts.record("identity.case.closed", row, actor=actor, now=now, outcome=outcome.value)

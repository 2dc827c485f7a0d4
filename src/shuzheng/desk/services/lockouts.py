"""Unlock a sign-in before its time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from axes.models import AccessAttempt
from axes.utils import reset as forget_failures
from django.db import transaction

from shuzheng.desk.access import Permission
from shuzheng.foundation import facts
from shuzheng.kernel.refusals import Refusal

if TYPE_CHECKING:
    from datetime import datetime

    from shuzheng.kernel.actor import Actor


class NoSuchLockout(Refusal):
    """It ended by itself, or somebody else was quicker."""

    code = "no-such-lockout"
    status = 404
    template = "This sign-in is not locked any more."


@transaction.atomic
def reset(attempt_id: int, *, actor: Actor, now: datetime) -> None:
    """Forget the failures of one sign-in from one address, so that it may be tried again.

    The password stays what it was: nobody but its holder ever sets it.
    """
    actor.require(Permission.LOCKOUT_RESET)
    row = AccessAttempt.objects.filter(pk=attempt_id).first()
    if row is None:
        raise NoSuchLockout
    facts.record(
        "desk.lockout.reset",
        row,
        actor=actor,
        now=now,
        personal={"username": row.username or ""},
        failures=row.failures_since_start,
    )
    forget_failures(ip=row.ip_address, username=row.username)

"""Forget the traces of sign-ins that nobody needs any more.

Who signed in, when and from which address is kept for half a year, as article 21 of the
Cybersecurity Law asks of network logs. It is no fact: it ends.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from axes.models import AccessAttempt, AccessLog
from django.contrib.sessions.models import Session
from django.db import transaction

if TYPE_CHECKING:
    from datetime import datetime

SIGN_INS_KEPT = timedelta(days=183)


@transaction.atomic
def tidy(now: datetime) -> dict[str, int]:
    """Delete sessions that ran out, and sign-ins and failures of long ago; return how many."""
    before = now - SIGN_INS_KEPT
    return {
        "sessions": Session.objects.filter(expire_date__lt=now).delete()[0],
        "sign_ins": AccessLog.objects.filter(attempt_time__lt=before).delete()[0],
        "failures": AccessAttempt.objects.filter(attempt_time__lt=before).delete()[0],
    }

"""Work of reminders that the clock asks for. It may run again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from shuzheng.foundation import jobs
from shuzheng.kernel import periods
from shuzheng.reminders.services import digesting, making

if TYPE_CHECKING:
    from datetime import date

    from shuzheng.foundation.jobs import Handle


@jobs.every("reminders.make", minutes=5, title=_("Reminders: telling people of what happened"))
def make(handle: Handle, on: date) -> dict[str, int]:
    """Read the facts on, until all are told."""
    del on
    facts = 0
    while count := making.read_on(handle.now()):
        handle.check()
        facts += count
    return {"facts": facts}


@jobs.hourly("reminders.digests", title=_("Reminders: the digest of the day"))
def send(handle: Handle, on: date) -> dict[str, int]:
    """Send the digests of the day from its hour on; what failed is tried again each hour."""
    del on
    now = handle.now()
    if now.astimezone(periods.SHANGHAI).hour < settings.DIGEST_HOUR:
        return {"sent": 0, "failed": 0}
    tally = digesting.send_due(now, handle.check)
    return {"sent": tally.sent, "failed": tally.failed}


@jobs.daily("reminders.tidy", at="03:50", title=_("Reminders: forgetting old ones"))
def tidy(handle: Handle, on: date) -> dict[str, int]:
    """Delete reminders and digests that are a year old."""
    del on
    return {"reminders": making.forget(handle.now())}

"""Work of pilots: what silence decides, day by day. Every job may run again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from shuzheng.foundation import jobs
from shuzheng.pilots.services import activities, filings

if TYPE_CHECKING:
    from datetime import date

    from shuzheng.foundation.jobs import Handle


@jobs.daily("pilots.filings.silence", at="00:05", title=_("Filings: silence after the due day"))
def filings_silence(handle: Handle, on: date) -> dict[str, int]:
    """Record as filed whatever nobody answered in time."""
    del on
    return {"filed": filings.file_by_silence(now=handle.now())}


@jobs.daily(
    "pilots.activities.silence", at="00:10", title=_("Activity reports: silence after the due day")
)
def activities_silence(handle: Handle, on: date) -> dict[str, int]:
    """Note whatever the office did not answer in time."""
    del on
    return {"noted": activities.note_by_silence(now=handle.now())}

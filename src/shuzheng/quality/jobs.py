"""Work of inspections that the clock asks for. It may run again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from shuzheng.foundation import jobs
from shuzheng.quality.services import drawing, findings, inspections

if TYPE_CHECKING:
    from datetime import date

    from shuzheng.foundation.jobs import Handle


@jobs.every("quality.draws.void", minutes=5, title=_("Draws of inspections that missed their time"))
def draws_void(handle: Handle, on: date) -> dict[str, int]:
    """Declare void the draws of inspections for which a party did not do its step in time."""
    del on
    return {"void": drawing.void_overdue(now=handle.now())}


@jobs.daily("quality.deadlines", at="00:20", title=_("Inspections: hearings and rectifications"))
def deadlines(handle: Handle, on: date) -> dict[str, int]:
    """Take as heard whoever said nothing in time, and declare overdue what was not put right."""
    del on
    return {
        "heard": inspections.confirm_by_silence(now=handle.now()),
        "overdue": findings.expire(now=handle.now()),
    }

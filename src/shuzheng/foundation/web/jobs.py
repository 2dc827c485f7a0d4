"""The page of one job: how far it is, what came of it, and the two things one can do about it.

The address is all there is to remember: the page survives a reload and a night. With JavaScript the
state is fetched again every two seconds until the job is over; without, a link does it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from shuzheng.foundation import jobs
from shuzheng.foundation.jobs import State
from shuzheng.foundation.ui import formats
from shuzheng.foundation.ui.parts import Chip, Kind

if TYPE_CHECKING:
    from datetime import datetime, timedelta
    from uuid import UUID

    from django.http import HttpResponse

    from shuzheng.foundation.web.request import Request

KINDS = {
    State.QUEUED: Kind.WAIT,
    State.RUNNING: Kind.RUN,
    State.STOPPING: Kind.WAIT,
    State.SUCCEEDED: Kind.OK,
    State.REFUSED: Kind.BAD,
    State.FAILED: Kind.BAD,
    State.CANCELLED: Kind.OFF,
}
MINUTE = 60
SECONDS_STEP = 5


@dataclass(frozen=True, slots=True)
class Shown:
    """A job's state in the reader's words."""

    title: str
    chip: Chip
    reached: str
    note: str
    left: str
    refusal: str
    message: str


@require_safe
@login_required
def job(request: Request, uid: UUID) -> HttpResponse:
    """Show a job; answers htmx with the part that changes."""
    status = jobs.status(uid, request.actor)
    page = "foundation/job_state.html" if request.htmx else "foundation/job.html"
    answer = render(request, page, {"job": status, "shown": _shown(status, request.now)})
    answer["Cache-Control"] = "no-store"
    return answer


@require_POST
@login_required
def cancel(request: Request, uid: UUID) -> HttpResponse:
    """Cancel a job, or tell it to stop, and show it."""
    jobs.cancel(uid, actor=request.actor, now=request.now)
    return redirect("jobs:job", uid)


@require_POST
@login_required
def retry(request: Request, uid: UUID) -> HttpResponse:
    """Ask for a job again and show it."""
    jobs.retry(uid, actor=request.actor, now=request.now)
    return redirect("jobs:job", uid)


def _shown(status: jobs.Status, now: datetime) -> Shown:
    return Shown(
        title=str(status.title) or _("Work in the background"),
        chip=Chip(KINDS[status.state], _(jobs.JOB.labels[status.state])),
        reached=_reached(status),
        note=_(status.note) if status.note else "",
        left=_left(status.left(now)),
        refusal=_refusal(status.refusal),
        message=_message(status),
    )


def _reached(status: jobs.Status) -> str:
    if status.total:
        return f"{formats.number(status.done)} / {formats.number(status.total)}"
    return formats.number(status.done) if status.done else ""


def _left(left: timedelta | None) -> str:
    """Say about how long the work still takes: seconds in fives, then whole minutes."""
    if left is None:
        return ""
    seconds = int(left.total_seconds())
    if seconds >= MINUTE:
        minutes = round(seconds / MINUTE)
        words = ngettext("About %(count)s minute left.", "About %(count)s minutes left.", minutes)
        return words % {"count": minutes}
    about = max(SECONDS_STEP, -(-seconds // SECONDS_STEP) * SECONDS_STEP)
    return ngettext("About %(count)s second left.", "About %(count)s seconds left.", about) % {
        "count": about
    }


def _refusal(told: jobs.Told | None) -> str:
    if told is None:
        return ""
    params = {
        name: _(value) if isinstance(value, str) and value else value
        for name, value in told.params.items()
    }
    return _(told.template).format(**params)


def _message(status: jobs.Status) -> str:
    """Return what the job itself says of its result: a marked sentence over its figures."""
    message = str(status.result.get("message", ""))
    return _(message).format(**status.result) if message else ""

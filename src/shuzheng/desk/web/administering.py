"""What the desks of the platform's administrators draw: columns, chips, sizes in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext, pgettext_lazy

from shuzheng.desk import jobs as desk_jobs
from shuzheng.foundation import jobs
from shuzheng.foundation.jobs import State
from shuzheng.foundation.ui import formats, listing
from shuzheng.foundation.ui.parts import Chip, Figure, Kind, Term
from shuzheng.insight.queries import operations

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from uuid import UUID

    from shuzheng.insight.queries.operations import JobLine, ScheduleLine, Storage
    from shuzheng.reminders.queries.pages import Delivery

NEWEST: Final = listing.Wish(sort="seq", descending=True, size=10)
UNITS: Final = ("B", "KB", "MB", "GB", "TB")
KILO: Final = 1024
KINDS: Final = {
    State.QUEUED: Kind.WAIT,
    State.RUNNING: Kind.RUN,
    State.STOPPING: Kind.WAIT,
    State.SUCCEEDED: Kind.OK,
    State.REFUSED: Kind.BAD,
    State.FAILED: Kind.BAD,
    State.CANCELLED: Kind.OFF,
}
DEVICE_COLUMNS: Final = (
    listing.Column("device", gettext_lazy("Device"), lead=True),
    listing.Column("count", gettext_lazy("Accounts"), numeric=True, short=gettext_lazy("Accounts")),
    listing.Column("last", gettext_lazy("Last one"), end=True),
)
LOCKOUT_COLUMNS: Final = (
    listing.Column("name", gettext_lazy("Sign-in name"), lead=True),
    listing.Column(
        "address", pgettext_lazy("network", "Address"), short=pgettext_lazy("network", "Address")
    ),
    listing.Column(
        "failures", gettext_lazy("Failures"), numeric=True, short=gettext_lazy("Failures")
    ),
    listing.Column("until", gettext_lazy("Locked until"), short=gettext_lazy("Locked until")),
    listing.Column("act", gettext_lazy("Unlock"), end=True),
)
FAILING_COLUMNS: Final = (
    listing.Column("title", gettext_lazy("Work"), lead=True),
    listing.Column("state", gettext_lazy("State")),
    listing.Column("attempt", gettext_lazy("Starts"), numeric=True, short=gettext_lazy("Starts")),
    listing.Column("code", gettext_lazy("Error code"), short=gettext_lazy("Error code")),
    listing.Column("ended", pgettext_lazy("work", "Ended"), end=True),
)
SCHEDULE_COLUMNS: Final = (
    listing.Column("title", gettext_lazy("Work"), lead=True),
    listing.Column("due", gettext_lazy("Last due"), short=gettext_lazy("Last due")),
    listing.Column("state", gettext_lazy("Outcome"), end=True),
)


@dataclass(frozen=True, slots=True)
class Checked:
    """The newest check of the record of acts."""

    uid: UUID
    chip: Chip
    ended_at: datetime | None
    faults: list[str]


@dataclass(frozen=True, slots=True)
class Shown:
    """A job or a schedule as a row; `url` is "" where the page is somebody else's."""

    title: str
    name: str
    chip: Chip | None
    at: datetime | None
    code: str = ""
    attempt: int = 0
    uid: str = ""


def last_check() -> Checked | None:
    """Return the newest check of the chain with its outcome, or None before the first one."""
    found = operations.newest_job(desk_jobs.CHECK)
    if found is None:
        return None
    uid, state, ended_at, result = found
    faults = [str(fault) for fault in result.get("first", [])]
    return Checked(uid, _outcome(State(state), result), ended_at, faults)


def _outcome(state: State, result: Mapping[str, Any]) -> Chip:
    if state is not State.SUCCEEDED:
        return _chip(state)
    if faults := result.get("faults"):
        words = ngettext("%(count)s fault", "%(count)s faults", faults) % {"count": faults}
        return Chip(Kind.BAD, words)
    return Chip(Kind.OK, _("Whole"))


def figures(
    counts: Mapping[str, int], oldest: datetime | None, letters: Delivery, now: datetime
) -> list[Figure]:
    """Return the number of jobs by what they mean for the platform, and of letters not sent."""
    waiting = counts.get(State.QUEUED, 0)
    note = ""
    if oldest and oldest < now:
        minutes = int((now - oldest).total_seconds()) // 60
        note = _("the oldest for %(minutes)s minutes") % {"minutes": formats.number(minutes)}
    running = counts.get(State.RUNNING, 0) + counts.get(State.STOPPING, 0)
    return [
        Figure(pgettext("work", "Waiting"), formats.number(waiting), note=note),
        Figure(pgettext("work", "Running"), formats.number(running)),
        Figure(pgettext("work", "Succeeded"), formats.number(counts.get(State.SUCCEEDED, 0))),
        Figure(
            _("Failed or refused"),
            formats.number(counts.get(State.FAILED, 0) + counts.get(State.REFUSED, 0)),
        ),
        Figure(
            _("Digests that failed in a week"),
            formats.number(letters.failed),
            note=_("of {sent} sent; of {unknown} nobody knows").format(
                sent=formats.number(letters.sent), unknown=formats.number(letters.unknown)
            ),
        ),
    ]


def job(line: JobLine) -> Shown:
    """Return a job that went wrong as a row; only the clock's own jobs have a page here."""
    return Shown(
        title=str(line.title) or line.name,
        name=line.name,
        chip=_chip(line.state),
        at=line.ended_at,
        code=line.code,
        attempt=line.attempt,
        uid=str(line.uid) if line.is_ours else "",
    )


def schedule(line: ScheduleLine) -> Shown:
    """Return a schedule as a row."""
    chip = _chip(line.state) if line.state else None
    return Shown(str(line.title) or line.name, line.name, chip, line.due_at)


def storage(found: Storage) -> list[Term]:
    """Return what lies where, in words."""
    files = _("%(count)s files, %(size)s") % {
        "count": formats.number(found.files),
        "size": size(found.file_bytes),
    }
    return [
        Term(_("Database"), size(found.database)),
        Term(_("Documents"), files),
        Term(_("Records of acts"), formats.number(found.facts)),
        Term(_("Entries of the evidence log"), formats.number(found.entries)),
        Term(_("Free on the disk"), size(found.free)),
    ]


def size(count: int) -> str:
    """Return bytes in the largest unit that leaves a number of at least one."""
    amount, unit = float(count), 0
    while amount >= KILO and unit < len(UNITS) - 1:
        amount, unit = amount / KILO, unit + 1
    return f"{amount:,.0f} {UNITS[unit]}" if unit == 0 else f"{amount:,.1f} {UNITS[unit]}"


def _chip(state: State) -> Chip:
    return Chip(KINDS[state], _(jobs.JOB.labels[state]))

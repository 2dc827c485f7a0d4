"""Work of pilots: workbooks, and what silence decides, day by day. Every job may run again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from shuzheng.foundation import jobs
from shuzheng.foundation.sheets import imports
from shuzheng.foundation.ui.parts import Term
from shuzheng.pilots.access import Permission
from shuzheng.pilots.services import (
    activities,
    filing_items,
    filings,
    group_import,
    report_answers,
    report_periods,
    tracking,
)

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from shuzheng.foundation.jobs import Handle


def _outcome(result: Mapping[str, Any]) -> list[Term]:
    return [
        Term(_("Certificates taken from the workbook"), str(result["taken"])),
        Term(_("Others in the draft, unchanged"), str(result["kept"])),
    ]


ITEMS = imports.register(
    imports.Import(
        "pilots.items",
        title=_("Import the certificates of a filing"),
        permission=Permission.FILING_WRITE,
        purpose=filing_items.purpose,
        check=filing_items.check,
        apply=filing_items.apply,
        note=_("They go into the draft; nothing is submitted."),
        rule="R-033",
        outcome=_outcome,
    )
)

GROUP = imports.register(
    imports.Import(
        "pilots.group",
        title=_("Import the leading group"),
        permission=Permission.ORGAN_WRITE,
        purpose=group_import.purpose,
        check=group_import.check,
        apply=group_import.apply,
        note=_("The whole group is named anew; what was named before stays on record."),
        rule="R-017",
        outcome=lambda result: [Term(_("Members named"), str(result["members"]))],
    )
)


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


@jobs.daily(
    "pilots.reports.catch_up", at="00:15", title=_("Bi-weekly reports: periods opened and closed")
)
def reports_catch_up(handle: Handle, on: date) -> dict[str, int]:
    """Open what has begun, count what was missed, accept what nobody returned."""
    del on
    done = report_periods.catch_up(now=handle.now())
    return {**done, "accepted": report_answers.accept_by_silence(now=handle.now())}


@jobs.daily("pilots.reports.remind", at="08:00", title=_("Bi-weekly reports: reminders"))
def reports_remind(handle: Handle, on: date) -> dict[str, int]:
    """Remind whoever has not filed, on the days that the rulebook names."""
    del on
    return {"reminded": report_answers.remind(now=handle.now())}


@jobs.daily("pilots.tracking.catch_up", at="00:20", title=_("Tracking: rounds opened"))
def tracking_catch_up(handle: Handle, on: date) -> dict[str, int]:
    """Ask for the tracking of each certificate in use, once a round."""
    del on
    return tracking.catch_up(now=handle.now())


@jobs.daily("pilots.tracking.remind", at="08:05", title=_("Tracking: reminders"))
def tracking_remind(handle: Handle, on: date) -> dict[str, int]:
    """Remind whoever has not recorded the tracking, on the days that the rulebook names."""
    del on
    return {"reminded": tracking.remind(now=handle.now())}

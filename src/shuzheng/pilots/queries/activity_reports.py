"""Which event has been reported, and has the office noted it (R-056)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from shuzheng.pilots.models import ActivityReport
from shuzheng.pilots.rules.activity import EventKind, State

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date


@dataclass(frozen=True, slots=True)
class ActivityReportBrief:
    """An activity report as other rooms see it; both days belong to the event."""

    id: int
    number: str
    title: str
    organisation_id: int
    certificate_type_id: int
    kind: EventKind
    levels: tuple[str, ...]
    state: State
    starts_on: date
    ends_on: date
    noted_on: date | None


def brief(ids: Iterable[int]) -> dict[int, ActivityReportBrief]:
    """Return the activity reports with these ids."""
    rows = ActivityReport.objects.filter(pk__in=set(ids))
    return {row.pk: _brief(row) for row in rows}


def for_assessment(certificate_type_id: int, level: str) -> list[ActivityReportBrief]:
    """Return the usable reports of assessments of a certificate and level, newest first."""
    rows = ActivityReport.objects.filter(
        certificate_type_id=certificate_type_id,
        kind=EventKind.ASSESSMENT,
        state__in=(State.SUBMITTED, State.NOTED),
    )
    return [_brief(row) for row in rows.order_by("-pk") if level in row.levels]


def _brief(row: ActivityReport) -> ActivityReportBrief:
    return ActivityReportBrief(
        row.pk,
        row.number,
        row.title,
        row.organisation_id,
        row.certificate_type_id,
        EventKind(row.kind),
        tuple(row.levels),
        State(row.state),
        row.starts_on,
        row.ends_on,
        row.noted_on,
    )

"""The province's bodies as pages show them; the telephone only on desks (R-007, R-011)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from shuzheng.foundation import rulebooks
from shuzheng.governance import access
from shuzheng.governance.models import Member
from shuzheng.governance.rules import body as rules
from shuzheng.governance.rules.body import Body, Part
from shuzheng.kernel import periods

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime
    from uuid import UUID

    from shuzheng.governance.models import Meeting
    from shuzheng.kernel.actor import Actor

ORDER = {Part.CHAIR: 0, Part.DEPUTY: 1, Part.MEMBER: 2}


@dataclass(frozen=True, slots=True)
class Published:
    """What everybody reads of a member."""

    id: int
    part: Part
    name: str
    department: str
    post: str
    duties: str
    fields: tuple[str, ...]
    since: date
    until: date | None


@dataclass(frozen=True, slots=True)
class MeetingLine:
    """The record of a meeting."""

    id: int
    body: Body
    title: str
    held_on: date
    present: tuple[str, ...]
    text: str
    document: tuple[UUID, str] | None
    written_on: date


@dataclass(frozen=True, slots=True)
class BodyPage:
    """One body on a desk: its members, who was one, its meetings, and what it lacks."""

    body: Body
    members: list[Published]
    former: list[Published]
    phones: dict[int, str]
    meetings: list[MeetingLine]
    departments: int
    lacks_departments: bool


def page(body: Body, actor: Actor, now: datetime) -> BodyPage:
    """Return a body for its page on desks."""
    rows = list(access.members(actor).filter(body=body).order_by("pk"))
    here = [row for row in rows if row.until is None]
    count = rules.departments((body, row.department) for row in here)
    lacks = rules.lacks_departments(count, periods.day(now), rulebooks.current())
    meetings = access.meetings(actor).filter(body=body).select_related("document")
    return BodyPage(
        body=body,
        members=_published(here),
        former=_published(row for row in rows if row.until is not None),
        phones={row.pk: row.phone for row in here},
        meetings=[
            _meeting(row) for row in meetings.prefetch_related("present").order_by("-held_on")
        ],
        departments=count,
        lacks_departments=body is Body.TASK_FORCE and lacks,
    )


def published() -> dict[Body, list[Published]]:
    """Return the present members of each body, as everybody reads them."""
    rows = list(Member.objects.filter(until=None).defer("phone").order_by("pk"))
    return {body: _published(row for row in rows if row.body == body) for body in Body}


def choices(body: Body, actor: Actor) -> list[tuple[int, str]]:
    """Return all who are or were members, to say who was present."""
    rows = access.members(actor).filter(body=body).order_by("pk")
    return [(row.pk, f"{row.name}（{row.department}）") for row in rows]


def member(member_id: int, actor: Actor) -> tuple[Body, Published]:
    """Return a member, to end the membership."""
    row = access.member(member_id, actor)
    return Body(row.body), _published([row])[0]


def meeting(meeting_id: int, actor: Actor) -> MeetingLine:
    """Return the record of a meeting."""
    return _meeting(access.meeting(meeting_id, actor))


def lacking(actor: Actor, now: datetime) -> list[Body]:
    """Return the bodies that have no member, or the task force of too few departments."""
    rows = list(access.members(actor).filter(until=None).values_list("body", "department"))
    pairs = [(Body(body), department) for body, department in rows]
    few = rules.lacks_departments(rules.departments(pairs), periods.day(now), rulebooks.current())
    here = {body for body, _department in pairs}
    return [body for body in Body if body not in here or (body is Body.TASK_FORCE and few)]


def _published(rows: Iterable[Member]) -> list[Published]:
    found = [
        Published(
            row.pk,
            Part(row.part),
            row.name,
            row.department,
            row.post,
            row.duties,
            tuple(row.fields),
            row.since,
            row.until,
        )
        for row in rows
    ]
    return sorted(found, key=lambda one: (ORDER[one.part], one.id))


def _meeting(row: Meeting) -> MeetingLine:
    return MeetingLine(
        id=row.pk,
        body=Body(row.body),
        title=row.title,
        held_on=row.held_on,
        present=tuple(f"{one.name}（{one.department}）" for one in row.present.all()),
        text=row.text,
        document=(row.document.uid, row.document.name) if row.document else None,
        written_on=row.written_on,
    )

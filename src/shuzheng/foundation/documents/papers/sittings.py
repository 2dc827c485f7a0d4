"""Papers of an assessment day: admission tickets, door lists, desk labels, attendance sheets.

A door list, the desk labels and the attendance sheet are three views of one `Room`, so they cannot
disagree. Names are masked on the door, whole on the desk and on the sheet (an assessor must compare
them with the identity document).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from shuzheng.foundation.documents import code, dates, pictures
from shuzheng.foundation.documents.papers import printing
from shuzheng.kernel import periods

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

TICKETS_AT_ONCE = 50
LABELS_AT_ONCE = 140
CUSTOMARY_NOTICE = (
    "带身份证件原件和准考证。手机上的准考证同样有效。",
    "按准考证上的时间进场，找到考场和座位，把证件放在桌面。",
    "进场时由工作人员核对证件与本人，请摘下帽子和口罩。",
    "手机和智能手表关机，放入考场外的存放袋。",
    "设备出现故障请举手，耽误的时间会补给您，并记入考场记录。",
    "替考、抄袭、传递答案的，成绩无效。",
    "身体不适请告诉考评员。",
)
CUSTOMARY_HELP = "考核当天有问题，找考点服务台。对考核组织工作有意见，可向评价组织或省试点办反映。"


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One part of an assessment, with its times (aware) and its full marks as written."""

    name: str
    starts_at: datetime
    ends_at: datetime
    full_marks: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One line of the day's timetable."""

    at: datetime
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """What all candidates of one plan at one site share.

    `plan` is the plan's name, such as 2026年11月Web前端开发（中级）考核. `notice` is printed as
    numbered lines. The day's timetable is made from `enters_at` and the parts; `steps` add to it.
    """

    plan: str
    organisation: str
    site: str
    enters_at: datetime
    parts: tuple[Part, ...]
    steps: tuple[Step, ...] = ()
    notice: tuple[str, ...] = CUSTOMARY_NOTICE
    help: str = CUSTOMARY_HELP


@dataclass(frozen=True, slots=True, kw_only=True)
class Ticket:
    """One candidate's admission ticket.

    `identity` is kind and masked number, such as 居民身份证　3401****002X; `group` is school and
    class; `code_text` what the entry code says; `copy` counts printings from 1.
    """

    occasion: Occasion
    number: str
    holder: str
    identity: str
    group: str
    room: str
    seat: str
    place: str
    code_text: str
    copy: int = 1
    photo: bytes = b""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """One place in a room and who sits there; `identity` is masked."""

    seat: str
    number: str
    holder: str
    identity: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """One room on the day, seats in the order of their numbers."""

    occasion: Occasion
    number: str
    place: str
    seats: tuple[Seat, ...]


def tickets(candidates: Sequence[Ticket], imprint: printing.Imprint) -> bytes:
    """Return admission tickets, one A4 page each, in one file.

    Refuses none at all, more than 2,000, or a broken photo.
    """
    printing.counted(len(candidates))
    first = candidates[0]
    subject = (
        first.number if len(candidates) == 1 else f"{first.occasion.plan}共{len(candidates)}张"
    )
    parts = [_tickets(portion) for portion in printing.portions(candidates, TICKETS_AT_ONCE)]
    return printing.set_paper(
        "ticket", f"准考证 {subject}", parts, imprint, tagged=len(candidates) == 1
    )


def door_lists(rooms: Sequence[Room], imprint: printing.Imprint) -> bytes:
    """Return the lists for the doors, names masked, at least one A4 page to a room."""
    return _rooms("doorlist", "考场名单", rooms, imprint)


def attendance_sheets(rooms: Sequence[Room], imprint: printing.Imprint) -> bytes:
    """Return the sheets that candidates and two assessors sign, at least one A4 page to a room."""
    return _rooms("attendance", "考场签到表", rooms, imprint)


def desk_labels(rooms: Sequence[Room], imprint: printing.Imprint) -> bytes:
    """Return labels for the desks, 14 to an A4 page (99.1 by 38.1 mm), room after room."""
    labels = [
        {
            "room": room.number,
            "seat": seat.seat,
            "number": seat.number,
            "holder": seat.holder,
            "plan": room.occasion.plan,
            "day": dates.day_of(room.occasion.enters_at),
        }
        for room in rooms
        for seat in room.seats
    ]
    printing.counted(len(labels), printing.MOST_LABELS)
    parts = [{"labels": portion} for portion in printing.portions(labels, LABELS_AT_ONCE)]
    return printing.set_paper("desklabels", "桌贴", parts, imprint)


def _rooms(template: str, title: str, rooms: Sequence[Room], imprint: printing.Imprint) -> bytes:
    """Set a paper that is made room by room."""
    printing.counted(len(rooms))
    parts = [{"room": _room(room)} for room in rooms]
    return printing.set_paper(template, f"{title} {rooms[0].occasion.plan}", parts, imprint)


def _tickets(candidates: Sequence[Ticket]) -> dict[str, object]:
    """Return what the template is told of some tickets; what they share is told once."""
    occasions = list(dict.fromkeys(ticket.occasion for ticket in candidates))
    places = {occasion: index for index, occasion in enumerate(occasions)}
    return {
        "occasions": [_occasion(occasion) for occasion in occasions],
        "tickets": [_ticket(ticket, places[ticket.occasion]) for ticket in candidates],
    }


def _ticket(ticket: Ticket, occasion: int) -> dict[str, object]:
    """Return what the ticket's template is told."""
    enters_at = ticket.occasion.enters_at
    return {
        "occasion": occasion,
        "number": ticket.number,
        "holder": ticket.holder,
        "identity": ticket.identity,
        "group": ticket.group,
        "room": ticket.room,
        "seat": ticket.seat,
        "place": ticket.place,
        "enters": dates.time_of(enters_at),
        "day": dates.day_of(enters_at),
        "weekday": dates.weekday_of(enters_at),
        "code": code.qr(ticket.code_text),
        "copy": ticket.copy,
        "photo": pictures.framed(ticket.photo),
    }


def _occasion(occasion: Occasion) -> dict[str, object]:
    """Return what the ticket's template is told of a plan."""
    return {
        "plan": occasion.plan,
        "organisation": occasion.organisation,
        "site": occasion.site,
        "parts": _parts(occasion),
        "timetable": _timetable(occasion),
        "notice": occasion.notice,
        "help": occasion.help,
    }


def _room(room: Room) -> dict[str, object]:
    """Return what the templates made room by room are told."""
    occasion = room.occasion
    return {
        "plan": occasion.plan,
        "site": occasion.site,
        "number": room.number,
        "place": room.place,
        "day": dates.day_of(occasion.enters_at),
        "weekday": dates.weekday_of(occasion.enters_at),
        "parts": _parts(occasion),
        "seats": [
            {
                "seat": seat.seat,
                "number": seat.number,
                "holder": seat.holder,
                "masked": printing.masked_name(seat.holder),
                "identity": seat.identity,
            }
            for seat in room.seats
        ],
    }


def _parts(occasion: Occasion) -> list[dict[str, str]]:
    """Return the parts of an assessment with their times in words."""
    held_on = periods.day(occasion.enters_at)
    return [
        {
            "name": part.name,
            "time": dates.span(part.starts_at, part.ends_at, held_on),
            "marks": part.full_marks,
        }
        for part in occasion.parts
    ]


def _timetable(occasion: Occasion) -> list[tuple[str, str]]:
    """Return the lines of the day in order: entry, each part's begin and end, further steps."""
    lines = [
        (occasion.enters_at, "核对身份，进考场"),
        *((step.at, step.what) for step in occasion.steps),
    ]
    for part in occasion.parts:
        lines += [(part.starts_at, f"{part.name}开始"), (part.ends_at, f"{part.name}结束")]
    held_on = periods.day(occasion.enters_at)
    return [(_time(at, held_on), what) for at, what in sorted(lines, key=lambda line: line[0])]


def _time(at: datetime, held_on: date) -> str:
    """Return a time of day, with the day where it is another one."""
    on = periods.day(at)
    return dates.time_of(at) if on == held_on else f"{on.month}月{on.day}日 {dates.time_of(at)}"

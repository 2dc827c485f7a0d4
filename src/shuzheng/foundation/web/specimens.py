"""What the styleguide shows: colours, made-up rates, and the parts of a made-up record."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.utils.translation import pgettext_lazy

from shuzheng.foundation.todos import Todo
from shuzheng.foundation.ui import formats, parts
from shuzheng.foundation.ui.parts import Kind
from shuzheng.kernel import periods

if TYPE_CHECKING:
    from datetime import date, datetime

PALETTE = (
    ("dai", (950, 900, 800, 700, 600, 500, 400, 300, 200, 100, 50)),
    ("ink", (950, 900, 700, 600, 500, 400, 300, 200, 150, 100, 50)),
    ("zhe", (700, 600, 500, 300, 100, 50)),
    ("pine", (700, 500, 100, 50)),
    ("zhu", (700, 600, 100, 50)),
    ("dian", (700, 500, 100, 50)),
    ("zi", (700, 100)),
)
CITIES = (
    ("341600", "亳州", 84.6),
    ("340600", "淮北", 85.7),
    ("341300", "宿州", 78.6),
    ("341200", "阜阳", 82.4),
    ("340400", "淮南", 88.9),
    ("340300", "蚌埠", 91.7),
    ("341100", "滁州", 92.3),
    ("341500", "六安", 90.0),
    ("340100", "合肥", 96.4),
    ("340200", "芜湖", 100.0),
    ("340500", "马鞍山", 100.0),
    ("340800", "安庆", 93.3),
    ("341700", "池州", None),
    ("340700", "铜陵", 100.0),
    ("341800", "宣城", 88.9),
    ("341000", "黄山", 100.0),
)
HALL = (
    (
        ("01", "", "沈予安", "软件2401", ""),
        ("02", "free", "", "", pgettext_lazy("specimen", "free")),
        ("03", "bad", "许文澜", "财税2402", pgettext_lazy("specimen", "beside a classmate")),
    ),
    (
        ("04", "off", "", "", pgettext_lazy("specimen", "not used")),
        ("05", "free", "", "", pgettext_lazy("specimen", "free")),
        ("06", "bad", "周知微", "财税2402", pgettext_lazy("specimen", "beside a classmate")),
    ),
)
"""Two rows of a room: number, state, who sits there, the class, and what is to be said."""


def course(today: date) -> dict[str, Any]:
    """Give a record's head: its life, its tabs and where it lies."""
    return {
        "soon": today + timedelta(days=3),
        "past": today - timedelta(days=2),
        "life": [
            parts.Step(pgettext_lazy("specimen", "Drafted"), "done", "10-19", far=True),
            parts.Step(pgettext_lazy("specimen", "Submitted"), "done", "10-26"),
            parts.Step(pgettext_lazy("specimen", "Registration closed"), "now", "11-23"),
            parts.Step(pgettext_lazy("specimen", "Seated"), "ahead", "12-01"),
            parts.Step(pgettext_lazy("specimen", "Sitting"), "ahead", "12-12"),
            parts.Step(pgettext_lazy("specimen", "Archived"), "ahead", far=True),
        ],
        "tabs": [
            parts.Tab(pgettext_lazy("specimen", "Overview"), "#record", current=True),
            parts.Tab(pgettext_lazy("specimen", "Registrations"), "#record", 168),
        ],
        "crumbs": [
            parts.Crumb(pgettext_lazy("specimen", "Desk"), "#record"),
            parts.Crumb("2026-00412"),
        ],
        "meta": [parts.Fact("hash", "2026-00412"), parts.Fact("pin", "合肥")],
    }


def conditions() -> dict[str, Any]:
    """Give conditions, proofs and the acts that they bar."""
    return {
        "checks": [
            parts.Check(
                pgettext_lazy("specimen", "Fees are agreed"),
                held=True,
                reason="2026: 280 / 360",
                rule="R-122",
            ),
            parts.Check(
                pgettext_lazy("specimen", "Every registration is confirmed by the candidate"),
                held=False,
                reason=pgettext_lazy("specimen", "4 of 168 are not confirmed."),
                rule="R-034",
                url="#record",
                link=pgettext_lazy("specimen", "See the 4"),
            ),
        ],
        "proofs": [
            parts.Check(
                pgettext_lazy("specimen", "Number"),
                held=True,
                reason=pgettext_lazy("specimen", "The check character is right."),
            ),
            parts.Check(
                pgettext_lazy("specimen", "Status"),
                held=None,
                reason=pgettext_lazy("specimen", "The status list is not at hand."),
            ),
        ],
    }


def acts() -> dict[str, Any]:
    """Give what can be done, and what a record is about."""
    return {
        "acts": [
            parts.Act(
                pgettext_lazy("specimen", "Seat the candidates"),
                "#record",
                "seat",
                "primary",
                barred=pgettext_lazy("specimen", "One condition is not met."),
                rule="R-100",
            ),
            parts.Act(pgettext_lazy("specimen", "Remind the 4"), "#record", "bell"),
            parts.Act(
                pgettext_lazy("specimen", "Cancel the assessment"),
                "#dialog",
                "ban",
                "danger",
                note=pgettext_lazy("specimen", "Tells 168 candidates and needs a reason."),
            ),
        ],
        "about": [
            parts.Term(
                pgettext_lazy("specimen", "Organisation"), "华程信息技术评价中心", "#record"
            ),
            parts.Term(pgettext_lazy("specimen", "Number"), "X 2026 010002 2 0018427 Y", code=True),
            parts.Term(pgettext_lazy("specimen", "Telephone"), ""),
        ],
    }


def told(now: datetime) -> dict[str, Any]:
    """Give the timeline and the duties of a day."""
    today = periods.day(now)
    return {
        "lines": [
            parts.Line(
                pgettext_lazy("specimen", "The platform closed registration on time"),
                now - timedelta(hours=3),
            ),
            parts.Line(
                pgettext_lazy("specimen", "Ding Liqun recorded that room 2 did not pass"),
                now - timedelta(days=400),
                pgettext_lazy("specimen", "Camera storage is too short"),
                "R-097",
            ),
        ],
        "duties": [
            Todo(
                pgettext_lazy("specimen", "Check the correction of a site"),
                "#lists",
                today - timedelta(days=2),
            ),
            Todo(
                pgettext_lazy("specimen", "Pilot filing"),
                "#lists",
                today,
                pgettext_lazy("specimen", "4 certificates"),
                rule="R-030",
            ),
            Todo(
                pgettext_lazy("specimen", "Plans to review"),
                "#lists",
                today + timedelta(days=4),
                count=3,
            ),
            Todo(pgettext_lazy("specimen", "Name an observer"), "#lists"),
        ],
    }


def figured() -> dict[str, Any]:
    """Give figures, one without data."""
    return {
        "figures": [
            parts.Figure(
                pgettext_lazy("specimen", "Coverage of institutions"),
                "92.5",
                "%",
                "186 / 201",
                parts.Chip(Kind.OK, pgettext_lazy("specimen", "meets 90%")),
                "#figures",
            ),
            parts.Figure(
                pgettext_lazy("specimen", "Acquisition rate"),
                "61.8",
                "%",
                "2023–2026",
                parts.Chip(Kind.WAIT, pgettext_lazy("specimen", "3.2 short of 65%")),
            ),
            parts.Figure(
                pgettext_lazy("specimen", "Registrations this year"),
                "128,460",
                "",
                pgettext_lazy("specimen", "7,214 social learners"),
            ),
            parts.Figure(
                pgettext_lazy("specimen", "Pass rate"),
                formats.rate(0, 0),
                "",
                pgettext_lazy("specimen", "No sitting yet"),
            ),
        ],
        "ready": parts.Chip(Kind.OK, pgettext_lazy("specimen", "May sit")),
    }


def pocketed() -> dict[str, Any]:
    """Give what a phone shows: doors, the way and the steps of an import."""
    return {
        "doors": [
            parts.Door(
                pgettext_lazy("specimen", "Withdraw"),
                "#pocket",
                "undo",
                pgettext_lazy("specimen", "Until three days before"),
            ),
            parts.Door(
                pgettext_lazy("specimen", "Have a result reviewed"),
                "#pocket",
                "refresh",
                pgettext_lazy("specimen", "Free of charge"),
            ),
        ],
        "way": [
            parts.Step(pgettext_lazy("specimen", "Confirmed by you"), "done", "10-21"),
            parts.Step(pgettext_lazy("specimen", "Ticket is ready"), "done", "11-21"),
            parts.Step(pgettext_lazy("specimen", "Sit the assessment"), "now", "11-28 09:00"),
        ],
        "steps": [
            pgettext_lazy("specimen", "Prepare the list"),
            pgettext_lazy("specimen", "Check"),
            pgettext_lazy("specimen", "Import"),
        ],
    }

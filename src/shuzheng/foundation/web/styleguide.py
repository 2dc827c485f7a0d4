"""The styleguide: every component once, with its error, empty and loading forms.

What it shows is made up and marked so; it reads no data, so that anybody may look at it.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django import forms
from django.shortcuts import render
from django.utils.translation import pgettext_lazy

from shuzheng.foundation import clock
from shuzheng.foundation.todos import Todo
from shuzheng.foundation.ui import formats, listing, parts
from shuzheng.foundation.ui import forms as ui
from shuzheng.foundation.ui.cartogram import Tile
from shuzheng.foundation.ui.parts import Kind
from shuzheng.foundation.web.specimens import CITIES, PALETTE
from shuzheng.kernel import periods

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpRequest, HttpResponse

COLUMNS = (
    listing.Column("name", pgettext_lazy("specimen", "Institution"), sortable=True, lead=True),
    listing.Column("kind", pgettext_lazy("specimen", "Kind")),
    listing.Column(
        "planned",
        pgettext_lazy("specimen", "Planned"),
        numeric=True,
        sortable=True,
        short=pgettext_lazy("specimen", "Planned"),
    ),
    listing.Column("state", pgettext_lazy("specimen", "State"), fixed=True),
    listing.Column("due", pgettext_lazy("specimen", "Deadline"), sortable=True, end=True),
    listing.Column(
        "officer",
        pgettext_lazy("specimen", "Officer"),
        hidden=True,
        short=pgettext_lazy("specimen", "Officer"),
    ),
)
MONTHS = (
    listing.Column("month", pgettext_lazy("specimen", "Month"), lead=True),
    listing.Column(
        "registered",
        pgettext_lazy("specimen", "Registered"),
        numeric=True,
        short=pgettext_lazy("specimen", "Registered"),
    ),
    listing.Column(
        "sat",
        pgettext_lazy("specimen", "Sat"),
        numeric=True,
        short=pgettext_lazy("specimen", "Sat"),
    ),
    listing.Column(
        "held",
        pgettext_lazy("specimen", "Certificates"),
        numeric=True,
        short=pgettext_lazy("specimen", "Certificates"),
    ),
)
KINDS = [
    ("", pgettext_lazy("specimen", "All kinds")),
    ("secondary", pgettext_lazy("specimen", "Secondary vocational school")),
    ("college", pgettext_lazy("specimen", "Vocational college")),
]


class Filters(forms.Form):
    """The filters of the specimen list."""

    q = forms.CharField(label=pgettext_lazy("specimen", "Institution or number"), required=False)
    kind = forms.ChoiceField(label=pgettext_lazy("specimen", "Kind"), choices=KINDS, required=False)
    late = forms.BooleanField(label=pgettext_lazy("specimen", "Only overdue ones"), required=False)


class Specimen(ui.Form):
    """A form with one control of each sort."""

    name = forms.CharField(
        label=pgettext_lazy("specimen", "Name of the site"),
        help_text=pgettext_lazy("specimen", "As in the approval"),
    )
    planned = forms.IntegerField(
        label=pgettext_lazy("specimen", "Planned headcount"), min_value=1, max_value=9999
    )
    starts_on = ui.Day(label=pgettext_lazy("specimen", "Day of the assessment"))
    fee = ui.Yuan(
        label=pgettext_lazy("specimen", "Fee"),
        help_text=pgettext_lazy("specimen", "In yuan"),
        required=False,
    )
    kind = forms.ChoiceField(label=pgettext_lazy("specimen", "Kind"), choices=KINDS[1:])
    where = forms.ChoiceField(
        label=pgettext_lazy("specimen", "Where"),
        widget=forms.RadioSelect,
        choices=[
            ("own", pgettext_lazy("specimen", "At the institution")),
            ("away", pgettext_lazy("specimen", "At another site")),
        ],
        initial="own",
    )
    note = forms.CharField(
        label=pgettext_lazy("specimen", "Remarks"),
        widget=forms.Textarea(attrs={"rows": 2}),
        required=False,
    )
    tell = forms.BooleanField(
        label=pgettext_lazy("specimen", "Tell all candidates"), required=False, initial=True
    )


def styleguide(request: HttpRequest) -> HttpResponse:
    """Show every component; open to anybody."""
    now = clock.now()
    context = {
        "fresh": Specimen(auto_id="fresh_%s"),
        "wrong": _wrong(),
        "listing": _listing(request, now),
        "found_none": _found_none(request),
        "palette": [(name, step) for name, steps in PALETTE for step in steps],
        "months": _months(),
        "month_columns": MONTHS,
        "tiles": {
            code: Tile(name, value, f"{value:.1f}" if value is not None else "—", "#tiles")
            for code, name, value in CITIES
        },
        **_record(now),
    }
    return render(request, "foundation/styleguide.html", context)


def _wrong() -> Specimen:
    form = Specimen(
        {"name": "江淮智造职业学院考核站点", "planned": "12000", "fee": "280.555", "where": "own"},
        auto_id="wrong_%s",
    )
    form.is_valid()
    return form


def _listing(request: HttpRequest, now: datetime) -> listing.Listing[dict[str, Any]]:
    wish = listing.read(request.GET, COLUMNS, sort="due", views=("mine", "all"))
    found = listing.cut_list(_rows(now), wish)
    return listing.Listing(
        request.GET,
        wish,
        COLUMNS,
        found,
        filters=Filters(request.GET),
        saved=(
            listing.View("mine", pgettext_lazy("specimen", "Waiting for me"), 5),
            listing.View("all", pgettext_lazy("specimen", "All"), 148),
        ),
        caption=pgettext_lazy("specimen", "Pilot filings (specimen)"),
        unit=pgettext_lazy("specimen", "filings"),
        bulk_url="#list",
        exports=("xlsx", "csv"),
        order_note=pgettext_lazy("specimen", "nearest deadline first"),
    )


def _found_none(request: HttpRequest) -> listing.Listing[dict[str, Any]]:
    params = request.GET.copy()
    params.clear()
    params["kind"], params["late"] = "college", "on"
    none: listing.Found[dict[str, Any]] = listing.Found([], 0)
    return listing.Listing(
        params,
        listing.read(params, COLUMNS),
        COLUMNS,
        none,
        filters=Filters(params),
        without=lambda name: 1 if name == "late" else 0,
    )


def _rows(now: datetime) -> list[dict[str, Any]]:
    today = periods.day(now)
    college, secondary = (
        pgettext_lazy("specimen", "Vocational college"),
        pgettext_lazy("specimen", "Secondary vocational school"),
    )
    sent = parts.Chip(Kind.RUN, pgettext_lazy("specimen", "Submitted"), "send")
    city = parts.Chip(Kind.WAIT, pgettext_lazy("specimen", "Waits for the city's opinion"))
    missing = parts.Chip(Kind.BAD, pgettext_lazy("specimen", "Documents missing"))
    table = (
        ("秋浦职业技术学院", college, 620, sent, -2),
        ("江淮智造职业学院", college, 2480, sent, 0),
        ("敬亭文旅职业学校", secondary, 160, city, 1),
        ("采石冶金职业学院", college, None, missing, 5),
        ("宜江护理学校", secondary, 540, city, None),
    )
    return [
        {
            "id": n,
            "number": f"BA-2027-013{n}",
            "name": name,
            "kind": kind,
            "planned": planned,
            "chip": chip,
            "due": None if days is None else today + timedelta(days=days),
            "officer": "",
        }
        for n, (name, kind, planned, chip, days) in enumerate(table, 1)
    ]


def _months() -> list[tuple[str, int, int, int | None]]:
    return [
        ("2026-06", 31720, 30110, 25230),
        ("2026-07", 9410, 8905, 7430),
        ("2026-08", 2050, 1962, 1618),
        ("2026-09", 8760, 8301, 6890),
        ("2026-10", 16480, 15640, 12750),
        ("2026-11", 19710, 17950, None),
    ]


def _record(now: datetime) -> dict[str, Any]:
    """Give the parts of a record's page."""
    today = periods.day(now)
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
        "ready": parts.Chip(Kind.OK, pgettext_lazy("specimen", "May sit")),
    }

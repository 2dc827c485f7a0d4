"""The styleguide: every component once, with its error, empty and loading forms.

What it shows is made up and marked so; it reads no data, so that anybody may look at it.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django import forms
from django.shortcuts import render
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_safe

from shuzheng.foundation import clock
from shuzheng.foundation.ui import forms as ui
from shuzheng.foundation.ui import listing, parts
from shuzheng.foundation.ui.cartogram import Tile
from shuzheng.foundation.ui.parts import Kind
from shuzheng.foundation.web import specimens
from shuzheng.foundation.web.specimens import CITIES, HALL, PALETTE
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


@require_safe
def styleguide(request: HttpRequest) -> HttpResponse:
    """Show every component; open to anybody."""
    now = clock.now()
    context = {
        "fresh": Specimen(auto_id="fresh_%s"),
        "wrong": _wrong(),
        "listing": _listing(request, now),
        "found_none": _found_none(request),
        "hall": HALL,
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
    return {
        **specimens.course(periods.day(now)),
        **specimens.conditions(),
        **specimens.acts(),
        **specimens.told(now),
        **specimens.figured(),
        **specimens.pocketed(),
    }

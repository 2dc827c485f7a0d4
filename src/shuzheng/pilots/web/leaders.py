"""The institutions that are expected to lead, and which of them have not filed (R-004)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from shuzheng.foundation.ui import listing
from shuzheng.foundation.ui.parts import Chip, Crumb, Kind
from shuzheng.foundation.web import gate
from shuzheng.identity.rules import leading as flags
from shuzheng.pilots.access import Permission
from shuzheng.pilots.queries import leaders as queries
from shuzheng.pilots.rules.leading import LABELS, Outlook
from shuzheng.pilots.web import words

if TYPE_CHECKING:
    from django.http import HttpResponse

    from shuzheng.foundation.web.request import Request
    from shuzheng.pilots.queries.leaders import Leader

COLUMNS = (
    listing.Column("name", _("Institution"), lead=True),
    listing.Column("flags", _("Expected to lead as"), wide=True),
    listing.Column("kind", pgettext_lazy("institution", "Kind")),
    listing.Column("place", _("Where it is")),
    listing.Column("submitted", _("Submitted"), short=_("submitted")),
    listing.Column("state", _("State"), end=True),
)
VIEWS = {"missing": _("Have not filed"), "all": _("All")}
CHIPS = {
    Outlook.FILED: Kind.OK,
    Outlook.BARRED: Kind.OFF,
    Outlook.AHEAD: Kind.OFF,
    Outlook.AWAITED: Kind.WAIT,
    Outlook.ABSENT: Kind.BAD,
}


class Filters(forms.Form):
    """Which year is shown, and whose name."""

    year = forms.TypedChoiceField(label=_("Year"), required=False, coerce=int)
    q = forms.CharField(label=_("Institution"), required=False, max_length=60)

    def __init__(self, *args: Any, **more: Any) -> None:  # noqa: ANN401 - a form's own arguments
        super().__init__(*args, **more)
        self.fields["year"].choices = [  # type: ignore[attr-defined]
            ("", _("The round under way")),
            *((str(year), str(year)) for year in queries.years()),
        ]


@require_safe
@gate.signed_in
def index(request: Request) -> HttpResponse:
    """List the expected leaders within reach, with how they stand to the round of a year."""
    request.actor.require(Permission.LEADER_VIEW)
    filters = Filters(request.GET)
    chosen = listing.chosen(filters)
    asked = queries.round_of(chosen.get("year", 0), request.now)
    every = queries.leaders(request.actor, asked, request.now) if asked else []
    viewed = {"missing": [one for one in every if one.is_warned_of], "all": every}
    views = queries.VIEWS if viewed["missing"] else queries.VIEWS[::-1]
    wish = listing.read(request.GET, COLUMNS, views=views)
    named = [one for one in viewed[wish.view] if chosen.get("q", "") in one.institution]
    found = listing.cut_list(named, wish)
    context = {
        "crumbs": [Crumb(_("Desk"), "/desk/"), Crumb(_("Lead institutions"))],
        "listing": listing.Listing(
            request.GET,
            wish,
            COLUMNS,
            listing.Found([_row(one) for one in found.rows], found.total, found.page),
            filters=filters,
            saved=[listing.View(view, VIEWS[view], len(viewed[view])) for view in VIEWS],
            caption=_("Lead institutions"),
            unit=pgettext_lazy("counting word", "institutions"),
            exports=(),
        ),
        "round": asked,
    }
    return render(request, "pilots/leaders/list.html", context)


def _row(one: Leader) -> dict[str, Any]:
    state = one.filing_state
    return {
        "id": one.institution_id,
        "url": reverse("identity:party", args=[one.institution_id]),
        "name": one.institution,
        "code": one.code,
        "flags": gettext(", ").join(gettext(flags.LABELS[flag]) for flag in one.flags),
        "kind": words.institution_kind(one.kind),
        "place": one.place,
        "submitted": one.submitted_on,
        "chip": words.filing_chip(state)
        if state
        else Chip(CHIPS[one.outlook], gettext(LABELS[one.outlook])),
    }

"""The list of skill fields, and the forms by which the office keeps it (R-005)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django import forms as dj
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from shuzheng.catalogue.access import Permission
from shuzheng.catalogue.queries import fields as queries
from shuzheng.catalogue.queries import pages
from shuzheng.catalogue.rules import fields as rules
from shuzheng.catalogue.services import fields as services
from shuzheng.catalogue.services.fields import Put
from shuzheng.catalogue.web import words
from shuzheng.foundation import rulebooks
from shuzheng.foundation.ui import formats, listing
from shuzheng.foundation.ui import forms as ui
from shuzheng.foundation.ui.parts import Crumb, Figure
from shuzheng.foundation.web import acting, gate
from shuzheng.kernel import periods

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from django.http import HttpResponse

    from shuzheng.catalogue.rules.fields import Line
    from shuzheng.foundation.web.request import Request

EVERY = 200
"""Rows on the page: there are fewer fields than that, so the list is never cut."""
COLUMNS = (
    listing.Column("name", gettext_lazy("Skill field"), lead=True),
    listing.Column("area", gettext_lazy("Area")),
    listing.Column(
        "total",
        gettext_lazy("Certificates in the catalogue"),
        numeric=True,
        short=gettext_lazy("in the catalogue"),
    ),
    listing.Column(
        "used",
        gettext_lazy("in use in the province"),
        numeric=True,
        short=gettext_lazy("in use in the province"),
    ),
    listing.Column("act", gettext_lazy("Act"), end=True, short=""),
)


class FieldForm(ui.Form):
    """A field that comes on the list."""

    name = dj.CharField(label=gettext_lazy("Skill field"), max_length=60)
    area = dj.ChoiceField(label=gettext_lazy("Area"), widget=dj.RadioSelect)


class PutForm(ui.Form):
    """The field under which a certificate goes; `seen` is what the page showed."""

    field = dj.ChoiceField(label=gettext_lazy("Skill field"), required=False)
    seen = dj.CharField(required=False, max_length=60, widget=dj.HiddenInput)


@require_safe
def index(request: Request) -> HttpResponse:
    """Count the certificates by skill field."""
    every = queries.lines()
    may_keep = request.actor.may(Permission.FIELD_KEEP)
    columns = COLUMNS if may_keep else COLUMNS[:-1]
    wish = listing.read(request.GET, columns, size=EVERY)
    page = {
        "crumbs": words.crumbs(_("Skill fields")),
        "listing": listing.Listing(
            request.GET,
            wish,
            columns,
            listing.cut_list([_row(one) for one in every], wish),
            caption=_("Skill fields"),
            unit=pgettext_lazy("counting word", "rows"),
            exports=(),
        ),
        "figures": _figures(request, every),
        "may_keep": may_keep,
    }
    return render(request, "catalogue/fields.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
@gate.signed_in
def new(request: Request) -> HttpResponse:
    """Put a field on the list."""
    request.actor.require(Permission.FIELD_KEEP)
    form = FieldForm(acting.posted(request))
    areas = rules.areas_in_use(periods.day(request.now), rulebooks.current())
    ui.choose(form, "area", [(one.value, _(rules.LABELS[one])) for one in areas])

    def act(data: Mapping[str, Any]) -> None:
        services.open_field(data["name"], data["area"], actor=request.actor, now=request.now)

    heading = _("Put a skill field on the list")
    said = _("The skill field is on the list.")
    return acting.answered(request, "catalogue/field.html", form, _form(heading), act, said)


@require_POST
@gate.signed_in
def close(request: Request, pk: int) -> HttpResponse:
    """Close a field."""

    def act() -> None:
        services.close_field(pk, actor=request.actor, now=request.now)

    said = _("The skill field is closed; what stands under it stays there.")
    return acting.pressed(request, act, said, reverse("catalogue:fields"))


@require_http_methods(["GET", "HEAD", "POST"])
@gate.signed_in
def put(request: Request, code: str) -> HttpResponse:
    """Put a certificate under a field."""
    held = queries.held(code, request.actor)
    form = PutForm(acting.posted(request), initial={"field": held.field, "seen": held.field})
    names = sorted(queries.open_names() | ({held.field} - {""}))
    choices = [(name, name) for name in names]
    ui.choose(form, "field", [("", _("Without a field")), *choices])

    def act(data: Mapping[str, Any]) -> None:
        one = Put(code, data["field"], data["seen"])
        services.put([one], actor=request.actor, now=request.now)

    url = reverse("catalogue:kind", args=[code])
    page = {**_form(_("Skill field"), Crumb(held.name, url)), "cancel_url": url}
    return acting.answered(request, "catalogue/field.html", form, page, act, _("Saved."))


def _form(heading: str, *between: Crumb) -> dict[str, Any]:
    url = reverse("catalogue:fields")
    return {"crumbs": words.crumbs(heading, *between), "heading": heading, "cancel_url": url}


def _row(line: Line) -> dict[str, Any]:
    wanted = urlencode({"field": line.name or pages.WITHOUT})
    url = f"{reverse('catalogue:index')}?{wanted}" if line.total else ""
    return {
        "id": line.id,
        "name": line.name or _("Without a field"),
        "area": _(rules.LABELS[rules.Area(line.area)]) if line.area else "",
        "closed_on": line.closed_on,
        "url": url,
        "total": line.total,
        "used": line.used,
        "may_close": bool(line.id) and line.closed_on is None,
    }


def _figures(request: Request, every: Sequence[Line]) -> list[Figure]:
    cited = rules.cited(periods.day(request.now), rulebooks.current())
    known = sum(1 for one in every if one.id and one.closed_on is None)
    missing = sum(one.total for one in every if not one.id)
    return [
        Figure(
            _("Fields with a certificate in use"),
            formats.number(rules.covered(every)),
            note=_(
                "of {known} on the list; the national pilot began with about {began} of {of}"
            ).format(known=known, began=cited.began, of=cited.of),
        ),
        Figure(_("Certificates without a field"), formats.number(missing)),
    ]

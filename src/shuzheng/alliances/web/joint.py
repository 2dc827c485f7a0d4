"""Organisations and sites built together by schools and enterprises: the list, the forms."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django import forms as dj
from django.forms.formsets import formset_factory
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
from django.views.decorators.http import require_http_methods, require_safe

from shuzheng.alliances.access import Permission
from shuzheng.alliances.queries import joint as queries
from shuzheng.alliances.rules.joint import Deed, Side
from shuzheng.alliances.services import joint as services
from shuzheng.alliances.sheets.joint import JOINT
from shuzheng.foundation.ui import forms as ui
from shuzheng.foundation.ui import listing
from shuzheng.foundation.ui.parts import Crumb
from shuzheng.foundation.web import acting, gate, leaving

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from django.http import HttpResponse

    from shuzheng.alliances.queries.joint import Joint
    from shuzheng.alliances.rules.joint import Partner
    from shuzheng.foundation.web.request import Request

MOST = 12
HUNDREDTHS = 100
COLUMNS = (
    listing.Column("name", gettext_lazy("Organisation or site"), lead=True),
    listing.Column("schools", gettext_lazy("Schools"), wide=True, short=gettext_lazy("Schools")),
    listing.Column(
        "enterprises", gettext_lazy("Enterprises"), wide=True, short=gettext_lazy("Enterprises")
    ),
    listing.Column("number", gettext_lazy("Agreement"), wide=True),
    listing.Column("since", gettext_lazy("Since"), short=gettext_lazy("Since")),
    listing.Column("act", gettext_lazy("Act"), end=True, short=""),
)
form_methods = require_http_methods(["GET", "HEAD", "POST"])


class DeedForm(ui.Form):
    """The agreement of the partners."""

    number = dj.CharField(label=gettext_lazy("Number of the agreement"), max_length=100)
    since = ui.Day(label=gettext_lazy("Agreement in force from"))


class NewForm(DeedForm):
    """Of which organisation or site."""

    name = dj.CharField(
        label=gettext_lazy("Organisation or site"),
        max_length=100,
        help_text=gettext_lazy("Its code, or its name in full."),
    )
    field_order = ("name", "number", "since")


class PartnerForm(ui.Form):
    """One partner."""

    partner = dj.CharField(
        label=gettext_lazy("School or enterprise"), required=False, max_length=100
    )
    credit_code = dj.CharField(
        label=gettext_lazy("Unified social credit code"), required=False, max_length=18
    )
    share = dj.DecimalField(
        label=gettext_lazy("Share in %"),
        required=False,
        min_value=Decimal("0.01"),
        max_value=Decimal(100),
        decimal_places=2,
    )


Partners = formset_factory(PartnerForm, extra=4, max_num=MOST, absolute_max=MOST + 4)


@gate.signed_in
@require_safe
def index(request: Request) -> HttpResponse:
    """List what is built together, with partners and shares."""
    every = queries.every(request.actor)
    keeps = request.actor.may(Permission.JOINT_KEEP)
    columns = COLUMNS if keeps else COLUMNS[:-1]
    wish = listing.read(request.GET, columns)
    if wish.export:
        return leaving.workbook(request, JOINT, _exported(every))
    page = {
        "crumbs": [Crumb(_("Desk"), reverse("desk:home")), Crumb(_("Built together"))],
        "listing": listing.Listing(
            request.GET,
            wish,
            columns,
            listing.cut_list([_row(one) for one in every], wish),
            caption=_("Built together"),
            unit=pgettext("counting word", "rows"),
        ),
        "keeps": keeps,
    }
    return render(request, "alliances/joint/list.html", page)


@gate.signed_in
@form_methods
def new(request: Request) -> HttpResponse:
    """Record the partners of an organisation or a site."""
    request.actor.require(Permission.JOINT_KEEP)
    form = NewForm(acting.posted(request))

    def act(data: Mapping[str, Any], partners: Sequence[Partner]) -> None:
        services.begin(data["name"], partners, _deed(data), actor=request.actor, now=request.now)

    return _answered(request, form, _("Record partners"), [], act)


@gate.signed_in
@form_methods
def change(request: Request, body: int) -> HttpResponse:
    """Record that the partners of a body changed."""
    found = queries.one(body, request.actor)
    form = DeedForm(acting.posted(request))
    seen = acting.key(request.POST.get("seen", "")) or found.version

    def act(data: Mapping[str, Any], partners: Sequence[Partner]) -> None:
        services.change(
            body, partners, _deed(data), seen=seen, actor=request.actor, now=request.now
        )

    held = [
        {
            "partner": one.name,
            "credit_code": one.credit_code,
            "share": None if one.share is None else Decimal(one.share) / HUNDREDTHS,
        }
        for one in found.partners
    ]
    return _answered(
        request, form, _("Change the partners"), held, act, {"name": found.name, "seen": seen}
    )


def share(one: Partner) -> str:
    """Return a partner with its share, as lists and records write it."""
    if one.share is None:
        return one.name
    told = f"{Decimal(one.share) / HUNDREDTHS:.2f}".rstrip("0").rstrip(".")
    return f"{one.name}（{told}%）"


def _answered(
    request: Request,
    form: DeedForm,
    heading: str,
    held: list[dict[str, Any]],
    act: Callable[[Mapping[str, Any], Sequence[Partner]], None],
    more: Mapping[str, Any] | None = None,
) -> HttpResponse:
    posted = acting.posted(request)
    lines = Partners(posted, initial=held if posted is None else None, prefix="partners")
    url = reverse("alliances:joint")
    page = {
        "crumbs": [
            Crumb(_("Desk"), reverse("desk:home")),
            Crumb(_("Built together"), url),
            Crumb(heading),
        ],
        "heading": heading,
        "cancel_url": url,
        **(more or {}),
    }

    def take(data: Mapping[str, Any]) -> None:
        act(data, _partners(lines.cleaned_data))

    said = _("The partners are on record.")
    return acting.answered(request, "alliances/joint/form.html", form, page, take, said, lines)


def _partners(rows: Sequence[Mapping[str, Any]]) -> list[Partner]:
    return [
        services.partner(
            row["partner"].strip(),
            row.get("credit_code") or "",
            None if row.get("share") is None else int(row["share"] * HUNDREDTHS),
        )
        for row in rows
        if row.get("partner", "").strip()
    ]


def _deed(data: Mapping[str, Any]) -> Deed:
    return Deed(data["number"], data["since"])


def _row(one: Joint) -> dict[str, Any]:
    if one.site_id is not None:
        url = reverse("assessment:site", args=[one.site_id])
    else:
        url = reverse("identity:party", args=[one.organisation_id])
    return {
        "id": one.id,
        "url": url,
        "code": one.code,
        "name": one.name,
        "schools": _side(one, Side.SCHOOL),
        "enterprises": _side(one, Side.ENTERPRISE),
        "number": one.number,
        "since": one.since,
    }


def _side(one: Joint, side: Side) -> list[str]:
    return [share(partner) for partner in one.partners if partner.side is side]


def _exported(every: Sequence[Joint]) -> Iterator[dict[str, Any]]:
    for one in every:
        for partner in one.partners:
            told = None if partner.share is None else f"{Decimal(partner.share) / HUNDREDTHS:.2f}"
            yield {
                "code": one.code,
                "name": one.name,
                "side": partner.side.value,
                "partner": partner.name,
                "credit_code": partner.credit_code,
                "share": told,
                "number": one.number,
                "since": one.since,
            }

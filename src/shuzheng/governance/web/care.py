"""Officers of certificates: the list, one certificate, who has charge, what a review found."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from shuzheng.foundation.ui import listing
from shuzheng.foundation.ui.parts import Act, Chip, Crumb, Kind
from shuzheng.foundation.web import acting, gate, leaving
from shuzheng.governance.access import NotCaredFor, Permission
from shuzheng.governance.queries import care as queries
from shuzheng.governance.rules import care as rules
from shuzheng.governance.rules.care import Need
from shuzheng.governance.services import care as services
from shuzheng.governance.sheets.bodies import CARE_OUT
from shuzheng.governance.web import body_forms, words
from shuzheng.identity.services import exporting
from shuzheng.kernel import periods

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from django.http import HttpResponse
    from django_stubs_ext import StrOrPromise

    from shuzheng.foundation.web.request import Request
    from shuzheng.governance.queries.care import CareLine, CarePage
    from shuzheng.kernel.actor import Actor

COLUMNS = (
    listing.Column("name", _("Certificate"), sortable=True, lead=True),
    listing.Column("officer", _("Officer in charge"), sortable=True),
    listing.Column("state", _("State"), fixed=True),
    listing.Column("review", _("Next review on"), sortable=True, end=True),
)
VIEWS = {"needs": _("To be done"), "mine": _("Mine"), "all": _("All")}
CHIPS = {
    Need.NOBODY: Kind.BAD,
    Need.OVERDUE: Kind.BAD,
    Need.DUE: Kind.WAIT,
    Need.NOTHING: Kind.OK,
}
TERMS = (
    listing.Column("officer", _("Officer in charge"), lead=True),
    listing.Column("since", _("Since")),
    listing.Column("until", _("Until"), end=True),
)

form_methods = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@gate.signed_in
def index(request: Request) -> HttpResponse:
    """List the certificates in use and who has charge of them."""
    actor, now = request.actor, request.now
    counts = queries.counts(actor, now)
    wish = listing.read(request.GET, COLUMNS, views=queries.VIEWS)
    filters = body_forms.CareFilters(request.GET)
    found = queries.lines(actor, now, wish.view, **listing.chosen(filters))
    if wish.export:
        return _exported(request, found, wish.view)
    rows = [_row(one) for one in found]
    if wish.sort:
        rows.sort(key=lambda row: (str(row[wish.sort] or ""), row["code"]), reverse=wish.descending)
    context = {
        "crumbs": [words.desk(), Crumb(_("Officers of certificates"))],
        "may_assign": actor.may(Permission.CARE_ASSIGN),
        "listing": listing.Listing(
            request.GET,
            wish,
            COLUMNS,
            listing.cut_list(rows, wish),
            filters=filters,
            saved=[listing.View(key, VIEWS[key], counts[key]) for key in queries.VIEWS],
            caption=_("Officers of certificates"),
            unit=_("certificates"),
        ),
    }
    return render(request, "governance/officers/list.html", context)


@require_safe
@gate.signed_in
def show(request: Request, certificate: int) -> HttpResponse:
    """Show who has charge of a certificate and what reviews found."""
    page = _page(request, certificate, Permission.CARE_VIEW)
    context = {
        "crumbs": [*_crumbs(), Crumb(page.line.code)],
        "page": page,
        "care": page.line,
        "chip": _chip(page.line.need),
        "columns": TERMS,
        "acts": list(_acts(page.line, request.actor)),
    }
    return render(request, "governance/officers/detail.html", context)


@form_methods
@gate.signed_in
def assign(request: Request, certificate: int) -> HttpResponse:
    """Put an officer in charge."""
    page = _page(request, certificate, Permission.CARE_ASSIGN)
    officers = services.officers_on(periods.day(request.now))
    form = body_forms.Assigned(
        acting.posted(request),
        officers=list(officers.items()),
        initial={"officer": page.line.officer_id, "review_on": page.line.review_on},
    )

    def act(data: Mapping[str, Any]) -> None:
        asked = [(certificate, data["officer"], data["review_on"])]
        services.assign_all(asked, actor=request.actor, now=request.now)

    context = {
        **_frame(page.line, _("Put an officer in charge")),
        "consequence": _("Who was in charge before stays on record."),
    }
    said = gettext("The officer is in charge.")
    return acting.answered(request, "governance/form.html", form, context, act, said)


@form_methods
@gate.signed_in
def review(request: Request, certificate: int) -> HttpResponse:
    """Say what a review found."""
    page = _page(request, certificate, Permission.CARE_REVIEW)
    if not page.line.officer_id:
        raise NotCaredFor
    form = body_forms.Reviewed(acting.posted(request))

    def act(data: Mapping[str, Any]) -> None:
        services.review(
            certificate, data["found"], data["next_on"], actor=request.actor, now=request.now
        )

    context = {
        **_frame(page.line, _("Record a review")),
        "consequence": _("What was found stays on record, with the day on which it was due."),
    }
    said = gettext("The review is on record.")
    return acting.answered(request, "governance/form.html", form, context, act, said)


def _page(request: Request, certificate: int, permission: Permission) -> CarePage:
    request.actor.require(permission)
    page = queries.detail(certificate, request.actor, request.now)
    if page is None:
        raise rules.NotInUse
    return page


def _acts(line: CareLine, actor: Actor) -> Iterator[Act]:
    arguments = [line.certificate_type_id]
    if actor.may(Permission.CARE_REVIEW) and line.officer_id:
        url = reverse("governance:care-review", args=arguments)
        yield Act(_("Record a review"), url, "edit", "primary", rule="R-013")
    if actor.may(Permission.CARE_ASSIGN):
        url = reverse("governance:care-assign", args=arguments)
        label = (
            _("Hand over to another officer") if line.officer_id else _("Put an officer in charge")
        )
        yield Act(label, url, "user", "" if line.officer_id else "primary")


def _crumbs() -> list[Crumb]:
    return [words.desk(), Crumb(_("Officers of certificates"), reverse("governance:care"))]


def _frame(line: CareLine, label: StrOrPromise) -> dict[str, Any]:
    url = reverse("governance:care-one", args=[line.certificate_type_id])
    return {
        "crumbs": [*_crumbs(), Crumb(line.code, url), Crumb(label)],
        "cancel_url": url,
        "heading": label,
        "submit": label,
        "name": line.name,
        "rule": "R-013",
    }


def _chip(need: Need) -> Chip:
    return Chip(CHIPS[need], gettext(rules.NEEDS[need]))


def _row(one: CareLine) -> dict[str, Any]:
    return {
        "id": one.certificate_type_id,
        "url": reverse("governance:care-one", args=[one.certificate_type_id]),
        "name": one.name,
        "code": one.code,
        "officer": one.officer,
        "chip": _chip(one.need),
        "review": one.review_on,
    }


def _exported(request: Request, found: list[CareLine], view: str) -> HttpResponse:
    body = exporting.workbook(
        CARE_OUT,
        (
            {
                "code": one.code,
                "name": one.name,
                "officer": one.officer,
                "review_on": one.review_on,
                "need": one.need.value,
            }
            for one in found
        ),
        printed_by=str(request.actor_label),
        filter_words=str(VIEWS.get(view, "")),
        actor=request.actor,
        now=request.now,
    )
    return leaving.file(f"{CARE_OUT.title}.xlsx", body, leaving.XLSX)

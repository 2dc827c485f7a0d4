"""The list of fee agreements, and one of them with its conditions and what can be done."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from shuzheng.fees.access import Permission
from shuzheng.fees.queries import agreement_pages
from shuzheng.fees.rules import agreement as rules
from shuzheng.fees.rules.agreement import State
from shuzheng.fees.services import exporting
from shuzheng.fees.sheets.agreements import AGREEMENTS
from shuzheng.fees.web import acts, forms, words
from shuzheng.foundation.ui import formats, listing, parts
from shuzheng.foundation.ui.parts import Check, Crumb, Fact, Step, Term
from shuzheng.foundation.web import gate, leaving, refusals
from shuzheng.kernel import money

if TYPE_CHECKING:
    from django.http import HttpResponse

    from shuzheng.fees.queries.agreement_pages import AgreementLine, AgreementPage
    from shuzheng.foundation.web.request import Request

COLUMNS = (
    listing.Column("certificate", _("Certificate"), sortable=True, lead=True),
    listing.Column("level", _("Level"), short=_("level")),
    listing.Column("lead", _("Alliance lead"), wide=True),
    listing.Column("organisation", _("Evaluation organisation"), wide=True),
    listing.Column("price", _("Fee"), numeric=True, sortable=True, short=_("fee")),
    listing.Column("since", _("From"), sortable=True, short=_("from")),
    listing.Column("until", _("Until"), sortable=True, short=_("until")),
    listing.Column("state", _("State"), sortable=True, fixed=True, end=True),
)
DOCUMENTS = ("教职成厅函〔2019〕19号", "教职成厅函〔2020〕11号", "教财厅函〔2020〕12号")
"""The documents in force that fee rules cite (R-123)."""


@require_safe
@gate.signed_in
def index(request: Request) -> HttpResponse:
    """List the agreements."""
    request.actor.require(Permission.AGREEMENT_VIEW)
    counts = agreement_pages.counts(request.actor)
    wish = listing.read(request.GET, COLUMNS, sort="-since", views=_views(counts))
    filters = forms.AgreementFilters(
        request.GET, organisations=agreement_pages.organisation_choices(request.actor)
    )
    found = agreement_pages.lines(request.actor, wish, **listing.chosen(filters))
    if wish.export:
        return _exported(request, wish, filters, found)
    saved = (
        listing.View("mine", _("Waiting for me"), counts["mine"]),
        listing.View("talks", _("In the making"), counts["talks"]),
        listing.View("force", _("In force"), counts["force"]),
        listing.View("all", _("All"), counts["all"]),
    )
    return render(
        request,
        "fees/agreements/list.html",
        {
            "crumbs": [Crumb(_("Desk"), "/desk/"), Crumb(_("Fee agreements"))],
            "listing": listing.Listing(
                request.GET,
                wish,
                COLUMNS,
                listing.Found([_row(line) for line in found.rows], found.total, found.page),
                filters=filters,
                saved=saved,
                caption=_("Fee agreements"),
                unit=_("agreements"),
                exports=("xlsx", "csv"),
            ),
            "may_draft": request.actor.may(Permission.AGREEMENT_DRAFT),
            "everything": counts["all"],
        },
    )


@require_safe
@gate.signed_in
def show(request: Request, pk: int) -> HttpResponse:
    """Show one agreement."""
    page = agreement_pages.detail(pk, request.actor, request.now)
    name = words.certificate(page.certificate, page.level)
    return render(
        request,
        "fees/agreements/detail.html",
        {
            "crumbs": [*crumbs(), Crumb(page.number)],
            "page": page,
            "name": name,
            "chip": words.agreement_chip(page.state),
            "meta": _meta(page),
            "life": _way(page),
            "acts": acts.of(page, request.actor, request.now),
            "checks": checks(page),
            "terms": _terms(page),
            "documents": DOCUMENTS,
            "items": page.items,
            "lines": words.happened([f"fees.feeagreement:{page.id}"]),
        },
    )


def crumbs() -> list[Crumb]:
    """Return the way to an agreement."""
    return [Crumb(_("Desk"), "/desk/"), Crumb(_("Fee agreements"), reverse("fees:agreements"))]


def checks(page: AgreementPage) -> list[Check]:
    """Return the conditions under which an agreement can be filed, with their numbers."""
    return [_appraised(page), _signed(page), _ceiling(page)]


def _appraised(page: AgreementPage) -> Check:
    if page.appraised_on is None:
        return Check(
            _("Experts have appraised the fee"),
            held=False,
            reason=gettext("No appraisal is on file yet."),
            rule="R-124",
        )
    said = [
        gettext("{count} experts, {names}").format(
            count=len(page.experts), names=gettext(", ").join(name for name, _pool in page.experts)
        ),
        *(gettext(rules.SHORTFALL_LABELS[one]) for one in page.shortfalls),
    ]
    return Check(
        _("Experts have appraised the fee"),
        held=True,
        reason=gettext("; ").join(said),
        rule="R-124",
    )


def _signed(page: AgreementPage) -> Check:
    missing = [
        name
        for name, on in (
            (page.lead, page.lead_signed_on),
            (page.organisation, page.organisation_signed_on),
        )
        if on is None
    ]
    return Check(
        _("Both parties have signed"),
        held=not missing,
        reason=gettext("Not signed yet: {names}").format(names=gettext(", ").join(missing))
        if missing
        else gettext("The alliance lead and the organisation have signed."),
        rule="R-121",
    )


def _ceiling(page: AgreementPage) -> Check:
    check = page.check
    if check.refusal is not None:
        return Check(
            _("The fee stays within the ceiling"),
            held=False,
            reason=refusals.sentence(check.refusal),
            rule="R-122",
            url=reverse("fees:ceilings"),
            link=_("Ceilings and waivers"),
        )
    fee = money.yuan(check.price_fen)
    if check.ceiling_fen is not None and check.price_fen <= check.ceiling_fen:
        said = gettext("{fee} yuan against a ceiling of {ceiling} yuan.").format(
            fee=fee, ceiling=money.yuan(check.ceiling_fen)
        )
    else:
        waiver = check.waiver
        assert waiver is not None  # noqa: S101 - without one the rule refuses
        said = gettext("{fee} yuan; the waiver {number} allows up to {limit} yuan.").format(
            fee=fee, number=waiver.document, limit=money.yuan(waiver.limit)
        )
    return Check(_("The fee stays within the ceiling"), held=True, reason=said, rule="R-122")


def _meta(page: AgreementPage) -> list[Fact]:
    return [
        Fact("hash", page.number),
        Fact("coins", formats.yuan(page.price_fen)),
        Fact(
            "calendar",
            gettext("{since} to {until}").format(since=page.since, until=page.until),
        ),
    ]


def _notes(page: AgreementPage) -> dict[State, str]:
    reached = {
        State.APPRAISING: page.appraised_on,
        State.AGREED: max(page.lead_signed_on, page.organisation_signed_on)
        if page.lead_signed_on and page.organisation_signed_on
        else None,
        State.NEGOTIATING: page.negotiating_since,
        State.FILED: page.filed_on,
        State.IN_FORCE: page.since,
        State.EXPIRED: page.until,
    }
    return {state: on.isoformat() for state, on in reached.items() if on}


def _way(page: AgreementPage) -> list[Step]:
    """Draw the way of an agreement; mediation stands in the place of the talks."""
    place = State.NEGOTIATING if page.state is State.MEDIATING else page.state
    labels: dict[State, str] = {place: gettext(rules.AGREEMENT.labels[page.state])}
    return parts.life(rules.AGREEMENT, place, notes=_notes(page), words=labels)


def _terms(page: AgreementPage) -> list[Term]:
    terms = [
        Term(_("Certificate"), f"{page.certificate}（{page.code}）"),
        Term(_("Level"), words.level(page.level)),
        Term(_("Alliance lead"), page.lead),
        Term(_("Evaluation organisation"), page.organisation),
    ]
    if page.state == State.IN_FORCE:
        terms.append(Term(_("Counts today as"), gettext(rules.STANDING_LABELS[page.standing])))
        terms.append(Term(_("At the longest until"), page.extended_until.isoformat()))
    return terms


def _row(line: AgreementLine) -> dict[str, Any]:
    return {
        "id": line.id,
        "url": reverse("fees:agreement", args=[line.id]),
        "number": line.number,
        "certificate": line.certificate,
        "level": words.level(line.level),
        "lead": line.lead,
        "organisation": line.organisation,
        "price_fen": line.price_fen,
        "since": line.since,
        "until": line.until,
        "chip": words.agreement_chip(line.state),
    }


def _views(counts: dict[str, int]) -> tuple[str, ...]:
    """Return the saved views, the first one being where the list opens."""
    return agreement_pages.VIEWS if counts["mine"] else ("all", "mine", "talks", "force")


def _exported(
    request: Request,
    wish: listing.Wish,
    filters: forms.AgreementFilters,
    found: listing.Found[AgreementLine],
) -> HttpResponse:
    rows = [
        {
            "number": line.number,
            "certificate": line.certificate,
            "code": line.code,
            "level": line.level,
            "lead": line.lead,
            "organisation": line.organisation,
            "price": line.price_fen,
            "since": line.since,
            "until": line.until,
            "state": gettext(rules.AGREEMENT.labels[line.state]),
        }
        for line in found.rows
    ]
    exporting.agreements(len(rows), actor=request.actor, now=request.now)
    shown = listing.Listing(request.GET, wish, COLUMNS, found, filters=filters)
    said = leaving.filters_in_words(shown)
    return leaving.workbook(request, AGREEMENTS, rows, said=said, kind=wish.export)

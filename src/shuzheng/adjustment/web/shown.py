"""The cut and the list of a review, shaped for pages: each figure with the parts it comes from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from shuzheng.adjustment.access import NoSuchReview
from shuzheng.adjustment.rules import figures, proposal
from shuzheng.adjustment.rules.cut import Input
from shuzheng.adjustment.web import words
from shuzheng.catalogue.queries import certificates
from shuzheng.foundation import rulebooks
from shuzheng.foundation.ui import formats, listing
from shuzheng.foundation.ui.parts import Figure, Term

if TYPE_CHECKING:
    from collections.abc import Iterator
    from fractions import Fraction

    from django_stubs_ext import StrOrPromise

    from shuzheng.adjustment.queries.documents import Frozen
    from shuzheng.adjustment.queries.pages import ListedLine, ReviewPage
    from shuzheng.adjustment.rules.cut import Certificate
    from shuzheng.adjustment.rules.ranking import Place

LINES = (
    listing.Column("name", _("Certificate"), lead=True),
    listing.Column("ground", _("Rests on"), wide=True),
    listing.Column("fate", _("The list says"), fixed=True, end=True),
)
PARTS = (
    listing.Column("what", _("Part of the figure"), lead=True),
    listing.Column("raw", _("Counted"), wide=True),
    listing.Column("weight", _("Weight"), numeric=True, short=_("Weight")),
    listing.Column("value", _("Value"), numeric=True, short=_("Value")),
    listing.Column("source", _("Source"), wide=True),
)


def frozen_of(page: ReviewPage) -> Frozen:
    """Return the cut of a review; refuses one that has none yet."""
    if page.frozen is None:
        raise NoSuchReview
    return page.frozen


def figures_of(page: ReviewPage) -> list[Figure]:
    """Return how many were ranked, how many may go, and the match against its target."""
    if page.frozen is None:
        return []
    found = page.frozen.ranking
    target = rulebooks.current().on(page.frozen.cut.on, "R-234").integer("match_target")
    dropped = proposal.dropped(proposal.Line(o.code, o.fate, o.ground) for o in page.lines)
    return [
        Figure(_("Certificates ranked"), formats.number(len(found.places))),
        Figure(
            _("Number to propose"),
            formats.number(found.number),
            note=gettext("at most {most}").format(most=found.most),
        ),
        Figure(_("Dropped by the list"), formats.number(dropped), note=_("within the number")),
        Figure(
            _("Match with industry need"),
            words.percent(found.match) or gettext("no data"),
            note=gettext("target {target}%").format(target=target),
        ),
    ]


def gaps_of(page: ReviewPage) -> dict[str, str]:
    """Return the key industries that nothing meets, and those of which it is not known."""
    if page.frozen is None:
        return {}
    comma = gettext(", ")
    found = page.frozen.ranking
    return {"missing": comma.join(found.gaps), "unknown": comma.join(found.unknown)}


def terms_of(page: ReviewPage) -> list[Term]:
    """Return what else is on record of a review."""
    line, frozen = page.line, page.frozen
    said: list[tuple[StrOrPromise, str]] = [
        (_("Opened on"), line.opened_on.isoformat()),
        (_("Inputs from sheets"), formats.number(page.inputs)),
        (_("Certificates with fields"), formats.number(page.served)),
    ]
    if frozen:
        cut = frozen.cut
        said += [
            (_("Figures as of"), cut.on.isoformat()),
            (_("Year of the figures"), f"{cut.since.isoformat()} – {cut.until.isoformat()}"),
        ]
    for label, day in (
        (_("Experts heard on"), page.heard_on),
        (_("Decided on"), line.decided_on),
        (_("In effect from"), line.effective_on),
        (_("Last day of what is dropped"), line.closing_on),
        (_("Reported to the ministry on"), page.reported_on),
    ):
        if day:
            said.append((label, day.isoformat()))
    texts = (
        (_("Number of the decision"), line.number),
        (_("Number of the report"), page.report_number),
        (_("Why the decision was withdrawn"), line.withdrawn_reason),
    )
    said += [(label, value) for label, value in texts if value]
    return [Term(label, value) for label, value in said]


def line_of(one: ListedLine, review: int = 0) -> dict[str, Any]:
    """Return a line of the list for a table."""
    url = reverse("adjustment:certificate", args=[review, one.code]) if review else ""
    return {
        "one": one,
        "url": url or reverse("catalogue:kind", args=[one.code]),
        "ground": words.ground(one.ground),
        "chip": words.fate(one.fate),
    }


def place_of(place: Place, frozen: Frozen, review: int) -> dict[str, Any]:
    """Return a place of the ranking for a table."""
    one = next(row for row in frozen.cut.certificates if row.code == place.code)
    return {
        "place": place,
        "one": one,
        "url": reverse("adjustment:certificate", args=[review, place.code]) if review else "",
        "coldness": words.value(place.coldness),
        "trend": words.value(place.trend),
        "demand": words.value(place.demand),
        "met": words.value(place.need_met),
        "chip": words.advice(place.advice),
        "protection": words.protection(place.protection),
    }


def exported(frozen: Frozen) -> Iterator[dict[str, Any]]:
    """Yield the ranking as rows of a workbook."""
    kinds = {one.code: one for one in frozen.cut.certificates}
    for place in frozen.ranking.places:
        one = kinds[place.code]
        yield {
            "rank": place.rank,
            "code": one.code,
            "name": one.name,
            "organisation": one.organisation,
            "coldness": words.value(place.coldness),
            "registered": one.registered,
            "before": one.before,
            "institutions": one.institutions,
            "trend": words.value(place.trend),
            "demand": words.value(place.demand),
            "met": words.value(place.need_met),
            "used_since": one.used_since,
            "standard_on": one.standard_on,
            "advice": place.advice.value,
            "protection": words.protection(place.protection),
        }


def certificate_of(page: ReviewPage, code: str) -> dict[str, Any]:
    """Return everything that the cut says of one certificate, and what follows from it."""
    frozen = frozen_of(page)
    place = proposal.place_of(code, frozen.ranking)
    one = next(row for row in frozen.cut.certificates if row.code == code)
    listed = [line for line in page.lines if line.code == code]
    return {
        "page": page,
        "one": one,
        "place": place,
        "coldness": words.value(place.coldness),
        "demand": words.value(place.demand),
        "met": words.value(place.need_met),
        "chip": words.advice(place.advice),
        "protection": words.protection(place.protection),
        "columns": PARTS,
        "parts": _parts(one, place, frozen),
        "needs": _needs(one, frozen),
        "listed": [line_of(line) for line in listed],
        "industries": gettext(", ").join(one.industries),
        "shortage": gettext(", ").join(one.shortage),
        "total": len(frozen.ranking.places),
    }


def _parts(one: Certificate, place: Place, frozen: Frozen) -> list[dict[str, Any]]:
    """Return the four parts of the coldness."""
    cut, key = frozen.cut, certificates.ids_of([one.code]).get(one.code, 0)
    platform = gettext("Figures of the platform of {on}").format(on=cut.on.isoformat())
    rows = reverse("insight:province-rows")
    registered = gettext("{now} accepted registrations in the year; the most of any is {most}")
    institutions = gettext("{now} institutions use it; the most of any is {most}")
    before = gettext("{now} against {before} two years ago")
    most = max(row.registered for row in cut.certificates)
    widest = max(row.institutions for row in cut.certificates)
    return [
        _part(
            _("Registrations"),
            registered.format(now=one.registered, most=most),
            figures.COLDNESS["registered"],
            place.registered,
            platform,
            f"{rows}?view=registered&certificate={key}",
        ),
        _part(
            _("Institutions"),
            institutions.format(now=one.institutions, most=widest),
            figures.COLDNESS["institutions"],
            place.institutions,
            platform,
            f"{rows}?view=uses&certificate={key}",
        ),
        _part(
            _("Trend g"),
            before.format(now=one.registered, before=one.before),
            figures.COLDNESS["trend"],
            place.trend,
            platform,
        ),
        _part(
            _("Demand D"),
            gettext("from the inputs below"),
            figures.COLDNESS["demand"],
            place.demand,
            "",
        ),
    ]


def _needs(one: Certificate, frozen: Frozen) -> list[dict[str, Any]]:
    """Return the inputs of demand and match, each with its source or as missing."""
    made = []
    most = max(
        (told.count for row in frozen.cut.certificates if (told := row.said(Input.NEEDS))),
        default=0,
    )
    for what in Input:
        told = one.said(what)
        raw = source = ""
        value: Fraction | None = None
        if told and what is Input.NEEDS:
            raw = gettext("{now}; the most of any is {most}").format(now=told.count, most=most)
            value = figures.of_largest(told.count, most)
        elif told:
            raw = gettext("{count} of {of}").format(count=told.count, of=told.of)
            few = what is Input.MATCHED and told.of < frozen.cut.terms.smallest_group
            value = None if few else figures.of_largest(told.count, told.of)
        if told:
            source = f"{told.source}（{told.on.isoformat()}）"
        weights = figures.MATCH if what is Input.SATISFIED else figures.DEMAND
        made.append(_part(words.INPUTS[what], raw, weights[str(what)], value, source))
    fresh = one.standard_on.isoformat() if one.standard_on else ""
    place = frozen.ranking.of(one.code)
    made.append(
        _part(
            _("Freshness of the standard"),
            gettext("in force since {day}").format(day=fresh) if fresh else "",
            figures.MATCH["freshness"],
            place.freshness,
            gettext("Catalogue") if fresh else "",
        )
    )
    return made


def _part(
    what: StrOrPromise,
    raw: str,
    weight: int,
    value: Fraction | None,
    source: str,
    url: str = "",
) -> dict[str, Any]:
    return {
        "what": what,
        "raw": raw,
        "weight": f"{weight}%",
        "value": words.value(value),
        "source": source,
        "url": url,
    }

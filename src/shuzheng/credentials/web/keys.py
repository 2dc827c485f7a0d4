"""Signing keys: the register for staff, one key with its changes, the list for anybody."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy
from django.views.decorators.http import require_safe

from shuzheng.credentials.access import Permission
from shuzheng.credentials.core import did
from shuzheng.credentials.queries import pages_keys as pages
from shuzheng.credentials.rules.keys import LABELS, Kind, Standing, State, Verb
from shuzheng.credentials.web import words
from shuzheng.foundation.ui import formats, listing, navigation
from shuzheng.foundation.ui.parts import Act, Chip, Crumb, Fact, Term
from shuzheng.foundation.ui.parts import Kind as ChipKind
from shuzheng.foundation.ui.parts import Line as FactShown
from shuzheng.foundation.web import gate

if TYPE_CHECKING:
    from django.http import HttpResponse
    from django_stubs_ext import StrOrPromise

    from shuzheng.credentials.queries.pages_keys import Change, Detail, Line, Second
    from shuzheng.foundation.web.request import Request
    from shuzheng.kernel.actor import Actor

COLUMNS = (
    listing.Column("organisation", gettext_lazy("Organisation"), sortable=True, lead=True),
    listing.Column("key", pgettext_lazy("signing", "Key"), wide=True),
    listing.Column(
        "since", gettext_lazy("Since when"), sortable=True, short=pgettext_lazy("key", "since")
    ),
    listing.Column(
        "until", gettext_lazy("Until when"), sortable=True, short=pgettext_lazy("key", "until")
    ),
    listing.Column("state", gettext_lazy("Status"), fixed=True, end=True),
)
VIEWS = {
    "all": gettext_lazy("All"),
    "current": pgettext_lazy("key", "In use"),
    "ended": pgettext_lazy("key", "Ended"),
    "open": gettext_lazy("Change proposed"),
}
CHIPS = {
    Standing.CURRENT: Chip(ChipKind.OK, pgettext_lazy("key", "In use"), "shield"),
    Standing.RETIRED: Chip(ChipKind.OFF, pgettext_lazy("key", "Retired"), "history"),
    Standing.STOLEN: Chip(ChipKind.BAD, pgettext_lazy("key", "Stolen"), "alert"),
}
CHANGING = Chip(ChipKind.WAIT, gettext_lazy("Change proposed"), "clock")
SHOWN_ENDS = 10


@gate.signed_in
@require_safe
def register(request: Request) -> HttpResponse:
    """List the keys within reach: whose, since when, until when, why ended."""
    request.actor.require(Permission.KEY_VIEW)
    wish = listing.read(request.GET, COLUMNS, sort="organisation", views=pages.VIEWS)
    found = pages.lines(request.actor, wish)
    counts = pages.counts(request.actor)
    shown: listing.Listing[dict[str, Any]] = listing.Listing(
        request.GET,
        wish,
        COLUMNS,
        listing.Found([_row(line) for line in found.rows], found.total, found.page),
        saved=[listing.View(view, label, counts.get(view)) for view, label in VIEWS.items()],
        caption=_("Signing keys"),
        unit=pgettext("counting word", "keys"),
    )
    context = {"crumbs": trail(), "listing": shown, "first": _first(request.actor)}
    return render(request, "credentials/keys/list.html", context)


@gate.signed_in
@require_safe
def detail(request: Request, key: int) -> HttpResponse:
    """Show one key: what it is good for, what changes, and who decided on it."""
    found = pages.detail(key, request.actor)
    line = found.line
    context = {
        "crumbs": trail((line.organisation, "")),
        "owner": line.organisation,
        "chip": CHIPS[line.standing],
        "meta": [
            Fact("lock", short(line.multikey)),
            Fact("calendar", words.full_day(line.since)),
        ],
        "found": found,
        "terms": _terms(line),
        "seconds": [_second_terms(one) for one in reversed(line.sm2)],
        "thirds": [_second_terms(one, _("Thumbprint of the key")) for one in reversed(line.rsa)],
        "figures": _figures(found),
        "proposal": change_terms(found.proposal) if found.proposal else [],
        "title": _(LABELS[found.proposal.kind]) if found.proposal else "",
        "past": [
            (_title(one), [*change_terms(one), *_decision(one)])
            for one in found.changes
            if one.state is not State.PROPOSED
        ],
        "acts": _acts(found),
        "may_see_certificates": Permission.CERTIFICATE_VIEW in found.may,
        "lines": [
            FactShown(f"{one.who} {one.sentence}", one.at, one.capacity) for one in found.facts
        ],
    }
    return render(request, "credentials/keys/detail.html", context)


@require_safe
def published(request: Request) -> HttpResponse:
    """Show anybody with which key each organisation signs and has signed."""
    rows = [_row(line) | {"document": _document(line)} for line in pages.published()]
    return render(request, "credentials/keys/public.html", {"columns": COLUMNS, "rows": rows})


def trail(*steps: tuple[StrOrPromise, str]) -> list[Crumb]:
    """Return the way to a page of keys."""
    return [
        Crumb(_("Desk"), navigation.url_of("desk:home")),
        Crumb(_("Signing keys"), navigation.url_of("credentials:keys") if steps else ""),
        *(Crumb(label, url) for label, url in steps),
    ]


def short(multikey: str) -> str:
    """Return the ends of a key, by which people compare two of them."""
    return f"{multikey[:SHOWN_ENDS]}…{multikey[-SHOWN_ENDS:]}"


def change_terms(one: Change) -> list[Term]:
    """Return what a proposal says, and who made it."""
    since = [Term(_("In strange hands since"), words.full_instant(one.since))] if one.since else []
    by = f"{one.proposed_for}　{one.proposed_by}　{words.full_day(one.proposed_at)}".strip("　")
    return [*since, Term(_("Reason"), one.reason), Term(_("Proposed by"), by)]


def effect_terms(line: Line, one: Change) -> list[Term]:
    """Return what confirming a proposal does, in numbers."""
    found = pages.effect(line, one)
    stays = [Term(_("Certificates that stay good"), formats.number(found.stays))]
    if one.kind is Kind.ROTATION:
        return stays
    return [*stays, Term(_("Certificates that verify no longer"), formats.number(found.falls))]


def _first(actor: Actor) -> dict[str, Any] | None:
    """Return what is shown of the province's first key while it is still to be made."""
    found = pages.first(actor)
    if found is None:
        return None
    one = found.proposal
    if one is not None:
        acts = _decisions(found.may, one, 0)
        return {"owner": found.owner, "terms": change_terms(one), "acts": acts}
    acts = []
    if Permission.KEY_CHANGE in found.may:
        url = reverse("credentials:key-first")
        acts.append(Act(_("Propose a key of the province"), url, "lock", "primary", dialog=True))
    return {"owner": found.owner, "terms": [], "acts": acts}


def _row(line: Line) -> dict[str, Any]:
    return {
        "id": line.id,
        "organisation": line.organisation,
        "short": short(line.multikey),
        "multikey": line.multikey,
        "since": line.since,
        "until": line.until,
        "why": _why(line),
        "chip": CHANGING if line.is_changing else CHIPS[line.standing],
        "standing": CHIPS[line.standing],
        "seconds": [
            *((_second_label(one), one.public) for one in line.sm2),
            *((_third_label(one), one.public) for one in line.rsa),
        ],
        "signs_sm2": line.signs_sm2,
        "signs_rsa": line.signs_rsa,
    }


def _why(line: Line) -> str:
    if line.stolen_at is not None:
        said = _("Stolen on {day}; only what the evidence log held before is believed.")
        return said.format(day=words.full_day(line.stolen_at))
    return _("Retired; what it signed stays good.") if line.until else ""


def _kept(line: Line) -> str:
    if line.token:
        return _("in the token {token}, which it never leaves").format(token=line.token)
    return _("sealed in the database, under the key file")


def _document(line: Line) -> str:
    """Return where the document of an identifier under this host lies, "" for did:key."""
    if not line.did.startswith(did.WEB_METHOD):
        return ""
    return reverse("credentials:did", args=[line.code])


def _terms(line: Line) -> list[Term]:
    until = words.full_instant(line.until) if line.until else ""
    stolen = words.full_instant(line.stolen_at) if line.stolen_at else ""
    entries = formats.number(line.entries) if line.entries is not None else ""
    return [
        Term(_("Identifier"), line.did, code=True),
        Term(_("Public key"), line.multikey, code=True),
        Term(_("Private key"), _kept(line)),
        Term(_("Since when"), words.full_instant(line.since)),
        *([Term(_("Until when"), until)] if until else []),
        *([Term(_("In strange hands since"), stolen)] if stolen else []),
        *([Term(_("Entries of the evidence log before that"), entries)] if stolen else []),
    ]


def _second_label(one: Second) -> str:
    since = words.full_day(one.since)
    if one.until is None:
        return _("Signs with SM2 as well since {day}").format(day=since)
    said = _("Signed with SM2 as well from {day} to {until}")
    return said.format(day=since, until=words.full_day(one.until))


def _third_label(one: Second) -> str:
    since = words.full_day(one.since)
    if one.until is None:
        return _("Signs tokens of Open Badges (RS256) since {day}").format(day=since)
    said = _("Signed tokens of Open Badges (RS256) from {day} to {until}")
    return said.format(day=since, until=words.full_day(one.until))


def _second_terms(one: Second, label: str = "") -> list[Term]:
    """Return what is shown of a key beside another; `label` says what names it, if not itself."""
    until = [Term(_("Until when"), words.full_instant(one.until))] if one.until else []
    return [
        Term(label or _("Public key"), one.public, code=True),
        Term(_("Since when"), words.full_instant(one.since)),
        *until,
    ]


def _figures(found: Detail) -> list[Term]:
    lost = formats.number(found.lost)
    records = [Term(_("Whole records signed with it"), formats.number(found.records))]
    return [
        Term(_("Certificates signed with it"), formats.number(found.signed)),
        *(records if found.records else []),
        *([Term(_("Certificates that verify no longer"), lost)] if found.lost else []),
        *(
            [Term(_("Of these to be replaced"), formats.number(found.waiting))]
            if found.lost
            else []
        ),
    ]


def _title(one: Change) -> str:
    return f"{_(LABELS[one.kind])}　{_(LABELS[one.state])}"


def _decision(one: Change) -> list[Term]:
    assert one.decided_at is not None  # noqa: S101 - only an open proposal has none
    by = f"{one.decided_by}　{words.full_day(one.decided_at)}".strip("　")
    answer = [Term(_("Answer"), one.answer)] if one.answer else []
    return [*answer, Term(_("Decided by"), by)]


def _acts(found: Detail) -> list[Act]:
    key, one = found.line.id, found.proposal
    if one is not None:
        return [*_decisions(found.may, one, key), *_wishes(found)]
    if Permission.KEY_CHANGE not in found.may:
        return []
    acts = _wishes(found)
    if found.line.standing is Standing.CURRENT:
        url = reverse("credentials:key-rotate", args=[key])
        acts.append(Act(_("Propose a rotation"), url, "refresh", dialog=True))
    url = reverse("credentials:key-theft", args=[key])
    return [*acts, Act(_("Report a theft"), url, "alert", "danger", dialog=True)]


def _wishes(found: Detail) -> list[Act]:
    """Return what the organisation itself may wish beside its key, where that is good for it."""
    line = found.line
    if line.standing is not Standing.CURRENT:
        return []
    acts = []
    if Permission.SM2_ASK in found.may:
        begin, end = _("Sign with SM2 as well"), _("End SM2 signatures")
        acts += _wish(found, "key-sm2", begin, end, found.sm2_barred, has=line.signs_sm2)
    if Permission.RSA_ASK in found.may:
        begin, end = _("Make tokens of Open Badges"), _("End tokens of Open Badges")
        acts += _wish(found, "key-rsa", begin, end, found.rsa_barred, has=line.signs_rsa)
    return acts


def _wish(found: Detail, name: str, begin: str, end: str, why_not: str, *, has: bool) -> list[Act]:
    """Return the button that begins something beside a key, or the one that ends it."""
    if has:
        url = reverse(f"credentials:{name}-end", args=[found.line.id])
        return [Act(end, url, "x", dialog=True)]
    if found.proposal is not None and found.proposal.kind is Kind.THEFT:
        return []
    url, barred = (
        reverse(f"credentials:{name}", args=[found.line.id]),
        _(why_not) if why_not else "",
    )
    return [Act(begin, url, "shield", dialog=not barred, barred=barred)]


def _decisions(may: frozenset[str], one: Change, key: int) -> list[Act]:
    acts = []
    if Permission.KEY_CONFIRM in may:
        barred = _("Somebody else decides on it than who proposed it.") if one.is_own else ""
        confirm = reverse("credentials:key-confirm", args=[one.id])
        decline = reverse("credentials:key-decline", args=[one.id])
        acts += [
            Act(
                _(LABELS[Verb.CONFIRM]),
                confirm,
                "check",
                "danger",
                dialog=not barred,
                barred=barred,
            ),
            Act(_(LABELS[Verb.DECLINE]), decline, "x", dialog=not barred, barred=barred),
        ]
    if Permission.KEY_CHANGE in may and one.is_ours:
        url = reverse("credentials:key-withdraw", args=[one.id])
        acts.append(Act(_(LABELS[Verb.WITHDRAW]), url, "undo", post=True))
    if Permission.KEY_CHANGE in may and one.kind is Kind.ROTATION:
        url = reverse("credentials:key-theft", args=[key])
        acts.append(Act(_("Report a theft"), url, "alert", "danger", dialog=True))
    return acts

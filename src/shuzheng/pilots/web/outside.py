"""What institutions held outside the pilot: the list, one record, its forms (R-043)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms as dj
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from shuzheng.foundation import files
from shuzheng.foundation.ui import forms as ui
from shuzheng.foundation.ui import listing
from shuzheng.foundation.ui.forms import choose
from shuzheng.foundation.ui.parts import Act, Chip, Crumb, Fact, Kind, Term
from shuzheng.foundation.web import acting, gate, leaving
from shuzheng.identity.services import exporting
from shuzheng.kernel import periods
from shuzheng.pilots.access import Permission
from shuzheng.pilots.queries import outside as queries
from shuzheng.pilots.rules import outside as rules
from shuzheng.pilots.rules.outside import OUTSIDE, State, Verb
from shuzheng.pilots.services import outside as services
from shuzheng.pilots.sheets.outside import MARK
from shuzheng.pilots.sheets.outside import OUTSIDE as WORKBOOK
from shuzheng.pilots.web import words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from django.http import HttpResponse

    from shuzheng.foundation.web.request import Request
    from shuzheng.kernel.actor import Actor
    from shuzheng.pilots.queries.outside import OutsideLine

COLUMNS = (
    listing.Column("certificate", _("Certificate"), sortable=True, lead=True),
    listing.Column("institution", _("Institution"), sortable=True, wide=True),
    listing.Column("kind", pgettext_lazy("outside", "Kind")),
    listing.Column("issuer", _("Who issues it"), wide=True),
    listing.Column("persons", _("Persons"), numeric=True, sortable=True, short=_("Persons")),
    listing.Column("since", _("First day"), sortable=True),
    listing.Column("state", _("State"), fixed=True, end=True),
)
VIEWS = {
    "recorded": _("Outside record"),
    "withdrawn": _("Outside record withdrawn"),
    "all": _("All"),
}
PAPERS = ("pdf", "png", "jpeg")
LONGEST_NAME, LONGEST_TEXT, LONGEST_REASON = 150, 2_000, 500
form_methods = require_http_methods(["GET", "HEAD", "POST"])


class Filters(dj.Form):
    """What the list can be narrowed by."""

    q = dj.CharField(label=_("Certificate, issuer or institution"), required=False)
    kind = dj.ChoiceField(label=pgettext_lazy("outside", "Kind"), required=False)

    def __init__(self, *args: Any, **more: Any) -> None:  # noqa: ANN401 - a form's own arguments
        super().__init__(*args, **more)
        choose(self, "kind", [("", pgettext_lazy("outside", "All kinds")), *_kinds()])


class Recording(ui.Form):
    """One thing that was held outside the pilot."""

    kind = dj.ChoiceField(label=pgettext_lazy("outside", "Kind"), widget=dj.RadioSelect)
    certificate = dj.CharField(label=_("Name of the certificate"), max_length=LONGEST_NAME)
    issuer = dj.CharField(label=_("Who issues it"), max_length=LONGEST_NAME)
    persons = dj.IntegerField(
        label=_("How many persons took part"), min_value=1, max_value=rules.MOST_PERSONS
    )
    since = ui.Day(label=_("First day"))
    until = ui.Day(label=_("Last day"))
    words = dj.CharField(
        label=_("What it was"),
        max_length=LONGEST_TEXT,
        required=False,
        help_text=_("No names of persons."),
        widget=dj.Textarea(attrs={"rows": 4}),
    )
    document = dj.FileField(
        label=_("Document"), required=False, help_text=_("PDF, or a photo or scan of it")
    )

    def __init__(self, *args: Any, **more: Any) -> None:  # noqa: ANN401 - a form's own arguments
        super().__init__(*args, **more)
        choose(self, "kind", _kinds())


class Withdrawing(ui.Form):
    """Why a record is withdrawn."""

    reason = dj.CharField(
        label=_("Reason"),
        max_length=LONGEST_REASON,
        help_text=_("No names of persons."),
        widget=dj.Textarea(attrs={"rows": 3}),
    )


@require_safe
@gate.signed_in
def index(request: Request) -> HttpResponse:
    """List what was held outside the pilot, within reach."""
    actor = request.actor
    actor.require(Permission.OUTSIDE_VIEW)
    counts = queries.counts(actor)
    wish = listing.read(request.GET, COLUMNS, sort="-since", views=queries.VIEWS)
    filters = Filters(request.GET)
    chosen = listing.chosen(filters)
    if wish.export:
        return _exported(request, wish, chosen)
    found = queries.lines(actor, wish, **chosen)
    context = {
        "crumbs": [Crumb(_("Desk"), "/desk/"), Crumb(_("Outside the pilot"))],
        "listing": listing.Listing(
            request.GET,
            wish,
            COLUMNS,
            listing.Found([_row(one) for one in found.rows], found.total, found.page),
            filters=filters,
            saved=[listing.View(key, VIEWS[key], counts[key]) for key in queries.VIEWS],
            caption=_("Outside the pilot"),
            unit=_("records"),
        ),
        "may_record": actor.may(Permission.OUTSIDE_RECORD),
    }
    return render(request, "pilots/outside/list.html", context)


@require_safe
@gate.signed_in
def show(request: Request, pk: int) -> HttpResponse:
    """Show one record."""
    line = queries.one(pk, request.actor)
    context = {
        "crumbs": [*_crumbs(), Crumb(line.certificate)],
        "line": line,
        "scope": _mark(),
        "chip": _chip(line.state),
        "meta": [
            Fact("building", line.institution),
            Fact("flag", gettext(rules.KINDS[line.kind])),
            Fact("calendar", f"{line.since.isoformat()} – {line.until.isoformat()}"),
        ],
        "acts": list(_acts(line, request.actor)),
        "about": list(_about(line)),
        "lines": words.happened([f"pilots.outsiderecord:{pk}"]),
    }
    return render(request, "pilots/outside/detail.html", context)


@form_methods
@gate.signed_in
def record(request: Request) -> HttpResponse:
    """Record what one's own institution held outside the pilot."""
    request.actor.require(Permission.OUTSIDE_RECORD)
    today = periods.day(request.now)
    form = Recording(
        acting.posted(request),
        acting.uploaded(request),
        initial={"since": today, "until": today},
    )

    def act(data: Mapping[str, Any]) -> None:
        upload = data["document"]
        kept = (
            files.store(upload, actor=request.actor, now=request.now, kinds=PAPERS).pk
            if upload
            else None
        )
        held = services.Held(
            rules.Kind(data["kind"]),
            data["certificate"],
            data["issuer"],
            data["persons"],
            data["since"],
            data["until"],
            data["words"],
            kept,
        )
        services.record(held, actor=request.actor, now=request.now)

    heading = gettext("Record what was held outside the pilot")
    context = {
        "crumbs": [*_crumbs(), Crumb(heading)],
        "cancel_url": reverse("pilots:outsides"),
        "heading": heading,
        "consequence": _("It counts in no figure of the pilot and gets no money of the pilot."),
        "submit": _("Record it"),
        "rule": "R-043",
    }
    said = gettext("It is on record as outside the pilot.")
    return acting.answered(request, "pilots/form.html", form, context, act, said)


@form_methods
@gate.signed_in
def withdraw(request: Request, pk: int) -> HttpResponse:
    """Withdraw a record with its reason."""
    line = queries.one(pk, request.actor, Permission.OUTSIDE_RECORD)
    OUTSIDE.after(line.state, Verb.WITHDRAW)
    form = Withdrawing(acting.posted(request))

    def act(data: Mapping[str, Any]) -> None:
        services.withdraw(pk, data["reason"], actor=request.actor, now=request.now)

    url, heading = reverse("pilots:outside", args=[pk]), gettext(OUTSIDE.labels[Verb.WITHDRAW])
    context = {
        "crumbs": [*_crumbs(), Crumb(line.certificate, url), Crumb(heading)],
        "cancel_url": url,
        "heading": heading,
        "name": line.certificate,
        "consequence": _("It stays in sight with the reason."),
        "submit": heading,
        "rule": "R-043",
    }
    said = gettext("The outside record is withdrawn.")
    return acting.answered(request, "pilots/form.html", form, context, act, said)


def _crumbs() -> list[Crumb]:
    return [Crumb(_("Desk"), "/desk/"), Crumb(_("Outside the pilot"), reverse("pilots:outsides"))]


def _kinds() -> list[tuple[str, str]]:
    return [(kind.value, gettext(word)) for kind, word in rules.KINDS.items()]


def _mark() -> Chip:
    """Return the mark that every record bears wherever it shows."""
    return Chip(Kind.WAIT, gettext(rules.MARK))


def _chip(state: State) -> Chip | None:
    """Return that a record is withdrawn; what stands needs no word beside the mark."""
    return Chip(Kind.OFF, gettext(OUTSIDE.labels[state])) if state is State.WITHDRAWN else None


def _row(one: OutsideLine) -> dict[str, Any]:
    return {
        "one": one,
        "url": reverse("pilots:outside", args=[one.id]),
        "kind": gettext(rules.KINDS[one.kind]),
        "mark": _mark(),
        "chip": _chip(one.state),
    }


def _about(line: OutsideLine) -> Iterator[Term]:
    """Yield what a record says, without what it does not have."""
    yield Term(pgettext_lazy("outside", "Kind"), gettext(rules.KINDS[line.kind]))
    yield Term(_("Name of the certificate"), line.certificate)
    yield Term(_("Who issues it"), line.issuer)
    yield Term(_("How many persons took part"), str(line.persons))
    yield Term(_("First day"), line.since.isoformat())
    yield Term(_("Last day"), line.until.isoformat())
    if line.words:
        yield Term(_("What it was"), line.words)
    if line.document:
        uid, name = line.document
        yield Term(_("Document"), name, reverse("files:download", args=[uid]))
    yield Term(_("Recorded on"), line.recorded_on.isoformat())


def _acts(line: OutsideLine, actor: Actor) -> Iterator[Act]:
    if actor.may(Permission.OUTSIDE_RECORD) and OUTSIDE.allows(line.state, Verb.WITHDRAW):
        url = reverse("pilots:outside-withdraw", args=[line.id])
        yield Act(gettext(OUTSIDE.labels[Verb.WITHDRAW]), url, "undo", rule="R-043")


def _exported(request: Request, wish: listing.Wish, chosen: Mapping[str, str]) -> HttpResponse:
    body = exporting.workbook(
        WORKBOOK,
        (_cells(one) for one in queries.every(request.actor, wish, **chosen)),
        printed_by=str(request.actor_label),
        filter_words=str(VIEWS.get(wish.view, "")),
        actor=request.actor,
        now=request.now,
    )
    return leaving.file(f"{WORKBOOK.title}.xlsx", body, leaving.XLSX)


def _cells(one: OutsideLine) -> dict[str, Any]:
    return {
        "scope": MARK,
        "code": one.code,
        "institution": one.institution,
        "kind": one.kind.value,
        "certificate": one.certificate,
        "issuer": one.issuer,
        "persons": one.persons,
        "since": one.since,
        "until": one.until,
        "words": one.words,
        "document": one.document[1] if one.document else "",
        "recorded_on": one.recorded_on,
        "state": one.state.value,
        "withdrawn_on": one.withdrawn_on,
        "reason": one.reason,
    }

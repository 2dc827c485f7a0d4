"""Certificates in institutions: the list, one of them with its reviews, the review's form."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from shuzheng.catalogue.queries import certificates
from shuzheng.foundation import files
from shuzheng.foundation.ui import listing
from shuzheng.foundation.ui.parts import Act, Chip, Crumb, Fact, Kind
from shuzheng.foundation.web import acting, gate
from shuzheng.kernel import periods
from shuzheng.kernel.actor import Reach
from shuzheng.pilots.access import Permission
from shuzheng.pilots.queries import pages_entries
from shuzheng.pilots.rules import entry as rules
from shuzheng.pilots.rules.entry import ENTRY, State, Verb
from shuzheng.pilots.services import entries
from shuzheng.pilots.web import forms, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from django.http import HttpResponse

    from shuzheng.foundation.web.request import Request
    from shuzheng.kernel.actor import Actor
    from shuzheng.pilots.queries.pages_entries import EntryLine, EntryPage, ReviewView

COLUMNS = (
    listing.Column("certificate", _("Certificate"), sortable=True, lead=True),
    listing.Column("institution", _("Institution"), sortable=True, wide=True),
    listing.Column("organisation", _("Evaluation organisation"), wide=True),
    listing.Column("score", _("Score"), numeric=True, short=_("score")),
    listing.Column("approved", _("Review passed"), sortable=True, short=_("passed")),
    listing.Column("state", _("State"), sortable=True, fixed=True, end=True),
)
REVIEWABLE = (State.PROPOSED, State.UNDER_APPRAISAL)
form_methods = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@gate.signed_in
def index(request: Request) -> HttpResponse:
    """List the certificates in institutions."""
    actor = request.actor
    actor.require(Permission.ENTRY_VIEW)
    own = actor.reach is Reach.ORGANISATION
    columns = tuple(c for c in COLUMNS if not own or c.key != "institution")
    wish = listing.read(request.GET, columns, sort="certificate", views=pages_entries.VIEWS)
    filters = forms.Search(request.GET)
    found = pages_entries.lines(actor, wish, **listing.chosen(filters))
    counts = pages_entries.counts(actor)
    context = {
        "crumbs": [Crumb(_("Desk"), "/desk/"), Crumb(_("Certificates in use"))],
        "listing": listing.Listing(
            request.GET,
            wish,
            columns,
            listing.Found([_row(one) for one in found.rows], found.total, found.page),
            filters=filters,
            saved=(
                listing.View("all", _("All"), counts["all"]),
                listing.View("use", _("In use"), counts["use"]),
                listing.View("open", _("Being taken up"), counts["open"]),
                listing.View("out", _("Not taken up or left"), counts["out"]),
            ),
            caption=_("Certificates in use"),
            unit=_("certificates"),
            exports=(),
        ),
        "own": own,
        "may_propose": actor.may(Permission.ENTRY_REVIEW),
    }
    return render(request, "pilots/entries/list.html", context)


@form_methods
@gate.signed_in
def propose(request: Request) -> HttpResponse:
    """Propose a certificate."""
    request.actor.require(Permission.ENTRY_REVIEW)
    choices = [(one.id, f"{one.code} {one.name}") for one in certificates.listing()]
    form = forms.Propose(acting.posted(request), certificates=choices)
    made: list[int] = []

    def act(data: Mapping[str, Any]) -> None:
        made.append(entries.propose(data["certificate"], actor=request.actor, now=request.now))

    if acting.done(request, form, act):
        return redirect("pilots:entry", made[0])
    url = reverse("pilots:entries")
    context = {
        "crumbs": [*_crumbs(), Crumb(_("Propose"))],
        "cancel_url": url,
        "heading": _("Propose a certificate"),
        "consequence": _("Your expert body appraises it before it can be used."),
        "submit": _("Propose"),
        "rule": "R-050",
    }
    return acting.page(request, "pilots/form.html", form, context)


@require_safe
@gate.signed_in
def show(request: Request, pk: int) -> HttpResponse:
    """Show one certificate in an institution."""
    page = pages_entries.detail(pk, request.actor)
    context = {
        "crumbs": [*_crumbs(), Crumb(page.code)],
        "page": page,
        "chip": words.entry_chip(page.state),
        "meta": [
            Fact("hash", page.code),
            Fact("building", page.institution),
            Fact("award", page.organisation),
        ],
        "life": words.way(
            ENTRY,
            page.state,
            {State.APPROVED: page.approved_on.isoformat()} if page.approved_on else {},
            {},
        ),
        "acts": list(_acts(page, request.actor)),
        "reviews": [_review(one) for one in page.reviews],
        "lines": words.happened([f"pilots.institutioncertificate:{page.id}"]),
    }
    return render(request, "pilots/entries/detail.html", context)


@form_methods
@gate.signed_in
def review(request: Request, pk: int) -> HttpResponse:
    """Record the expert body's review."""
    page = pages_entries.detail(pk, request.actor, Permission.ENTRY_REVIEW)
    ENTRY.after(State.UNDER_APPRAISAL if page.state is State.PROPOSED else page.state, Verb.APPROVE)
    usual = pages_entries.scheme(request.now)
    initial: dict[str, object] = {
        "reviewed_on": periods.day(request.now),
        "pass_mark": usual.pass_mark,
        **{f"weight_{name}": weight for name, weight in usual.weights.items()},
    }
    form = forms.Scheme(acting.posted(request), acting.uploaded(request), initial=initial)
    sheets = forms.ExpertSheets(acting.posted(request), prefix="sheets")
    passed: list[bool] = []

    def act(data: Mapping[str, Any]) -> None:
        named = [line for line in sheets.cleaned_data if line.get("expert")]
        kept = files.store(data["minutes"], actor=request.actor, now=request.now)
        passed.append(
            entries.record_review(
                pk,
                experts=[line["expert"] for line in named],
                sheets=[{one.value: line[one.value] for one in rules.Criterion} for line in named],
                weights=form.weights(),
                pass_mark=data["pass_mark"],
                reviewed_on=data["reviewed_on"],
                minutes_id=kept.pk,
                actor=request.actor,
                now=request.now,
            )
        )

    if acting.done(request, form, act, sheets):
        if passed[0]:
            messages.success(request, gettext("The review is on file: passed."))
        else:
            messages.warning(request, gettext("The review is on file: not passed."))
        return redirect("pilots:entry", pk)
    url = reverse("pilots:entry", args=[pk])
    context = {
        "crumbs": [*_crumbs(), Crumb(page.code, url), Crumb(_("Entry review"))],
        "cancel_url": url,
        "page": page,
        "criteria": [gettext(rules.CRITERION_LABELS[one]) for one in rules.Criterion],
    }
    return acting.page(request, "pilots/entries/review.html", form, context, sheets)


@form_methods
@gate.signed_in
def leave(request: Request, pk: int) -> HttpResponse:
    """Begin the exit."""
    page = pages_entries.detail(pk, request.actor, Permission.ENTRY_REVIEW)
    ENTRY.after(page.state, Verb.BEGIN_EXIT)
    form = forms.Reason(acting.posted(request))

    def act(data: Mapping[str, Any]) -> None:
        entries.begin_exit(pk, data["reason"], actor=request.actor, now=request.now)

    if acting.done(request, form, act):
        messages.success(request, gettext("The exit has begun; nobody new is registered."))
        return redirect("pilots:entry", pk)
    url = reverse("pilots:entry", args=[pk])
    context = {
        "crumbs": [*_crumbs(), Crumb(page.code, url), Crumb(_("Exit"))],
        "cancel_url": url,
        "name": page.certificate,
        "heading": _("Begin to leave this certificate?"),
        "consequence": _("No new registrations here; candidates already registered finish."),
        "submit": _("Begin the exit"),
        "danger": True,
    }
    return acting.page(request, "pilots/confirm.html", form, context)


def _crumbs() -> list[Crumb]:
    return [Crumb(_("Desk"), "/desk/"), Crumb(_("Certificates in use"), reverse("pilots:entries"))]


def _acts(page: EntryPage, actor: Actor) -> Iterator[Act]:
    if not actor.may(Permission.ENTRY_REVIEW):
        return
    if page.state in REVIEWABLE:
        yield Act(
            _("Record the entry review"),
            reverse("pilots:entry-review", args=[page.id]),
            "clipboard",
            "primary",
        )
    if page.state is State.APPROVED:
        yield Act(
            _("Put into use"),
            "",
            "check",
            "primary",
            barred=_("It comes into use once a filing in force names it."),
            rule="R-050",
        )
    if ENTRY.allows(page.state, Verb.PROPOSE_AGAIN):
        yield Act(_("Propose again"), reverse("pilots:entry-new"), "refresh")
    if ENTRY.allows(page.state, Verb.BEGIN_EXIT):
        yield Act(
            _("Begin the exit"),
            reverse("pilots:entry-exit", args=[page.id]),
            "ban",
            "danger",
            dialog=True,
        )


def _row(one: EntryLine) -> dict[str, Any]:
    return {
        "id": one.id,
        "url": reverse("pilots:entry", args=[one.id]),
        "certificate": one.certificate,
        "code": one.code,
        "institution": one.institution,
        "organisation": one.organisation,
        "score": _points(one.score),
        "approved": one.approved_on,
        "chip": words.entry_chip(one.state),
    }


def _points(hundredths: int | None) -> str:
    return "" if hundredths is None else f"{hundredths / 100:.2f}"


def _review(one: ReviewView) -> dict[str, Any]:
    criteria = list(rules.Criterion)
    kind, word = (Kind.OK, gettext("Passed")) if one.passed else (Kind.BAD, gettext("Not passed"))
    return {
        "id": one.id,
        "title": gettext("Entry review of {day}").format(day=one.reviewed_on),
        "chip": Chip(kind, word),
        "score": _points(one.score),
        "pass_mark": one.pass_mark,
        "columns": (
            listing.Column("expert", _("Expert"), lead=True),
            *(
                listing.Column(
                    c.value,
                    f"{gettext(rules.CRITERION_LABELS[c])} {one.weights.get(c.value, 0)}%",
                    numeric=True,
                    short=gettext(rules.CRITERION_LABELS[c]),
                )
                for c in criteria
            ),
        ),
        "sheets": [
            {
                "expert": sheet.expert,
                "points": [(c.value, sheet.points.get(c.value)) for c in criteria],
            }
            for sheet in one.sheets
        ],
        "minutes_url": reverse("files:download", args=[one.minutes_uid]),
        "minutes_name": one.minutes_name,
    }

"""Activity reports: the list, and one of them with its signatures and what can be done."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from shuzheng.foundation.ui import listing
from shuzheng.foundation.ui.parts import Act, Check, Crumb, Fact, Term
from shuzheng.foundation.web import gate
from shuzheng.kernel import periods
from shuzheng.pilots.access import Permission
from shuzheng.pilots.queries import pages_activities
from shuzheng.pilots.rules import activity as rules
from shuzheng.pilots.rules.activity import ACTIVITY, State, Verb
from shuzheng.pilots.web import forms, words

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from django.http import HttpResponse

    from shuzheng.foundation.web.request import Request
    from shuzheng.kernel.actor import Actor
    from shuzheng.pilots.queries.pages_activities import ReportLine, ReportPage

COLUMNS = (
    listing.Column("title", _("Event"), sortable=True, lead=True),
    listing.Column("kind", _("Kind of event")),
    listing.Column("certificate", _("Certificate"), sortable=True, wide=True),
    listing.Column("organisation", _("Evaluation organisation"), wide=True),
    listing.Column("starts", _("Days"), sortable=True, short=_("days")),
    listing.Column("state", _("State"), sortable=True, fixed=True),
    listing.Column("due", _("Deadline"), end=True),
)
VIEWS = {
    "mine": _("Waiting for me"),
    "coming": _("Coming"),
    "past": _("Past"),
    "all": _("All"),
}


@require_safe
@gate.signed_in
def index(request: Request) -> HttpResponse:
    """List the activity reports."""
    actor = request.actor
    actor.require(Permission.ACTIVITY_VIEW)
    counts = pages_activities.counts(actor, request.now)
    views = pages_activities.VIEWS if counts["mine"] else ("all", "mine", "coming", "past")
    wish = listing.read(request.GET, COLUMNS, sort="-starts", views=views)
    filters = forms.ReportFilters(request.GET)
    found = pages_activities.lines(actor, wish, request.now, **listing.chosen(filters))
    context = {
        "crumbs": [Crumb(_("Desk"), "/desk/"), Crumb(_("Activity reports"))],
        "listing": listing.Listing(
            request.GET,
            wish,
            COLUMNS,
            listing.Found([_row(one) for one in found.rows], found.total, found.page),
            filters=filters,
            saved=[listing.View(key, VIEWS[key], counts[key]) for key in pages_activities.VIEWS],
            caption=_("Activity reports"),
            unit=_("reports"),
            exports=(),
        ),
        "may_report": actor.may(Permission.ACTIVITY_REPORT),
        "everything": counts["all"],
    }
    return render(request, "pilots/activities/list.html", context)


@require_safe
@gate.signed_in
def show(request: Request, pk: int) -> HttpResponse:
    """Show one activity report."""
    page = pages_activities.detail(pk, request.actor, request.now)
    today = periods.day(request.now)
    context = {
        "crumbs": [*crumbs(), Crumb(page.number)],
        "page": page,
        "chip": words.activity_chip(page.state),
        "meta": [
            Fact("hash", page.number),
            Fact("calendar", days(page.starts_on, page.ends_on)),
            Fact("pin", page.place),
        ],
        "life": words.way(ACTIVITY, page.state, _notes(page), {State.OBJECTED: State.SUBMITTED}),
        "acts": list(_acts(page, request.actor, today)),
        "checks": checks(page, today),
        "terms": _terms(page),
        "lines": words.happened([f"pilots.activityreport:{page.id}"]),
    }
    return render(request, "pilots/activities/detail.html", context)


def crumbs() -> list[Crumb]:
    """Return the way to an activity report."""
    return [Crumb(_("Desk"), "/desk/"), Crumb(_("Activity reports"), reverse("pilots:activities"))]


def days(first: date, last: date) -> str:
    """Return the days of an event."""
    if first == last:
        return first.isoformat()
    return gettext("{since} to {until}").format(since=first, until=last)


def checks(page: ReportPage, today: date) -> list[Check]:
    """Return the conditions under which a report can be submitted, with their dates."""
    early = page.starts_on >= page.earliest_start_on or page.submitted_on is not None
    return [
        Check(
            _("The organisation has signed"),
            held=page.organisation_signed_on is not None,
            reason=_on(page.organisation_signed_on),
            rule="R-056",
        ),
        _alliance(page, today),
        Check(
            _("Reported early enough"),
            held=early,
            reason=gettext("The event starts on {start}.").format(start=page.starts_on)
            if early
            else gettext(
                "The event starts on {start}; reported today it may start on {earliest}."
            ).format(start=page.starts_on, earliest=page.earliest_start_on),
            rule="R-056",
        ),
    ]


def _alliance(page: ReportPage, today: date) -> Check:
    title = _("The alliance has signed, or was asked and stayed silent")
    if page.alliance_signed_on:
        return Check(title, held=True, reason=_on(page.alliance_signed_on), rule="R-056")
    until = page.signature_until
    if until is None:
        return Check(
            title,
            held=False,
            reason=gettext("The alliance has neither signed nor been asked to sign."),
            rule="R-056",
        )
    if today <= until:
        said = gettext("Asked on {asked}; it may sign until {until}.")
    else:
        said = gettext("Asked on {asked}, no signature until {until}: the report goes without it.")
    return Check(
        title,
        held=today > until,
        reason=said.format(asked=page.alliance_asked_on, until=until),
        rule="R-056",
    )


def _on(day: date | None) -> str:
    return gettext("On {day}.").format(day=day) if day else gettext("Not yet.")


def _notes(page: ReportPage) -> dict[State, str]:
    notes = {State.SUBMITTED: page.submitted_on, State.NOTED: page.noted_on}
    said = {state: on.isoformat() for state, on in notes.items() if on}
    if page.state is State.SUBMITTED and page.answer_until:
        said[State.NOTED] = gettext("by itself after {day}").format(day=page.answer_until)
    elif page.noted_by_silence and page.noted_on:
        said[State.NOTED] = gettext("{day}, by silence").format(day=page.noted_on)
    return said


def _terms(page: ReportPage) -> list[Term]:
    terms = [
        Term(_("Kind of event"), gettext(rules.EVENT_LABELS[page.kind])),
        Term(_("Certificate"), f"{page.certificate}（{page.code}）"),
        Term(_("Levels"), words.level_list(page.levels)),
        Term(_("Evaluation organisation"), page.organisation),
        Term(_("Alliance"), page.alliance),
        Term(_("Lead"), page.lead),
        Term(_("Where it is held"), page.place),
        Term(_("People expected"), str(page.headcount) if page.headcount else ""),
    ]
    if page.asked_proof:
        uid, name = page.asked_proof
        url = reverse("files:download", args=[uid])
        terms.append(Term(_("Proof of having asked"), name, url))
    return terms


def _acts(page: ReportPage, actor: Actor, today: date) -> Iterator[Act]:
    if actor.may(Permission.ACTIVITY_REPORT) and actor.organisation_id == page.organisation_id:
        yield from _organisation(page, today)
    if actor.may(Permission.ALLIANCE_SIGN) and actor.organisation_id == page.lead_id:
        yield from _lead(page)
    if actor.may(Permission.ACTIVITY_ANSWER) and page.state is State.SUBMITTED:
        yield Act(
            _("Note the report"),
            _url("note", page),
            "check",
            "primary",
            post=True,
            note=gettext("Otherwise it is noted by itself after {day}.").format(
                day=page.answer_until
            ),
        )
        yield Act(_("Object to the report"), _url("object", page), "chat", dialog=True)


def _organisation(page: ReportPage, today: date) -> Iterator[Act]:
    """Yield what the organisation does with its report."""
    if page.state in pages_activities.UNSIGNED:
        if page.organisation_signed_on is None:
            yield Act(_("Sign the report"), _url("sign", page), "sign", "primary", post=True)
        failed = [one for one in checks(page, today) if not one.held]
        yield Act(
            _("Submit the report"),
            _url("submit", page),
            "send",
            "primary" if page.organisation_signed_on else "",
            post=True,
            barred=gettext("Not met: {condition}").format(condition=failed[0].title)
            if failed
            else "",
            rule="R-056" if failed else "",
        )
        yield Act(_("Change the report"), _url("edit", page), "edit")
        if page.alliance_signed_on is None and page.alliance_asked_on is None:
            yield Act(_("Ask the alliance to sign"), _url("ask", page), "chat")
    if ACTIVITY.allows(page.state, Verb.CANCEL):
        yield Act(_("Cancel the event"), _url("cancel", page), "ban", "danger", dialog=True)
    if ACTIVITY.allows(page.state, Verb.HOLD):
        yield Act(_("Record as held"), _url("hold", page), "flag", "primary", post=True)
    if ACTIVITY.allows(page.state, Verb.SUM_UP):
        yield Act(_("Sum up the event"), _url("sum-up", page), "clipboard", "primary")


def _lead(page: ReportPage) -> Iterator[Act]:
    """Yield what the alliance's lead does."""
    if page.state not in pages_activities.UNSIGNED:
        return
    signed = page.alliance_signed_on
    yield Act(
        _("Sign for the alliance"),
        _url("sign", page),
        "sign",
        "primary",
        post=True,
        barred=gettext("You have signed on {day}.").format(day=signed) if signed else "",
    )


def _url(act: str, page: ReportPage) -> str:
    return reverse(f"pilots:activity-{act}", args=[page.id])


def _row(one: ReportLine) -> dict[str, Any]:
    return {
        "id": one.id,
        "url": reverse("pilots:activity", args=[one.id]),
        "title": one.title,
        "number": one.number,
        "kind": gettext(rules.EVENT_LABELS[one.kind]),
        "certificate": one.certificate,
        "organisation": one.organisation,
        "starts": one.starts_on,
        "ends": one.ends_on if one.ends_on != one.starts_on else None,
        "chip": words.activity_chip(one.state),
        "due": one.due_on,
    }

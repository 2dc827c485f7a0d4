"""Pages of the assessment day: the list at the door, for tablet and phone; the end."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from shuzheng.assessment.access import Permission
from shuzheng.assessment.queries import evidence
from shuzheng.assessment.queries import plans as plan_queries
from shuzheng.assessment.queries import sittings as queries
from shuzheng.assessment.rules import plan as plan_rules
from shuzheng.assessment.rules import sitting as rules
from shuzheng.assessment.services import sittings
from shuzheng.assessment.web import plan_frames, signs, words
from shuzheng.foundation.ui import formats, listing
from shuzheng.foundation.ui import forms as ui
from shuzheng.foundation.ui.parts import Act, Fact, Tab
from shuzheng.foundation.web import acting, gate

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from datetime import datetime

    from django.http import HttpResponse

    from shuzheng.assessment.queries.sittings import DayView, EntryView, SessionView
    from shuzheng.foundation.web.request import Request
    from shuzheng.kernel.actor import Actor


COLUMNS = (
    listing.Column("pick", _("Pick"), fixed=True),
    listing.Column("seat", _("Seat"), fixed=True),
    listing.Column("name", _("Candidate"), lead=True),
    listing.Column("document", _("Identity document"), short=_("document")),
    listing.Column("state", _("State")),
    listing.Column("checked", _("Checked in"), short=_("checked in")),
    listing.Column("more", _("Entry"), end=True),
)


class CorrectionForm(ui.Form):
    """Why an entry is taken back."""

    reason = forms.CharField(label=_("Reason"), max_length=200)


@require_safe
@gate.signed_in
def day(request: Request, pk: int) -> HttpResponse:
    """Show a sitting, room by room; whoever keeps the door can pick candidates and enter."""
    view = queries.day(pk, request.actor, acting.key(request.GET.get("session", "")))
    keeps = (
        view.hosts
        and request.actor.may(Permission.SITTING_RECORD)
        and view.plan_state == plan_rules.State.IN_PROGRESS
    )
    context = {
        **plan_frames.frame(plan_queries.page(pk, request.actor, request.now), request, "day"),
        "view": view,
        "sessions": _sessions(view),
        "keeps": keeps,
        "columns": COLUMNS if keeps else COLUMNS[1:-1],
        "rooms": [
            (room, [(one, signs.sitting_chip(one.state)) for one in room.sitters])
            for room in view.rooms
        ],
        "figures": [
            (signs.sitting_chip(state), count) for state, count in sorted(view.counts.items())
        ],
        "doors": _doors(view.session, request.now) if view.session else "",
        "acts": list(_acts(view, request.actor, request.now)),
        "lines": words.happened([f"assessment.plan:{pk}"]),
    }
    return render(request, "assessment/sittings/day.html", context)


@require_POST
@gate.signed_in
def start(request: Request, pk: int) -> HttpResponse:
    """Start the assessment."""
    return acting.pressed(
        request,
        lambda: sittings.start(pk, actor=request.actor, now=request.now),
        _("The assessment has started; candidates can be checked in."),
        reverse("assessment:day", args=[pk]),
    )


@require_POST
@gate.signed_in
def record(request: Request, pk: int) -> HttpResponse:
    """Enter what a button at the door says of the picked candidates."""
    ids = [acting.key(text) for text in request.POST.getlist("row")]
    plan_id = queries.plan_of(pk, request.actor)
    actor, now = request.actor, request.now
    second = request.POST.get("second", "")
    known: dict[str, Callable[[], int]] = {
        "check_in": lambda: sittings.check_in(pk, ids, second, actor=actor, now=now),
        "begin": lambda: sittings.begin(pk, actor=actor, now=now),
        "hand_in": lambda: sittings.hand_in(pk, ids, actor=actor, now=now),
        "absent": lambda: sittings.record_absence(pk, ids, actor=actor, now=now),
        "late": lambda: sittings.refuse_late(pk, ids, actor=actor, now=now),
    }
    url = f"{reverse('assessment:day', args=[plan_id])}?session={pk}"
    act = known.get(request.POST.get("act", ""))
    if act is None:
        return redirect(url)
    if second.strip():
        request.session["second_checker"] = sittings.readable(second)
    return acting.pressed(request, act, _("Entered."), url)


@require_http_methods(["GET", "HEAD", "POST"])
@gate.signed_in
def correct(request: Request, pk: int) -> HttpResponse:
    """Take an entry made by mistake back."""
    row = queries.entry(pk, request.actor)
    form = CorrectionForm(acting.posted(request))

    def act(data: Mapping[str, Any]) -> None:
        sittings.correct(pk, data["reason"], actor=request.actor, now=request.now)

    if acting.done(request, form, act):
        messages.success(request, gettext("The entry is taken back."))
        return redirect(back(row))
    state = gettext(rules.SITTING.labels[row.state])
    context = {
        **frame(row, _("Correct an entry")),
        "heading": gettext("Take back the entry of {name}").format(name=row.name),
        "submit": _("Take the entry back"),
        "hint": gettext("Entered: {state}").format(state=state),
    }
    return acting.page(request, "assessment/sittings/form.html", form, context)


@require_POST
@gate.signed_in
def ill(request: Request, pk: int) -> HttpResponse:
    """Record that a candidate is ill."""
    row = queries.entry(pk, request.actor)
    return acting.pressed(
        request,
        lambda: sittings.record_illness(pk, actor=request.actor, now=request.now),
        _("Recorded as ill."),
        back(row),
    )


@require_safe
@gate.signed_in
def entry(request: Request, pk: int) -> HttpResponse:
    """Show one candidate's sitting and what may be entered of it."""
    row = queries.entry(pk, request.actor)
    context = {
        **frame(row, row.name),
        "row": row,
        "chip": signs.sitting_chip(row.state),
        "heading": row.name,
        "meta_facts": [
            Fact("hash", row.ticket),
            Fact("seat", row.seat),
            Fact("user", row.document),
        ],
        "acts": list(_entry_acts(pk, row.state)),
        "lines": words.happened([f"assessment.registration:{row.registration_id}"]),
        "back": back(row),
        "logged": evidence.of_papers(row.registration_id),
    }
    return render(request, "assessment/sittings/entry.html", context)


@require_safe
@gate.signed_in
def door(request: Request, number: str) -> HttpResponse:
    """Lead from the code on a ticket to the candidate's entry in the sitting that is on."""
    return redirect("assessment:sitting", queries.at_door(number, request.actor))


@require_POST
@gate.signed_in
def end(request: Request, pk: int) -> HttpResponse:
    """End the sittings and begin marking."""
    return acting.pressed(
        request,
        lambda: sittings.begin_scoring(pk, actor=request.actor, now=request.now),
        _("The sittings are over; marking has begun."),
        reverse("assessment:day", args=[pk]),
    )


def back(row: EntryView) -> str:
    """Return where the list at the door is."""
    return f"{reverse('assessment:day', args=[row.plan_id])}?session={row.session_id}"


def frame(row: EntryView, last: object) -> dict[str, Any]:
    """Return what the pages of one candidate's sitting share: the way, and the way back."""
    return {"crumbs": signs.crumbs(row.plan_id, row.plan_name, last), "cancel_url": back(row)}


def _sessions(view: DayView) -> list[Tab]:
    url = reverse("assessment:day", args=[view.plan_id])
    return [
        Tab(
            f"{one.name} {formats.clock_time(one.starts_at)}–{formats.clock_time(one.ends_at)}",
            f"{url}?session={one.id}",
            one.open or None,
            current=view.session is not None and one.id == view.session.id,
        )
        for one in view.sessions
    ]


def _doors(session: SessionView, now: datetime) -> str:
    closes = formats.clock_time(session.doors_close_at)
    if now <= session.doors_close_at:
        return gettext("The doors close at {time}; nobody is absent before.").format(time=closes)
    return gettext("The doors closed at {time}.").format(time=closes)


def _acts(view: DayView, actor: Actor, now: datetime) -> Iterator[Act]:
    state, pk = view.plan_state, view.plan_id
    if state == plan_rules.State.SEATED and view.hosts and actor.may(Permission.SITTING_RECORD):
        yield Act(
            _("Start the assessment"),
            reverse("assessment:day-start", args=[pk]),
            "run",
            "primary",
            post=True,
        )
    if state == plan_rules.State.IN_PROGRESS and actor.may(Permission.SITTING_END):
        left = sum(one.open for one in view.sessions)
        barred = ""
        if left:
            said = ngettext(
                "{n} sitting is not accounted for yet.",
                "{n} sittings are not accounted for yet.",
                left,
            )
            barred = said.format(n=left)
        elif view.sessions and now < view.sessions[-1].ends_at:
            barred = gettext("The last sitting ends at {time}.").format(
                time=formats.clock_time(view.sessions[-1].ends_at)
            )
        yield Act(
            _("End the sittings, begin marking"),
            reverse("assessment:day-end", args=[pk]),
            "check",
            "primary",
            post=True,
            barred=barred,
            rule="R-102" if barred else "",
        )
    if state in signs.AFTER_SEATS:
        yield Act(_("Incidents"), reverse("assessment:incidents", args=[pk]), "flag")


def _entry_acts(pk: int, state: rules.State) -> Iterator[Act]:
    cycle = rules.SITTING
    if cycle.allows(state, rules.Verb.RECORD_ILLNESS):
        url = reverse("assessment:sitting-ill", args=[pk])
        yield Act(_("Record an illness"), url, "pause", post=True)
    if cycle.allows(state, rules.Verb.CORRECT):
        yield Act(_("Correct the entry"), reverse("assessment:sitting-correct", args=[pk]), "undo")
    yield Act(_("File an incident form"), reverse("assessment:sitting-incident", args=[pk]), "flag")

"""Findings: the list with the times they took, one of them, and its steps."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from shuzheng.foundation.ui import formats, listing, parts
from shuzheng.foundation.ui.parts import Act, Crumb, Fact, Figure, Term
from shuzheng.foundation.web import acting, gate
from shuzheng.identity.queries import feed
from shuzheng.quality.access import Permission
from shuzheng.quality.queries import findings as queries
from shuzheng.quality.queries import vetoes
from shuzheng.quality.rules import finding as rules
from shuzheng.quality.rules.finding import FINDING, State, Verb
from shuzheng.quality.services import findings as services
from shuzheng.quality.web import forms, report_forms, words
from shuzheng.quality.web.carrying_out import stored

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from datetime import datetime

    from django.http import HttpResponse
    from django.http.response import HttpResponseBase
    from django_stubs_ext import StrOrPromise

    from shuzheng.foundation.ui import forms as ui
    from shuzheng.foundation.web.request import Request
    from shuzheng.kernel.actor import Actor
    from shuzheng.quality.queries.findings import FindingLine

    Do = Callable[[Request, int, Mapping[str, Any]], None]

COLUMNS = (
    listing.Column("target", _("Found at"), sortable=True, lead=True),
    listing.Column("severity", _("Severity")),
    listing.Column("found", _("Found on"), sortable=True, short=_("found on")),
    listing.Column("due", _("Deadline"), sortable=True),
    listing.Column("state", _("State"), fixed=True, end=True),
)
VIEWS = {
    "mine": _("Waiting for me"),
    "open": _("Not over"),
    "late": _("Overdue"),
    "all": _("All"),
}


@dataclass(frozen=True, slots=True)
class Step:
    """One step with a form: who may take it, what is asked, what follows, what is said."""

    permission: Permission
    verb: Verb
    form: type[ui.Form]
    consequence: StrOrPromise
    said: StrOrPromise
    do: Do
    heading: StrOrPromise = ""


@gate.signed_in
@require_safe
def index(request: Request) -> HttpResponse:
    """List the findings within reach."""
    actor = request.actor
    counts = queries.counts(actor)
    views = queries.VIEWS if counts["mine"] else ("open", "mine", "late", "all")
    wish = listing.read(request.GET, COLUMNS, sort="due", views=views)
    found = queries.listed(actor, wish)
    context = {
        "crumbs": [*words.finding_crumbs()[:1], Crumb(_("Findings"))],
        "figures": _figures(actor),
        "listing": listing.Listing(
            request.GET,
            wish,
            COLUMNS,
            listing.Found([_row(one) for one in found.rows], found.total, found.page),
            saved=[listing.View(key, VIEWS[key], counts[key]) for key in queries.VIEWS],
            caption=_("Findings"),
            unit=_("findings"),
            exports=(),
        ),
    }
    return render(request, "quality/findings/list.html", context)


@gate.signed_in
@require_safe
def show(request: Request, finding: int) -> HttpResponse:
    """Show one finding."""
    line = queries.one(finding, request.actor)
    days = {
        State.OPEN: line.found_on,
        State.SUBMITTED: line.submitted_on,
        State.RECHECKED: line.rechecked_on,
        State.CLOSED: line.closed_on,
    }
    notes = {state: day.isoformat() for state, day in days.items() if day}
    context = {
        "crumbs": [*words.finding_crumbs(), Crumb(line.target)],
        "line": line,
        "name": name(line),
        "chip": words.finding_chip(line.state),
        "meta": [
            Fact("flag", gettext(rules.SEVERITIES[line.severity])),
            Fact("calendar", gettext("Found on {day}").format(day=line.found_on)),
        ],
        "life": parts.life(FINDING, line.state, notes=notes),
        "acts": list(_acts(line, request.actor)),
        "terms": _terms(line, request.now),
        "files": queries.files(line),
        "vetoes": [
            {"line": one, "chip": words.veto_chip(one.state)}
            for one in vetoes.of_finding(line.id, request.actor)
        ],
        "lines": feed.lines([f"quality.finding:{line.id}"]),
    }
    return render(request, "quality/findings/detail.html", context)


@require_POST
@gate.signed_in
def begin(request: Request, finding: int) -> HttpResponse:
    """Begin to put a finding right."""
    return acting.pressed(
        request,
        lambda: services.begin(finding, actor=request.actor, now=request.now),
        _("Noted. Hand in what was put right, with evidence, by the deadline."),
        reverse("quality:finding", args=[finding]),
    )


@require_POST
@gate.signed_in
def close(request: Request, finding: int) -> HttpResponse:
    """Close a finding that was re-checked."""
    return acting.pressed(
        request,
        lambda: services.close(finding, actor=request.actor, now=request.now),
        _("The finding is closed."),
        reverse("quality:finding", args=[finding]),
    )


def view(name: str) -> Callable[..., HttpResponseBase]:
    """Return the page of one step."""
    step = STEPS[name]

    @require_http_methods(["GET", "HEAD", "POST"])
    @gate.signed_in
    def page(request: Request, finding: int) -> HttpResponse:
        return _answer(request, finding, step)

    return page


def _answer(request: Request, pk: int, step: Step) -> HttpResponse:
    line = queries.one(pk, request.actor)
    request.actor.require(_wanted(step, line))
    FINDING.after(line.state, step.verb)
    form = step.form(acting.posted(request), acting.uploaded(request))
    url = reverse("quality:finding", args=[pk])
    heading = step.heading or gettext(FINDING.labels[step.verb])
    context = {
        "crumbs": [*words.finding_crumbs(), Crumb(line.target, url), Crumb(heading)],
        "heading": heading,
        "submit": heading,
        "name": name(line),
        "consequence": step.consequence,
        "rule": "R-213",
        "cancel_url": url,
    }

    def act(data: Mapping[str, Any]) -> None:
        step.do(request, pk, data)

    return acting.answered(request, "quality/form.html", form, context, act, str(step.said))


def name(line: FindingLine) -> str:
    """Return what a finding is called."""
    return gettext("{target}, finding {number}").format(target=line.target, number=line.number)


def _contest(request: Request, pk: int, data: Mapping[str, Any]) -> None:
    services.contest(pk, data["text"], actor=request.actor, now=request.now)


def _decide(request: Request, pk: int, data: Mapping[str, Any]) -> None:
    services.decide_contest(
        pk,
        data["reason"],
        withdraw=data["decision"] == "withdraw",
        actor=request.actor,
        now=request.now,
    )


def _submit(request: Request, pk: int, data: Mapping[str, Any]) -> None:
    kept = stored(request, data["evidence"]) or 0
    services.submit(pk, data["text"], file_id=kept, actor=request.actor, now=request.now)


def _recheck(request: Request, pk: int, data: Mapping[str, Any]) -> None:
    passed = data["decision"] == "pass"
    services.recheck(pk, data["reason"], passed=passed, actor=request.actor, now=request.now)


def _escalate(request: Request, pk: int, data: Mapping[str, Any]) -> None:
    services.escalate(pk, data["reason"], actor=request.actor, now=request.now)


STEPS = {
    "contest": Step(
        Permission.INSPECTION_ANSWER,
        Verb.CONTEST,
        report_forms.ContestForm,
        _("A finding is contested once. The office decides; until then no deadline runs."),
        _("The finding is contested."),
        _contest,
    ),
    "decide": Step(
        Permission.FINDING_DECIDE,
        Verb.UPHOLD,
        report_forms.DecisionForm,
        _("Upheld, it is put right within a fresh deadline; withdrawn, it is over."),
        _("The contest is decided."),
        _decide,
        heading=_("Decide the contest"),
    ),
    "submit": Step(
        Permission.INSPECTION_ANSWER,
        Verb.SUBMIT,
        report_forms.RectificationForm,
        _("The team checks it again. A late one is taken too, and stays late."),
        _("The rectification is handed in."),
        _submit,
    ),
    "recheck": Step(
        Permission.INSPECTION_CONDUCT,
        Verb.PASS,
        report_forms.RecheckForm,
        _("Passed, the office closes it; failed, it goes back with a fresh deadline."),
        _("The re-check is on record."),
        _recheck,
        heading=_("Check it again"),
    ),
    "escalate": Step(
        Permission.FINDING_DECIDE,
        Verb.ESCALATE,
        forms.Reason,
        _("First a public notice, then a summons, then the department is asked to suspend."),
        _("The finding is escalated."),
        _escalate,
    ),
}


def _acts(line: FindingLine, actor: Actor) -> Iterator[Act]:
    for key, step in STEPS.items():
        if not FINDING.allows(line.state, step.verb) or not actor.may(_wanted(step, line)):
            continue
        barred = ""
        if key == "contest" and line.contested_on:
            barred = gettext("This finding was contested before, and upheld.")
        if key == "escalate" and line.escalated >= len(rules.Stage):
            barred = gettext("The finding was escalated as far as it goes.")
        url = reverse(f"quality:finding-{key}", args=[line.id])
        label = step.heading or gettext(FINDING.labels[step.verb])
        look = "" if key in {"contest", "escalate"} else "primary"
        yield Act(label, url, ICONS[key], look, barred=barred)
    if line.state is State.OPEN and actor.may(Permission.INSPECTION_ANSWER):
        url = reverse("quality:finding-begin", args=[line.id])
        yield Act(gettext(FINDING.labels[Verb.BEGIN]), url, "run", "primary", post=True)
    if may_veto(line, actor):
        url = reverse("quality:finding-veto", args=[line.id])
        yield Act(_("Propose a veto"), url, "gavel", "danger", rule="R-212")
    if line.state is State.RECHECKED and actor.may(Permission.FINDING_DECIDE):
        url = reverse("quality:finding-close", args=[line.id])
        yield Act(gettext(FINDING.labels[Verb.CLOSE]), url, "check", "primary", post=True)


def _wanted(step: Step, line: FindingLine) -> Permission:
    """Return what a step takes: the office re-checks what no inspection found."""
    return services.rechecks(line.inspection_id) if step.verb is Verb.PASS else step.permission


def may_veto(line: FindingLine, actor: Actor) -> bool:
    """Return whether the reader's team may propose a veto for this finding now."""
    grave = line.severity is rules.Severity.GRAVE and line.state is not State.WITHDRAWN
    return grave and line.is_reported and actor.may(Permission.INSPECTION_CONDUCT)


ICONS = {
    "contest": "chat",
    "decide": "gavel",
    "submit": "upload",
    "recheck": "search",
    "escalate": "up",
}


def _terms(line: FindingLine, now: datetime) -> list[Term]:
    stage = gettext(rules.STAGES[list(rules.Stage)[line.escalated - 1]]) if line.escalated else ""
    said = [
        (_("Item of the form"), words.item(line.item)),
        (_("Happened on"), line.happened_on.isoformat()),
        (_("Written at"), formats.instant(line.noted_at, now) if line.noted_at else ""),
        (_("Position of the phone"), words.place(line.place)),
        (_("Why the finding is contested"), line.contest),
        (_("Decision on the contest"), line.contest_reason),
        (_("What was put right"), line.rectification),
        (_("What the re-check saw"), line.recheck_reason),
        (_("Escalated to"), stage),
        (_("Why it was escalated"), line.escalation_reason),
    ]
    return [Term(label, value) for label, value in said if value]


def _figures(actor: Actor) -> list[Figure]:
    times = queries.times(actor)
    days, none = gettext("calendar days"), gettext("no case yet")
    return [
        Figure(
            _("From the event to the finding"),
            none if times.found is None else str(times.found),
            "" if times.found is None else days,
            gettext("median"),
        ),
        Figure(
            _("From the finding to its closing"),
            none if times.closed is None else str(times.closed),
            "" if times.closed is None else days,
            gettext("median"),
        ),
        Figure(_("Findings not over"), str(times.open)),
        Figure(_("Overdue"), str(times.late)),
    ]


def _row(one: FindingLine) -> dict[str, Any]:
    return {
        "id": one.id,
        "url": reverse("quality:finding", args=[one.id]),
        "name": name(one),
        "sub": one.text[:60],
        "severity": gettext(rules.SEVERITIES[one.severity]),
        "found": one.found_on,
        "due": None if one.is_over else one.due_on,
        "chip": words.finding_chip(one.state),
    }

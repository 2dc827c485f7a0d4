"""Self-checks: an institution's own, and those of an area for who oversees it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms as django_forms
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from shuzheng.evaluation.access import Permission
from shuzheng.evaluation.queries import self_checks as queries
from shuzheng.evaluation.rules import self_check as rules
from shuzheng.evaluation.rules.self_check import (
    PRINCIPLES,
    SELF_CHECK,
    SELF_FINDING,
    Found,
    Mend,
    Principle,
    State,
    Verb,
)
from shuzheng.evaluation.services import self_checks as services
from shuzheng.evaluation.web import forms, parties, words
from shuzheng.foundation import rulebooks
from shuzheng.foundation.ui import forms as ui
from shuzheng.foundation.ui import listing, parts
from shuzheng.foundation.ui.parts import Act, Crumb, Fact
from shuzheng.foundation.web import acting, gate
from shuzheng.identity.queries import feed
from shuzheng.kernel import periods

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from django.http import HttpResponse

    from shuzheng.evaluation.queries.self_checks import CheckPage, FindingLine
    from shuzheng.foundation.web.request import Request
    from shuzheng.kernel.actor import Actor

COLUMNS = (
    listing.Column("institution", _("Institution"), sortable=True, lead=True),
    listing.Column("year", _("Year"), short=_("Year")),
    listing.Column("submitted", _("Handed in on"), sortable=True, short=_("Handed in on")),
    listing.Column("found", _("Found"), numeric=True, short=_("Found")),
    listing.Column("open", _("To be put right"), numeric=True, short=_("To be put right")),
    listing.Column("state", _("State"), fixed=True, end=True),
)
FINDINGS = (
    listing.Column("text", _("What was found"), lead=True),
    listing.Column("measure", _("Measure"), wide=True),
    listing.Column("due", _("Deadline"), short=_("Deadline")),
    listing.Column("state", _("State"), fixed=True, end=True),
)
VIEWS = {"open": _("Under way"), "all": _("All")}
form_methods = require_http_methods(["GET", "HEAD", "POST"])


class Texts(ui.Form):
    """What is said under each principle."""

    def __init__(self, *args: Any, headings: tuple[Principle, ...], **more: Any) -> None:  # noqa: ANN401 - a form's own arguments
        super().__init__(*args, **more)
        for one in headings:
            self.fields[one.value] = forms.text(
                gettext(PRINCIPLES[one]), forms.LONGEST_TEXT, 6, required=False
            )

    def texts(self, data: Mapping[str, Any]) -> dict[Principle, str]:
        """Return what was written, by principle."""
        return {Principle(key): text for key, text in data.items()}


class Submitting(ui.Form):
    """A document with the self-check, if there is one."""

    document = django_forms.FileField(
        label=_("Evidence"), required=False, help_text=_("PDF, or a photo or scan of it")
    )


class Finding(ui.Form):
    """What was found, what is done about it, by when."""

    text = forms.text(_("What was found"), forms.LONGEST_REASON, 3)
    measure = forms.text(_("Measure"), forms.LONGEST_REASON, 3)
    due_on = ui.Day(label=_("Put right by"))


class Done(ui.Form):
    """What was done."""

    done = forms.text(_("What was done"), forms.LONGEST_REASON, 3)


class CheckFilters(django_forms.Form):
    """What the list of self-checks can be narrowed by."""

    q = django_forms.CharField(label=_("Institution or code"), required=False)
    year = django_forms.IntegerField(label=_("Year"), required=False)


@gate.signed_in
@require_safe
def index(request: Request) -> HttpResponse:
    """List the self-checks within reach."""
    actor = request.actor
    counts = queries.counts(actor)
    wish = listing.read(request.GET, COLUMNS, sort="-submitted", views=("all", "open"))
    filters = CheckFilters(request.GET)
    found = queries.listed(actor, wish, **listing.chosen(filters))
    rows = [
        {
            "one": one,
            "url": reverse("evaluation:check", args=[one.id]),
            "chip": words.written(one.state),
        }
        for one in found.rows
    ]
    context = {
        "crumbs": [words.crumbs()[0], Crumb(_("Self-checks"))],
        "listing": listing.Listing(
            request.GET,
            wish,
            COLUMNS,
            listing.Found(rows, found.total, found.page),
            filters=filters,
            saved=[listing.View(key, VIEWS[key], counts[key]) for key in ("all", "open")],
            caption=_("Self-checks"),
            unit=_("self-checks"),
            exports=(),
        ),
        "may_write": actor.may(Permission.CHECK_WRITE),
        "owed": queries.owed(actor, periods.day(request.now)),
    }
    return render(request, "evaluation/checks/list.html", context)


@form_methods
@gate.signed_in
def begin(request: Request) -> HttpResponse:
    """Begin this year's self-check."""
    request.actor.require(Permission.CHECK_WRITE)
    form = Texts(acting.posted(request), headings=_headings(periods.day(request.now)))
    heading = gettext("Begin a self-check")
    context = {
        "crumbs": [*words.check_crumbs(), Crumb(heading)],
        "heading": heading,
        "submit": gettext("Save"),
        "consequence": _("The headings are the three principles of the pilot."),
        "rule": "R-025",
        "cancel_url": reverse("evaluation:checks"),
    }

    def act(data: dict[str, Any]) -> HttpResponse:
        made = services.begin(form.texts(data), actor=request.actor, now=request.now)
        return redirect("evaluation:check", made)

    return acting.form(request, "evaluation/form.html", context, form, act)


@gate.signed_in
@require_safe
def show(request: Request, check: int) -> HttpResponse:
    """Show one self-check."""
    page = queries.one(check, request.actor)
    line = page.line
    days = {State.WRITTEN: line.begun_on, State.SUBMITTED: line.submitted_on}
    may_mend = request.actor.may(Permission.CHECK_WRITE)
    context = {
        "crumbs": [*words.check_crumbs(), Crumb(str(line.year))],
        "line": line,
        "page": page,
        "chip": words.written(line.state),
        "meta": [Fact("building", line.institution), Fact("calendar", str(line.year))],
        "life": parts.life(
            SELF_CHECK, line.state, notes={at: day.isoformat() for at, day in days.items() if day}
        ),
        "acts": list(_acts(page, request.actor)),
        "texts": [(gettext(PRINCIPLES[name]), text) for name, text in page.texts],
        "columns": FINDINGS,
        "findings": [_finding(check, one, may_mend=may_mend) for one in page.findings],
        "happened": feed.lines([f"evaluation.selfcheck:{check}"]),
    }
    return render(request, "evaluation/checks/detail.html", context)


@form_methods
@gate.signed_in
def write(request: Request, check: int) -> HttpResponse:
    """Write under the headings."""
    page = queries.one(check, request.actor, Permission.CHECK_WRITE)
    SELF_CHECK.after(page.line.state, Verb.WRITE)
    form = Texts(
        acting.posted(request),
        headings=_headings(page.line.begun_on),
        initial={name.value: text for name, text in page.texts},
    )

    def act(data: Mapping[str, Any]) -> None:
        services.write(check, form.texts(data), actor=request.actor, now=request.now)

    context = _frame(page, gettext(SELF_CHECK.labels[Verb.WRITE])) | {"rule": "R-025"}
    context["submit"] = gettext("Save")
    done = gettext("The self-check is saved.")
    return acting.answered(request, "evaluation/form.html", form, context, act, done)


@form_methods
@gate.signed_in
def submit(request: Request, check: int) -> HttpResponse:
    """Hand in a self-check."""
    page = queries.one(check, request.actor, Permission.CHECK_WRITE)
    SELF_CHECK.after(page.line.state, Verb.SUBMIT)
    form = Submitting(acting.posted(request), acting.uploaded(request))

    def act(data: Mapping[str, Any]) -> None:
        kept = parties.stored(request, data["document"])
        services.submit(check, file_id=kept, actor=request.actor, now=request.now)

    context = _frame(page, gettext(SELF_CHECK.labels[Verb.SUBMIT])) | {
        "consequence": _("The city bureau and the office read it; findings can still be added."),
        "rule": "R-214",
    }
    done = gettext("The self-check is handed in.")
    return acting.answered(request, "evaluation/form.html", form, context, act, done)


@form_methods
@gate.signed_in
def find(request: Request, check: int) -> HttpResponse:
    """Record something found."""
    page = queries.one(check, request.actor, Permission.CHECK_WRITE)
    form = Finding(acting.posted(request))

    def act(data: Mapping[str, Any]) -> None:
        services.find(
            check,
            data["text"],
            data["measure"],
            data["due_on"],
            actor=request.actor,
            now=request.now,
        )

    context = _frame(page, gettext("Record something found")) | {
        "consequence": _("What an institution finds of itself is not held against it."),
        "rule": "R-214",
    }
    done = gettext("It is recorded.")
    return acting.answered(request, "evaluation/form.html", form, context, act, done)


@form_methods
@gate.signed_in
def put_right(request: Request, check: int, found: int) -> HttpResponse:
    """Record what was done about something found."""
    page = queries.one(check, request.actor, Permission.CHECK_WRITE)
    one = next((each for each in page.findings if each.id == found), None)
    if one is None:
        raise services.NoSuchSelfFinding
    SELF_FINDING.after(one.state, Mend.PUT_RIGHT)
    form = Done(acting.posted(request))

    def act(data: Mapping[str, Any]) -> None:
        services.put_right(check, found, data["done"], actor=request.actor, now=request.now)

    context = _frame(page, gettext(SELF_FINDING.labels[Mend.PUT_RIGHT])) | {
        "quoted": one.text,
        "rule": "R-214",
    }
    done = gettext("It is recorded.")
    return acting.answered(request, "evaluation/form.html", form, context, act, done)


def _headings(on: date) -> tuple[Principle, ...]:
    return rules.headings(on, rulebooks.current())


def _frame(page: CheckPage, heading: str) -> dict[str, Any]:
    url = reverse("evaluation:check", args=[page.line.id])
    return {
        "crumbs": [*words.check_crumbs(), Crumb(str(page.line.year), url), Crumb(heading)],
        "heading": heading,
        "submit": heading,
        "name": page.line.institution,
        "cancel_url": url,
    }


def _acts(page: CheckPage, actor: Actor) -> Iterator[Act]:
    if not actor.may(Permission.CHECK_WRITE):
        return
    line = page.line
    empty = [name for name, text in page.texts if not text]
    barred = ""
    if empty:
        barred = gettext("The heading “{heading}” is empty.").format(
            heading=gettext(PRINCIPLES[empty[0]])
        )
    for verb, name, icon, rule in (
        (Verb.SUBMIT, "submit", "send", "R-214"),
        (Verb.WRITE, "write", "edit", "R-025"),
    ):
        if SELF_CHECK.allows(line.state, verb):
            yield Act(
                gettext(SELF_CHECK.labels[verb]),
                reverse(f"evaluation:check-{name}", args=[line.id]),
                icon,
                "primary" if verb is Verb.SUBMIT else "",
                barred=barred if verb is Verb.SUBMIT else "",
                rule=rule,
            )
    yield Act(_("Record something found"), reverse("evaluation:check-find", args=[line.id]), "flag")


def _finding(check: int, one: FindingLine, *, may_mend: bool) -> dict[str, Any]:
    open_still = one.state is Found.OPEN
    url = reverse("evaluation:check-put-right", args=[check, one.id])
    return {
        "one": one,
        "chip": words.found(one.state),
        "url": url if open_still and may_mend else "",
        "due": one.due_on if open_still else None,
    }

"""Feedback on standards: the list, one of them, its forms (R-058)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms as dj
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from shuzheng.catalogue.access import NoSuchCertificateType
from shuzheng.catalogue.queries import standards
from shuzheng.catalogue.rules import levels
from shuzheng.foundation.ui import forms as ui
from shuzheng.foundation.ui import listing, parts
from shuzheng.foundation.ui.forms import choose as choose_from
from shuzheng.foundation.ui.parts import Act, Crumb, Fact
from shuzheng.foundation.web import acting, gate, leaving
from shuzheng.identity.queries import feed
from shuzheng.identity.services import exporting
from shuzheng.pilots.queries import entries
from shuzheng.support.access import Permission
from shuzheng.support.queries import beside
from shuzheng.support.queries import feedback as queries
from shuzheng.support.rules import feedback as rules
from shuzheng.support.rules.feedback import FEEDBACK, Matter, Outcome, State, Verb
from shuzheng.support.services import voicing
from shuzheng.support.sheets import feedback as sheet
from shuzheng.support.web import guidances, words
from shuzheng.support.web.forms import Confirmed, words_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from django.http import HttpResponse

    from shuzheng.catalogue.queries.standards import RequirementChoice
    from shuzheng.foundation.web.request import Request
    from shuzheng.kernel.actor import Actor
    from shuzheng.support.queries.feedback import FeedbackLine

COLUMNS = (
    listing.Column("certificate", _("Standard of the certificate"), sortable=True, lead=True),
    listing.Column("matter", _("On what")),
    listing.Column("institution", _("Institution"), sortable=True, wide=True),
    listing.Column("given", _("Feedback given on"), sortable=True),
    listing.Column("state", _("State"), fixed=True),
    listing.Column("due", _("Deadline"), sortable=True, end=True),
)
VIEWS = {
    "waiting": _("Waiting for an answer"),
    "late": _("Overdue"),
    "answered": _("Feedback answered"),
    "all": _("All"),
}
SHORT = 60
form_methods = require_http_methods(["GET", "HEAD", "POST"])


class Filters(dj.Form):
    """What the list can be narrowed by."""

    q = dj.CharField(label=_("Certificate, institution or words"), required=False)
    matter = dj.ChoiceField(label=_("On what"), required=False)

    def __init__(self, *args: Any, **more: Any) -> None:  # noqa: ANN401 - a form's own arguments
        super().__init__(*args, **more)
        choose_from(self, "matter", [("", _("All")), *words_of(rules.MATTERS)])


class GiveForm(ui.Form):
    """Feedback, on one requirement or on none."""

    matter = dj.ChoiceField(label=_("On what"), widget=dj.RadioSelect)
    requirement = dj.ChoiceField(
        label=_("Skill requirement"),
        required=False,
        help_text=_("Where the feedback is about a single one."),
    )
    words = guidances.text(
        _("What should change, and why"),
        help_text=_("From teaching or assessing; without names of persons."),
    )

    def __init__(
        self,
        *args: Any,  # noqa: ANN401 - a form's own arguments
        requirements: Sequence[RequirementChoice],
        **more: Any,  # noqa: ANN401 - a form's own arguments
    ) -> None:
        super().__init__(*args, **more)
        choose_from(self, "matter", words_of(rules.MATTERS))
        choose_from(self, "requirement", [("", _("None in particular")), *_grouped(requirements)])


class AnswerForm(ui.Form):
    """An answer with its outcome."""

    outcome = dj.ChoiceField(label=_("Outcome of the feedback"), widget=dj.RadioSelect)
    words = guidances.text(
        _("Answer"),
        help_text=_("What will change, why it will not, or where the standard has it."),
    )

    def __init__(self, *args: Any, **more: Any) -> None:  # noqa: ANN401 - a form's own arguments
        super().__init__(*args, **more)
        choose_from(self, "outcome", words_of(rules.OUTCOMES))


@require_safe
@gate.signed_in
def index(request: Request) -> HttpResponse:
    """List the feedback that the reader sees."""
    actor, now = request.actor, request.now
    counts = queries.counts(actor, now)
    wish = listing.read(request.GET, COLUMNS, sort="due", views=queries.VIEWS)
    filters = Filters(request.GET)
    chosen = listing.chosen(filters)
    if wish.export:
        return _exported(request, wish, chosen)
    found = queries.lines(actor, wish, now, **chosen)

    def without(name: str) -> int:
        rest = {key: value for key, value in chosen.items() if key != name}
        return queries.total(actor, wish, now, **rest)

    context = {
        "crumbs": [words.desk(), Crumb(_("Feedback on standards"))],
        "listing": listing.Listing(
            request.GET,
            wish,
            COLUMNS,
            listing.Found([_row(one) for one in found.rows], found.total, found.page),
            filters=filters,
            saved=[listing.View(key, VIEWS[key], counts[key]) for key in queries.VIEWS],
            caption=_("Feedback on standards"),
            unit=_("records"),
            without=without,
        ),
        "may_give": actor.may(Permission.FEEDBACK_GIVE),
    }
    return render(request, "support/feedback/list.html", context)


@require_safe
@gate.signed_in
def choose(request: Request) -> HttpResponse:
    """Choose the standard that feedback is about."""
    context = {
        "crumbs": [*_crumbs(), Crumb(_("Choose a standard"))],
        "standards": [
            (one, reverse("support:feedback-new", args=[one.code, one.version]))
            for one in queries.open_to(request.actor)
        ],
    }
    return render(request, "support/feedback/choose.html", context)


@form_methods
@gate.signed_in
def give(request: Request, code: str, version: str) -> HttpResponse:
    """Give feedback on a standard."""
    request.actor.require(Permission.FEEDBACK_GIVE)
    found = standards.in_force(code, version)
    if found is None:
        raise NoSuchCertificateType
    used = entries.used_by(request.actor.organisation_id)
    rules.check_giver(found.certificate_type_id, used, found.organisation_id)
    form = GiveForm(acting.posted(request), requirements=standards.choices(found.id))

    def act(data: Mapping[str, Any]) -> None:
        voicing.give(
            found,
            Matter(data["matter"]),
            data["words"],
            acting.key(data["requirement"]),
            actor=request.actor,
            now=request.now,
        )

    url = reverse("catalogue:standard", args=[code, version])
    heading = gettext("Give feedback on the standard")
    context = guidances.frame(_crumbs(), url, heading, "R-058", f"{found.name} {version}")
    said = gettext("The feedback is with the evaluation organisation.")
    return acting.answered(request, "support/form.html", form, context, act, said)


@require_safe
@gate.signed_in
def show(request: Request, feedback: int) -> HttpResponse:
    """Show one feedback with its answer."""
    line = queries.one(feedback, request.actor, request.now, Permission.FEEDBACK_VIEW)
    url = reverse("catalogue:standard", args=[line.code, line.version])
    context = {
        "crumbs": [*_crumbs(), Crumb(_title(line))],
        "line": line,
        "title": _title(line),
        "chip": beside.chip(line),
        "meta": [
            Fact("building", line.institution),
            Fact("flag", gettext(rules.MATTERS[line.matter])),
            Fact("calendar", line.given_on.isoformat()),
        ],
        "standard_url": url,
        "requirement_url": f"{url}#{line.anchor}" if line.anchor else "",
        "life": parts.life(FEEDBACK, line.state),
        "acts": list(_acts(line, request.actor)),
        "waits": line.state is State.GIVEN,
        "lines": feed.lines([f"support.feedback:{feedback}"]),
    }
    return render(request, "support/feedback/detail.html", context)


@form_methods
@gate.signed_in
def answer(request: Request, feedback: int) -> HttpResponse:
    """Answer feedback."""
    line = queries.one(feedback, request.actor, request.now, Permission.FEEDBACK_ANSWER)
    FEEDBACK.after(line.state, Verb.ANSWER)
    form = AnswerForm(acting.posted(request))

    def act(data: Mapping[str, Any]) -> None:
        outcome = Outcome(data["outcome"])
        voicing.answer(feedback, outcome, data["words"], actor=request.actor, now=request.now)

    context = _of(line, Verb.ANSWER)
    context |= {"quoted": line.words, "source": line.institution}
    said = gettext("The answer to the feedback is with the institution.")
    return acting.answered(request, "support/form.html", form, context, act, said)


@form_methods
@gate.signed_in
def withdraw(request: Request, feedback: int) -> HttpResponse:
    """Take feedback back."""
    line = queries.one(feedback, request.actor, request.now, Permission.FEEDBACK_GIVE)
    FEEDBACK.after(line.state, Verb.WITHDRAW)
    form = Confirmed(acting.posted(request))

    def act(data: Mapping[str, Any]) -> None:
        del data
        voicing.withdraw(feedback, actor=request.actor, now=request.now)

    context = _of(line, Verb.WITHDRAW)
    context["consequence"] = _("It is not answered any more.")
    said = gettext("The feedback is withdrawn.")
    return acting.answered(request, "support/confirm.html", form, context, act, said)


def _grouped(found: Sequence[RequirementChoice]) -> list[tuple[str, list[tuple[int, str]]]]:
    """Return requirements as choices under their levels, each cut to one line."""
    return [
        (
            gettext(levels.LABELS[level]),
            [(one.id, f"{one.number} {one.text[:SHORT]}") for one in found if one.level is level],
        )
        for level in levels.Level
        if any(one.level is level for one in found)
    ]


def _crumbs() -> list[Crumb]:
    return [words.desk(), Crumb(_("Feedback on standards"), reverse("support:feedbacks"))]


def _title(line: FeedbackLine) -> str:
    return gettext("{certificate}, standard {version}").format(
        certificate=line.certificate, version=line.version
    )


def _of(line: FeedbackLine, verb: Verb) -> dict[str, Any]:
    url = reverse("support:feedback", args=[line.id])
    crumbs = [*_crumbs(), Crumb(_title(line), url)]
    return guidances.frame(crumbs, url, gettext(FEEDBACK.labels[verb]), "R-058", _title(line))


def _row(one: FeedbackLine) -> dict[str, Any]:
    return {
        "id": one.id,
        "url": reverse("support:feedback", args=[one.id]),
        "title": _title(one),
        "matter": gettext(rules.MATTERS[one.matter]),
        "institution": one.institution,
        "given": one.given_on,
        "chip": beside.chip(one),
        "is_late": one.is_late and one.state is State.ANSWERED,
        "due": one.due_on if one.state is State.GIVEN else None,
    }


def _acts(line: FeedbackLine, actor: Actor) -> Iterator[Act]:
    if line.state is not State.GIVEN:
        return
    if actor.may(Permission.FEEDBACK_ANSWER):
        url = reverse("support:feedback-answer", args=[line.id])
        yield Act(gettext(FEEDBACK.labels[Verb.ANSWER]), url, "chat", "primary", rule="R-058")
    if actor.may(Permission.FEEDBACK_GIVE):
        url = reverse("support:feedback-withdraw", args=[line.id])
        yield Act(gettext(FEEDBACK.labels[Verb.WITHDRAW]), url, "undo", rule="R-058")


def _exported(request: Request, wish: listing.Wish, chosen: Mapping[str, str]) -> HttpResponse:
    body = exporting.workbook(
        sheet.FEEDBACK,
        (
            {
                "code": one.code,
                "certificate": one.certificate,
                "version": one.version,
                "organisation": one.organisation,
                "institution": one.institution,
                "matter": one.matter.value,
                "requirement": one.requirement,
                "words": one.words,
                "given_on": one.given_on,
                "due_on": one.due_on,
                "state": one.state.value,
                "outcome": one.outcome.value if one.outcome else "",
                "answer": one.answer,
                "answered_on": one.answered_on,
                "late": one.is_late,
            }
            for one in queries.every(request.actor, wish, request.now, **chosen)
        ),
        printed_by=str(request.actor_label),
        filter_words=str(VIEWS.get(wish.view, "")),
        actor=request.actor,
        now=request.now,
    )
    return leaving.file(f"{sheet.FEEDBACK.title}.xlsx", body, leaving.XLSX)

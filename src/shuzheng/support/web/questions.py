"""Questions: the list, one of them, its forms (R-026)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms as dj
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from shuzheng.foundation.ui import forms as ui
from shuzheng.foundation.ui import listing, parts
from shuzheng.foundation.ui.forms import choose
from shuzheng.foundation.ui.parts import Act, Chip, Crumb, Fact, Kind
from shuzheng.foundation.web import acting, gate, leaving
from shuzheng.identity.queries import feed
from shuzheng.identity.services import exporting
from shuzheng.support.access import Permission
from shuzheng.support.queries import questions as queries
from shuzheng.support.rules import question as rules
from shuzheng.support.rules.question import QUESTION, State, Topic, Verb
from shuzheng.support.services import asking
from shuzheng.support.sheets.guidance import QUESTIONS
from shuzheng.support.web import guidances, words
from shuzheng.support.web.forms import LONGEST_TITLE, Confirmed, words_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from django.http import HttpResponse

    from shuzheng.foundation.web.request import Request
    from shuzheng.kernel.actor import Actor
    from shuzheng.support.queries.questions import QuestionLine

COLUMNS = (
    listing.Column("title", _("Question to the department"), sortable=True, lead=True),
    listing.Column("institution", _("Institution"), wide=True),
    listing.Column("topic", _("Topic of the question")),
    listing.Column("asked", _("Question asked on"), sortable=True),
    listing.Column("state", _("State"), fixed=True),
    listing.Column("due", _("Deadline"), sortable=True, end=True),
)
VIEWS = {
    "waiting": _("Waiting for an answer"),
    "late": _("Overdue"),
    "answered": _("Question answered"),
    "shared": _("Answers for all"),
    "all": _("All"),
}
CHIPS = {State.ASKED: Kind.WAIT, State.ANSWERED: Kind.OK, State.WITHDRAWN: Kind.OFF}
form_methods = require_http_methods(["GET", "HEAD", "POST"])


class Filters(dj.Form):
    """What the list of questions can be narrowed by."""

    q = dj.CharField(label=_("Question to the department"), required=False)


class AskForm(ui.Form):
    """A question."""

    topic = dj.ChoiceField(label=_("Topic of the question"))
    title = dj.CharField(label=_("Question to the department"), max_length=LONGEST_TITLE)
    words = guidances.text(_("What happened, and what you ask"))

    def __init__(self, *args: Any, **more: Any) -> None:  # noqa: ANN401 - a form's own arguments
        super().__init__(*args, **more)
        choose(self, "topic", words_of(rules.TOPICS))


class AnswerForm(ui.Form):
    """An answer, for whoever asked or for all."""

    words = guidances.text(_("Answer"))
    shared = dj.BooleanField(
        label=_("Let all institutions read question and answer"),
        required=False,
        help_text=_("Without the name of who asked; check that the words do not tell it."),
    )


@require_safe
@gate.signed_in
def index(request: Request) -> HttpResponse:
    """List the questions that the reader sees."""
    actor = request.actor
    counts = queries.counts(actor, request.now)
    wish = listing.read(request.GET, COLUMNS, sort="due", views=queries.VIEWS)
    filters = Filters(request.GET)
    chosen = listing.chosen(filters)
    if wish.export:
        return _exported(request, wish, chosen)
    found = queries.lines(actor, wish, request.now, **chosen)
    context = {
        "crumbs": [words.desk(), Crumb(_("Questions to the department"))],
        "listing": listing.Listing(
            request.GET,
            wish,
            COLUMNS,
            listing.Found([_row(one) for one in found.rows], found.total, found.page),
            filters=filters,
            saved=[listing.View(key, VIEWS[key], counts[key]) for key in queries.VIEWS],
            caption=_("Questions to the department"),
            unit=_("questions"),
        ),
        "may_ask": actor.may(Permission.QUESTION_ASK),
    }
    return render(request, "support/questions/list.html", context)


@require_safe
@gate.signed_in
def show(request: Request, question: int) -> HttpResponse:
    """Show one question."""
    line = queries.one(question, request.actor, request.now, Permission.QUESTION_VIEW)
    context = {
        "crumbs": [*_crumbs(), Crumb(line.title)],
        "line": line,
        "chip": _chip(line),
        "meta": [
            *([Fact("building", line.institution)] if line.institution else []),
            Fact("flag", gettext(rules.TOPICS[line.topic])),
            Fact("calendar", line.asked_on.isoformat()),
        ],
        "life": parts.life(QUESTION, line.state),
        "acts": list(_acts(line, request.actor)),
        "waits": line.state is State.ASKED,
        "lines": feed.lines([f"support.question:{question}"]) if line.is_own else [],
    }
    return render(request, "support/questions/detail.html", context)


@form_methods
@gate.signed_in
def ask(request: Request) -> HttpResponse:
    """Ask the province."""
    request.actor.require(Permission.QUESTION_ASK)
    form = AskForm(acting.posted(request))

    def act(data: Mapping[str, Any]) -> None:
        topic = Topic(data["topic"])
        asking.ask(topic, data["title"], data["words"], actor=request.actor, now=request.now)

    url = reverse("support:questions")
    context = guidances.frame(_crumbs(), url, gettext("Ask the department"), "R-026")
    said = gettext("The question is on its way; the answer has a deadline.")
    return acting.answered(request, "support/form.html", form, context, act, said)


@form_methods
@gate.signed_in
def answer(request: Request, question: int) -> HttpResponse:
    """Answer a question."""
    line = queries.one(question, request.actor, request.now, Permission.QUESTION_ANSWER)
    QUESTION.after(line.state, Verb.ANSWER)
    form = AnswerForm(acting.posted(request))

    def act(data: Mapping[str, Any]) -> None:
        asking.answer(
            question, data["words"], shared=data["shared"], actor=request.actor, now=request.now
        )

    context = _of(line, Verb.ANSWER)
    context |= {"quoted": line.words, "source": line.institution}
    said = gettext("The answer is with the institution.")
    return acting.answered(request, "support/form.html", form, context, act, said)


@form_methods
@gate.signed_in
def withdraw(request: Request, question: int) -> HttpResponse:
    """Take a question back."""
    line = queries.one(question, request.actor, request.now, Permission.QUESTION_ASK)
    QUESTION.after(line.state, Verb.WITHDRAW)
    form = Confirmed(acting.posted(request))

    def act(data: Mapping[str, Any]) -> None:
        del data
        asking.withdraw(question, actor=request.actor, now=request.now)

    context = _of(line, Verb.WITHDRAW)
    context["consequence"] = _("It is not answered any more.")
    said = gettext("The question is withdrawn.")
    return acting.answered(request, "support/confirm.html", form, context, act, said)


def _crumbs() -> list[Crumb]:
    return [words.desk(), Crumb(_("Questions to the department"), reverse("support:questions"))]


def _of(line: QuestionLine, verb: Verb) -> dict[str, Any]:
    url = reverse("support:question", args=[line.id])
    crumbs = [*_crumbs(), Crumb(line.title, url)]
    return guidances.frame(crumbs, url, gettext(QUESTION.labels[verb]), "R-026", line.title)


def _chip(line: QuestionLine) -> Chip:
    return Chip(CHIPS[line.state], gettext(QUESTION.labels[line.state]))


def _row(one: QuestionLine) -> dict[str, Any]:
    return {
        "id": one.id,
        "url": reverse("support:question", args=[one.id]),
        "title": one.title,
        "institution": one.institution,
        "topic": gettext(rules.TOPICS[one.topic]),
        "asked": one.asked_on,
        "chip": _chip(one),
        "is_late": one.is_late and one.state is State.ANSWERED,
        "due": one.due_on if one.state is State.ASKED else None,
    }


def _acts(line: QuestionLine, actor: Actor) -> Iterator[Act]:
    if line.state is not State.ASKED:
        return
    if actor.may(Permission.QUESTION_ANSWER):
        url = reverse("support:question-answer", args=[line.id])
        yield Act(gettext(QUESTION.labels[Verb.ANSWER]), url, "chat", "primary", rule="R-026")
    if actor.may(Permission.QUESTION_ASK):
        url = reverse("support:question-withdraw", args=[line.id])
        yield Act(gettext(QUESTION.labels[Verb.WITHDRAW]), url, "undo", rule="R-026")


def _exported(request: Request, wish: listing.Wish, chosen: Mapping[str, str]) -> HttpResponse:
    body = exporting.workbook(
        QUESTIONS,
        (
            {
                "institution": one.institution,
                "topic": one.topic.value,
                "title": one.title,
                "words": one.words,
                "asked_on": one.asked_on,
                "due_on": one.due_on,
                "state": one.state.value,
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
    return leaving.file(f"{QUESTIONS.title}.xlsx", body, leaving.XLSX)

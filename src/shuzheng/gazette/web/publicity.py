"""The desk's side of a publicity: what is on show, and the objections with their answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms as fields
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from shuzheng.foundation.ui import forms as ui
from shuzheng.foundation.ui.parts import Term
from shuzheng.foundation.web import acting, gate
from shuzheng.gazette.access import Permission
from shuzheng.gazette.queries import pages_desk
from shuzheng.gazette.queries import publicity as reads
from shuzheng.gazette.rules.documents import DOCUMENT, Verb
from shuzheng.gazette.rules.publicity import OBJECTION, ObjectionState, ObjectionVerb
from shuzheng.gazette.services import publicity
from shuzheng.gazette.web import words
from shuzheng.gazette.web.desk import crumbs
from shuzheng.gazette.web.drafting import frame

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpResponse

    from shuzheng.foundation.web.request import Request
    from shuzheng.gazette.queries.publicity import ObjectionLine

form_methods = require_http_methods(["GET", "HEAD", "POST"])
LONGEST_LINE, MOST_LINES, LONGEST_ANSWER, LONGEST_REASON = 200, 500, 2000, 200


class Subjects(ui.Form):
    """What a publicity shows, a line each, and for how long."""

    subjects = fields.CharField(
        label=_("What is on show"),
        widget=fields.Textarea(attrs={"rows": 12}),
        max_length=LONGEST_LINE * MOST_LINES,
        help_text=_(
            "One entry a line. Begin with a party's or a certificate's code and a gap to link it."
        ),
    )
    days = fields.IntegerField(
        label=_("Working days"),
        required=False,
        min_value=1,
        max_value=60,
        help_text=_("empty: as the rulebook says"),
    )

    def clean_subjects(self) -> list[str]:
        """Return the lines that say something."""
        lines = [
            " ".join(one.split())[:LONGEST_LINE]
            for one in self.cleaned_data["subjects"].splitlines()
        ]
        return [one for one in lines if one][:MOST_LINES]


class Answer(ui.Form):
    """What becomes of an objection, and why."""

    outcome = fields.ChoiceField(
        label=_("The objection is"),
        widget=fields.RadioSelect,
        choices=[
            (one.value, _(OBJECTION.labels[one]))
            for one in (ObjectionState.UPHELD, ObjectionState.REJECTED)
        ],
    )
    answer = fields.CharField(
        label=_("Answer"),
        max_length=LONGEST_ANSWER,
        widget=fields.Textarea(attrs={"rows": 6}),
        help_text=_(
            "The author reads the answer. Once all are answered and the last day is over, the"
            " period ends."
        ),
    )


class Need(ui.Form):
    """Why somebody has to know who objects."""

    reason = fields.CharField(
        label=_("Why you have to know"),
        max_length=LONGEST_REASON,
        help_text=_("That you looked, and why, is recorded."),
    )


@form_methods
@gate.signed_in
def show(request: Request, pk: int) -> HttpResponse:
    """Say what a draft puts on show."""
    page = pages_desk.detail(pk, request.actor, Permission.DOCUMENT_DRAFT)
    DOCUMENT.after(page.content.document.state, Verb.APPROVE)
    held = reads.of(pk)
    form = Subjects(acting.posted(request), initial=_initial(held))

    def act(data: Mapping[str, Any]) -> None:
        publicity.show(
            pk,
            reads.linked(data["subjects"]),
            days=data["days"],
            actor=request.actor,
            now=request.now,
        )

    context = {
        **frame(page, _("What is on show")),
        "heading": _("Say what is on show"),
        "consequence": _("It begins with the day after publication."),
        "submit": _("Put on show"),
        "rule": "R-201",
    }
    said = gettext("What is on show is saved. The period begins when the document is published.")
    return acting.answered(request, "gazette/form.html", form, context, act, said)


def _initial(held: reads.PeriodPage | None) -> dict[str, Any]:
    if held is None:
        return {}
    lines = [f"{one.code} {one.text}" if one.code else one.text for one in held.subjects]
    return {"subjects": "\n".join(lines), "days": held.days}


@require_safe
@gate.signed_in
def index(request: Request) -> HttpResponse:
    """List the objections, those without answer first."""
    found = reads.objections(request.actor)
    context = {
        "crumbs": [*crumbs(), *words.trail((_("Objections"), ""))],
        "objections": [_card(one) for one in found],
    }
    return render(request, "gazette/publicity/objections.html", context)


@form_methods
@gate.signed_in
def answer(request: Request, objection: int) -> HttpResponse:
    """Answer one objection."""
    one = reads.objection(objection, request.actor)
    OBJECTION.after(one.state, ObjectionVerb.REJECT)
    form = Answer(acting.posted(request))

    def act(data: Mapping[str, Any]) -> None:
        publicity.answer(
            objection,
            data["answer"],
            upheld=data["outcome"] == ObjectionState.UPHELD,
            actor=request.actor,
            now=request.now,
        )

    context = {
        **_frame(_("Answer")),
        "heading": _("Answer the objection"),
        "quoted": one,
        "submit": _("Answer the objection"),
        "rule": "R-201",
    }
    said = gettext("The objection is answered.")
    return acting.answered(request, "gazette/publicity/form.html", form, context, act, said)


@form_methods
@gate.signed_in
def reveal(request: Request, objection: int) -> HttpResponse:
    """Show who objects, once, to whoever says why; it stands in no address and no cache."""
    one = reads.objection(objection, request.actor)
    form = Need(acting.posted(request))
    seen: list[publicity.Who] = []

    def act(data: Mapping[str, Any]) -> None:
        seen.append(
            publicity.reveal(objection, data["reason"], actor=request.actor, now=request.now)
        )

    if acting.done(request, form, act):
        unsaid = gettext("It does not say")
        context = {
            **_frame(_("See who objects")),
            "terms": [
                Term(_("Name"), seen[0].name or unsaid),
                Term(_("Contact"), seen[0].contact or unsaid),
            ],
        }
        answered = render(request, "gazette/publicity/who.html", context)
        answered["Cache-Control"] = "private, no-store"
        return answered
    context = {
        **_frame(_("See who objects")),
        "heading": _("See who objects"),
        "quoted": one,
        "submit": _("Show"),
    }
    return acting.page(request, "gazette/publicity/form.html", form, context)


def _frame(last: Any) -> dict[str, Any]:  # noqa: ANN401 - lazy words
    url = reverse("gazette:objections")
    return {
        "crumbs": [*crumbs(), *words.trail((_("Objections"), url), (last, ""))],
        "cancel_url": url,
    }


def _card(one: ObjectionLine) -> dict[str, Any]:
    is_open = one.state is ObjectionState.LODGED
    return {
        "line": one,
        "chip": words.objection_chip(one.state),
        "document_url": reverse("gazette:paper", args=[one.document_id]),
        "answer_url": reverse("gazette:objection-answer", args=[one.id]) if is_open else "",
        "who_url": reverse("gazette:objection-reveal", args=[one.id]) if one.is_named else "",
    }

"""The learner's pages of the day and after: the ticket at the door, the result, one's rights."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from shuzheng.assessment.queries import evidence, own_results, tickets
from shuzheng.assessment.rules.result import Outcome
from shuzheng.assessment.services import appeals, papers, reviews
from shuzheng.assessment.web import signs, words
from shuzheng.assessment.web.seating import pdf
from shuzheng.foundation.documents import code
from shuzheng.foundation.ui import formats
from shuzheng.foundation.ui import forms as ui
from shuzheng.foundation.web import acting, gate
from shuzheng.kernel import periods

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

    from django.http import HttpResponse

    from shuzheng.assessment.queries.own_results import OwnResult
    from shuzheng.assessment.queries.tickets import OwnTicket
    from shuzheng.foundation.web.request import Request

PATHS = re.compile(r'viewBox="([^"]+)".*<path fill="#000" d="([^"]+)"', re.DOTALL)
GROUPS = re.compile(r"(\d{4})(\d{5})(\d{4})(\d{2})(\d{2})")


class ReasonForm(ui.Form):
    """Why."""

    reason = forms.CharField(
        label=_("Reason"), max_length=500, widget=forms.Textarea(attrs={"rows": 4})
    )


@require_safe
@gate.signed_in
def my_tickets(request: Request) -> HttpResponse:
    """Show the tickets of one's coming assessments; a single one at once."""
    found = tickets.mine(request.actor, periods.day(request.now))
    if len(found) == 1:
        return redirect("assessment:my-ticket", found[0].registration_uid)
    lines = [(one, words.certificate(one.plan_name, one.level, one.module)) for one in found]
    return render(request, "assessment/tickets/mine.html", {"lines": lines})


@require_safe
@gate.signed_in
def ticket(request: Request, uid: UUID) -> HttpResponse:
    """Show a ticket as it is shown at the door; before its day, from when it can be had."""
    found = tickets.own(uid, request.actor, periods.day(request.now))
    context = {
        "ticket": found,
        "title": words.certificate(found.plan_name, found.level, found.module),
        "number": _grouped(found.number),
        "code": _drawing(found),
    }
    answer = render(request, "assessment/tickets/own.html", context)
    answer["Cache-Control"] = "private, no-store"
    return answer


@require_POST
@gate.signed_in
def ticket_pdf(request: Request, uid: UUID) -> HttpResponse:
    """Answer with one's own ticket on paper."""
    return pdf(papers.own_ticket(uid, actor=request.actor, now=request.now))


@require_safe
@gate.signed_in
def my_results(request: Request) -> HttpResponse:
    """Show how one's assessments came out."""
    found = own_results.mine(request.actor, periods.day(request.now))
    lines = [
        (
            one,
            words.certificate(one.plan_name, one.level, one.module),
            signs.outcome_chip(one.outcome) if one.outcome else None,
        )
        for one in found
    ]
    return render(request, "assessment/results/mine.html", {"lines": lines})


@require_safe
@gate.signed_in
def result(request: Request, uid: UUID) -> HttpResponse:
    """Show one's own result: its parts, why it is so, and what one may do about it."""
    found = own_results.own(uid, request.actor, periods.day(request.now))
    context = {
        "own": found,
        "title": words.certificate(found.plan_name, found.level, found.module),
        "chip": signs.outcome_chip(found.outcome) if found.outcome else None,
        "passed": found.outcome == Outcome.PASSED,
        "held": found.outcome == Outcome.HELD_BACK,
        "failed": [
            (signs.rule_in_words(one["clause"], found.names), one["left"])
            for one in found.findings
            if one["failed"]
        ],
        "review_chip": signs.review_chip(found.review.state) if found.review else None,
        "cases": [
            (case, signs.appeal_chip(case.appeal_state) if case.appeal_state else None)
            for case in found.cases
        ],
        "today": periods.day(request.now),
        "late": _late(found),
        "logged": evidence.of_own(uid, request.actor),
    }
    return render(request, "assessment/results/own.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@gate.signed_in
def ask_review(request: Request, uid: UUID) -> HttpResponse:
    """Ask for a review of one's own score."""
    found = own_results.own(uid, request.actor, periods.day(request.now))
    form = ReasonForm(acting.posted(request))

    def act(data: Mapping[str, Any]) -> None:
        reviews.ask(uid, data["reason"], actor=request.actor, now=request.now)

    return _right(
        request,
        found,
        form,
        act,
        heading=_("Ask for the score to be reviewed"),
        submit=_("Ask for the review"),
        said=_("Your request is with the evaluation organisation."),
        hint=_(
            "Totals, omissions and recording are checked by somebody who did not mark your paper."
            " The score may go up or down."
        ),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@gate.signed_in
def escalate(request: Request, uid: UUID, pk: int) -> HttpResponse:
    """Take the answer to the office."""
    found = own_results.own(uid, request.actor, periods.day(request.now))
    form = ReasonForm(acting.posted(request))

    def act(data: Mapping[str, Any]) -> None:
        reviews.escalate(pk, data["reason"], actor=request.actor, now=request.now)

    return _right(
        request,
        found,
        form,
        act,
        heading=_("Take the answer to the office"),
        submit=_("Take it to the office"),
        said=_("The office looks at how your review was done."),
        hint=_("Once, and on the procedure only: the office does not mark papers."),
    )


@require_POST
@gate.signed_in
def close(request: Request, uid: UUID, pk: int) -> HttpResponse:
    """Take the answer and end the review."""
    return acting.pressed(
        request,
        lambda: reviews.close(pk, actor=request.actor, now=request.now),
        _("The review is closed."),
        reverse("assessment:my-result", args=[uid]),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@gate.signed_in
def appeal(request: Request, uid: UUID, pk: int) -> HttpResponse:
    """Appeal against a finding of misconduct."""
    found = own_results.own(uid, request.actor, periods.day(request.now))
    form = ReasonForm(acting.posted(request))

    def act(data: Mapping[str, Any]) -> None:
        appeals.lodge(pk, data["reason"], actor=request.actor, now=request.now)

    return _right(
        request,
        found,
        form,
        act,
        heading=_("Appeal against the finding"),
        submit=_("Appeal"),
        said=_("Your appeal is with the office. Until it is decided the result is held back."),
        hint=_("The office hears you; nobody who took part in the decision does."),
    )


def _right(
    request: Request,
    found: OwnResult,
    form: ReasonForm,
    act: Any,  # noqa: ANN401 - a callable of the cleaned data
    **said: Any,  # noqa: ANN401 - lazy words
) -> HttpResponse:
    url = reverse("assessment:my-result", args=[found.registration_uid])
    if acting.done(request, form, act):
        messages.success(request, str(said["said"]))
        return redirect(url)
    title = words.certificate(found.plan_name, found.level, found.module)
    context = {"title": title, "back_url": url, **said}
    return acting.page(request, "assessment/results/right.html", form, context)


def _late(found: OwnResult) -> str:
    if not found.days_late:
        return ""
    return gettext(
        "The results are {days} days late; the organisation has to answer for it."
    ).format(days=formats.number(found.days_late))


def _grouped(number: str) -> str:
    """Return a ticket number in groups, as one reads it aloud."""
    return GROUPS.sub(r"\1 \2 \3 \4 \5", number)


def _drawing(found: OwnTicket) -> dict[str, str]:
    """Return the entry code as box and path; none before the ticket's day."""
    if not found.is_available or found.is_void:
        return {}
    drawn = PATHS.search(code.qr(found.code_text))
    return {"box": drawn.group(1), "path": drawn.group(2)} if drawn else {}

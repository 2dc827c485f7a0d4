"""Pages of reviews and appeals: who answers them, and by when."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from shuzheng.assessment.access import Permission
from shuzheng.assessment.queries import reviews as queries
from shuzheng.assessment.rules import review as rules
from shuzheng.assessment.services import appeals, reviews
from shuzheng.assessment.web import signs, words
from shuzheng.foundation.ui import formats, listing
from shuzheng.foundation.ui import forms as ui
from shuzheng.foundation.ui.parts import Act, Crumb, life
from shuzheng.foundation.web import acting, gate

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from django.http import HttpResponse

    from shuzheng.assessment.queries.reviews import AppealPage, ReviewPage
    from shuzheng.foundation.web.request import Request

COLUMNS = (
    listing.Column("ticket", _("Ticket"), lead=True),
    listing.Column("plan", _("Assessment"), wide=True),
    listing.Column("asked", _("Asked on"), short=_("asked")),
    listing.Column("state", _("State")),
    listing.Column("due", _("Deadline"), end=True),
)


class AnswerForm(ui.Form):
    """An answer in words."""

    answer = forms.CharField(
        label=_("Answer to the candidate"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class RecheckForm(AnswerForm):
    """New marks by part; what is left empty stays."""

    def __init__(self, *args: Any, page: ReviewPage, **kwargs: Any) -> None:  # noqa: ANN401 - a form's own
        super().__init__(*args, **kwargs)
        for part in page.parts:
            self.fields[f"part_{part.component_id}"] = forms.CharField(
                label=gettext("New mark of {part}").format(part=part.name),
                required=False,
                max_length=10,
                help_text=gettext("Now {mark} of {full}; leave it empty to keep it.").format(
                    mark=part.mark, full=part.full
                ),
                widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
            )
        self.order_fields([*(name for name in self.fields if name != "answer"), "answer"])

    def marks(self, data: Mapping[str, Any]) -> dict[int, str]:
        """Return the new marks by component."""
        return {
            int(name.removeprefix("part_")): value
            for name, value in data.items()
            if name.startswith("part_") and value
        }


class DecisionForm(AnswerForm):
    """The office's decision."""

    decision = forms.ChoiceField(
        label=_("Decision"),
        widget=forms.RadioSelect,
        choices=[("keep", _("The answer stands")), ("again", _("Recheck anew"))],
    )


class AppealForm(AnswerForm):
    """The office's decision on an appeal."""

    decision = forms.ChoiceField(
        label=_("Decision"),
        widget=forms.RadioSelect,
        choices=[("keep", _("The finding stands")), ("overturn", _("The finding is overturned"))],
    )


@require_safe
@gate.signed_in
def index(request: Request) -> HttpResponse:
    """List the reviews and appeals that wait for the actor, and those answered."""
    found = queries.listing_of(request.actor)
    context = {
        "crumbs": [Crumb(_("Desk"), "/desk/"), Crumb(_("Reviews and appeals"))],
        "columns": COLUMNS,
        "reviews": [(one, signs.review_chip(one.state)) for one in found.reviews],
        "appeals": [(one, signs.appeal_chip(one.state)) for one in found.appeals],
        "hears": found.hears,
    }
    return render(request, "assessment/reviews/list.html", context)


@require_safe
@gate.signed_in
def show(request: Request, pk: int) -> HttpResponse:
    """Show one review: what was asked, the marks, what was answered, what may be done."""
    page = queries.page(pk, request.actor)
    context = {
        "page": page,
        "chip": signs.review_chip(page.state),
        "crumbs": _crumbs(page.ticket),
        "life": life(
            rules.REVIEW,
            page.state,
            notes={rules.State.REQUESTED: formats.day_cell(page.requested_on, request.now)},
        ),
        "acts": list(_acts(page)),
        "lines": words.happened([f"assessment.registration:{page.registration_id}"]),
    }
    return render(request, "assessment/reviews/detail.html", context)


@require_POST
@gate.signed_in
def accept(request: Request, pk: int) -> HttpResponse:
    """Accept a request."""
    return acting.pressed(
        request,
        lambda: reviews.accept(pk, actor=request.actor, now=request.now),
        _("The request is accepted; somebody who did not mark the paper rechecks it."),
        reverse("assessment:review", args=[pk]),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@gate.signed_in
def refuse(request: Request, pk: int) -> HttpResponse:
    """Refuse a request with its reason."""
    page = queries.page(pk, request.actor)
    request.actor.require(Permission.REVIEW_ANSWER)
    form = AnswerForm(acting.posted(request))

    def act(data: Mapping[str, Any]) -> None:
        reviews.refuse(pk, data["answer"], actor=request.actor, now=request.now)

    return _answered(request, page, form, act, _("Refuse the request"), _("Refused, and told."))


@require_http_methods(["GET", "HEAD", "POST"])
@gate.signed_in
def recheck(request: Request, pk: int) -> HttpResponse:
    """Record a recheck, changed marks included, and tell the candidate."""
    page = queries.page(pk, request.actor)
    request.actor.require(Permission.REVIEW_ANSWER)
    form = RecheckForm(acting.posted(request), page=page)

    def act(data: Mapping[str, Any]) -> None:
        reviews.recheck(pk, form.marks(data), data["answer"], actor=request.actor, now=request.now)

    said = _("The recheck is recorded and the candidate is told.")
    return _answered(request, page, form, act, _("Record the recheck"), said)


@require_http_methods(["GET", "HEAD", "POST"])
@gate.signed_in
def decide(request: Request, pk: int) -> HttpResponse:
    """Decide at the office on the procedure of a review."""
    page = queries.page(pk, request.actor)
    request.actor.require(Permission.REVIEW_DECIDE)
    form = DecisionForm(acting.posted(request))

    def act(data: Mapping[str, Any]) -> None:
        reviews.decide(
            pk,
            upheld=data["decision"] == "keep",
            answer=data["answer"],
            actor=request.actor,
            now=request.now,
        )

    return _answered(request, page, form, act, _("Decide"), _("The decision is recorded."))


@require_safe
@gate.signed_in
def appeal(request: Request, pk: int) -> HttpResponse:
    """Show one appeal against a finding of misconduct."""
    page = queries.appeal(pk, request.actor)
    context = {
        "page": page,
        "chip": signs.appeal_chip(page.state),
        "crumbs": _crumbs(page.ticket),
        "acts": list(_appeal_acts(page)),
        "lines": words.happened([f"assessment.registration:{page.registration_id}"]),
    }
    return render(request, "assessment/reviews/appeal.html", context)


@require_POST
@gate.signed_in
def hear(request: Request, pk: int) -> HttpResponse:
    """Record that an appeal was heard."""
    return acting.pressed(
        request,
        lambda: appeals.hear(pk, actor=request.actor, now=request.now),
        _("The hearing is recorded; decide now."),
        reverse("assessment:appeal", args=[pk]),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@gate.signed_in
def settle(request: Request, pk: int) -> HttpResponse:
    """Decide an appeal that was heard."""
    page = queries.appeal(pk, request.actor)
    form = AppealForm(acting.posted(request))

    def act(data: Mapping[str, Any]) -> None:
        appeals.decide(
            pk,
            overturned=data["decision"] == "overturn",
            reason=data["answer"],
            actor=request.actor,
            now=request.now,
        )

    url = reverse("assessment:appeal", args=[pk])
    if acting.done(request, form, act):
        messages.success(request, gettext("The appeal is decided."))
        return redirect(url)
    context = {
        "crumbs": _crumbs(page.ticket),
        "heading": _("Decide the appeal"),
        "page": page,
        "submit": _("Decide"),
        "cancel_url": url,
    }
    return acting.page(request, "assessment/reviews/form.html", form, context)


def _answered(
    request: Request,
    page: ReviewPage,
    form: AnswerForm,
    act: Any,  # noqa: ANN401 - a callable of the cleaned data
    submit: object,
    said: object,
) -> HttpResponse:
    url = reverse("assessment:review", args=[page.id])
    if acting.done(request, form, act):
        messages.success(request, str(said))
        return redirect(url)
    context = {
        "crumbs": _crumbs(page.ticket),
        "heading": submit,
        "page": page,
        "submit": submit,
        "cancel_url": url,
    }
    return acting.page(request, "assessment/reviews/form.html", form, context)


def _crumbs(last: object) -> list[Crumb]:
    return [
        Crumb(_("Desk"), "/desk/"),
        Crumb(_("Reviews and appeals"), reverse("assessment:reviews")),
        Crumb(str(last)),
    ]


def _acts(page: ReviewPage) -> Iterator[Act]:
    cycle, state = rules.REVIEW, page.state
    if page.answers and cycle.allows(state, rules.Verb.ACCEPT):
        url = reverse("assessment:review-accept", args=[page.id])
        yield Act(_("Accept the request"), url, "check", "primary", post=True)
        yield Act(
            _("Refuse the request…"), reverse("assessment:review-refuse", args=[page.id]), "ban"
        )
    if page.answers and cycle.allows(state, rules.Verb.RECHECK):
        barred = _("Whoever marked this paper does not recheck it.") if page.marked_it else ""
        yield Act(
            _("Record the recheck"),
            reverse("assessment:review-recheck", args=[page.id]),
            "edit",
            "primary",
            barred=barred,
            rule="R-115" if barred else "",
        )
    if page.decides and cycle.allows(state, rules.Verb.UPHOLD):
        url = reverse("assessment:review-decide", args=[page.id])
        yield Act(_("Decide"), url, "gavel", "primary")


def _appeal_acts(page: AppealPage) -> Iterator[Act]:
    if rules.APPEAL.allows(page.state, rules.AppealVerb.HEAR):
        barred = _("Whoever took part in the decision does not hear the appeal.")
        yield Act(
            _("Record the hearing"),
            reverse("assessment:appeal-hear", args=[page.id]),
            "chat",
            "primary",
            post=True,
            barred=barred if page.took_part else "",
            rule="R-115",
        )
    if rules.APPEAL.allows(page.state, rules.AppealVerb.DISMISS):
        url = reverse("assessment:appeal-decide", args=[page.id])
        yield Act(_("Decide the appeal"), url, "gavel", "primary")

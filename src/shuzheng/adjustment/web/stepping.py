"""The steps of a year's review, each on a page of its own, to whom may take it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from shuzheng.adjustment.access import Permission
from shuzheng.adjustment.queries import pages
from shuzheng.adjustment.rules import proposal, review
from shuzheng.adjustment.rules.proposal import Fate
from shuzheng.adjustment.rules.review import REVIEW, State, Verb
from shuzheng.adjustment.services import deciding, freezing, listing
from shuzheng.adjustment.web import forms, words
from shuzheng.foundation import files, rulebooks
from shuzheng.foundation.ui.parts import Act, Crumb
from shuzheng.foundation.web import acting, gate
from shuzheng.governance.queries import plans, public_panels
from shuzheng.kernel import periods

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from django.http import HttpResponse
    from django.http.response import HttpResponseBase
    from django_stubs_ext import StrOrPromise

    from shuzheng.adjustment.queries.pages import ReviewPage
    from shuzheng.foundation.ui import forms as ui
    from shuzheng.foundation.web.request import Request
    from shuzheng.kernel.actor import Actor

    Do = Callable[[Request, int, Mapping[str, Any]], object]


@dataclass(frozen=True, slots=True)
class Step:
    """One step: who may take it, what is asked, what follows, what is said."""

    permission: Permission
    verb: Verb
    form: type[ui.Form]
    consequence: StrOrPromise
    said: StrOrPromise
    do: Do
    icon: str
    danger: bool = False
    rule: str = "R-230"


def view(name: str) -> Callable[..., HttpResponseBase]:
    """Return the page of one step."""
    step = STEPS[name]

    @require_http_methods(["GET", "HEAD", "POST"])
    @gate.signed_in
    def page(request: Request, review: int) -> HttpResponse:
        return _answer(request, review, step)

    return page


def _answer(request: Request, pk: int, step: Step) -> HttpResponse:
    found = pages.one(pk, request.actor, step.permission)
    REVIEW.after(found.line.state, step.verb)
    form = step.form(
        acting.posted(request), acting.uploaded(request), initial=_initial(request, found, step)
    )
    context = _context(found, gettext(REVIEW.labels[step.verb]))
    context |= {"danger": step.danger, "consequence": step.consequence, "rule": step.rule}

    def act(data: Mapping[str, Any]) -> None:
        step.do(request, pk, data)

    return acting.answered(request, "adjustment/form.html", form, context, act, str(step.said))


def _initial(request: Request, found: ReviewPage, step: Step) -> dict[str, Any]:
    today = periods.day(request.now)
    if step.verb is Verb.DECIDE:
        on = review.effective_on(found.line.year, today, rulebooks.current())
        return {"effective_on": on}
    named = "\n".join(plans.key_industries(found.line.year))
    initial = {"heard_on": today, "reported_on": today, "key_industries": named}
    panel = public_panels.of_review(found.line.year, request.actor)
    return initial if panel is None else {**initial, "experts": "\n".join(panel.experts)}


def _context(found: ReviewPage, heading: str) -> dict[str, Any]:
    url = reverse("adjustment:review", args=[found.line.id])
    return {
        "crumbs": [*words.crumbs(), Crumb(str(found.line.year), url), Crumb(heading)],
        "heading": heading,
        "submit": heading,
        "name": words.year(found.line.year),
        "cancel_url": url,
    }


def _freeze(request: Request, pk: int, data: Mapping[str, Any]) -> None:
    named = [line.strip() for line in data["key_industries"].splitlines()]
    industries = [name for name in dict.fromkeys(named) if name]
    freezing.freeze(pk, industries, actor=request.actor, now=request.now)


def _hear(request: Request, pk: int, data: Mapping[str, Any]) -> None:
    experts = [name.strip() for name in data["experts"].splitlines() if name.strip()]
    kept = files.store(data["minutes"], actor=request.actor, now=request.now)
    listing.hear(
        pk,
        data["heard_on"],
        experts,
        data["opinion"],
        minutes_id=kept.pk,
        actor=request.actor,
        now=request.now,
    )


def _propose(request: Request, pk: int, _data: Mapping[str, Any]) -> None:
    listing.propose(pk, actor=request.actor, now=request.now)


def _show(request: Request, pk: int, _data: Mapping[str, Any]) -> None:
    deciding.show(pk, actor=request.actor, now=request.now)


def _revise(request: Request, pk: int, _data: Mapping[str, Any]) -> None:
    deciding.revise(pk, actor=request.actor, now=request.now)


def _decide(request: Request, pk: int, data: Mapping[str, Any]) -> None:
    deciding.decide(pk, data["effective_on"], actor=request.actor, now=request.now)


def _report(request: Request, pk: int, data: Mapping[str, Any]) -> None:
    deciding.report(pk, data["reported_on"], data["number"], actor=request.actor, now=request.now)


def _withdraw(request: Request, pk: int, data: Mapping[str, Any]) -> None:
    deciding.withdraw(pk, data["reason"], actor=request.actor, now=request.now)


STEPS = {
    "freeze": Step(
        Permission.REVIEW_PREPARE,
        Verb.FREEZE,
        forms.Freezing,
        _("Every input is fixed for this year, and its digest goes into the evidence log."),
        _("The figures are frozen and the certificates ranked."),
        _freeze,
        "lock",
        rule="R-231",
    ),
    "hear": Step(
        Permission.REVIEW_PREPARE,
        Verb.HEAR,
        forms.Hearing,
        _("After this the list can be changed, each departure with its reason."),
        _("What the experts say is on record."),
        _hear,
        "chat",
    ),
    "propose": Step(
        Permission.REVIEW_PREPARE,
        Verb.PROPOSE,
        forms.Confirmation,
        _("The list goes to the department, where somebody else puts it on public show."),
        _("The list is proposed."),
        _propose,
        "send",
    ),
    "show": Step(
        Permission.REVIEW_DECIDE,
        Verb.SHOW,
        forms.Confirmation,
        _("The list is published with the cut and the ranking; anybody may object."),
        _("The list is on public show."),
        _show,
        "check",
    ),
    "revise": Step(
        Permission.REVIEW_PREPARE,
        Verb.REVISE,
        forms.Confirmation,
        _("The list can be changed again, and is shown anew before it is decided."),
        _("The list can be written anew."),
        _revise,
        "undo",
    ),
    "decide": Step(
        Permission.REVIEW_DECIDE,
        Verb.DECIDE,
        forms.Deciding,
        _("The decision is published and sent. What was issued stays valid for ever."),
        _("The adjustment is decided."),
        _decide,
        "gavel",
        rule="R-233",
    ),
    "report": Step(
        Permission.REVIEW_PREPARE,
        Verb.REPORT,
        forms.Reporting,
        _("What concerns the national list takes effect after it was reported."),
        _("The report is on record."),
        _report,
        "send",
    ),
    "withdraw": Step(
        Permission.REVIEW_DECIDE,
        Verb.WITHDRAW,
        forms.Reason,
        _("The decision’s document is withdrawn; what phases out by it is in use again."),
        _("The decision is withdrawn."),
        _withdraw,
        "undo",
        danger=True,
        rule="R-233",
    ),
}


def acts(page: ReviewPage, actor: Actor) -> Iterator[Act]:
    """Yield the steps that a page offers; one that must wait says for what."""
    line = page.line
    for key, step in STEPS.items():
        if not REVIEW.allows(line.state, step.verb) or not actor.may(step.permission):
            continue
        if key == "report" and not page.concerns_ministry:
            continue
        yield Act(
            gettext(REVIEW.labels[step.verb]),
            reverse(f"adjustment:review-{key}", args=[line.id]),
            step.icon,
            "danger" if step.danger else "" if key == "revise" else "primary",
            barred=_barred(key, page, actor),
            rule=step.rule,
        )
    if line.state is State.OPENED and actor.may(Permission.REVIEW_PREPARE):
        for name, label in (
            ("inputs", _("Import figures from a sheet")),
            ("fields", _("Import what certificates serve")),
        ):
            yield Act(label, reverse(f"adjustment:{name}-import", args=[line.id]), "upload")


def _barred(key: str, page: ReviewPage, actor: Actor) -> str:
    if key in {"show", "decide"} and actor.person_id == page.prepared_by:
        return gettext("You prepared this list yourself: somebody else decides.")
    waits = page.line.state is State.IN_PUBLICITY and not pages.stands(page.outcome)
    if key == "decide" and pages.fell(page.outcome):
        return gettext("The list did not stand its time on public show. It has to be written anew.")
    if key in {"decide", "revise"} and waits and not pages.fell(page.outcome):
        return gettext("The list is still on public show.")
    return ""


def change_act(pk: int, code: str) -> Act:
    """Return the way to change what the list says of a certificate."""
    url = reverse("adjustment:line", args=[pk, code])
    return Act(_("Change what the list says"), url, "edit", "primary", rule="R-230")


@require_http_methods(["GET", "HEAD", "POST"])
@gate.signed_in
def change(request: Request, review: int, code: str) -> HttpResponse:
    """Change what the list says of one certificate."""
    found = pages.one(review, request.actor, Permission.REVIEW_PREPARE)
    if found.frozen is None:
        raise listing.ListClosed
    proposal.place_of(code, found.frozen.ranking)
    said = {line.code: line for line in found.lines}.get(code)
    initial = {
        "fate": said.fate if said else Fate.KEEP,
        "reason": said.reason if said else "",
    }
    form = forms.Change(acting.posted(request), initial=initial)
    context = _context(found, gettext("Change what the list says"))
    name = next(one.name for one in found.frozen.cut.certificates if one.code == code)
    context |= {
        "name": f"{name}（{code}）",
        "rule": "R-230",
        "cancel_url": reverse("adjustment:certificate", args=[review, code]),
    }

    def act(data: Mapping[str, Any]) -> None:
        fate, reason = Fate(data["fate"]), data["reason"]
        listing.change(review, code, fate, reason, actor=request.actor, now=request.now)

    done = gettext("The list is changed.")
    return acting.answered(request, "adjustment/form.html", form, context, act, done)


@require_http_methods(["GET", "HEAD", "POST"])
@gate.signed_in
def add(request: Request, review: int) -> HttpResponse:
    """Put a certificate of an emerging field on the list."""
    found = pages.one(review, request.actor, Permission.REVIEW_PREPARE)
    if found.line.state is not State.EXPERT_REVIEW:
        raise listing.ListClosed
    form = forms.Adding(acting.posted(request))
    context = _context(found, gettext("Add a certificate"))
    context["rule"] = "R-232"

    def act(data: Mapping[str, Any]) -> None:
        listing.add(
            review,
            data["name"],
            data["field"],
            data["grounds"],
            code=data["code"],
            actor=request.actor,
            now=request.now,
        )

    done = gettext("The certificate is on the list.")
    return acting.answered(request, "adjustment/form.html", form, context, act, done)


@require_POST
@gate.signed_in
def remove(request: Request, review: int, addition: int) -> HttpResponse:
    """Take an addition off the list."""

    def act() -> None:
        listing.remove(review, addition, actor=request.actor, now=request.now)

    url = reverse("adjustment:review", args=[review])
    return acting.pressed(request, act, gettext("Taken off the list."), url)

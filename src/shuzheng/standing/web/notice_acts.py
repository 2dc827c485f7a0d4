"""The steps of a notice: each a form of its own, shown to whom may take it, in its state only."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from shuzheng.foundation import files
from shuzheng.foundation.ui.parts import Crumb
from shuzheng.foundation.web import acting, gate
from shuzheng.standing.access import Permission
from shuzheng.standing.queries import pages_notices
from shuzheng.standing.rules.notices import NOTICE, Verb
from shuzheng.standing.services import notices as services
from shuzheng.standing.web import notice_forms, notices

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from django.http import HttpResponse
    from django.http.response import HttpResponseBase
    from django_stubs_ext import StrOrPromise

    from shuzheng.foundation.ui import forms as ui
    from shuzheng.foundation.web.request import Request

    Do = Callable[[Request, int, Mapping[str, Any]], None]


@dataclass(frozen=True, slots=True)
class Step:
    """One step: who may take it, what is asked, what follows from it."""

    permission: Permission
    verb: Verb | None
    form: type[ui.Form]
    consequence: StrOrPromise
    said: StrOrPromise
    do: Do
    heading: StrOrPromise = ""
    danger: bool = False
    shows_text: bool = False


def view(name: str) -> Callable[..., HttpResponseBase]:
    """Return the page of one step."""
    step = STEPS[name]

    @require_http_methods(["GET", "HEAD", "POST"])
    @gate.signed_in
    def page(request: Request, notice: int) -> HttpResponse:
        return _answer(request, notice, step)

    return page


def _answer(request: Request, notice: int, step: Step) -> HttpResponse:
    line = pages_notices.one(notice, request.actor, request.now, step.permission)
    if step.verb is not None:
        NOTICE.after(line.state, step.verb)
    form = step.form(
        acting.posted(request), acting.uploaded(request), initial=_initial(step, notice, request)
    )
    url = reverse("standing:notice", args=[notice])
    heading = gettext(NOTICE.labels[step.verb]) if step.verb else step.heading
    context = {
        "crumbs": [*notices.crumbs(), Crumb(line.organisation, url), Crumb(heading)],
        "cancel_url": url,
        "line": line,
        "heading": heading,
        "consequence": step.consequence,
        "danger": step.danger,
        "text": line.text if step.shows_text else "",
        "rule": line.rule if step.permission is Permission.NOTICE_PREPARE else "R-194",
    }

    def act(data: Mapping[str, Any]) -> None:
        step.do(request, notice, data)

    return acting.answered(
        request, "standing/notices/step.html", form, context, act, str(step.said)
    )


def _initial(step: Step, notice: int, request: Request) -> dict[str, str]:
    """Return what a form begins with: the usual text, where the notice is prepared."""
    if step.form is not notice_forms.Preparing:
        return {}
    return {"text": pages_notices.text_to_prepare(notice, request.actor, request.now)}


def _hear(request: Request, notice: int, data: Mapping[str, Any]) -> None:
    services.hear(
        notice,
        data["heard_on"],
        data["statement"],
        text=data["text"],
        actor=request.actor,
        now=request.now,
    )


def _issue(request: Request, notice: int, data: Mapping[str, Any]) -> None:
    del data
    services.issue(notice, actor=request.actor, now=request.now)


def _revoke(request: Request, notice: int, data: Mapping[str, Any]) -> None:
    services.revoke(notice, data["reason"], actor=request.actor, now=request.now)


def _drop(request: Request, notice: int, data: Mapping[str, Any]) -> None:
    services.drop(notice, data["reason"], actor=request.actor, now=request.now)


def _correct(request: Request, notice: int, data: Mapping[str, Any]) -> None:
    services.correct(notice, data["plan"], actor=request.actor, now=request.now)


def _propose_loss(request: Request, notice: int, data: Mapping[str, Any]) -> None:
    services.propose_loss(notice, data["reason"], actor=request.actor, now=request.now)


def _hear_on_loss(request: Request, notice: int, data: Mapping[str, Any]) -> None:
    services.hear_on_loss(
        notice, data["heard_on"], data["statement"], actor=request.actor, now=request.now
    )


def _drop_loss(request: Request, notice: int, data: Mapping[str, Any]) -> None:
    services.drop_loss(notice, data["reason"], actor=request.actor, now=request.now)


def _take(request: Request, notice: int, data: Mapping[str, Any]) -> None:
    stored = files.store(
        data["decision"], actor=request.actor, now=request.now, kinds=("pdf", "png", "jpeg")
    )
    services.take_eligibility(
        notice,
        data["number"],
        data["reason"],
        decision_id=stored.pk,
        actor=request.actor,
        now=request.now,
    )


def _appeal(request: Request, notice: int, data: Mapping[str, Any]) -> None:
    services.appeal(notice, data["text"], actor=request.actor, now=request.now)


def _decide(request: Request, notice: int, data: Mapping[str, Any]) -> None:
    services.decide_appeal(
        notice,
        data["reason"],
        overturn=data["decision"] == "overturn",
        actor=request.actor,
        now=request.now,
    )


STEPS = {
    "hear": Step(
        Permission.NOTICE_PREPARE,
        Verb.HEAR,
        notice_forms.Preparing,
        _("The notice goes to the department, where somebody else issues it."),
        _("The hearing is on record."),
        _hear,
    ),
    "issue": Step(
        Permission.NOTICE_DECIDE,
        Verb.ISSUE,
        notice_forms.Nothing,
        _(
            "It is numbered, published and sent to the institution and its city's bureau. The "
            "institution owes a plan of correction from now on."
        ),
        _("The notice is issued."),
        _issue,
        danger=True,
        shows_text=True,
    ),
    "revoke": Step(
        Permission.NOTICE_DECIDE,
        Verb.REVOKE,
        notice_forms.Reason,
        _("What was published is withdrawn; number, title and reason stay in the list."),
        _("The notice is taken back."),
        _revoke,
        danger=True,
    ),
    "drop": Step(
        Permission.NOTICE_PREPARE,
        Verb.DROP,
        notice_forms.Reason,
        _("This row of misses earns no other notice."),
        _("The notice is dropped."),
        _drop,
    ),
    "correct": Step(
        Permission.NOTICE_ANSWER,
        None,
        notice_forms.Correction,
        _("The office and the department read it."),
        _("The plan of correction is handed in."),
        _correct,
        heading=_("Hand in the plan of correction"),
    ),
    "propose-loss": Step(
        Permission.NOTICE_PREPARE,
        Verb.PROPOSE_LOSS,
        notice_forms.Reason,
        _("The department decides, after the institution was heard."),
        _("The loss of eligibility is proposed to the department."),
        _propose_loss,
        danger=True,
    ),
    "hear-on-loss": Step(
        Permission.NOTICE_PREPARE,
        Verb.HEAR_ON_LOSS,
        notice_forms.Hearing,
        _("The department decides after it."),
        _("The hearing is on record."),
        _hear_on_loss,
    ),
    "drop-loss": Step(
        Permission.NOTICE_DECIDE,
        Verb.DROP_LOSS,
        notice_forms.Reason,
        _("The institution keeps its eligibility; the notice stands."),
        _("The loss of eligibility is not pursued."),
        _drop_loss,
    ),
    "take": Step(
        Permission.NOTICE_DECIDE,
        Verb.TAKE_ELIGIBILITY,
        notice_forms.Loss,
        _(
            "No filing can be made for next year. Students in training are offered classes, "
            "sites and resits elsewhere."
        ),
        _("The decision is on record; the institution may appeal."),
        _take,
        danger=True,
    ),
    "appeal": Step(
        Permission.NOTICE_ANSWER,
        Verb.APPEAL,
        notice_forms.Appeal,
        _("It is decided by persons who took none of the steps before."),
        _("The appeal is with the department."),
        _appeal,
    ),
    "decide": Step(
        Permission.NOTICE_DECIDE,
        Verb.OVERTURN,
        notice_forms.Decided,
        _("Overturned, the loss ends at once and filing is open again."),
        _("The appeal is decided."),
        _decide,
    ),
}

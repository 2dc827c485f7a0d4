"""The page on which a plan is drafted or changed: one task, in parts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from shuzheng.assessment.access import Permission
from shuzheng.assessment.queries import planning
from shuzheng.assessment.queries import plans as queries
from shuzheng.assessment.services import plans as services
from shuzheng.assessment.web import plan_forms, words
from shuzheng.foundation.ui import formats
from shuzheng.foundation.ui.parts import Crumb
from shuzheng.foundation.web import acting, gate
from shuzheng.kernel import periods

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from django.http import HttpResponse

    from shuzheng.assessment.queries.planning import Choices, RoomChoice
    from shuzheng.foundation.web.request import Request

HUNDRED = 100
FORMS = ["GET", "HEAD", "POST"]
USUAL_PARTS = (
    {"code": "theory", "name": "理论", "weight": 40, "full": 100, "by_machine": True},
    {"code": "practice", "name": "实操", "weight": 60, "full": 100},
)
USUAL_RULE = "theory >= 60 and practice >= 60"


@require_http_methods(FORMS)
@gate.signed_in
def draft(request: Request) -> HttpResponse:
    """Choose a certificate and level; then draft the plan."""
    found = planning.own_certificates(request.actor)
    chooser = plan_forms.Choose(
        request.GET if "certificate" in request.GET else None,
        certificates=[(one.id, one.name) for one in found],
    )
    choices = None
    if chooser.is_bound and chooser.is_valid():
        choices = planning.choices(
            chooser.cleaned_data["certificate"],
            chooser.cleaned_data["level"],
            request.actor,
            periods.day(request.now),
        )
        if choices is None:
            chooser.add_error("level", gettext("The certificate has no such level"))
    if choices is None:
        context = {
            "form": chooser,
            "crumbs": [
                Crumb(_("Desk"), "/desk/"),
                Crumb(_("Assessment plans"), reverse("assessment:plans")),
                Crumb(_("New plan")),
            ],
            "cancel_url": reverse("assessment:plans"),
        }
        return render(request, "assessment/plans/choose.html", context)
    start = {
        "plan": {
            "pass_rule": USUAL_RULE,
            "price_fen": choices.agreement.price_fen if choices.agreement else None,
        },
        "parts": list(USUAL_PARTS),
    }
    made: list[int] = []
    return _edit(
        request,
        choices,
        start,
        lambda content: made.append(services.draft(content, actor=request.actor, now=request.now)),
        lambda: redirect("assessment:plan", made[0]),
        reverse("assessment:plans"),
    )


@require_http_methods(FORMS)
@gate.signed_in
def revise(request: Request, pk: int) -> HttpResponse:
    """Change a plan whose registration has not opened."""
    page = queries.page(pk, request.actor, request.now)
    request.actor.require(Permission.PLAN_WRITE)
    start = planning.content(pk, request.actor)
    if page.state not in queries.OPENING:
        raise services.NotChangeable
    choices = planning.choices(
        start["certificate"], start["level"], request.actor, periods.day(request.now)
    )
    assert choices is not None  # noqa: S101 - an own plan is of an own certificate
    url = reverse("assessment:plan", args=[pk])
    return _edit(
        request,
        choices,
        start,
        lambda content: services.revise(pk, content, actor=request.actor, now=request.now),
        lambda: redirect(url),
        url,
    )


def _edit(
    request: Request,
    choices: Choices,
    start: Mapping[str, Any],
    act: Any,  # noqa: ANN401 - the act that takes the content
    after: Any,  # noqa: ANN401 - where to go then
    back: str,
) -> HttpResponse:
    form = _form(request, choices, start)
    parts = plan_forms.Parts(acting.posted(request), initial=list(start["parts"]), prefix="part")
    ready = request.method == "POST" and form.is_valid() and parts.is_valid()
    if ready and acting.done(
        request, form, lambda data: act(_content(choices, data, parts.cleaned_data))
    ):
        messages.success(request, gettext("The plan is saved."))
        return after()  # type: ignore[no-any-return]
    context = {
        "form": form,
        "parts": parts,
        "choices": choices,
        "title": words.certificate(choices.certificate.name, choices.level),
        "back": back,
        "new_room": not choices.rooms,
    }
    wrong = request.method == "POST"
    return render(request, "assessment/plans/form.html", context, status=422 if wrong else 200)


def _form(request: Request, choices: Choices, start: Mapping[str, Any]) -> plan_forms.Plan:
    agreed = choices.agreement
    hint = (
        gettext("Agreement {number}: at most {price}").format(
            number=agreed.number, price=formats.yuan(agreed.price_fen)
        )
        if agreed
        else gettext("No fee agreement for this certificate and level is in force")
    )
    return plan_forms.Plan(
        acting.posted(request),
        initial=dict(start["plan"]),
        modules=choices.certificate.modules,
        rooms=_named(choices.rooms),
        institutions=choices.institutions,
        fee_hint=hint,
    )


def rooms(pk: int, request: Request) -> list[tuple[int, str]]:
    """Return the rooms to which a plan's assessment could move, as choices."""
    return _named(planning.rooms(pk, request.actor, periods.day(request.now)))


def _named(found: Sequence[RoomChoice]) -> list[tuple[int, str]]:
    words = gettext("{site}, {room}: {seats} seats")
    return [
        (room.id, words.format(site=room.site, room=room.name, seats=room.seats)) for room in found
    ]


def _content(
    choices: Choices, data: Mapping[str, Any], lines: list[dict[str, Any]]
) -> services.Draft:
    filled = [line for line in lines if line.get("code")]
    return services.Draft(
        certificate_type_id=choices.certificate.id,
        level=choices.level,
        module=data.get("module", ""),
        parts=tuple(
            services.Part(
                line["code"],
                line["name"],
                line["weight"],
                int((line["full"] or HUNDRED) * HUNDRED),
                bool(line["by_machine"]),
            )
            for line in filled
        ),
        sittings=tuple(
            services.Sitting(line["code"], line["starts_at"], line["ends_at"])
            for line in filled
            if line["starts_at"]
        ),
        room_ids=tuple(data["rooms"]),
        seats=data["seats"],
        price_fen=data["price_fen"],
        pass_rule=data["pass_rule"],
        registration_opens_at=data["registration_opens_at"],
        registration_closes_at=data["registration_closes_at"],
        institution_ids=tuple(data["institutions"]),
    )

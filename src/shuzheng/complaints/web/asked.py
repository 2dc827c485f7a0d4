"""What parties are asked: the list, and the own account."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from shuzheng.complaints.queries import asked as queries
from shuzheng.complaints.services import handling
from shuzheng.complaints.web import forms, words
from shuzheng.foundation.ui.parts import Chip, Crumb, Kind
from shuzheng.foundation.web import acting, gate

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpResponse

    from shuzheng.complaints.queries.asked import Question
    from shuzheng.foundation.web.request import Request


@require_safe
@gate.signed_in
def index(request: Request) -> HttpResponse:
    """List what the reader's organisation was asked."""
    rows = [_card(one) for one in queries.listed(request.actor)]
    context = {
        "crumbs": [Crumb(_("Desk"), reverse("desk:home")), Crumb(_("Accounts asked for"))],
        "rows": rows,
    }
    return render(request, "complaints/asked/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@gate.signed_in
def account(request: Request, concerned: int) -> HttpResponse:
    """Give the own account, once."""
    question = queries.one(concerned, request.actor)
    form = forms.Account(acting.posted(request))
    url = reverse("complaints:asked")
    heading = _("Give your account")
    context = {
        "crumbs": [
            Crumb(_("Desk"), reverse("desk:home")),
            Crumb(_("Accounts asked for"), url),
            Crumb(heading),
        ],
        "heading": heading,
        "submit": heading,
        "question": question.question,
        "consequence": _("It is given once, and read by whoever looks into the matter."),
        "rule": "R-216",
        "cancel_url": url,
    }

    def act(data: Mapping[str, Any]) -> None:
        handling.give_account(concerned, data["statement"], actor=request.actor, now=request.now)

    said = gettext("Your account is with the officer.")
    return acting.answered(request, "complaints/asked/account.html", form, context, act, said)


def _card(one: Question) -> dict[str, Any]:
    if one.is_open:
        chip = Chip(Kind.WAIT, gettext("Account is waited for"))
    elif one.statement:
        chip = Chip(Kind.OK, gettext("Account given"))
    else:
        chip = Chip(Kind.OFF, gettext("No account was given"))
    return {"line": one, "chip": chip, "outcome": words.outcome(one.outcome)}

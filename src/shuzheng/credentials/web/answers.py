"""Files that leave, and forms whose act may refuse."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from shuzheng.foundation.ui import navigation
from shuzheng.foundation.ui.parts import Crumb
from shuzheng.foundation.web.refusals import sentence
from shuzheng.kernel.refusals import Refusal

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.forms import BaseForm
    from django.http import HttpResponse
    from django_stubs_ext import StrOrPromise

    from shuzheng.foundation.web.request import Request

    Act = Callable[[dict[str, Any]], HttpResponse]

BEYOND = frozenset({403, 404})
"""A refusal of this kind is no matter of what was typed: it gets its own page."""


def form(
    request: Request, template: str, page: dict[str, Any], filled: BaseForm, act: Act
) -> HttpResponse:
    """Show a form; where it was sent and is valid, act. A refusal stands above what was typed."""
    status = 200
    if request.method == "POST":
        status = 422
        if filled.is_valid():
            try:
                return act(filled.cleaned_data)
            except Refusal as refusal:
                if refusal.status in BEYOND:
                    raise
                filled.add_error(None, sentence(refusal))
                status = refusal.status
    return render(request, template, {**page, "form": filled}, status=status)


def trail(*steps: tuple[StrOrPromise, str]) -> list[Crumb]:
    """Return the way to a page: the desk, the register, then (label, address) of each step."""
    return [
        Crumb(_("Desk"), navigation.url_of("desk:home")),
        Crumb(_("Certificates"), navigation.url_of("credentials:register") if steps else ""),
        *(Crumb(words, url) for words, url in steps),
    ]

"""How forms are answered here: ask, act, and keep what was typed where the act refuses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import render

from shuzheng.foundation.web.refusals import sentence
from shuzheng.kernel.refusals import Refusal

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.forms import BaseForm
    from django.http import HttpResponse

    from shuzheng.foundation.web.request import Request

    Act = Callable[[dict[str, Any]], HttpResponse]

BEYOND = frozenset({403, 404})
"""A refusal of this kind is no matter of what was typed: it gets its own page."""


def form(
    request: Request, template: str, page: dict[str, Any], filled: BaseForm, act: Act
) -> HttpResponse:
    """Show `filled`; where it was sent and is valid, answer with what `act` returns.

    A refusal of the act stands above the form, with what was typed.
    """
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

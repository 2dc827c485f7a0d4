"""Search from the top bar: a few of each kind, within one's own reach."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from shuzheng.foundation.web import gate
from shuzheng.foundation.web.refusals import sentence
from shuzheng.insight.queries import searching
from shuzheng.kernel.refusals import Refusal

if TYPE_CHECKING:
    from django.http import HttpResponse

    from shuzheng.foundation.web.request import Request


@require_safe
@gate.signed_in
def search(request: Request) -> HttpResponse:
    """Show what the words find, or say why they find nothing."""
    words = request.GET.get("q", "")
    if searching.is_personal(words):
        # Away from the address, where it would stay in the browser's history.
        return redirect(f"{reverse('desk:search')}?personal=1")
    refused, groups = "", []
    try:
        if "personal" in request.GET:
            raise searching.IdentityNumber
        groups = searching.search(words, request.actor) if words else []
    except Refusal as refusal:
        refused = sentence(refusal)
    context = {
        "words": words,
        "refused": refused,
        "groups": groups,
        "most": searching.MOST,
    }
    return render(request, "desk/search.html", context, status=422 if refused else 200)

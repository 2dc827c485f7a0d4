"""See who complains: the owner alone, once, with a reason."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods

from shuzheng.complaints.services import shielding
from shuzheng.complaints.web import forms, steps
from shuzheng.foundation.ui.parts import Term
from shuzheng.foundation.web import acting, gate

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpResponse

    from shuzheng.complaints.services.filing import Who
    from shuzheng.foundation.web.request import Request


@sensitive_variables("seen")
@require_http_methods(["GET", "HEAD", "POST"])
@gate.signed_in
def reveal(request: Request, complaint: int) -> HttpResponse:
    """Show who complains, once, to the owner who says why; it stands in no address and no cache."""
    page = steps.page_of(request, complaint, is_owner=True)
    form = forms.Need(acting.posted(request))
    seen: list[Who] = []

    def act(data: Mapping[str, Any]) -> None:
        seen.append(
            shielding.reveal(complaint, data["reason"], actor=request.actor, now=request.now)
        )

    context = steps.frame(page, _("See who complains"), "R-216")
    if acting.done(request, form, act):
        unsaid = gettext("It does not say")
        terms = [
            Term(_("Name"), seen[0].name or unsaid),
            Term(_("Contact"), seen[0].contact or unsaid),
        ]
        return render(request, "complaints/desk/who.html", {**context, "terms": terms})
    context["consequence"] = _("Nobody is told of it but the auditor.")
    return acting.page(request, "complaints/desk/form.html", form, context)

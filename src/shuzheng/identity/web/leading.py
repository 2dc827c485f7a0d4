"""The flags for which an institution is expected to lead: the office sets them (R-004)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from shuzheng.foundation import rulebooks
from shuzheng.foundation.ui import forms as ui
from shuzheng.foundation.web import acting
from shuzheng.identity.access import Permission
from shuzheng.identity.queries.pages import parties as queries
from shuzheng.identity.rules import leading as rules
from shuzheng.identity.services import leading
from shuzheng.identity.web import personal, words
from shuzheng.identity.web.parties import way
from shuzheng.kernel import periods

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import HttpResponse

    from shuzheng.foundation.web.request import Request


class FlagsForm(ui.Form):
    """Which flags the institution bears; `seen` is what the page showed, joined by commas."""

    flags = forms.MultipleChoiceField(
        label=_("Flags"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None ticked: the institution is not expected to lead."),
    )
    seen = forms.CharField(required=False, max_length=200, widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,  # noqa: ANN401 - a form's own arguments
        counting: Sequence[rules.LeadFlag],
        **more: Any,  # noqa: ANN401 - a form's own arguments
    ) -> None:
        super().__init__(*args, **more)
        self.fields["flags"].choices = [  # type: ignore[attr-defined]
            (one.value, words.lead_flag(one)) for one in counting
        ]


@personal.page
@require_http_methods(["GET", "HEAD", "POST"])
def flags(request: Request, party: int) -> HttpResponse:
    """Set the lead flags of an institution."""
    line = queries.line(party, request.actor, Permission.ORGANISATION_FLAG)
    if not line.is_institution:
        raise rules.OnlyInstitutionsLead

    def act(data: dict[str, Any]) -> HttpResponse:
        changed = leading.flag(
            party,
            data["flags"],
            seen=[one for one in data["seen"].split(",") if one],
            actor=request.actor,
            now=request.now,
        )
        said = gettext("The lead flags are on record.") if changed else gettext("Nothing changed.")
        messages.success(request, said)
        return redirect("identity:party", party)

    url = reverse("identity:party", args=[party])
    held = list(line.lead_flags)
    form = FlagsForm(
        acting.posted(request),
        initial={"flags": held, "seen": ",".join(held)},
        counting=rules.in_use(periods.day(request.now), rulebooks.current()),
    )
    page = {
        "crumbs": words.trail(*way(request), (line.name, url), (_("Lead flags"), "")),
        "party": line,
        "cancel_url": url,
    }
    return acting.form(request, "identity/parties/flags.html", page, form, act)

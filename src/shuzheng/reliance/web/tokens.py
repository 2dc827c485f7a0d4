"""The tokens by which a party's programs ask: all of them, making one, withdrawing one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext, ngettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from shuzheng.foundation.ui import forms as ui
from shuzheng.foundation.ui import listing
from shuzheng.foundation.ui.parts import Chip, Kind
from shuzheng.foundation.web import acting, gate
from shuzheng.reliance import access
from shuzheng.reliance.access import Permission
from shuzheng.reliance.queries import tokens as queries
from shuzheng.reliance.rules.tokens import LABELS, Scope
from shuzheng.reliance.services import tokens
from shuzheng.reliance.web import words

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from django.http import HttpResponse

    from shuzheng.foundation.web.request import Request
    from shuzheng.reliance.queries.tokens import TokenLine

COLUMNS = (
    listing.Column("name", pgettext_lazy("token", "Name"), lead=True),
    listing.Column("scope", _("What for")),
    listing.Column("until", _("In force until"), short=_("until")),
    listing.Column("state", _("State")),
    listing.Column("act", _("What can be done"), end=True),
)
DAYS = (30, 90, 180, 365)
IN_FORCE = Chip(Kind.OK, pgettext_lazy("token", "In force"))
OVER = Chip(Kind.OFF, _("Run out"))
WITHDRAWN = Chip(Kind.OFF, pgettext_lazy("token", "Withdrawn"))


class TokenForm(ui.Form):
    """What a token is called, for what and how long."""

    name = forms.CharField(
        label=pgettext_lazy("token", "Name"),
        max_length=60,
        help_text=_("of the program that will use it"),
    )
    scope = forms.ChoiceField(label=_("What for"))
    days = forms.TypedChoiceField(label=_("In force for"), coerce=int, initial=90)

    def __init__(self, *args: Any, scopes: Sequence[Scope], **kwargs: Any) -> None:  # noqa: ANN401 - a form's own arguments
        super().__init__(*args, **kwargs)
        self.fields["scope"].choices = [(one.value, _(LABELS[one])) for one in scopes]  # type: ignore[attr-defined]
        self.fields["days"].choices = [  # type: ignore[attr-defined]
            (days, ngettext("%(count)d day", "%(count)d days", days) % {"count": days})
            for days in DAYS
        ]


@gate.signed_in
@require_safe
def index(request: Request) -> HttpResponse:
    """List the tokens of the party."""
    found = queries.listed(request.actor, request.now)
    page = {
        "crumbs": words.trail((_("Tokens for programs"), "")),
        "columns": COLUMNS,
        "tokens": [(one, _(LABELS[one.scope]), _chip(one)) for one in found],
    }
    return render(request, "reliance/tokens/list.html", page)


@sensitive_variables("secret")
@gate.signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: Request) -> HttpResponse:
    """Make a token, and show it: this once and never again."""
    request.actor.require(Permission.TOKEN_KEEP)
    way = words.trail((_("Tokens for programs"), reverse("reliance:tokens")), (_("New token"), ""))

    def act(data: dict[str, Any]) -> HttpResponse:
        secret = tokens.make(
            data["name"], Scope(data["scope"]), data["days"], actor=request.actor, now=request.now
        )
        page = {"crumbs": way, "secret": secret, "name": data["name"]}
        return render(request, "reliance/tokens/made.html", page)

    page = {"crumbs": way, "cancel_url": reverse("reliance:tokens")}
    form = TokenForm(acting.posted(request), scopes=access.scopes(request.actor))
    return acting.form(request, "reliance/tokens/new.html", page, form, act)


@gate.signed_in
@require_POST
def withdraw(request: Request, token: UUID) -> HttpResponse:
    """Withdraw a token."""
    tokens.withdraw(token, actor=request.actor, now=request.now)
    messages.success(request, gettext("The token opens nothing any more."))
    return redirect("reliance:tokens")


def _chip(line: TokenLine) -> Chip:
    if line.is_withdrawn:
        return WITHDRAWN
    return OVER if line.is_over else IN_FORCE

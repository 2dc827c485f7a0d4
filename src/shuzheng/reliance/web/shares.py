"""A holder's shared links on the phone, and the page of whoever was sent one.

The link itself shows nothing: previews of chats and robots follow links. Its button opens it, and
that is what counts for the holder.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext, ngettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from shuzheng.catalogue.rules import levels
from shuzheng.credentials.queries import own
from shuzheng.foundation.ui import formats
from shuzheng.foundation.ui import forms as ui
from shuzheng.foundation.ui.parts import Term
from shuzheng.foundation.web import acting, gate, leaving, limiter, refusals
from shuzheng.kernel import periods
from shuzheng.kernel.refusals import Refusal
from shuzheng.reliance.access import Permission
from shuzheng.reliance.queries import shares as queries
from shuzheng.reliance.rules.sharing import LABELS, Extent, State
from shuzheng.reliance.services import presenting, sharing
from shuzheng.reliance.web import words

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpResponse

    from shuzheng.foundation.web.request import Request
    from shuzheng.reliance.queries.answers import Said
    from shuzheng.reliance.queries.shares import ShareLine, Shown

DAYS = (7, 30, 90, 180)
SEEN = (
    _("your name, unless you show only a part, and the purpose that you write here"),
    _("each chosen certificate: level, organisation, day of issue, and the number if shown whole"),
    _("how each of them stands at that moment, for as long as the link is open"),
)


class ShareForm(ui.Form):
    """What is shown to whom, why, and for how long."""

    chosen = forms.MultipleChoiceField(label=_("Certificates"), widget=forms.CheckboxSelectMultiple)
    recipient = forms.CharField(
        label=pgettext_lazy("share", "For whom"),
        max_length=100,
        help_text=_(
            "the employer or school you send it to; by its unified social credit code, an"
            " enterprise that is registered here is named as registered"
        ),
    )
    purpose = forms.CharField(
        label=_("What for"), max_length=200, help_text=_("shown to whoever opens the link")
    )
    extent = forms.ChoiceField(
        label=_("How much of each certificate"),
        choices=[(one.value, _(LABELS[one])) for one in Extent],
        initial=Extent.WHOLE.value,
    )
    days = forms.TypedChoiceField(label=_("Open for"), coerce=int, initial=30)
    agreed = forms.BooleanField(
        label=_("I agree that whoever has the link sees this until it runs out or I take it back")
    )

    def __init__(self, *args: Any, certificates: list[own.InForce], **kwargs: Any) -> None:  # noqa: ANN401 - a form's own arguments
        super().__init__(*args, **kwargs)
        self.fields["chosen"].choices = [  # type: ignore[attr-defined]
            (one.number, f"{one.certificate}（{gettext(levels.LABELS[one.level])}）{one.number}")
            for one in certificates
        ]
        self.fields["days"].choices = [  # type: ignore[attr-defined]
            (days, ngettext("%(count)d day", "%(count)d days", days) % {"count": days})
            for days in DAYS
        ]


@gate.signed_in
@require_safe
def index(request: Request) -> HttpResponse:
    """List one's own links and those of one's wards."""
    lines = queries.mine(request.actor, request.now)
    page = {
        "lines": [(line, words.SHARES[line.state], _terms(line, request)) for line in lines],
        "may_share": bool(own.in_force(request.actor)),
    }
    return render(request, "reliance/shares/list.html", page)


@sensitive_variables("made", "link")
@gate.signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: Request) -> HttpResponse:
    """Make a link, and show it: this once and never again."""
    request.actor.require(Permission.SHARE_KEEP)
    mine = own.in_force(request.actor)

    def act(data: dict[str, Any]) -> HttpResponse:
        made = sharing.share(
            data["chosen"],
            data["recipient"],
            data["purpose"],
            data["days"],
            actor=request.actor,
            now=request.now,
            extent=Extent(data["extent"]),
        )
        link = settings.PUBLIC_URL + reverse("reliance:link", args=[made.secret])
        page = {"link": link, "made": made, "waits": made.state is State.AWAITING}
        return render(request, "reliance/shares/made.html", page)

    form = ShareForm(acting.posted(request), certificates=mine)
    page = {"seen": SEEN, "has_any": bool(mine), "cancel_url": reverse("reliance:shares")}
    return acting.form(request, "reliance/shares/new.html", page, form, act)


@gate.signed_in
@require_safe
def show(request: Request, share: UUID) -> HttpResponse:
    """Show one link: for whom, until when, and each time it was opened."""
    line, openings = queries.one(share, request.actor, request.now)
    page = {
        "line": line,
        "chip": words.SHARES[line.state],
        "terms": _terms(line, request),
        "openings": [
            Term(
                formats.instant(one.at, request.now),
                one.organisation or gettext("somebody who had not signed in"),
            )
            for one in openings
        ],
    }
    return render(request, "reliance/shares/one.html", page)


@gate.signed_in
@require_POST
def present(request: Request, share: UUID) -> HttpResponse:
    """Hand out what a link shows as a file; leaves a record."""
    made = presenting.take(share, actor=request.actor, now=request.now)
    return leaving.file(made.name, made.body, presenting.MEDIA_TYPE)


@gate.signed_in
@require_POST
def withdraw(request: Request, share: UUID) -> HttpResponse:
    """Take a link back."""
    return _pressed(request, share, sharing.withdraw, gettext("The link opens no more."))


@gate.signed_in
@require_POST
def consent(request: Request, share: UUID) -> HttpResponse:
    """Agree, as a guardian, to a ward's link."""
    return _pressed(request, share, sharing.consent, gettext("The link can be opened now."))


@gate.signed_in
@require_POST
def decline(request: Request, share: UUID) -> HttpResponse:
    """Decline, as a guardian, a ward's link."""
    return _pressed(request, share, sharing.decline, gettext("The link stays closed."))


@sensitive_variables("secret")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def link(request: Request, secret: str) -> HttpResponse:
    """Answer a link: a page with one button, and behind it what the holder shows."""
    limiter.check(
        request,
        "verification",
        now=request.now,
        per_minute=settings.VERIFICATION_PER_MINUTE,
        loopback=settings.LOOPBACK_PER_MINUTE,
    )
    try:
        if request.method != "POST":
            sharing.find(secret, request.now)
            return _kept_away(render(request, "reliance/shares/closed.html"))
        shown = sharing.open_link(secret, actor=request.actor, now=request.now)
    except Refusal as refusal:
        page = {"sentence": refusals.sentence(refusal)}
        answer = render(request, "reliance/shares/over.html", page, status=refusal.status)
        return _kept_away(answer)
    found: dict[str, Any] = {
        "shown": shown,
        "about": _about(shown, request),
        "certificates": [
            (one, words.chip(one.outcome), _of_certificate(one)) for one in shown.certificates
        ],
    }
    return _kept_away(render(request, "reliance/shares/shown.html", found))


def _pressed(request: Request, share: UUID, act: Any, said: str) -> HttpResponse:  # noqa: ANN401 - one of three acts
    act(share, actor=request.actor, now=request.now)
    messages.success(request, said)
    return redirect("reliance:shares")


def _kept_away(answer: HttpResponse) -> HttpResponse:
    """Keep a link's page out of search engines. Its address leaves for no other site anyhow."""
    answer["X-Robots-Tag"] = "noindex, nofollow"
    return answer


def _terms(line: ShareLine, request: Request) -> list[Term]:
    found = [] if line.is_own else [Term(_("Holder"), line.holder)]
    return [
        *found,
        Term(_("Certificates"), gettext(", ").join(line.certificates)),
        Term(_("Shown"), gettext(LABELS[line.extent])),
        *(
            [Term(_("Enterprise"), gettext("registered on this platform"))]
            if line.is_registered
            else []
        ),
        Term(_("What for"), line.purpose),
        Term(_("Open until"), formats.instant(line.expires_at, request.now)),
        Term(
            _("Opened"),
            ngettext("%(count)d time", "%(count)d times", line.opened) % {"count": line.opened},
        ),
    ]


def _about(shown: Shown, request: Request) -> list[Term]:
    return [
        Term(pgettext_lazy("share", "For whom"), shown.recipient),
        Term(_("What for"), shown.purpose),
        Term(_("As of"), formats.instant(shown.checked_at, request.now)),
        Term(_("Open until"), formats.instant(shown.expires_at, request.now)),
    ]


def _of_certificate(said: Said) -> list[Term]:
    level = gettext(levels.LABELS[levels.Level(said.level)])
    number = [Term(_("Certificate number"), said.number, code=True)] if said.number else []
    found = [
        *number,
        Term(_("Level"), level),
        Term(_("Issued by"), said.organisation),
    ]
    if said.issued_on is not None:
        found.append(Term(_("Issued on"), f"{said.issued_on:%Y-%m-%d}"))
    if said.since is not None:
        found.append(Term(_("Stands so since"), f"{periods.day(said.since):%Y-%m-%d}"))
    if said.replaced_by:
        found.append(Term(_("Replaced by"), said.replaced_by, code=True))
    return found

"""Hand out a certificate in another form, signed when it is asked for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from shuzheng.credentials.core.forms.table import Form
from shuzheng.credentials.queries import further as queries
from shuzheng.credentials.queries import papers
from shuzheng.credentials.services import forms
from shuzheng.foundation.web import gate, leaving
from shuzheng.kernel.refusals import Refusal

if TYPE_CHECKING:
    from django.http import HttpResponse
    from django_stubs_ext import StrOrPromise

    from shuzheng.credentials.rules.status import State
    from shuzheng.foundation.web.request import Request


JSON_LD = "application/ld+json"


class NoSuchForm(Refusal):
    """The word names no form that certificates are made in."""

    code = "certificate-form-unknown"
    status = 404
    template = "Certificates are not made in this form."


@dataclass(frozen=True, slots=True)
class Offer:
    """A form on the page: what it is called, and what it is good for."""

    form: Form
    name: StrOrPromise
    purpose: StrOrPromise


OFFERS = (
    Offer(
        Form.RDFC,
        _("For wallets and Open Badges"),
        _(
            "For a wallet or a verifier of Open Badges that does not read the original"
            " (eddsa-rdfc-2022)."
        ),
    ),
    Offer(
        Form.JWT,
        _("For systems that read tokens"),
        _(
            "For an employer's or a university's system that reads credentials as JSON Web Tokens"
            " (vc+jwt)."
        ),
    ),
    Offer(
        Form.RS256,
        _("For older readers of Open Badges"),
        _("For a program that reads badges as tokens signed with RSA and no newer form (RS256)."),
    ),
    Offer(
        Form.SD_JWT,
        _("To show a part of it"),
        _(
            "For a wallet from which you show the level and the certificate without your name and"
            " number, or any other part (dc+sd-jwt)."
        ),
    ),
)


def offers(number: str, state: State) -> tuple[Offer, ...]:
    """Return the forms that a certificate in this state can be had in."""
    had = queries.forms(number, state)
    return tuple(one for one in OFFERS if one.form in had)


@gate.signed_in
@require_safe
def european(request: Request, number: str) -> HttpResponse:
    """Hand out a description of the certificate in the European Learning Model."""
    body = papers.european(number, request.actor)
    return leaving.file(f"{number}.elm.jsonld", body, JSON_LD)


@gate.signed_in
@require_POST
def form(request: Request, number: str) -> HttpResponse:
    """Sign the certificate in the form that was asked for, and hand it out; leaves a record."""
    try:
        wanted = Form(request.POST.get("form", ""))
    except ValueError:
        raise NoSuchForm from None
    made = forms.make(number, wanted, actor=request.actor, now=request.now)
    return leaving.file(made.name, made.body, made.media_type)

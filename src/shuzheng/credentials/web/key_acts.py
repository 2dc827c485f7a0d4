"""Propose to change a signing key, withdraw that, and decide on what somebody else proposed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from shuzheng.credentials import access
from shuzheng.credentials.access import Permission
from shuzheng.credentials.queries import pages_keys as pages
from shuzheng.credentials.rules.keys import LABELS, Kind, Standing
from shuzheng.credentials.services import keys as services
from shuzheng.credentials.services import rsa_wishes
from shuzheng.credentials.services.keys import FirstMadeAlready
from shuzheng.credentials.web import keys, trails
from shuzheng.credentials.web.forms import KeyReasonForm, TheftForm
from shuzheng.foundation.ui import forms as ui
from shuzheng.foundation.web import acting, gate

if TYPE_CHECKING:
    from typing import Any

    from django.http import HttpResponse

    from shuzheng.credentials.queries.pages_keys import Line
    from shuzheng.foundation.web.request import Request


@gate.signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def rotate(request: Request, key: int) -> HttpResponse:
    """Ask why, then propose to retire the current key."""

    def act(data: dict[str, Any]) -> HttpResponse:
        services.propose_rotation(key, data["reason"], actor=request.actor, now=request.now)
        messages.success(request, _("The rotation is proposed; a second person decides on it."))
        return redirect("credentials:key", key)

    line = _changeable(request, key)
    form = KeyReasonForm(acting.posted(request))
    page = _page(line, line.organisation, _("Propose a rotation"))
    return acting.form(request, "credentials/keys/rotate.html", page, form, act)


@gate.signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def first(request: Request) -> HttpResponse:
    """Ask why, then propose to make the province's first key."""

    def act(data: dict[str, Any]) -> HttpResponse:
        services.propose_first(data["reason"], actor=request.actor, now=request.now)
        messages.success(request, _("The key is proposed; a second person decides on it."))
        return redirect("credentials:keys")

    access.require_founder(request.actor)
    found = pages.first(request.actor)
    if found is None:
        raise FirstMadeAlready
    form = KeyReasonForm(acting.posted(request))
    page = _page(None, found.owner, _("Propose a key of the province"))
    return acting.form(request, "credentials/keys/first.html", page, form, act)


@gate.signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def theft(request: Request, key: int) -> HttpResponse:
    """Ask since when and how, then report that a key is in strange hands."""

    def act(data: dict[str, Any]) -> HttpResponse:
        services.report_theft(
            key, data["reason"], data["since"], actor=request.actor, now=request.now
        )
        said = _("The theft is reported. Nothing is issued until a second person decides on it.")
        messages.success(request, said)
        return redirect("credentials:key", key)

    line = _changeable(request, key)
    form = TheftForm(acting.posted(request))
    page = _page(line, line.organisation, _("Report a theft"))
    return acting.form(request, "credentials/keys/theft.html", page, form, act)


@gate.signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: Request, key_change: int) -> HttpResponse:
    """Show what follows in numbers, then end the key and make the next one."""
    found = pages.proposal(key_change, request.actor, Permission.KEY_CONFIRM)
    line, one = found.line, found.change

    def act(data: dict[str, Any]) -> HttpResponse:
        del data
        services.confirm(key_change, actor=request.actor, now=request.now)
        trails.publish_soon(request)
        said = _("The key has ended. The status lists are being signed with the next one.")
        if line is None:
            said = _("The province has its key. Holders can have their whole record signed.")
        messages.success(request, said)
        return redirect(_place(line))

    page = _page(line, found.owner, _(LABELS[one.kind])) | {
        "terms": [*keys.change_terms(one), *(keys.effect_terms(line, one) if line else ())],
        "is_theft": one.kind is Kind.THEFT,
        "is_first": line is None,
        "is_current": line is not None and line.standing is Standing.CURRENT,
    }
    form = ui.Form(acting.posted(request))
    return acting.form(request, "credentials/keys/confirm.html", page, form, act)


@gate.signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def decline(request: Request, key_change: int) -> HttpResponse:
    """Ask why, then leave the key as it is."""
    found = pages.proposal(key_change, request.actor, Permission.KEY_CONFIRM)
    line, one = found.line, found.change

    def act(data: dict[str, Any]) -> HttpResponse:
        services.decline(key_change, data["reason"], actor=request.actor, now=request.now)
        messages.success(request, _("The change is declined; the key stays as it is."))
        return redirect(_place(line))

    page = _page(line, found.owner, _(LABELS[one.kind])) | {
        "terms": keys.change_terms(one),
        "is_first": line is None,
    }
    form = KeyReasonForm(acting.posted(request))
    return acting.form(request, "credentials/keys/decline.html", page, form, act)


@gate.signed_in
@require_POST
def withdraw(request: Request, key_change: int) -> HttpResponse:
    """Take a proposal back."""
    found = pages.proposal(key_change, request.actor, Permission.KEY_CHANGE)

    def act() -> None:
        services.withdraw(key_change, actor=request.actor, now=request.now)

    said = _("The proposal is withdrawn; the key stays as it is.")
    return acting.pressed(request, act, said, _place(found.line))


@gate.signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def sm2(request: Request, key: int) -> HttpResponse:
    """Say what it means, then sign new certificates with SM2 as well."""

    def act(data: dict[str, Any]) -> HttpResponse:
        del data
        services.ask_sm2(key, actor=request.actor, now=request.now)
        messages.success(request, _("Certificates issued from now on are signed with SM2 as well."))
        return redirect("credentials:key", key)

    line = _wishing(request, key, Permission.SM2_ASK)
    page = _page(line, line.organisation, _("Sign with SM2 as well"))
    form = ui.Form(acting.posted(request))
    return acting.form(request, "credentials/keys/sm2.html", page, form, act)


@gate.signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def sm2_end(request: Request, key: int) -> HttpResponse:
    """Say what stays, then sign new certificates with SM2 no more."""

    def act(data: dict[str, Any]) -> HttpResponse:
        del data
        services.end_sm2(key, actor=request.actor, now=request.now)
        said = _("New certificates are signed with SM2 no more; those that were stay as they are.")
        messages.success(request, said)
        return redirect("credentials:key", key)

    line = _wishing(request, key, Permission.SM2_ASK)
    page = _page(line, line.organisation, _("End SM2 signatures"))
    form = ui.Form(acting.posted(request))
    return acting.form(request, "credentials/keys/sm2_end.html", page, form, act)


@gate.signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def rsa(request: Request, key: int) -> HttpResponse:
    """Say what it means, then let holders have tokens of Open Badges."""

    def act(data: dict[str, Any]) -> HttpResponse:
        del data
        rsa_wishes.ask(key, actor=request.actor, now=request.now)
        messages.success(request, _("Holders can have tokens of Open Badges (RS256) from now on."))
        return redirect("credentials:key", key)

    line = _wishing(request, key, Permission.RSA_ASK)
    page = _page(line, line.organisation, _("Make tokens of Open Badges"))
    form = ui.Form(acting.posted(request))
    return acting.form(request, "credentials/keys/rsa.html", page, form, act)


@gate.signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def rsa_end(request: Request, key: int) -> HttpResponse:
    """Say what stays, then make no more tokens of Open Badges."""

    def act(data: dict[str, Any]) -> HttpResponse:
        del data
        rsa_wishes.end(key, actor=request.actor, now=request.now)
        said = _("No more tokens of Open Badges (RS256) are made; those that were stay good.")
        messages.success(request, said)
        return redirect("credentials:key", key)

    line = _wishing(request, key, Permission.RSA_ASK)
    page = _page(line, line.organisation, _("End tokens of Open Badges"))
    form = ui.Form(acting.posted(request))
    return acting.form(request, "credentials/keys/rsa_end.html", page, form, act)


def _wishing(request: Request, key: int, permission: Permission) -> Line:
    found = pages.detail(key, request.actor)
    request.actor.require(permission)
    return found.line


def _changeable(request: Request, key: int) -> Line:
    found = pages.detail(key, request.actor)
    request.actor.require(Permission.KEY_CHANGE)
    return found.line


def _page(line: Line | None, owner: str, label: str) -> dict[str, Any]:
    """Return what a page that asks about one key needs: the way to it, and the way back."""
    url = _place(line)
    steps = [(owner, url)] if line else []
    return {
        "crumbs": keys.trail(*steps, (label, "")),
        "cancel_url": url,
        "owner": owner,
    }


def _place(line: Line | None) -> str:
    """Return where a key is shown; one that is still to be made, among the others."""
    return reverse("credentials:key", args=[line.id]) if line else reverse("credentials:keys")

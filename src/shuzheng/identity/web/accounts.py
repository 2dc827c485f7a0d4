"""Activate an account, look at it, choose the capacity to act in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.contrib import messages
from django.contrib.auth import login
from django.http import HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from shuzheng.foundation.ui import forms as ui
from shuzheng.foundation.ui.parts import Term
from shuzheng.foundation.web import gate, limiter
from shuzheng.foundation.web.refusals import sentence
from shuzheng.identity.queries import accounts, persons
from shuzheng.identity.services import activation
from shuzheng.identity.web import personal
from shuzheng.identity.web.capacity import SESSION_KEY
from shuzheng.kernel.refusals import Refusal

if TYPE_CHECKING:
    from django.http import HttpResponse

    from shuzheng.foundation.web.request import Request

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


class ActivationForm(ui.Form):
    """What one needs to activate an account."""

    code = forms.CharField(
        label=_("One-time code"), max_length=30, help_text=_("twelve letters and digits")
    )
    name = forms.CharField(label=_("Your name"), max_length=60)
    username = forms.CharField(
        label=_("Sign-in name"),
        max_length=60,
        help_text=_("3 to 60 letters, digits or . _ -; not your identity number"),
    )
    password = forms.CharField(
        label=_("Password"),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("at least ten characters"),
    )
    again = forms.CharField(
        label=_("Password, once more"),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean(self) -> dict[str, object]:
        """Compare the two passwords."""
        data = super().clean() or {}
        if data.get("password") != data.get("again"):
            self.add_error("again", _("The two passwords differ."))
        return data


class RecoveryForm(ActivationForm):
    """What one needs to choose a new password: everything but the sign-in name, which stays."""

    username = None  # type: ignore[assignment]


@never_cache
@sensitive_post_parameters("password", "again", "code", "name")
@require_http_methods(["GET", "HEAD", "POST"])
def activate(request: Request) -> HttpResponse:
    """Make one's own account with a one-time code; who has one is led on to a new password."""
    form = ActivationForm(request.POST or None)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            data = form.cleaned_data
            try:
                user_id = activation.activate(
                    data["code"],
                    data["name"],
                    username=data["username"],
                    password=data["password"],
                    device=_device(request),
                    now=request.now,
                )
            except activation.AlreadyActive:
                known = {"code": data["code"], "name": data["name"]}
                return _ask_for_password(request, RecoveryForm(initial=known), known=True)
            except Refusal as refusal:
                form.add_error(None, sentence(refusal))
            else:
                login(request, accounts.user(user_id), backend=BACKEND)
                return redirect("/desk/")
    return render(request, "identity/account/activate.html", {"form": form}, status=status)


@never_cache
@sensitive_post_parameters("password", "again", "code", "name")
@require_http_methods(["GET", "HEAD", "POST"])
def recover(request: Request) -> HttpResponse:
    """Choose a new password for one's account with a one-time code, then sign in with it.

    Nobody is signed in by this: a second factor, where there is one, is asked for as always.
    """
    form = RecoveryForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            activation.recover(
                data["code"],
                data["name"],
                password=data["password"],
                device=_device(request),
                now=request.now,
            )
        except Refusal as refusal:
            form.add_error(None, sentence(refusal))
        else:
            messages.success(
                request, gettext("The new password is set. Sign in with your own name and it.")
            )
            return redirect("account_login")
    return _ask_for_password(request, form)


def _ask_for_password(request: Request, form: RecoveryForm, *, known: bool = False) -> HttpResponse:
    page = {"form": form, "known": known}
    status = 422 if form.is_bound else 200
    return render(request, "identity/account/recover.html", page, status=status)


@personal.page
@require_GET
def overview(request: Request) -> HttpResponse:
    """Show who is signed in, and what one may change of it."""
    person = persons.brief([request.actor.person_id])[request.actor.person_id]
    about = [
        Term(_("Name"), person.name),
        Term(_("Identity document"), person.document_masked),
        Term(_("Telephone"), person.phone_masked or "—"),
        Term(_("Sign-in name"), request.user.get_username()),
    ]
    return render(request, "identity/account/overview.html", {"about": about})


@gate.signed_in
@require_POST
def capacity(request: Request) -> HttpResponse:
    """Act in another of one's capacities from now on."""
    wanted = request.POST.get("capacity", "")
    held = {str(one.id): one.id for one in request.capacities}
    if wanted in held:
        request.session[SESSION_KEY] = held[wanted]
    return HttpResponseRedirect(_next(request))


def _next(request: Request) -> str:
    """Return where to go on, only within this site."""
    url = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(url, allowed_hosts={request.get_host()}):
        return url
    return reverse("desk:home")


def _device(request: Request) -> str:
    """Return what tells one device from another; only a keyed hash of it is ever stored."""
    return f"{limiter.visitor_of(request)}\n{request.headers.get('User-Agent', '')}"

"""Unlock a sign-in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from shuzheng.desk.services import lockouts
from shuzheng.foundation.web import gate

if TYPE_CHECKING:
    from django.http import HttpResponse

    from shuzheng.foundation.web.request import Request


@require_POST
@gate.signed_in
def reset(request: Request, attempt: int) -> HttpResponse:
    """Forget the failures of one sign-in and go back to the desk."""
    lockouts.reset(attempt, actor=request.actor, now=request.now)
    messages.success(request, _("The sign-in is unlocked; its password stays what it was."))
    return redirect("desk:home")
